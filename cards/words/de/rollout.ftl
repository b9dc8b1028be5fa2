## What a wave would do

wave-title = { $wave }: { $inside } von { $count } Personen kämen hinein · Stand { $at }
wave-title-back = { $wave }: { $count ->
    [one] 1 Person verlöre
   *[other] { $count } Personen verlören
} den Zugang · Stand { $at }
wave-back-keeps = Schaltet { $off ->
    [one] 1 Person
   *[other] { $off } Personen
} ab, die { $platform } nur durch diese Welle haben. { $keeps ->
    [0] { "" }
    [one] 1 behält es aus anderen Gründen.{ " " }
   *[other] { $keeps } behalten es aus anderen Gründen.{ " " }
}Nichts wird gelöscht.
wave-back-changed = { $count ->
    [one] 1 davon verliert Rollen
   *[other] { $count } davon verlieren Rollen
}, die nur diese Welle gab.
wave-over-limit = Entra hält es vielleicht auf: über der Löschgrenze ({ $limit }). Ich gebe keine Löschungen frei.
wave-fact-starts = Beginnt
wave-starts = { $at-full }
wave-after = Sie kommt nach { $wave }, die noch nicht nachgewiesen ist.
wave-open = R-{ $number } dafür ist offen: { $state }.
wave-idle = Ihre Gruppen sind einbezogen, und für niemanden würde sich etwas ändern: Es gibt nichts anzufragen.
wave-idle-back = Keine ihrer Gruppen ist einbezogen: Es gibt nichts zurückzunehmen.
wave-unproven = Ihre Gruppen sind einbezogen, und für niemanden würde sich etwas ändern. Wird sie angefragt, werden alle zurückgelesen, und sie gilt als nachgewiesen.
wave-dating = Wann soll sie beginnen? Dann wird neu gezählt, und sie beginnt nur, solange die Liste wie genehmigt ist oder sich im Erlaubten geändert hat.
wave-date = Tag
wave-date-error = Wählen Sie einen Tag in den nächsten 90 Tagen.
wave-time = Uhrzeit ({ $zone })
wave-time-error = Geben Sie eine Uhrzeit ein, wie 07:00.
wave-skipping = Eine ausgelassene Prüfung braucht eine zweite genehmigende Person und steht auf jeder späteren Karte.
wave-skip-gates = Prüfungen zum Auslassen
wave-skip-gates-error = Wählen Sie mindestens eine.
wave-skip-reason = Warum sie ausgelassen wird
wave-skip-reason-error = Geben Sie den Grund an.
wave-title-reading = { $wave }: ich lese, wer hineinkäme
wave-title-reading-back = { $wave }: ich lese, wer den Zugang verlöre
wave-title-failed = { $wave }: nicht gelesen
wave-title-gone = { $wave }: veraltet
wave-reading = ◌ Ich lese die Gruppen in Entra und die Konten von { $platform }. Die Karte ändert sich von selbst.
wave-progress = { $memberships ->
    [one] 1 Mitgliedschaft
   *[other] { $memberships } Mitgliedschaften
}, { $accounts ->
    [one] 1 Konto
   *[other] { $accounts } Konten
} gelesen
wave-progress-unseen = { $memberships ->
    [one] 1 Mitgliedschaft
   *[other] { $memberships } Mitgliedschaften
} gelesen
wave-no-directory = Ich erreiche Entra nicht. Ich versuche es eine Weile weiter; dann drücken Sie „Erneut ansehen“.
wave-no-platform = Ich erreiche { $platform } nicht. Ich versuche es eine Weile weiter; dann drücken Sie „Erneut ansehen“.
wave-refused = Ich darf das nicht lesen. Fragen Sie { $administrator }: **Einrichtung** sagt, welches Recht fehlt.
wave-nothing-changed = Nichts wurde geändert und nichts angefragt.
wave-gone = Das wurde vor mehr als einem Tag gelesen und wird nicht mehr aufbewahrt. Drücken Sie „Erneut ansehen“.
wave-changes-nothing = Ansehen ändert nichts.
wave-unseen = Ich kann hier nicht in { $platform } hineinsehen: Wer einbezogen ist, zählt wie mit Konto, und von Hand angelegte Konten fehlen.

wave-count-created = Angelegt { $count }
wave-count-changed = geändert { $count }
wave-count-switched-off = abgeschaltet { $count }
wave-count-fails = Fehler { $count }
wave-count-unchanged = schon drin { $count }
wave-count-by-hand = von Hand angelegte Konten { $count }

wave-fact-fail = Fehler
wave-fact-by-hand = Von Hand
wave-fact-checks = Prüfungen
wave-fails-no-mail = { $count } ohne Mailadresse in Entra: Die Personalabteilung oder { $administrator } kann sie eintragen
wave-fails-disabled = { $count } in Entra gesperrt: { $administrator } kann entsperren, wer noch hier ist
wave-by-hand = { $taken } übernommen, { $lost } gingen verloren

wave-checks = { $done } von { $count } ✔
wave-checks-missing = es fehlt: { $checks }
wave-check-open = { $check }
wave-check-who = { $check } ({ $who })
wave-check-provisioning = Bereitstellung eingerichtet
wave-check-externals = intern oder extern entschieden
wave-check-groups = Gruppen bestätigt
wave-check-scope = nur das Projektteam einbezogen
wave-check-validated = Rollen und Abläufe ausprobiert
wave-check-ready = Information und Schulung bereit
wave-check-lifecycle = Lebenszyklus läuft

wave-missing = { $group } ist nicht in Entra. Durch sie kommt niemand hinein.
wave-nested = { $nested } ist eine Gruppe in { $group }. Ihre Mitglieder kommen nicht hinein: Entra stellt nur direkte Mitglieder bereit.
wave-dynamic = In Entra durch eine Regel gefüllt, also kann sich von selbst ändern, wer drin ist: { $groups }.

wave-named-owner = { $count ->
    [one] 1 Besitzer
   *[other] { $count } Besitzer
}
wave-named-administrator = { $count ->
    [one] 1 Person bekommt eine Administratorrolle
   *[other] { $count } Personen bekommen eine Administratorrolle
}
wave-named-external = { $count ->
    [one] 1 externe Person
   *[other] { $count } externe Personen
}
wave-named-switched-off = { $count ->
    [one] 1 Konto wird abgeschaltet
   *[other] { $count } Konten werden abgeschaltet
}
wave-named-taken-over = { $count ->
    [one] 1 von Hand angelegtes Konto wird übernommen: Von da an steuert es Entra
   *[other] { $count } von Hand angelegte Konten werden übernommen: Von da an steuert sie Entra
}
wave-named-lost = { $count ->
    [one] 1 von Hand angelegtes Konto ginge verloren: Niemand, der einbezogen ist, hat seine Adresse
   *[other] { $count } von Hand angelegte Konten gingen verloren: Niemand, der einbezogen ist, hat ihre Adresse
}

## Its people

wave-change-created = angelegt
wave-change-changed = geändert
wave-change-switched-off = abgeschaltet
wave-change-fails = schlägt fehl
wave-change-unchanged = schon drin
wave-change-stays = nichts ändert sich
wave-change-taken-over = übernommen
wave-change-lost = ginge verloren
wave-mark-owner = Besitzer
wave-mark-administrator = bekommt eine Administratorrolle
wave-mark-external = extern
wave-mark-by-hand = Konto von Hand angelegt
wave-roles = { $before } → { $after }
fails-no-mail = Keine Mailadresse in Entra, an der { $platform } Personen erkennt. Die Personalabteilung oder { $administrator } kann sie eintragen.
fails-disabled = In Entra gesperrt. { $administrator } kann entsperren, wer noch hier ist.
wave-everybody = alle
wave-filter = Welche Personen
wave-filter-created = angelegt ({ $count })
wave-filter-changed = geändert ({ $count })
wave-filter-switched-off = abgeschaltet ({ $count })
wave-filter-fails = Fehler ({ $count })
wave-filter-unchanged = schon drin ({ $count })
wave-filter-stays = bleiben, wie sie sind ({ $count })
wave-filter-taken-over = übernommen ({ $count })
wave-filter-lost = gingen verloren ({ $count })
wave-copy = Zeilen für eine Tabelle, zum Kopieren: als .csv speichern
wave-csv-name = Name
wave-csv-mail = Mail
wave-csv-change = Änderung
wave-csv-why = Grund
wave-csv-before = Rollen jetzt
wave-csv-after = Rollen danach
wave-csv-marks = Bemerkungen

press-wave-ask = Genehmigung anfragen
press-wave-ask-skipping = Ohne sie anfragen
press-wave-set-date = Diesen Beginn wählen
press-wave-start-now = Jetzt beginnen
press-wave-skip = Prüfung auslassen
press-wave-date = Datum wählen
press-wave-people = Personen ansehen
press-wave-show = Diese zeigen
press-wave-more = Mehr
press-wave-csv = CSV
press-wave-hr = Liste für HR
press-wave-back = Zurück
press-wave-again = Erneut ansehen
