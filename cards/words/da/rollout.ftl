## What a wave would do

wave-title = { $wave }: { $inside } af { $count } personer ville komme ind · kl. { $at }
wave-title-back = { $wave }: { $count ->
    [one] 1 person
   *[other] { $count } personer
} ville miste adgang · kl. { $at }
wave-back-keeps = Slår adgangen fra for { $off ->
    [one] 1 person
   *[other] { $off } personer
}, som kun har { $platform } gennem denne bølge. { $keeps ->
    [0] { "" }
    [one] 1 beholder den af andre grunde.{ " " }
   *[other] { $keeps } beholder den af andre grunde.{ " " }
}Intet slettes.
wave-back-changed = { $count ->
    [one] 1 af dem mister roller
   *[other] { $count } af dem mister roller
}, som kun denne bølge gav.
wave-over-limit = Entra kan holde det tilbage: over grænsen for sletninger ({ $limit }). Jeg frigiver ikke sletninger.
wave-fact-starts = Starter
wave-starts = { $at-full }
wave-after = Den kommer efter { $wave }, som ikke er bevist endnu.
wave-open = R-{ $number } om den er åben: { $state }.
wave-idle = Dens grupper er omfattet, og intet ville ændre sig for nogen: der er intet at bede om.
wave-idle-back = Ingen af dens grupper er omfattet: der er intet at tage tilbage.
wave-unproven = Dens grupper er omfattet, og intet ville ændre sig for nogen. Bliver der bedt om den, læses alle tilbage, og den tæller som bevist.
wave-dating = Hvornår skal den starte? Så tælles der igen, og den starter kun, hvis listen er som godkendt eller er ændret inden for det tilladte.
wave-date = Dag
wave-date-error = Vælg en dag inden for de næste 90 dage.
wave-time = Klokkeslæt ({ $zone })
wave-time-error = Skriv et klokkeslæt som 07:00.
wave-skipping = Et tjek, der springes over, kræver en godkender mere og vises på hvert senere kort.
wave-skip-gates = Tjek, der springes over
wave-skip-gates-error = Vælg mindst ét.
wave-skip-reason = Hvorfor det springes over
wave-skip-reason-error = Skriv hvorfor.
wave-title-reading = { $wave }: læser, hvem der ville komme ind
wave-title-reading-back = { $wave }: læser, hvem der ville miste adgang
wave-title-failed = { $wave }: ikke læst
wave-title-gone = { $wave }: forældet
wave-reading = ◌ Læser grupperne i Entra og kontiene i { $platform }. Kortet ændrer sig af sig selv.
wave-progress = { $memberships ->
    [one] 1 medlemskab
   *[other] { $memberships } medlemskaber
}, { $accounts ->
    [one] 1 konto
   *[other] { $accounts } konti
} læst
wave-progress-unseen = { $memberships ->
    [one] 1 medlemskab
   *[other] { $memberships } medlemskaber
} læst
wave-no-directory = Jeg kan ikke nå Entra. Jeg bliver ved en tid; tryk så på “Se igen”.
wave-no-platform = Jeg kan ikke nå { $platform }. Jeg bliver ved en tid; tryk så på “Se igen”.
wave-refused = Jeg må ikke læse det. Spørg { $administrator }: **opsætning** siger, hvilken rettighed der mangler.
wave-nothing-changed = Intet er ændret, og der er ikke bedt om noget.
wave-gone = Dette blev læst for mere end en dag siden og er ikke gemt længere. Tryk på “Se igen”.
wave-changes-nothing = At kigge ændrer intet.
wave-unseen = Jeg kan ikke se ind i { $platform } her: den, der er omfattet, tæller som en med konto, og konti lavet i hånden vises ikke.

wave-count-created = Oprettes { $count }
wave-count-changed = ændres { $count }
wave-count-switched-off = slås fra { $count }
wave-count-fails = mislykkes { $count }
wave-count-unchanged = allerede inde { $count }
wave-count-by-hand = konti lavet i hånden { $count }

wave-fact-fail = Mislykkes
wave-fact-by-hand = I hånden
wave-fact-checks = Tjek
wave-fails-no-mail = { $count } uden mailadresse i Entra: HR eller { $administrator } kan tilføje den
wave-fails-disabled = { $count } spærret i Entra: { $administrator } kan åbne for dem, der stadig er her
wave-by-hand = { $taken } overtages, { $lost } ville gå tabt

wave-checks = { $done } af { $count } ✔
wave-checks-missing = mangler: { $checks }
wave-check-open = { $check }
wave-check-who = { $check } ({ $who })
wave-check-provisioning = klargøring sat op
wave-check-externals = intern eller ekstern afgjort
wave-check-groups = grupper bekræftet
wave-check-scope = kun projektteamet omfattet
wave-check-validated = roller og arbejdsgange prøvet
wave-check-ready = kommunikation og oplæring klar
wave-check-lifecycle = livscyklus kører

wave-missing = { $group } er ikke i Entra. Ingen kommer ind gennem den.
wave-nested = { $nested } er en gruppe inde i { $group }. Dens medlemmer kommer ikke ind: Entra klargør kun direkte medlemmer.
wave-dynamic = Fyldes af en regel i Entra, så det kan ændre sig af sig selv, hvem der er inde: { $groups }.

wave-named-owner = { $count ->
    [one] 1 ejer
   *[other] { $count } ejere
}
wave-named-administrator = { $count ->
    [one] 1 person får en administratorrolle
   *[other] { $count } personer får en administratorrolle
}
wave-named-external = { $count ->
    [one] 1 ekstern
   *[other] { $count } eksterne
}
wave-named-switched-off = { $count ->
    [one] 1 konto slås fra
   *[other] { $count } konti slås fra
}
wave-named-taken-over = { $count ->
    [one] 1 konto lavet i hånden overtages: derefter styres den af Entra
   *[other] { $count } konti lavet i hånden overtages: derefter styres de af Entra
}
wave-named-lost = { $count ->
    [one] 1 konto lavet i hånden ville gå tabt: ingen omfattet har dens adresse
   *[other] { $count } konti lavet i hånden ville gå tabt: ingen omfattet har deres adresse
}

## Its people

wave-change-created = oprettes
wave-change-changed = ændres
wave-change-switched-off = slås fra
wave-change-fails = mislykkes
wave-change-unchanged = allerede inde
wave-change-stays = intet ændres
wave-change-taken-over = overtages
wave-change-lost = ville gå tabt
wave-mark-owner = ejer
wave-mark-administrator = får en administratorrolle
wave-mark-external = ekstern
wave-mark-by-hand = konto lavet i hånden
wave-roles = { $before } → { $after }
fails-no-mail = Ingen mailadresse i Entra, som { $platform } kender personer på. HR eller { $administrator } kan tilføje den.
fails-disabled = Spærret i Entra. { $administrator } kan åbne for den, der stadig er her.
wave-everybody = alle
wave-filter = Hvilke personer
wave-filter-created = oprettes ({ $count })
wave-filter-changed = ændres ({ $count })
wave-filter-switched-off = slås fra ({ $count })
wave-filter-fails = mislykkes ({ $count })
wave-filter-unchanged = allerede inde ({ $count })
wave-filter-stays = bliver, som de er ({ $count })
wave-filter-taken-over = overtages ({ $count })
wave-filter-lost = ville gå tabt ({ $count })
wave-copy = Linjer til et regneark, til at kopiere: gem dem som .csv
wave-csv-name = navn
wave-csv-mail = mail
wave-csv-change = ændring
wave-csv-why = hvorfor
wave-csv-before = roller nu
wave-csv-after = roller bagefter
wave-csv-marks = bemærkninger

press-wave-ask = Bed om godkendelse
press-wave-ask-skipping = Bed om det uden dem
press-wave-set-date = Vælg denne start
press-wave-start-now = Start den nu
press-wave-skip = Spring et tjek over
press-wave-date = Vælg dato
press-wave-people = Se personer
press-wave-show = Vis disse
press-wave-more = Mere
press-wave-csv = CSV
press-wave-hr = Liste til HR
press-wave-back = Tilbage
press-wave-again = Se igen
