"""What a tour reads: cards as people see them, and the books of the world outside. Pure functions over JSON."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from sandbox.people import DOMAIN
from sandbox.teams.buttons import list_buttons

if TYPE_CHECKING:
    from collections.abc import Collection

Json = dict[str, Any]
#: Keys under which a card holds no words for people: what is sent back, and what only old clients show.
_SILENT = frozenset({"data", "fallbackText", "type", "verb", "id", "url", "mode", "style", "lang", "$schema"})
_WORDS = ("text", "title", "value", "label", "altText")


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message of the bot's as one person sees it."""

    id: str
    conversation: str
    #: Every word on it, a line each, in reading order.
    words: str
    #: Titles of the buttons that reach the bot.
    buttons: tuple[str, ...]
    #: Addresses that its buttons open.
    links: tuple[str, ...]


def read_message(message: Json) -> Message:
    """A message of ``/sandbox/teams/messages``, with its card read."""
    card = message.get("card") or {}
    return Message(
        id=str(message["id"]),
        conversation=str(message["conversation"]),
        words="\n".join([*([message["text"]] if message.get("text") else []), *words_of(card)]),
        buttons=tuple(str(button.action.get("title")) for button in list_buttons(card)),
        links=tuple(_links(card)),
    )


def read_answer(body: Any) -> str:
    """What the presser reads in the answer to a press; "" for an empty one."""
    value = body.get("value") if isinstance(body, dict) else None
    return value if isinstance(value, str) else "\n".join(words_of(value))


def words_of(part: Any) -> list[str]:
    """Every word of a card that a person reads, in order."""
    if isinstance(part, list):
        return [word for one in part for word in words_of(one)]
    if not isinstance(part, dict):
        return []
    own = [str(part[key]) for key in _WORDS if isinstance(part.get(key), str) and part[key]]
    return own + [word for key, one in part.items() if key not in _SILENT for word in words_of(one)]


def _links(part: Any) -> list[str]:
    """Addresses of the buttons that open one."""
    if isinstance(part, list):
        return [link for one in part for link in _links(one)]
    if not isinstance(part, dict):
        return []
    own = [str(part["url"])] if part.get("type") == "Action.OpenUrl" else []
    return own + [link for one in part.values() for link in _links(one)]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How one person stands in the world outside, by the books: the present, and how often they were invited."""

    #: Sponsors of each invitation that was sent, by key.
    invited: tuple[tuple[str, ...], ...] = ()
    #: Direct memberships in Entra, sorted.
    groups: tuple[str, ...] = ()
    #: "none", "on" or "off".
    account: str = "none"
    #: Roles on the platform, sorted.
    roles: tuple[str, ...] = ()
    #: Groups of the account on the platform, sorted: what its roles come from where they are not given directly.
    roles_by: tuple[str, ...] = ()
    #: What differs for people whom the story is not about, in words: always nothing.
    others: tuple[str, ...] = ()


def read_standing(books: Json, address: str, *, others: tuple[str, ...] = ()) -> Standing:
    """How ``address`` stands; addresses are compared without case, and colleagues go by their key in Entra's books."""
    account = next((a for a in books["accounts"] if a["userName"].casefold() == address.casefold()), None)
    names = {address.casefold(), address.casefold().removesuffix(f"@{DOMAIN}")}
    groups = sorted(m["group"] for m in books["memberships"] if m["person"].casefold() in names)
    invited = [tuple(i["sponsors"]) for i in books["invitations"] if i["email"].casefold() == address.casefold()]
    if account is None:
        return Standing(invited=tuple(invited), groups=tuple(groups), others=others)
    on = bool(account["active"])
    return Standing(
        invited=tuple(invited),
        groups=tuple(groups),
        account="on" if on else "off",
        # whoever cannot sign in can do nothing, whatever the platform remembers of them
        roles=tuple(sorted(account["roles"])) if on else (),
        roles_by=tuple(sorted(account["groups"])) if on else (),
        others=others,
    )


def differences(expected: Standing, seen: Standing) -> tuple[str, str]:
    """(expected, seen) in words, of all that differs."""
    names = [f.name for f in fields(Standing) if getattr(expected, f.name) != getattr(seen, f.name)]
    told = [", ".join(f"{n} {_in_words(getattr(one, n))}" for n in names) for one in (expected, seen)]
    return told[0], told[1]


def _in_words(value: Any) -> str:
    """A field of a standing as people would write it."""
    if isinstance(value, tuple):
        return "[" + ", ".join(_in_words(one) for one in value) + "]"
    return str(value)


def crowd_of(books: Json, but: Collection[str]) -> frozenset[str]:
    """Everybody else's memberships and accounts, each as a sentence."""
    members = {f"{m['person']} is in {m['group']}" for m in books["memberships"] if m["person"] not in but}
    accounts = {
        f"{a['userName']} is {'on' if a['active'] else 'off'} with {', '.join(sorted(a['roles'])) or 'no roles'}"
        for a in books["accounts"]
        if a["userName"].casefold() not in but
    }
    assigned = {f"{group} is assigned" for group in books["assignments"]}
    return frozenset(members | accounts | assigned)
