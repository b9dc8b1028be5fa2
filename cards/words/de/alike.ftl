## Several who wait for the same decision

alike-title = { $told }?
alike-add = { $count ->
    [one] 1 Person
   *[other] { $count } Personen
} zu { $groups } hinzufügen
alike-remove = { $count ->
    [one] 1 Person
   *[other] { $count } Personen
} aus { $groups } entfernen
alike-invite = { $count ->
    [one] 1 externe Person als Gast
   *[other] { $count } externe Personen als Gäste
} in { $groups } hereinlassen
alike-account = { $count ->
    [one] 1 externe Person
   *[other] { $count } externe Personen
} mit reinem { $platform }-Konto in { $groups } hereinlassen
alike-test = { $count ->
    [one] 1 Person
   *[other] { $count } Personen
} bis zum Go-live { $groups } testen lassen
alike-extend = Zugang von { $count ->
    [one] 1 Person
   *[other] { $count } Personen
} zu { $groups } verlängern
alike-asked-by = von { $requester }
alike-answers = { $sponsor } steht für sie ein
alike-footer = { $numbers } · offen bis { $closes-day }
alike-approved-some = ◌ { $done } von { $all } genehmigt, in Arbeit
alike-approved-none = ✖ Nichts von { $all } genehmigt
alike-then = Genehmigt ist nicht erledigt: Wer angefragt hat, erfährt, wenn es nachgewiesen ist.
alike-outcome = R-{ $number } · { $name }: { $told }
alike-approved = ✔ von Ihnen genehmigt
alike-step = ✔ von Ihnen genehmigt; über den nächsten Schritt entscheidet jemand anders
alike-moved = hat sich geändert, seit Sie es sahen
alike-not-yours = ist nicht mehr Ihre Entscheidung
alike-left = nicht angekreuzt, wartet weiter auf eine Entscheidung: **Genehmigungen** zeigt es wieder
alike-no-next = nicht genehmigt, weil niemand über den nächsten Schritt entscheiden könnte
