## Externals whom nobody answers for

sponsor-title = Who answers for { $count ->
    [one] 1 external
   *[other] { $count } externals
}?
sponsor-gone = { $sponsor } is no owner any more, so nobody answers for them:
sponsor-silence = If no owner takes over before { $until-day }, their access ends.
sponsor-taken = ✔ { $by } answers for them now
sponsor-lapsed = ✖ Nobody took over: the access of { $count ->
    [one] 1 person
   *[other] { $count } people
} was ended
sponsor-lapsed-whose = { $sponsor }, who is no owner any more, answered for them.
sponsor-over = ✔ Nobody has to take over any more
sponsor-whose = { $sponsor } did before.

press-sponsor-take = I answer for them

history-sponsor-gone = Who answered for them is no owner any more.
history-sponsor-changed = { $by } answers for them from now on.

declined-sponsor-taken = Nobody has to take over any more: somebody else has, or it is over. Nothing was changed.
