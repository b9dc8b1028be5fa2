## A wave that is opened or taken back

scope-open-question = Åbn { $wave } for { $count ->
    [0] ingen nye: læs alle tilbage
    [one] 1 person
   *[other] { $count } personer
}?
scope-back-question = Tag { $wave } tilbage fra { $count ->
    [one] 1 person
   *[other] { $count } personer
}?
scope-open-about = Åbn { $wave }
scope-back-about = Tag { $wave } tilbage
scope-skipped = Tjek sprunget over af { $by }: { $gates }. “{ $reason }”
gate-name-provisioning = Klargøring sat op og i gang
gate-name-externals = Intern og ekstern afgjort
gate-name-groups = Grupper bekræftet
gate-name-scope = Kun projektteamet omfattet
gate-name-validated = Roller og arbejdsgange prøvet
gate-name-ready = Kommunikation og oplæring klar
gate-name-lifecycle = Livscyklus kører
scope-over-limit = Entra kan holde det tilbage: over grænsen for sletninger ({ $limit }). Jeg frigiver ikke sletninger; det gør en administrator.
scope-count-created = oprettes { $count }
scope-count-changed = ændres { $count }
scope-count-taken-over = overtages { $count }
scope-count-switched-off = slås fra { $count }
scope-count-fails = mislykkes { $count }
scope-count-failing-before = ventedes at mislykkes, ikke læst tilbage { $count }
scope-count-unchanged = uændret { $count }
scope-count-lost = konti går tabt { $count }
scope-count-left-out = udeladt { $count }
scope-scheduled = ◌ Godkendt, starter { $at-day }
scope-starts-approved = Når den er godkendt
scope-named-owner = Ejere: { $names }
scope-named-administrator = **Nye administratorroller**: { $names }
scope-named-external = Eksterne: { $names }
scope-named-switched-off = **Slås fra**: { $names }
scope-named-taken-over = Lavet i hånden, overtages: { $names }
scope-named-lost = **Lavet i hånden, ville gå tabt**: { $names }
scope-moved = Listen har ændret sig: { $joined } kom til, { $left } gik ud, { $differ } ændret siden godkendelsen. Tilladt: { $allowed }. **Intet er gjort.**
scope-moved-within = { $joined } kom til, { $left } gik ud, { $differ } ændret siden godkendelsen: inden for de tilladte { $allowed }, udført.
scope-moved-otherwise = Dens grupper i Entra er nu andre end de godkendte. **Intet er gjort.**
scope-moved-person = { $name }: { $before } → { $after }
scope-moved-roles = { $name }, { $change }, andre roller: { $before } → { $after }
scope-moved-marks = { $name }, { $change }, { $what }
scope-moved-newly = nu: { $marks }
scope-moved-no-more = ikke længere: { $marks }
scope-is-created = oprettes
scope-is-changed = ændres
scope-is-taken-over = overtages
scope-is-switched-off = slås fra
scope-is-fails = mislykkes
scope-is-unchanged = forbliver, som det er
scope-is-lost = konto går tabt
scope-is-nobody = ikke på listen
scope-missed = Den kunne ikke starte i tide. Intet er gjort. Start den nu, eller annuller den.
scope-progress = Bevist { $proven } af { $all } · venter { $waiting } · mislykket { $failed }
scope-failed = ✖ { $name }: { $why }
scope-partly = { $done } af { $all } er færdige. { $count } ikke: { $why }. Intet skal laves om.
scope-left-out = { $done } af { $all } er færdige, { $count } udeladt af { $by }: { $why }.
scope-left-out-means = Intet er lavet om, og jeg prøver ikke mere for dem. Så længe de er i grupperne, kan Entra stadig lukke dem ind.
scope-left-out-who = { $name }, udeladt: { $why }
because-fails-no-mail = ingen mailadresse i Entra
because-fails-disabled = spærret i Entra
because-fails-gone = ikke i Entra mere
because-fails-moved = flyttet til andre grupper siden godkendelsen
because-fails-no-name = intet fornavn eller efternavn i Entra
because-fails-entra = Entra melder en fejl
because-fails-late = ikke kommet efter en dag
because-unknown = jeg ved ikke hvorfor
because-some = { $why } ({ $count })
scope-done-platform = ✔ Færdig, bevist { $at }: { $count ->
    [one] 1 person
   *[other] { $count } personer
}, hver med præcis de godkendte roller.
scope-done-log = ✔ Færdig { $at }: Entra melder det færdigt; jeg kan ikke se ind i { $platform }.
scope-done-membership = ✔ Færdig { $at }: grupperne er omfattet; { $platform } ikke set.
scope-back-done-platform = ✔ Taget tilbage, bevist { $at }: { $count ->
    [one] 1 person
   *[other] { $count } personer
} læst tilbage. Intet er slettet.
scope-back-done-log = ✔ Taget tilbage { $at }: Entra melder det færdigt; jeg kan ikke se ind i { $platform }.
scope-back-done-membership = ✔ Taget tilbage { $at }: grupperne er ikke omfattet mere; { $platform } ikke set.
scope-confirm = Det gælder { $count ->
    [one] 1 person
   *[other] { $count } personer
}. Skriv { $count } for at bekræfte.
scope-confirm-back = Det tager adgang væk. Intet slettes. Skriv { $count } for at fortsætte.
scope-confirm-nobody = Ingen nye kommer ind. { $count ->
    [one] 1 person
   *[other] { $count } personer
} læses tilbage. Skriv { $count } for at bekræfte.
scope-confirm-label = Antallet af personer ({ $count })
press-approve-people = Godkend{ $count ->
    [0] { "" }
    [one] { " " }1 person
   *[other] { " " }{ $count } personer
}
press-take-back-people = Tag tilbage fra { $count }
fact-people = Personer
fact-starts = Starter

## What its people may be told: a text to copy

announce-label = Tekst til at kopiere: jeg skriver til ingen i bølgen
announce-from = { $platform } er åben for dig fra { $day }.
announce-now = { $platform } er åben for dig.
announce-soon = { $platform } åbner for dig i de kommende dage.
announce-groups = Hvad du kan gøre der, følger af dine grupper:
announce-group = { $group }: { $effects }
announce-ask = Spørgsmål? Spørg { $requester }.
press-wave-announce = Meddelelse
press-wave-unannounce = Tilbage

## Why a wave waits or stops

why-task-unassign = { $administrator }: fjern tildelingen af { $group } til { $platform }-applikationen. Jeg opdager det, når det er gjort.
why-wave-proving = alle, person for person
why-missed-start = Den nåede ikke sit tidspunkt.
why-gate-lost = Et tjek holder ikke længere, så intet blev startet. Se på “udrulning”.
fails-entra = Entra melder en fejl. Spørg { $administrator }.
fails-gone = Ikke i Entra mere.
fails-moved = Flyttet til andre grupper i bølgen siden godkendelsen og har deres roller: det blev ikke godkendt.
fails-moved-to = Flyttet siden godkendelsen: nu i { $groups } med rollerne derfra. Det blev ikke godkendt.
fails-no-name = Intet fornavn eller efternavn i Entra, og Entra melder en fejl. HR eller { $administrator } kan tilføje det.
fails-late = ikke der efter en dag
notice-missed-start = R-{ $number } kunne ikke starte i tide. Intet er gjort. Dens kort spørger, om den skal starte nu.

step-assign = { $state ->
    [done] { $about } er omfattet
    [failed] { $about } er ikke omfattet
    [running] Tager { $about } med
   *[waiting] { $about }: venter
}
step-unassign = { $state ->
    [done] { $about } er ikke omfattet mere
    [failed] { $about } er stadig omfattet
    [running] Tager { $about } ud
   *[waiting] { $about }: venter
}
step-start = { $state ->
    [done] Klargøringen kører
    [failed] Klargøringen kører ikke
   *[waiting] Klargøring: venter på at køre
}
step-first = { $state ->
    [done] De første personer blev klargjort med det samme
    [failed] De første personer blev ikke klargjort
   *[waiting] De første personer: venter
}
declined-gains = Du eller en anden konto, der er din, ville få adgang ved det, så en anden skal afgøre det. Intet er ændret.
declined-wave-open = R-{ $number } om { $wave } er allerede åben. Intet er sendt.
declined-wave-moment = Vælg et tidspunkt inden for de næste { $days } dage. Intet er sendt.
declined-wave-order = { $wave } kommer efter { $first }, som ikke er bevist endnu. Intet er sendt. Prøv “forhåndsvis { $first }”.
declined-wave-gates = { $count ->
    [one] Et tjek for { $wave } er åbent.
   *[other] { $count } tjek for { $wave } er åbne.
} Intet er sendt. Prøv “udrulning”.
declined-wave-groups = Ikke i Entra: { $groups }. Intet er ændret. Bed { $administrator } om at oprette dem.
declined-wave-unnamed = usher.toml nævner ikke bølgen { $wave } længere, så ingen kan sige, hvem der kommer ind med den. Intet er ændret. Bed { $administrator } om at sætte den ind igen, og bed så om bølgen på ny.
declined-wave-not-in = Intet af { $wave } er omfattet, så der er intet at tage tilbage.
declined-wave-owners = { $group } er i { $wave }: blev den taget tilbage, havde { $platform } ingen ejer. Intet er sendt.
declined-skip-reason = Skriv, hvorfor tjekket springes over. Intet er sendt.
declined-confirm-count = Skriv { $count }, antallet af personer. Intet er afgjort.
