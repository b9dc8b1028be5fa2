## What happened to a request. Steps are told with the words of the steps.

history-title = R-{ $number }: what happened
history-more = More happened since.
history-reason = “{ $reason }”
history-request-submitted = { $by } asked.
history-request-refused = Checked in Entra and { $platform }: refused.
history-preview-frozen = Checked in Entra and { $platform }; nothing stands against it.{ $asked-count ->
    [0] { "" }
   *[other] { " " }Asked: { $asked }.
}
history-decision-approved = { $by } approved.{ $asked-count ->
    [0] { "" }
   *[other] { " " }Asked: { $asked }.
}
history-decision-rejected = { $by } rejected.
history-decision-narrowed = It was less than asked for: { $until ->
    [none] { $groups }
   *[other] { $groups }, until { $until }
}.
history-decision-handed-over = { $by } handed the decision over.
history-approver-dropped = { $who } may not decide any more.
history-approver-found = { $who } may decide again.
history-request-consented = { $by } accepted that.
history-request-cancelled = { $by } took it back.
history-request-replaced = { $by } asked anew, and this one was replaced.
history-request-expired = No answer came in time, so it closed. Nothing was changed.
history-request-reminded = { $who } was reminded.
history-request-escalated = { $silent } { $silent-count ->
    [one] has
   *[other] have
} not answered. { $others-count ->
    [0] Nobody else may decide it.
    [one] { $others } is asked as well.
   *[other] { $others } are asked as well.
}
history-execution-started = Rights and facts were checked again. Carrying it out began.
history-execution-called-off = Called off before anything was done.
history-preview-moved = The facts had moved. Nothing was done.
history-preview-adopted = The facts had moved. An end waits for nobody, so the newest were carried out.
history-task-asked = It waits for a person.
history-task-said-done = { $by } said that it is done.
history-step-retried = { $by } tried again.
history-step-resumed = What had stopped it came to nothing, so Usher went on.
history-request-left-out = { $by } left out { $count ->
    [one] 1 person who is not proven
   *[other] { $count } people who are not proven
}. Nothing was undone.
history-verification-proved = { $grade ->
    [platform] Proven: read back from { $platform }, exactly as approved.
    [log] Entra reports it done; I cannot see into { $platform }.
   *[membership] Seen in the group; { $platform } not seen.
}
history-verification-missing = Read back, and not as approved.{ $missing-count ->
    [0] { "" }
   *[other] { " " }Missing: { $missing }.
}{ $surplus-count ->
    [0] { "" }
   *[other] { " " }Too many: { $surplus }.
}
history-guest-accepted = They accepted the invitation.
history-delivery-failed = { $who } could not be reached in Teams.
history-grant-warned = A warning was sent, { $days ->
    [one] 1 day
   *[other] { $days } days
} before the end.
history-grant-shortened = { $by } brought the end nearer: { $until }.
history-grant-clock-started = Access began: it lasts until { $until }.
history-grant-end-accepted = { $by } lets it end on its date.
history-request-delivered = Done.
history-request-partially-delivered = Partly done.
history-request-failed = Failed.
history-gate-checked = The checks were looked at again.
history-gate-skipped = { $by } skipped a check.
history-wave-missed = It missed its moment. Nothing was done.
history-wave-started-late = { $by } started it late.
history-wave-moved-within = Counted again: { $joined } joined, { $left } left, { $differ } changed; within the allowed { $allowed }.
history-verification-wave = Read back: { $proven } proven, { $failed } not.
history-ended = What it gave has ended.
history-ended-by = What it gave has ended, by R-{ $number }.
history-ended-removed = Its groups were taken away by another request.
