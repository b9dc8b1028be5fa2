## Titles: where the request stands

status-submitted = ◌ Checking
status-pending = ◌ Waiting for approval
status-approved = ◌ Approved, working
status-narrowed = ◌ Less was approved
status-scheduled = ◌ Approved, not started yet
status-executing = ◌ Approved, working
status-end-working = ◌ Ending, working
status-partially-delivered = ✖ Partly done
status-failed = ✖ Failed
status-void = ✖ The facts moved. **Nothing was done.**
status-refused = ✖ Refused. Nothing was changed.
status-rejected = ✖ Rejected. Nothing was changed.
status-cancelled = ✖ Cancelled. Nothing was changed.
status-cancelled-invited = ✖ Cancelled. Nobody was given access.
status-expired = ✖ R-{ $number } closed: nobody answered. Nothing was changed.
status-narrowed-lapsed = ✖ R-{ $number } closed: less was approved, and nobody accepted that. Nothing was changed.
status-superseded = ✖ R-{ $number } was replaced. Nothing was changed.
status-over = ✔ Ended { $at-day }

done-platform = ✔ Done, proven { $at }: account on, exactly { $count ->
    [one] 1 role
   *[other] { $count } roles
} read back.
done-platform-off = ✔ Done, proven { $at }: account off, no roles left.
done-log = ✔ Done { $at }: Entra reports it done; I cannot see into { $platform }.
done-membership = ✔ Done { $at }: in the group; { $platform } not seen.
done-unseen = ✔ Done.
ended-platform = ✔ Ended, proven { $at }.
ended-platform-kept = ✔ Ended, proven { $at }: account on, exactly { $count ->
    [one] 1 role
   *[other] { $count } roles
} left.
ended-log = ✔ Ended { $at }: Entra reports it done; I cannot see into { $platform }.
ended-membership = ✔ Ended { $at }: out of the group; { $platform } not seen.
ended-unseen = ✔ Ended.

## Tasks for an administrator

task-title = ◌ A task for you
task-done = ✔ Thank you, I have seen it
task-seen = Done makes me look at once.
task-looking = Done was pressed at { $at }: I am looking.
task-not-so = I looked on { $at-day }, { $at }, after Done was pressed: it is not so yet.

## What it is about

about-invite = Let in { $address }
about-change = { $way ->
    [add] Add { $name } to { $groups }
   *[remove] Remove { $name } from { $groups }
}
about-end = End { $address }'s access

## Sentences

say-submitted = I am checking this in Entra and { $platform }. Nothing was changed yet.
say-pending = Asked: { $asked }. Nothing was changed yet.
say-pending-nobody = Somebody who may approve will be asked. Nothing was changed yet.
say-undeliverable = ⚠ { $names } could not be reached in Teams.
say-blocked = ⚠ { $names } { $names-count ->
    [one] has
   *[other] have
} blocked or removed Usher in Teams.
say-not-installed = ⚠ { $names } { $names-count ->
    [one] has
   *[other] have
} not got Usher in Teams.
say-approved = Approved by { $by }.
say-no-approval = No approval is needed.
say-looks-again = I look again at { $at }.
say-narrowed = { $by } approves less than you asked for. Nothing was changed yet.
say-narrowed-until = { $by } approves until { $until } instead of { $instead }. Nothing was changed yet.
say-narrowed-end = { $by } approves until { $until } instead of without an end. Nothing was changed yet.
say-narrowed-asked = { $requester } is asked whether that is enough.
say-scheduled = Nothing was changed yet.
say-scheduled-at = Starts { $at-full }. Nothing was changed yet.
say-partly = { $done } of { $all } steps done. Nothing to undo.
say-failed = { $done ->
    [0] Nothing was changed.
    [one] 1 step was done before it failed; it is listed below.
   *[other] { $done } steps were done before it failed; they are listed below.
}
say-retry = “Try again” repeats only what is missing.
say-leave-out = “Leave out” settles it without them: nothing is undone, and I try nothing more for them.
say-void = I ask the approvers again with the new facts.
say-rejected = { $by } said no: “{ $reason }”
say-rejected-bare = { $by } said no.
say-not-proven = Not proven.
say-missing = Missing: { $roles }.
say-surplus = More than asked for: { $roles }.
say-account-off = { $platform } shows no account that is on.
say-account-still-on = The { $platform } account is still on.
say-ended-date = Its end date has come.
say-ended-owner = An owner asked for it.
say-ended-review = Nobody answered for them in the review of externals.
say-ended-silence = Nobody prolonged it.
say-ended-not-accepted = The invitation was not accepted in time.
say-ended-sponsor-gone = Nobody answered for them any more.

status-footer = R-{ $number } · asked by { $requester }
status-footer-closes = R-{ $number } · asked by { $requester } · open until { $closes-day }

## What moved

say-moved-since = The facts moved since this was approved. Nothing was done. Now different:
moved-directory = Entra: { $before } → { $now }
moved-account = { $platform }: { $before } → { $now }
moved-roles = Roles: { $before } → { $now }
moved-groups = Groups: { $before } → { $now }
moved-none = none
moved-is = { $what ->
    [created] will be created
    [exists] exists already
    [changed] will be changed
    [taken_over] made by hand, will be taken over
    [taken_over_alone] { $platform }-only, will be taken over
    [switched_off] will be switched off
    [unseen] not visible to me
    [unchanged] stays as it is
   *[none] not touched
}
