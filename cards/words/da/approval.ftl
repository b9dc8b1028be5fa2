## The decision

approve-title = Luk { $address } ind til { $until-short }?
approve-title-lasts = Luk { $address } ind i { $lasts }?
approve-title-open = Luk { $address } ind uden slutdato?
approve-end-title = Afslut adgangen for { $address }?
approve-change-title = { $way ->
    [add] Føj { $name } til { $groups }?
   *[remove] Fjern { $name } fra { $groups }?
}
approve-first = Første person fra { $domain }
approve-external = Udefra, ikke en af vores egne: { $names }
approve-warning = ⚠ { $risks }
approve-takeover = Overtager en { $platform }-konto, der er lavet i hånden

approve-asked-bare = { $requester }
approve-asked-answers = { $requester }, som står inde for personen
approve-asked-sponsor = { $requester }; { $sponsor } står inde for personen
approve-with-reason = { $who }: “{ $reason }”

who-is-asked-owners = ejer
who-is-asked-administrators = administrator
approve-why-you = { $who }, trin { $step } af { $steps }
approve-explained = Regel { $policy }, trin { $step } af { $steps }: { $who }, undtagen den, der spørger.
who-may-owners = enhver ejer
who-may-administrators = enhver administrator
approve-explained-silence = Hvis ingen svarer inden { $closes-full }, lukkes anmodningen, og intet ændres.
approve-explained-nothing-blind = Når du godkender, sker præcis det, som kortet viser. Ændrer forholdene sig inden da, sker der intet, og du bliver spurgt igen.

approve-reason = Begrundelse (nødvendig for at afvise)
approve-confirm-administrator = Det giver en ekstern en administratorrolle. Skriv R-{ $number } eller adressen for at bekræfte.
approve-confirm = Det er svært at fortryde. Skriv R-{ $number } eller adressen for at bekræfte.
approve-confirm-guarded = Det ændrer, hvem der bestemmer her. Skriv R-{ $number } eller adressen for at bekræfte.
approve-confirm-label = R-{ $number } eller adressen
approve-confirm-error = Skriv R-{ $number } eller adressen
hand-over-how = En anden, som dette trin tillader, afgør det i stedet for dig. Du kan ikke tage det tilbage.
hand-over-to = Giv videre til
hand-over-error = Vælg en person.
approve-handed-by = { $by } har givet det videre til dig.
approve-handed-to = Du har givet det videre til { $to }. Du afgør ikke mere her.
approve-handed-away = { $to } er væk til { $until }: Afgør ingen anden det, venter det så længe.
narrow-how = Godkend mindre, end { $requester } bad om: færre grupper eller en tidligere slutdato, aldrig mere. Det begynder, når { $requester } siger ja.
narrow-how-extend = Godkend mindre, end { $requester } bad om: en tidligere dag, aldrig en senere. Det begynder, når { $requester } siger ja.
narrow-groups = Grupper, der bliver
narrow-groups-error = Lad mindst én gruppe blive.
narrow-until = Adgangen slutter kl. 23:59 ({ $zone }) den
narrow-until-open = Adgangen slutter kl. 23:59 ({ $zone }) den (tom: ingen slutdato)
narrow-until-error = Vælg en dag, der ikke er senere end den ønskede.
approve-nothing-yet = Intet er afgjort endnu.
approve-footer = R-{ $number } · fra { $requester }
approve-footer-closes = R-{ $number } · fra { $requester } · åben til { $closes-day }

## What will change

change-both-created = Bliver oprettet i Entra som gæst og i { $platform }; ingen andre berøres
change-directory = { $directory ->
    [created] bliver oprettet i Entra som gæst
    [exists] har allerede en gæstekonto i Entra
   *[none] Entra berøres ikke
}
change-directory-stays = gæstekontoen i Entra bliver
change-account = { $account ->
    [created] { $platform }-konto bliver oprettet
    [changed] { $platform }-konto bliver ændret
    [taken_over] { $platform }-konto, lavet i hånden, bliver overtaget
    [taken_over_alone] ren { $platform }-konto bliver overtaget
    [switched_off] { $platform }-konto bliver slået fra
    [unseen] hvad { $platform } har om personen, kan jeg ikke se
   *[unchanged] { $platform }-konto forbliver, som den er
}
change-nobody-else = ingen andre berøres
change-joins = kommer i { $groups }
change-leaves = Forlader { $groups }
change-roles = Har nu: { $before }. Bagefter: { $after }.
change-effects = Nu: { $before }. Bagefter: { $after }.
change-effects-same = Nu og bagefter: { $before }.
change-prolongs = Allerede i { $group } til { $until-short } (R-{ $number }): dette er længere.
change-kept-role = Beholder { $role } gennem { $groups }.
change-kept-own = Beholder { $roles }, givet direkte i { $platform }.
change-lacking = { $role } gør ikke meget uden { $other }.
change-last-group = **Det er den sidste gruppe for { $name }: { $platform }-kontoen bliver slået fra.**
needs-service-provider = { $role } virker kun med et medlemskab som serviceleverandør i { $platform }. Spørg en { $platform }-administrator.
needs-reception = { $role } virker kun med et receptionsmedlemskab i { $platform }. Spørg en { $platform }-administrator.
needs-outlook-delegate = { $role } virker kun med stedfortræderrettigheder i Outlook. Den, der ejer kalenderen, giver dem.
change-no-roles = ingen roller
keeps = Stadig i { $group }.
keeps-until = Stadig i { $group } til { $until-short }.
keeps-request = Stadig i { $group } (R-{ $number }).
keeps-request-until = Stadig i { $group } til { $until-short } (R-{ $number }).

## How good the proof will be

proof-will-platform = Jeg læser det tilbage fra { $platform }
proof-will-log = Entra melder det; jeg kan ikke se ind i { $platform }
proof-will-membership = Jeg ser kun gruppen; { $platform } ses ikke

## After the decision

title-approved = ◌ Godkendt af { $by }
title-rejected = ✖ Afvist af { $by }
decided-approved = Godkendt af { $by }
decided-rejected = Afvist af { $by }
decided-when = { $decided }, { $at-full }

approve-explained-fallback = Hvis ingen svarer inden { $since-day }: { $names }.
approve-explained-asked = Ingen har svaret, så også: { $names }.
approve-silent = { $names } { $names-count ->
    [one] har
   *[other] har
} ikke svaret siden { $since-day }, så du bliver også spurgt.
approve-unreached = Intet kort nåede { $names }, eller { $names-count ->
    [one] vedkommende
   *[other] de
} må ikke afgøre det længere, så du bliver også spurgt.
approve-away-by = { $by } er væk og beder dig afgøre i stedet.
approve-away-to = Du er væk, så { $to } afgør dette i stedet for dig. Skriv **tilbage** for selv at afgøre.
