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
