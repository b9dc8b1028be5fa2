## Steps: a sign, then what happens

step-line = { $state ->
    [done] ✔
    [failed] ✖
   *[waiting] ◌
} { $step }
step-because = { $step }: { $why }

step-recheck = { $state ->
    [done] Checked again
    [failed] Check failed
    [running] Checking again
   *[waiting] Check: waiting
}
step-invite = { $state ->
    [done] Invited
    [failed] Not invited
    [running] Inviting
   *[waiting] Invitation: waiting
}
step-join = { $state ->
    [done] In group { $about }
    [failed] Not in group { $about }
    [running] Adding to group { $about }
   *[waiting] Group { $about }: waiting
}
step-leave = { $state ->
    [done] Out of group { $about }
    [failed] Still in group { $about }
    [running] Removing from group { $about }
   *[waiting] Group { $about }: waiting
}
step-provision = { $state ->
    [done] { $platform }: provisioned by Entra
    [failed] { $platform }: not provisioned
   *[waiting] { $platform }: waiting for Entra, usually within 40 minutes, not guaranteed
}
step-provision-cycle = { $state ->
    [failed] { $platform }: not provisioned
   *[done] { $platform }: left to Entra's next cycle
}
step-account = { $state ->
    [done] { $platform } account made
    [failed] { $platform } account not made
    [running] Making the { $platform } account
   *[waiting] { $platform } account: waiting
}
step-switch-off = { $state ->
    [done] { $platform } account off
    [failed] { $platform } account not switched off
    [running] Switching the { $platform } account off
   *[waiting] { $platform } account: waiting to be switched off
}
step-switch-on = { $state ->
    [done] On again in { $platform }, for what else was given
    [failed] Not switched on again in { $platform }
    [running] Switching on again in { $platform }
   *[waiting] { $platform }: to be switched on again
}
step-task = { $state ->
    [done] Made by hand
    [failed] Not made by hand
   *[waiting] Waiting for somebody to do it by hand
}
step-prove = { $state ->
    [done] Read back
    [failed] Not proven
    [running] Reading it back
   *[waiting] Proof: waiting
}

## Why a step or a request waits or failed

why-microsoft-asks-to-wait = Microsoft asks me to wait, about { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}.
why-directory-unreachable = I cannot reach Entra. Your request is safe; I go on by myself and tell you.
why-platform-unreachable = I cannot reach { $platform }. Your request is safe; I go on by myself and tell you.
why-platform-token = { $platform } does not take my token. { $administrator } has to renew it; your request is safe, and I go on by myself.
why-not-there-yet = It does not show yet. I look again by myself.
why-not-proven-yet = { $platform } does not show this person as approved yet. Not proven; I look again by myself.
why-waits-for-cycle = waiting for Entra, usually within 40 minutes, not guaranteed
why-entra-skipped = Entra says skipped. Ask { $administrator }.
why-invitation-unknown = I do not know yet whether the invitation went out. I look before I send it again.
why-not-permitted = I lack the right for this in Entra. Ask { $administrator }.
why-refused-outside = It was refused there. Ask { $administrator }.
why-not-accepted = They have not accepted the invitation yet.
why-task-create = Create the account for { $address } in { $platform } with { $roles }, then press Done.
why-task-end = Switch off the account of { $address } in { $platform }, then press Done.
why-task-less = Take roles from the account of { $address } in { $platform } until it has just { $left }, then press Done.
why-task-invite = { $administrator }: invite { $address } as a guest, { $sponsor } as sponsor (Entra › Users › Invite external user). I notice when it is done.
why-task-join = { $administrator }: add { $address } to { $group } (Entra › Groups › { $group } › Members). I notice when it is done.
why-task-leave = { $administrator }: remove { $address } from { $group } (Entra › Groups › { $group } › Members). I notice when it is done.
why-platform-unseen = I cannot see into { $platform } here, so I can neither do this nor prove it. Ask { $administrator }.
why-task-assign = { $administrator }: assign { $group } to the { $platform } application, role { $role } (Entra › Enterprise applications › Users and groups). I notice when it is done.
why-moved = The facts moved since it was approved.
why-requester-lost = { $requester } may not ask for this any more.
why-approver-lost = Who approved may not decide any more, so somebody else is asked.
why-approver-lost-late = Who approved may not decide any more, so I stopped. Ask for it anew: somebody else approves it.
why-account-since = There is a { $platform } account by now that nobody approved to take over, so I stopped. Ask for it anew.
why-guest-blocked = Somebody blocked the sign-in of the guest { $address } in Entra. Ask { $administrator } why.
why-group-unassigned = { $group } is not assigned to { $platform } in Entra any more, so nobody gets in by it. Ask { $administrator }.
why-last-owner = That would leave { $platform } with no owner. Add another owner first.
why-withdrawn = { $requester } took it back.
why-withdrawn-invited = { $requester } took it back. { $address } had been invited by then, or was just being invited: a guest may be in Entra, without access from this request.
why-narrowed-lapsed = Less than was asked for had been approved, and whoever asked for it had to accept that.
why-replaced = A newer request replaces it.
why-broken = Something broke on my side. Nothing was changed that is not listed above.
why-behind = It begins as soon as R-{ $number } is done, which gives the group just now.
why-ended-meanwhile = Their access was ended meanwhile, so I stopped.
why-removed-meanwhile = R-{ $number } takes away what this gives, so I stopped. If R-{ $number } comes to nothing and nothing else stands against it, I go on by myself.
why-removal-failed = R-{ $number } was to take away what this gives, so I stopped; then R-{ $number } failed. I go on with neither by myself: an owner presses “Try again” here to give it, or on the card of R-{ $number } to take it away.

## What a step that did not come true says in the end

why-still-on = { $entra ->
    [skipped] Still on in { $platform } after 24 h: Entra says skipped.
    [failure] Still on in { $platform } after 24 h: Entra reports a failure.
    [stopped] Still on in { $platform } after 24 h: Entra has stopped the job.
   *[other] Still on in { $platform } after 24 h.
} I have stopped looking. Ask { $administrator }.
why-still-off = { $entra ->
    [skipped] Not on in { $platform } after 24 h: Entra says skipped.
    [failure] Not on in { $platform } after 24 h: Entra reports a failure.
    [nameless] Not on in { $platform } after 24 h: Entra reports a failure, and there is no first name or surname in Entra.
    [stopped] Not on in { $platform } after 24 h: Entra has stopped the job.
   *[other] Not on in { $platform } after 24 h.
} I have stopped looking. Ask { $administrator }.
why-roles-differ = { $entra ->
    [skipped] Other roles than approved in { $platform } after 24 h: Entra says skipped.
    [failure] Other roles than approved in { $platform } after 24 h: Entra reports a failure.
    [nameless] Other roles than approved in { $platform } after 24 h: Entra reports a failure, and there is no first name or surname in Entra.
    [stopped] Other roles than approved in { $platform } after 24 h: Entra has stopped the job.
   *[other] Other roles than approved in { $platform } after 24 h.
} I have stopped looking. Ask { $administrator }.
why-late-entra = { $entra ->
    [skipped] I have not seen Entra do it within 24 h: Entra says skipped.
    [failure] I have not seen Entra do it within 24 h: Entra reports a failure.
    [nameless] I have not seen Entra do it within 24 h: Entra reports a failure, and there is no first name or surname in Entra.
    [stopped] I have not seen Entra do it within 24 h: Entra has stopped the job.
   *[other] I have not seen Entra do it within 24 h.
} I have stopped looking. Ask { $administrator }.
why-late-invitation = I do not know whether the invitation went out and have stopped looking. Ask { $administrator }.
why-late-task = I have not seen it done within 7 days and have stopped looking. Ask { $administrator }.
why-late-task-owners = I have not seen it done in { $platform } within 7 days and have stopped looking. Once it is done, an owner can press “Try again”.
why-late = I have not seen it done within 24 h and have stopped looking. Ask { $administrator }.
