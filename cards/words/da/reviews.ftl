## Review of externals: who is still needed?

review-title = { $count ->
    [one] { $left ->
        [0] { $whose ->
            [own] Du står
           *[others] { $sponsor } står
        } inde for 1 ekstern. Stadig brug for personen?
       *[other] 1 ekstern er tilbage. Stadig brug for personen?
    }
   *[other] { $left ->
        [0] { $whose ->
            [own] Du står
           *[others] { $sponsor } står
        } inde for { $count } eksterne. Stadig brug for dem?
       *[other] { $count } eksterne er tilbage. Stadig brug for dem?
    }
}
review-title-answered = ✔ Gennemgangen er færdig
review-title-lapsed = ✖ Gennemgangen er lukket: der blev ikke svaret for alle
review-title-replaced = ✖ En nyere gennemgang er trådt i stedet for denne
review-replaced = Dem, der ikke blev svaret for her, bliver der spurgt om dér.
review-why-silent = { $sponsor } har ikke svaret siden { $begun-day }, så jeg spørger dig.
review-why-gone = { $sponsor } er ikke ejer mere, så jeg spørger dig.
review-second = { $name } er også spurgt.
review-keep = Behold
review-end = Afslut
review-until = til { $until-short }
review-more = { $count ->
    [one] 1 til kommer, når du har sendt disse.
   *[other] { $count } til kommer, når du har sendt disse.
}
review-so-far = Indtil nu: { $told }.
review-count-kept = { $count } beholdt
review-count-ending = { $count ->
    [one] 1 er ved at slutte
   *[other] { $count } er ved at slutte
}
review-count-waiting = { $count ->
    [one] 1 venter på en godkender
   *[other] { $count } venter på en godkender
}
review-count-undone = { $count ->
    [one] 1 afslutning blev ikke til noget
   *[other] { $count } afslutninger blev ikke til noget
}
review-count-ended = { $count ->
    [one] 1 har ikke adgang mere
   *[other] { $count } har ikke adgang mere
}
review-count-silent = { $count } uden svar
review-sign-in-known = seneste login { $at-short }
review-sign-in-never = Entra kender ikke noget login
review-sign-in-unknown = seneste login er ukendt
review-sign-in-platform = seneste login: det siger { $platform } ikke
review-ends = Behold ændrer ingen slutdato; Afslut virker med det samme. Mere end fem afslutninger på en dag kræver en godkender.
review-asks = Intet svar inden { $asks-day }: så spørger jeg en anden ejer.
review-silence-stay = Intet svar inden { $over-day }: den, der har en slutdato, beholder adgangen til da; den, der ingen har, mister den.
review-silence-end = Intet svar inden { $over-day }: så mister de alle adgangen.
review-not-ended = { $address }: { $why }
review-is-kept = ✔ { $who }: { $by } beholder personen, { $until }
review-is-ending = ◌ { $who }: ved at slutte, R-{ $number }
review-is-waiting = ◌ { $who }: afslutningen venter på en godkender, R-{ $number }
review-is-undone = ✖ { $who }: har stadig adgang. R-{ $number } skulle afslutte den: { $state }
review-is-ended = ✔ { $who }: sluttede { $at-day }
review-is-silent = ✖ { $who }: ingen svarede, adgangen fortsætter, { $until }
review-footer = Gennemgang fra { $begun-day } · { $whose ->
    [own] du er sponsor
   *[others] { $sponsor } er sponsor
}
