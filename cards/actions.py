"""What can be pressed: the only place that knows verbs, the keys of their data, and the ids of inputs.

A press is input from a stranger. It carries the random id of the card that was sent and, in a list, the number of the row;
everything else is looked up. Only a suggestion carries text, which is treated as if it had been typed.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from microsoft_teams.cards import ExecuteAction, OpenUrlAction, SubmitAction, SubmitActionData

from cards.words import Voice, plain_text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

#: Keys of an action's data.
CARD = "card"
ROW = "row"
TEXT = "text"

#: So many buttons stand in view; the rest is behind "…".
IN_VIEW = 3
#: Teams shows at most so many on a card (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference).
MOST_BUTTONS = 6


class Verb(StrEnum):
    """What a press asks for. The order is the order of buttons on a card."""

    INVITE_ASK = "invite.ask"
    INVITE_COMPARE = "invite.compare"
    INVITE_BACK = "invite.back"
    CHANGE_LOOK = "change.look"
    CHANGE_ASK = "change.ask"
    CHANGE_REMOVE = "change.remove"
    CHANGE_ALSO = "change.also"
    EXTEND_LOOK = "extend.look"
    EXTEND_NOW = "extend.now"
    EXTEND_ASK = "extend.ask"
    EXTEND_OTHER = "extend.other"
    TEST_ASK = "test.ask"
    TEST_LOOK = "test.look"
    MANY_ASK = "many.ask"
    MANY_CORRECT = "many.correct"
    MANY_CHECK = "many.check"
    QUESTION_ANSWER = "question.answer"
    BATCH_APPROVE = "batch.approve"
    BATCH_REJECT = "batch.reject"
    BATCH_RETRY = "batch.retry"
    BATCH_CANCEL = "batch.cancel"
    BATCH_PAGE = "batch.page"
    BATCH_SEND = "batch.send"
    BATCH_ASK = "batch.ask"
    ALIKE_APPROVE = "alike.approve"
    ALIKE_PAGE = "alike.page"
    SOME_APPROVE = "some.approve"
    SOME_CHOOSE = "some.choose"
    REVIEW_SEND = "review.send"
    PAUSE_DAY = "pause.day"
    PAUSE_LONGER = "pause.longer"
    JOB_RESUME = "job.resume"
    JOB_START = "job.start"
    AWAY_SET = "away.set"
    AWAY_END = "away.end"
    LANGUAGE_SET = "language.set"
    FORM_CANCEL = "form.cancel"
    APPROVE = "request.approve"
    REJECT = "request.reject"
    NARROW_TO = "request.narrow_to"
    ACCEPT = "request.accept"
    TAKE_OVER = "request.take_over"
    DONE = "request.done"
    RETRY = "request.retry"
    LEAVE_OUT = "request.leave_out"
    WHO_FIXES = "request.who_fixes"
    ASK_AGAIN = "request.ask_again"
    NEW_CARD = "request.new_card"
    NARROW = "request.narrow"
    QUESTION_ASK = "question.ask"
    QUESTION_SEND = "question.send"
    WHY_ME = "request.why_me"
    HAND_OVER_TO = "request.hand_over_to"
    HAND_OVER = "request.hand_over"
    BACK = "request.back"
    CANCEL = "request.cancel"
    END_NOW = "end.now"
    END_DATE = "end.date"
    END_SET_DATE = "end.set_date"
    END_KEEP = "end.keep"
    BLOCK_LEAVE = "block.leave"
    BLOCK_ASK = "block.ask"
    GUEST_SEND_AGAIN = "guest.send_again"
    GUEST_GIVE_LINK = "guest.give_link"
    EXPIRY_EXTEND = "expiry.extend"
    EXPIRY_ASK = "expiry.ask"
    LET_END = "expiry.let_end"
    EXPIRY_OTHER = "expiry.other"
    EXPIRY_END_NOW = "expiry.end_now"
    DRIFT_PUT_BACK = "drift.put_back"
    ACCOUNT_END = "account.end"
    DRIFT_KEEP = "drift.keep"
    ACCOUNT_MORE = "account.more"
    DRIFT_ASK = "drift.ask"
    SPONSOR_TAKE = "sponsor.take"
    SETUP_CHECK = "setup.check"
    CONFIRM_OWNERS = "setup.confirm_owners"
    CONFIRM_APPROVERS = "setup.confirm_approvers"
    GATE_SIGN = "gate.sign"
    GATE_NOT_YET = "gate.not_yet"
    GROUPS_CONFIRM = "groups.confirm"
    GATE_VALIDATED = "gate.validated"
    GATE_READY = "gate.ready"
    GROUPS_LOOK = "groups.look"
    GATE_WITHDRAW = "gate.withdraw"
    WAVE_ASK = "wave.ask"
    WAVE_ASK_SKIPPING = "wave.ask_skipping"
    WAVE_SET_DATE = "wave.set_date"
    WAVE_START_NOW = "wave.start_now"
    WAVE_DATE = "wave.date"
    WAVE_SKIP = "wave.skip"
    WAVE_PEOPLE = "wave.people"
    WAVE_SHOW = "wave.show"
    WAVE_MORE = "wave.more"
    WAVE_CSV = "wave.csv"
    WAVE_HR = "wave.hr"
    WAVE_BACK = "wave.back"
    WAVE_AGAIN = "wave.again"
    WAVE_ANNOUNCE = "wave.announce"
    WAVE_UNANNOUNCE = "wave.unannounce"
    LOOK_MORE = "look.more"
    LOOK_AGAIN = "look.again"
    OPEN_ROW = "list.open"
    ALIKE_OPEN = "alike.open"
    REVIEW = "channel.review"
    SAY = "say"


class Field(StrEnum):
    """Ids of inputs, which are the keys of their answers in an action's data."""

    ADDRESS = "address"
    NAME = "name"
    REASON = "reason"
    #: Names of groups, parted by commas (an Input.ChoiceSet with isMultiSelect).
    GROUPS = "groups"
    #: Numbers of the requests of people who are ticked, parted by commas.
    PEOPLE = "people"
    #: Keys of checks, parted by commas.
    GATES = "gates"
    #: ``HH:MM``.
    TIME = "time"
    #: "guest" or "account".
    OPTION = "option"
    #: "mail" or "link".
    DELIVERY = "delivery"
    #: Object id of an owner.
    SPONSOR = "sponsor"
    #: ISO date, or "".
    UNTIL = "until"
    CONFIRM = "confirm"
    #: Object id of one of the people whom a typed name may mean; where it is handed over, one of those the card lists; or NOBODY.
    PERSON = "person"
    #: ISO date.
    UNTIL_DATE = "until_date"
    #: What shows that a statement is true: a link, a date.
    EVIDENCE = "evidence"
    #: The change that a list of people is about; "" for every one.
    CHANGE = "change"
    #: The number of one of the changes outside that the card tells.
    FINDING = "finding"
    #: The code of a language, or "teams".
    LANGUAGE = "language"
    #: A line of a list, to be corrected; its number follows.
    LINE = "line"
    #: Lines to copy; nothing is read from it.
    CSV = "csv"
    #: What an approver asks before deciding.
    QUESTION = "question"
    #: What the requester answers; in a review "keep" or "end" for one person, whose place follows.
    ANSWER = "answer"


#: The choice of nobody in particular: a value of its own, since clients show an empty one as nothing chosen.
NOBODY = "nobody"
#: Verbs that must work whatever stands in the inputs: a required one left empty would block the press.
_WITHOUT_INPUTS = frozenset(
    {
        Verb.FORM_CANCEL,
        Verb.INVITE_BACK,
        Verb.WHY_ME,
        Verb.WHO_FIXES,
        Verb.HAND_OVER,
        Verb.QUESTION_ASK,
        Verb.BACK,
        Verb.CANCEL,
        Verb.END_KEEP,
        Verb.BATCH_PAGE,
        Verb.BATCH_ASK,
        Verb.BATCH_CANCEL,
        Verb.ALIKE_PAGE,
        Verb.SOME_CHOOSE,
        Verb.END_DATE,
        Verb.EXTEND_OTHER,
        Verb.GATE_NOT_YET,
        Verb.GATE_VALIDATED,
        Verb.GATE_READY,
        Verb.GATE_WITHDRAW,
        Verb.GROUPS_LOOK,
        Verb.WAVE_DATE,
        Verb.WAVE_SKIP,
        Verb.WAVE_MORE,
        Verb.WAVE_CSV,
        Verb.WAVE_BACK,
        Verb.WAVE_ANNOUNCE,
        Verb.WAVE_UNANNOUNCE,
        Verb.LOOK_MORE,
        Verb.LOOK_AGAIN,
        Verb.OPEN_ROW,
        Verb.ALIKE_OPEN,
        Verb.SAY,
    }
)


_PLACES = {verb: place for place, verb in enumerate(Verb)}
#: Behind "…" however few buttons there are: what is asked before a decision is no decision.
_BEHIND = frozenset({Verb.QUESTION_ASK})


def press(
    voice: Voice,
    card: str,
    verb: Verb,
    *,
    row: int | None = None,
    secondary: bool = False,
    title: str = "",
    **told: object,
) -> ExecuteAction:
    """A button. ``row`` is the number of the request that a line of a list stands for, or of a part; ``told`` is for its title."""
    title = title or _title(voice, verb, **({} if row is None else {"number": row}), **told)
    data: dict[str, str | int] = {CARD: card} if row is None else {CARD: card, ROW: row}
    return _execute(title, verb, data, secondary=secondary)


def _title(voice: Voice, verb: Verb, **told: object) -> str:
    return voice.plain("press-" + verb.replace(".", "-").replace("_", "-"), **told)


def suggestion(card: str, text: str, *, secondary: bool = False) -> ExecuteAction:
    """A button that types ``text`` for its presser."""
    return _execute(plain_text(text, 60), Verb.SAY, {CARD: card, TEXT: text}, secondary=secondary)


def buttons(
    voice: Voice, card: str, verbs: Collection[str], titles: Mapping[Verb, str] | None = None
) -> list[ExecuteAction]:
    """A button for each verb, the primary one first; from the fourth on behind "…". An unknown verb raises ValueError.

    ``titles`` are of buttons that are named by what they do to how many.
    """
    # a suggestion has words of its own, a row its number, a further group its name: other functions make those
    wanted = {Verb(verb) for verb in verbs} - {Verb.SAY, Verb.OPEN_ROW, Verb.ALIKE_OPEN, Verb.CHANGE_ALSO}
    named = titles or {}
    return [
        press(voice, card, verb, secondary=place >= IN_VIEW or verb in _BEHIND, title=named.get(verb, ""))
        for place, verb in enumerate(sorted(wanted, key=_PLACES.__getitem__))
    ]


def suggestions(card: str, texts: Sequence[str]) -> list[ExecuteAction]:
    """Buttons that type for their presser; from the fourth on behind "…"."""
    return [suggestion(card, text, secondary=place >= IN_VIEW) for place, text in enumerate(texts[:MOST_BUTTONS])]


def opens_dialog(voice: Voice, card: str, verb: Verb) -> SubmitAction:
    """A button that opens a dialog for its presser alone, over what everybody sees."""
    data = {CARD: card, "verb": verb.value, "msteams": {"type": "task/fetch"}}
    return SubmitAction(title=_title(voice, verb), data=SubmitActionData.model_validate(data), associated_inputs="none")


def open_link(voice: Voice, url: str) -> OpenUrlAction | None:
    """A button that opens a web address; None for anything but https and http."""
    if not url.lower().startswith(("https://", "http://")):
        return None
    return OpenUrlAction(title=voice.plain("press-link"), url=url)


def _execute(title: str, verb: Verb, data: dict[str, str | int], *, secondary: bool) -> ExecuteAction:
    # no style: Teams draws neither positive nor destructive; no fallback: a client below 1.4 shows the card's fallbackText
    return ExecuteAction(
        title=title,
        verb=verb.value,
        data=SubmitActionData.model_validate(data),
        mode="secondary" if secondary else None,
        associated_inputs="none" if verb in _WITHOUT_INPUTS else None,
    )
