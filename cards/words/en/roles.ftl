## What a role lets a person do. A role without a sentence is shown by its name.

effect-owner = Owner of the whole platform
effect-user-administrator = Administrator of other people's accounts and roles
effect-integrations-administrator = Administrator of calendars and provisioning
effect-insights-administrator = Administrator of insights
effect-dashboard-administrator = Administrator of dashboards
effect-display-administrator = Administrator of displays
effect-resource-administrator = Administrator of rooms
effect-services-administrator = Administrator of services
effect-visitors-administrator = Administrator of visitors
effect-wayfinder-administrator = Administrator of the WayFinder
effect-add-in-user = books in Outlook
effect-add-in-user-delegated-access = books in Outlook for others
effect-search-specific-room = searches for a specific room
effect-insights-portal-user = sees insights
effect-dashboards-manager = manages dashboards
effect-displays-manager = manages displays
effect-resources-manager = manages rooms
effect-services-portal-users = handles service orders
effect-visitors-portal-user = checks visitors in and out
effect-central-portal-user = uses the Central portal
effect-maps-user = uses maps
effect-finance = sees finance

effect-where-given = { $effect } (where it is given)
effects-of = { $effects } ({ $groups }, { $count ->
    [one] 1 role
   *[other] { $count } roles
})
group-with-roles = { $group } → { $roles }
role-optional = ({ $role })
