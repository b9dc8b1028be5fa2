## What happened to a request. Steps are told with the words of the steps.

history-title = R-{ $number }: was geschehen ist
history-more = Seitdem ist mehr geschehen.
history-reason = „{ $reason }“
history-request-submitted = { $by } hat angefragt.
history-request-refused = In Entra und { $platform } geprüft: verweigert.
history-preview-frozen = In Entra und { $platform } geprüft; nichts steht dagegen.{ $asked-count ->
    [0] { "" }
   *[other] { " " }Gefragt: { $asked }.
}
history-decision-approved = { $by } hat genehmigt.{ $asked-count ->
    [0] { "" }
   *[other] { " " }Gefragt: { $asked }.
}
history-decision-rejected = { $by } hat abgelehnt.
history-decision-narrowed = Es war weniger als angefragt: { $until ->
    [none] { $groups }
   *[other] { $groups }, bis { $until }
}.
history-decision-handed-over = { $by } hat die Entscheidung weitergegeben.
history-approver-dropped = { $who } darf nicht mehr entscheiden.
history-approver-found = { $who } darf wieder entscheiden.
history-request-consented = { $by } hat dem zugestimmt.
history-request-cancelled = { $by } hat es zurückgenommen.
history-request-replaced = { $by } hat neu angefragt, und diese wurde ersetzt.
history-request-expired = Es kam rechtzeitig keine Antwort, also wurde sie geschlossen. Nichts wurde geändert.
history-execution-started = Rechte und Lage wurden noch einmal geprüft. Die Ausführung begann.
history-execution-called-off = Abgesagt, bevor etwas getan war.
history-preview-moved = Die Lage hatte sich geändert. Nichts wurde getan.
history-preview-adopted = Die Lage hatte sich geändert. Ein Ende wartet auf niemanden, also galt die neueste.
history-task-asked = Sie wartet auf eine Person.
history-task-said-done = { $by } hat gesagt, dass es getan ist.
history-step-retried = { $by } hat es noch einmal versucht.
history-step-resumed = Was es angehalten hatte, kam nicht zustande, also hat Usher weitergemacht.
history-request-left-out = { $by } hat { $count ->
    [one] 1 Person weggelassen, die nicht nachgewiesen ist
   *[other] { $count } Personen weggelassen, die nicht nachgewiesen sind
}. Nichts wurde rückgängig gemacht.
history-verification-proved = { $grade ->
    [platform] Nachgewiesen: aus { $platform } zurückgelesen, genau wie genehmigt.
    [log] Entra meldet es als fertig; in { $platform } kann ich nicht hineinsehen.
   *[membership] In der Gruppe gesehen; { $platform } nicht gesehen.
}
history-verification-missing = Zurückgelesen, und nicht wie genehmigt.{ $missing-count ->
    [0] { "" }
   *[other] { " " }Fehlt: { $missing }.
}{ $surplus-count ->
    [0] { "" }
   *[other] { " " }Zu viel: { $surplus }.
}
history-guest-accepted = Die Einladung wurde angenommen.
history-delivery-failed = { $who } war in Teams nicht erreichbar.
history-grant-warned = Eine Warnung wurde gesendet, { $days ->
    [one] 1 Tag
   *[other] { $days } Tage
} vor dem Ende.
history-grant-shortened = { $by } hat das Ende vorgezogen: { $until }.
history-grant-clock-started = Der Zugang hat begonnen und dauert bis { $until }.
history-grant-end-accepted = { $by } lässt es am Enddatum enden.
history-request-delivered = Fertig.
history-request-partially-delivered = Teilweise fertig.
history-request-failed = Fehlgeschlagen.
history-gate-checked = Die Prüfungen wurden noch einmal angesehen.
history-gate-skipped = { $by } hat eine Prüfung ausgelassen.
history-wave-missed = Sie hat ihren Zeitpunkt verpasst. Nichts wurde getan.
history-wave-started-late = { $by } hat sie verspätet gestartet.
history-wave-moved-within = Neu gezählt: { $joined } dazugekommen, { $left } weggefallen, { $differ } geändert; innerhalb der erlaubten { $allowed }.
history-verification-wave = Zurückgelesen: { $proven } nachgewiesen, { $failed } nicht.
history-ended = Was sie gab, ist zu Ende.
history-ended-by = Was sie gab, wurde durch R-{ $number } beendet.
history-ended-removed = Ihre Gruppen wurden durch eine andere Anfrage weggenommen.

history-request-reminded = { $who } wurde erinnert.
history-request-escalated = { $silent } { $silent-count ->
    [one] hat
   *[other] haben
} nicht geantwortet. { $others-count ->
    [0] Niemand sonst darf es entscheiden.
    [one] Auch { $others } wird gefragt.
   *[other] Auch { $others } werden gefragt.
}
