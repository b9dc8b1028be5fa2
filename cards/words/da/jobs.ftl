## The provisioning job: its state

job-running = Klargøringen kører.
job-paused-until = Klargøringen holder pause til { $until-full }.
job-paused-outside = Klargøringen er sat på pause i Entra. Den fortsætter ikke af sig selv.
job-last = { $state ->
    [Succeeded] Den seneste omgang sluttede { $at-day }, { $at }.
    [Failed] Den seneste omgang mislykkedes { $at-day }, { $at }.
   *[other] Den seneste omgang sluttede { $at-day }, { $at }, og for nogle personer mislykkedes den.
}
job-next = Den næste kommer kl. { $at }.
job-proof = Entra siger det, og jeg læser det der

## Pausing it

pause-title = Sæt klargøringen på pause?
pause-impossible = Klargøringen kan ikke sættes på pause nu
pause-means = De, der kommer, flytter **og stopper**, venter: den, der stopper i dag, beholder adgangen. En omgang, der er i gang, bliver færdig først.
pause-reason = Hvorfor
pause-reason-error = Skriv hvorfor: de, der venter, spørger.
pause-until = Sidste dag i en længere pause (tom: 1 dag)
pause-until-error = Vælg en dag inden for en uge.
pause-ends = Én dags pause slutter af sig selv { $until-full }. En længere kræver en godkendelse.
pause-asks = Der var allerede en pause inden for en uge, så denne kræver en godkendelse. Én dags pause slutter af sig selv { $until-full }.
pause-again = { $count ->
    [one] Der var 1 pause i ugen før.
   *[other] Der var { $count } pauser i ugen før.
}
pause-by = { $by } bad om pausen: R-{ $number }
press-pause-day = { $asks ->
    [0] Pause i 1 dag
   *[other] Bed om 1 dag
}
press-pause-longer = Bed om længere

## Letting it go on, or start

resume-title = Lad klargøringen fortsætte?
resume-reminder = Klargøringen holder stadig pause
resume-nothing = Klargøringen holder ikke pause
resume-waits = Af det, der er bedt om her, venter { $gives ->
    [0] ingen adgang
    [one] 1 adgang
   *[other] { $gives } adgange
} på at blive givet og { $ends ->
    [0] ingen
    [one] 1
   *[other] { $ends }
} på at blive afsluttet i Entra.
resume-waits-none = Intet, der er bedt om her, venter på Entra.
resume-piled = { $created } at oprette, { $changed } at ændre, { $off } at slå fra: forhåndsvisning af { $wave }, læst { $at-day }, { $at }.
resume-outside = Dertil kommer det, der imens er ændret i grupper uden om Usher. Det tæller jeg ikke her.
held-title = En, der stopper, beholder adgangen
held-end = { $address } er ude af grupperne. Kontoen er slået til, indtil klargøringen fortsætter.
start-title = Start klargøringen?
start-nothing = Klargøringen er startet før
start-with-wave = Starten er en del af at åbne bølgen { $wave }: se, hvem der ville komme ind, og åbn den. Så starter den af sig selv.
start-means = Så klargør Entra alle i de grupper, der er omfattet.
start-preview = forhåndsvis { $wave }
press-job-resume = Genoptag nu
press-job-start = Start

## Requests about it

approve-pause-title = Sæt klargøringen på pause til { $until-full }?
about-pause = Sæt klargøringen på pause til { $until-full }
about-resume = Lad klargøringen fortsætte
about-start = Start klargøringen
done-pause = ✔ På pause, bevist { $at }: Entra siger det.
done-pause-over = ✔ Pausen er slut
done-resume = ✔ Klargøringen fortsætter, bevist { $at }: Entra siger det.
done-start = ✔ Klargøringen er startet, bevist { $at }: Entra siger det.

## The provisioning job: why something about it waits or cannot be

why-job-unknown = Jeg kan ikke se klargøringsjobbet i Entra. Spørg { $administrator }.
why-job-not-configured = Klargøringen er ikke sat op i Entra endnu. Spørg { $administrator }.
why-job-not-run = Klargøringen har aldrig været startet.
why-job-paused = Klargøringen holder pause.
why-job-quarantine = { $reason ->
    [TooManyDeletes] Entra har stoppet jobbet (for mange sletninger). Jeg frigiver ikke sletninger. { $administrator }: Entra › Provisioning.
    [EncounteredQuarantineException] Entra har stoppet jobbet ({ $platform } lukker det ikke ind). Ingen kommer ind eller ud, før det kører. { $administrator }: Entra › Provisioning › Test connection.
   *[other] Entra har stoppet jobbet (for meget mislykkedes). Ingen kommer ind eller ud, før det kører. { $administrator }: Entra › Provisioning › Provisioning logs.
}
why-job-stopped-again = Entra stoppede straks jobbet igen. { $administrator }: Entra › Provisioning.
why-job-starts = Entra har ikke startet det endnu. Jeg kigger igen af mig selv.
why-cycle-finishes = en omgang, der er i gang, bliver færdig først
why-held-give = Klargøringen holder pause til { $at-full }; så fortsætter jeg
why-held-give-open = Klargøringen er sat på pause i Entra; jeg fortsætter, når den kører
why-held-end = Klargøringen holder pause til { $at-full }; så længe er kontoen slået til. { $administrator } ved det
why-held-end-open = Klargøringen er sat på pause i Entra; kontoen er slået til, indtil den kører. { $administrator } ved det
why-pause-over = Pausen ville allerede være slut.
why-task-pause = { $administrator }: sæt klargøringen på pause (Entra › { $platform } › Provisioning › Pause). Jeg opdager det, når det er gjort.
why-task-resume = { $administrator }: lad klargøringen fortsætte (Entra › { $platform } › Provisioning › Start). Jeg opdager det, når det er gjort.
why-task-start = { $administrator }: start klargøringen for første gang (Entra › { $platform } › Provisioning › Start). Jeg opdager det, når det er gjort.

declined-pause-reason = Skriv, hvorfor klargøringen skal holde pause. Intet er ændret.
declined-pause-day = Vælg den sidste dag i den længere pause. Intet er ændret.
declined-pause-past = Den dag er overstået. Intet er ændret.
declined-pause-long = En pause varer højst til { $latest }: den, der stopper, beholder adgangen imens. Intet er ændret.
declined-pause-over = Pausen ville allerede være slut. Intet er ændret.
declined-paused-already = Klargøringen holder allerede pause. Intet er ændret.
declined-not-paused = Klargøringen kører allerede. Intet er ændret.
declined-job-busy = R-{ $number } om det samme job er stadig åben. Intet er ændret.

notice-quarantine-over = Klargøringen kører igen: Entra lader jobbet fortsætte. Du behøver ikke gøre noget.
notice-resumed-outside = Nogen har genoptaget klargøringen i Entra. Pausen er slut. Du behøver ikke gøre noget.

step-pause = { $state ->
    [done] Entra fik besked om pausen
    [failed] Ikke på pause
    [running] Sætter på pause
   *[waiting] Pause: venter
}
step-resume = { $state ->
    [done] Entra fik besked om at fortsætte
    [failed] Ikke startet
    [running] Starter
   *[waiting] Start: venter
}

history-provisioning-paused = Entra siger, at klargøringen holder pause. Pausen slutter af sig selv: { $until }.
history-provisioning-resumed = Klargøringen kører igen.
