"""Lines of a list that are not ready are corrected in place: judged anew as a whole, and kept encrypted as before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from office import Office, employee
from official import whole
from test_inviting import declined
from test_many import line, paste, seen
from test_waving import ON_ONE

from cards.render import render
from provisioning.storage import tables as t
from provisioning.usecases import carding, erasing, judging, many, people

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provisioning.domain.preview import Outside
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.judging import Line, Why

BAD: Why = ("declined-bad-address", {})


def pasted(place: int, typed: str = "", **values: Any) -> Line:
    """A line of a list, as it stands there."""
    one = line(place, typed, **values)
    return replace(one, raw=f"{one.typed}, {', '.join(one.groups)}".rstrip(", "))


async def correct(office: Office, card: Card, corrected: Mapping[int, Line | None], by: str = "olivia") -> None:
    await office.service.act("card", "k", many.correct, office.members[by], card, corrected)


async def looked(office: Office, card: Card, found: Mapping[str, Outside] | None = None) -> Any:
    """The worker looks again; how the card looks then."""
    wanted = await office.service.look(many.sought_of, card.id)
    outside = {address: (found or {}).get(address.partition("@")[0]) or office.outside() for address in wanted}
    await office.do(many.record_looked, card.id, outside)
    return await seen(office, card)


async def test_a_corrected_line_is_judged_with_the_others_and_keeps_its_number(office: Office) -> None:
    lines = [pasted(1), pasted(2, "lars(at)fabrikam", why=BAD), pasted(3, "nobody", why=BAD), pasted(4)]
    card = await paste(office, *lines)
    assert (await seen(office, card)).verbs == ("many.ask", "many.correct", "form.cancel")
    view = await seen(office, card, correcting=True)
    assert [(one.place, one.raw) for one in view.fixes] == [
        (2, f"lars(at)fabrikam, {lines[0].groups[0]}"),
        (3, f"nobody, {lines[0].groups[0]}"),
    ]
    assert view.verbs == ("many.check", "request.back")
    await correct(office, card, {2: pasted(2, "lars@fabrikam.example"), 3: None})
    shown = await seen(office, card)
    assert (shown.state, shown.count, shown.ready, shown.verbs) == ("looking", 3, (), ("form.cancel",))
    assert len(set(await office.jobs("look_for_many"))) == 2
    view = await looked(office, card)
    assert (view.ready[0].count, view.others, view.verbs) == (3, (), ("many.ask", "form.cancel"))
    assert [one.place for one in await office.service.look(many.lines_of, await of(office, card))] == [1, 2, 4]


async def of(office: Office, card: Card) -> Card:
    """The card's row as it is now."""
    return await office.service.look(carding.get, card.id)


async def test_twice_and_whatever_else_is_wrong_is_found_again(office: Office) -> None:
    card = await paste(office, pasted(1), pasted(2, "x", why=BAD), pasted(3, "y", why=BAD), pasted(4, "z", why=BAD))
    corrected = {
        2: pasted(2, "P1@fabrikam.example"),
        3: pasted(3, "lars@contoso.example", groups=(office.rules.owners_group,)),
        4: pasted(4, "z", why=BAD),
    }
    await correct(office, card, corrected)
    view = await looked(office, card, {"lars": office.outside(employee("lars"))})
    assert {one.place: one.why for one in view.others} == {
        2: "declined-twice",
        3: "declined-owners-alone",
        4: "declined-bad-address",
    }
    assert [one.place for one in (await seen(office, card, correcting=True)).fixes] == [3, 4, 2], "what is wrong first"


async def test_nothing_of_it_is_stored_in_clear_and_the_list_before_is_forgotten(office: Office) -> None:
    card = await paste(office, pasted(1, "lars(at)fabrikam", why=BAD), pasted(2))
    await correct(office, card, {1: pasted(1, "lars@fabrikam.example")})
    stored = await office.rows(t.texts)
    assert len(stored) == 1
    assert "fabrikam" not in str(stored) + str(await office.rows(t.cards)) + str(await office.rows(t.audit))


@ON_ONE
async def test_whoever_stands_anywhere_in_a_line_is_forgotten_with_the_list_when_erased(office: Office) -> None:
    card = await paste(office, pasted(1))
    wrong = replace(pasted(2, "Lars", why=BAD), raw="Lars, lars@contoso.example")
    await correct(office, card, {1: replace(wrong, place=1)})
    await office.do(erasing.erase, await office.do(known, "lars@contoso.example"))
    assert await office.service.look(many.lines_of, await of(office, card)) == []
    await looked(office, card)
    with declined("declined-nobody-ready"):
        await correct(office, card, {1: None})


def known(desk: Desk, address: str) -> str:
    """Somebody whom Usher knows by this address."""
    return people.know_address(desk, address)


@ON_ONE
async def test_an_emptied_list_is_put_away(office: Office) -> None:
    card = await paste(office, pasted(1, "x", why=BAD), pasted(2, "y", why=BAD))
    await correct(office, card, {1: None, 2: None})
    assert ((await of(office, card)).kind, await office.rows(t.texts)) == ("notice", [])


@ON_ONE
async def test_only_an_owner_corrects_and_not_while_it_is_looked_up_or_once_it_is_asked(office: Office) -> None:
    card = await paste(office, pasted(1), pasted(2, "x", why=BAD))
    with declined("declined-not-owner"):
        await correct(office, card, {2: None}, by="priya")
    await correct(office, card, {})
    with declined("declined-look-first"):
        await correct(office, card, {2: None})
    await looked(office, card)
    assert await office.service.act("card", "b", many.ask, office.members["olivia"], await of(office, card))
    with declined("declined-look-first"):
        await correct(office, card, {2: None})


@ON_ONE
async def test_so_many_lines_as_fit_are_corrected_and_none_that_is_no_line_of_a_list(office: Office) -> None:
    card = await paste(office, *(pasted(n, f"x{n}", why=BAD) for n in range(1, 13)))
    assert [one.place for one in (await seen(office, card, correcting=True)).fixes] == list(range(1, 11))
    command = await paste(office, line(1), line(2, "y", why=BAD))
    assert "many.correct" not in (await seen(office, command)).verbs
    await correct(office, command, {1: None, 2: None})
    assert (await looked(office, command)).count == 2


@ON_ONE
async def test_where_nothing_is_wrong_with_a_line_nothing_is_to_be_corrected(office: Office) -> None:
    card = await paste(office, pasted(1), pasted(2, "P1@fabrikam.example"))
    view = await seen(office, card)
    assert [one.why for one in view.others] == ["declined-twice"]
    assert {one.why for one in view.others} <= judging.AS_IT_IS
    assert "many.correct" not in view.verbs


@ON_ONE
async def test_what_no_other_name_would_change_is_not_to_be_sent_again(office: Office) -> None:
    blocked = replace(employee("lars"), enabled=False)
    unassigned = office.outside(employee("mona"), in_scope=[])
    people = [line(1, "lars@contoso.example", way="add"), line(2, "mona@contoso.example", way="add")]
    found = {"lars": office.outside(blocked), "mona": unassigned}
    view = await seen(office, await paste(office, *people, found=found))
    assert [one.why for one in view.others] == ["declined-person-disabled", "declined-group-out-of-scope"]
    assert [one.is_wrong for one in view.others] == [False, False]
    assert "Send me these again" not in whole(render(view))
