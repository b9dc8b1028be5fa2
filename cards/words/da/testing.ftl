## Test access: the project team, until go-live

test-title = Testadgang
test-looking = Jeg slår dig op i Entra og { $platform }.
test-until = { $groups } indtil go-live ({ $until-day }).
test-undated = { $groups } indtil go-live, højst { $days ->
    [one] 1 dag
   *[other] { $days } dage
}: til { $until-day }. Der er ikke sat en dag for go-live endnu.
test-moves = Følger datoen, hvis den flyttes; bagefter beholder du det, dine egne grupper giver, resten slutter.
test-by-rule = Ingen behøver at godkende det: det gør reglen “{ $rule }”.

approve-test-title = Lad { $name } teste { $groups } indtil go-live?
about-test = Testadgang for { $name }: { $groups }
until-golive = { $until }, 23:59 ({ $zone }); følger go-live, hvis datoen flyttes
say-by-rule = Godkendt af reglen “{ $rule }”.
decided-by-rule = Godkendt af reglen “{ $rule }”
say-ended-golive = Go-live er gennemført. Det, personens egne grupper giver, bliver.

press-test-ask = Bed om det
press-test-look = Prøv igen

history-decision-by-rule = Godkendt af reglen “{ $policy }”.
history-grant-moved = Den slutter med go-live, som er flyttet: { $until }.

declined-not-tester = Testadgang er for projektteamet. Der er ikke bedt om noget.{ $owners-count ->
    [0] { "" }
   *[other] { " " }{ $owners } kan tilføje dig.
}
declined-no-project-team = Intet projektteam er nævnt i mine indstillinger, så der er ingen testadgang. Der er ikke bedt om noget. Spørg { $administrator }.
declined-golive-done = Go-live er gennemført, så der er intet at teste før det. Der er ikke bedt om noget. Skriv “føj mig til” og en gruppe.
declined-tester-already = Du er allerede i { $group }. Der er intet at gøre. Skriv “testadgang til” og navnet på en anden gruppe for at prøve den.
declined-test-early = { $group } kommer med sin bølge; før det kommer ingen ind gennem den. Der er ikke bedt om noget. Bed om den igen efter bølgen.
declined-test-guarded = Den, der er i { $group }, bestemmer med her, så gruppen er ikke til test. Der er ikke bedt om noget. Spørg en ejer.
