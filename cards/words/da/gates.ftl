## The article's table of role groups

groups-title = Rollegrupper: { $found } af { $all } er i Entra
groups-title-open = Rollegrupper
groups-looking = ◌ Læser grupperne i Entra. Kortet ændrer sig af sig selv.
groups-no-directory = Jeg kan ikke nå Entra. Jeg bliver ved en tid; tryk så på “Se igen”.
groups-no-platform = Jeg kan ikke nå { $platform }. Jeg bliver ved en tid; tryk så på “Se igen”.
groups-refused = Entra lader mig ikke læse det, eller to grupper dér hedder det samme som en rollegruppe. Spørg { $administrator }: **opsætning** siger, hvilken rettighed der mangler.
groups-row = **{ $group }** → { $roles }
groups-kind-assigned = i Entra
groups-kind-missing = ikke i Entra
groups-kind-dynamic = fyldes af en regel (dynamisk)
groups-kind-role-assignable = giver katalogroller i Entra
groups-kind-on-premises = kommer fra det lokale katalog
groups-kind-no-security = ikke en sikkerhedsgruppe
groups-followed = fulgt: jeg læser den og ændrer den aldrig
groups-people = { $count ->
    [0] ingen i den
    [one] 1 person
   *[other] { $count } personer
}
groups-in-scope = omfattet
groups-out-of-scope = ikke omfattet
groups-spare = i ingen bølge
groups-todo-create = { $administrator }: opret { $group } i Entra › Groups › New group, type Security, membership Assigned. Tryk så på “Se igen”.
groups-todo-dynamic = { $administrator }: { $group } fyldes af en regel, så jeg kan ikke ændre, hvem der er i den. Gør medlemskabet til Assigned, eller mærk den som fulgt i usher.toml.
groups-todo-role-assignable = { $administrator }: { $group } giver katalogroller, så den lader jeg være. Brug en anden gruppe, eller mærk den som fulgt i usher.toml.
groups-todo-on-premises = { $administrator }: { $group } kan kun ændres i det lokale katalog. Brug en anden gruppe, eller mærk den som fulgt i usher.toml.
groups-todo-no-security = { $administrator }: { $group } er ikke en sikkerhedsgruppe, så den giver intet i { $platform }. Opret en sikkerhedsgruppe med det navn.
groups-nested = { $group } indeholder { $names-count ->
    [one] gruppen { $names }, hvis medlemmer
   *[other] grupperne { $names }, hvis medlemmer
} intet får i { $platform }. { $administrator }: tilføj selve personerne.
groups-strangers = { $groups-count ->
    [one] Også omfattet er en gruppe, som usher.toml ikke nævner (objekt-id { $groups }): den, der er i den, kommer ind.
   *[other] Også omfattet er grupper, som usher.toml ikke nævner (objekt-id'er { $groups }): den, der er i dem, kommer ind.
} { $administrator }: nævn { $groups-count ->
    [one] den
   *[other] dem
} i usher.toml, eller fjern tildelingen i Entra.
groups-outdated = Grupperne er ændret, siden dette blev læst. Tryk på “Se igen”.
groups-changed = Det var bekræftet og er ændret siden: det skal bekræftes igen.
groups-confirmed-owner = ✔ Bekræftet af { $name }, ejer, { $at-day }, { $at }
groups-confirmed-administrator = ✔ Bekræftet af { $name }, administrator, { $at-day }, { $at }
groups-confirmed-both = ✔ Bekræftet af { $name }, ejer og administrator, { $at-day }, { $at }
groups-lacks-both = ◌ Skal bekræftes af en administrator og af en ejer, som er to personer.
groups-lacks-owner = ◌ Skal også bekræftes af en ejer.
groups-lacks-administrator = ◌ Skal også bekræftes af en administrator.
groups-lacks-another = ◌ Skal også bekræftes af en anden person: en ejer eller en administrator.

## Why a check is not true, and what to do next

gate-provisioning-old = Jeg så sidst klargøringsjobbet { $at-day } kl. { $at }. Prøv igen om nogle minutter.
gate-provisioning-first = Den første omgang er ikke slut endnu. Det tager normalt 40 minutter.
gate-provisioning-failed = Den seneste omgang mislykkedes. { $administrator }: Entra › Provisioning › Provisioning logs.
gate-externals-open = Ingen har afgjort, hvem der er ekstern. { $administrator }: skriv \[externals] i usher.toml.
gate-groups-unread = Jeg har ikke læst grupperne for nylig. Prøv igen om nogle minutter.
gate-groups-missing = Ikke i Entra: { $groups }. { $administrator } opretter { $groups-count ->
    [one] den
   *[other] dem
}; **grupper** siger hvordan.
gate-groups-unfit = Jeg kan ikke bruge { $groups }, som { $groups-count ->
    [one] den
   *[other] de
} er. { $administrator } retter det; **grupper** siger hvordan.
gate-groups-unconfirmed = En administrator og en ejer bekræfter grupperne. Skriv **grupper**.
gate-groups-changed = Grupperne er ændret, siden de blev bekræftet. En administrator og en ejer bekræfter dem igen. Skriv **grupper**.
gate-groups-lacks-owner = En ejer bekræfter også grupperne. Skriv **grupper**.
gate-groups-lacks-administrator = En administrator bekræfter også grupperne. Skriv **grupper**.
gate-groups-lacks-another = En anden person bekræfter også grupperne: en ejer eller en administrator. Skriv **grupper**.
gate-scope-surplus = Allerede omfattet, men i ingen tidligere bølge: { $groups }. { $administrator }: Entra › Enterprise applications › Users and groups, fjern tildelingen.
gate-validated-open = Ingen har skrevet under på, at roller og arbejdsgange virker.
gate-ready-open = Ingen har skrevet under på, at kommunikation og oplæring er klar.
gate-lifecycle-before = Der holdes øje med det i syv dage efter bølgen.
gate-lifecycle-since = Der holdes øje med det til { $until }.
gate-who-may = { $names } kan gøre det.

## What people vouch for

gate-statement-validated = Jeg bekræfter, at roller og arbejdsgange ved møder er prøvet i { $platform }: adgang, bookingregler, serviceønsker og besøgende er i orden.
gate-statement-ready = Jeg bekræfter, at slutbrugerne har deres vejledning og en dato for oplæring.
gate-evidence-validated = Hvad der viser det: et link til testnoterne, en dato
gate-evidence-ready = Hvad der viser det: et link til vejledningen, datoen for oplæring
gate-evidence-told = “{ $evidence }”
gate-signed-owner = ✔ Underskrevet af { $name }, ejer, { $at-day }, { $at }
gate-signed-administrator = ✔ Underskrevet af { $name }, administrator, { $at-day }, { $at }
gate-signed-both = ✔ Underskrevet af { $name }, ejer og administrator, { $at-day }, { $at }
gate-signed-signer = ✔ Underskrevet af { $name }, projektteam, { $at-day }, { $at }
declined-gate-signer = Du kan ikke skrive under på det. Intet er underskrevet.{ $names-count ->
    [0] { "" }
   *[other] { " " }{ $names } kan gøre det.
}
declined-gate-evidence = Skriv, hvad der viser det: et link, en dato. Intet er underskrevet.
declined-gate-withdraw = Kun den, der skrev under, eller en administrator tager det tilbage. Intet er ændret.
declined-groups-changed = Grupperne er ændret, siden dette kort blev lavet. Intet er bekræftet. Tryk på “Se igen”.
declined-groups-unfit = { $groups } kan ikke bruges endnu. Intet er bekræftet. { $administrator } retter det først.
declined-rollout-others = Udrulningen er for ejere og administratorer. Intet er ændret.{ $names-count ->
    [0] { "" }
   *[other] { " " }{ $names } kan fortælle dig mere.
}
notice-not-signed = Intet er underskrevet. Skriv **udrulning**, når det er sådan.

## The checklist, in the order of the article

rollout-title = Udrulning: { $done } af { $all } trin er færdige
rollout-denied = Udrulningen er for ejere og administratorer.
rollout-step-provisioning = Klargøringen er sat op og kører
rollout-step-externals = Det er afgjort, hvem der er intern og ekstern
rollout-step-groups = Grupperne findes, svarer til roller og er bekræftet
rollout-step-scope = Kun projektteamet er omfattet
rollout-step-validated = Roller og arbejdsgange er prøvet
rollout-step-ready = Kommunikation og oplæring er klar
rollout-step-wave = Alle andre er inde: go-live
rollout-step-lifecycle = Entra styrer, hvem der kommer, flytter og stopper
rollout-by = { $names }, { $at-day }, { $at }
rollout-checked = tjekket af Usher, { $at-day }, { $at }
rollout-proven = bevist { $at-day }, { $at }
rollout-team-open = Bølgen { $wave } er ikke bevist endnu.
rollout-wave-open = Bølgen { $wave } er ikke bevist endnu.
rollout-no-waves = Ingen bølge er nævnt i usher.toml.
rollout-waves = Bølger
rollout-next = **Næste**: { $step }
rollout-wave-asked = R-{ $number }: { $state }
rollout-wave-back = taget tilbage af R-{ $number }: { $state }
rollout-wave-idle = ikke bedt om endnu
rollout-wave-planned = planlagt til { $until }
rollout-type-setup = opsætning
rollout-type-groups = grupper
rollout-type-start = start klargøring
rollout-type-resume = genoptag klargøring
rollout-type-preview = forhåndsvis { $wave }
