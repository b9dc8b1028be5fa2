## What happened to a request. Steps are told with the words of the steps.

history-title = R-{ $number }: hvad der skete
history-more = Der er sket mere siden.
history-reason = “{ $reason }”
history-request-submitted = { $by } bad om det.
history-request-refused = Tjekket i Entra og { $platform }: nægtet.
history-preview-frozen = Tjekket i Entra og { $platform }; intet er i vejen.{ $asked-count ->
    [0] { "" }
   *[other] { " " }Spurgt: { $asked }.
}
history-decision-approved = { $by } godkendte.{ $asked-count ->
    [0] { "" }
   *[other] { " " }Spurgt: { $asked }.
}
history-decision-rejected = { $by } afviste.
history-decision-narrowed = Det var mindre, end der blev bedt om: { $until ->
    [none] { $groups }
   *[other] { $groups }, til { $until }
}.
history-decision-handed-over = { $by } gav afgørelsen videre.
history-approver-dropped = { $who } må ikke afgøre det mere.
history-approver-found = { $who } må igen afgøre det.
history-request-consented = { $by } sagde ja til det.
history-request-cancelled = { $by } tog det tilbage.
history-request-replaced = { $by } bad om det på ny, og dette blev erstattet.
history-request-expired = Der kom intet svar i tide, så den blev lukket. Intet er ændret.
history-execution-started = Rettigheder og forhold blev tjekket igen. Arbejdet begyndte.
history-execution-called-off = Aflyst, før noget var gjort.
history-preview-moved = Forholdene havde ændret sig. Intet er gjort.
history-preview-adopted = Forholdene havde ændret sig. En afslutning venter ikke på nogen, så de nyeste gjaldt.
history-task-asked = Den venter på en person.
history-task-said-done = { $by } sagde, at det er gjort.
history-step-retried = { $by } prøvede igen.
history-step-resumed = Det, der havde stoppet det, blev ikke til noget, så Usher fortsatte.
history-request-left-out = { $by } udelod { $count ->
    [one] 1 person, som ikke er bevist
   *[other] { $count } personer, som ikke er bevist
}. Intet blev lavet om.
history-verification-proved = { $grade ->
    [platform] Bevist: læst tilbage fra { $platform }, præcis som godkendt.
    [log] Entra melder det færdigt; jeg kan ikke se ind i { $platform }.
   *[membership] Set i gruppen; { $platform } er ikke set.
}
history-verification-missing = Læst tilbage, og ikke som godkendt.{ $missing-count ->
    [0] { "" }
   *[other] { " " }Mangler: { $missing }.
}{ $surplus-count ->
    [0] { "" }
   *[other] { " " }For meget: { $surplus }.
}
history-guest-accepted = Personen sagde ja til invitationen.
history-delivery-failed = { $who } kunne ikke nås i Teams.
history-grant-warned = Et varsel blev sendt { $days ->
    [one] 1 dag
   *[other] { $days } dage
} før slutdatoen.
history-grant-shortened = { $by } gjorde slutdatoen tidligere: { $until }.
history-grant-clock-started = Adgangen er begyndt og varer til { $until }.
history-grant-end-accepted = { $by } lader den slutte på sin dato.
history-request-delivered = Færdig.
history-request-partially-delivered = Delvist færdig.
history-request-failed = Mislykket.
history-gate-checked = Der blev set på tjekkene igen.
history-gate-skipped = { $by } sprang et tjek over.
history-wave-missed = Den nåede ikke sit tidspunkt. Intet er gjort.
history-wave-started-late = { $by } startede den sent.
history-wave-moved-within = Talt igen: { $joined } kom til, { $left } gik ud, { $differ } ændret; inden for de tilladte { $allowed }.
history-verification-wave = Læst tilbage: { $proven } bevist, { $failed } ikke.
history-ended = Det, den gav, er slut.
history-ended-by = Det, den gav, er afsluttet med R-{ $number }.
history-ended-removed = Dens grupper blev taget væk af en anden anmodning.

history-request-reminded = { $who } blev mindet om det.
history-request-escalated = { $silent } { $silent-count ->
    [one] har
   *[other] har
} ikke svaret. { $others-count ->
    [0] Ingen andre må afgøre det.
    [one] { $others } bliver også spurgt.
   *[other] { $others } bliver også spurgt.
}
