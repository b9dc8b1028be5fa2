## What a wave would do

wave-title = { $wave }: { $inside } of { $count } people would get in · as of { $at }
wave-title-back = { $wave }: { $count ->
    [one] 1 person
   *[other] { $count } people
} would lose access · as of { $at }
wave-back-keeps = Switches off { $off ->
    [one] 1 person
   *[other] { $off } people
} who have { $platform } only through this wave. { $keeps ->
    [0] { "" }
    [one] 1 keeps it for other reasons.{ " " }
   *[other] { $keeps } keep it for other reasons.{ " " }
}Nothing is deleted.
wave-back-changed = { $count ->
    [one] 1 of them loses roles
   *[other] { $count } of them lose roles
} that only this wave gave.
wave-over-limit = Entra may hold it: over the deletion limit ({ $limit }). I do not release deletions.
wave-fact-starts = Starts
wave-starts = { $at-full }
wave-after = It comes after { $wave }, which is not proven yet.
wave-open = R-{ $number } for it is open: { $state }.
wave-idle = Its groups are in scope, and nobody would change: there is nothing to ask for.
wave-idle-back = None of its groups is in scope: there is nothing to take back.
wave-unproven = Its groups are in scope, and nobody would change. Asked for, everybody is read back, and it counts as proven.
wave-dating = When shall it start? It is counted again then, and starts only while the list is as approved, or has moved within what is allowed.
wave-date = Day
wave-date-error = Choose a day within the next 90 days.
wave-time = Time ({ $zone })
wave-time-error = Write a time, as 07:00.
wave-skipping = A skipped check takes a second approver, and is shown on every later card.
wave-skip-gates = Checks to skip
wave-skip-gates-error = Choose at least one.
wave-skip-reason = Why it is skipped
wave-skip-reason-error = Say why.
wave-title-reading = { $wave }: reading who would get in
wave-title-reading-back = { $wave }: reading who would lose access
wave-title-failed = { $wave }: not read
wave-title-gone = { $wave }: out of date
wave-reading = ◌ Reading the groups in Entra and the accounts of { $platform }. The card changes by itself.
wave-progress = { $memberships ->
    [one] 1 membership
   *[other] { $memberships } memberships
}, { $accounts ->
    [one] 1 account
   *[other] { $accounts } accounts
} read
wave-progress-unseen = { $memberships ->
    [one] 1 membership
   *[other] { $memberships } memberships
} read
wave-no-directory = I cannot reach Entra. I go on trying for a while; then press “Look again”.
wave-no-platform = I cannot reach { $platform }. I go on trying for a while; then press “Look again”.
wave-refused = I am not allowed to read this. Ask { $administrator }: **setup** says which right is missing.
wave-nothing-changed = Nothing was changed, and nothing was asked for.
wave-gone = This was read more than a day ago and is no longer kept. Press “Look again”.
wave-changes-nothing = Looking changes nothing.
wave-unseen = I cannot see into { $platform } here: who is in scope counts as having an account, and accounts made by hand are not told.

wave-count-created = Created { $count }
wave-count-changed = changed { $count }
wave-count-switched-off = switched off { $count }
wave-count-fails = will fail { $count }
wave-count-unchanged = already in { $count }
wave-count-by-hand = accounts made by hand { $count }

wave-fact-fail = Fail
wave-fact-by-hand = By hand
wave-fact-checks = Checks
wave-fails-no-mail = { $count } without a mail address in Entra: HR or { $administrator } can add it
wave-fails-disabled = { $count } blocked in Entra: { $administrator } can unblock who is still here
wave-by-hand = { $taken } taken over, { $lost } would be lost

wave-checks = { $done } of { $count } ✔
wave-checks-missing = missing: { $checks }
wave-check-open = { $check }
wave-check-who = { $check } ({ $who })
wave-check-provisioning = provisioning set up
wave-check-externals = internal or external decided
wave-check-groups = groups confirmed
wave-check-scope = only the project team in scope
wave-check-validated = roles and flows validated
wave-check-ready = communication and training ready
wave-check-lifecycle = lifecycle running

wave-missing = { $group } is not in Entra. Nobody gets in by it.
wave-nested = { $nested } is a group inside { $group }. Its members do not get in: Entra provisions direct members alone.
wave-dynamic = Filled by a rule in Entra, so who is in can change by itself: { $groups }.

wave-named-owner = { $count ->
    [one] 1 owner
   *[other] { $count } owners
}
wave-named-administrator = { $count ->
    [one] 1 person gets an administrator role
   *[other] { $count } people get an administrator role
}
wave-named-external = { $count ->
    [one] 1 external
   *[other] { $count } externals
}
wave-named-switched-off = { $count ->
    [one] 1 account is switched off
   *[other] { $count } accounts are switched off
}
wave-named-taken-over = { $count ->
    [one] 1 account made by hand is taken over: it is governed by Entra from then on
   *[other] { $count } accounts made by hand are taken over: they are governed by Entra from then on
}
wave-named-lost = { $count ->
    [one] 1 account made by hand would be lost: nobody in scope has its address
   *[other] { $count } accounts made by hand would be lost: nobody in scope has their address
}

## Its people

wave-change-created = created
wave-change-changed = changed
wave-change-switched-off = switched off
wave-change-fails = will fail
wave-change-unchanged = already in
wave-change-stays = nothing changes
wave-change-taken-over = taken over
wave-change-lost = would be lost
wave-mark-owner = owner
wave-mark-administrator = gets an administrator role
wave-mark-external = external
wave-mark-by-hand = account made by hand
wave-roles = { $before } → { $after }
fails-no-mail = No mail address in Entra, by which { $platform } knows people. HR or { $administrator } can add it.
fails-disabled = Blocked in Entra. { $administrator } can unblock who is still here.
wave-everybody = everybody
wave-filter = Which people
wave-filter-created = created ({ $count })
wave-filter-changed = changed ({ $count })
wave-filter-switched-off = switched off ({ $count })
wave-filter-fails = will fail ({ $count })
wave-filter-unchanged = already in ({ $count })
wave-filter-stays = stay as they are ({ $count })
wave-filter-taken-over = taken over ({ $count })
wave-filter-lost = would be lost ({ $count })
wave-copy = Lines for a spreadsheet, to copy: save them as .csv
wave-csv-name = name
wave-csv-mail = mail
wave-csv-change = change
wave-csv-why = why
wave-csv-before = roles now
wave-csv-after = roles then
wave-csv-marks = remarks

press-wave-ask = Ask for approval
press-wave-ask-skipping = Ask without them
press-wave-set-date = Start then
press-wave-start-now = Start it now
press-wave-skip = Skip a check
press-wave-date = Choose date
press-wave-people = See people
press-wave-show = Show these
press-wave-more = More
press-wave-csv = CSV
press-wave-hr = List for HR
press-wave-back = Back
press-wave-again = Look again
