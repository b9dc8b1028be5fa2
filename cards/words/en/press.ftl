## Titles of buttons: each makes sense read alone

press-invite-ask = Ask for approval
press-invite-compare = Compare the two
press-invite-back = Back
press-many-ask = { $way ->
    [remove] Remove { $count }
   *[other] Ask for { $count }
}
press-many-correct = Correct
press-many-check = Check again
press-batch-approve = { $count ->
    [one] Approve this one
   *[other] Approve these { $count }
}
press-batch-reject = { $count ->
    [one] Reject this one
   *[other] Reject these { $count }
}
press-batch-retry = Try again
press-batch-cancel = Cancel what is open
press-review-send = Send answers
press-batch-page = Show part { $part }
press-alike-approve = { $count ->
    [one] Approve 1 person
   *[other] Approve { $count } people
}
press-alike-page = Show others
press-some-choose = Only some
press-some-approve = Approve the ticked
press-alike-open = Approve these { $count }
press-form-cancel = Cancel
press-away-set = Set this
press-away-end = I am back
press-channel-review = Review
press-change-look = Show what changes
press-change-ask = Ask for approval
press-change-remove = Remove
press-change-also = Also add { $group }
press-request-approve = Approve
press-request-reject = Reject
press-request-narrow = Narrow
press-request-narrow-to = Approve less
press-request-accept = Accept
press-request-why-me = Why me
press-request-hand-over = Hand over
press-request-hand-over-to = Hand over to this person
press-request-back = Back
press-request-cancel = Cancel request
press-request-retry = Try again
press-request-leave-out = Leave out
press-request-who-fixes = Who can fix it
press-request-done = Done
press-request-ask-again = Ask again
press-request-new-card = Show the new card
press-end-now = End everything now
press-end-date = On a date
press-end-set-date = End on this date
press-end-keep = Keep
press-expiry-let-end = Let it end
press-expiry-end-now = End everything now
press-setup-check = Check again
press-setup-confirm-owners = Confirm these owners
press-setup-confirm-approvers = Confirm these approvers
press-gate-sign = Sign
press-gate-not-yet = Not yet
press-groups-confirm = Confirm these groups
press-gate-validated = Signature: roles and flows
press-gate-ready = Signature: training
press-groups-look = Look again
press-gate-withdraw = Withdraw
press-look-more = More
press-look-again = Look again
press-list-open = Open R-{ $number }
press-link = Open the invitation
