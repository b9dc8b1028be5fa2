"""In which language somebody is spoken to: their own choice, else what Teams says of them, else the organisation's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from provisioning import views
from provisioning.domain.errors import Declined
from provisioning.storage import tables as t
from provisioning.usecases import carding, reading

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member

KIND = "language_form"
FORM_VERBS = ("language.set", "form.cancel")
#: The choice to leave it to Teams.
AS_TEAMS = "teams"

_CHOSEN = select(t.chats.c.language).where(t.chats.c.pseudonym == bindparam("who"))
_CHOSEN_BY = (
    select(t.chats.c.language)
    .join(t.people, t.people.c.pseudonym == t.chats.c.pseudonym)
    .where(t.people.c.object_id == bindparam("who"))
)


def locale_for(desk: Desk, object_id: str, told: str | None) -> str:
    """For an answer in a turn of this person, of whom Teams has just ``told`` a language, or None."""
    return desk.c.scalar(_CHOSEN_BY, {"who": object_id}) or told or desk.rules.locale


def open_form(desk: Desk, member: Member, offered: Collection[str], wanted: str = "") -> str:
    """The card that asks for a language; ``offered`` are those that Usher has words in, ``wanted`` is chosen beforehand."""
    return carding.issue(desk, member.pseudonym, KIND, verbs=FORM_VERBS, languages=list(offered), wanted=wanted)


def choose(desk: Desk, member: Member, card: Card, language: str) -> None:
    """Speak one of the card's languages with whoever pressed from now on; a second press changes nothing."""
    if card.kind != KIND:
        return
    if language not in {*card.terms["languages"], AS_TEAMS}:
        raise Declined("declined-no-language")
    own = None if language == AS_TEAMS else language
    desk.c.execute(update(t.chats).where(t.chats.c.pseudonym == member.pseudonym).values(language=own))
    desk.audit("language.chosen", actor=member.pseudonym, language=language)
    key = "notice-language" if own else "notice-language-teams"
    carding.offer(desk, card, (), kind="notice", terms={"key": key})


def form(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """The card, with what was named, or chosen before."""
    del marks
    return views.LanguageFormView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        offered=tuple(card.terms["languages"]),
        chosen=card.terms.get("wanted") or desk.c.scalar(_CHOSEN, {"who": card.recipient}) or AS_TEAMS,
        verbs=FORM_VERBS,
    )
