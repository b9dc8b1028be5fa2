## More time for what somebody holds: the form

extend-title = Extend { $name }'s access?
extend-title-until = Extend { $name }'s access until { $until-short }?
extend-now = { $groups }: now until { $until-short } (R-{ $number })
extend-then = { $groups }: now until { $until-short }, then until { $then-short } (R-{ $number })
extend-until = New last day, until 23:59 ({ $zone })
extend-until-error = Choose a later day, { $latest-short } at the latest
extend-reaches = Until { $until-short } at once, by rule “{ $rule }”. A later day goes to an approver.
extend-decided = Any day goes to an approver.
extend-by-rule = Within the rule “{ $rule }”: it is extended at once, and nobody has to approve it.
extend-asks = This goes to an approver: { $names }.

press-extend-look = Show what happens
press-extend-now = Extend until { $until-short }
press-extend-ask = Ask for approval
press-extend-other = Another date

## The warning

expiry-extended = ✔ Extended until { $until-short }
expiry-besides = Also ends: { $groups }, { $until-day } · R-{ $number }
expiry-asked = { $asked } asks for more time, until { $until-short }.
expiry-asked-of = { $asked } asks for more time for { $groups }, until { $until-short }.
expiry-rest = More time by a button means the rest: { $groups }.
expiry-by-rule = { $days ->
    [one] 1 more day
   *[other] { $days } more days
}: until { $until-short }, at once, by rule “{ $rule }”.
expiry-asks = { $days ->
    [one] 1 more day
   *[other] { $days } more days
}: until { $until-short }, once an approver agrees.
expiry-test = It is test access: its end moves with go-live, and what your own groups give stays.
expiry-why-own = It is your own access · R-{ $number }

press-expiry-extend = Extend { $days ->
    [one] 1 day
   *[other] { $days } days
}
press-expiry-ask = Ask for { $days ->
    [one] 1 day
   *[other] { $days } days
} more
press-expiry-other = Other date

## The warning about several people of one list

expiry-list-title = { $count ->
    [one] Access of 1 person ends
   *[other] Access of { $count } people ends
} { $days ->
    [0] today, { $until-day }
    [1] tomorrow, { $until-day }
   *[other] { $until-day }
}
expiry-list-from = { $count ->
    [one] Access of 1 person ends, first
   *[other] Access of { $count } people ends, first
} { $days ->
    [0] today, { $until-day }
    [1] tomorrow, { $until-day }
   *[other] { $until-day }
}
expiry-list-over = ✔ Nothing of this ends any more as it was said
expiry-list-silence = If you do nothing, each ends at 23:59 on that day ({ $zone }).
expiry-list-let = You let them end, each at 23:59 on that day ({ $zone }).
expiry-list-by-rule = { $count ->
    [one] For 1 person
   *[other] For { $count } people
}, { $days ->
    [one] 1 more day
   *[other] { $days } more days
}: at once, by rule “{ $rule }”.
expiry-list-asks = { $count ->
    [one] For 1 person
   *[other] For { $count } people
}, { $days ->
    [one] 1 more day
   *[other] { $days } more days
}: once an approver agrees.
expiry-list-one = For one of them alone, type “extend name@company.example until 1 May”, or “end name@company.example”.
expiry-list-why = You answer for them
expiry-row-asked = more time is asked for (R-{ $number })

press-expiry-extend-all = Extend all { $days ->
    [one] 1 day
   *[other] { $days } days
}
press-expiry-ask-all = Ask for { $days ->
    [one] 1 day
   *[other] { $days } days
} more for all
press-expiry-let-end-all = Let them end

## The request

approve-extend-title = Extend { $name }'s access until { $until-short }?
about-extend = Extend access until { $until-short }
extended = { $way ->
    [rule] ✔ Extended by rule, until { $until-short }.
   *[decided] ✔ Extended until { $until-short }.
}
extended-platform = Proven { $at }: account on, exactly { $count ->
    [one] 1 role
   *[other] { $count } roles
} read back.
extended-membership = { $at }: in the group; { $platform } not seen.
row-extend = Extend { $address }'s access
channel-extend = More time for 1 person's access · { $state } · R-{ $number }
step-extend = { $state ->
    [done] Extended
    [failed] Not extended
    [running] Extending
   *[waiting] Extension: waiting
}
history-grant-extended = Extended until { $until-short } by R-{ $number }.

declined-extend-whom = Whose access? Nothing was changed. Type it like “extend name@company.example until 1 May”.
declined-extend-nobody = I know nobody called { $name } whose access ends on a date. Nothing was changed. Type their mail address.
declined-extend-nothing = { $name } holds nothing from me that ends on a date and can be extended. Nothing was changed.
declined-extend-earlier = It lasts until { $until-short } already. Nothing was changed. Choose a later day; to end it sooner, type “end”.
declined-extend-beyond = By now the rule is not enough for that. Nothing was changed. An approver has to decide.
declined-extend-over = That access has ended, or is about to. Nothing was changed. Ask for it anew.
declined-extend-off = The { $platform } account of { $address } is off, so there is nothing to extend. Nothing was changed. Ask for it anew.
declined-extend-left = { $name } is not in { $group } any more, so there is nothing to extend. Nothing was changed. Ask for it anew.
declined-extend-unassigned = { $group } is not assigned to { $platform } in Entra any more, so nobody is in by it and there is nothing to extend. Nothing was changed. Ask { $administrator } to assign it, then extend.
