## What changed outside Usher

drift-title = { $count } ændringer uden om Usher
drift-title-added = { $name } blev føjet til { $group } uden om Usher
drift-title-again = Kontoen for { $name }, som er i { $group }, er aktiveret igen
drift-title-missing = { $name } er ikke længere i { $group }
drift-title-settled = ✔ Ændringer uden om Usher: på plads
drift-added-how = { $say ->
    [yes] Nogen har tilføjet personen i Entra eller aktiveret kontoen igen dér. Her tæller det først, når det er godkendt.
    [again] Nogen har aktiveret kontoen igen i Entra; personen var i gruppen hele tiden. Her tæller det først, når det er godkendt.
   *[no] Nogen gjorde det i Entra. Ingen anmodning her gav det, og det gælder, til det bliver rettet tilbage.
}
drift-missing-how = Nogen tog personen ud i Entra. Ingen anmodning her gjorde det.
drift-missing-given = R-{ $number } gav det, uden slutdato. Nogen tog det væk i Entra.
drift-missing-until = R-{ $number } gav det til { $until }. Nogen tog det væk i Entra.
drift-say-added = Indtil det er afgjort, må personen hverken bede om noget eller godkende her.
drift-say-missing = Personen må ikke længere bede om noget eller godkende her.
drift-say-added-several = De, der blev føjet til { $groups }, må hverken bede om noget eller godkende her, før det er afgjort.
drift-say-missing-several = De, der ikke længere er i { $groups }, må ikke mere bede om noget eller godkende her.
drift-line-added = { $name } blev føjet til { $group }
drift-line-again = Kontoen for { $name }, som er i { $group }, er aktiveret igen
drift-line-missing = { $name } er ikke længere i { $group }
drift-asked = R-{ $number }: { $state }
drift-settled-put-back = ✔ rettet tilbage
drift-settled-kept = ✔ beholdt
drift-settled-ended = ✔ ladet være, som det er
drift-settled-outside = ✔ rettet uden om Usher
drift-settled-unwatched = ✔ { $platform } får ikke længere noget fra denne gruppe
drift-nothing-yet = Intet ændres, før en ejer trykker.
drift-administrator = { $administrator } blev spurgt om { $names }.
drift-which = Hvilken
drift-who = Adresse
drift-gives = Giver
drift-found = Fundet { $at-day }, { $at }

press-drift-put-back = Ret tilbage
press-drift-keep = { $kind ->
    [added] Behold: bed om godkendelse
    [confirm] Behold: må godkende
    [missing] Lad det være sådan
   *[other] Behold det sådan
}

press-drift-ask = Spørg, hvem der gjorde det

notice-drift-added = En ejer spørger: hvem føjede { $address } til { $group } i Entra, uden om Usher? Sig det til ejerne. De afgør, om det bliver.
notice-drift-again = En ejer spørger: hvem aktiverede kontoen for { $address }, som er i { $group }, igen i Entra? Sig det til ejerne. De afgør, om det bliver.
notice-drift-missing = En ejer spørger: hvem tog { $address } ud af { $group } i Entra, uden om Usher? Sig det til ejerne. De afgør, om det bliver.
declined-drift-asked = Der er allerede spurgt om det. Intet er sendt to gange.
declined-drift-which = Det er ikke på dette kort. Intet er ændret.
declined-drift-settled = Det er allerede på plads. Dit tryk ændrede intet.

## A request that keeps what came from outside

about-keep = Behold { $name } i { $groups }
approve-keep-title = Behold { $name } i { $groups }?
approve-keeps = Nogen føjede personen til { $groups } uden om Usher. Godkender du, gælder det her; afviser du, bliver personen der, til en ejer retter det tilbage.
say-ended-outside = Nogen tog det væk i Entra, og en ejer lod det være sådan.

## Groups that others fill, which Usher only reads

followed-title-yesterday = Fulgte grupper, siden i går
followed-title = Fulgte grupper, siden { $since }
followed-joined = { $count } kommet til
followed-left = { $count } gået ud
followed-who-joined = Kommet til: { $names }
followed-who-left = Gået ud: { $names }
followed-nothing = De grupper følger Entra. Du behøver ikke gøre noget.
