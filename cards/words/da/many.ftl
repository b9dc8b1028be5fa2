## A list before it is asked for

many-lines = { $way ->
    [list] { $count ->
        [one] 1 linje
       *[other] { $count } linjer
    }
    [invite] { $count ->
        [one] 1 adresse
       *[other] { $count } adresser
    }
   *[other] { $count ->
        [one] 1 person
       *[other] { $count } personer
    }
}
many-title-looking = { $lines }: kigger
many-looking = Jeg leder efter alle i Entra og { $platform }.
many-title = { $lines }: { $told }
many-ready = { $count } klar
many-has = { $count ->
    [one] 1 har allerede adgang
   *[other] { $count } har allerede adgang
}
many-address = { $count ->
    [one] 1 er ikke en adresse
   *[other] { $count } er ikke adresser
}
many-nobody = { $count } ikke fundet
many-other = { $count } kan der ikke bedes om
many-until = Til { $until }: { $count }
many-no-end = Uden slutdato: { $count }
many-ready-invite-external = { $count ->
    [one] 1 ekstern, som gæst
   *[other] { $count } eksterne, som gæster
}
many-ready-change-role = { $count ->
    [one] 1 af vores egne
   *[other] { $count } af vores egne
}
many-ready-from-outside = { $count ->
    [one] 1 udefra, allerede i Entra
   *[other] { $count } udefra, allerede i Entra
}
many-ready-add = { $count ->
    [one] Føj 1 person til
   *[other] Føj { $count } personer til
}
many-ready-remove = { $count ->
    [one] Fjern 1 person fra
   *[other] Fjern { $count } personer fra
}
many-last-group = **Det er den sidste gruppe for { $names }: { $platform }-kontoen { $names-count ->
    [one] bliver
   *[other] for hver af dem bliver
} slået fra.**
many-line = { $way ->
    [list] Linje { $place } ({ $typed }): { $why }
   *[other] { $typed }: { $why }
}
many-correct = { $way ->
    [list] Ret disse linjer, og send dem til mig igen
   *[other] Send mig disse igen med navne eller adresser, som jeg kan finde
}{ $ready ->
    [0] .
   *[other] ; de andre behøver ikke vente på dem.
}
many-correct-here = “Ret” åbner { $way ->
    [list] disse linjer
   *[other] dem
} her{ $ready ->
    [0] .
   *[other] ; de andre behøver ikke vente på dem.
}
many-correcting = { $way ->
    [list] Ret linjerne: mail, gruppe, til, grund. En linje, du tømmer, udgår.
   *[other] Ret disse: mail, gruppe, til, grund. Hvad du tømmer, udgår.
}
many-correcting-groups = Grupper: { $groups }.
many-correcting-left = { $way ->
    [list] { $count ->
        [one] 1 linje mere er ikke klar; den kommer bagefter.
       *[other] { $count } linjer mere er ikke klar; de kommer bagefter.
    }
   *[other] { $count ->
        [one] 1 mere er ikke klar; den kommer bagefter.
       *[other] { $count } mere er ikke klar; de kommer bagefter.
    }
}
many-line-label = { $way ->
    [list] Linje { $place }
   *[other] { $typed }
}: { $why }
many-moved = Listen er ændret imens. Intet er sendt. Se på den igen.

## Asked for together: for who asked

batch-checking = { $all ->
    [one] ◌ Tjekker 1 person
   *[other] ◌ Tjekker { $all } personer
}
batch-waiting = { $all ->
    [one] ◌ 1 person: venter på godkendelse
   *[other] ◌ { $all } personer: venter på godkendelse
}
batch-waiting-some = ◌ { $done } af { $all } færdige, andre venter på godkendelse
batch-consent = ◌ Venter på ja til mindre: { $done } af { $all } færdige
batch-working = ◌ Godkendt, i gang: { $done } af { $all } færdige
batch-partly = ✖ { $done } af { $all } færdige. { $undone } ikke.
batch-expired = ✖ Lukket, intet svar i tide. Intet er ændret.
batch-done = ✔ { $all } af { $all } færdige.
batch-proven = ✔ { $all } af { $all } færdige, bevist.
batch-over = ✔ { $all } af { $all } færdige, adgangen er slut.
batch-count-done = { $count ->
    [one] 1 færdig
   *[other] { $count } færdige
}
batch-count-ended = { $count } slut
batch-count-working = { $count } i gang
batch-count-waiting = { $count } venter på godkendelse
batch-count-consent = { $count } venter på ja til mindre
batch-count-checking = { $count } tjekkes
batch-count-not = { $count } ikke
batch-row = R-{ $number } · { $told }
batch-row-why = R-{ $number } · { $told }: { $why }
batch-retry = Der er intet at fortryde. “Prøv igen” gentager kun det, der mangler.
batch-left = { $way ->
    [list] { $count ->
        [one] For 1 linje på listen blev der ikke bedt om noget.
       *[other] For { $count } linjer på listen blev der ikke bedt om noget.
    }
    [invite] { $count ->
        [one] For 1 adresse blev der ikke bedt om noget.
       *[other] For { $count } adresser blev der ikke bedt om noget.
    }
   *[other] { $count ->
        [one] For 1 person blev der ikke bedt om noget.
       *[other] For { $count } personer blev der ikke bedt om noget.
    }
}
batch-footer = { $count ->
    [one] R-{ $first } · “hvorfor R-{ $first }” fortæller mere
   *[other] R-{ $first } til R-{ $last } · “hvorfor R-{ $first }” fortæller om en af dem
}

## Access of several people that ends by itself on one day

ends-working = { $all ->
    [one] ◌ Adgangen for 1 person slutter
   *[other] ◌ Adgangen for { $all } personer slutter: { $done } af { $all } færdige
}
ends-done = { $all ->
    [one] ✔ Adgangen for 1 person er slut.
   *[other] ✔ Adgangen for { $all } personer er slut.
}
ends-proven = { $all ->
    [one] ✔ Adgangen for 1 person er slut, bevist.
   *[other] ✔ Adgangen for { $all } personer er slut, bevist.
}
ends-partly = ✖ Adgangen er slut for { $done } af { $all }. For { $undone } ikke.
ends-date = Anmodet om på én liste; slutdatoen er nået.
ends-undone = De, der ikke er færdige, kan stadig have adgang. Om en dag beder jeg selv om det igen.
ends-block-open = { $whose ->
    [all] { $count ->
        [one] Skal gæstekontoen også blokeres? Den kan være i brug andre steder; det kan jeg ikke se.
        [2] Skal begge gæstekonti også blokeres? De kan være i brug andre steder; det kan jeg ikke se.
       *[other] Skal alle { $count } gæstekonti også blokeres? De kan være i brug andre steder; det kan jeg ikke se.
    }
   *[some] { $count ->
        [one] Skal gæstekontoen for 1 af dem også blokeres? Den kan være i brug andre steder; det kan jeg ikke se.
       *[other] Skal gæstekontiene for { $count } af dem også blokeres? De kan være i brug andre steder; det kan jeg ikke se.
    }
}
ends-block-left = { $count ->
    [one] 1 gæstekonto bliver i Entra.
   *[other] { $count } gæstekonti bliver i Entra.
}
ends-block-asked = { $count ->
    [one] { $administrator } har fået til opgave at blokere 1 gæstekonto i Entra. Jeg opdager det, når det er gjort.
   *[other] { $administrator } har fået til opgave at blokere { $count } gæstekonti i Entra. Jeg opdager det, når det er gjort.
}
ends-block-done = { $count ->
    [one] ✔ 1 gæstekonto er blokeret i Entra.
   *[other] ✔ { $count } gæstekonti er blokeret i Entra.
}

## Asked for together: for who decides

batch-approve-title = { $count ->
    [one] 1 person venter på din afgørelse
   *[other] { $count } personer venter på din afgørelse
}
batch-approve-none = Der er ikke mere for dig at afgøre her
batch-approve-footer = R-{ $first } til R-{ $last } · fra { $requester }
batch-approve-footer-closes = R-{ $first } til R-{ $last } · fra { $requester } · åben til { $closes-day }
batch-part = Del { $part }: { $title } · { $count ->
    [one] 1 åben
   *[other] { $count } åbne
}
batch-part-invite-external = { $count ->
    [one] Luk 1 ekstern ind
   *[other] Luk { $count } eksterne ind
} i { $groups }
batch-part-change-role = { $count ->
    [one] Føj 1 af vores egne
   *[other] Føj { $count } af vores egne
} til { $groups }
batch-part-people = { $count ->
    [one] Føj 1 person
   *[other] Føj { $count } personer
} til { $groups }
batch-part-extend-access = { $count ->
    [one] Mere tid til 1 person
   *[other] Mere tid til { $count } personer
} i { $groups }
batch-part-leaves = { $count ->
    [one] Fjern 1 af vores egne
   *[other] Fjern { $count } af vores egne
} fra { $groups }
batch-part-leaves-people = { $count ->
    [one] Fjern 1 person
   *[other] Fjern { $count } personer
} fra { $groups }
batch-reason = “{ $reason }”
batch-takeover = Overtager { $platform }-konti, der er lavet i hånden: { $names }
batch-confirm = Det lukker mange personer ind eller giver en administratorrolle. Skriv { $count } for at bekræfte.
batch-confirm-label = Antallet af personer: { $count }
batch-some-wait = { $approved ->
    [one] 1 godkendt
   *[other] { $approved } godkendte
}, { $count } venter stadig på din afgørelse.

## Only some of several people

some-how = Fjern krydset ved dem, der skal vente. Kun de afkrydsede bliver godkendt nu; de andre venter stadig på en afgørelse, og ingen bliver afvist.
some-label = Hvem du godkender
some-error = Kryds af, hvem du godkender.
