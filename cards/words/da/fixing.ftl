## Who can mend what kept a request from being done

fix-title = Hvem kan løse det
fix-mail = Ingen mailadresse i Entra: { $administrator } eller HR tilføjer en i Entra › Users.
fix-name = Intet fornavn eller efternavn i Entra: { $administrator } eller HR tilføjer det i Entra › Users; for gæster kan attributtilknytningen bruge det viste navn.
fix-blocked = Spærret i Entra: { $administrator } eller HR åbner for dem, der stadig er her, i Entra › Users.
fix-gone = Ikke i Entra mere: ingen kan lukke dem ind. “Udelad” afslutter det.
fix-provisioning = Ikke på plads som godkendt: { $administrator } kan se hvorfor i Entra › { $platform } › Provisioning › Provisioning logs og rette det dér.
fix-job = Klargøringen kører ikke: { $administrator } bringer den i orden i Entra › { $platform } › Provisioning.
fix-task = Ikke gjort i hånden endnu: { $administrator } gør i Entra det, som opgavekortet beder om.
fix-task-owners = Ikke gjort i hånden endnu: en ejer gør i { $platform } det, som anmodningens kort beder om.
fix-invitation = Det er uvist, om invitationen blev sendt: { $administrator } ser efter i Entra › Users, om gæsten er der.
fix-guests = Entra lukker ikke denne gæst ind: { $administrator } kan tillade det i Entra › External Identities.
fix-group = { $group ->
    [none] Gruppen tager ikke imod medlemmer fra mig
   *[other] { $group } tager ikke imod medlemmer fra mig
}: dens ejer eller { $administrator } bringer det i orden i Entra › Groups.
fix-unassigned = { $group ->
    [none] En gruppe er ikke længere tildelt: { $administrator } tildeler den igen i Entra › { $platform } › Users and groups.
   *[other] { $group } er ikke længere tildelt: { $administrator } tildeler den igen i Entra › { $platform } › Users and groups.
}
fix-rights = Jeg mangler en rettighed: { $administrator } giver mig den. Opsætningskortet siger hvilken.
fix-account = Der er allerede en konto: en ejer ser efter i { $platform }, hvis den er.
fix-owner = Der ville ingen ejer være tilbage: en ejer tilføjer først en anden.
fix-requester = Det kan ikke fortsætte, som der blev bedt om: en ejer beder om det på ny.
fix-removal = Jeg stoppede, fordi det skulle fjernes, og det er mislykket: en ejer afgør, om det alligevel skal gives.
fix-log = { $trace ->
    [none] Noget gik galt eller blev afvist: { $administrator } ser på det.
   *[other] Noget gik galt eller blev afvist: { $administrator } finder årsagen i min log under ref. { $trace }.
}
fix-for = Det gælder { $names }.
fix-again = Tryk derefter på “Prøv igen”.
