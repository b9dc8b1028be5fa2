"""What happened in Teams → the handler that answers. A decline becomes words here, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import structlog

from bot import grammar, presses
from bot.answers import message
from bot.connector import NotDelivered, Undeliverable
from bot.handlers import in_channel, many, typed
from bot.handlers.ready import ensure_ready
from bot.turn import Answer, TurnKind
from cards.actions import TEXT, Verb
from cards.render import render
from cards.words import Voice
from provisioning import views
from provisioning.domain import dates
from provisioning.domain.errors import Declined
from provisioning.usecases import activities, authority, carding, channel, people, sending, showing, speaking

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.connector import Connector
    from bot.files import Files
    from bot.flood import Flood
    from bot.turn import Turn
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.service import Service

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Memory:
    """Answers to activities, in our tables; see :class:`bot.replay.Memory`."""

    service: Service

    async def recall(self, conversation_id: str, activity_id: str) -> dict[str, Any] | None:
        """What was answered before."""
        return await self.service.look(activities.recall, conversation_id, activity_id)

    async def keep(self, conversation_id: str, activity_id: str, answer: dict[str, Any]) -> None:
        """Remember an answer."""
        await self.service.do(activities.keep, conversation_id, activity_id, answer)

    def leaves(self, turn: Turn) -> bool:
        """Presses are kept with what they did; old clients' are answered by a message, which must have left first."""
        return turn.kind is TurnKind.PRESS and bool(turn.verb) and not is_said(turn)


@dataclass(frozen=True, kw_only=True)
class Router:
    """Answers every turn that the gate let in."""

    service: Service
    connector: Connector
    flood: Flood
    files: Files

    async def handle(self, turn: Turn) -> Answer | None:
        """The one way in."""
        if turn.kind in BY_PEOPLE and not turn.automatic and not self.flood.admits(turn.actor.object_id):
            return await self._too_fast(turn)
        if turn.kind is TurnKind.UNINSTALLED:
            await self.service.do(_uninstalled, turn)
            return None
        if turn.kind is TurnKind.INSTALLED:
            return await self._installed(turn)
        return await self._answer(turn)

    async def _answer(self, turn: Turn) -> Answer | None:
        """Somebody wrote or pressed something."""
        if turn.kind is TurnKind.TEXT:
            return await self._typed(turn, turn.text)
        if turn.kind in {TurnKind.PRESS, TurnKind.SUBMIT} and turn.verb:
            if is_said(turn):
                return await self._said(turn, str(turn.data[TEXT])[:LONGEST_TEXT])
            return await self._pressed(turn)
        if turn.kind is TurnKind.DIALOG_FETCH and turn.verb == Verb.REVIEW:
            return await self._for_member(turn, in_channel.review)
        return None

    def apologise(self, turn: Turn, error: Exception) -> Answer:
        """Something broke on our side: words with the reference that finds the log lines, never a traceback."""
        del error
        locale = turn.locale or self.service.rules.locale
        words = self._voice(locale).plain("declined-broken", trace=turn.trace_id)
        if turn.kind is TurnKind.PRESS:
            return Answer.with_error(500, words)
        return Answer.with_message(words)

    async def _too_fast(self, turn: Turn) -> Answer:
        """Nothing was looked at. A press is answered each time; a message and a row of the audit come once a minute."""
        is_news = self.flood.is_news(turn.actor.object_id)
        if is_news:
            log.warning("flood.refused", kind=turn.kind.value, trace=turn.trace_id)
            way = "chat" if turn.kind is TurnKind.TEXT else "card"
            await self.service.act(way, turn.activity_id, _audit_flood, turn)
        told = is_news or turn.kind is TurnKind.PRESS
        locale = turn.locale or self.service.rules.locale
        return Answer.for_now(self._voice(locale).plain("declined-too-fast") if told else "")

    async def _installed(self, turn: Turn) -> Answer | None:
        """Remember the chat; the first word is a short hello, in a personal chat alone."""
        if turn.where.conversation_kind != "personal" or not turn.actor.object_id:
            return None
        known = await self.service.act("chat", turn.activity_id, _remember, turn)
        if known:
            return None
        card = await self.service.act("chat", turn.activity_id, _welcome, turn.actor.object_id)
        await self._send(turn, *card)
        return None

    async def _typed(self, turn: Turn, text: str) -> Answer | None:
        """A typed line fills a card."""
        if turn.where.conversation_kind != "personal":
            return await self._in_channel(turn, grammar.telling(text))
        try:
            member = await ensure_ready(self.service, turn.actor.object_id)
            if turn.files:
                await self.service.look(authority.check_owner, member)  # nobody else's file is worth fetching
                listed = await self.files.read(turn.files)
                card = await self.service.act("chat", turn.activity_id, _respond_to_file, turn, member, listed)
            else:
                card = await self.service.act("chat", turn.activity_id, _respond, turn, member, text)
        except Declined as declined:
            await self.service.act("chat", turn.activity_id, _decline_typed, turn, declined)
            view = await self.service.look(_notice, declined, turn.actor.object_id, turn.locale or "")
            return Answer.with_card(render(view))
        await self._send(turn, *card)
        return None

    async def _said(self, turn: Turn, text: str) -> Answer | None:
        """A button's words are answered by a card below; the press gets a sentence, since clients take no empty one."""
        answer = await self._typed(turn, text)
        if answer is not None or turn.kind is not TurnKind.PRESS:
            return answer
        locale = await self.service.look(speaking.locale_for, turn.actor.object_id, turn.locale)
        return Answer.with_message(self._voice(locale).plain("notice-said"))

    async def _in_channel(self, turn: Turn, tells: bool | None) -> Answer:
        """A channel is told what is asked for, or no longer; nothing else is said there."""
        voice = self._voice(self.service.rules.locale)
        if tells is None or turn.where.conversation_kind != "channel":
            return Answer.with_message(voice.plain("declined-own-chat"))

        def wish(desk: Desk, turn: Turn, member: Member) -> Answer:
            """In one transaction."""
            return Answer.with_message(voice.plain(in_channel.tell_or_stop(desk, turn, member, tells=tells)))

        return await self._for_member(turn, wish, locale=self.service.rules.locale)

    async def _for_member(
        self, turn: Turn, usecase: Callable[[Desk, Turn, Member], Answer], *, locale: str = ""
    ) -> Answer:
        """Where everybody reads along: done for a known person, or declined in words, audited."""
        try:
            member = await ensure_ready(self.service, turn.actor.object_id)
            return await self.service.act("chat", turn.activity_id, usecase, turn, member)
        except Declined as declined:
            await self.service.act("chat", turn.activity_id, _decline_typed, turn, declined)
            theirs = await self.service.look(speaking.locale_for, turn.actor.object_id, turn.locale)
            voice = self._voice(locale or theirs)
            return Answer.with_message(voice.plain(declined.key, **declined.values))

    async def _send(self, turn: Turn, card: str, view: views.CardView) -> None:
        """Send a card in the turn that asked for it, and remember where it stands."""
        try:
            # marked as the SDK marks what it sends in a turn
            reply = {**message(card=render(view)), "replyToId": turn.message_id}
            sent = await self.connector.send(turn.where, activity=reply, patience=IN_TURN)
        except (NotDelivered, Undeliverable) as error:
            log.warning("reply.not_sent", card=card, reason=error.reason, trace=turn.trace_id)
            await self.service.do(sending.release, card)
            await self.service.do(carding.show, card)
            return
        where = {"service_url": turn.where.service_url, "conversation_id": turn.where.conversation_id}
        await self.service.do(sending.record_sent, card, activity_id=sent, shown=0, **where)

    async def _pressed(self, turn: Turn) -> Answer | None:
        """A press runs one use case, for the person who pressed."""
        if turn.automatic:
            return None
        try:
            while (answer := await self.service.act("card", turn.activity_id, presses.answer, turn)) is None:
                await ensure_ready(self.service, turn.actor.object_id)
        except Declined as declined:
            return await self.service.act("card", turn.activity_id, presses.decline, turn, declined)
        return answer

    def _voice(self, locale: str) -> Voice:
        """Words for a plain sentence, in the organisation's zone."""
        rules = self.service.rules
        return Voice(locale=locale, zone=rules.zone.key, platform=rules.platform)


def is_said(turn: Turn) -> bool:
    """Whether the button stands for words, to be read as if they had been typed."""
    return turn.verb == Verb.SAY and isinstance(turn.data.get(TEXT), str)


#: Kinds of turns that a person makes, and could make too many of.
BY_PEOPLE = frozenset({TurnKind.TEXT, TurnKind.PRESS, TurnKind.SUBMIT, TurnKind.DIALOG_FETCH})
#: Seconds that a reply may take to leave while Teams waits.
IN_TURN = 5.0
#: Signs of a typed line that are read (a list may be longer): nobody's command is longer, and reading takes time while others wait.
LONGEST_TEXT = 4000


def _uninstalled(desk: Desk, turn: Turn) -> None:
    """Nothing can be delivered there until the person is heard of again; who takes Usher out of a team keeps their own chat."""
    if turn.where.conversation_kind != "personal":
        channel.lose(desk, turn.where.unthreaded, turn.where.team)
    elif turn.actor.object_id:
        people.mark_unreachable(desk, people.know_object(desk, turn.actor.object_id), "uninstalled")


def _remember(desk: Desk, turn: Turn) -> bool:
    """Keep where a person can be reached; whether they were known before."""
    pseudonym = people.know_object(desk, turn.actor.object_id)
    known = people.has_chat(desk, pseudonym)
    people.remember_chat(
        desk,
        pseudonym,
        service_url=turn.where.service_url,
        conversation_id=turn.where.conversation_id,
        locale=turn.locale or "",
    )
    return known


def _welcome(desk: Desk, object_id: str) -> tuple[str, views.CardView]:
    """The hello."""
    card = carding.issue(desk, people.know_object(desk, object_id), "notice", key="notice-welcome", verbs=())
    return card, showing.view_of(desk, carding.get(desk, card))


def _respond(desk: Desk, turn: Turn, member: Member, text: str) -> tuple[str, views.CardView]:
    """What was typed, understood and shown."""
    _remember(desk, turn)
    if lines := many.find_list(desk, text):
        card = many.open_list(desk, member, lines)
        sending.hold(desk, card)
        return card, showing.view_of(desk, carding.get(desk, card))
    today = dates.day_of(desk.now, desk.rules.zone)
    aliases = {name: (*group.aliases, group.article) for name, group in desk.rules.groups.items()}
    roles = {name: role.aliases for name, role in desk.rules.roles.items()}
    shown = typed.respond(desk, member, grammar.parse(text[:LONGEST_TEXT], today=today, groups=aliases, roles=roles))
    sending.hold(desk, shown.card)
    return shown.card, showing.view_of(desk, carding.get(desk, shown.card), **shown.marks)


def _respond_to_file(desk: Desk, turn: Turn, member: Member, text: str) -> tuple[str, views.CardView]:
    """A file is read as if its text had been pasted; only a list can be sent so."""
    if not many.find_list(desk, text):
        raise Declined("declined-file-no-list")
    return _respond(desk, turn, member, text)


def _decline_typed(desk: Desk, turn: Turn, declined: Declined) -> None:
    """A wish that a rule refused; guests and strangers are remembered by their pseudonym alone."""
    if declined.key != "declined-checking-you":
        what = Verb.REVIEW if turn.kind is TurnKind.DIALOG_FETCH else "typed"
        activities.record_refusal(desk, turn.actor.object_id, declined.key, what)


def _audit_flood(desk: Desk, turn: Turn) -> None:
    """Somebody went too fast; which verb it was does not matter, it was not read."""
    activities.record_refusal(desk, turn.actor.object_id, "declined-too-fast", turn.kind.value)


def _notice(desk: Desk, declined: Declined, object_id: str, locale: str) -> views.NoticeView:
    """A decline as a card; ``locale`` is what Teams says of the reader, "" for nothing."""
    locale = speaking.locale_for(desk, object_id, locale)
    reader = views.Reader(name="", locale=locale, zone=desk.rules.zone.key, platform=desk.rules.platform)
    return views.NoticeView(card="", reader=reader, key=declined.key, values=declined.values, tone="warning")
