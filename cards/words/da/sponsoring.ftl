## Externals whom nobody answers for

sponsor-title = Hvem står inde for { $count ->
    [one] 1 ekstern
   *[other] { $count } eksterne
}?
sponsor-gone = { $sponsor } er ikke ejer mere, så ingen står inde for dem:
sponsor-silence = Hvis ingen ejer overtager før { $until-day }, slutter deres adgang.
sponsor-taken = ✔ { $by } står nu inde for dem
sponsor-over = ✔ Ingen skal overtage mere
sponsor-whose = { $sponsor } gjorde det før.

press-sponsor-take = Jeg står inde for dem

history-sponsor-gone = Den, der stod inde for personen, er ikke ejer mere.
history-sponsor-changed = { $by } står fra nu af inde for personen.

declined-sponsor-taken = Ingen skal overtage mere: en anden har gjort det, eller det er slut. Intet er ændret.
