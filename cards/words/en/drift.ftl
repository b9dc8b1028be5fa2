## What changed outside Usher

drift-title = { $count } changes outside Usher
drift-title-added = { $name } was added to { $group } outside Usher
drift-title-again = The account of { $name }, who is in { $group }, was enabled again
drift-title-missing = { $name } is no longer in { $group }
drift-title-settled = ✔ Changes outside Usher: settled
drift-added-how = { $say ->
    [yes] Somebody added them in Entra, or enabled their account again there. It counts here only once it is approved.
    [again] Somebody enabled their account again in Entra; they were in the group all the time. It counts here only once it is approved.
   *[no] Somebody did it in Entra. No request here gave it, and it holds until it is put back.
}
drift-missing-how = Somebody took them out in Entra. No request here did.
drift-missing-given = R-{ $number } gave it, without an end. Somebody took it away in Entra.
drift-missing-until = R-{ $number } gave it until { $until }. Somebody took it away in Entra.
drift-say-added = Until decided they may not ask or approve here.
drift-say-missing = They may not ask or approve here any more.
drift-say-added-several = Whoever was added to { $groups } may not ask or approve here until decided.
drift-say-missing-several = Whoever is no longer in { $groups } may not ask or approve here any more.
drift-line-added = { $name } was added to { $group }
drift-line-again = The account of { $name }, who is in { $group }, was enabled again
drift-line-missing = { $name } is no longer in { $group }
drift-asked = R-{ $number }: { $state }
drift-settled-put-back = ✔ put back
drift-settled-kept = ✔ kept
drift-settled-ended = ✔ left as it is
drift-settled-outside = ✔ put right outside Usher
drift-settled-unwatched = ✔ { $platform } gets nothing from this group any more
drift-nothing-yet = Nothing is changed before an owner presses.
drift-administrator = { $administrator } was asked about { $names }.
drift-which = Which one
drift-who = Address
drift-gives = Gives
drift-found = Found { $at-day }, { $at }

press-drift-put-back = Put back
press-drift-keep = { $kind ->
    [added] Keep: ask approval
    [confirm] Keep: they may approve
    [missing] Leave it so
   *[other] Keep it so
}

press-drift-ask = Ask who did it

notice-drift-added = An owner asks: who added { $address } to { $group } in Entra, outside Usher? Tell the owners. They decide whether it stays.
notice-drift-again = An owner asks: who enabled the account of { $address } again in Entra, who is in { $group }? Tell the owners. They decide whether it stays.
notice-drift-missing = An owner asks: who took { $address } out of { $group } in Entra, outside Usher? Tell the owners. They decide whether it stays.
declined-drift-asked = That was asked already. Nothing was sent twice.
declined-drift-which = That is not on this card. Nothing was changed.
declined-drift-settled = That is settled already. Your press changed nothing.

## A request that keeps what came from outside

about-keep = Keep { $name } in { $groups }
approve-keep-title = Keep { $name } in { $groups }?
approve-keeps = Somebody added them to { $groups } outside Usher. Approving makes it count here; rejecting leaves them there until an owner puts it back.
say-ended-outside = Somebody took it away in Entra, and an owner left it so.

## Groups that others fill, which Usher only reads

followed-title-yesterday = Followed groups, since yesterday
followed-title = Followed groups, since { $since }
followed-joined = { $count } joined
followed-left = { $count } left
followed-who-joined = Joined: { $names }
followed-who-left = Left: { $names }
followed-nothing = These groups reflect Entra. Nothing for you to do.
