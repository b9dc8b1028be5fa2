## What a role lets a person do. A role without a sentence is shown by its name.

effect-owner = Besitzer der ganzen Plattform
effect-user-administrator = Administrator für Konten und Rollen anderer
effect-integrations-administrator = Administrator für Kalender und Bereitstellung
effect-insights-administrator = Administrator für Auswertungen
effect-dashboard-administrator = Administrator für Dashboards
effect-display-administrator = Administrator für Displays
effect-resource-administrator = Administrator für Räume
effect-services-administrator = Administrator für Services
effect-visitors-administrator = Administrator für Besuch
effect-wayfinder-administrator = Administrator für den WayFinder
effect-add-in-user = bucht in Outlook
effect-add-in-user-delegated-access = bucht in Outlook für andere
effect-search-specific-room = sucht einen bestimmten Raum
effect-insights-portal-user = sieht Auswertungen
effect-dashboards-manager = verwaltet Dashboards
effect-displays-manager = verwaltet Displays
effect-resources-manager = verwaltet Räume
effect-services-portal-users = bearbeitet Servicebestellungen
effect-visitors-portal-user = meldet Besuch an und ab
effect-central-portal-user = benutzt das Central-Portal
effect-maps-user = benutzt Karten
effect-finance = sieht Finanzen

effect-where-given = { $effect } (wo sie vergeben ist)
effects-of = { $effects } ({ $groups }, { $count ->
    [one] 1 Rolle
   *[other] { $count } Rollen
})
group-with-roles = { $group } → { $roles }
role-optional = ({ $role })
