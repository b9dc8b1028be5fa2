"""Accounts of the platform that nothing explains, or that show other roles, are told once, and touched by nobody but who presses."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from databases import statements
from office import BEGIN, LARS, OWNERS, PLAIN, STRONG, Office, account, employee, guest
from paged import PagedTenant

from provisioning.domain.errors import Declined
from provisioning.domain.ports import Job, Refused, Unreachable
from provisioning.domain.states import Kind, Option, State
from provisioning.storage import tables as t
from provisioning.usecases import account_righting, accounts, carding, erasing, jobs, righting, showing, watching
from provisioning.workflow.outside import World
from provisioning.workflow.watching import watch_accounts

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk

HANS, PETRA = "hans@fabrikam.example", "petra@fabrikam.example"
USER, MANAGER = "Add-in User", "Resource Administrator"


class Tenant(PagedTenant):
    """With a provisioning job whose cycles end when somebody looks, unless it is to stand still."""

    job: Job | None = None
    office: Office

    async def read_job(self) -> Job:
        if self.job is not None:
            return self.job
        return Job(state=jobs.ACTIVE, quarantine="", last_state="Succeeded", last_ended=self.office.clock.now())


def tenant_of(office: Office) -> Tenant:
    """Plain and strong groups in scope, with one member each whose account is as it should be."""
    tenant = Tenant.of(office, dynamic=())
    tenant.office = office
    tenant.assign(PLAIN, STRONG)
    tenant.join(PLAIN, employee("nora"), employee("blocked", enabled=False))
    tenant.join(STRONG, employee("otto"))
    roles = office.rules.groups[STRONG].roles
    tenant.add(account("nora@contoso.example", USER))
    tenant.add(account("OTTO@contoso.example", *roles))
    tenant.add(account("blocked@contoso.example", USER))
    tenant.add(account("gone@fabrikam.example", USER, active=False))
    return tenant


async def look(office: Office, tenant: Tenant, **later: float) -> None:
    """The worker's daily look."""
    await office.later(**(later or {"days": 1}))
    ports: Any = tenant
    await watch_accounts(World(service=office.service, directory=ports, platform=ports))


async def looks(office: Office, tenant: Tenant) -> None:
    """Two, so that what is strange is told."""
    await look(office, tenant)
    await look(office, tenant)


async def found(office: Office) -> set[tuple[str, str]]:
    """Open findings: kind and account."""
    rows = await office.rows(t.findings, t.findings.c.resolved_at.is_(None))
    return {(row.kind, row.account["id"].removeprefix("acc-")) for row in rows}


async def resolutions(office: Office) -> list[str]:
    return [row.resolution for row in await office.rows(t.findings, t.findings.c.resolved_at.is_not(None))]


async def card_of(office: Office, by: str) -> carding.Card:
    """The newest card of accounts that somebody has."""
    c = t.cards.c
    rows = await office.rows(t.cards, c.kind == "drift_accounts", c.recipient == office.who(by))
    newest = max(rows, key=lambda row: int(row.terms["batch"]))
    return await office.service.look(carding.get, newest.id)


async def readers(office: Office) -> list[str]:
    names = {member.pseudonym: key for key, member in office.members.items()}
    return sorted(names[row.recipient] for row in await office.rows(t.cards, t.cards.c.kind == "drift_accounts"))


async def view(office: Office, by: str) -> Any:
    card = await card_of(office, by)
    return await office.service.look(lambda desk: showing.view_of(desk, card))


async def press(office: Office, by: str, act: Any, number: int = 1, card: carding.Card | None = None) -> Any:
    pressed = card or await card_of(office, by)
    return await office.service.act("card", f"activity-{by}", act, office.members[by], pressed, number)


async def test_an_account_that_nothing_explains_is_told_once_two_looks_saw_it(office: Office) -> None:
    tenant = tenant_of(office)
    await look(office, tenant)
    assert (await found(office), await office.rows(t.suspected)) == (set(), [])
    tenant.add(account(HANS, USER, "Owner"))
    await look(office, tenant)
    assert await found(office) == set(), "Entra may only be late"
    assert await office.service.look(lambda desk: desk.vault.find(HANS)) is None, "nothing is kept but a hash"
    await look(office, tenant, hours=2)
    assert await found(office) == set(), "a second look as early proves nothing"
    for _ in range(2):
        await look(office, tenant)
    assert await found(office) == {("account", HANS)}
    assert await readers(office) == sorted(OWNERS)
    (one,) = (await view(office, "adam")).findings
    assert (one.name, [role.name for role in one.roles]) == (HANS, [USER, "Owner"][::-1])
    assert (await office.events()).count("drift.found") == 1
    tenant.accounts.pop()
    await look(office, tenant)
    assert (await found(office), await resolutions(office)) == (set(), ["outside"])
    assert (await view(office, "adam")).verbs == ()
    tenant.add(account(HANS, USER, "Owner"))
    await looks(office, tenant)
    assert await found(office) == {("account", HANS)}, "who comes back is a finding"


async def test_an_account_of_another_name_is_explained_by_the_object_id_that_entra_sent(office: Office) -> None:
    tenant = tenant_of(office)
    tenant.join(PLAIN, employee("pia"))
    tenant.add(replace(account("p17", USER), external_id=employee("pia").id))
    tenant.add(replace(account("q18", USER), external_id="another"))
    await looks(office, tenant)
    assert await found(office) == {("account", "q18")}


async def test_other_roles_are_told_with_what_is_missing_and_what_is_too_much(office: Office) -> None:
    tenant = tenant_of(office)
    tenant.join(PLAIN, employee("pia"), employee("quin"))
    tenant.assign("Unheard of")
    tenant.members["gid-Unheard of"].append(employee("quin"))
    tenant.add(account("pia@contoso.example", MANAGER))
    tenant.add(account("quin@contoso.example", MANAGER))
    await looks(office, tenant)
    assert await found(office) == {("roles", "pia@contoso.example")}, (
        "of whoever is in an unheard of group nothing is known"
    )
    (one,) = (await view(office, "olivia")).findings
    assert (one.missing, one.surplus) == ((USER,), (MANAGER,))
    assert (await view(office, "olivia")).verbs == ("drift.keep", "drift.ask")
    with pytest.raises(Declined, match="declined-account-explained"):
        await press(office, "olivia", account_righting.end)
    tenant.accounts[-2] = (account("pia@contoso.example", "Owner"), ("pia@contoso.example",))
    await looks(office, tenant)
    (one,) = (await view(office, "olivia")).findings
    assert one.surplus == ("Owner",), "the same account, and not told anew"
    tenant.accounts[-2] = (account("pia@contoso.example", USER), ("pia@contoso.example",))
    await look(office, tenant)
    assert (await found(office), await resolutions(office)) == (set(), ["outside"])


async def test_what_a_request_gives_or_changes_and_what_provisioning_owes_is_no_finding(office: Office) -> None:
    tenant = tenant_of(office)
    number = await office.ask(option=Option.ACCOUNT, groups=(PLAIN,))
    assert await office.deliver(number) is State.DELIVERED
    given = (await office.rows(t.grants))[0]
    await office.do(
        lambda desk: desk.c.execute(t.grants.update().values(handles={**given.handles, "account": "acc-renamed"}))
    )
    tenant.add(replace(account("renamed", USER), user_name="new.name@fabrikam.example"))
    await looks(office, tenant)
    assert await found(office) == set(), "found by its id, whatever it is called"
    tenant.accounts[-1] = (replace(account("renamed", USER, MANAGER)), ("x@fabrikam.example",))
    await look(office, tenant)
    end = {"kind": Kind.END_ACCESS.value, "state": State.EXECUTING.value, "number": number}
    await office.do(lambda desk: desk.c.execute(t.requests.update().values(state=end["state"], ended_at=None)))
    await look(office, tenant)
    assert await found(office) == set(), "Usher is at it"
    await office.do(
        lambda desk: desk.c.execute(t.requests.update().values(state=State.DELIVERED.value, ended_at=BEGIN))
    )
    stands = {
        "paused": Job(state=jobs.PAUSED, quarantine=""),
        "quarantine": Job(state=jobs.ACTIVE, quarantine="EncounteredBaseEscrowThreshold"),
        "no cycle yet": Job(state=jobs.ACTIVE, quarantine="", last_ended=office.clock.now() - timedelta(days=30)),
    }
    for job in stands.values():
        tenant.job = job
        await looks(office, tenant)
        assert await found(office) == set()
    tenant.job = None
    await looks(office, tenant)
    assert await found(office) == {("roles", "renamed")}


async def test_many_are_counted_and_five_are_named_at_a_time(office: Office) -> None:
    tenant = tenant_of(office)
    for n in range(7):
        tenant.add(account(f"old{n}@fabrikam.example", USER))
    tenant.join(PLAIN, employee("pia"))
    tenant.add(account("pia@contoso.example", MANAGER))
    await looks(office, tenant)
    first = await view(office, "olivia")
    assert (first.total, first.unexplained, first.other_roles, len(first.findings)) == (8, 7, 1, 5)
    assert await readers(office) == sorted(OWNERS), "one card for all"
    more = account_righting.show_more
    await office.service.act("card", "a", more, office.members["olivia"], await card_of(office, "olivia"))
    second = await view(office, "olivia")
    assert len(second.findings) == 3
    assert {one.id for one in second.findings}.isdisjoint(one.id for one in first.findings)
    await office.service.act("card", "a", more, office.members["olivia"], await card_of(office, "olivia"))
    assert (await view(office, "olivia")).findings == first.findings


async def test_what_is_kept_is_told_again_once_its_roles_are_others(office: Office) -> None:
    tenant = tenant_of(office)
    tenant.add(account(HANS, USER))
    await looks(office, tenant)
    assert await press(office, "olivia", account_righting.keep) is None
    assert (await resolutions(office), await office.rows(t.requests)) == (["kept"], [])
    resolved = [one for one in await office.rows(t.audit) if one.event == "drift.resolved"]
    assert [one.actor for one in resolved] == [office.who("olivia")]
    with pytest.raises(Declined, match="declined-drift-settled"):
        await press(office, "adam", account_righting.keep)
    await looks(office, tenant)
    assert await found(office) == set()
    tenant.accounts[-1] = (account(HANS, "Owner"), (HANS,))
    await looks(office, tenant)
    assert await found(office) == {("account", HANS)}


async def test_an_account_is_switched_off_as_an_end_by_its_id_and_the_others_are_told(office: Office) -> None:
    tenant = tenant_of(office)
    tenant.add(account(HANS, USER), PETRA)
    await looks(office, tenant)
    number = await press(office, "olivia", account_righting.end)
    request = await office.request(number)
    assert (request.kind, request.option, request.grants) == (Kind.END_ACCESS, Option.ACCOUNT, ())
    with pytest.raises(Declined, match="declined-asked-already"):
        await press(office, "adam", account_righting.end)
    told = {row.recipient for row in await office.rows(t.cards, t.cards.c.request == number)}
    assert told == {office.who(key) for key in OWNERS}
    checked = await office.check(number, office.outside(account=account(HANS, USER)))
    assert (checked.state, checked.preview.account if checked.preview else "") == (State.APPROVED, "switched_off")
    taken = await office.take_up(number)
    assert taken is not None
    assert taken[0].account_id == f"acc-{HANS}"
    await look(office, tenant)
    assert await resolutions(office) == [], "it is that request's affair now"
    assert await office.start(number, office.outside(account=account(HANS, USER))) is None
    assert await office.finish_steps(number) is State.DELIVERED
    assert await resolutions(office) == ["switched_off"]
    assert (await view(office, "adam")).findings[0].number == number


async def test_only_owners_decide_and_nobody_for_themselves_or_ends_an_owner(office: Office) -> None:
    office.change_rules(linked=(frozenset({"berta@contoso.example", "berta2@contoso.example"}),))
    tenant = tenant_of(office)
    for key in ("adam", "berta2"):
        tenant.add(account(f"{key}@contoso.example", USER))
    await looks(office, tenant)
    assert {one.name for one in (await view(office, "adam")).findings} == {"berta2@contoso.example"}
    card = await card_of(office, "olivia")
    rows = {row.account["id"]: row.id for row in await office.rows(t.findings)}
    adams, bertas = rows["acc-adam@contoso.example"], rows["acc-berta2@contoso.example"]
    for act in (account_righting.end, account_righting.keep, righting.ask):
        with pytest.raises(Declined, match="declined-not-owner"):
            await press(office, "priya", act, bertas, card)
        for by, number in (("adam", adams), ("berta", bertas)):
            with pytest.raises(Declined, match="declined-self"):
                await press(office, by, act, number, replace(card, recipient=office.who(by)))
        with pytest.raises(Declined, match="declined-drift-which"):
            await press(office, "olivia", act, bertas, replace(card, terms={"batch": 99}))
    with pytest.raises(Declined, match="declined-end-owner"):
        await press(office, "olivia", account_righting.end, adams)
    await press(office, "olivia", righting.ask, bertas)
    asked = await office.rows(t.cards, t.cards.c.kind == "notice")
    assert [(row.recipient, row.terms["key"]) for row in asked] == [(office.who("maria"), "notice-drift-account")]


async def test_who_is_erased_leaves_no_id_of_an_account(office: Office) -> None:
    tenant = tenant_of(office)
    tenant.add(account(HANS, USER))
    await looks(office, tenant)
    hans = await office.service.look(lambda desk: desk.vault.find(HANS))
    await office.do(erasing.erase, hans)
    assert [row.account for row in await office.rows(t.findings)] == [None]
    with pytest.raises(Declined, match="declined-drift-settled"):
        await press(office, "olivia", account_righting.end)
    await looks(office, tenant)
    assert (await resolutions(office), await found(office)) == (["outside"], {("account", HANS)})


async def test_a_look_comes_once_a_day_where_the_platform_is_seen_and_says_nothing_that_it_could_not_read(
    office: Office,
) -> None:
    asked = [await office.do(accounts.ask_due) for _ in range(2)]
    await office.later(days=1)
    assert [*asked, await office.do(accounts.ask_due)] == [True, False, True]
    tenant = tenant_of(office)
    tenant.add(account(HANS, USER))
    await looks(office, tenant)
    for failure in (Refused("forbidden", status=403), Unreachable("platform")):
        tenant.fails = failure
        with pytest.raises(type(failure)):
            await look(office, tenant)
    assert (await found(office), await resolutions(office)) == ({("account", HANS)}, [])
    tenant.fails, tenant.scope = None, set()
    await look(office, tenant)
    assert len(await found(office)) == 1, "with nothing in scope nothing could be explained"
    office.change_rules(readback="log")
    assert not await office.do(accounts.ask_due)
    await office.do(watching.ask_due)
    assert (await found(office), await resolutions(office)) == (set(), ["unwatched"])


async def test_a_page_costs_as_many_statements_with_a_hundred_accounts_as_with_five(office: Office) -> None:
    counts = []

    def page(desk: Desk, many: int) -> None:
        read = [account(f"n{n}of{many}@fabrikam.example", USER) for n in range(many)]
        accounts.compare(desk, [accounts.Read(account=one, names=(one.user_name,)) for one in read], desk.now)

    for many in (5, 100):
        await office.do(lambda desk: desk.c.execute(t.suspected.delete()))
        await office.do(page, many)
        await office.later(days=1)
        with statements(office.database) as told:
            await office.do(page, many)
        counts.append(len([one for one in told if "audit" not in one]))
    assert counts[0] == counts[1] > 0
    assert len(await found(office)) == 105


async def test_a_guest_in_a_group_is_known_by_the_address_that_was_invited(office: Office) -> None:
    tenant = tenant_of(office)
    tenant.join(PLAIN, guest())
    tenant.add(account(LARS.title(), USER))
    await looks(office, tenant)
    assert await found(office) == set()


async def test_only_an_owner_turns_the_page(office: Office) -> None:
    tenant = tenant_of(office)
    for n in range(7):
        tenant.add(account(f"old{n}@fabrikam.example", USER))
    await looks(office, tenant)
    card = await card_of(office, "olivia")
    await office.read_directory(["adam", "berta", "carl"])
    with pytest.raises(Declined, match="declined-not-owner"):
        await office.do(account_righting.show_more, office.members["olivia"], card)
    assert "first" not in (await office.service.look(carding.get, card.id)).terms
