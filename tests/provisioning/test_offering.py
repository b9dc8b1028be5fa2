"""Nobody is offered what they may not use: suggestions for what was not understood, an empty list's hint, help's buttons."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from test_inviting import declined

from bot import grammar
from bot.handlers import typed
from provisioning.usecases import carding, showing
from provisioning.usecases.listing import LIST_VERBS

if TYPE_CHECKING:
    from office import Office


async def offered(office: Office, who: str, said: str) -> tuple[str, ...]:
    """The buttons under "Did you mean"."""
    meant = grammar.parse(said, today=date(2026, 3, 3), groups={})
    shown = await office.do(typed.respond, office.members[who], meant)
    return tuple(shown.marks["suggestions"])


@pytest.mark.parametrize(
    ("who", "said", "buttons"),
    [
        ("olivia", "asdf", ("invite", "my requests", "help")),
        ("priya", "asdf", ("my requests", "help", "my access")),
        ("priya", "set it up", ("my requests", "help", "my access")),
        ("priya", "is lars@fabrikam.example fine", ("my requests", "my access", "help")),
        ("olivia", "approve R-1", ("approvals", "why R-1", "cancel R-1")),
        ("adam", "approve R-1", ("approvals", "why R-1", "my requests")),
        ("priya", "approve R-1", ("approvals", "my requests", "my access")),
        ("olivia", "approve R-99", ("approvals", "my requests", "my access")),
    ],
)
async def test_what_was_not_understood_offers_what_its_reader_may_use(
    office: Office, who: str, said: str, buttons: tuple[str, ...]
) -> None:
    assert await office.ask() == 1
    assert await offered(office, who, said) == buttons


async def test_whoever_may_not_invite_is_not_told_to(office: Office) -> None:
    def shown(desk: Any, who: str) -> Any:
        card = carding.issue(desk, office.who(who), "list", verbs=LIST_VERBS, which="mine")
        return showing.view_of(desk, carding.get(desk, card))

    views = {who: await office.do(shown, who) for who in ("olivia", "priya")}
    assert {who: view.may_invite for who, view in views.items()} == {"olivia": True, "priya": False}


async def test_what_is_typed_about_a_request_of_others_presses_nothing(office: Office) -> None:
    number = await office.ask()
    meant = grammar.parse(f"cancel R-{number}", today=date(2026, 3, 3), groups={})
    with declined("declined-others-request", number=number):
        await office.do(typed.respond, office.members["priya"], meant)


async def test_set_up_is_for_owners_and_administrators_who_are_named(office: Office) -> None:
    meant = grammar.parse("setup", today=date(2026, 3, 3), groups={})
    with declined("declined-not-owner-or-administrator"):
        await office.do(typed.respond, office.members["priya"], meant)
    for who in ("olivia", "maria"):
        await office.do(typed.respond, office.members[who], meant)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("invite hal@fabrikam, ida@fabrikam.example", ("declined-bad-address", {"address": "hal@fabrikam"})),
        (
            "invite hal@fabrikam, ida@fabrikam and jo@fabrikam.example",
            ("declined-bad-addresses", {"addresses": ("hal@fabrikam", "ida@fabrikam")}),
        ),
    ],
)
async def test_every_address_that_is_none_is_told_at_once(office: Office, said: str, why: Any) -> None:
    meant = grammar.parse(said, today=date(2026, 3, 3), groups={})
    shown = await office.do(typed.respond, office.members["olivia"], meant)
    assert shown.marks["values"]["declined"] == why
