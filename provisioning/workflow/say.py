"""Who has a say, as read from the directory: by what to ask for those whom the settings name, and what is kept of a reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provisioning.usecases import accounts, authority, jobs, people, reaching, scoping, watching

if TYPE_CHECKING:
    from datetime import datetime

    from provisioning.domain.ports import DirectoryGroup, DirectoryUser, Job
    from provisioning.usecases.desk import Desk


def keep(
    desk: Desk,
    groups: dict[str, DirectoryGroup],
    scope: set[str],
    members: dict[str, list[DirectoryUser]],
    *,
    named: list[DirectoryUser],
    gone: list[str],
    job: Job | None,
    asked_at: datetime,
) -> None:
    """Write down one reading of everybody who has a say."""
    before, owners = reaching.who_has_a_say(desk), authority.owners(desk)
    scoping.record_groups(desk, groups, scope, asked_at)
    for user in people.list_changed(desk, named):  # nobody's row is written, and so waited for, without need
        people.record_user(desk, user)
    for person in gone:
        people.mark_gone(desk, person)
    for name, users in members.items():
        authority.record_members(desk, name, users, asked_at)
    if job is not None:
        jobs.record(desk, job, asked_at)
    if reaching.who_has_a_say(desk) != before:
        reaching.look_at_all(desk)
    watching.tell_ownerless(desk, owners)
    watching.ask_due(desk)
    accounts.ask_due(desk)


def how_to_find(desk: Desk) -> dict[str, str | None]:
    """By what to ask for each person whom the settings name: their object id, with the pseudonym; else the address."""
    known = desk.vault.find_many(sorted(desk.rules.named_addresses))
    objects = people.objects_of(desk, set(known.values()))
    shown = {object_id: person for person, object_id in objects.items()}
    others = [address for address in sorted(desk.rules.named_addresses) if known.get(address) not in objects]
    return {**shown, **dict.fromkeys(others)}
