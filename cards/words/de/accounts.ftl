## Accounts of the platform that nothing explains, or that have other roles

accounts-title = { $count ->
    [one] 1 Konto in { $platform } zu klären
   *[other] { $count } Konten in { $platform } zu klären
}
accounts-title-account = { $name } hat ein Konto in { $platform }, das nichts erklärt
accounts-title-roles = { $name } hat andere Rollen in { $platform }
accounts-title-settled = ✔ Konten in { $platform }: geklärt
accounts-account-how = Weder eine Gruppe noch eine Anfrage hier hat es vergeben. Es bleibt an, bis jemand es abschaltet.
accounts-roles-how = Gruppen und Anfragen geben andere Rollen, als { $platform } zeigt, und der letzte Abgleich hat das nicht berichtigt.
accounts-unexplained = { $count ->
    [one] 1 Konto ist an, obwohl weder Gruppe noch Anfrage es vergeben hat.
   *[other] { $count } Konten sind an, obwohl weder Gruppe noch Anfrage sie vergeben hat.
}
accounts-other-roles = { $count ->
    [one] 1 Konto hat andere Rollen, als Gruppen und Anfragen geben.
   *[other] { $count } Konten haben andere Rollen, als Gruppen und Anfragen geben.
}
accounts-page = Sie sehen { $shown } von { $count }.
accounts-line-account = { $name }: nichts erklärt es
accounts-line-roles = { $name }: andere Rollen
accounts-missing = fehlt: { $roles }
accounts-surplus = zu viel: { $roles }
accounts-has = Rollen
accounts-lacks = Fehlt
accounts-besides = Zu viel
accounts-settled-switched-off = ✔ abgeschaltet
accounts-settled-kept = ✔ so behalten
accounts-settled-outside = ✔ außerhalb von Usher berichtigt
accounts-settled-unwatched = ✔ ich lese { $platform } nicht mehr

press-account-end = Abschalten
press-account-more = Andere zeigen

notice-drift-account = Ein Besitzer fragt: Wer hat { $address } ein Konto in { $platform } gegeben, außerhalb von Usher? Sagen Sie es den Besitzern. Diese entscheiden, ob es bleibt.
notice-drift-roles = Ein Besitzer fragt: Wer hat die Rollen von { $address } in { $platform } geändert, außerhalb von Usher? Sagen Sie es den Besitzern. Diese entscheiden, ob das bleibt.
declined-account-explained = Gruppen oder Anfragen geben dieses Konto; nur die Rollen sind andere. Nichts wurde abgeschaltet.
say-ended-unexplained = Ein Besitzer wollte das: Weder eine Gruppe noch eine Anfrage hat das Konto vergeben.
