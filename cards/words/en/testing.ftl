## Test access: the project team, until go-live

test-title = Test access
test-looking = I am looking you up in Entra and { $platform }.
test-until = { $groups } until go-live ({ $until-day }).
test-undated = { $groups } until go-live, { $days ->
    [one] 1 day
   *[other] { $days } days
} at most: until { $until-day }. No day is set for go-live yet.
test-moves = Moves with the date; afterwards you keep what your own groups give, the rest ends.
test-by-rule = Nobody needs to approve it: the rule “{ $rule }” does.

approve-test-title = Let { $name } test { $groups } until go-live?
about-test = Test access of { $name }: { $groups }
until-golive = { $until }, 23:59 ({ $zone }); moves with go-live
say-by-rule = Approved by rule “{ $rule }”.
decided-by-rule = Approved by rule “{ $rule }”
say-ended-golive = Go-live is done. What their own groups give stays.

press-test-ask = Ask
press-test-look = Try again

history-decision-by-rule = Approved by rule “{ $policy }”.
history-grant-moved = It ends with go-live, which moved: { $until }.

declined-not-tester = Test access is for the project team. Nothing was asked.{ $owners-count ->
    [0] { "" }
   *[other] { " " }{ $owners } can add you.
}
declined-no-project-team = No project team is named in my settings, so there is no test access. Nothing was asked. Ask { $administrator }.
declined-golive-done = Go-live is done, so there is nothing to test before it. Nothing was asked. Type “add me to” and a group.
declined-tester-already = You are in { $group } already. Nothing to do. To try out another group, type “test access to” and its name.
declined-test-early = { $group } comes with its wave; before that nobody gets in by it. Nothing was asked. Ask again after the wave.
declined-test-guarded = Whoever is in { $group } has a say here, so it is not for testing. Nothing was asked. Ask an owner.
