## A list before it is asked for

many-lines = { $way ->
    [list] { $count ->
        [one] 1 Zeile
       *[other] { $count } Zeilen
    }
    [invite] { $count ->
        [one] 1 Adresse
       *[other] { $count } Adressen
    }
   *[other] { $count ->
        [one] 1 Person
       *[other] { $count } Personen
    }
}
many-title-looking = { $lines }: ich sehe nach
many-looking = Ich suche alle in Entra und { $platform }.
many-title = { $lines }: { $told }
many-ready = { $count } bereit
many-has = { $count ->
    [one] 1 hat schon Zugang
   *[other] { $count } haben schon Zugang
}
many-address = { $count ->
    [one] 1 ist keine Adresse
   *[other] { $count } sind keine Adressen
}
many-nobody = { $count } nicht gefunden
many-other = { $count } nicht anfragbar
many-until = Bis { $until }: { $count }
many-no-end = Ohne Enddatum: { $count }
many-ready-invite-external = { $count ->
    [one] 1 externe Person, als Gast
   *[other] { $count } externe Personen, als Gäste
}
many-ready-change-role = { $count ->
    [one] 1 von uns
   *[other] { $count } von uns
}
many-ready-from-outside = { $count ->
    [one] 1 von außerhalb, schon in Entra
   *[other] { $count } von außerhalb, schon in Entra
}
many-ready-add = { $count ->
    [one] 1 Person hinzufügen zu
   *[other] { $count } Personen hinzufügen zu
}
many-ready-remove = { $count ->
    [one] 1 Person entfernen aus
   *[other] { $count } Personen entfernen aus
}
many-last-group = **Das ist die letzte Gruppe von { $names }: { $names-count ->
    [one] Das { $platform }-Konto
   *[other] Jedes dieser { $platform }-Konten
} wird abgeschaltet.**
many-line = { $way ->
    [list] Zeile { $place } ({ $typed }): { $why }
   *[other] { $typed }: { $why }
}
many-correct = { $way ->
    [list] Berichtigen Sie diese Zeilen und senden Sie sie mir noch einmal
   *[other] Senden Sie mir diese noch einmal, mit Namen oder Adressen, die ich finde
}{ $ready ->
    [0] .
   *[other] ; die anderen müssen nicht darauf warten.
}
many-correct-here = „Berichtigen“ öffnet { $way ->
    [list] diese Zeilen
   *[other] sie
} hier{ $ready ->
    [0] .
   *[other] ; die anderen müssen nicht darauf warten.
}
many-correcting = { $way ->
    [list] Berichtigen Sie die Zeilen
   *[other] Berichtigen Sie diese
}: Mail, Gruppe, bis, Grund. Was Sie leeren, fällt weg.
many-correcting-groups = Gruppen: { $groups }.
many-correcting-left = { $way ->
    [list] { $count ->
        [one] 1 weitere Zeile ist nicht bereit; sie kommt danach.
       *[other] { $count } weitere Zeilen sind nicht bereit; sie kommen danach.
    }
   *[other] { $count ->
        [one] 1 weitere ist nicht bereit; sie kommt danach.
       *[other] { $count } weitere sind nicht bereit; sie kommen danach.
    }
}
many-line-label = { $way ->
    [list] Zeile { $place }
   *[other] { $typed }
}: { $why }
many-moved = Die Liste hat sich inzwischen geändert. Nichts wurde gesendet. Sehen Sie sie noch einmal an.

## Asked for together: for who asked

batch-checking = { $all ->
    [one] ◌ 1 Person wird geprüft
   *[other] ◌ { $all } Personen werden geprüft
}
batch-waiting = { $all ->
    [one] ◌ 1 Person: wartet auf Genehmigung
   *[other] ◌ { $all } Personen: warten auf Genehmigung
}
batch-waiting-some = ◌ { $done } von { $all } fertig, andere warten auf Genehmigung
batch-consent = ◌ Wartet auf Zustimmung zu weniger: { $done } von { $all } fertig
batch-working = ◌ Genehmigt, in Arbeit: { $done } von { $all } fertig
batch-partly = ✖ { $done } von { $all } fertig. { $undone } nicht.
batch-expired = ✖ Geschlossen, keine rechtzeitige Antwort. Nichts wurde geändert.
batch-done = ✔ { $all } von { $all } fertig.
batch-proven = ✔ { $all } von { $all } fertig, nachgewiesen.
batch-over = ✔ { $all } von { $all } fertig, Zugang beendet.
batch-count-done = { $count } fertig
batch-count-ended = { $count } beendet
batch-count-working = { $count } in Arbeit
batch-count-waiting = { $count ->
    [one] 1 wartet auf Genehmigung
   *[other] { $count } warten auf Genehmigung
}
batch-count-consent = { $count ->
    [one] 1 wartet auf Zustimmung zu weniger
   *[other] { $count } warten auf Zustimmung zu weniger
}
batch-count-checking = { $count ->
    [one] 1 wird geprüft
   *[other] { $count } werden geprüft
}
batch-count-not = { $count } nicht
batch-row = R-{ $number } · { $told }
batch-row-why = R-{ $number } · { $told }: { $why }
batch-retry = Nichts ist rückgängig zu machen. „Noch einmal versuchen“ wiederholt nur, was fehlt.
batch-left = { $way ->
    [list] { $count ->
        [one] 1 Zeile der Liste wurde nicht angefragt.
       *[other] { $count } Zeilen der Liste wurden nicht angefragt.
    }
    [invite] { $count ->
        [one] Für 1 Adresse wurde nicht angefragt.
       *[other] Für { $count } Adressen wurde nicht angefragt.
    }
   *[other] { $count ->
        [one] Für 1 Person wurde nicht angefragt.
       *[other] Für { $count } Personen wurde nicht angefragt.
    }
}
batch-footer = { $count ->
    [one] R-{ $first } · „warum R-{ $first }“ erzählt mehr
   *[other] R-{ $first } bis R-{ $last } · „warum R-{ $first }“ erzählt von einer davon
}

## Access of several people that ends by itself on one day

ends-working = { $all ->
    [one] ◌ Der Zugang von 1 Person endet
   *[other] ◌ Der Zugang von { $all } Personen endet: { $done } von { $all } fertig
}
ends-done = { $all ->
    [one] ✔ Der Zugang von 1 Person ist beendet.
   *[other] ✔ Der Zugang von { $all } Personen ist beendet.
}
ends-proven = { $all ->
    [one] ✔ Der Zugang von 1 Person ist beendet, nachgewiesen.
   *[other] ✔ Der Zugang von { $all } Personen ist beendet, nachgewiesen.
}
ends-partly = ✖ Der Zugang ist für { $done } von { $all } beendet. Für { $undone } nicht.
ends-date = In einer Liste angefragt; das Enddatum ist gekommen.
ends-undone = Wer nicht fertig ist, hat vielleicht noch Zugang. In einem Tag frage ich das Ende von selbst neu an.
ends-block-open = { $whose ->
    [all] { $count ->
        [one] Auch das Gastkonto sperren? Es kann anderswo in Gebrauch sein; das kann ich nicht sehen.
        [2] Auch beide Gastkonten sperren? Sie können anderswo in Gebrauch sein; das kann ich nicht sehen.
       *[other] Auch alle { $count } Gastkonten sperren? Sie können anderswo in Gebrauch sein; das kann ich nicht sehen.
    }
   *[some] { $count ->
        [one] Auch das Gastkonto von 1 dieser Personen sperren? Es kann anderswo in Gebrauch sein; das kann ich nicht sehen.
       *[other] Auch die Gastkonten von { $count } dieser Personen sperren? Sie können anderswo in Gebrauch sein; das kann ich nicht sehen.
    }
}
ends-block-left = { $count ->
    [one] 1 Gastkonto bleibt in Entra.
   *[other] { $count } Gastkonten bleiben in Entra.
}
ends-block-asked = { $count ->
    [one] { $administrator } hat die Aufgabe, 1 Gastkonto in Entra zu sperren. Ich merke es, sobald es erledigt ist.
   *[other] { $administrator } hat die Aufgabe, { $count } Gastkonten in Entra zu sperren. Ich merke es, sobald es erledigt ist.
}
ends-block-done = { $count ->
    [one] ✔ 1 Gastkonto ist in Entra gesperrt.
   *[other] ✔ { $count } Gastkonten sind in Entra gesperrt.
}

## Asked for together: for who decides

batch-approve-title = { $count ->
    [one] 1 Person wartet auf Ihre Entscheidung
   *[other] { $count } Personen warten auf Ihre Entscheidung
}
batch-approve-none = Hier ist für Sie nichts mehr zu entscheiden
batch-approve-footer = R-{ $first } bis R-{ $last } · von { $requester }
batch-approve-footer-closes = R-{ $first } bis R-{ $last } · von { $requester } · offen bis { $closes-day }
batch-part = Teil { $part }: { $title } · { $count } offen
batch-part-invite-external = { $count ->
    [one] 1 externe Person
   *[other] { $count } externe Personen
} in { $groups } hereinlassen
batch-part-change-role = { $count ->
    [one] 1 von uns
   *[other] { $count } von uns
} zu { $groups } hinzufügen
batch-part-people = { $count ->
    [one] 1 Person
   *[other] { $count } Personen
} zu { $groups } hinzufügen
batch-part-extend-access = { $count ->
    [one] Mehr Zeit für 1 Person
   *[other] Mehr Zeit für { $count } Personen
} in { $groups }
batch-part-leaves = { $count ->
    [one] 1 von uns
   *[other] { $count } von uns
} aus { $groups } entfernen
batch-part-leaves-people = { $count ->
    [one] 1 Person
   *[other] { $count } Personen
} aus { $groups } entfernen
batch-reason = „{ $reason }“
batch-takeover = Übernimmt von Hand angelegte { $platform }-Konten: { $names }
batch-confirm = Das lässt viele Personen herein oder gibt eine Administratorrolle. Geben Sie zur Bestätigung { $count } ein.
batch-confirm-label = Die Zahl der Personen: { $count }
batch-some-wait = { $approved } genehmigt, { $count ->
    [one] 1 wartet
   *[other] { $count } warten
} noch auf Ihre Entscheidung.

## Only some of several people

some-how = Nehmen Sie das Kreuz weg, wo jemand warten soll. Nur wer angekreuzt ist, wird jetzt genehmigt; die anderen warten weiter auf eine Entscheidung, und niemand wird abgelehnt.
some-label = Für wen Sie genehmigen
some-error = Kreuzen Sie an, für wen Sie genehmigen.
