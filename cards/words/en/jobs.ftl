## The provisioning job

why-job-unknown = I cannot see the provisioning job in Entra. Ask { $administrator }.
why-job-not-configured = Provisioning is not set up in Entra yet. Ask { $administrator }.
why-job-not-run = Provisioning has never been started.
why-job-paused = Provisioning is paused.
why-job-quarantine = Entra stopped the provisioning job ({ $reason ->
    [TooManyDeletes] too many deletes
    [EncounteredQuarantineException] { $platform } does not let Entra in
    [EncounteredEscrowProportionThreshold] too many people failed
    [EncounteredTotalEscrowThreshold] too many people failed
    [EncounteredBaseEscrowThreshold] too many people failed
    [QuarantinedOnDemand] somebody stopped it
   *[other] Entra does not say why
}). I do not release deletions. { $administrator }: Entra › Provisioning.
