## More time for what somebody holds: the form

extend-title = Forlæng adgangen for { $name }?
extend-title-until = Forlæng adgangen for { $name } til { $until-short }?
extend-now = { $groups }: nu til { $until-short } (R-{ $number })
extend-then = { $groups }: nu til { $until-short }, derefter til { $then-short } (R-{ $number })
extend-until = Ny sidste dag, til kl. 23:59 ({ $zone })
extend-until-error = Vælg en senere dag, senest { $latest-short }
extend-reaches = Til { $until-short } med det samme, efter reglen “{ $rule }”. En senere dag går til en godkender.
extend-decided = Enhver dag går til en godkender.
extend-by-rule = Inden for reglen “{ $rule }”: det forlænges med det samme, og ingen skal godkende det.
extend-asks = Det går til en godkender: { $names }.

press-extend-look = Vis, hvad der sker
press-extend-now = Forlæng til { $until-short }
press-extend-ask = Bed om godkendelse
press-extend-other = En anden dato

## The warning

expiry-extended = ✔ Forlænget til { $until-short }
expiry-besides = Slutter også: { $groups }, { $until-day } · R-{ $number }
expiry-asked = { $asked } beder om mere tid, til { $until-short }.
expiry-asked-of = { $asked } beder om mere tid for { $groups }, til { $until-short }.
expiry-rest = Mere tid med en knap gælder resten: { $groups }.
expiry-by-rule = { $days ->
    [one] 1 dag mere
   *[other] { $days } dage mere
}: til { $until-short }, med det samme, efter reglen “{ $rule }”.
expiry-asks = { $days ->
    [one] 1 dag mere
   *[other] { $days } dage mere
}: til { $until-short }, når en godkender siger ja.
expiry-test = Det er testadgang: den slutter ved go-live og flytter med den dag; det, dine egne grupper giver, beholder du.
expiry-why-own = Det er din egen adgang · R-{ $number }

press-expiry-extend = Forlæng { $days ->
    [one] 1 dag
   *[other] { $days } dage
}
press-expiry-ask = Bed om { $days ->
    [one] 1 dag
   *[other] { $days } dage
} mere
press-expiry-other = Anden dato

## The warning about several people of one list

expiry-list-title = { $count ->
    [one] Adgangen slutter for 1 person
   *[other] Adgangen slutter for { $count } personer
} { $days ->
    [0] i dag, { $until-day }
    [1] i morgen, { $until-day }
   *[other] { $until-day }
}
expiry-list-from = { $count ->
    [one] Adgangen slutter for 1 person, først
   *[other] Adgangen slutter for { $count } personer, først
} { $days ->
    [0] i dag, { $until-day }
    [1] i morgen, { $until-day }
   *[other] { $until-day }
}
expiry-list-over = ✔ Intet af dette slutter længere, som der stod
expiry-list-silence = Gør du intet, slutter hver enkelt kl. 23:59 den dag ({ $zone }).
expiry-list-let = Du lader dem slutte, hver kl. 23:59 den dag ({ $zone }).
expiry-list-by-rule = { $count ->
    [one] For 1 person
   *[other] For { $count } personer
}, { $days ->
    [one] 1 dag mere
   *[other] { $days } dage mere
}: med det samme, efter reglen “{ $rule }”.
expiry-list-asks = { $count ->
    [one] For 1 person
   *[other] For { $count } personer
}, { $days ->
    [one] 1 dag mere
   *[other] { $days } dage mere
}: når en godkender siger ja.
expiry-list-one = For én af dem alene skriver du “forlæng navn@firma.example til 1. maj” eller “afslut navn@firma.example”.
expiry-list-why = Du står inde for dem
expiry-row-asked = der er bedt om mere tid (R-{ $number })

press-expiry-extend-all = Forlæng alle { $days ->
    [one] 1 dag
   *[other] { $days } dage
}
press-expiry-ask-all = Bed om { $days ->
    [one] 1 dag
   *[other] { $days } dage
} mere til alle
press-expiry-let-end-all = Lad dem slutte

## The request

approve-extend-title = Forlæng adgangen for { $name } til { $until-short }?
about-extend = Forlæng adgangen til { $until-short }
extended = { $way ->
    [rule] ✔ Forlænget efter reglen, til { $until-short }.
   *[decided] ✔ Forlænget til { $until-short }.
}
extended-platform = Bevist { $at }: kontoen er slået til, præcis { $count ->
    [one] 1 rolle
   *[other] { $count } roller
} læst tilbage.
extended-membership = { $at }: i gruppen; { $platform } ikke set.
row-extend = Forlæng adgangen for { $address }
channel-extend = Mere tid for adgang for 1 person · { $state } · R-{ $number }
step-extend = { $state ->
    [done] Forlænget
    [failed] Ikke forlænget
    [running] Forlænger
   *[waiting] Forlængelse: venter
}
history-grant-extended = Forlænget til { $until-short } af R-{ $number }.

declined-extend-whom = Hvis adgang? Intet er ændret. Skriv det som “forlæng navn@firma.example til 1. maj”.
declined-extend-nobody = Jeg kender ingen, der hedder { $name } og har adgang med en slutdato. Intet er ændret. Skriv personens mailadresse.
declined-extend-nothing = { $name } har intet fra mig, der har en slutdato og kan forlænges. Intet er ændret.
declined-extend-earlier = Den varer allerede til { $until-short }. Intet er ændret. Vælg en senere dag; skriv “afslut” for at slutte den før.
declined-extend-beyond = Nu rækker reglen ikke længere til det. Intet er ændret. En godkender skal afgøre det.
declined-extend-over = Den adgang er slut, eller er ved at være det. Intet er ændret. Bed om den igen.
declined-extend-off = { $platform }-kontoen for { $address } er slået fra, så der er intet at forlænge. Intet er ændret. Bed om den igen.
declined-extend-left = { $name } er ikke i { $group } mere, så der er intet at forlænge. Intet er ændret. Bed om den igen.
declined-extend-unassigned = { $group } er ikke længere tildelt { $platform } i Entra, så ingen har adgang gennem den, og der er intet at forlænge. Intet er ændret. Bed { $administrator } om at tildele den, og forlæng så.
