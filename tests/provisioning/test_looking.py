"""Who holds what and why: whom it is shown to, what is kept of it, and that Usher, Entra and the platform are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from databases import statements
from office import BEGIN, LARS, OWNERS, PLAIN, STRONG, account, employee, guest
from sqlalchemy import insert

from provisioning import views
from provisioning.domain.errors import Declined
from provisioning.domain.ports import Side
from provisioning.storage import tables as t
from provisioning.usecases import books, carding, erasing, looking, seeing, sending, showing
from provisioning.usecases.seeing import Holder, Holders
from provisioning.views import AccountState, Look
from provisioning.workflow.asking import asked_once
from provisioning.workflow.looking import look
from provisioning.workflow.outside import World

if TYPE_CHECKING:
    from office import Office

    from provisioning.domain.ports import DirectoryUser
    from provisioning.domain.preview import Outside

MANY = 10_000


async def view(office: Office, card: str) -> Any:
    """What the card shows now."""
    return await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))


async def terms(office: Office, card: str) -> dict[str, Any]:
    return (await office.service.look(carding.get, card)).terms


async def access(office: Office, by: str, who: str, outside: Outside) -> str:
    """Somebody asks, and the worker has looked."""
    card: str = await office.do(looking.open_access, office.members[by], who)
    await office.do(seeing.record_person, card, 1, outside)
    return card


async def holders(office: Office, *users: DirectoryUser, name: str = PLAIN, total: int = 0, **page: Any) -> str:
    """Olivia asks who is in a group, and the worker has looked."""
    card = str(await office.service.do(looking.open_holders, office.members["olivia"], group=name))
    rows = tuple(Holder(user=user, through=(name,), account=account(user.mail or "", "Add-in User")) for user in users)
    await office.do(seeing.record_holders, card, 1, found(*rows, total=total or len(rows), **page))
    return card


def found(*rows: Holder, total: int, name: str = PLAIN, lost: int = 0, **changes: Any) -> Holders:
    known: dict[str, Any] = {"in_scope": (name,), "not_found": (), "account_seen": True} | changes
    return Holders(rows=rows, total=total, lost=lost, **known)


async def refused(office: Office, usecase: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(Declined) as declined:
        await office.service.do(usecase, *args, **more)
    return declined.value.key


async def test_only_owners_and_auditors_look_at_others_and_everybody_at_themselves(office: Office) -> None:
    priya, erin = office.members["priya"], await office.meet("erin")
    assert await refused(office, looking.open_access, priya, "erin@contoso.example") == "declined-others-access"
    assert await refused(office, looking.open_access, priya, "erin") == "declined-others-access"
    assert await refused(office, looking.open_holders, priya, group=PLAIN) == "declined-others-access"
    own = await access(office, "erin", "me", office.outside(employee("erin")))
    assert (await view(office, own)).own
    office.change_rules(auditors=frozenset({"erin@contoso.example"}))
    assert await office.service.do(looking.open_holders, erin, role="Owner")


async def test_looking_at_others_is_audited_and_at_oneself_is_not(office: Office) -> None:
    await access(office, "olivia", "me", office.outside(employee("olivia")))
    assert "read.access" not in await office.events()
    await access(office, "olivia", "priya@contoso.example", office.outside(employee("priya")))
    card = await holders(office)
    await office.do(looking.look_again, office.members["olivia"], await office.service.look(carding.get, card))
    rows = [row for row in await office.rows(t.audit) if row.event == "read.access"]
    assert [(row.actor, row.subject) for row in rows] == [
        (office.who("olivia"), office.who("priya")),
        (office.who("olivia"), None),
        (office.who("olivia"), None),
    ]


async def test_a_name_that_is_found_is_audited_with_whom_it_meant_and_several_are_never_guessed(office: Office) -> None:
    card = str(await office.do(looking.open_access, office.members["olivia"], "pri"))
    question = await office.service.look(seeing.question_of, card, 1)
    assert question is not None
    assert question.query == "pri"
    await office.do(seeing.record_candidates, card, 1, [employee("priya"), employee("prisca")])
    shown = await view(office, card)
    assert {address for _, address in shown.candidates} == {"priya@contoso.example", "prisca@contoso.example"}
    assert "read.access" not in await office.events()
    await access(office, "olivia", "priya", office.outside(employee("priya")))
    assert (await office.events()).count("read.access") == 1
    nobody = str(await office.do(looking.open_access, office.members["olivia"], "x@nowhere.example"))
    await office.do(seeing.record_candidates, nobody, 1, [])
    assert (await view(office, nobody)).name == "x@nowhere.example"


async def test_no_name_and_no_address_is_kept_in_the_cards_row_or_the_queue(office: Office) -> None:
    cards = [
        await access(office, "olivia", "priya", office.outside(employee("priya"))),
        await holders(office, employee("priya"), guest()),
    ]
    kept = str([await terms(office, card) for card in cards]).casefold()
    assert [word for word in ("priya", "lars", "contoso", "fabrikam") if word in kept] == []


async def test_reasons_tell_the_request_and_what_was_there_before(office: Office) -> None:
    number = await office.ask()
    await office.deliver(number)
    card = await access(
        office, "olivia", LARS, office.outside(guest(), member_of=[PLAIN, STRONG], account=account(LARS, "Add-in User"))
    )
    shown = await view(office, card)
    by_name = {held.group.name: held.reasons for held in shown.held}
    (given,) = by_name[PLAIN]
    assert (given.number, given.requester, given.approvers) == (number, "Olivia", ("Adam",))
    assert by_name[STRONG] == (views.ReasonView(),)


async def test_where_the_three_differ_each_difference_is_named(office: Office) -> None:
    await office.deliver(await office.ask())
    moved = office.outside(guest(), member_of=[STRONG], in_scope=[PLAIN], account=account(LARS, "Finance"))
    shown = await view(office, await access(office, "olivia", LARS, moved))
    assert [key for key, _ in shown.differs] == ["differs-lost", "differs-scope", "differs-surplus"]
    assert (shown.by_usher, shown.by_entra) == ((PLAIN,), (STRONG,))
    agreed = office.outside(guest(), member_of=[PLAIN], account=account(LARS, "Add-in User"))
    assert (await view(office, await access(office, "olivia", LARS, agreed))).differs == ()
    for state, key in ((account(LARS, active=False), "differs-off"), (None, "differs-no-account")):
        seen = office.outside(guest(), member_of=[PLAIN], account=state)
        assert [one for one, _ in (await view(office, await access(office, "olivia", LARS, seen))).differs] == [key]
    lacking = office.outside(guest(), member_of=[PLAIN], account=account(LARS))
    shown = await view(office, await access(office, "olivia", LARS, lacking))
    assert shown.differs == (("differs-missing", {"roles": ["Add-in User"]}),)
    left_on = office.outside(guest(), account=account(LARS))
    assert "differs-still-on" in [
        key for key, _ in (await view(office, await access(office, "olivia", LARS, left_on))).differs
    ]


async def test_an_owner_whom_nobody_confirmed_is_told_apart(office: Office) -> None:
    await office.read_directory([*OWNERS, "erin"])
    owners = office.rules.owners_group
    outside = office.outside(employee("erin"), member_of=[owners], account=account("e", "Owner", "Add-in User"))
    shown = await view(office, await access(office, "olivia", "erin@contoso.example", outside))
    assert shown.differs == (("differs-unconfirmed", {"group": owners}),)
    card = await holders(office, employee("adam"), employee("erin"), name=owners, in_scope=(owners,))
    rows = {row.name: [key for key, _ in row.differs] for row in (await view(office, card)).rows}
    assert ("differs-unconfirmed" in rows["Erin"], "differs-unconfirmed" in rows["Adam"]) == (True, False)


async def test_who_has_a_role_on_the_platform_alone_is_on_the_list_and_told_apart(office: Office) -> None:
    card = str(await office.service.do(looking.open_holders, office.members["olivia"], role="Owner"))
    given = Holder(address="byhand@contoso.example", account=account("byhand@contoso.example", "Owner"))
    rows = (given, Holder(user=employee("adam"), through=("Owners",), account=account("adam", "Owner")))
    await office.do(seeing.record_holders, card, 1, found(*rows, total=2, name="Owners"))
    shown = await view(office, card)
    assert [(row.address, row.by_hand) for row in shown.rows] == [
        ("byhand@contoso.example", True),
        ("adam@contoso.example", False),
    ]


async def test_somebody_who_is_blocked_is_expected_to_have_no_account(office: Office) -> None:
    outside = office.outside(employee("erin", enabled=False), member_of=[PLAIN])
    shown = await view(office, await access(office, "olivia", "erin", outside))
    assert (shown.blocked, shown.differs, shown.account) == (True, (), AccountState.NONE)


async def test_while_nothing_can_be_read_the_card_shows_ushers_own_books_and_says_so(office: Office) -> None:
    await office.deliver(await office.ask())
    card = str(await office.do(looking.open_access, office.members["olivia"], LARS))
    assert (await view(office, card)).look is Look.LOOKING
    await office.do(seeing.record_unread, card, 1, Side.PLATFORM)
    shown = await view(office, card)
    assert (shown.look, [held.group.name for held in shown.held], shown.verbs) == (
        Look.NO_PLATFORM,
        [PLAIN],
        ("look.again",),
    )
    who = str(await office.service.do(looking.open_holders, office.members["olivia"], group=PLAIN))
    await office.do(seeing.record_unread, who, 1, None)
    shown = await view(office, who)
    assert (shown.look, [row.address for row in shown.rows]) == (Look.REFUSED, [LARS])


async def test_what_nobody_foresaw_ends_the_look_and_the_card_says_so(office: Office) -> None:
    class Broken:
        def __getattr__(self, name: str) -> Any:
            async def fail(*_: object, **__: object) -> None:
                raise UnicodeEncodeError("ascii", name, 0, 1, "no header")

            return fail

    outside: Any = Broken()
    world = World(service=office.service, directory=outside, platform=outside)
    card: str = await office.do(looking.open_access, office.members["olivia"], LARS)
    assert await asked_once(lambda: look(world, card, 1)) == {"end": "broken"}
    assert (await view(office, card)).look is Look.REFUSED


async def test_an_answer_that_comes_too_late_is_dropped(office: Office) -> None:
    olivia, card = office.members["olivia"], await holders(office, employee("priya"))
    await office.do(looking.look_again, olivia, await office.service.look(carding.get, card))
    await office.do(seeing.record_holders, card, 1, found(total=0))
    await office.do(seeing.record_unread, card, 1, Side.DIRECTORY)
    assert await office.service.look(seeing.question_of, card, 1) is None
    assert (await view(office, card)).look is Look.LOOKING
    await office.do(seeing.record_holders, card, 2, found(total=0))
    assert (await view(office, card)).look is Look.SEEN


async def test_who_lost_the_right_sees_nothing_on_an_old_card_and_presses_in_vain(office: Office) -> None:
    card = await holders(office, employee("priya"))
    old = await access(office, "olivia", "priya@contoso.example", office.outside(employee("priya")))
    await office.read_directory(["adam", "berta", "carl"])
    shown = await view(office, card)
    assert (shown.denied, shown.rows, shown.verbs) == (True, (), ())
    assert (await view(office, old)).denied
    pressed = await office.service.look(carding.get, card)
    for press in (looking.show_more, looking.look_again):
        assert await refused(office, press, office.members["olivia"], pressed) == "declined-others-access"


async def test_a_person_who_is_erased_is_redacted_on_the_cards_that_show_them(office: Office) -> None:
    card = await holders(office, guest("gone@fabrikam.example"), employee("priya"))
    await office.service.do(
        sending.record_sent, card, service_url="https://s", conversation_id="c", activity_id="a", shown=0
    )
    gone = await office.service.look(lambda desk: desk.vault.find("gone@fabrikam.example"))
    erased = await office.do(erasing.erase, str(gone))
    assert erased.cards == 1
    assert [row.name for row in (await view(office, card)).rows] == [views.ERASED, "Priya"]


async def test_a_name_that_was_typed_is_forgotten_once_it_is_clear_whom_it_means_or_that_person_is_erased(
    office: Office,
) -> None:
    await access(office, "olivia", "priya", office.outside(employee("priya")))
    assert await office.rows(t.texts) == []
    card = str(await office.do(looking.open_access, office.members["olivia"], "pris"))
    await office.do(seeing.record_candidates, card, 1, [employee("prisca"), employee("priscilla")])
    gone = await office.service.look(lambda desk: desk.vault.find("prisca@contoso.example"))
    await office.do(erasing.erase, str(gone))
    shown = await view(office, card)
    assert (shown.name, [name for name, _ in shown.candidates]) == (views.ERASED, ["Priscilla"])
    assert await office.rows(t.texts) == []


async def test_a_card_that_its_own_turn_is_sending_is_not_sent_a_second_time_meanwhile(office: Office) -> None:
    card = str(await office.do(looking.open_access, office.members["priya"], "me"))
    await office.do(sending.hold, card)
    await office.do(seeing.record_person, card, 1, office.outside(employee("priya")))
    assert await office.do(sending.claim, [card]) == []
    where = {"service_url": "https://s", "conversation_id": "c", "activity_id": "a"}
    behind = await office.service.do(sending.record_sent, card, **where, shown=0)
    assert (behind, [one.id for one in await office.do(sending.claim, [card])]) == (True, [card])


async def test_ten_thousand_holders_cost_as_many_statements_as_eleven(office: Office) -> None:
    counts = []
    for many in (11, MANY):
        await office.database.write(_give_to_many, office.who("olivia"), many)
        with statements(office.database) as asked:
            booked = await office.service.look(books.list_booked, [PLAIN], "")
            users = [employee(f"many{n}") for n in range(10)]
            card = await holders(office, *users, total=many)
            shown = await view(office, card)
            await office.do(looking.show_more, office.members["olivia"], await office.service.look(carding.get, card))
            rest = tuple(Holder(person=one.person) for one in booked[:10])
            await office.do(seeing.record_holders, card, 2, found(*rest, total=many))
            second = await view(office, card)
        assert (len(booked), len(shown.rows), shown.total, len(second.rows), second.first) == (many, 10, many, 10, 11)
        counts.append(len(asked))
    assert counts[1] <= counts[0], "users who are known by now cost less, never more"


def _give_to_many(connection: Any, sponsor: str, many: int) -> None:
    """So many open grants of a group, each of somebody else."""
    known = {row.person for row in connection.execute(t.grants.select())}
    if not known:
        request = {
            "number": 1,
            "kind": "invite_external",
            "state": "delivered",
            "revision": 1,
            "attempt": 1,
            "requester": sponsor,
            "subject": sponsor,
            "domain": "d",
            "option": "guest",
            "terms": {"groups": [PLAIN], "sponsor": sponsor},
            "submitted_at": BEGIN,
        }
        connection.execute(insert(t.requests), request)
    people_made = [{"pseudonym": f"{n:032x}", "object_id": f"o-{n}"} for n in range(len(known), many)]
    connection.execute(insert(t.people), people_made)
    gives = {"groups": [PLAIN], "roles": []}
    row = {"request": 1, "sponsor": sponsor, "option": "guest", "gives": gives, "handles": {}, "since": BEGIN}
    connection.execute(insert(t.grants), [{**row, "person": one["pseudonym"]} for one in people_made])
