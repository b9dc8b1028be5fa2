## The decision

approve-title = Let in { $address } until { $until-short }?
approve-title-lasts = Let in { $address } for { $lasts }?
approve-title-open = Let in { $address } without an end date?
approve-end-title = End { $address }'s access?
approve-change-title = { $way ->
    [add] Add { $name } to { $groups }?
   *[remove] Remove { $name } from { $groups }?
}
approve-first = First person from { $domain }
approve-external = From outside, not one of our own: { $names }
approve-warning = ⚠ { $risks }
approve-takeover = Takes over an { $platform } account made by hand

approve-asked-bare = { $requester }
approve-asked-answers = { $requester }, who answers for them
approve-asked-sponsor = { $requester }; { $sponsor } answers for them
approve-with-reason = { $who }: “{ $reason }”

who-is-asked-owners = owner
who-is-asked-administrators = administrator
approve-why-you = { $who }, step { $step } of { $steps }
approve-explained = Policy { $policy }, step { $step } of { $steps }: { $who }, except the requester.
who-may-owners = any owner
who-may-administrators = any administrator
approve-explained-silence = If nobody answers by { $closes-full }, the request closes and nothing is changed.
approve-explained-fallback = If silent by { $since-day }: { $names }.
approve-explained-asked = Nobody has answered, so also: { $names }.
approve-silent = { $names } { $names-count ->
    [one] has
   *[other] have
} not answered since { $since-day }, so you are asked as well.
approve-unreached = No card reached { $names }, or they may not decide any more, so you are asked as well.
approve-explained-nothing-blind = Approving does exactly what this card shows. If the facts move before that, nothing is done and you are asked again.

approve-reason = Reason (needed to reject)
approve-confirm-administrator = This gives an administrator role to an external. Type R-{ $number } or the address to confirm.
approve-confirm = This is hard to undo. Type R-{ $number } or the address to confirm.
approve-confirm-guarded = This changes who decides here. Type R-{ $number } or the address to confirm.
approve-confirm-label = R-{ $number } or the address
approve-confirm-error = Type R-{ $number } or the address
hand-over-how = Somebody else whom this step allows decides instead of you. You cannot take it back.
hand-over-to = Hand over to
hand-over-error = Choose somebody.
approve-handed-by = { $by } handed this over to you.
approve-away-by = { $by } is away and asks you to decide in their place.
approve-away-to = You are away, so { $to } decides this in your place. Type **back** to decide yourself.
approve-handed-to = You handed this over to { $to }. You decide nothing here any more.
approve-handed-away = { $to } is away until { $until }: unless somebody else decides, it waits until then.
narrow-how = Approve less than { $requester } asked for: fewer groups, an earlier end, never more. It starts when { $requester } accepts.
narrow-how-extend = Approve less than { $requester } asked for: an earlier day, never a later one. It starts when { $requester } accepts.
narrow-groups = Groups that stay
narrow-groups-error = Leave at least one group.
narrow-until = Access ends at 23:59 ({ $zone }) on
narrow-until-open = Access ends at 23:59 ({ $zone }) on (empty: no end date)
narrow-until-error = Choose a day that is not later than the one asked for.
approve-nothing-yet = Nothing was decided yet.
approve-footer = R-{ $number } · asked by { $requester }
approve-footer-closes = R-{ $number } · asked by { $requester } · open until { $closes-day }

## What will change

change-both-created = Will be created in Entra as guest and in { $platform }; nobody else is touched
change-directory = { $directory ->
    [created] will be created in Entra as guest
    [exists] has a guest account in Entra already
   *[none] Entra is not touched
}
change-directory-stays = the guest account in Entra stays
change-account = { $account ->
    [created] { $platform } account will be created
    [changed] { $platform } account will be changed
    [taken_over] { $platform } account made by hand will be taken over
    [taken_over_alone] { $platform }-only account will be taken over
    [switched_off] { $platform } account will be switched off
    [unseen] what { $platform } has of them I cannot see
   *[unchanged] { $platform } account stays as it is
}
change-nobody-else = nobody else is touched
change-joins = joins { $groups }
change-leaves = Leaves { $groups }
change-roles = Has now: { $before }. Afterwards: { $after }.
change-effects = Now: { $before }. Afterwards: { $after }.
change-effects-same = Now and afterwards: { $before }.
change-prolongs = In { $group } until { $until-short } already (R-{ $number }): this is longer.
change-kept-role = Keeps { $role } through { $groups }.
change-kept-own = Keeps { $roles }, given directly in { $platform }.
change-lacking = { $role } does little without { $other }.
change-last-group = **This is the last group of { $name }: the { $platform } account will be switched off.**
needs-service-provider = { $role } works only with a service-provider membership in { $platform }. Ask an { $platform } administrator.
needs-reception = { $role } works only with a reception membership in { $platform }. Ask an { $platform } administrator.
needs-outlook-delegate = { $role } works only with delegate rights in Outlook. Whoever owns the calendar gives them.
change-no-roles = no roles
keeps = Still in { $group }.
keeps-until = Still in { $group } until { $until-short }.
keeps-request = Still in { $group } (R-{ $number }).
keeps-request-until = Still in { $group } until { $until-short } (R-{ $number }).

## How good the proof will be

proof-will-platform = I shall read it back from { $platform }
proof-will-log = Entra will report it; I cannot see into { $platform }
proof-will-membership = I shall see the group only; { $platform } is not seen

## After the decision

title-approved = ◌ Approved by { $by }
title-rejected = ✖ Rejected by { $by }
decided-approved = Approved by { $by }
decided-rejected = Rejected by { $by }
decided-when = { $decided }, { $at-full }
