"""`kill -9` before, after and during each side effect, each decision and each card: once, and never twice.

A boundary is reached by holding the request that belongs to it in the sandbox: *before* it has an effect (which it then never
has), *after* it (the answer never comes), or *late* (the effect comes when its sender is long dead).
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from houses import until
from journeys import Story, check_books, request_number, running_steps
from tenant import card_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from houses import House, Part

#: Seconds that a request is held: until its sender is dead, or (late) until another has taken over.
HELD, LATE = 60, 5
READ, INVITE = ("graph", "GET", "/graph/v1.0/users"), ("graph", "POST", "/graph/v1.0/invitations")
JOIN, LEAVE = ("graph", "POST", "/graph/v1.0/groups"), ("graph", "DELETE", "/graph/v1.0/groups")
DEMAND, PROOF = ("graph", "POST", "/graph/v1.0/servicePrincipals"), ("scim", "GET", "/scim/v2/Users")
ACCOUNT, SWITCH = ("scim", "POST", "/scim/v2/Users"), ("scim", "PATCH", "/scim/v2/Users")
SEND, UPDATE = ("connector", "POST", "/connector"), ("connector", "PUT", "/connector")


@dataclass(frozen=True)
class Boundary:
    """Where a process is killed: at the ``call`` of a step (after ``skip`` others like it), on one side of its effect."""

    step: str
    call: tuple[str, str, str]
    side: str = "before"
    skip: int = 0
    #: By what the call must ask for the person, since a worker that has just started reads others too: their ``mail``, or
    #: the id of their ``user`` or ``account``.
    by: str | None = None

    def arm(self, house: House, story: Story | None = None) -> None:
        target, method, path = self.call
        holding = story.found_by(self.by) if story and self.by else None
        order = {"target": target, "by": "usher", "method": method, "path": path, "times": 1, "holding": holding}
        for _ in range(self.skip):
            house.fault(**order, delay_s=0.001)
        how = {"delay_s": LATE} if self.side == "late" else {"delay_s": HELD, "reset": True}
        house.fault(**order, **how, after_effect=self.side == "after")


def both_sides(step: str, call: tuple[str, str, str]) -> list[Boundary]:
    return [Boundary(step, call), Boundary(step, call, "after")]


CHECK = Boundary("check", READ, by="mail")
#: Looking for somebody unknown takes four calls.
RECHECK, UNKNOWN = (Boundary("recheck", READ, skip=skip, by="mail") for skip in (0, 4))
CHECK_KNOWN, KNOWN = (Boundary(step, READ, skip=skip, by="user") for step, skip in (("check", 0), ("recheck", 1)))
PROVE = Boundary("prove", PROOF, by="mail")
INVITED = [RECHECK, *both_sides("invite", INVITE), *both_sides("join", JOIN), *both_sides("provision", DEMAND), PROVE]
LEFT_PROVE = Boundary("prove", PROOF, by="account")
LEFT = [CHECK_KNOWN, KNOWN, *both_sides("leave", LEAVE), *both_sides("provision", DEMAND), LEFT_PROVE]
#: The step looks at the account once more, by two calls where it has no id yet, then the proof does.
MADE = [RECHECK, *both_sides("account", ACCOUNT), replace(PROVE, skip=2)]
SWITCHED_OFF = [CHECK, UNKNOWN, *both_sides("switch_off", SWITCH), replace(LEFT_PROVE, skip=1)]
LATE_IN = [Boundary("invite", INVITE, "late"), Boundary("join", JOIN, "late"), Boundary("provision", DEMAND, "late")]
LATE_OUT = [Boundary("leave", LEAVE, "late"), Boundary("provision", DEMAND, "late")]
LATE_MADE, LATE_OFF = [Boundary("account", ACCOUNT, "late")], [Boundary("switch_off", SWITCH, "late")]


def tell(house: House, boundary: str, how: str) -> None:
    print(f"boundary  {house.name:<10}  {boundary:<10}  killed {how}", flush=True)


class Gauntlet:
    """One story, whose processes are killed at each boundary in turn."""

    def __init__(self, house: House, story: Story) -> None:
        self.house, self.story, self._landed = house, story, 0.0
        mail = story.mail
        self.effects: dict[str, Callable[[], Any]] = {
            "invite": lambda: house.invitations(mail),
            "join": lambda: house.groups(mail),
            "leave": lambda: not house.groups(mail),
            "account": lambda: house.account(mail),
            "switch_off": lambda: house.account(mail) == (False, set()),
        }

    def run(self, boundaries: list[Boundary], *begin: Callable[[], object]) -> None:
        """Arm the first, begin, and kill at each."""
        boundaries[0].arm(self.house, self.story)
        for act in begin:
            act()
        for this, following in zip(boundaries, [*boundaries[1:], None], strict=True):
            dead = self._die_at(this)
            if following is not None:
                following.arm(self.house, self.story)
            self.house.revive(dead)
            if (this.step, this.side) == ("invite", "before"):
                # nobody knows whether it was sent: three minutes of looking, shortened by moving the clock
                until(lambda: not self.house.faults(), "it is sent again", nudge=lambda: self.house.move("1s"))
        until(lambda: time.monotonic() > self._landed, "what was late is there")

    def _die_at(self, boundary: Boundary) -> Part:
        house = self.house
        until(lambda: not house.faults(), f"{boundary} is reached")
        if boundary.side == "after" and boundary.step in self.effects:
            until(self.effects[boundary.step], f"{boundary} has its effect")
        if boundary.step != "check":
            assert running_steps(house, request_number(house)) == [boundary.step], house.told()
        dead = house.strike(serves=False)
        self._landed = time.monotonic() + (LATE if boundary.side == "late" else 0)
        house.mend()
        tell(house, boundary.step, f"{boundary.side} {' '.join(boundary.call[1:])}")
        return dead


def play(house: House, story: Story, going_in: list[Boundary], going_out: list[Boundary]) -> None:
    """One story, in and out. A look before the approval is the first boundary of a story that dies while it looks."""
    gauntlet, form = Gauntlet(house, house.take(story)), story.draft()
    if going_out[0].step == "check":
        gauntlet.run([CHECK], lambda: story.submit(form))
    else:
        story.submit(form)
    story.approval()
    gauntlet.run(going_in, story.approve)
    story.until_in()
    gauntlet.run(going_out, story.end)
    story.until_out()
    check_books(house)


def test_a_guest_comes_and_goes_though_every_step_kills(house: House) -> None:
    play(house, Story(house, "guest@fabrikam.example"), INVITED, LEFT)


def test_an_account_comes_and_goes_though_every_step_kills(house: House) -> None:
    play(house, Story(house, "account@northwind.example", guest=False), MADE, SWITCHED_OFF)


def test_a_guest_comes_and_goes_though_what_the_dead_sent_arrives_later(house: House) -> None:
    play(house, Story(house, "late@fabrikam.example"), LATE_IN, LATE_OUT)


def test_an_account_comes_and_goes_though_what_the_dead_sent_arrives_later(house: House) -> None:
    play(house, Story(house, "tardy@northwind.example", guest=False), LATE_MADE, LATE_OFF)


def die_serving(house: House, boundary: Boundary, effect: Callable[[], Any] | None = None) -> Part:
    """Kill who sends cards at a card."""
    until(lambda: not house.faults(), f"{boundary} is reached")
    if effect is not None:
        until(effect, f"{boundary} has its effect")
    dead = house.strike(serves=True)
    house.mend()
    tell(house, boundary.step, f"{boundary.side} {' '.join(boundary.call[1:])}")
    return dead


def come_back(house: House, dead: Part) -> None:
    """Start again. On PostgreSQL a card that died with its sender is nobody's for 40 seconds of wall time: they are over."""
    house.let_claims_lapse()
    house.revive(dead)


def test_a_card_and_a_decision_survive_whoever_sends_and_takes_them(house: House) -> None:
    story = house.take(Story(house, "cards@fabrikam.example"))
    form = story.draft()
    before, after = Boundary("card", SEND), Boundary("card", SEND, "after")
    before.arm(house)
    story.submit(form)
    dead = die_serving(house, before)
    after.arm(house)
    come_back(house, dead)
    come_back(house, die_serving(house, after, story.approvals))
    asked = until(lambda: house.is_settled() and story.approvals(), "the approver is asked")
    assert len(asked) <= 2, "one message too many at most"
    assert len({card_id(one["card"]) for one in asked}) == 1, "both are one card"

    number = request_number(house)
    die_deciding(house, story, asked[0]["id"], number)
    assert decisions(house, number) == 0

    before, after = Boundary("decided", UPDATE), Boundary("decided", UPDATE, "after")
    before.arm(house)
    story.press("adam", asked[0]["id"], "Approve")
    dead = die_serving(house, before)
    assert decisions(house, number) == 1
    after.arm(house)
    come_back(house, dead)
    come_back(house, die_serving(house, after))
    for one in asked:
        assert "changed nothing" in house.press("adam", one["id"], "Approve")
    assert decisions(house, number) == 1
    story.until_in()
    story.end()
    story.until_out()
    check_books(house)


def decisions(house: House, number: int) -> int:
    return len(house.read("SELECT id FROM decisions WHERE request = :n", n=number))


def die_deciding(house: House, story: Story, card: str, number: int) -> None:
    """Kill who takes a press while the press waits for the request's row."""
    with ThreadPoolExecutor(1) as pool, house.held() as connection:
        house.hold_request(connection, number)
        press = pool.submit(house.click, story.approver, card, "Approve")
        until(house.is_waiting, "the press waits")
        assert not press.done()
        dead = house.strike(serves=True)
        assert press.result()[0] != 200
    tell(house, "deciding", "while the press waits for the row")
    house.revive(dead)
