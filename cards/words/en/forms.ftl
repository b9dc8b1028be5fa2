## The form of an invitation

invite-title = Invite 1 external
invite-first = First person from { $domain }
invite-address = Their mail address
invite-address-error = Type one mail address, like name@company.example
invite-name = Their name
invite-groups = Groups
invite-groups-error = Choose at least one group
invite-until = Access ends at 23:59 ({ $zone }) on
invite-until-echo = Until { $until }
invite-lasts-echo = Until { $until }, or later: { $lasts } from the day access begins. Another day here is the last day.
invite-until-error = Choose a date that is allowed
invite-latest = { $latest } at the latest
invite-sponsor = Sponsor: who answers for them
invite-sponsor-error = Choose who answers for them
invite-sponsor-you = { $name } (you)
invite-option = How they get in
invite-option-error = Choose one of the two ways
invite-suggested = { $option } (suggested: { $why })
invite-suggested-plain = { $option } (suggested)
invite-guest-means = Guest: signs in with their own account and our rules; leaves with the group or the guest account.
invite-account-means = { $platform }-only account: a password at { $platform }, no single sign-on; ends only on the end date, which it must have, or when you end it.
invite-account-unseen = { $platform }-only accounts are not offered: I cannot see into { $platform } here, so I could neither prove one nor end it.
invite-account-by-hand = An owner makes the { $platform }-only account by hand and presses Done. I prove it all the same.
invite-delivery = Invitation of a guest
invite-delivery-mail = Microsoft sends its mail
invite-delivery-link = Give me the link to send myself
invite-reason = Reason
invite-nothing-yet = Nothing happens before somebody else approves.

suggest-guest = ends too when IT closes the guest account
suggest-account = for temporary or ad-hoc access
suggest-forbidden = our rules forbid guests from there

## Groups of somebody in the directory

change-title = { $way ->
    [add] Add { $name } to { $groups }
   *[remove] Remove { $name } from { $groups }
}
change-title-open = { $way ->
    [add] Add somebody to a group
   *[remove] Remove somebody from a group
}
change-looking = I am looking for { $who } in Entra and { $platform }.
change-nothing-yet = Nothing was changed.
change-who = Who: name or mail address
change-who-error = Say who is meant
change-several = More than one person may be meant by “{ $who }”. Who is it?
change-nobody = I found nobody called “{ $who }” in Entra. Nothing was sent. Type the whole name, or the address.
change-suggests = { $group } would give what is missing.
change-until = Access ends at 23:59 ({ $zone }) on (empty: no end date)
change-until-external = Access ends at 23:59 ({ $zone }) on (empty: { $latest })

## Compare the two

compare-title = Guest or { $platform }-only account?
compare-sign-in = Sign-in
compare-sign-in-guest = own account, our SSO and Conditional Access
compare-sign-in-account = { $platform } password; no SSO
compare-leaving = When they leave
compare-leaving-guest = leaves with group or guest account
compare-leaving-account = only on the end date, or when you end it
compare-duties = End date, sponsor
compare-duties-guest = end date by policy, sponsor always
compare-duties-account = both required
compare-first = First step for them
compare-first-guest = accept Microsoft's invitation
compare-first-account = { $platform }'s first-login password request

## Ending

end-title = End { $address }'s access now?
end-date-title = When shall { $address }'s access end?
end-effect-off = Group removed, { $platform } account off. Open sessions may last until { $platform } checks again.
end-effect-less = Group removed. The { $platform } account stays on for what is kept.
end-effect-open = Group removed. The { $platform } account stays on only if something else keeps it; I look that up first.
end-effect-account = { $platform } account off. Open sessions may last until { $platform } checks again.
end-guest-stays = The guest account in Entra stays. It may be used elsewhere; I cannot see that.
end-undo = No approval is needed. Giving it back needs one.
end-ends = Ends: { $group }
end-ends-until = Ends: { $group }, now until { $until-short }
end-until = Access ends at 23:59 ({ $zone }) on
end-until-error = Choose a date from today on

## Expiry

expiry-title = Access ends { $until-day }
expiry-tomorrow = Access ends tomorrow, { $until-day }
expiry-today = Access ends today, { $until-day }
expiry-whose = { $address } · { $groups }
expiry-silence = If you do nothing, it ends at 23:59 ({ $zone }).
expiry-let-end = You let it end: { $until }, 23:59 ({ $zone }).
expiry-why-you = You answer for them · R-{ $number }
