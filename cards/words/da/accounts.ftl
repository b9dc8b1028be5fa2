## Accounts of the platform that nothing explains, or that have other roles

accounts-title = { $count ->
    [one] 1 konto i { $platform }, der skal ses på
   *[other] { $count } konti i { $platform }, der skal ses på
}
accounts-title-account = { $name } har en konto i { $platform }, som intet forklarer
accounts-title-roles = { $name } har andre roller i { $platform }
accounts-title-settled = ✔ Konti i { $platform }: på plads
accounts-account-how = Ingen gruppe giver den, og det gør ingen anmodning her heller. Den virker, indtil nogen slår den fra.
accounts-roles-how = Grupper og anmodninger giver andre roller, end { $platform } viser, og den sidste synkronisering rettede det ikke.
accounts-unexplained = { $count ->
    [one] 1 konto virker, selv om ingen gruppe og ingen anmodning giver den.
   *[other] { $count } konti virker, selv om ingen gruppe og ingen anmodning giver dem.
}
accounts-other-roles = { $count ->
    [one] 1 konto har andre roller, end grupper og anmodninger giver.
   *[other] { $count } konti har andre roller, end grupper og anmodninger giver.
}
accounts-page = Du ser { $shown } af { $count }.
accounts-line-account = { $name }: intet forklarer den
accounts-line-roles = { $name }: andre roller
accounts-missing = mangler: { $roles }
accounts-surplus = for mange: { $roles }
accounts-has = Roller
accounts-lacks = Mangler
accounts-besides = For mange
accounts-settled-switched-off = ✔ slået fra
accounts-settled-kept = ✔ beholdt, som den er
accounts-settled-outside = ✔ rettet uden om Usher
accounts-settled-unwatched = ✔ jeg læser ikke længere { $platform }

press-account-end = Slå den fra
press-account-more = Vis andre

notice-drift-account = En ejer spørger: hvem gav { $address } en konto i { $platform }, uden om Usher? Sig det til ejerne. De afgør, om den bliver.
notice-drift-roles = En ejer spørger: hvem ændrede rollerne for { $address } i { $platform }, uden om Usher? Sig det til ejerne. De afgør, om det bliver.
declined-account-explained = Grupper eller anmodninger giver denne konto; kun rollerne er anderledes. Intet er slået fra.
say-ended-unexplained = En ejer bad om det: ingen gruppe og ingen anmodning gav kontoen.
