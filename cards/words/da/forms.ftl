## The form of an invitation

invite-title = Inviter 1 ekstern
invite-first = Første person fra { $domain }
invite-address = Personens mailadresse
invite-address-error = Skriv én mailadresse, som navn@firma.example
invite-name = Personens navn
invite-groups = Grupper
invite-groups-error = Vælg mindst én gruppe
invite-until = Adgangen slutter kl. 23:59 ({ $zone }) den
invite-until-echo = Til { $until }
invite-lasts-echo = Til { $until } eller senere: { $lasts } fra den dag, adgangen begynder. En anden dag her er den sidste dag.
invite-until-error = Vælg en tilladt dato
invite-latest = senest { $latest }
invite-sponsor = Sponsor: den, der står inde for personen
invite-sponsor-error = Vælg den, der står inde for personen
invite-sponsor-you = { $name } (dig)
invite-option = Vejen ind
invite-option-error = Vælg en af de to veje
invite-suggested = { $option } (foreslået: { $why })
invite-suggested-plain = { $option } (foreslået)
invite-guest-means = Gæst: logger ind med sin egen konto og efter vores regler; mister adgangen, når gruppen eller gæstekontoen forsvinder.
invite-account-means = Ren { $platform }-konto: en adgangskode hos { $platform }, intet fælles login; slutter kun på slutdatoen, som skal sættes, eller når du afslutter den.
invite-account-unseen = Rene { $platform }-konti tilbydes ikke: jeg kan ikke se ind i { $platform } her, så jeg kan hverken bevise eller afslutte en.
invite-account-by-hand = En ejer laver den rene { $platform }-konto i hånden og trykker på Færdig. Jeg beviser den alligevel.
invite-delivery = Invitation af en gæst
invite-delivery-mail = Microsoft sender sin mail
invite-delivery-link = Giv mig linket, så jeg selv kan sende det
invite-reason = Begrundelse
invite-nothing-yet = Intet sker, før en anden godkender.

suggest-guest = slutter også, når IT lukker gæstekontoen
suggest-account = til midlertidig adgang eller en enkelt opgave
suggest-forbidden = vores regler forbyder gæster derfra

## Groups of somebody in the directory

change-title = { $way ->
    [add] Føj { $name } til { $groups }
   *[remove] Fjern { $name } fra { $groups }
}
change-title-open = { $way ->
    [add] Føj en person til en gruppe
   *[remove] Fjern en person fra en gruppe
}
change-looking = Jeg leder efter { $who } i Entra og { $platform }.
change-nothing-yet = Intet er ændret.
change-who = Hvem: navn eller mailadresse
change-who-error = Skriv, hvem det gælder
change-several = “{ $who }” kan være flere personer. Hvem er det?
change-nobody = Jeg fandt ingen, der hedder “{ $who }”, i Entra. Intet er sendt. Skriv hele navnet eller adressen.
change-suggests = { $group } giver det, der mangler.
change-until = Adgangen slutter kl. 23:59 ({ $zone }) den (tom: ingen slutdato)
change-until-external = Adgangen slutter kl. 23:59 ({ $zone }) den (tom: { $latest })

## Compare the two

compare-title = Gæst eller ren { $platform }-konto?
compare-sign-in = Login
compare-sign-in-guest = egen konto, vores SSO og Conditional Access
compare-sign-in-account = adgangskode hos { $platform }; ingen SSO
compare-leaving = Når personen stopper
compare-leaving-guest = slutter med gruppen eller gæstekontoen
compare-leaving-account = kun på slutdatoen, eller når du afslutter den
compare-duties = Slutdato, sponsor
compare-duties-guest = slutdato efter reglerne, altid en sponsor
compare-duties-account = begge skal være der
compare-first = Personens første skridt
compare-first-guest = sige ja til invitationen fra Microsoft
compare-first-account = bede { $platform } om en adgangskode ved første login

## Ending

end-title = Afslut adgangen for { $address } nu?
end-date-title = Hvornår skal adgangen for { $address } slutte?
end-effect-off = Gruppen fjernes, og { $platform }-kontoen slås fra. Åbne sessioner kan vare, til { $platform } tjekker igen.
end-effect-less = Gruppen fjernes. { $platform }-kontoen bliver for det, der beholdes.
end-effect-open = Gruppen fjernes. { $platform }-kontoen bliver kun, hvis noget andet holder den; det slår jeg op først.
end-effect-account = { $platform }-kontoen slås fra. Åbne sessioner kan vare, til { $platform } tjekker igen.
end-guest-stays = Gæstekontoen i Entra bliver. Den kan være i brug andre steder; det kan jeg ikke se.
end-undo = Det kræver ingen godkendelse. At give adgangen tilbage kræver en.
end-ends = Slutter: { $group }
end-ends-until = Slutter: { $group }, nu til { $until-short }
end-until = Adgangen slutter kl. 23:59 ({ $zone }) den
end-until-error = Vælg en dato fra i dag af

## Expiry

expiry-title = Adgangen slutter { $until-day }
expiry-tomorrow = Adgangen slutter i morgen, { $until-day }
expiry-today = Adgangen slutter i dag, { $until-day }
expiry-whose = { $address } · { $groups }
expiry-silence = Gør du intet, slutter den kl. 23:59 ({ $zone }).
expiry-let-end = Du lader den slutte: { $until }, 23:59 ({ $zone }).
expiry-why-you = Du står inde for personen · R-{ $number }
