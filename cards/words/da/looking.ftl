## One person's access

look-title-own = Din adgang til { $platform }
look-title-of = Adgang til { $platform } for { $name }
look-title-denied = Det må du ikke længere se
look-several = Flere personer passer til “{ $name }”
look-which = Hvem mener du? Tryk på en.
look-nobody = Jeg finder ingen, der hedder “{ $name }”, i Entra
look-nobody-hint = Tjek stavningen, eller skriv hele adressen. Intet er ændret.
command-access-of = adgang for { $address }

look-looking = ◌ Kigger i Entra og { $platform }. Kortet ændrer sig af sig selv.
look-no-directory = Jeg kan ikke nå Entra. Jeg bliver ved en tid; tryk så på “Se igen”.
look-no-platform = Jeg kan ikke nå { $platform }. Jeg bliver ved en tid; tryk så på “Se igen”.
look-refused = Jeg må ikke læse det. Spørg { $administrator }: **opsætning** siger, hvilken rettighed der mangler.
look-books-only = Nedenfor står det, jeg selv har givet, ikke det, der er der nu.

look-directory-member = medarbejder
look-directory-guest = gæst i vores katalog
look-directory-none = ikke i Entra
look-blocked = Login er spærret i Entra.
look-nothing = Ingen adgang, som jeg kender til.
look-direct = Givet i selve { $platform }, ikke gennem en gruppe
look-until = til { $until }
look-asked = ønsket af { $name }
look-approved = godkendt af { $names }
look-before = var der, før Usher også gav den, så den bliver
look-elsewhere = ikke af Usher: fra før, eller tilføjet i Entra

look-platform = { $platform } viser det samme: { $shows }
look-account-on = konto slået til, { $count ->
    [0] ingen rolle
    [one] 1 rolle
   *[other] { $count } roller
}: { $effects }
look-account-off = konto slået fra
look-account-none = ingen konto
look-account-unseen = Jeg kan ikke se ind i { $platform } her.
look-says-nothing = intet
look-read-at = Læst i Entra og { $platform } { $at-day } kl. { $at }.
look-read-entra = Læst i Entra { $at-day } kl. { $at }.
fact-usher = Usher gav
fact-entra = Entra siger

## Where the three do not agree

differs-lost = Usher gav { $group } (R-{ $number }), men Entra har ikke det medlemskab mere.
differs-scope = { $group } er ikke tildelt { $platform } i Entra, så den giver intet der.
differs-no-account = Der er givet adgang, men { $platform } har ingen konto.
differs-off = Der er givet adgang, men { $platform }-kontoen er slået fra.
differs-missing = { $platform } viser ikke det, der er givet: { $roles }.
differs-surplus = { $platform } viser mere, end der er givet nu: { $roles }.
differs-unconfirmed = Ingen har bekræftet personen i { $group } endnu, så her må vedkommende hverken bede om noget eller godkende.
differs-by-hand = { $platform } alene giver det: ingen gruppe i Entra og ingen anmodning.
differs-still-on = Intet giver adgang, men { $platform }-kontoen er slået til.

## Who has a group or a role

look-group = { $count ->
    [0] Ingen er i { $what }
    [one] 1 person er i { $what }
   *[other] { $count } personer er i { $what }
}
look-group-open = Hvem er i { $what }?
look-role = { $count ->
    [0] Ingen har rollen { $what }
    [one] 1 person har rollen { $what }
   *[other] { $count } personer har rollen { $what }
}
look-role-open = Hvem har rollen { $what }?
look-through = gennem { $groups }
look-not-found = { $group } er ikke i Entra.
look-page = { $first } til { $last } af { $all }
look-by-hand = Jeg kan ikke hente listen over konti i { $platform }. Konti, som nogen har givet denne rolle i hånden i { $platform }, uden en gruppe eller en anmodning, står ikke på listen.
