"""The calls that no single external's story makes: waves, the job, questions, reviews, proofs by the log, and the bot's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rows import CALLS, DIRECTORY, GRAPH, LATER, NOTHING, PROVEN_AFTER, SCIM

if TYPE_CHECKING:
    from rows import Kind

NO_DIRECTORY = "I cannot reach Entra. I go on trying for a while; then press “Look again”."
NO_PLATFORM = "I cannot reach AskCody. I go on trying for a while; then press “Look again”."
LOOKING = "that it is looking, or for a moment the sentence on the right"
ANSWERED = "the answer, by itself or at the next “Look again”"
NOT_KNOWN = "last sign-in not known"
REPORTED = "“Entra reports it done” once it answers again"
PRINCIPALS, JOBS = f"{GRAPH}/servicePrincipals", "/synchronization/jobs/"


@dataclass(frozen=True)
class Other:
    """A call, how a test strikes it and no other, and what whoever asked sees of it: once, and while it lasts."""

    words: str
    target: str
    method: str
    path: str
    #: What only this call's address or body holds.
    holding: str = ""
    once: str = NOTHING
    lasting: str = DIRECTORY
    ends: str = PROVEN_AFTER
    writes: bool = False

    def fault(self, kind: Kind, *, times: int | None = 1) -> dict[str, Any]:
        """The order for ``/sandbox/faults``; it stands until it is cleared where ``times`` is None."""
        order = {"target": self.target, "by": "usher", "method": self.method, "path": self.path, **kind.fault}
        order |= {"holding": self.holding} if self.holding else {}
        order |= {"after_effect": True} if kind.effect and self.writes else {}
        return order if times is None else {**order, "times": times}


def _asked(words: str, target: str, path: str, holding: str, lasting: str = NO_DIRECTORY) -> Other:
    """A reading for somebody who waits before a card."""
    return Other(words, target, "GET", path, holding, LOOKING, lasting, ANSWERED)


OTHERS = {
    "search": _asked("Entra: find people by name", "graph", f"{GRAPH}/users", "startswith(displayName"),
    "pages": _asked("Entra: read a group page by page", "graph", f"{GRAPH}/groups", "/members"),
    "list": _asked("platform: list the accounts", "scim", SCIM, "startIndex=", NO_PLATFORM),
    "by_object_id": _asked(
        "platform: find the account by object id, where it cannot look for addresses",
        "scim",
        SCIM,
        "externalId eq",
        NO_PLATFORM,
    ),
    "sign_ins": Other(
        "Entra: when an external last signed in, for a review",
        "graph",
        "GET",
        f"{GRAPH}/users",
        "signInActivity",
        NOT_KNOWN,
        NOT_KNOWN,
        "it is told as soon as it is known",
    ),
    "job": Other("Entra: how the provisioning job stands", "graph", "GET", PRINCIPALS, JOBS),
    "schema": Other(
        "Entra: the job's rules, before the first provisioning on demand",
        "graph",
        "GET",
        PRINCIPALS,
        "/schema",
        lasting=f"{DIRECTORY} Of a wave nothing: its first people are left to Entra's cycle.",
    ),
    "application": Other("Entra: which role a group is assigned with", "graph", "GET", PRINCIPALS, "appRoles"),
    "assign": Other("Entra: assign a group", "graph", "POST", PRINCIPALS, "/appRoleAssignedTo", writes=True),
    "unassign": Other("Entra: end an assignment", "graph", "DELETE", PRINCIPALS, "/appRoleAssignedTo/", writes=True),
    "pause": Other("Entra: pause the job", "graph", "POST", PRINCIPALS, "/pause", writes=True),
    "start": Other("Entra: start the job", "graph", "POST", PRINCIPALS, "/start", writes=True),
    "report": Other(
        "Entra: what the provisioning log says (readback log)",
        "graph",
        "GET",
        f"{GRAPH}/auditLogs/provisioning",
        ends=REPORTED,
    ),
    "open_chat": Other(
        "Teams: open a chat", "connector", "POST", "/connector/v3/conversations", '"isGroup"', LATER, LATER, "it comes"
    ),
    "bot_token": Other(
        "Entra: the bot's own token", "login", "POST", "/", "api.botframework.com", LATER, LATER, "it comes"
    ),
    "check_policy": Other(
        "Entra, `setup` and `usher check`: who may invite",
        "graph",
        "GET",
        f"{GRAPH}/policies",
        "",
        "Check the way out to Microsoft",
        "Check the way out to Microsoft",
        "as soon as it is checked again",
    ),
    "check_schemas": Other(
        "platform, `setup` and `usher check`: whether it shows roles",
        "scim",
        "GET",
        "/scim/v2/Schemas",
        "",
        "Check USHER_SCIM_URL",
        "Check USHER_SCIM_URL",
        "as soon as it is checked again",
    ),
}

#: What is asked, by which person, and what the card says once it is answered, at each call that answers it.
QUESTIONS = [
    ("access of Erin", "olivia", "search", "Read in Entra and AskCody"),
    ("access of erin@contoso.example", "olivia", "by_object_id", "Read in Entra and AskCody"),
    ("who has Secretaries", "olivia", "pages", "people are in Secretaries"),
    ("who has Add-in User", "olivia", "list", "people have the role Add-in User"),
    ("groups", "olivia", "pages", "8 of 8 are in Entra"),
    ("preview go-live", "olivia", "pages", "people would get in · as of"),
    ("preview project-team", "olivia", "list", "people would get in · as of"),
    ("setup", "maria", "check_policy", "checks pass"),
    ("setup", "maria", "check_schemas", "checks pass"),
]

#: Tried with the bot's own parts, in tests/bot: the sandbox gives these to anybody.
ELSEWHERE = [
    (
        "the Bot Framework's signing keys",
        "nothing: keys at hand serve for two days; without any, Teams' own sentence that it did not work, and the press is made again",
        "`tests/bot/test_bot_keys.py`",
    ),
    (
        "Teams: fetch a file that was sent",
        "I could not fetch that file. Nothing was sent. Attach it again, or paste its lines.",
        "`tests/bot/test_bot_files.py`",
    ),
]

#: By which row each question of the ports is struck: a port that learns another one must say here what becomes of it.
STRUCK = {
    "find_user_by_mail": CALLS["find_user"],
    "find_user": CALLS["find_by_id"],
    "last_sign_in": OTHERS["sign_ins"],
    "search_users": OTHERS["search"],
    "find_groups": CALLS["find_groups"],
    "list_members": CALLS["members"],
    "is_member": CALLS["groups_of"],
    "list_groups_of": CALLS["groups_of"],
    "invite": CALLS["invite"],
    "add_member": CALLS["join"],
    "remove_member": CALLS["leave"],
    "list_assigned_groups": CALLS["scope"],
    "member_pages": OTHERS["pages"],
    "assign_group": OTHERS["assign"],
    "role_to_assign": OTHERS["application"],
    "unassign_group": OTHERS["unassign"],
    "read_job": OTHERS["job"],
    "pause_job": OTHERS["pause"],
    "start_job": OTHERS["start"],
    "provision": CALLS["provision"],
    "last_report": OTHERS["report"],
    "last_reports": OTHERS["report"],
    "find_account": CALLS["find_account"],
    "find_account_by_id": CALLS["read_account"],
    "list_accounts": OTHERS["list"],
    "account_pages": OTHERS["list"],
    "create_account": CALLS["create"],
    "set_account": CALLS["change"],
}
