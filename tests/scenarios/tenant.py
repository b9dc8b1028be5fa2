"""A demo in a process of its own, and what people do in it, over real HTTP."""

from __future__ import annotations

import os
import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import forked
import httpx
import prepared
from ports import free_port

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

PATIENCE = 25.0
LOOK_EVERY = 0.1
HOST = "127.0.0.1"


def words_of(part: Any) -> list[str]:
    """Every word of a card that a person reads."""
    if isinstance(part, list):
        return [word for one in part for word in words_of(one)]
    if not isinstance(part, dict):
        return []
    own = [part[key] for key in ("text", "title", "value") if isinstance(part.get(key), str)]
    return own + [word for key, one in part.items() if key not in {"data", "fallbackText"} for word in words_of(one)]


def card_id(part: Any) -> str:
    """The id that a card's buttons carry."""
    if isinstance(part, list):
        return next((found for one in part if (found := card_id(one))), "")
    if not isinstance(part, dict):
        return ""
    data = part.get("data")
    if isinstance(data, dict) and isinstance(data.get("card"), str):
        return str(data["card"])
    return next((found for one in part.values() if (found := card_id(one))), "")


class Demo:
    """`usher demo` on a folder; it can be killed and started again there. A demo as it ships finds its folder prepared."""

    #: Whether a demo as it ships finds what a first start leaves; not where the first day is part of what is tried.
    begins_prepared = True

    def __init__(
        self,
        data: Path,
        *,
        database: str = "",
        config: Path | None = None,
        profile: str = "",
        scope: str = "",
        readback: str = "",
        **environment: str,
    ) -> None:
        self.data, self.port, self._profile, self._scope = data, free_port(), profile, scope
        self._readback = readback
        self.database, self._config, self._environment = database, config, environment
        self.http = httpx.Client(base_url=f"http://{HOST}:{self.port}", timeout=60)
        #: What each person saw last, by message, and up to which mark.
        self._chats: dict[str, tuple[str, dict[str, dict[str, Any]]]] = {}
        if self.begins_prepared and not (database or profile or scope or readback):
            prepared.furnish(data)
        self.start()

    def start(self) -> None:
        command = ["demo", "--port", str(self.port), "--data", str(self.data)]
        command += ["--database", self.database] if self.database else []
        command += ["--profile", self._profile] if self._profile else []
        command += ["--scope", self._scope] if self._scope else []
        command += ["--readback", self._readback] if self._readback else []
        named = {"USHER_CONFIG": str(self._config)} if self._config else {}
        environment = {**os.environ, **named, **self._environment}
        self.log = (self.data.parent / f"{self.data.name}.log").open("a", encoding="utf-8")
        self.process = forked.start(command, environment, self.log)
        assert self.process.stdout is not None
        assert "open" in self.process.stdout.readline()

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self._gone()

    def start_elsewhere(self) -> None:
        """On another port."""
        self.port = free_port()
        self.http.base_url = f"http://{HOST}:{self.port}"
        self.start()

    def stop(self) -> None:
        self.process.terminate()
        self._gone()

    def _gone(self) -> None:
        self.process.wait(timeout=30)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.log.close()

    def close(self) -> None:
        """Nobody waits for what is thrown away."""
        if self.process.poll() is None:
            self.kill()
        self.http.close()

    # --- what people do ---

    def post(self, path: str, /, **body: Any) -> dict[str, Any]:
        answer = self.http.post(path, json=body)
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def say(self, person: str, text: str) -> str:
        return str(self.post("/sandbox/teams/say", person=person, text=text)["messages"][-1]["id"])

    def click(self, person: str, message: str, action: str, **inputs: str) -> tuple[int, str]:
        """(HTTP status of the bot, the words of its answer)."""
        body = {"person": person, "message": message, "action": action, "inputs": inputs}
        end = time.monotonic() + PATIENCE
        while (answer := self.http.post("/sandbox/teams/click", json=body)).status_code == httpx.codes.NOT_FOUND:
            assert time.monotonic() < end, answer.text
            self.chat(person, wait=True)  # a message can be read before a card has the button that it tells of
        assert answer.is_success, answer.text
        pressed = answer.json()
        value = (pressed["body"] or {}).get("value")
        return int(pressed["status"]), value if isinstance(value, str) else "\n".join(words_of(value))

    def press(self, person: str, message: str, action: str, **inputs: str) -> str:
        status, words = self.click(person, message, action, **inputs)
        assert status == 200
        return words

    def at_once(self, presses: list[tuple[str, str, str, dict[str, str]]]) -> list[tuple[int, str]]:
        with ThreadPoolExecutor(len(presses)) as pool:
            return list(pool.map(lambda one: self.click(one[0], one[1], one[2], **one[3]), presses))

    def chat(self, person: str, *, wait: bool = False) -> list[dict[str, Any]]:
        """All that the person sees, oldest first; with ``wait`` once there is something new, or a little later."""
        mark, known = self._chats.get(person, ("0", {}))
        wanted = {"person": person, "after": mark} | ({"wait": "1"} if wait else {})
        answer = self.http.get("/sandbox/teams/messages", params=wanted)
        for message in answer.json()["messages"]:
            words = "\n".join([message.get("text") or "", *words_of(message.get("card"))])
            known[message["id"]] = {**message, "words": words}
        self._chats[person] = answer.headers["X-Mark"], known
        return [known[key] for key in sorted(known, key=int) if "gone" not in known[key]]

    def until_reads(self, person: str, *words: str) -> dict[str, Any]:
        end, chat = time.monotonic() + PATIENCE, self.chat(person)
        while time.monotonic() < end:
            found = [m for m in chat if all(word in m["words"] for word in words)]
            if found:
                return found[-1]
            chat = self.chat(person, wait=True)
        raise AssertionError(f"{person} never read {words}; last: {self.chat(person)[-1:]}")

    def until_reads_all(self, person: str, count: int, *words: str) -> list[dict[str, Any]]:
        """Every message with these words, once there are so many: Teams takes a few a second from a bot."""
        end = time.monotonic() + PATIENCE
        while len(found := [m for m in self.chat(person) if all(word in m["words"] for word in words)]) < count:
            assert time.monotonic() < end, f"{person} read {words} {len(found)} times"
            self.chat(person, wait=True)
        return found

    def until_card(self, person: str, message: str, *words: str) -> str:
        """What one message says once it has all these words."""
        end, chat, told = time.monotonic() + PATIENCE, self.chat(person), ""
        while time.monotonic() < end:
            told = next((str(m["words"]) for m in chat if m["id"] == message), "")
            if all(word in told for word in words):
                return told
            chat = self.chat(person, wait=True)
        raise AssertionError(f"{message} of {person} never read {words}: {told}")

    def until_stays(self, person: str, message: str, words: str) -> None:
        """Until one message reads so also when Teams is opened anew: the answer to a press is only shown to who pressed."""
        end, told = time.monotonic() + PATIENCE, ""
        while time.monotonic() < end:
            self.post("/sandbox/teams/reload", person=person)
            told = next((str(m["words"]) for m in self.chat(person) if m["id"] == message), "")
            if told.strip() == words.strip():
                return
            self.chat(person, wait=True)
        raise AssertionError(f"{message} of {person} showed {words!r} and reads {told!r}")

    def ask(
        self, line: str, mail: str, *, approver: str = "adam", takes_over: bool = False, **inputs: str
    ) -> tuple[str, str]:
        """Olivia asks; (her card, the approver's). ``takes_over``: she agrees that an account is there already."""
        mine = self.say("olivia", line)
        self.press("olivia", mine, "Ask for approval", **inputs)
        if takes_over:
            self.until_card("olivia", mine, "takes it over", "Nothing was sent yet")
            self.press("olivia", mine, "Take over")
        return mine, str(self.until_reads(approver, "Let in", mail, "Why you")["id"])

    def let_in(
        self,
        mail: str,
        group: str = "Secretaries",
        span: str = "for 2 months",
        *,
        takes_over: bool = False,
        **inputs: str,
    ) -> str:
        """A whole delivery; Olivia's card."""
        mine, his = self.ask(f"invite {mail} as {group} {span}", mail, takes_over=takes_over, **inputs)
        self.press("adam", his, "Approve", confirm=mail)
        self.until_card("olivia", mine, "Done, proven")
        return mine

    def extend(self, mail: str, span: str) -> None:
        """Olivia extends somebody's access, as the rule allows."""
        form = self.say("olivia", f"extend {mail} {span}")
        button = re.search(r"Extend until [^\n]+", self.until_card("olivia", form, "Extend until"))
        assert button is not None
        self.press("olivia", form, button[0])
        self.until_card("olivia", form, "Extended by rule")

    # --- the world ---

    def books(self) -> dict[str, Any]:
        found: dict[str, Any] = self.http.get("/sandbox/books").json()
        return found

    def account(self, mail: str) -> tuple[bool, set[str]] | None:
        accounts = self.books()["accounts"]
        return next(((a["active"], set(a["roles"])) for a in accounts if a["userName"] == mail), None)

    def groups(self, mail: str) -> set[str]:
        return {one["group"] for one in self.books()["memberships"] if one["person"] == mail}

    def invitations(self, mail: str) -> list[dict[str, Any]]:
        return [one for one in self.books()["invitations"] if one["email"] == mail]

    def fault(self, **fault: Any) -> None:
        self.post("/sandbox/faults", **fault)

    def mend(self) -> None:
        assert self.http.delete("/sandbox/faults").is_success

    def behind(self, do: str, **what: Any) -> None:
        self.post("/sandbox/entra", do=do, **what)

    def move(self, span: str) -> None:
        self.post("/sandbox/clock", advance=span)

    def audit(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = self.http.get("/sandbox/audit").json()
        return found

    def usher(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Another command of ours on this demo's database."""
        key = (self.data / "master.key").read_text(encoding="utf-8")
        url = self.database or f"sqlite:///{self.data / 'usher.sqlite'}"
        own = {"USHER_MASTER_KEY": key, "USHER_DATABASE": url, "USHER_TENANT_ID": "t", "USHER_BOT_APP_ID": "a"}
        return forked.run(list(command), {**os.environ, **own})
