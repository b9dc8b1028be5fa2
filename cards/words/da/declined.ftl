## What happened, what did not, what to do. Keys are those of Declined.

declined-not-owner = Det kan kun ejere. Intet er sendt.{ $owners-count ->
    [0] { "" }
   *[other] { " " }{ $owners } kan gøre det.
}
declined-not-owner-or-administrator = Det kan kun ejere og administratorer. Intet er ændret.{ $names-count ->
    [0] { "" }
   *[other] { " " }{ $names } kan gøre det.
}
declined-guest = Jeg arbejder kun for medlemmer af denne organisation. Intet er ændret.
declined-self = Du har selv bedt om det, så en anden skal afgøre det. Intet er ændret.
declined-decided = { $by } afgjorde det kl. { $at }. Dit tryk ændrede intet.
declined-stale = Dette kort er forældet. Dit tryk ændrede intet. Her er det nye.
declined-cancel-late = R-{ $number } er i gang: noget er allerede ændret eller ændres netop nu. Dit tryk ændrede intet. Det, den gør, kan gøres om med en ny anmodning.
declined-handed-over = Du har givet det videre til en anden, så dit tryk ændrede intet.
declined-hand-over = Dette trin tillader ikke den person, så dit tryk ændrede intet. Vælg en fra listen.
declined-not-asked = Dette kort er ikke sendt til dig, eller du må ikke afgøre det længere. Dit tryk ændrede intet.
declined-not-yours = Dette er ikke til dig, så dit tryk ændrede intet.
declined-unknown-card = Jeg har ingen oplysninger om dette kort, måske fordi en sikkerhedskopi er lagt tilbage. Dit tryk ændrede intet. Den, der bad om det, må bede om det igen.
declined-decides-next = Kun du kan afgøre næste trin af R-{ $number }, så en anden skal afgøre dette. Intet er afgjort.
declined-no-approver = Ikke sendt: ingen godkender kan nås. Sig til { $administrator }: Usher skal installeres for godkenderne, eller der mangler en godkender mere: ingen afgør det, de selv beder om eller får noget ud af.
declined-approvers-unconfirmed = Ikke sendt: den, der skulle afgøre det, er i { $groups }, og ingen har bekræftet dem der. En ejer skriver **opsætning** og bekræfter dem; ingen bekræfter sig selv. { $administrator } kan hjælpe.
declined-stages-one-person = Ikke sendt: én person skulle afgøre to trin af det, og hver afgør kun ét. { $administrator } nævner en anden for et af dem i usher.toml.
declined-last-owner = Så ville { $platform } ikke have nogen ejer. Ikke sendt. Tilføj en anden ejer først.
declined-owners-no-end = { $group } har ingen slutdato her, så platformen aldrig står uden ejer. Ikke sendt. Bed om det uden dato.
declined-end-owner = Personen er i { $group }. Intet er ændret. Skriv “fjern” med navnet og “fra { $group }”: det afgør en, der ikke selv er i gruppen.
declined-nobody-named = Ingen er nævnt. Intet er sendt. Skriv et navn eller en adresse.
declined-look-first = Jeg kigger stadig. Intet er sendt. Vent, til kortet viser, hvad der ville ændre sig.
declined-guest-gone = Gæstekontoen for { $name } er ikke i Entra mere. Intet er ændret. Skriv **inviter { $address }** for at invitere på ny.
declined-not-in-directory = Personen er ikke i Entra mere. Intet er ændret. Tjek navnet.
declined-person-disabled = Login for { $name } er spærret i Entra. Intet er ændret. Spørg { $administrator } hvorfor.
declined-no-mail = { $name } har ingen mailadresse i Entra, og { $platform } skal bruge en. Intet er ændret. Bed { $administrator } om at tilføje den.
declined-already-member = { $name } er allerede i { $group }. Der er intet at gøre.
declined-being-given = { $name } er ikke i { $group } endnu: R-{ $number } er ved at give den. Intet er sendt. Bed om det igen, så snart det er sket, eller få R-{ $number } annulleret.
declined-no-member = { $name } er ikke i { $group }. Der er intet at gøre.
declined-incompatible = Ingen må være i { $groups } på én gang. Intet er ændret.{ $because ->
    [0] { "" }
   *[other] { " " }{ $because }
}
declined-employee = Det er en medarbejder ({ $name }). Ingen er inviteret. Skriv i stedet **føj { $name } til** GRUPPE: medarbejdere får adgang gennem grupper.
declined-domain-blocked = { $domain } er spærret for gæster af din organisations regler. Ingen er inviteret. Spørg { $administrator }, eller brug en ren { $platform }-konto.
declined-guest-blocked = { $address } er en gæst, hvis login er spærret. Ingen er inviteret. Spørg { $administrator } hvorfor.
declined-bad-address = { $address } er ikke en mailadresse. Intet er sendt. Skriv den som navn@firma.example.
declined-bad-addresses = { $addresses } er ikke mailadresser. Intet er sendt. Skriv dem som navn@firma.example.
declined-no-address = Mailadressen mangler. Intet er sendt. Skriv en.
declined-end-whom = Hvis adgang? Intet er ændret. Skriv ét navn eller én mailadresse, som “afslut navn@firma.example”.
declined-no-groups = Ingen gruppe er valgt. Intet er sendt. Vælg mindst én.
declined-unknown-group = Jeg kender ingen gruppe { $group }. Intet er sendt. Vælg en fra listen.
declined-needs-end = En ren { $platform }-konto skal have en slutdato. Ikke sendt.
declined-account-unseen = Jeg kan ikke se ind i { $platform } her, så jeg kan hverken bevise eller afslutte en ren { $platform }-konto. Ikke sendt. Inviter en gæst i stedet.
declined-end-past = Slutdatoen er overstået. Ikke sendt. Vælg en senere.
declined-end-too-late = Slutdatoen er for sen. Ikke sendt. Den seneste er { $latest }.
declined-last-day-over = Den sidste dag, der blev bedt om, er overstået, så intet gives længere. Bed om det igen med en senere.
declined-has-access = { $address } har allerede denne adgang (R-{ $number }). Der er intet at gøre.
declined-has-access-until = { $address } har allerede denne adgang til { $until-short } (R-{ $number }). Der er intet at gøre. Vælg en senere slutdato for at forlænge den.
declined-as-guest-until = { $address } har denne adgang som gæst til { $until-short } (R-{ $number }). Ikke sendt. Vælg gæsten i vores katalog for at forlænge den.
declined-account-until = { $address } har en ren { $platform }-konto til { $until-short } (R-{ $number }), så intet er sendt. Skriv “forlæng { $address }” for at forlænge den.
declined-open-elsewhere = { $requester } har allerede en åben anmodning for { $address }: R-{ $number }. Intet er sendt. Vent på den, eller spørg { $requester }.
declined-cap-person = En ejer må bede om { $limit ->
    [one] 1 person
   *[other] { $limit } personer
} inden for 24 timer, og dette ville være flere. Intet er sendt. Fortsæt i morgen på dette tidspunkt, eller spørg en anden ejer.
declined-cap-own = Du har bedt om noget { $limit } gange inden for 24 timer, og hver gang skal nogen kigge på det. Intet er sendt. Bed om det igen i morgen på dette tidspunkt.
declined-cap-domain = Der er bedt om { $limit ->
    [one] 1 person
   *[other] { $limit } personer
} fra { $domain } på en måned, og flere tillader vores regler ikke. Intet er sendt. Vent, eller spørg { $administrator }.
declined-group-dynamic = { $group } fyldes af en regel (dynamisk gruppe). Jeg kan ikke ændre medlemmerne. Intet er ændret. Bed { $administrator } om at ændre reglen.
declined-group-role-assignable = { $group } giver Entra-roller, så dens medlemmer ændrer jeg aldrig. Intet er ændret. Spørg { $administrator }.
declined-group-on-premises = { $group } kommer fra det lokale katalog. Jeg kan ikke ændre medlemmerne. Intet er ændret. Spørg { $administrator }.
declined-group-not-found = { $group } er ikke i Entra. Intet er ændret. Bed { $administrator } om at oprette den eller rette indstillingerne.
declined-group-unnamed = usher.toml nævner ikke { $group } længere, så ingen kan sige, hvad den giver. Intet er ændret. Bed { $administrator } om at sætte den ind igen, eller bed om en anden gruppe.
declined-group-out-of-scope = { $group } er ikke tildelt { $platform } i Entra, så ingen kommer ind gennem den. Intet er ændret. Den kommer med sin bølge; er ingen planlagt, så bed { $administrator } om at tildele den.
declined-reason-needed = En afvisning skal have en begrundelse. Intet er afgjort. Skriv en, og tryk på Afvis igen.
declined-narrow-nothing = Der ville intet være tilbage. Lad mindst én gruppe blive, eller afvis. Intet er afgjort.
declined-narrow-nothing-longer = Den dag er ikke senere end den, de har nu. Vælg en senere, eller afvis. Intet er afgjort.
declined-narrow-more = Det er senere, end der blev bedt om. Begræns fører til mindre, aldrig til mere. Intet er afgjort.
declined-narrow-same = Det er det, der blev bedt om: brug Godkend. Intet er afgjort.
declined-confirm = Det er hverken R-{ $number } eller { $address }. Intet er afgjort. Skriv en af de to.
declined-nothing-to-end = { $address } har ingen adgang, som jeg kan afslutte. Intet er ændret. Grupper, som jeg ikke har givet, fjernes én ad gangen: **fjern** NAVN **fra** GRUPPE.
declined-end-before = { $address } har ingen adgang endnu: R-{ $number } beder om den. Intet er ændret. Den, der har bedt om det, tager det tilbage med “annuller R-{ $number }”.
declined-end-nobody = Jeg kender ingen, der hedder { $name } og har noget fra mig. Intet er ændret. Tjek navnet, eller skriv personens mailadresse. Grupper, som jeg ikke har givet, fjernes én ad gangen: **fjern** NAVN **fra** GRUPPE.
declined-namesakes = Hvem mener du? Intet er ændret. Er det ingen af disse, så skriv personens mailadresse.
declined-unknown-person = Jeg kender ikke { $address }. Intet er ændret. Tjek adressen.
declined-unreachable-directory = Jeg kan ikke nå Entra. Intet er ændret. Prøv igen om nogle minutter.
declined-broken = Noget gik i stykker hos mig. Intet er ændret ud over det, der står ovenfor. Din administrator kan finde det under referencen { $trace }.
declined-unknown-text = Det forstod jeg ikke. Intet er ændret. Mente du:
declined-own-chat = Det viser jeg kun i din egen chat med mig. Intet er ændret. Skriv til mig der.
declined-in-channel = Det er til en kanal: skriv **@Usher skriv her** eller **@Usher stop** i den. Intet er ændret.
declined-channel-none = Jeg fortæller intet i denne kanal. Intet er ændret.
declined-too-fast = Det gik for hurtigt for mig. Intet er ændret. Vent et minut, og prøv igen.
declined-invites-off = Kun administratorer må invitere gæster i denne organisation. Ingen er inviteret. Bed { $administrator } om at tillade det.
declined-checking-you = Jeg er stadig ved at finde ud af, hvem du er. Intet er ændret. Prøv igen om et minut.
declined-checking-authority = Jeg læser igen, hvem der må gøre det. Intet er ændret. Prøv igen om et minut.
declined-not-administrator = Det kan kun administratorer. Intet er ændret.
declined-owners-known = Der er allerede bekræftede ejere: { $owners }. Intet er ændret. Fra nu af afgør de, hvem der kommer til.
declined-account-exists = { $address } har allerede en { $platform }-konto. Intet er ændret. Brug den, eller spørg { $administrator }.
declined-in-group = { $address } er allerede i { $group }. Der er intet at gøre, og intet er ændret.
declined-own-domain = { $domain } er vores eget, og ingen dér har denne adresse. Intet er sendt. Tjek, hvordan den er skrevet.
declined-address-moved = Adressen tilhører nu en anden i Entra, end da jeg så den sidst. Intet er sendt. Bed om det igen: så gælder det den, der har den nu.
declined-end-many = Du har afsluttet adgangen for { $limit } personer inden for 24 timer, og flere må en ejer ikke afslutte alene. Intet er ændret. Vælg en senere dato, eller skriv “afslut” igen og tryk på “Afslut alt nu”: så godkender en anden det.
declined-end-later = Adgangen slutter allerede { $latest }. Intet er ændret. Vælg en tidligere dato; skriv “forlæng” for at forlænge den.
declined-owners-external = { $group } er for medarbejdere, som passer på alles adgang. Intet er sendt. Vælg en anden gruppe.
declined-sponsor = Den, der står inde for personen, skal være ejer. Intet er sendt. Vælg en fra listen.
declined-group-followed = { $group } fyldes et andet sted; jeg læser den og ændrer den aldrig. Intet er ændret. Spørg { $administrator }.
declined-ended-since = Adgangen er afsluttet siden da. Intet er ændret. Bed om den igen for at lukke personen ind: så godkender en anden det.
declined-retry-late = Det mislykkedes for mere end { $days ->
    [one] 1 dag
   *[other] { $days } dage
} siden, for længe til at fortsætte derfra. Intet er ændret. Bed om det igen.
declined-too-many = Listen er for lang: { $count } linjer, og jeg læser højst { $most }. Intet er sendt. Brug en bølge.
declined-file-one = Jeg læser én fil ad gangen. Intet er sendt. Vedhæft én liste.
declined-file-place = Jeg henter kun filer der, hvor Teams gemmer dem. Intet er læst eller sendt. Vedhæft filen her, eller indsæt dens linjer.
declined-file-too-big = Filen er for stor: jeg læser højst { $most } KB. Intet er sendt. Brug en bølge til rigtig mange personer.
declined-file-not-text = Jeg kan ikke læse filen som tekst. Intet er sendt. Gem den som “CSV UTF-8”, eller indsæt dens linjer.
declined-file-unreachable = Jeg kunne ikke hente filen. Intet er sendt. Vedhæft den igen, eller indsæt dens linjer.
declined-file-no-list = Jeg fandt ingen liste i filen. Intet er sendt. Den første linje skal være mail,group,until,reason.
declined-twice = Den samme person står allerede i linje { $line }. Intet er sendt to gange.
declined-no-such-person = Jeg fandt ingen med det navn eller den adresse i Entra. Intet er sendt. Skriv hele navnet eller adressen.
declined-several-people = Der kan være tale om flere personer. Intet er sendt. Skriv hele navnet eller adressen.
declined-two-dates = { $first-short } eller { $second-short }? Intet er sendt. Skriv datoen som 2027-02-26.
declined-no-date = Jeg kender ikke den dato. Intet er sendt. Skriv den som 2027-02-26.
declined-owners-alone = { $group } passer på alles adgang. Intet er sendt. Bed om den alene.
declined-asked-already = Der er allerede bedt om det: R-{ $number }. Intet er sendt to gange.
declined-nobody-ready = Ingen linje er klar. Intet er sendt. Ret listen, og send den igen.
declined-count = Skriv { $count }, antallet af personer. Intet er afgjort.
declined-none-ticked = Ingen er krydset af. Intet er afgjort. Kryds af, hvem du godkender.
declined-unclear-date = { $first-short } eller { $second-short }? Intet er sendt. Vælg datoen nedenfor.
declined-bad-date = Jeg kender ikke den dato. Intet er ændret. Vælg en i kalenderen.
declined-later-start = Adgangen begynder, så snart den er godkendt; jeg kan ikke vente til en senere dag. Intet er sendt. Bed om det den dag, eller lad dagen være ude.
declined-removal-day = Grupper fjernes med det samme og for altid; jeg kan ikke holde mig til en dag. Intet er ændret. Bed om det den dag, eller lad dagen være ude.
declined-later-now = Det begynder med det samme; jeg kan ikke vente til en senere dag. Intet er ændret. Sig det til mig den dag.
declined-no-request = R-{ $number } findes ikke. Intet er ændret. Prøv “mine anmodninger”.
declined-others-access = Det må kun ejere se. Din egen: **min adgang**.
declined-others-list = Det må kun ejere og de involverede se. Dine egne: **mine anmodninger**.
declined-others-request = Det må kun ejere se, og de, der er involveret i R-{ $number }. Dine egne: **mine anmodninger**.
declined-who-has-what = Hvem har hvad? Intet er slået op. Skriv en gruppe eller en rolle bagefter: { $groups }.
declined-unknown-holding = Jeg kender ingen gruppe eller rolle “{ $name }”. Intet er slået op. Skriv en af disse: { $groups }.
declined-erased = Den, det handler om, er slettet fra mine oplysninger. Intet er ændret. Bed om det igen.
declined-wave-when = Jeg forstår ikke, hvornår det skal være. Intet er sendt. Skriv dagen som “den 2027-02-26 07:00”.
declined-which-wave = Hvilken bølge? Intet er slået op. Skriv en af disse bagefter: { $waves }.
declined-unknown-wave = Den bølge kender jeg ikke. Intet er slået op. Skriv en af disse: { $waves }.
declined-column = “{ $column }” står ikke i en kolonne, som jeg læser. Jeg læser mail, gruppe, til og grund. Intet er sendt.
