## Sentences that come by themselves or answer a press

notice-welcome = Jeg inviterer personer til { $platform }, ændrer grupper og åbner bølger, med godkendelse og bevis. Prøv **hjælp**.
notice-now-owner = Du er nu ejer af { $platform } (R-{ $number }): du kan invitere, ændre grupper og åbne bølger her, og du afgør anmodninger. Prøv **hjælp**.
notice-redeem-link = Send selv denne invitation til { $address }. Den er kun til den person.
notice-link-lost = { $address } er inviteret, men svaret fra Microsoft med linket gik tabt. Intet andet mangler. Bed { $administrator } om at sende invitationen igen: Entra › Users › { $address } › Resend invitation.
notice-accepted = ✔ { $address } sagde ja i dag. Du behøver ikke gøre noget.
notice-end-failed = { $address } kan stadig have adgang, selv om den skulle være slut. R-{ $number } siger hvorfor. Ejere kan prøve igen der eller skrive “afslut”; om en dag beder jeg selv om det igen.
notice-end-refused = { $address } kan stadig have adgang, selv om den skulle være slut. R-{ $number } siger hvorfor. Ejere kan skrive “afslut”; om en dag beder jeg selv om det igen.
notice-platform-token = { $platform } godtager ikke længere mit token: Det er forkert, trukket tilbage eller udløbet. Indtil det er fornyet, kan jeg hverken læse eller ændre konti dér, og anmodninger venter. Sæt et nyt ind i USHER_SCIM_TOKEN, og genstart mig; så fortsætter det, der venter, af sig selv.
notice-ends-on = Adgangen for { $address } slutter { $until }, 23:59 ({ $zone }).
notice-ends-sooner = Adgangen for { $address } slutter { $until }, 23:59 ({ $zone }). { $by } har gjort slutdatoen tidligere. Mere tid kræver en godkendelse.
notice-cancelled = Annulleret. Intet er sendt, og intet er ændret.
notice-kept = Beholdt. Intet er ændret.
notice-replaces = Dette erstatter din åbne anmodning R-{ $number }.
notice-stops = R-{ $number } var ved at give det, som denne anmodning tager væk, og stopper derfor.
notice-approver-dropped = { $names } kan ikke afgøre R-{ $number } længere. Jeg har spurgt en anden.
notice-dropped-others = { $names } kan ikke længere afgøre dette, så jeg har spurgt { $others }: { $numbers }.
notice-escalated = { $names } { $names-count ->
    [one] har
   *[other] har
} ikke svaret siden { $since-day }. { $others } { $others-count ->
    [one] er
   *[other] er
} også spurgt: { $numbers }.
notice-no-owner = Der er ingen ejer tilbage: { $names } er ikke længere i { $group } eller er slået fra. Ingen kan bede om noget, og ingen ejer kan afgøre noget. Føj ejerne til { $group } i Entra, skriv så **opsætning**, og bekræft dem dér.
notice-owners-again = { $by } bekræftede { $names } som { $names-count ->
    [one] ejer
   *[other] ejere
}, efter at der ingen ejer var tilbage. Var det ikke meningen, så tag dem ud af ejernes gruppe i Entra, og spørg { $by }.
notice-groups-gone = { $groups } findes ikke længere i Entra: slettet eller omdøbt uden om Usher. Den, der kun har adgang gennem en slettet gruppe, bliver slået fra, næste gang klargøringen kører. Var det ikke meningen, så gendan den i Entra, eller giv den sit navn tilbage.
notice-groups-unassigned = { $groups } er ikke længere tildelt { $platform }: det har nogen gjort i Entra, uden om Usher. Den, der kun har adgang derigennem, bliver slået fra, næste gang klargøringen kører. Var det ikke meningen, så tildel igen: Entra › Enterprise applications › { $platform } › Users and groups.
notice-token-ends = SCIM-tokenet { $key } udløber { $until }. Så kan Entra ikke nå Usher og stopper klargøringen. Lav et nyt: usher scim token create, sæt det ind i Entra, og tilbagekald dette.
notice-left = Dette kort er sendt igen længere nede: R-{ $number }. Det, der stod her, er slettet.
notice-asked-again = R-{ $number } skal afgøres på ny. Kortet længere nede erstatter dette.
notice-answered = Dit spørgsmål om R-{ $number } er besvaret. Kortet længere nede erstatter dette.
notice-handed-to-you = R-{ $number } er givet videre til dig. Kortet længere nede erstatter dette.
notice-replaced = Kortet længere nede erstatter dette.
notice-said = Svaret står længere nede.
notice-list-left = Der er nyt om denne liste. Kortet længere nede erstatter dette.

## Said in a channel

notice-channel-told = Fra nu af fortæller jeg her, hvad der bliver bedt om, og hvad det ender med: art, antal og tilstand, ingen navne eller grunde. Den, der trykker på Gennemse, ser sit eget, og ingen andre ser det. **@Usher stop** afslutter det.
notice-channel-stopped = Jeg begynder ikke på mere her. Det, der står her, ændrer sig stadig med det, det handler om. **@Usher skriv her** får mig til at fortsætte.
notice-channel-sent = Knapperne er i din egen chat med mig

notice-unanswered = { $names } { $names-count ->
    [one] har
   *[other] har
} ikke svaret siden { $since-day }. Ingen andre må afgøre { $numbers }, så spørg selv { $names-count ->
    [one] personen
   *[other] en af dem
}.
notice-unreached = { $names } { $names-count ->
    [one] har
   *[other] har
} ikke Usher i Teams. Jeg har bedt om, at det bliver installeret, og imens spurgt { $others }: { $numbers }.
notice-unreached-blocked = { $names } har blokeret eller fjernet Usher i Teams. Jeg har bedt om, at det bliver installeret, og imens spurgt { $others }: { $numbers }.
notice-unreached-refused = { $names } kunne ikke nås i Teams. Jeg har bedt om, at Usher bliver installeret, og imens spurgt { $others }: { $numbers }.
notice-all-away = { $names } er væk, og ingen afgør i stedet, så imens har jeg spurgt { $others }: { $numbers }.
notice-deputy-gone = { $names } afgør i stedet for dig, men er væk eller kan ikke afgøre noget nu. Imens bliver andre, der må afgøre, spurgt; du behøver ikke gøre noget.
notice-deputy-gone-you = Du afgør i stedet for { $names }, men er væk eller kan ikke afgøre noget nu. Imens bliver andre, der må afgøre, spurgt; du behøver ikke gøre noget.
notice-not-arrived = Mit kort nåede ikke frem til { $names }, så imens har jeg spurgt { $others }: { $numbers }.
notice-install = { $names } har ikke Usher i Teams, så mine spørgsmål kommer ikke frem der. Få det installeret: Teams admin centre › Teams apps › Setup policies. Det, der venter, bliver så sendt af sig selv.
notice-install-blocked = { $names } har blokeret eller fjernet Usher i Teams, så mine spørgsmål kommer ikke frem der. Bed om, at det bliver tilladt igen, eller få det installeret: Teams admin centre › Teams apps › Setup policies. Det, der venter, bliver sendt, når Usher er installeret igen, eller når jeg hører fra vedkommende.
notice-install-refused = Teams lader mig ikke nå { $names }, så mine spørgsmål kommer ikke frem der. Se efter, om Usher er tilladt og installeret der: Teams admin centre › Teams apps › Setup policies. Det, der venter, bliver sendt, når Usher er installeret igen, eller når jeg hører fra vedkommende.
notice-review-none = Du står ikke inde for nogen ekstern med adgang. Næste gennemgang af eksterne er { $at-day }.
notice-review-never = Du står ikke inde for nogen ekstern med adgang.
