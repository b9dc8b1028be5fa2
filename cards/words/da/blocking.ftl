## The guest account of somebody whose access has ended

block-question = Skal gæstekontoen også blokeres? Den kan være i brug andre steder; det kan jeg ikke se.
block-open = { $by } er spurgt, om gæstekontoen i Entra også skal blokeres.
block-left = Gæstekontoen i Entra bliver: det besluttede { $by } { $at-day }.
block-asked = { $by } bad { $at-day } om, at gæstekontoen blokeres i Entra. { $administrator } har opgaven. Jeg opdager det, når det er gjort.
block-done = ✔ Gæstekontoen er blokeret i Entra: set { $at-day }.
block-gone = ✔ Gæstekontoen er ikke længere i Entra: kigget efter { $at-day }.
block-unseen = Jeg har kigget i 7 dage og ikke set gæstekontoen blokeret i Entra. Jeg er holdt op med at kigge. Spørg { $administrator }.
block-withdrawn = Personen har adgang igen, så ingen bedes længere om at blokere gæstekontoen.
block-over = Der spørges ikke længere om gæstekontoen.

block-todo = Bloker gæstekontoen for { $address }: Entra › Users › { $address } › Account status, og slå “Account enabled” fra. Tryk så på Færdig. Jeg opdager det, når det er gjort.
block-todo-why = { $by } bad om det: adgangen til { $platform } er afsluttet. Kontoen kan være i brug andre steder; det kan jeg ikke se.
block-todo-all = { $count ->
    [one] Bloker kontoen for denne gæst
   *[other] Bloker kontiene for disse { $count } gæster
}: Entra › Users › hver af dem › Account status, og slå “Account enabled” fra. Tryk så på Færdig. Jeg opdager det for hver enkelt, når det er gjort.
block-todo-why-all = { $by } bad om det: adgangen til { $platform } er afsluttet. Kontiene kan være i brug andre steder; det kan jeg ikke se.
block-not-so-all = Jeg kiggede efter { $at-day }, { $at }, efter at der blev trykket på Færdig: { $count ->
    [one] 1 konto er ikke blokeret endnu
   *[other] { $count } konti er ikke blokeret endnu
}.
block-task-over = ✔ Der er ikke mere at gøre
block-task-stopped = ◌ Ikke set udført inden for 7 dage
block-task-unseen = Jeg har kigget i 7 dage og ikke set gæstekontoen blokeret i Entra. Jeg er holdt op med at kigge.
block-footer = R-{ $number } · { $address }

press-block-leave = Lad den være
press-block-ask = Spørg { $administrator }

declined-block-access = Personen har adgang igen eller er ved at få den. Ingen blev bedt om at blokere.

history-guest-left = { $by } lod gæstekontoen være.
history-guest-block-asked = { $by } bad om, at gæstekontoen blokeres i Entra.
history-guest-block-withdrawn = Ingen blev længere bedt om at blokere gæstekontoen.
history-guest-block-unseen = Den blev ikke set blokeret inden for 7 dage.
history-guest-blocked = Gæstekontoen blev set blokeret i Entra.
history-guest-gone = Gæstekontoen var ikke længere i Entra.
