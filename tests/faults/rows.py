"""What goes wrong outside, what the requester sees of it, and how it ends: the rows that the tests play and docs/faults.md shows."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

#: Seconds that Usher is given for a call here, and what a slow answer takes: longer.
CALL_SECONDS, SLOW = 2.5, 3.2

NOTHING = "nothing, or for a moment the sentence on the right"
DIRECTORY = "I cannot reach Entra. Your request is safe; I go on by myself and tell you."
PLATFORM = "I cannot reach AskCody. Your request is safe; I go on by myself and tell you."
MICROSOFT = "Microsoft asks me to wait, about 2 minutes."
UNKNOWN = "I do not know yet whether the invitation went out. I look before I send it again."
NOT_PROVEN = "waiting for Entra, usually within 40 minutes, not guaranteed"
NOT_THERE = "It does not show yet. I look again by myself."
BROKEN = "Something broke on my side. Nothing was changed that is not listed above."
NO_RIGHT = "I lack the right for this in Entra. Ask Maria"
REFUSED = "It was refused there. Ask Maria"
TAKEN = "has an AskCody account already. Nothing was changed."
LATER = "the card a little later"

PROVEN, ENDED = "Done, proven", "Ended, proven"
PROVEN_AFTER = "“Done, proven” once it answers again"
RETRIED = "“Failed”; “Try again” finds what was done, and then “Done, proven”"


@dataclass(frozen=True)
class Kind:
    """A way in which a call goes wrong."""

    words: str
    fault: dict[str, Any]
    #: Where the call writes: the write happened although the answer does not say so.
    effect: bool


KINDS = {
    "throttled": Kind("429 with Retry-After", {"status": 429, "retry_after": 1}, effect=False),
    "away": Kind("503", {"status": 503}, effect=False),
    "late": Kind("504, after the effect", {"status": 504}, effect=True),
    "cut": Kind("the connection is reset, after the effect", {"reset": True}, effect=True),
    "slow": Kind("no answer in time, the effect comes later", {"delay_s": SLOW}, effect=False),
    "garbage": Kind("an answer that is not its JSON, after the effect", {"garbage": True}, effect=True),
}


@dataclass(frozen=True)
class Call:
    """A call that Usher makes. ``by_mail`` and ``by_group`` say how a test strikes one story's call and no other's."""

    words: str
    target: str
    method: str
    path: str
    by_mail: bool = False
    #: ``path`` goes on with the group's id; or the body holds it.
    by_group: str = ""
    outage: str = DIRECTORY
    writes: bool = False

    def fault(self, kind: Kind, *, mail: str, group: str, times: int | None = 1) -> dict[str, Any]:
        """The order for ``/sandbox/faults``; it stands until it is cleared where ``times`` is None."""
        order = {"target": self.target, "by": "usher", "method": self.method, "path": self.path, **kind.fault}
        if self.by_mail or self.by_group == "body":
            order["holding"] = mail if self.by_mail else group
        if self.by_group == "path":
            order["path"] = f"{self.path}/{group}/members"
        if kind.effect and self.writes:
            order["after_effect"] = True
        return order if times is None else {**order, "times": times}


GRAPH, SCIM = "/graph/v1.0", "/scim/v2/Users"
CALLS = {
    "find_user": Call("Entra: find the guest by address", "graph", "GET", f"{GRAPH}/users", by_mail=True),
    "find_by_id": Call("Entra: find whom a grant is of, by object id", "graph", "GET", f"{GRAPH}/users/"),
    "find_groups": Call("Entra: find the groups", "graph", "GET", f"{GRAPH}/groups"),
    "scope": Call("Entra: which groups reach the platform", "graph", "GET", f"{GRAPH}/servicePrincipals"),
    "groups_of": Call("Entra: which groups the guest is in", "graph", "POST", f"{GRAPH}/users"),
    "members": Call("Entra: who is in a group", "graph", "GET", f"{GRAPH}/groups", by_group="path"),
    "invite": Call("Entra: invite", "graph", "POST", f"{GRAPH}/invitations", by_mail=True, writes=True),
    "join": Call("Entra: add to a group", "graph", "POST", f"{GRAPH}/groups", by_group="path", writes=True),
    "leave": Call("Entra: take out of a group", "graph", "DELETE", f"{GRAPH}/groups", by_group="path", writes=True),
    "provision": Call(
        "Entra: provision on demand", "graph", "POST", f"{GRAPH}/servicePrincipals", by_group="body", writes=True
    ),
    "find_account": Call("platform: find the account", "scim", "GET", SCIM, by_mail=True, outage=PLATFORM),
    "read_account": Call("platform: read the account that was given", "scim", "GET", f"{SCIM}/", outage=PLATFORM),
    "create": Call("platform: create the account", "scim", "POST", SCIM, by_mail=True, outage=PLATFORM, writes=True),
    "change": Call("platform: change the account", "scim", "PATCH", SCIM, outage=PLATFORM, writes=True),
    "send": Call("Teams: send a card", "connector", "POST", "/connector", by_mail=True, outage=LATER, writes=True),
    "update": Call("Teams: update a card", "connector", "PUT", "/connector", by_mail=True, outage=LATER, writes=True),
}

#: Which calls a story makes, in order.
STORIES = {
    "invite a guest": (
        [
            "find_user",
            "find_groups",
            "scope",
            "find_account",
            "send",
            "invite",
            "groups_of",
            "members",
            "join",
            "provision",
            "update",
        ]
    ),
    "invite, account only": ["find_user", "find_groups", "scope", "find_account", "send", "create", "update"],
    "end a guest": ["find_by_id", "groups_of", "members", "leave", "provision", "read_account", "update"],
    "end, account only": ["read_account", "change", "update"],
}
#: Slow calls cost their whole time-out each: one read and one write of each side in ``make test``, all of them where ALL is set.
SLOW_CALLS = {"find_user", "invite", "create", "change", "leave"}
#: The groups that reach the platform. Where two kinds share one, both strike either's story, and both stories end well.
GROUPS = {
    "throttled": "Receptionists",
    "away": "Secretaries",
    "late": "Receptionists",
    "cut": "Secretaries",
    "slow": "AskCody Project Team",
    "garbage": "Facility Managers",
}


@dataclass(frozen=True)
class Single:
    """A fault for one story. Unless ``fault`` ends by itself, it stands until the test mends it."""

    name: str
    words: str
    fault: dict[str, Any]
    #: On the requester's card while it lasts.
    sees: str
    ends: str = PROVEN_AFTER
    option: str = "guest"
    group: str = "Secretaries"
    #: It strikes while the request is checked, before anybody is asked.
    early: bool = False

    @property
    def mail(self) -> str:
        """Whose story it is."""
        return f"{self.name}@adatum.example"


def _lasting(call: str, kind: str, *, option: str = "guest", early: bool = False, **spec: Any) -> Single:
    """A call that fails until it is mended."""
    one, name = CALLS[call], f"{call.replace('_', '-')}-{kind}"
    fault = {**one.fault(KINDS[kind], mail=f"{name}@adatum.example", group="", times=None), **spec}
    words = KINDS[kind].words.partition(", ")[0]
    return Single(name, f"{one.words}: {words}, again and again", fault, one.outage, option=option, early=early)


#: What lasts longer than the first quiet looks.
LASTING = [
    _lasting("find_user", "away", early=True),
    _lasting("find_account", "garbage", early=True),
    Single(
        "signed-out",
        "Entra takes Usher's token no more and gives no other",
        {"target": "login", "by": "usher", "method": "POST", "path": "/", "status": 503},
        DIRECTORY,
        early=True,
    ),
    _lasting("invite", "throttled"),
    _lasting("create", "cut", option="account", after_effect=False),
    Single(
        "long-wait",
        "Entra: invite: 429 with Retry-After of two minutes",
        CALLS["invite"].fault(KINDS["throttled"], mail="long-wait@adatum.example", group="", times=None)
        | {"retry_after": 120},
        MICROSOFT,
        "“Done, proven” two minutes later",
    ),
    Single(
        "unsent",
        "Entra: invite: 503, and the invitation was not sent",
        CALLS["invite"].fault(KINDS["away"], mail="unsent@adatum.example", group=""),
        UNKNOWN,
        "after three minutes of looking it is sent, then “Done, proven”",
    ),
    Single(
        "unreadable",
        "Entra does not know a guest for two minutes after inviting them",
        {"target": "graph", "method": "POST", "path": f"{GRAPH}/groups", "status": 404, "for": "2m"},
        NOT_THERE,
        "“Done, proven” after that",
        group="Facility Managers",
    ),
    Single(
        "unprovisioned",
        "Entra cannot write to the platform",
        {"target": "scim", "by": "entra", "method": "POST", "path": SCIM, "status": 503}
        | {"holding": "unprovisioned@adatum.example"},
        NOT_PROVEN,
        "“Done, proven” after Entra's next cycle",
    ),
]

#: What happens before a fault of that name can strike: a token is good for an hour unless it is refused.
FIRST = {
    "signed-out": {
        **CALLS["find_user"].fault(KINDS["away"], mail="signed-out@adatum.example", group=""),
        "status": 401,
    }
}

#: What ends an execution although the write happened, or may have. An owner tries again.
FAILING = [
    Single(
        "refused-after",
        "platform: create the account: 400, after the effect",
        CALLS["create"].fault(KINDS["late"], mail="refused-after@adatum.example", group="") | {"status": 400},
        REFUSED,
        RETRIED,
        option="account",
    ),
    Single(
        "taken",
        "platform: create the account: 409, nothing was made",
        CALLS["create"].fault(KINDS["away"], mail="taken@adatum.example", group="") | {"status": 409},
        TAKEN,
        "“Failed”; “Try again” compares with what was approved once more, and then “Done, proven”",
        option="account",
    ),
    Single(
        "lost-right",
        "Entra: invite: 504, after the effect, and then the right to read users is gone",
        CALLS["invite"].fault(KINDS["late"], mail="lost-right@adatum.example", group="") | {"delay_s": 3},
        NO_RIGHT,
        RETRIED,
    ),
    Single(
        "lost-account",
        "platform: create the account: 504, after the effect, and then reading is refused",
        CALLS["create"].fault(KINDS["late"], mail="lost-account@adatum.example", group="") | {"delay_s": 3},
        REFUSED,
        RETRIED,
        option="account",
    ),
]
#: What is refused once the delayed write of the same name is under way.
THEN = {
    "lost-right": {"target": "graph", "method": "GET", "path": f"{GRAPH}/users", "status": 403},
    "lost-account": {"target": "scim", "by": "usher", "method": "GET", "path": SCIM, "status": 403},
}

#: Usher's own database goes away: what happens, what whoever presses meanwhile reads, how it ends.
DATABASE = [
    (
        "PostgreSQL takes no connection",
        BROKEN,
        "the press changed nothing, the same press works again; what was being carried out goes on by itself",
    ),
    (
        "SQLite: somebody else holds the file for less than 8 seconds",
        "the answer, that much later",
        "as if nothing was",
    ),
    (
        "SQLite: somebody else holds it for longer",
        f"Teams' own “did not answer in time”, or: {BROKEN}",
        "the press is done later or changed nothing, as the card then says; what was being carried out goes on by itself",
    ),
]

#: What each call may take, in seconds, as the documents say it.
TIME_OUTS = [
    ("Entra, its token included", "`USHER_CALL_SECONDS` (10)"),
    ("Entra: provision on demand", "four times as long"),
    ("platform", "`USHER_CALL_SECONDS` (10)"),
    ("Teams", "`USHER_CALL_SECONDS` (10), a delivery 10 in all; then the durable queue waits"),
    ("the bot's own token", "`USHER_CALL_SECONDS` (10)"),
    ("the Bot Framework's signing keys", "5"),
    ("connecting to PostgreSQL", "5"),
    ("waiting for SQLite's lock", "8"),
]

#: ``make chaos``: every call in every way, each a story of its own on both databases.
ALL = os.environ.get("USHER_FAULTS") == "all"
