"""What a tour does on stage, over HTTP: say, click, read cards, move the world, and look at the books."""

from __future__ import annotations

import asyncio
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar

from sandbox.clock import read_stamp
from sandbox.tour.reading import crowd_of, differences, read_answer, read_message, read_standing
from sandbox.tour.rights import Rights
from sandbox.tour.telling import Teller, TourFailed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection
    from datetime import datetime

    import aiohttp

    from sandbox.tour.reading import Message, Standing

#: Wall seconds that a card may take to change before the tour fails.
PATIENCE_S = 15.0
#: Wall seconds that a proof may take: the card has told by then that it is so.
PROOF_S = 3.0
#: Wall seconds between two looks.
LOOK_EVERY_S = 0.1
#: What nobody has changed for so many seconds has come to rest.
STILL_S = 1.5
#: So often it is looked whether all has.
MOST_LOOKS = 20

Found = TypeVar("Found")


class Stage:
    """One story being played; ``teller`` prints it."""

    def __init__(self, http: aiohttp.ClientSession, teller: Teller) -> None:
        self._http = http
        self.teller = teller
        #: Wall seconds that a card may take to change.
        self.patience = PATIENCE_S
        #: What each person saw last, by message (None: deleted), and up to which mark.
        self._chats: dict[str, tuple[str, dict[str, Message | None]]] = {}
        #: What this installation may do and see; known once a story has begun.
        self.rights = Rights()
        self._scim: dict[str, str] = {}
        self._cast: frozenset[str] = frozenset()
        self._crowd: frozenset[str] = frozenset()

    async def enter(self, cast: Collection[str]) -> None:
        """The story is about these addresses: every proof holds everybody else against the present moment."""
        about = await self._get("/sandbox/about")
        self.rights = Rights(profile=about["profile"], readback=about["readback"])
        self._scim = about["scim"]
        self._cast = frozenset(address.casefold() for address in cast)
        self._crowd = crowd_of(await self.books(), self._cast)

    async def look_anew(self) -> None:
        """Weeks have passed, in which others' access may have ended by itself: from here on they are held against what is now.

        At rest is what has stood still for a while, Usher with it: on a busy machine it may ask long before anything changes.
        """
        before, crowd = None, self._crowd
        for _ in range(MOST_LOOKS):
            books = await self.books()
            crowd = crowd_of(books, self._cast)
            now = crowd, [call for call in books["calls"] if call["by"] == "usher"][-1:]
            if now == before:
                break
            before = now
            await asyncio.sleep(STILL_S)
        self._crowd = crowd

    async def say(self, person: str, text: str) -> Message:
        """Type a line in one's own chat; the card that came back. TourFailed when none did."""
        said = await self._post("/sandbox/teams/say", {"person": person, "text": text})
        cards = [message for message in said["messages"] if message.get("card")]
        if not cards:
            raise TourFailed(f"a card for {person}, who typed {text!r}", str(said["messages"] or said["status"]))
        return read_message(cards[-1])

    async def click(self, person: str, message: Message, action: str, /, **inputs: str) -> str:
        """Press a button by its title; the words that the presser reads then. TourFailed when the bot does not take it."""
        return read_answer(await self.press(person, message, action, **inputs))

    async def press(self, person: str, message: Message, action: str, /, **inputs: str) -> Any:
        """The same; the whole answer."""
        body = {"person": person, "message": message.id, "action": action, "inputs": inputs}
        pressed = await self._post("/sandbox/teams/click", body)
        if pressed["status"] != HTTPStatus.OK:
            raise TourFailed(f"200 when {person} presses {action!r}", f"{pressed['status']} {pressed['body']}")
        return pressed["body"]

    async def click_reads(self, person: str, message: Message, action: str, /, *words: str, **inputs: str) -> str:
        """Press a button whose answer has all these ``words``. TourFailed when it has not."""
        told = await self.click(person, message, action, **inputs)
        if any(word not in told for word in words):
            raise TourFailed(f"{person} to read {_quoted(words)} after pressing {action!r}", repr(told))
        return told

    async def messages(self, person: str, *, wait: bool = False) -> list[Message]:
        """The bot's messages as a person sees them, oldest first; a channel's too. ``wait``: until something is new, a little."""
        mark, known = self._chats.get(person, ("0", {}))
        path, query = "/sandbox/teams/messages", {"person": person, "after": mark} | ({"wait": "1"} if wait else {})
        async with self._http.get(path, params=query) as answer:
            changed = (await _read(path, answer))["messages"]
            self._chats[person] = answer.headers.get("X-Mark", "0"), known
        known |= {str(message["id"]): None if message.get("gone") else read_message(message) for message in changed}
        return [message for _, message in sorted(known.items(), key=lambda one: int(one[0])) if message]

    async def reads(self, person: str, *words: str) -> Message:
        """Wait until some message of a person has all these words; the newest such. TourFailed when patience runs out."""

        def find(told: list[Message]) -> Message | None:
            return next((message for message in reversed(told) if all(word in message.words for word in words)), None)

        return await self._until_found(person, words, find)

    async def reads_one_of(self, person: str, about: str, *words: str) -> Message:
        """Wait until the newest message about something has at least one of these words. TourFailed likewise."""

        def find(told: list[Message]) -> Message | None:
            newest = [message for message in told if about in message.words][-1:]
            return next((message for message in newest if any(word in message.words for word in words)), None)

        return await self._until_found(person, (about, *words), find)

    async def _until_found(
        self, person: str, words: tuple[str, ...], find: Callable[[list[Message]], Message | None]
    ) -> Message:
        wait = False

        async def look() -> Message | None:
            nonlocal wait
            told, wait = await self.messages(person, wait=wait), True
            return find(told)

        found = await self.until(look, self.patience)
        if found is None:
            near = _nearest(await self.messages(person), words)
            raise TourFailed(f"{person} to read {_quoted(words)}", near)
        return found

    async def until(self, look: Callable[[], Awaitable[Found]], seconds: float) -> Found | None:
        """The first truthy thing that ``look`` finds within ``seconds`` of wall time; None when there is none."""
        end = time.monotonic() + seconds
        while not (found := await look()):
            if time.monotonic() > end:
                return None
            await asyncio.sleep(LOOK_EVERY_S)
        return found

    async def prove(self, address: str, expected: Standing, words: str) -> None:
        """Wait until the books show exactly this of ``address``, and of everybody else what they showed at first."""
        seen: Standing | None = None

        async def look() -> bool:
            nonlocal seen
            seen = await self.standing(address)
            return seen == expected

        if not await self.until(look, PROOF_S) and seen is not None:
            wanted, found = differences(expected, seen)
            raise TourFailed(f"{address}: {wanted}", found)
        self.teller.tell("books", f"show {address}", words, proven=True)

    async def standing(self, address: str) -> Standing:
        """How ``address`` stands in the world outside, with what moved for everybody else since the story began."""
        books = await self.books()
        crowd = crowd_of(books, self._cast)
        moved = [f"no longer: {one}" for one in sorted(self._crowd - crowd)]
        moved += [f"new: {one}" for one in sorted(crowd - self._crowd)]
        return read_standing(books, address, others=tuple(moved))

    async def books(self) -> dict[str, Any]:
        """What the world outside holds and was asked."""
        return await self._get("/sandbox/books")

    async def now(self) -> datetime:
        """The world's present moment, aware, in UTC."""
        return read_stamp(str((await self._get("/sandbox/clock"))["now"]))

    async def clock(self, moment: datetime) -> None:
        """Move world time to ``moment``; what falls due before it is enqueued then, not done. Nothing for a past one."""
        seconds = int((moment - await self.now()).total_seconds())
        if seconds > 0:
            await self._post("/sandbox/clock", {"advance": f"{seconds}s"})

    async def scim(self, path: str, **query: str) -> tuple[int, dict[str, Any]]:
        """(status, body) of a reading of the platform over SCIM, with a token of its own; known once a story has begun."""
        headers = {"Authorization": f"Bearer {self._scim['token']}"}
        async with self._http.get(self._scim["url"] + path, params=query, headers=headers) as answer:
            return answer.status, await answer.json(content_type=None)

    async def cycle(self) -> dict[str, Any]:
        """One provisioning cycle of Entra's, now; what it did."""
        return await self._post("/sandbox/cycle", {})

    async def heal(self) -> None:
        """Nothing fails any more."""
        async with self._http.delete("/sandbox/faults") as answer:
            await _read("/sandbox/faults", answer)

    async def entra(self, do: str, **what: Any) -> None:
        """Do something behind Usher's back."""
        await self._post("/sandbox/entra", {"do": do, **what})

    async def fault(self, **fault: Any) -> None:
        """Have the world outside misbehave as described."""
        await self._post("/sandbox/faults", fault)

    async def reads_when_said(self, person: str, text: str, *words: str) -> Message:
        """Type a line until the answer has all these words: who has a say is read again every few minutes, or when asked."""

        async def look() -> Message | None:
            message = await self.say(person, text)
            return message if all(word in message.words for word in words) else None

        found = await self.until(look, self.patience)
        if found is None:
            raise TourFailed(
                f"{person} to read {_quoted(words)} after typing {text!r}", (await self.say(person, text)).words
            )
        return found

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """One order to the sandbox. TourFailed when it is refused."""
        async with self._http.post(path, json=body) as answer:
            return await _read(path, answer)

    async def _get(self, path: str, **query: str) -> dict[str, Any]:
        """One look at the sandbox. TourFailed when it is refused."""
        async with self._http.get(path, params=query) as answer:
            return await _read(path, answer)


async def _read(path: str, answer: aiohttp.ClientResponse) -> dict[str, Any]:
    """The JSON object of an answer. TourFailed for an error or anything else."""
    found = await answer.json(content_type=None) if "json" in answer.content_type else None
    if answer.status >= HTTPStatus.BAD_REQUEST or not isinstance(found, dict):
        raise TourFailed(f"{path} to answer", f"{answer.status} {found or await answer.text()}"[:300])
    return found


def _nearest(messages: list[Message], words: tuple[str, ...]) -> str:
    """The newest message among those that have most of ``words``; "nothing" where there is no message."""
    if not messages:
        return "nothing"
    near = max(reversed(messages), key=lambda message: sum(word in message.words for word in words))
    return near.words.replace("\n", " / ")


def _quoted(words: tuple[str, ...]) -> str:
    """As "'Done, proven' and 'fabrikam'"."""
    return " and ".join(map(repr, words))
