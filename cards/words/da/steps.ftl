## Steps: a sign, then what happens

step-line = { $state ->
    [done] ✔
    [failed] ✖
   *[waiting] ◌
} { $step }
step-because = { $step }: { $why }

step-recheck = { $state ->
    [done] Tjekket igen
    [failed] Tjekket mislykkedes
    [running] Tjekker igen
   *[waiting] Tjek: venter
}
step-invite = { $state ->
    [done] Inviteret
    [failed] Ikke inviteret
    [running] Inviterer
   *[waiting] Invitation: venter
}
step-join = { $state ->
    [done] I gruppen { $about }
    [failed] Ikke i gruppen { $about }
    [running] Føjer til gruppen { $about }
   *[waiting] Gruppen { $about }: venter
}
step-leave = { $state ->
    [done] Ude af gruppen { $about }
    [failed] Stadig i gruppen { $about }
    [running] Fjerner fra gruppen { $about }
   *[waiting] Gruppen { $about }: venter
}
step-provision = { $state ->
    [done] { $platform }: klargjort af Entra
    [failed] { $platform }: ikke klargjort
   *[waiting] { $platform }: venter på Entra, normalt inden for 40 minutter, uden garanti
}
step-provision-cycle = { $state ->
    [failed] { $platform }: ikke klargjort
   *[done] { $platform }: overladt til Entras næste omgang
}
step-account = { $state ->
    [done] { $platform }-konto oprettet
    [failed] { $platform }-konto ikke oprettet
    [running] Opretter { $platform }-kontoen
   *[waiting] { $platform }-konto: venter
}
step-switch-off = { $state ->
    [done] { $platform }-konto slået fra
    [failed] { $platform }-konto ikke slået fra
    [running] Slår { $platform }-kontoen fra
   *[waiting] { $platform }-konto: venter på at blive slået fra
}
step-switch-on = { $state ->
    [done] Slået til igen i { $platform } for det, der ellers er givet
    [failed] Ikke slået til igen i { $platform }
    [running] Slår til igen i { $platform }
   *[waiting] { $platform }: slås til igen
}
step-task = { $state ->
    [done] Lavet i hånden
    [failed] Ikke lavet i hånden
   *[waiting] Venter på, at nogen gør det i hånden
}
step-prove = { $state ->
    [done] Læst tilbage
    [failed] Ikke bevist
    [running] Læser det tilbage
   *[waiting] Bevis: venter
}

## Why a step or a request waits or failed

why-microsoft-asks-to-wait = Microsoft beder mig vente, omkring { $minutes ->
    [one] 1 minut
   *[other] { $minutes } minutter
}.
why-directory-unreachable = Jeg kan ikke nå Entra. Din anmodning er i sikkerhed; jeg fortsætter af mig selv og siger til.
why-platform-unreachable = Jeg kan ikke nå { $platform }. Din anmodning er i sikkerhed; jeg fortsætter af mig selv og siger til.
why-platform-token = { $platform } godtager ikke mit token. { $administrator } skal forny det; din anmodning er i sikkerhed, og jeg fortsætter af mig selv.
why-not-there-yet = Det kan ikke ses endnu. Jeg kigger igen af mig selv.
why-not-proven-yet = { $platform } viser endnu ikke personen som godkendt. Ikke bevist; jeg kigger igen af mig selv.
why-waits-for-cycle = venter på Entra, normalt inden for 40 minutter, uden garanti
why-entra-skipped = Entra siger, at personen er sprunget over. Spørg { $administrator }.
why-invitation-unknown = Jeg ved endnu ikke, om invitationen blev sendt. Jeg kigger efter, før jeg sender den igen.
why-not-permitted = Jeg mangler rettigheden til det i Entra. Spørg { $administrator }.
why-refused-outside = Det blev nægtet der. Spørg { $administrator }.
why-not-accepted = Personen har ikke sagt ja til invitationen endnu.
why-task-create = Opret kontoen for { $address } i { $platform } med { $roles }, og tryk så på Færdig.
why-task-end = Slå kontoen for { $address } fra i { $platform }, og tryk så på Færdig.
why-task-less = Fjern roller fra kontoen for { $address } i { $platform }, til den kun har { $left }, og tryk så på Færdig.
why-task-invite = { $administrator }: inviter { $address } som gæst, med { $sponsor } som sponsor (Entra › Users › Invite external user). Jeg opdager det, når det er gjort.
why-task-join = { $administrator }: føj { $address } til { $group } (Entra › Groups › { $group } › Members). Jeg opdager det, når det er gjort.
why-task-leave = { $administrator }: fjern { $address } fra { $group } (Entra › Groups › { $group } › Members). Jeg opdager det, når det er gjort.
why-platform-unseen = Jeg kan ikke se ind i { $platform } her, så jeg kan hverken gøre det eller bevise det. Spørg { $administrator }.
why-task-assign = { $administrator }: tildel { $group } til { $platform }-applikationen med rollen { $role } (Entra › Enterprise applications › Users and groups). Jeg opdager det, når det er gjort.
why-moved = Forholdene har ændret sig, siden det blev godkendt.
why-requester-lost = { $requester } må ikke bede om det længere.
why-approver-lost = Den, der godkendte, må ikke afgøre det længere, så en anden bliver spurgt.
why-approver-lost-late = Den, der godkendte, må ikke afgøre det længere, så jeg stoppede. Bed om det igen: en anden godkender det.
why-account-since = Der findes nu en { $platform }-konto, som ingen har godkendt at overtage, så jeg stoppede. Bed om det igen.
why-guest-blocked = Nogen har spærret gæsten { $address } for at logge på i Entra. Spørg { $administrator } hvorfor.
why-group-unassigned = { $group } er ikke længere tildelt { $platform } i Entra, så ingen kommer ind gennem den. Spørg { $administrator }.
why-last-owner = Så ville { $platform } ikke have nogen ejer. Tilføj en anden ejer først.
why-withdrawn = { $requester } tog det tilbage.
why-withdrawn-invited = { $requester } tog det tilbage. { $address } var da inviteret eller ved at blive det: en gæst kan være i Entra, uden adgang fra denne anmodning.
why-narrowed-lapsed = Der var godkendt mindre, end der blev bedt om, og den, der bad om det, skulle tage imod det.
why-replaced = En nyere anmodning erstatter den.
why-broken = Noget gik i stykker hos mig. Intet er ændret ud over det, der står ovenfor.
why-behind = Det begynder, så snart R-{ $number } er færdig, som er ved at give gruppen.
why-ended-meanwhile = Adgangen blev afsluttet imens, så jeg stoppede.
why-removed-meanwhile = R-{ $number } fjerner det, som denne anmodning giver, så jeg stoppede. Bliver R-{ $number } ikke til noget, og står intet andet i vejen, fortsætter jeg af mig selv.
why-removal-failed = R-{ $number } skulle fjerne det, som denne anmodning giver, så jeg stoppede; siden mislykkedes R-{ $number }. Jeg fortsætter ikke selv med nogen af dem: En ejer trykker på “Prøv igen” her for at give det, eller på kortet for R-{ $number } for at fjerne det.

## What a step that did not come true says in the end

why-still-on = { $entra ->
    [skipped] Stadig slået til i { $platform } efter 24 timer: Entra siger, at det er sprunget over.
    [failure] Stadig slået til i { $platform } efter 24 timer: Entra melder en fejl.
    [stopped] Stadig slået til i { $platform } efter 24 timer: Entra har stoppet jobbet.
   *[other] Stadig slået til i { $platform } efter 24 timer.
} Jeg er holdt op med at kigge. Spørg { $administrator }.
why-still-off = { $entra ->
    [skipped] Ikke slået til i { $platform } efter 24 timer: Entra siger, at det er sprunget over.
    [failure] Ikke slået til i { $platform } efter 24 timer: Entra melder en fejl.
    [nameless] Ikke slået til i { $platform } efter 24 timer: Entra melder en fejl, og der er intet fornavn eller efternavn i Entra.
    [stopped] Ikke slået til i { $platform } efter 24 timer: Entra har stoppet jobbet.
   *[other] Ikke slået til i { $platform } efter 24 timer.
} Jeg er holdt op med at kigge. Spørg { $administrator }.
why-roles-differ = { $entra ->
    [skipped] Andre roller end de godkendte i { $platform } efter 24 timer: Entra siger, at det er sprunget over.
    [failure] Andre roller end de godkendte i { $platform } efter 24 timer: Entra melder en fejl.
    [nameless] Andre roller end de godkendte i { $platform } efter 24 timer: Entra melder en fejl, og der er intet fornavn eller efternavn i Entra.
    [stopped] Andre roller end de godkendte i { $platform } efter 24 timer: Entra har stoppet jobbet.
   *[other] Andre roller end de godkendte i { $platform } efter 24 timer.
} Jeg er holdt op med at kigge. Spørg { $administrator }.
why-late-entra = { $entra ->
    [skipped] Jeg har ikke set Entra gøre det inden for 24 timer: Entra siger, at det er sprunget over.
    [failure] Jeg har ikke set Entra gøre det inden for 24 timer: Entra melder en fejl.
    [nameless] Jeg har ikke set Entra gøre det inden for 24 timer: Entra melder en fejl, og der er intet fornavn eller efternavn i Entra.
    [stopped] Jeg har ikke set Entra gøre det inden for 24 timer: Entra har stoppet jobbet.
   *[other] Jeg har ikke set Entra gøre det inden for 24 timer.
} Jeg er holdt op med at kigge. Spørg { $administrator }.
why-late-invitation = Jeg ved ikke, om invitationen blev sendt, og er holdt op med at kigge. Spørg { $administrator }.
why-late-task = Jeg har ikke set det gjort inden for 7 dage og er holdt op med at kigge. Spørg { $administrator }.
why-late-task-owners = Jeg har ikke set det gjort i { $platform } inden for 7 dage og er holdt op med at kigge. Når det er gjort, kan en ejer trykke på “Prøv igen”.
why-late = Jeg har ikke set det gjort inden for 24 timer og er holdt op med at kigge. Spørg { $administrator }.
