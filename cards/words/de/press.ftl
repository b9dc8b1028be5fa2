## Titles of buttons: each makes sense read alone

press-invite-ask = Genehmigung anfragen
press-invite-compare = Beide vergleichen
press-invite-back = Zurück
press-many-ask = { $way ->
    [remove] { $count } entfernen
   *[other] { $count } anfragen
}
press-many-correct = Berichtigen
press-many-check = Noch einmal prüfen
press-batch-approve = { $count ->
    [one] Diese eine genehmigen
   *[other] Diese { $count } genehmigen
}
press-batch-reject = { $count ->
    [one] Diese eine ablehnen
   *[other] Diese { $count } ablehnen
}
press-batch-retry = Noch einmal versuchen
press-batch-cancel = Offenes abbrechen
press-batch-page = Teil { $part } zeigen
press-alike-approve = { $count ->
    [one] 1 Person genehmigen
   *[other] { $count } Personen genehmigen
}
press-alike-page = Andere zeigen
press-some-choose = Nur einige
press-some-approve = Angekreuzte genehmigen
press-alike-open = Diese { $count } genehmigen
press-form-cancel = Abbrechen
press-channel-review = Ansehen
press-change-look = Zeigen, was sich ändert
press-change-ask = Genehmigung anfragen
press-change-remove = Entfernen
press-change-also = Auch { $group } geben
press-request-approve = Genehmigen
press-request-reject = Ablehnen
press-request-narrow = Eingrenzen
press-request-narrow-to = Weniger genehmigen
press-request-accept = Zustimmen
press-request-why-me = Warum ich
press-request-hand-over = Weitergeben
press-request-hand-over-to = An die Person weitergeben
press-request-back = Zurück
press-request-cancel = Anfrage abbrechen
press-request-retry = Noch einmal versuchen
press-request-leave-out = Weglassen
press-request-who-fixes = Wer kann helfen
press-request-done = Fertig
press-request-ask-again = Neu anfragen
press-request-new-card = Neue Karte zeigen
press-end-now = Jetzt alles beenden
press-end-date = Zu einem Datum
press-end-set-date = Zu diesem Datum beenden
press-end-keep = Behalten
press-expiry-let-end = Enden lassen
press-expiry-end-now = Jetzt alles beenden
press-setup-check = Noch einmal prüfen
press-setup-confirm-owners = Diese Besitzer bestätigen
press-setup-confirm-approvers = Genehmigende bestätigen
press-gate-sign = Unterschreiben
press-gate-not-yet = Noch nicht
press-groups-confirm = Diese Gruppen bestätigen
press-gate-validated = Unterschrift: Rollen
press-gate-ready = Unterschrift: Schulung
press-groups-look = Erneut ansehen
press-gate-withdraw = Zurückziehen
press-look-more = Mehr
press-look-again = Erneut ansehen
press-list-open = R-{ $number } öffnen
press-link = Einladung öffnen

press-away-set = So festlegen
press-away-end = Ich bin zurück
press-review-send = Antworten senden
