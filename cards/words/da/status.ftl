## Titles: where the request stands

status-submitted = ◌ Tjekker
status-pending = ◌ Venter på godkendelse
status-approved = ◌ Godkendt, i gang
status-narrowed = ◌ Mindre er godkendt
status-scheduled = ◌ Godkendt, ikke startet endnu
status-executing = ◌ Godkendt, i gang
status-end-working = ◌ Afslutter, i gang
status-partially-delivered = ✖ Delvist færdig
status-failed = ✖ Mislykket
status-void = ✖ Forholdene har ændret sig. **Intet er gjort.**
status-refused = ✖ Nægtet. Intet er ændret.
status-rejected = ✖ Afvist. Intet er ændret.
status-cancelled = ✖ Annulleret. Intet er ændret.
status-cancelled-invited = ✖ Annulleret. Ingen har fået adgang.
status-expired = ✖ R-{ $number } er lukket: ingen svarede. Intet er ændret.
status-narrowed-lapsed = ✖ R-{ $number } er lukket: Der blev godkendt mindre, og ingen tog imod det. Intet er ændret.
status-superseded = ✖ R-{ $number } er erstattet. Intet er ændret.
status-over = ✔ Slut { $at-day }

done-platform = ✔ Færdig, bevist { $at }: kontoen er slået til, præcis { $count ->
    [one] 1 rolle
   *[other] { $count } roller
} læst tilbage.
done-platform-off = ✔ Færdig, bevist { $at }: kontoen er slået fra, ingen roller tilbage.
done-log = ✔ Færdig { $at }: Entra melder det færdigt; jeg kan ikke se ind i { $platform }.
done-membership = ✔ Færdig { $at }: i gruppen; { $platform } ikke set.
done-unseen = ✔ Færdig.
ended-platform = ✔ Afsluttet, bevist { $at }.
ended-platform-kept = ✔ Afsluttet, bevist { $at }: kontoen er slået til, præcis { $count ->
    [one] 1 rolle
   *[other] { $count } roller
} tilbage.
ended-log = ✔ Afsluttet { $at }: Entra melder det færdigt; jeg kan ikke se ind i { $platform }.
ended-membership = ✔ Afsluttet { $at }: ude af gruppen; { $platform } ikke set.
ended-unseen = ✔ Afsluttet.

## Tasks for an administrator

task-title = ◌ En opgave til dig
task-done = ✔ Tak, jeg har set det
task-seen = Færdig får mig til at kigge med det samme.
task-looking = Der blev trykket på Færdig kl. { $at }: jeg kigger efter.
task-not-so = Jeg kiggede efter { $at-day }, { $at }, efter at der blev trykket på Færdig: det er ikke sket endnu.

## What it is about

about-invite = Luk { $address } ind
about-change = { $way ->
    [add] Føj { $name } til { $groups }
   *[remove] Fjern { $name } fra { $groups }
}
about-end = Afslut adgangen for { $address }

## Sentences

say-submitted = Jeg tjekker det i Entra og { $platform }. Intet er ændret endnu.
say-pending = Spurgt: { $asked }. Intet er ændret endnu.
say-pending-nobody = En, der må godkende, bliver spurgt. Intet er ændret endnu.
say-undeliverable = ⚠ { $names } kunne ikke nås i Teams.
say-blocked = ⚠ { $names } har blokeret eller fjernet Usher i Teams.
say-not-installed = ⚠ { $names } har ikke Usher i Teams.
say-approved = Godkendt af { $by }.
say-no-approval = Det kræver ingen godkendelse.
say-looks-again = Jeg kigger igen kl. { $at }.
say-narrowed = { $by } godkender mindre, end du bad om. Intet er ændret endnu.
say-narrowed-until = { $by } godkender til { $until } i stedet for { $instead }. Intet er ændret endnu.
say-narrowed-end = { $by } godkender til { $until } i stedet for uden slutdato. Intet er ændret endnu.
say-narrowed-asked = { $requester } bliver spurgt, om det er nok.
say-scheduled = Intet er ændret endnu.
say-scheduled-at = Starter { $at-full }. Intet er ændret endnu.
say-partly = { $done } af { $all } trin er færdige. Der er intet at fortryde.
say-failed = { $done ->
    [0] Intet er ændret.
    [one] 1 trin var færdigt, før det mislykkedes; det står nedenfor.
   *[other] { $done } trin var færdige, før det mislykkedes; de står nedenfor.
}
say-retry = “Prøv igen” gentager kun det, der mangler.
say-leave-out = “Udelad” afslutter den uden dem: intet laves om, og jeg prøver ikke mere for dem.
say-void = Jeg spørger godkenderne igen med de nye forhold.
say-rejected = { $by } sagde nej: “{ $reason }”
say-rejected-bare = { $by } sagde nej.
say-not-proven = Ikke bevist.
say-missing = Mangler: { $roles }.
say-surplus = Mere, end der er bedt om: { $roles }.
say-account-off = { $platform } viser ingen konto, der er slået til.
say-account-still-on = { $platform }-kontoen er stadig slået til.
say-ended-date = Slutdatoen er nået.
say-ended-owner = En ejer bad om det.
say-ended-silence = Ingen forlængede den.
say-ended-not-accepted = Der blev ikke sagt ja til invitationen i tide.
say-ended-sponsor-gone = Ingen stod inde for personen længere.

status-footer = R-{ $number } · fra { $requester }
status-footer-closes = R-{ $number } · fra { $requester } · åben til { $closes-day }

## What moved

say-moved-since = Forholdene har ændret sig, siden dette blev godkendt. Intet er gjort. Det er anderledes nu:
moved-directory = Entra: { $before } → { $now }
moved-account = { $platform }: { $before } → { $now }
moved-roles = Roller: { $before } → { $now }
moved-groups = Grupper: { $before } → { $now }
moved-none = ingen
moved-is = { $what ->
    [created] bliver oprettet
    [exists] findes allerede
    [changed] bliver ændret
    [taken_over] lavet i hånden, bliver overtaget
    [taken_over_alone] ren { $platform }-konto, bliver overtaget
    [switched_off] bliver slået fra
    [unseen] kan jeg ikke se
    [unchanged] forbliver, som det er
   *[none] berøres ikke
}

say-ended-review = Ingen svarede for personen i gennemgangen af eksterne.
