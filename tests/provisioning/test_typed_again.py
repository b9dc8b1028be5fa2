"""A press that is declined loses nothing of what was typed beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from office import PLAIN, Office
from official import of_type
from test_changing import form
from test_correcting import BAD, pasted
from test_extending import held
from test_many import paste

from bot import presses
from bot.turn import Actor, Turn, TurnKind, Where
from cards.actions import CARD, Field, Verb
from provisioning.domain.errors import Declined
from provisioning.usecases import carding, extend_forms

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk


async def press(office: Office, by: str, card: str, verb: Verb, **typed: str) -> dict[str, Any]:
    """The card that answers a press."""
    shown = await office.service.look(carding.get, card)
    turn = Turn(
        kind=TurnKind.PRESS,
        actor=Actor(object_id=office.members[by].object_id, name=by, teams_id=f"29:{by}"),
        where=Where(
            service_url="https://teams.example",
            conversation_id=f"chat-{by}",
            conversation_kind="personal",
            tenant_id="tenant",
        ),
        activity_id=f"press-{verb}-{len(typed)}",
        verb=verb,
        data={CARD: shown.name, **typed},
    )

    def pressed(desk: Desk) -> Any:
        return presses.answer(desk, turn)

    try:
        answer = await office.service.act("card", turn.activity_id, pressed)
    except Declined as declined:
        answer = await office.service.act("card", turn.activity_id, presses.decline, turn, declined)
    assert answer.card is not None
    return dict(answer.card)


def inputs(card: dict[str, Any]) -> dict[str, str | None]:
    """What the card's inputs hold."""
    kinds = ("Input.Text", "Input.Date", "Input.ChoiceSet")
    return {one["id"]: one.get("value") for kind in kinds for one in of_type(card, kind)}


async def test_the_reason_stays_where_the_day_is_none(office: Office) -> None:
    card = await form(office, "olivia", "priya", PLAIN)
    typed = {Field.REASON: "For the night shift", Field.UNTIL: "31 feb"}
    shown = inputs(await press(office, "olivia", card, Verb.CHANGE_ASK, **typed))
    assert shown == {"reason": "For the night shift", "until": None}


async def test_check_again_that_is_declined_brings_back_the_lines_as_they_were_typed(office: Office) -> None:
    card = await paste(office, pasted(1), pasted(2, "lars(at)fabrikam", why=BAD), pasted(3, "nobody", why=BAD))
    await office.read_directory(("adam", "berta"))
    typed = {"line_2": "lars@fabrikam.example, Secretaries", "line_3": "nobody yet"}
    shown = await press(office, "olivia", card.id, Verb.MANY_CHECK, **typed)
    assert inputs(shown) == typed
    assert "owner" in str(shown)


async def test_a_day_that_is_too_late_stays_in_the_form_of_more_time(office: Office) -> None:
    await held(office)

    def opened(desk: Desk) -> str:
        return extend_forms.open_form(desk, office.members["olivia"], "lars@fabrikam.example", None)

    card = await office.service.act("chat", "activity-extend", opened)
    shown = inputs(await press(office, "olivia", card, Verb.EXTEND_LOOK, **{Field.UNTIL_DATE: "2031-01-31"}))
    assert shown == {"until_date": "2031-01-31"}
