## Several who wait for the same decision

alike-title = { $told }?
alike-add = { $count ->
    [one] Add 1 person
   *[other] Add { $count } people
} to { $groups }
alike-remove = { $count ->
    [one] Remove 1 person
   *[other] Remove { $count } people
} from { $groups }
alike-invite = { $count ->
    [one] Let in 1 external to { $groups } as guest
   *[other] Let in { $count } externals to { $groups } as guests
}
alike-account = { $count ->
    [one] Let in 1 external to { $groups } with an { $platform }-only account
   *[other] Let in { $count } externals to { $groups } with { $platform }-only accounts
}
alike-test = { $count ->
    [one] Let 1 person
   *[other] Let { $count } people
} test { $groups } until go-live
alike-extend = { $count ->
    [one] Extend the access of 1 person
   *[other] Extend the access of { $count } people
} to { $groups }
alike-asked-by = asked by { $requester }
alike-answers = { $sponsor } answers for them
alike-footer = { $numbers } · open until { $closes-day }
alike-approved-some = ◌ { $done } of { $all } approved, working
alike-approved-none = ✖ None of { $all } approved
alike-then = Approved is not done: whoever asked is told when it is proven.
alike-outcome = R-{ $number } · { $name }: { $told }
alike-approved = ✔ approved by you
alike-step = ✔ approved by you; somebody else decides the next step
alike-moved = has moved on since you saw it
alike-not-yours = is not for you to decide any more
alike-left = not ticked, still waits for a decision: **approvals** shows it again
alike-no-next = not approved, since nobody could decide the next step
