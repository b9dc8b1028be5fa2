"""Our words for what Teams sends and for what we answer. No SDK here: swapping it costs ``adapter.py`` alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Literal

#: An Adaptive Card as JSON.
Card = dict[str, Any]
#: What parts a message's id from the moment at which it was edited.
EDITED = "~"
ConversationKind = Literal["personal", "channel", "groupChat"]
NO_DATA: Mapping[str, Any] = MappingProxyType({})


class TurnKind(StrEnum):
    """What happened in Teams."""

    #: Somebody wrote something, or changed what they had written in their own chat.
    TEXT = "text"
    #: Somebody pressed an ``Action.Execute``, or Teams refreshed a card by itself (:attr:`Turn.automatic`).
    PRESS = "press"
    #: Somebody pressed an ``Action.Submit``: a message that carries a value; old clients fall back to it.
    SUBMIT = "submit"
    #: A dialog is to be opened.
    DIALOG_FETCH = "dialog_fetch"
    #: A dialog was sent off.
    DIALOG_SUBMIT = "dialog_submit"
    #: Somebody added the app.
    INSTALLED = "installed"
    #: Somebody removed the app, or deleted the channel or its team: nothing can be sent there any more.
    UNINSTALLED = "uninstalled"
    #: Anything else: typing, reactions, edits in a channel, upgrades of the app, members. ``verb`` names it.
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who did it. The gate has checked that an actor of :attr:`TurnKind.OTHER` alone may lack an object id."""

    #: Entra object id in lower case; empty only for events that Teams sends in nobody's name.
    object_id: str
    #: Display name as Teams sent it; empty where it sent none. Written by the person: escape it.
    name: str
    #: Teams' own id of the person for this bot (``29:…``), for mentions and refreshes.
    teams_id: str


@dataclass(frozen=True, kw_only=True)
class Where:
    """A conversation, with all that is needed to write to it later."""

    service_url: str
    #: In a channel this names the thread too (``;messageid=…``).
    conversation_id: str
    conversation_kind: ConversationKind
    tenant_id: str
    #: Of a channel's team; "" elsewhere, and where a single channel was deleted.
    team: str = ""

    @property
    def unthreaded(self) -> str:
        """The conversation's id without a thread."""
        return self.conversation_id.partition(";messageid=")[0]


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One authenticated event of our tenant."""

    kind: TurnKind
    actor: Actor
    where: Where
    #: Unique in its conversation; empty only for :attr:`TurnKind.OTHER`. That of an edit is the message's and :data:`EDITED` with more.
    activity_id: str
    #: The message whose card was pressed, or None.
    reply_to: str | None = None
    #: What was written: mention of the bot taken out, entities decoded, runs of blanks made one.
    text: str = ""
    #: Where the files that were sent with it can be fetched: a stranger's words, judged by :mod:`bot.files`.
    files: tuple[str, ...] = ()
    #: The verb of a press; for SUBMIT and dialogs the string under ``verb`` in the data; for OTHER the activity's name.
    verb: str | None = None
    #: Card data and inputs as they came back: a stranger's words.
    data: Mapping[str, Any] = field(default_factory=lambda: NO_DATA)
    #: Teams refreshed the card by itself: answer with a view, change nothing.
    automatic: bool = False
    #: Language tag of the client (``da-DK``), or None.
    locale: str | None = None
    #: Hexadecimal; in every log line of this turn, and what a person can hand to an operator.
    trace_id: str = ""
    #: :func:`bot.replay.fingerprint` of the activity: what a second copy of it must ask for too.
    fingerprint: str = ""

    @property
    def message_id(self) -> str:
        """The activity as Teams knows it, for what replies to it."""
        return self.activity_id.partition(EDITED)[0]


@dataclass(frozen=True, kw_only=True)
class Dialog:
    """A dialog to show; sizes are Teams' words (small, medium, large) or pixels."""

    title: str
    card: Card
    height: str | int = "medium"
    width: str | int = "medium"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the person gets. Make it with one of the constructors: each fills one of the fields.

    To a press, a card replaces the presser's view and a message is a short notice. To a text, both become a new message.
    To a submit, a card replaces the one that was pressed, for everybody.
    """

    card: Card | None = None
    #: What a notification shows of the card.
    summary: str = ""
    message: str | None = None
    #: Status in Teams' terms (400, 412 for "something moved", 500) and the words for the person.
    error: tuple[int, str] | None = None
    dialog: Dialog | None = None
    #: False: nothing was looked at. The answer is not remembered, and the same activity is worked on if it comes again.
    is_final: bool = True
    #: The handler has kept the answer in the transaction of its work; see :meth:`bot.replay.Memory.leaves`.
    is_kept: bool = False
    #: What was kept when this activity came the first time: it is given again as it is. All else is empty.
    kept: Mapping[str, Any] | None = None

    @classmethod
    def with_card(cls, card: Card, *, summary: str = "") -> Answer:
        """Show a card."""
        return cls(card=card, summary=summary)

    @classmethod
    def with_message(cls, message: str) -> Answer:
        """Say something in plain text."""
        return cls(message=message)

    @classmethod
    def for_now(cls, message: str) -> Answer:
        """Turn something away unread, with words or (for "") in silence."""
        return cls(message=message, is_final=False)

    @classmethod
    def again(cls, kept: Mapping[str, Any]) -> Answer:
        """Give what was kept when the activity came the first time."""
        return cls(kept=kept)

    @classmethod
    def with_error(cls, code: int, message: str) -> Answer:
        """Say what did not work; other codes than 400, 412 and 500 are sent as the nearest of them."""
        return cls(error=(code, message))

    @classmethod
    def with_dialog(
        cls, *, title: str, card: Card, height: str | int = "medium", width: str | int = "medium"
    ) -> Answer:
        """Open a dialog, or show its next page."""
        return cls(dialog=Dialog(title=title, card=card, height=height, width=width))


#: None: nothing to say (an event was noted, a dialog closes).
Handler = Callable[[Turn], Awaitable[Answer | None]]
#: Words for a failure; None leaves it to the adapter's own sentence. Must not wait for anything.
OnError = Callable[[Turn, Exception], Answer | None]
