## Externals whom nobody answers for

sponsor-title = Wer steht ein für { $count ->
    [one] 1 externe Person
   *[other] { $count } externe Personen
}?
sponsor-gone = { $sponsor } ist kein Besitzer mehr, also steht niemand für sie ein:
sponsor-silence = Wenn kein Besitzer sie vor { $until-day } übernimmt, endet ihr Zugang.
sponsor-taken = ✔ { $by } steht jetzt für sie ein
sponsor-lapsed = ✖ Niemand hat übernommen: Der Zugang von { $count ->
    [one] 1 Person
   *[other] { $count } Personen
} wurde beendet
sponsor-lapsed-whose = { $sponsor }, nicht mehr Besitzer, stand für sie ein.
sponsor-over = ✔ Niemand muss mehr übernehmen
sponsor-whose = Vorher war es { $sponsor }.

press-sponsor-take = Ich stehe für sie ein

history-sponsor-gone = Wer für die Person einstand, ist kein Besitzer mehr.
history-sponsor-changed = { $by } steht von jetzt an für die Person ein.

declined-sponsor-taken = Niemand muss mehr übernehmen: Jemand anders hat es getan, oder es ist vorbei. Nichts wurde geändert.
