list-mine = { $count ->
    [0] You have no requests
    [one] 1 request of yours
   *[other] { $count } requests of yours
}
list-approvals = { $count ->
    [0] Nothing waits for your decision
    [one] 1 request waits for your decision
   *[other] { $count } requests wait for your decision
}
list-reminder = { $count ->
    [0] Nothing waits for your decision any more
    [one] 1 request still waits for your decision
   *[other] { $count } requests still wait for your decision
}
list-reminder-none = It was decided meanwhile, or closed.
list-mine-none = Type “invite” and an address to ask for somebody.
list-mine-none-own = Type “add me to” and a group to ask for what you need.
list-approvals-none = I come to you when somebody asks.
row-invite = Let in { $address }
row-change = { $way ->
    [take] Remove { $address } from a group
   *[give] Add { $address } to a group
}
row-end = End { $address }'s access
row-wave = { $way ->
    [take] Take { $address } back
   *[give] Open { $address }
}
row-test = Test access of { $address }
row-pause = Pause of provisioning
row-resume = Provisioning goes on
row-has-it = with { $names }
row-closes = open until { $closes-day }
row-until = until { $until-short }
row-loses = loses { $effects }
row-lasts = for { $lasts }
list-more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}

## What a channel sees

channel-invite = 1 external · { $state } · R-{ $number }
channel-invite-company = 1 external from { $company } · { $state } · R-{ $number }
channel-change = Groups of 1 person · { $state } · R-{ $number }
channel-end = End of 1 external's access · { $state } · R-{ $number }
channel-end-company = End of access of 1 external from { $company } · { $state } · R-{ $number }
channel-wave = A wave · { $state } · R-{ $number }
channel-test = Test access of 1 person · { $state } · R-{ $number }
channel-pause = Pause of provisioning · { $state } · R-{ $number }
channel-resume = Provisioning goes on · { $state } · R-{ $number }
channel-where = Details are in your own chat with me.
