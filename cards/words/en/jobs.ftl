## The provisioning job: its state

job-running = Provisioning runs.
job-paused-until = Provisioning is paused until { $until-full }.
job-paused-outside = Provisioning is paused in Entra. It does not go on by itself.
job-last = { $state ->
    [Succeeded] The last cycle ended { $at-day }, { $at }.
    [Failed] The last cycle failed { $at-day }, { $at }.
   *[other] The last cycle ended { $at-day }, { $at }, and some people failed.
}
job-next = The next one is due { $at }.
job-proof = Entra will say so, and I read it there

## Pausing it

pause-title = Pause provisioning?
pause-impossible = Provisioning cannot be paused now
pause-means = Joiners, movers **and leavers** wait: who leaves today keeps access. A running cycle finishes first.
pause-reason = Why
pause-reason-error = Say why: those who wait ask.
pause-until = Last day of a longer pause (empty: 1 day)
pause-until-error = Choose a day within a week.
pause-ends = One day ends { $until-full }, by itself. Longer needs an approval.
pause-asks = There was a pause within a week already, so this one needs an approval. One day ends { $until-full }, by itself.
pause-again = { $count ->
    [one] There was 1 pause in the week before.
   *[other] There were { $count } pauses in the week before.
}
pause-by = { $by } asked for the pause: R-{ $number }
press-pause-day = { $asks ->
    [0] Pause for 1 day
   *[other] Ask for 1 day
}
press-pause-longer = Ask for longer

## Letting it go on, or start

resume-title = Let provisioning go on?
resume-reminder = Provisioning is still paused
resume-nothing = Provisioning is not paused
resume-waits = Of what was asked here, { $gives ->
    [0] no access
    [one] 1 access
   *[other] { $gives } accesses
} to give and { $ends ->
    [0] none
    [one] 1
   *[other] { $ends }
} to end wait for Entra.
resume-waits-none = Nothing that was asked here waits for Entra.
resume-piled = { $created } to create, { $changed } to change, { $off } to switch off: preview of { $wave }, as of { $at-day }, { $at }.
resume-outside = What changed in groups outside Usher meanwhile comes on top. I do not count it here.
held-title = Somebody who leaves keeps access
held-end = { $address } is out of the groups. The account stays on until provisioning goes on.
start-title = Start provisioning?
start-nothing = Provisioning has been started before
start-with-wave = Starting is part of opening the wave { $wave }: look who would get in, and open it. Then it starts by itself.
start-means = Entra then provisions everybody in the groups that are in scope.
start-preview = preview { $wave }
press-job-resume = Resume now
press-job-start = Start

## Requests about it

approve-pause-title = Pause provisioning until { $until-full }?
about-pause = Pause provisioning until { $until-full }
about-resume = Let provisioning go on
about-start = Start provisioning
done-pause = ✔ Paused, proven { $at }: Entra says so.
done-pause-over = ✔ The pause is over
done-resume = ✔ Provisioning goes on, proven { $at }: Entra says so.
done-start = ✔ Provisioning has started, proven { $at }: Entra says so.

## The provisioning job: why something about it waits or cannot be

why-job-unknown = I cannot see the provisioning job in Entra. Ask { $administrator }.
why-job-not-configured = Provisioning is not set up in Entra yet. Ask { $administrator }.
why-job-not-run = Provisioning has never been started.
why-job-paused = Provisioning is paused.
why-job-quarantine = { $reason ->
    [TooManyDeletes] Entra stopped the job (too many deletes). I do not release deletions. { $administrator }: Entra › Provisioning.
    [EncounteredQuarantineException] Entra stopped the job ({ $platform } does not let it in). Nobody gets in or out until it runs. { $administrator }: Entra › Provisioning › Test connection.
   *[other] Entra stopped the job (too much failed). Nobody gets in or out until it runs. { $administrator }: Entra › Provisioning › Provisioning logs.
}
why-job-stopped-again = Entra stopped the job again at once. { $administrator }: Entra › Provisioning.
why-job-starts = Entra has not started it yet. I look again by myself.
why-cycle-finishes = a running cycle finishes first
why-held-give = Provisioning is paused until { $at-full }; I go on then
why-held-give-open = Provisioning is paused in Entra; I go on when it runs
why-held-end = Provisioning is paused until { $at-full }; the account stays on until then. { $administrator } knows
why-held-end-open = Provisioning is paused in Entra; the account stays on until it runs. { $administrator } knows
why-pause-over = The pause would be over already.
why-task-pause = { $administrator }: pause provisioning (Entra › { $platform } › Provisioning › Pause). I notice when it is done.
why-task-resume = { $administrator }: let provisioning go on (Entra › { $platform } › Provisioning › Start). I notice when it is done.
why-task-start = { $administrator }: start provisioning for the first time (Entra › { $platform } › Provisioning › Start). I notice when it is done.

declined-pause-reason = Say why provisioning shall pause. Nothing was changed.
declined-pause-day = Choose the last day of the longer pause. Nothing was changed.
declined-pause-past = That day is over. Nothing was changed.
declined-pause-long = A pause lasts until { $latest } at the latest: who leaves keeps access meanwhile. Nothing was changed.
declined-pause-over = The pause would be over already. Nothing was changed.
declined-paused-already = Provisioning is paused already. Nothing was changed.
declined-not-paused = Provisioning runs already. Nothing was changed.
declined-job-busy = R-{ $number } about the same job is still open. Nothing was changed.

notice-quarantine-over = Provisioning runs again: Entra has let the job go on. Nothing for you to do.
notice-resumed-outside = Somebody resumed provisioning in Entra. The pause is over. Nothing for you to do.

step-pause = { $state ->
    [done] Entra was told to pause
    [failed] Not paused
    [running] Pausing
   *[waiting] Pause: waiting
}
step-resume = { $state ->
    [done] Entra was told to go on
    [failed] Not started
    [running] Starting
   *[waiting] Start: waiting
}

history-provisioning-paused = Entra says that provisioning is paused. The pause ends by itself: { $until }.
history-provisioning-resumed = Provisioning runs again.
