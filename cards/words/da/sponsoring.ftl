## Externals whom nobody answers for

sponsor-title = Hvem står inde for { $count ->
    [one] 1 ekstern
   *[other] { $count } eksterne
}?
sponsor-gone = { $sponsor } er ikke ejer mere, så ingen står inde for:
sponsor-silence = Hvis ingen ejer overtager før { $until-day }, slutter adgangen.
sponsor-taken = ✔ { $by } har overtaget
sponsor-lapsed = ✖ Ingen overtog: { $count ->
    [one] 1 persons adgang
   *[other] { $count } personers adgang
} er afsluttet
sponsor-lapsed-whose = { $sponsor }, som ikke længere er ejer, stod inde for dem.
sponsor-over = ✔ Ingen behøver længere overtage
sponsor-whose = { $sponsor } gjorde det før.

press-sponsor-take = Jeg overtager ansvaret

history-sponsor-gone = Den, der stod inde for personen, er ikke ejer mere.
history-sponsor-changed = { $by } står fra nu af inde for personen.

declined-sponsor-taken = Ingen behøver længere overtage: en anden har gjort det, eller det er slut. Intet er ændret.
