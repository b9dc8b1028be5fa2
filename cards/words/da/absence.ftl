## Being away, and coming back

away-title = Væk til { $until }?
away-title-open = Væk til hvornår?
away-means = { $names-count ->
    [0] Andre, der må afgøre, bliver spurgt i stedet for dig, og du bliver ikke mindet om noget. Bølger venter på dig.
   *[other] Dine anmodninger går til { $names }, hvor reglerne tillader det; du bliver holdt orienteret. Bølger venter på dig.
}
away-replaces = Du er allerede væk til { $until-short }. Dette træder i stedet.
away-until = Sidste dag væk
away-until-error = Vælg i dag eller en senere dag, senest { $latest }.
away-ask = Hvem der afgør i stedet for dig
away-too = { $name } (væk til { $until-short })
away-nobody = Ingen bestemt
back-title = Er du tilbage?
back-says = Du er væk til { $until }.{ $names-count ->
    [0] { "" }
   *[other] { " " }{ $names } afgør i stedet for dig.
}
notice-away = Du er væk til { $until }, 23:59 ({ $zone }). { $names-count ->
    [0] Andre, der må afgøre, bliver spurgt i stedet for dig, og du bliver ikke mindet om noget.
   *[other] Dine anmodninger går til { $names }, hvor reglerne tillader det; du bliver holdt orienteret.
} Bølger venter på dig. Det slutter af sig selv, eller når du skriver **tilbage**.
notice-away-both = Du er væk til { $until }, 23:59 ({ $zone }). { $names } er også væk, til { $back }: Indtil da bliver andre, der må afgøre, spurgt. Bølger venter på dig. Det slutter af sig selv, eller når du skriver **tilbage**.
notice-was-away = Du var væk til { $until }. Det, der venter på din afgørelse, er hos dig igen.
notice-deputy-over = { $names } var væk til { $until }. Du afgør ikke længere i stedet for vedkommende.
notice-not-away = Du er ikke væk. Der er intet at gøre.
notice-away-anew = Du har siden lagt dit fravær om. En senere besked siger, hvordan det er nu.
notice-deputy-anew = { $names } har siden lagt fraværet om. Du afgør kun i stedet for vedkommende, hvis en senere besked beder dig om det.
notice-deputy = { $names } er væk til { $until } og beder dig afgøre i stedet, hvor reglerne tillader det. **godkendelser** viser, hvad der venter på dig. Det, { $names } selv beder om, kan du ikke afgøre.
declined-away-nobody = Ingen regel beder dig afgøre noget, så ingen behøver at træde i stedet for dig. Intet er ændret.
declined-away-day = Den sidste dag mangler. Intet er ændret. Vælg en.
declined-away-days = Den dag er overstået eller for langt ude i fremtiden. Intet er ændret. Vælg en til og med { $latest }.
declined-deputy-unknown = Ingen med det navn må afgøre i stedet for dig. Intet er ændret. Vælg en fra listen.
declined-deputy-needed = Kun denne person kan afgøre R-{ $number }, som er din, og den, der træder i stedet for dig, kan ikke afgøre den. Intet er ændret. Vælg en anden eller ingen bestemt.
declined-only-deputy = Kun en, der træder i stedet for den, der har bedt om det eller får noget ud af det, kunne afgøre det. Intet er sendt. Skriv **tilbage**, eller vælg en anden stedfortræder, og bed om det igen.
declined-deputy-several = Der kan være tale om flere personer. Intet er ændret. Vælg en nedenfor.
declined-deputy = Du afgør i stedet for en, der har bedt om det eller får noget ud af det, så en anden skal afgøre det. Intet er ændret.
