"""What a tour does on stage: say, press, read cards, move the world, and look at the books."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import aiohttp

#: Seconds that anything may take before the tour fails.
PATIENCE = 15.0
LOOK_EVERY = 0.1


class TourFailed(Exception):
    """Something was not as the story has it; the text says what was expected and what was seen."""


def texts(part: Any) -> list[str]:
    """Every word of a card that a person reads, in order."""
    if isinstance(part, list):
        return [text for one in part for text in texts(one)]
    if not isinstance(part, dict):
        return []
    own = [str(part[key]) for key in ("text", "title", "value") if isinstance(part.get(key), str)]
    return own + [text for key, one in part.items() if key not in {"data", "fallbackText"} for text in texts(one)]


class Stage:
    """One story being played."""

    def __init__(self, http: aiohttp.ClientSession, story: str, *, as_json: bool) -> None:
        self._http, self._story, self._as_json = http, story, as_json
        self._since = time.monotonic()

    def tell(self, step: str, words: str, *, proven: bool | None = None) -> None:
        """Print one step; ``proven`` is None for what only leads to an end state."""
        took, self._since = time.monotonic() - self._since, time.monotonic()
        if self._as_json:
            line = {"story": self._story, "step": step, "did": words, "proven": proven, "took_s": round(took, 2)}
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        else:
            sign = {True: "✔", False: "✖", None: "·"}[proven]
            sys.stdout.write(f"{sign} {self._story}/{step}: {words} ({took:.1f} s)\n")
        sys.stdout.flush()

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """One order to the sandbox. TourFailed when it is refused."""
        async with self._http.post(path, json=body) as answer:
            found: dict[str, Any] = await answer.json(content_type=None)
            if answer.status >= HTTPStatus.BAD_REQUEST:
                raise TourFailed(f"{path} answered {answer.status}: {found.get('error', found)}")
            return found

    async def say(self, person: str, text: str) -> str:
        """Type a line; the id of the card that came back."""
        said = await self._post("/sandbox/teams/say", {"person": person, "text": text})
        cards = [message for message in said["messages"] if message.get("card")]
        if not cards:
            raise TourFailed(f"{person} typed {text!r} and got no card: {said}")
        return str(cards[-1]["id"])

    async def press(self, person: str, message: str, action: str, **inputs: str) -> str:
        """Press a button; the words of the answer. TourFailed when the bot does not answer with 200."""
        body = {"person": person, "message": message, "action": action, "inputs": inputs}
        pressed = await self._post("/sandbox/teams/click", body)
        if pressed["status"] != HTTPStatus.OK:
            raise TourFailed(f"{person} pressed {action!r}: expected 200, got {pressed['status']} {pressed['body']}")
        value = (pressed["body"] or {}).get("value")
        return value if isinstance(value, str) else "\n".join(texts(value))

    async def read(self, person: str) -> list[tuple[str, str]]:
        """(id, words) of everything in a person's chat, oldest first."""
        async with self._http.get("/sandbox/teams/messages", params={"person": person}) as answer:
            messages = (await answer.json())["messages"]
        return [(str(m["id"]), "\n".join([m.get("text") or "", *texts(m.get("card"))])) for m in messages]

    async def until_reads(self, person: str, *words: str) -> str:
        """Wait until some card of a person has all these words; its id."""

        async def look() -> str | None:
            cards = await self.read(person)
            return next((one for one, told in reversed(cards) if all(word in told for word in words)), None)

        found = await self._until(look)
        if found is None:
            last = (await self.read(person))[-1:] or [("", "nothing")]
            raise TourFailed(f"{person} should read {' and '.join(map(repr, words))}, but reads: {last[0][1]!r}")
        return str(found)

    async def _until(self, look: Callable[[], Any]) -> Any:
        """What ``look`` finds in the end; None when patience ran out."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = await look()
            if found:
                return found
            await asyncio.sleep(LOOK_EVERY)
        return None

    async def books(self) -> dict[str, Any]:
        """What the world outside saw."""
        async with self._http.get("/sandbox/books") as answer:
            found: dict[str, Any] = await answer.json()
            return found

    async def move_clock(self, span: str) -> None:
        """Move world time."""
        await self._post("/sandbox/clock", {"advance": span})

    async def behind(self, do: str, **what: Any) -> None:
        """Do something behind Usher's back."""
        await self._post("/sandbox/entra", {"do": do, **what})

    async def prove_account(self, mail: str, *, on: bool, roles: set[str]) -> None:
        """The platform shows exactly this, now."""

        async def look() -> bool:
            return await self.account(mail) == (on, roles)

        if not await self._until(look):
            raise TourFailed(
                f"{mail}: expected account on={on} with roles {sorted(roles)}, seen {await self.account(mail)}"
            )

    async def account(self, mail: str) -> tuple[bool, set[str]] | None:
        """(on, roles) of an account; None when there is none."""
        accounts = (await self.books())["accounts"]
        return next(((a["active"], set(a["roles"])) for a in accounts if a["userName"].lower() == mail), None)

    async def prove_groups(self, mail: str, groups: set[str]) -> None:
        """The person is a member of exactly these role groups in Entra."""
        found = {one["group"] for one in (await self.books())["memberships"] if one["person"] == mail}
        if found != groups:
            raise TourFailed(f"{mail}: expected membership in {sorted(groups)}, seen {sorted(found)}")

    async def prove_invitations(self, mail: str, count: int) -> None:
        """So many invitations were sent, each with Olivia as sponsor."""
        found = [one for one in (await self.books())["invitations"] if one["email"] == mail]
        if len(found) != count or any(one["sponsors"] != ["olivia"] for one in found):
            raise TourFailed(f"{mail}: expected {count} invitation(s) with Olivia as sponsor, seen {found}")
