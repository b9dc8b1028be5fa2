"""For the worker: whom the form of a change means, and what it shows once somebody has looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from provisioning.storage import tables as t
from provisioning.usecases import carding, changing, checking, people, refusing, suggesting, testing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provisioning.domain.ports import DirectoryUser
    from provisioning.domain.preview import Outside
    from provisioning.usecases.desk import Desk

#: Forms that the worker looks for.
FORMS = ("change_form", testing.FORM)


def find_of(desk: Desk, card: str) -> tuple[str, str, str, bool] | None:
    """For the worker: (what was typed, object id of a known person, their address, whether it only takes); None when the form is gone."""
    found = carding.get(desk, card)
    if found.kind not in FORMS or found.terms.get("state") != "looking":
        return None
    takes = found.terms.get("adds") is False
    person, query = found.terms.get("person"), found.terms.get("query")
    if person:
        object_id = desk.c.scalar(select(t.people.c.object_id).where(t.people.c.pseudonym == person)) or ""
        return "", str(object_id), desk.vault.read([person])[person].get("mail", ""), takes
    return desk.vault.read_texts([query]).get(query or "", ""), "", "", takes


def record_candidates(desk: Desk, card: str, users: Sequence[DirectoryUser]) -> None:
    """Nobody, or more than one: the form says so, and lets its reader choose. Never a guess."""
    found = carding.get(desk, card)
    if found.kind == "change_form":
        pseudonyms = [people.record_user(desk, user) for user in users]
        state = "choosing" if pseudonyms else "nobody"
        carding.change_terms(desk, found, state=state, found=pseudonyms, person=None)
        carding.show(desk, card)


def record_unanswered(desk: Desk, card: str) -> None:
    """Entra or the platform did not answer, or refused to: the form says so and can be tried again."""
    found = carding.get(desk, card)
    if found.kind in FORMS and found.terms.get("state") == "looking":
        carding.change_terms(desk, found, state="choosing", why=["declined-unreachable-directory", {}])
        carding.show(desk, card)


def record_looked(desk: Desk, card: str, outside: Outside) -> None:
    """One person was found and looked at: the form shows what would change, or why it cannot."""
    found = carding.get(desk, card)
    if found.kind == testing.FORM:
        testing.record_looked(desk, found, outside)
    if found.kind != "change_form" or outside.user is None:
        return
    subject = people.record_user(desk, outside.user)
    asked = changing.draft(desk, found, subject)
    why = refusing.refusal(desk, asked, outside)
    frozen = None if why else checking.preview_of(desk, asked, outside)
    carding.change_terms(
        desk,
        found,
        state="ready",
        person=subject,
        why=list(why) if why else None,
        preview=frozen.to_json() if frozen else None,
        external=desk.rules.externals.include(outside.user),
        suggested=suggesting.find_group(desk.rules, frozen, outside) if frozen else "",
    )
    carding.show(desk, card)
