## Several who wait for the same decision

alike-title = { $told }?
alike-add = { $count ->
    [one] Føj 1 person
   *[other] Føj { $count } personer
} til { $groups }
alike-remove = { $count ->
    [one] Fjern 1 person
   *[other] Fjern { $count } personer
} fra { $groups }
alike-invite = { $count ->
    [one] Luk 1 ekstern ind i { $groups } som gæst
   *[other] Luk { $count } eksterne ind i { $groups } som gæster
}
alike-account = { $count ->
    [one] Luk 1 ekstern ind i { $groups } med en ren { $platform }-konto
   *[other] Luk { $count } eksterne ind i { $groups } med rene { $platform }-konti
}
alike-test = { $count ->
    [one] Lad 1 person
   *[other] Lad { $count } personer
} teste { $groups } indtil go-live
alike-extend = Forlæng adgangen til { $groups } for { $count ->
    [one] 1 person
   *[other] { $count } personer
}
alike-asked-by = fra { $requester }
alike-answers = { $sponsor } står inde for dem
alike-footer = { $numbers } · åben til { $closes-day }
alike-approved-some = ◌ { $done } af { $all } godkendt, i gang
alike-approved-none = ✖ Ingen af { $all } godkendt
alike-then = Godkendt er ikke færdigt: den, der bad om det, får besked, når det er bevist.
alike-outcome = R-{ $number } · { $name }: { $told }
alike-approved = ✔ godkendt af dig
alike-step = ✔ godkendt af dig; en anden afgør næste trin
alike-moved = har ændret sig, siden du så den
alike-not-yours = er ikke længere din at afgøre
alike-left = ikke krydset af, venter stadig på en afgørelse: **godkendelser** viser den igen
alike-no-next = ikke godkendt, da ingen kunne afgøre næste trin
