## Accounts of the platform that nothing explains, or that have other roles

accounts-title = { $count ->
    [one] 1 { $platform } account to look at
   *[other] { $count } { $platform } accounts to look at
}
accounts-title-account = { $name } has an account in { $platform } that nothing explains
accounts-title-roles = { $name } has other roles in { $platform }
accounts-title-settled = ✔ { $platform } accounts: settled
accounts-account-how = No group gives it and no request here did. It works until somebody switches it off.
accounts-roles-how = Groups and requests give other roles than { $platform } shows, and its last sync did not put that right.
accounts-unexplained = { $count ->
    [one] 1 account works though no group and no request gives it.
   *[other] { $count } accounts work though no group and no request gives them.
}
accounts-other-roles = { $count ->
    [one] 1 account has other roles than groups and requests give.
   *[other] { $count } accounts have other roles than groups and requests give.
}
accounts-page = You see { $shown } of { $count }.
accounts-line-account = { $name }: nothing explains it
accounts-line-roles = { $name }: other roles
accounts-missing = missing: { $roles }
accounts-surplus = too many: { $roles }
accounts-has = Roles
accounts-lacks = Missing
accounts-besides = Too many
accounts-settled-switched-off = ✔ switched off
accounts-settled-kept = ✔ kept as it is
accounts-settled-outside = ✔ put right outside Usher
accounts-settled-unwatched = ✔ I do not read { $platform } any more

press-account-end = Switch it off
press-account-more = Show others

notice-drift-account = An owner asks: who gave { $address } an account in { $platform }, outside Usher? Tell the owners. They decide whether it stays.
notice-drift-roles = An owner asks: who changed the roles of { $address } in { $platform }, outside Usher? Tell the owners. They decide whether that stays.
declined-account-explained = Groups or requests give this account; only its roles differ. Nothing was switched off.
say-ended-unexplained = An owner asked for it: no group and no request gave the account.
