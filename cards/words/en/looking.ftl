## One person's access

look-title-own = Your access to { $platform }
look-title-of = { $name }'s access to { $platform }
look-title-denied = Not for you any more
look-several = Several people match “{ $name }”
look-which = Whom do you mean? Press one.
look-nobody = I find nobody called “{ $name }” in Entra
look-nobody-hint = Check the spelling, or type the whole address. Nothing was changed.
command-access-of = access of { $address }

look-looking = ◌ Looking in Entra and { $platform }. The card changes by itself.
look-no-directory = I cannot reach Entra. I go on trying for a while; then press “Look again”.
look-no-platform = I cannot reach { $platform }. I go on trying for a while; then press “Look again”.
look-refused = I am not allowed to read this. Ask { $administrator }: **setup** says which right is missing.
look-books-only = Below is what I gave myself, not what is there now.

look-directory-member = employee
look-directory-guest = guest in our directory
look-directory-none = not in Entra
look-blocked = Sign-in is blocked in Entra.
look-nothing = No access that I know of.
look-direct = Given in { $platform } itself, by no group
look-until = until { $until }
look-asked = asked by { $name }
look-approved = approved by { $names }
look-before = held before Usher gave it too, so it stays
look-elsewhere = not by Usher: from before it, or added in Entra

look-platform = { $platform } agrees: { $shows }
look-account-on = account on, { $count ->
    [0] no role
    [one] 1 role
   *[other] { $count } roles
}: { $effects }
look-account-off = account off
look-account-none = no account
look-account-unseen = I cannot see into { $platform } here.
look-says-nothing = nothing
look-read-at = Read in Entra and { $platform } on { $at-day } at { $at }.
look-read-entra = Read in Entra on { $at-day } at { $at }.
fact-usher = Usher gave
fact-entra = Entra says

## Where the three do not agree

differs-lost = Usher gave { $group } (R-{ $number }), but Entra has no such membership any more.
differs-scope = { $group } is not assigned to { $platform } in Entra, so being in it gives nothing there.
differs-no-account = Access is given, but { $platform } has no account.
differs-off = Access is given, but the { $platform } account is off.
differs-missing = { $platform } does not show what is given: { $roles }.
differs-surplus = { $platform } shows more than is given now: { $roles }.
differs-unconfirmed = Nobody has confirmed them in { $group } yet, so here they may not ask or approve.
differs-by-hand = { $platform } alone gives it: no group in Entra and no request.
differs-still-on = Nothing gives access, but the { $platform } account is on.

## Who has a group or a role

look-group = { $count ->
    [0] Nobody is in { $what }
    [one] 1 person is in { $what }
   *[other] { $count } people are in { $what }
}
look-group-open = Who is in { $what }?
look-role = { $count ->
    [0] Nobody has the role { $what }
    [one] 1 person has the role { $what }
   *[other] { $count } people have the role { $what }
}
look-role-open = Who has the role { $what }?
look-through = through { $groups }
look-not-found = { $group } is not in Entra.
look-page = { $first } to { $last } of { $all }
look-by-hand = I cannot list the accounts of { $platform }. Accounts that somebody gave this role in { $platform } by hand, without a group or a request, are not on this list.
