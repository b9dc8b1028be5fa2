## The article's table of role groups

groups-title = Role groups: { $found } of { $all } are in Entra
groups-title-open = Role groups
groups-looking = ◌ Reading the groups in Entra. The card changes by itself.
groups-no-directory = I cannot reach Entra. I go on trying for a while; then press “Look again”.
groups-no-platform = I cannot reach { $platform }. I go on trying for a while; then press “Look again”.
groups-refused = Entra does not let me read this, or two groups there have the name of one role group. Ask { $administrator }: **setup** says which right is missing.
groups-row = **{ $group }** → { $roles }
groups-kind-assigned = in Entra
groups-kind-missing = not in Entra
groups-kind-dynamic = filled by a rule (dynamic)
groups-kind-role-assignable = gives directory roles in Entra
groups-kind-on-premises = comes from the on-premises directory
groups-kind-no-security = no security group
groups-followed = followed: I read it and never change it
groups-people = { $count ->
    [0] nobody in it
    [one] 1 person
   *[other] { $count } people
}
groups-in-scope = in scope
groups-out-of-scope = not in scope
groups-spare = in no wave
groups-todo-create = { $administrator }: create { $group } in Entra › Groups › New group, type Security, membership Assigned. Then press “Look again”.
groups-todo-dynamic = { $administrator }: { $group } is filled by a rule, so I cannot change who is in it. Make its membership Assigned, or mark it as followed in usher.toml.
groups-todo-role-assignable = { $administrator }: { $group } gives directory roles, so I leave it alone. Use another group, or mark it as followed in usher.toml.
groups-todo-on-premises = { $administrator }: { $group } is changed on premises only. Use another group, or mark it as followed in usher.toml.
groups-todo-no-security = { $administrator }: { $group } is no security group, so it gives nothing in { $platform }. Create a security group of that name.
groups-nested = { $group } contains { $names-count ->
    [one] the group { $names }, whose members
   *[other] the groups { $names }, whose members
} get nothing in { $platform }. { $administrator }: add the people themselves.
groups-strangers = { $groups-count ->
    [one] Also in scope is a group that usher.toml does not name (object id { $groups }): whoever is in it gets in.
   *[other] Also in scope are groups that usher.toml does not name (object ids { $groups }): whoever is in them gets in.
} { $administrator }: name { $groups-count ->
    [one] it
   *[other] them
} in usher.toml, or remove the assignment in Entra.
groups-outdated = The groups have changed since this was read. Press “Look again”.
groups-changed = It was confirmed before, and has changed since: it must be confirmed anew.
groups-confirmed-owner = ✔ Confirmed by { $name }, owner, { $at-day }, { $at }
groups-confirmed-administrator = ✔ Confirmed by { $name }, administrator, { $at-day }, { $at }
groups-confirmed-both = ✔ Confirmed by { $name }, owner and administrator, { $at-day }, { $at }
groups-lacks-both = ◌ To be confirmed by an administrator and by an owner, who are two people.
groups-lacks-owner = ◌ To be confirmed by an owner as well.
groups-lacks-administrator = ◌ To be confirmed by an administrator as well.
groups-lacks-another = ◌ To be confirmed by a second person as well: an owner or an administrator.

## Why a check is not true, and what to do next

gate-provisioning-old = I last saw the provisioning job on { $at-day } at { $at }. Try again in a few minutes.
gate-provisioning-first = Its first cycle has not ended yet. Usually that takes 40 minutes.
gate-provisioning-failed = Its last cycle failed. { $administrator }: Entra › Provisioning › Provisioning logs.
gate-externals-open = Nobody has decided who is an external. { $administrator }: write \[externals] in usher.toml.
gate-groups-unread = I have not read the groups lately. Try again in a few minutes.
gate-groups-missing = Not in Entra: { $groups }. { $administrator } creates { $groups-count ->
    [one] it
   *[other] them
}; **groups** says how.
gate-groups-unfit = I cannot use { $groups } as { $groups-count ->
    [one] it is
   *[other] they are
}. { $administrator } mends that; **groups** says how.
gate-groups-unconfirmed = An administrator and an owner confirm the groups. Type **groups**.
gate-groups-changed = The groups have changed since they were confirmed. An administrator and an owner confirm them anew. Type **groups**.
gate-groups-lacks-owner = An owner confirms the groups as well. Type **groups**.
gate-groups-lacks-administrator = An administrator confirms the groups as well. Type **groups**.
gate-groups-lacks-another = A second person confirms the groups as well: an owner or an administrator. Type **groups**.
gate-scope-surplus = In scope already, and of no earlier wave: { $groups }. { $administrator }: Entra › Enterprise applications › Users and groups, remove the assignment.
gate-validated-open = Nobody has signed that roles and flows work.
gate-ready-open = Nobody has signed that communication and training are ready.
gate-lifecycle-before = Watched for seven days after the wave.
gate-lifecycle-since = Watched until { $until }.
gate-who-may = { $names } can do it.

## What people vouch for

gate-statement-validated = I confirm that roles and meeting flows were tried in { $platform }: access, booking rules, service requests and visitors are right.
gate-statement-ready = I confirm that end users have their guide and a training date.
gate-evidence-validated = What shows it: a link to the test notes, a date
gate-evidence-ready = What shows it: a link to the guide, the training date
gate-evidence-told = “{ $evidence }”
gate-signed-owner = ✔ Signed by { $name }, owner, { $at-day }, { $at }
gate-signed-administrator = ✔ Signed by { $name }, administrator, { $at-day }, { $at }
gate-signed-both = ✔ Signed by { $name }, owner and administrator, { $at-day }, { $at }
gate-signed-signer = ✔ Signed by { $name }, project team, { $at-day }, { $at }
declined-gate-signer = You cannot sign this. Nothing was signed.{ $names-count ->
    [0] { "" }
   *[other] { " " }{ $names } can do it.
}
declined-gate-evidence = Say what shows it: a link, a date. Nothing was signed.
declined-gate-withdraw = Only who signed it, or an administrator, takes it back. Nothing was changed.
declined-groups-changed = The groups have changed since this card was made. Nothing was confirmed. Press “Look again”.
declined-groups-unfit = { $groups } cannot be used yet. Nothing was confirmed. { $administrator } mends that first.
declined-rollout-others = The rollout is for owners and administrators. Nothing was changed.{ $names-count ->
    [0] { "" }
   *[other] { " " }{ $names } can tell you more.
}
notice-not-signed = Nothing was signed. Type **rollout** when it is so.

## The checklist, in the order of the article

rollout-title = Rollout: { $done } of { $all } steps done
rollout-denied = The rollout is for owners and administrators.
rollout-step-provisioning = Provisioning is set up and healthy
rollout-step-externals = Internal and external people are decided
rollout-step-groups = Groups exist, map to roles, and are confirmed
rollout-step-scope = Only the project team is in scope
rollout-step-validated = Roles and flows are validated
rollout-step-ready = Communication and training are ready
rollout-step-wave = Everybody else is in: go-live
rollout-step-lifecycle = Entra handles who joins, moves and leaves
rollout-by = { $names }, { $at-day }, { $at }
rollout-checked = checked by Usher, { $at-day }, { $at }
rollout-proven = proven { $at-day }, { $at }
rollout-team-open = The wave { $wave } is not proven yet.
rollout-wave-open = The wave { $wave } is not proven yet.
rollout-no-waves = No wave is named in usher.toml.
rollout-waves = Waves
rollout-next = **Next**: { $step }
rollout-wave-asked = R-{ $number }: { $state }
rollout-wave-back = taken back by R-{ $number }: { $state }
rollout-wave-idle = not asked for yet
rollout-wave-planned = planned for { $until }
rollout-type-setup = setup
rollout-type-groups = groups
rollout-type-start = start provisioning
rollout-type-resume = resume provisioning
rollout-type-preview = preview { $wave }
