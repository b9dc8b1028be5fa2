## What a role lets a person do. A role without a sentence is shown by its name.

effect-owner = Ejer af hele platformen
effect-user-administrator = Administrator af andres konti og roller
effect-integrations-administrator = Administrator af kalendere og klargøring
effect-insights-administrator = Administrator af indsigter
effect-dashboard-administrator = Administrator af dashboards
effect-display-administrator = Administrator af skærme
effect-resource-administrator = Administrator af lokaler
effect-services-administrator = Administrator af services
effect-visitors-administrator = Administrator af besøgende
effect-wayfinder-administrator = Administrator af WayFinder
effect-add-in-user = booker i Outlook
effect-add-in-user-delegated-access = booker i Outlook for andre
effect-search-specific-room = søger efter et bestemt lokale
effect-insights-portal-user = ser indsigter
effect-dashboards-manager = styrer dashboards
effect-displays-manager = styrer skærme
effect-resources-manager = styrer lokaler
effect-services-portal-users = klarer servicebestillinger
effect-visitors-portal-user = tjekker besøgende ind og ud
effect-central-portal-user = bruger Central-portalen
effect-maps-user = bruger kort
effect-finance = ser økonomi

effect-where-given = { $effect } (hvor den er givet)
effects-of = { $effects } ({ $groups }, { $count ->
    [one] 1 rolle
   *[other] { $count } roller
})
group-with-roles = { $group } → { $roles }
role-optional = ({ $role })
