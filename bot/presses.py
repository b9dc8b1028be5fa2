"""A press: judged, done, answered and kept in one transaction, so that a second copy of it is told the same, always."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answers import invoke_body
from bot.handlers import away, filling, jobs, pressed
from bot.handlers.press import Press
from bot.handlers.ready import standing
from bot.replay import to_be_kept
from bot.turn import Answer, TurnKind
from cards.actions import CARD, Field, Verb
from cards.filled import fill_again
from cards.render import render
from cards.words import Voice
from provisioning.domain.errors import Declined
from provisioning.usecases import activities, carding, detaching, people, showing, speaking, standing_in
from provisioning.views.looking import Look

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from bot.turn import Turn
    from provisioning import views
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member

#: Declines that stay on the pressed card, beside what was typed, rather than as a notice.
ON_CARD = frozenset({"declined-reason-needed", "declined-confirm", "declined-confirm-count"})
NARROWING = frozenset(
    {
        "declined-narrow-nothing",
        "declined-narrow-nothing-longer",
        "declined-narrow-more",
        "declined-narrow-same",
        "declined-end-past",
        "declined-bad-date",
    }
    | ON_CARD
)
#: A question or an answer without a word: the input is shown again.
UNWRITTEN = frozenset({"declined-question-empty", "declined-answer-empty"})
FORM_FIELDS = {
    "declined-bad-address": Field.ADDRESS,
    "declined-no-address": Field.ADDRESS,
    "declined-no-groups": Field.GROUPS,
    "declined-needs-end": Field.UNTIL,
    "declined-end-past": Field.UNTIL,
    "declined-end-too-late": Field.UNTIL,
    "declined-bad-date": Field.UNTIL,
    "declined-sponsor": Field.SPONSOR,
}


def answer(desk: Desk, turn: Turn) -> Answer | None:
    """Do what was pressed and say how the card looks now. None: first the worker must read who speaks or who has a say."""
    if kept := _kept(desk, turn):
        return kept
    member, fresh = standing(desk, turn.actor.object_id)
    if member is None or not fresh:
        return None
    card = carding.open_pressed(desk, turn.data.get(CARD), turn.verb or "", member.pseudonym)
    result = pressed.act(desk, Press(member=member, card=card, verb=turn.verb or "", data=turn.data))
    if result.notice:
        key, values = result.notice
        return _keep(desk, turn, Answer.with_message(_voice(desk, turn).plain(key, **values)))
    now = card
    if card.id in desk.changed_cards:
        now = carding.get(desk, card.id)
        _show_to_stay(desk, turn, now, result.marks)
    _say_what_is_left(desk, turn, now, result.marks)
    with desk.unchanged():
        shown = render(showing.view_of(desk, now, **result.marks))
    lacks = result.marks.get("error") or result.marks.get(
        "confirming"
    )  # the press lacked something, and nothing was written
    return _keep(desk, turn, Answer.with_card(fill_again(shown, turn.data) if lacks else shown))


def _show_to_stay(desk: Desk, turn: Turn, card: Card, marks: Mapping[str, Any]) -> None:
    """Have the message updated: Teams shows the answer to a press once, and the message again when the chat is opened anew.

    What is only passing need not stay: a mark, and that the worker looks, which shows the card by itself. An old client's
    message is replaced by the answer.
    """
    passing = any(marks.values()) or card.terms.get("state") == Look.LOOKING
    if turn.kind is TurnKind.PRESS and not passing and card.request not in desk.all_shown:
        carding.show(desk, card.id)


def _say_what_is_left(desk: Desk, turn: Turn, card: Card, marks: Mapping[str, Any]) -> None:
    """A message that the card has left meanwhile says so again over the answer, which nothing else would bring up to date."""
    elsewhere = turn.reply_to and turn.reply_to != card.activity_id
    if turn.kind is TurnKind.PRESS and elsewhere and not any(marks.values()):
        detaching.say_again(desk, turn.where.conversation_id, str(turn.reply_to))


def decline(desk: Desk, turn: Turn, declined: Declined) -> Answer:
    """Nothing was changed: say so on the card where it helps to go on, else as a notice; and audit the attempt."""
    if kept := _kept(desk, turn):
        return kept
    view = _declined(desk, turn, declined)
    if view is not None:
        return _keep(desk, turn, Answer.with_card(fill_again(render(view), turn.data)))
    return _keep(desk, turn, Answer.with_message(_voice(desk, turn).plain(declined.key, **declined.values)))


def _kept(desk: Desk, turn: Turn) -> Answer | None:
    """The answer that this press got before."""
    if turn.kind is not TurnKind.PRESS:
        return None
    kept = activities.recall(desk, turn.where.conversation_id, turn.activity_id)
    return None if kept is None else Answer.again(kept)


def _keep(desk: Desk, turn: Turn, said: Answer) -> Answer:
    """Keep the answer to a press; a message that answers an old client is kept when it has left."""
    if turn.kind is not TurnKind.PRESS:
        return said
    reply = {"status": 200, "body": invoke_body(turn, said)}
    activities.add(desk, turn.where.conversation_id, turn.activity_id, to_be_kept(reply, turn))
    return replace(said, is_kept=True)


def _voice(desk: Desk, turn: Turn) -> Voice:
    """Words for a notice, in the presser's language."""
    rules = desk.rules
    return Voice(
        locale=speaking.locale_for(desk, turn.actor.object_id, turn.locale),
        zone=rules.zone.key,
        platform=rules.platform,
    )


def _declined(desk: Desk, turn: Turn, declined: Declined) -> views.CardView | None:
    """Audit a refused press; the card with the error where going on makes sense, else None."""
    verb = turn.verb or ""
    known = verb if verb in set(Verb) else "unknown"  # a stranger's words are not for the audit
    activities.record_refusal(desk, turn.actor.object_id, declined.key, known)
    presser = people.know_object(desk, turn.actor.object_id)
    try:
        card = carding.open_pressed(desk, turn.data.get(CARD), verb, presser)
    except Declined:
        return None
    if verb in {Verb.INVITE_ASK, Verb.INVITE_COMPARE} and card.kind == "invite_form":
        values = filling.show_typed(desk, Press(member=_stand_in(turn, presser), card=card, verb=verb, data=turn.data))
        wrong = FORM_FIELDS.get(declined.key)
        values["errors"] = {wrong.value: declined.key} if wrong else None
        marks = {} if wrong else {"declined": (declined.key, declined.values)}
        return showing.view_of(desk, card, values=values, **marks)
    if card.kind == "pause_form":
        press = Press(member=_stand_in(turn, presser), card=card, verb=verb, data=turn.data)
        return showing.view_of(desk, card, values=jobs.typed_so_far(press), declined=(declined.key, declined.values))
    if card.kind == standing_in.FORM:
        press = Press(member=_stand_in(turn, presser), card=card, verb=verb, data=turn.data)
        return showing.view_of(desk, card, values=away.typed_so_far(press), declined=(declined.key, declined.values))
    return _with_error(desk, card, verb, declined)


def _with_error(desk: Desk, card: Card, verb: str, declined: Declined) -> views.CardView | None:
    """The card that was pressed, with what was wrong; None where the notice says all."""
    if card.kind in {"change_form", "many_form", "resume_form", "extend_form", "drift", "drift_accounts"}:
        correcting = verb == Verb.MANY_CHECK  # the lines stay open
        return showing.view_of(desk, card, declined=(declined.key, declined.values), correcting=correcting)
    if card.kind == "wave_preview":
        asked = {"dating": verb == Verb.WAVE_SET_DATE, "skipping": verb == Verb.WAVE_ASK_SKIPPING}
        return showing.view_of(desk, card, declined=(declined.key, declined.values), **asked)
    narrowing, asking = verb == Verb.NARROW_TO, verb == Verb.QUESTION_SEND
    if (narrowing and declined.key in NARROWING) or declined.key in UNWRITTEN:
        return showing.view_of(desk, card, narrowing=narrowing, asking=asking, error=declined.key)
    if declined.key in ON_CARD:
        confirming = declined.key != "declined-reason-needed"
        error = "" if confirming and not declined.values.get("typed") else declined.key
        return showing.view_of(desk, card, confirming=confirming, error=error)
    if declined.key == "declined-bad-date":
        return showing.view_of(desk, card, dating=True, error=declined.key)
    if card.activity_id:
        carding.show_again(desk, card.id)  # whoever presses can be reached
    return None


def _stand_in(turn: Turn, presser: str) -> Member:
    """The presser, for reading inputs back."""
    return people.Member(pseudonym=presser, object_id=turn.actor.object_id)
