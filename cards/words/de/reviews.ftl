## Review of externals: who is still needed?

review-title = { $count ->
    [one] { $left ->
        [0] { $whose ->
            [own] Sie stehen
           *[others] { $sponsor } steht
        } für 1 externe Person ein. Noch gebraucht?
       *[other] 1 externe Person ist übrig. Noch gebraucht?
    }
   *[other] { $left ->
        [0] { $whose ->
            [own] Sie stehen
           *[others] { $sponsor } steht
        } für { $count } externe Personen ein. Noch gebraucht?
       *[other] { $count } externe Personen sind übrig. Noch gebraucht?
    }
}
review-title-answered = ✔ Überprüfung fertig
review-title-lapsed = ✖ Überprüfung geschlossen: nicht für alle wurde geantwortet
review-title-replaced = ✖ Eine neuere Überprüfung hat diese ersetzt
review-replaced = Nach wem hier nicht geantwortet wurde, wird dort gefragt.
review-why-silent = { $sponsor } hat seit { $begun-day } nicht geantwortet, also frage ich Sie.
review-why-gone = { $sponsor } ist kein Besitzer mehr, also frage ich Sie.
review-second = Auch { $name } wird gefragt.
review-keep = Behalten
review-end = Beenden
review-until = bis { $until-short }
review-more = { $count ->
    [one] 1 weitere kommt, wenn Sie diese gesendet haben.
   *[other] { $count } weitere kommen, wenn Sie diese gesendet haben.
}
review-so-far = Bisher: { $told }.
review-count-kept = { $count } behalten
review-count-ending = { $count ->
    [one] 1 wird beendet
   *[other] { $count } werden beendet
}
review-count-waiting = { $count ->
    [one] 1 wartet auf Genehmigung
   *[other] { $count } warten auf Genehmigung
}
review-count-undone = { $count ->
    [one] 1 Beendigung kam nicht zustande
   *[other] { $count } Beendigungen kamen nicht zustande
}
review-count-ended = { $count ->
    [one] 1 hat keinen Zugang mehr
   *[other] { $count } haben keinen Zugang mehr
}
review-count-silent = { $count } ohne Antwort
review-sign-in-known = letzte Anmeldung { $at-short }
review-sign-in-never = Entra kennt keine Anmeldung
review-sign-in-unknown = letzte Anmeldung unbekannt
review-sign-in-platform = letzte Anmeldung: sagt { $platform } nicht
review-ends = Behalten ändert kein Enddatum; Beenden wirkt sofort. Mehr als fünf an einem Tag brauchen eine Genehmigung.
review-asks = Keine Antwort bis { $asks-day }: Dann frage ich einen anderen Besitzer.
review-silence-stay = Keine Antwort bis { $over-day }: Wer ein Enddatum hat, behält den Zugang bis dahin; wer keines hat, verliert ihn.
review-silence-end = Keine Antwort bis { $over-day }: Dann verlieren alle den Zugang.
review-not-ended = { $address }: { $why }
review-is-kept = ✔ { $who }: { $by } behält die Person, { $until }
review-is-ending = ◌ { $who }: wird beendet, R-{ $number }
review-is-waiting = ◌ { $who }: das Ende wartet auf Genehmigung, R-{ $number }
review-is-undone = ✖ { $who }: hat noch Zugang. R-{ $number } sollte ihn beenden: { $state }
review-is-ended = ✔ { $who }: beendet am { $at-day }
review-is-silent = ✖ { $who }: niemand hat geantwortet, der Zugang läuft weiter, { $until }
review-footer = Überprüfung vom { $begun-day } · { $whose ->
    [own] Sie stehen für sie ein
   *[others] { $sponsor } steht für sie ein
}
