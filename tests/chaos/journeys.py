"""One person's story, told by people who press again when nobody answered: in, proven, out, proven."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
from houses import until
from tenant import card_id, words_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from houses import House

GROUP = "Secretaries"
ROLES = {"Add-in User", "Add-in User Delegated Access", "Search Specific Room"}
#: People into whose chats cards are sent.
READERS = ("olivia", "adam")


def write_rules(folder: Path) -> Path:
    """The rules that ship, with room for many stories."""
    from test_scenario_decisions import TOML  # noqa: PLC0415  the file that ships

    words = TOML.read_text(encoding="utf-8")
    for cap, was in (("invitations_per_person_per_day", 20), ("invitations_per_domain_per_month", 50)):
        assert f"{cap} = {was}\n" in words
        words = words.replace(f"{cap} = {was}\n", f"{cap} = 2000\n")
    config = folder / "usher.toml"
    config.write_text(words, encoding="utf-8")
    return config


@dataclass(frozen=True)
class Story:
    """Who is let in and out again, by whom, in which of the two ways."""

    house: House
    mail: str
    guest: bool = True
    asker: str = "olivia"
    approver: str = "adam"

    # --- what people do ----------------------------------------------------------------------------------------------

    def say(self, line: str, button: str) -> str:
        """Say it until the bot answers with a card about this person that has the button."""
        return str(until(lambda: self._say(line, button), f"an answer to {line!r}"))

    def _say(self, line: str, button: str) -> str:
        said = self.house.post("/sandbox/teams/say", person=self.asker, text=line)
        seen = {str(m["id"]): words_of(m["card"]) for m in said["messages"] if m["card"]}  # other stories' cards too
        mine = [one for one, words in seen.items() if button in words and self.mail in "\n".join(words)]
        return mine[-1] if said["status"] < httpx.codes.BAD_REQUEST and mine else ""

    def press(self, person: str, message: str, action: str, **inputs: str) -> None:
        """Press until the bot answers; more than once does no harm."""
        until(lambda: self.house.click(person, message, action, **inputs)[0] == httpx.codes.OK, f"{action} answered")

    def draft(self) -> str:
        """The form, filled in."""
        return self.say(f"invite {self.mail} as {GROUP} for 2 months", "Ask for approval")

    def submit(self, form: str) -> None:
        self.press(self.asker, form, "Ask for approval", option="guest" if self.guest else "account")

    def approval(self) -> str:
        """The approver's card."""
        return str(until(self.approvals, f"{self.approver} is asked about {self.mail}")[0]["id"])

    def approvals(self) -> list[dict[str, Any]]:
        return self.house.cards(self.approver, "Let in", self.mail, "Why you")

    def approve(self) -> None:
        self.press(self.approver, self.approval(), "Approve")

    def end(self) -> None:
        """From the sixth person a day on, the form asks for an approval."""
        card = self.say(f"end {self.mail}", "Keep")
        asks = [
            one for one in self.house.cards(self.asker, "Nothing happens before somebody else") if one["id"] == card
        ]
        self.press(self.asker, card, "Ask for approval" if asks else "End everything now")

    def agree(self) -> None:
        """The other owner approves an end that is one too many for whoever asked."""
        for asked in self.house.cards(self.approver, f"End {self.mail}'s access?", "Why you"):
            self.press(self.approver, str(asked["id"]), "Approve")

    def until_in(self, nudge: Callable[[], None] | None = None) -> None:
        """Proven, and it is so."""
        read = lambda: self.house.cards(self.asker, "Done, proven", self.mail)  # noqa: E731  asked again and again
        until(read, f"{self.mail} is in, proven", nudge=nudge)
        on, roles = self.house.account(self.mail) or (False, set())
        assert (on, roles) == (True, ROLES), self.mail
        assert self.house.groups(self.mail) == ({GROUP} if self.guest else set()), self.mail

    def until_out(self, nudge: Callable[[], None] | None = None) -> None:
        """Ended and proven, and it is so."""
        read = lambda: self.house.cards(self.asker, "Ended, proven", self.mail)  # noqa: E731  asked again and again
        until(read, f"{self.mail} is out, proven", nudge=nudge or self.agree)
        assert self.house.account(self.mail) == (False, set()), self.mail
        assert self.house.groups(self.mail) == set(), self.mail

    def found_by(self, how: str) -> str:
        """What they are found by: their ``mail``, or the id of the ``user`` or ``account`` that Usher has let in."""
        if how == "mail":
            return self.mail
        handles = self.house.read("SELECT handles FROM grants WHERE ended_at IS NULL")[0].handles
        return str((json.loads(handles) if isinstance(handles, str) else handles)[how])

    def play(self) -> None:
        """From the wish to the end."""
        self.submit(self.draft())
        self.approve()
        self.until_in()
        self.end()
        self.until_out()


def request_number(house: House) -> int:
    """The newest request."""
    return int(house.read("SELECT max(number) AS n FROM requests")[0].n or 0)


def running_steps(house: House, number: int) -> list[str]:
    """Steps of a request that are begun and not settled."""
    query = "SELECT key FROM steps WHERE request = :n AND state = 'running' ORDER BY position"
    return [row.key for row in house.read(query, n=number)]


def double_messages(house: House) -> int:
    """How many messages stand in the chats beyond one for each card."""
    sent = Counter(
        (person, found)
        for person in READERS
        for message in house.chat(person)
        if not message["conversation"].startswith("dialog:") and (found := card_id(message["card"]))
    )
    return sum(times - 1 for times in sent.values())


def check_books(house: House) -> int:
    """Everything happened once, is proven, and left nothing behind. Returns how many messages there are too many."""
    stories: list[Story] = house.stories
    until(house.is_settled, "all workflows are done")
    states = Counter(row.state for row in house.read("SELECT state FROM requests"))
    assert states == {"delivered": 2 * len(stories)}, states
    books = house.books()
    invited = Counter(one["email"] for one in books["invitations"])
    accounts = Counter(one["userName"] for one in books["accounts"])
    for story in stories:
        assert invited[story.mail] == int(story.guest), story.mail
        assert accounts[story.mail] == 1, story.mail
        assert house.account(story.mail) == (False, set()), story.mail
        assert house.groups(story.mail) == set(), story.mail
    decided = house.read("SELECT request, count(*) AS n FROM decisions GROUP BY request")
    assert [row.n for row in decided] == [1] * len(stories)
    assert house.read("SELECT id FROM grants WHERE ended_at IS NULL") == []
    assert len(house.read("SELECT id FROM grants")) == len(stories)
    assert house.read("SELECT pseudonym FROM held_before") == []
    extra = double_messages(house)
    assert extra <= house.serving_kills, f"{extra} messages too many after {house.serving_kills} kills"
    print(
        f"books     {house.name:<10}  {len(stories)} stories, {house.kills} kills, {extra} messages too many;",
        house.verify_audit(),
    )
    return extra
