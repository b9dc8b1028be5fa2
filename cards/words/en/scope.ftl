## A wave that is opened or taken back

scope-open-question = Open { $wave } for { $count ->
    [0] nobody new: read everybody back
    [one] 1 person
   *[other] { $count } people
}?
scope-back-question = Take { $wave } back from { $count ->
    [one] 1 person
   *[other] { $count } people
}?
scope-open-about = Open { $wave }
scope-back-about = Take { $wave } back
scope-skipped = Check skipped by { $by }: { $gates }. “{ $reason }”
gate-name-provisioning = Provisioning set up and healthy
gate-name-externals = Internal and external decided
gate-name-groups = Groups confirmed
gate-name-scope = Only the project team in scope
gate-name-validated = Roles and flows validated
gate-name-ready = Communication and training ready
gate-name-lifecycle = Lifecycle runs
scope-over-limit = Entra may hold it: over the deletion limit ({ $limit }). I do not release deletions; an administrator does.
scope-count-created = created { $count }
scope-count-changed = changed { $count }
scope-count-taken-over = taken over { $count }
scope-count-switched-off = switched off { $count }
scope-count-fails = will fail { $count }
scope-count-failing-before = expected to fail, not read back { $count }
scope-count-unchanged = stay as they are { $count }
scope-count-lost = accounts lost { $count }
scope-count-left-out = left out { $count }
scope-scheduled = ◌ Approved, starts { $at-day }
scope-starts-approved = Once it is approved
scope-named-owner = Owners: { $names }
scope-named-administrator = **New administrator roles**: { $names }
scope-named-external = Externals: { $names }
scope-named-switched-off = **Switched off**: { $names }
scope-named-taken-over = Made by hand, taken over: { $names }
scope-named-lost = **Made by hand, would be lost**: { $names }
scope-moved = The list moved: { $joined } joined, { $left } left, { $differ } changed since it was approved. Allowed: { $allowed }. **Nothing was done.**
scope-moved-within = { $joined } joined, { $left } left, { $differ } changed since it was approved: within the allowed { $allowed }, carried out.
scope-moved-otherwise = Its groups in Entra are others now than those that were approved. **Nothing was done.**
scope-moved-person = { $name }: { $before } → { $after }
scope-moved-roles = { $name }, { $change }, other roles: { $before } → { $after }
scope-moved-marks = { $name }, { $change }, { $what }
scope-moved-newly = now: { $marks }
scope-moved-no-more = no longer: { $marks }
scope-is-created = created
scope-is-changed = changed
scope-is-taken-over = taken over
scope-is-switched-off = switched off
scope-is-fails = will fail
scope-is-unchanged = stays as it is
scope-is-lost = account lost
scope-is-nobody = not in the list
scope-missed = It could not start in time. Nothing was done. Start it now, or cancel it.
scope-progress = Proven { $proven } of { $all } · waiting { $waiting } · failed { $failed }
scope-failed = ✖ { $name }: { $why }
scope-partly = { $done } of { $all } done. { $count } not: { $why }. Nothing to undo.
scope-left-out = { $done } of { $all } done, { $count } left out by { $by }: { $why }.
scope-left-out-means = Nothing was undone, and I try nothing more for them. While they are in its groups, Entra may still let them in.
scope-left-out-who = { $name }, left out: { $why }
because-fails-no-mail = no mail address in Entra
because-fails-disabled = blocked in Entra
because-fails-gone = not in Entra any more
because-fails-moved = moved to other groups since it was approved
because-fails-no-name = no first name or surname in Entra
because-fails-entra = Entra reports a failure
because-fails-late = not there after a day
because-unknown = I do not know why
because-some = { $why } ({ $count })
scope-done-platform = ✔ Done, proven { $at }: { $count ->
    [one] 1 person
   *[other] { $count } people
}, each with exactly the roles approved.
scope-done-log = ✔ Done { $at }: Entra reports it done; I cannot see into { $platform }.
scope-done-membership = ✔ Done { $at }: the groups are in the scope; { $platform } not seen.
scope-back-done-platform = ✔ Taken back, proven { $at }: { $count ->
    [one] 1 person
   *[other] { $count } people
} read back. Nothing was deleted.
scope-back-done-log = ✔ Taken back { $at }: Entra reports it done; I cannot see into { $platform }.
scope-back-done-membership = ✔ Taken back { $at }: the groups are out of the scope; { $platform } not seen.
scope-confirm = This is for { $count ->
    [one] 1 person
   *[other] { $count } people
}. Type { $count } to confirm.
scope-confirm-back = This takes access away. Nothing is deleted. Type { $count } to continue.
scope-confirm-nobody = Nobody new gets in. { $count ->
    [one] 1 person is
   *[other] { $count } people are
} read back. Type { $count } to confirm.
scope-confirm-label = The number of people ({ $count })
press-approve-people = Approve{ $count ->
    [0] { "" }
    [one] { " " }1 person
   *[other] { " " }{ $count } people
}
press-take-back-people = Take back from { $count ->
    [one] 1 person
   *[other] { $count } people
}
fact-people = People
fact-starts = Starts

## What its people may be told: a text to copy

announce-label = Text to copy: I write to nobody in the wave
announce-from = { $platform } is open for you from { $day } on.
announce-now = { $platform } is open for you.
announce-soon = { $platform } opens for you in the next days.
announce-groups = What you can do there follows from your groups:
announce-group = { $group }: { $effects }
announce-ask = Questions? Ask { $requester }.
press-wave-announce = Announcement
press-wave-unannounce = Back

## Why a wave waits or stops

why-task-unassign = { $administrator }: end the assignment of { $group } to the { $platform } application. I notice when it is done.
why-wave-proving = everybody, person by person
why-missed-start = It missed its moment.
why-gate-lost = A check does not hold any more, so nothing was started. Look at “rollout”.
fails-entra = Entra reports a failure. Ask { $administrator }.
fails-gone = Not in Entra any more.
fails-moved = Moved to other groups of the wave since it was approved, and has the roles of those: that was not approved.
fails-moved-to = Moved since it was approved: in { $groups } now, with the roles of that. That was not approved.
fails-no-name = No first name or surname in Entra, and Entra reports a failure. HR or { $administrator } can add it.
fails-late = not there after a day
notice-missed-start = R-{ $number } could not start in time. Nothing was done. Its card asks whether to start it now.

step-assign = { $state ->
    [done] { $about } is in the scope
    [failed] { $about } is not in the scope
    [running] Bringing { $about } into the scope
   *[waiting] { $about }: waiting
}
step-unassign = { $state ->
    [done] { $about } is out of the scope
    [failed] { $about } is still in the scope
    [running] Taking { $about } out of the scope
   *[waiting] { $about }: waiting
}
step-start = { $state ->
    [done] Provisioning runs
    [failed] Provisioning does not run
   *[waiting] Provisioning: waiting to run
}
step-first = { $state ->
    [done] The first people were provisioned at once
    [failed] The first people were not provisioned
   *[waiting] The first people: waiting
}
declined-gains = You, or another account of yours, would get access by it, so somebody else must decide. Nothing was changed.
declined-wave-open = R-{ $number } for { $wave } is open already. Nothing was sent.
declined-wave-moment = Choose a moment within the next { $days } days. Nothing was sent.
declined-wave-order = { $wave } comes after { $first }, which is not proven yet. Nothing was sent. Try “preview { $first }”.
declined-wave-gates = { $count ->
    [one] A check of { $wave } is open.
   *[other] { $count } checks of { $wave } are open.
} Nothing was sent. Try “rollout”.
declined-wave-groups = Not in Entra: { $groups }. Nothing was changed. Ask { $administrator } to create them.
declined-wave-unnamed = usher.toml does not name the wave { $wave } any more, so nobody can say who comes in by it. Nothing was changed. Ask { $administrator } to put it back there, then ask for the wave anew.
declined-wave-not-in = Nothing of { $wave } is in the scope, so there is nothing to take back.
declined-wave-owners = { $group } is in { $wave }: taken back, { $platform } would have no owner. Nothing was asked.
declined-skip-reason = Say why the check is skipped. Nothing was sent.
declined-confirm-count = Type { $count }, the number of people. Nothing was decided.
