"""What a press does: each verb calls one use case for the person who pressed, and says how the card looks now."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.handlers import (
    alike,
    away,
    drift,
    extending,
    filling,
    gates,
    many,
    questions,
    reviews,
    rolling,
    some,
    typed,
    waves,
)
from bot.handlers.press import Press, Result
from cards.actions import Field, Verb
from provisioning.domain.errors import Declined
from provisioning.usecases import (
    asking_again,
    authority,
    blocking,
    carding,
    deciding,
    ending,
    handing,
    leaving_out,
    looking,
    narrowing,
    reaching,
    shortening,
    signing,
    speaking,
    taking_over,
    tasking,
    withdrawing,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from provisioning.usecases.desk import Desk

#: A failed execution may be tried again for a week.
RETRY_WITHIN = timedelta(days=7)


def act(desk: Desk, press: Press) -> Result:
    """Run the verb. Declines what the rules do not allow; then nothing was changed."""
    return _VERBS[press.verb](desk, press)


def _decide(*, approved: bool) -> Callable[[Desk, Press], Result]:
    def answer(desk: Desk, press: Press) -> Result:
        said = deciding.Answer(approved=approved, reason=press.text(Field.REASON), typed=press.text(Field.CONFIRM))
        deciding.decide(desk, press.member, press.card, said)
        return Result()

    return answer


def _narrow(desk: Desk, press: Press) -> Result:
    del desk, press
    return Result({"narrowing": True})


def _narrow_to(desk: Desk, press: Press) -> Result:
    day = filling.read_date(press.text(Field.UNTIL))
    groups = tuple(part.strip() for part in press.text(Field.GROUPS).split(","))
    less = narrowing.Less(groups=groups, until=day, typed=press.text(Field.CONFIRM))
    narrowing.narrow(desk, press.member, press.card, less)
    return Result()


def _accept(desk: Desk, press: Press) -> Result:
    narrowing.consent(desk, press.member, press.card.request or 0)
    return Result()


def _take_over(desk: Desk, press: Press) -> Result:
    taking_over.take_over(desk, press.member, press.card)
    return Result()


def _hand_over(desk: Desk, press: Press) -> Result:
    del desk, press
    return Result({"handing": True})


def _hand_over_to(desk: Desk, press: Press) -> Result:
    handing.hand_over(desk, press.member, press.card, press.text(Field.PERSON))
    return Result()


def _why_me(desk: Desk, press: Press) -> Result:
    del desk, press
    return Result({"explaining": True})


def _as_it_is(desk: Desk, press: Press) -> Result:
    del desk, press
    return Result()


def _cancel(desk: Desk, press: Press) -> Result:
    withdrawing.cancel(desk, press.member, press.card.request or 0)
    return Result()


def _retry(desk: Desk, press: Press) -> Result:
    withdrawing.retry(desk, press.member, press.card.request or 0, within=RETRY_WITHIN)
    return Result()


def _leave_out(desk: Desk, press: Press) -> Result:
    leaving_out.leave_out(desk, press.member, press.card.request or 0)
    return Result()


def _who_fixes(desk: Desk, press: Press) -> Result:
    del desk, press
    return Result({"fixing": True})


def _done(desk: Desk, press: Press) -> Result:
    if press.card.kind in {blocking.KIND, blocking.TOGETHER}:
        blocking.say_done(desk, press.member, press.card)
    else:
        tasking.say_done(desk, press.member, press.card.request or 0)
    return Result()


def _block(*, block: bool) -> Callable[[Desk, Press], Result]:
    def answer(desk: Desk, press: Press) -> Result:
        blocking.answer(desk, press.member, press.card, block=block)
        return Result()

    return answer


def _ask_again(desk: Desk, press: Press) -> Result:
    """A new form, sent below, filled with what the closed request asked for."""
    if press.card.kind == "batch":
        asking_again.open_list(desk, press.member, press.card)
    else:
        asking_again.open_form(desk, press.member, press.card.request or 0)
    return Result()


def _end_now(desk: Desk, press: Press) -> Result:
    if press.card.kind == "end_form" and not ending.join_running(desk, press.member, press.card):
        ending.end_now(desk, press.member, press.card)
    return Result()


def _end_date(desk: Desk, press: Press) -> Result:
    del desk, press
    return Result({"dating": True})


def _set_end(desk: Desk, press: Press) -> Result:
    if press.card.kind != "end_form":  # an old form: the card tells of an end by now
        return Result()
    day = filling.read_date(press.text(Field.UNTIL_DATE))
    if day is None:
        raise Declined("declined-bad-date")
    shortening.set_end(desk, press.member, press.card, day)
    terms = {"key": "notice-ends-on", "person": press.card.terms["person"], "values": {"until": day.isoformat()}}
    carding.offer(desk, press.card, (), kind="notice", terms=terms)
    return Result()


def _keep(desk: Desk, press: Press) -> Result:
    if press.card.kind == "end_form":
        carding.offer(desk, press.card, (), kind="notice", terms={**press.card.terms, "key": "notice-kept"})
    return Result()


def _end_before(desk: Desk, press: Press) -> Result:
    """From the warning: end everything now, told on a card of its own."""
    who = press.card.terms["person"]
    card = carding.issue(desk, press.member.pseudonym, "end_form", verbs=ending.END_VERBS, person=who)
    form = carding.get(desk, card)
    if not ending.join_running(desk, press.member, form):
        ending.end_now(desk, press.member, form)
    carding.show(desk, card)
    return Result()


def _check_setup(desk: Desk, press: Press) -> Result:
    signing.check_in_charge(desk, press.member)
    carding.show(desk, press.card.id)
    desk.enqueue("check_setup", f"setup-{press.card.id}-{press.card.wanted + 1}", press.card.id)
    return Result()


def _confirm_owners(desk: Desk, press: Press) -> Result:
    authority.confirm_owners(desk, press.member, press.card.terms.get("unknown", ()))
    reaching.look_at_all(desk)
    return Result()


def _look_more(desk: Desk, press: Press) -> Result:
    looking.show_more(desk, press.member, press.card)
    return Result()


def _look_again(desk: Desk, press: Press) -> Result:
    looking.look_again(desk, press.member, press.card)
    return Result()


def _confirm_approvers(desk: Desk, press: Press) -> Result:
    authority.confirm_approvers(desk, press.member, press.card.terms.get("unknown", ()))
    reaching.look_at_all(desk)
    return Result()


def _speak(desk: Desk, press: Press) -> Result:
    speaking.choose(desk, press.member, press.card, press.text(Field.LANGUAGE))
    return Result()


def _open_row(desk: Desk, press: Press) -> Result:
    carding.show(desk, typed.open_request(desk, press.member, press.row))
    return Result()


_VERBS: dict[str, Callable[[Desk, Press], Result]] = {
    Verb.INVITE_ASK: filling.ask,
    Verb.INVITE_COMPARE: filling.compare,
    Verb.INVITE_BACK: filling.back_to_form,
    Verb.CHANGE_LOOK: filling.look_for_change,
    Verb.CHANGE_ASK: filling.change,
    Verb.CHANGE_REMOVE: filling.change,
    Verb.CHANGE_ALSO: filling.change_also,
    Verb.MANY_ASK: many.ask,
    Verb.MANY_CORRECT: many.correct,
    Verb.MANY_CHECK: many.check_again,
    Verb.BATCH_APPROVE: many.decide(approved=True),
    Verb.BATCH_REJECT: many.decide(approved=False),
    Verb.BATCH_PAGE: many.turn_page,
    Verb.BATCH_RETRY: many.retry,
    Verb.BATCH_CANCEL: many.cancel,
    Verb.FORM_CANCEL: filling.cancel_form,
    Verb.APPROVE: _decide(approved=True),
    Verb.REJECT: _decide(approved=False),
    Verb.DONE: _done,
    Verb.RETRY: _retry,
    Verb.LEAVE_OUT: _leave_out,
    Verb.WHO_FIXES: _who_fixes,
    Verb.ASK_AGAIN: _ask_again,
    Verb.NEW_CARD: _as_it_is,
    Verb.NARROW: _narrow,
    Verb.NARROW_TO: _narrow_to,
    Verb.ACCEPT: _accept,
    Verb.TAKE_OVER: _take_over,
    Verb.WHY_ME: _why_me,
    Verb.HAND_OVER: _hand_over,
    Verb.HAND_OVER_TO: _hand_over_to,
    Verb.BACK: _as_it_is,
    Verb.CANCEL: _cancel,
    Verb.END_NOW: _end_now,
    Verb.END_DATE: _end_date,
    Verb.END_SET_DATE: _set_end,
    Verb.END_KEEP: _keep,
    Verb.BLOCK_LEAVE: _block(block=False),
    Verb.BLOCK_ASK: _block(block=True),
    Verb.EXPIRY_END_NOW: _end_before,
    Verb.SETUP_CHECK: _check_setup,
    Verb.CONFIRM_OWNERS: _confirm_owners,
    Verb.CONFIRM_APPROVERS: _confirm_approvers,
    Verb.LOOK_MORE: _look_more,
    Verb.LOOK_AGAIN: _look_again,
    Verb.OPEN_ROW: _open_row,
    **alike.VERBS,
    **drift.VERBS,
    **extending.VERBS,
    **questions.VERBS,
    **some.VERBS,
    **away.VERBS,
    Verb.LANGUAGE_SET: _speak,
    **gates.VERBS,
    **reviews.VERBS,
    **rolling.VERBS,
    **waves.VERBS,
    Verb.SAY: _as_it_is,  # with words it never comes here: they are read as if they had been typed
}
