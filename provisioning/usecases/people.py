"""Who people are: a pseudonym for everybody, found by object id or address; details in the vault alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from provisioning import views
from provisioning.domain.addresses import is_address
from provisioning.domain.errors import Declined
from provisioning.domain.hidden import seen
from provisioning.storage import tables as t
from provisioning.usecases import carding, recording

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Row

    from provisioning.domain.ports import DirectoryUser
    from provisioning.usecases.desk import Desk

#: A person's own facts (guest? enabled?) may be this old when they speak to us.
FRESH_PERSON = timedelta(hours=8)

#: Somebody of whom nothing is known yet.
NOBODY = "–"
#: By this the organisation is found; it is no address of anybody.
ORGANISATION = "usher:organisation"

_PERSON = select(t.people).where(t.people.c.object_id == bindparam("object_id"))
_OBJECTS = select(t.people.c.pseudonym, t.people.c.object_id).where(
    t.people.c.pseudonym.in_(bindparam("who", expanding=True)), t.people.c.object_id.is_not(None)
)
_ERASED = select(t.people.c.pseudonym).where(
    t.people.c.pseudonym.in_(bindparam("who", expanding=True)), t.people.c.erased_at.is_not(None)
)
_HOLD = (
    select(t.people.c.pseudonym)
    .where(t.people.c.pseudonym.in_(bindparam("who", expanding=True)))
    .order_by(t.people.c.pseudonym)
    .with_for_update(key_share=True)
)
_CHAT = (
    select(
        t.people.c.object_id,
        t.chats.c.service_url,
        t.chats.c.conversation_id,
        t.chats.c.undeliverable,
        func.coalesce(t.chats.c.language, t.chats.c.locale).label("spoken"),
    )
    .select_from(t.people.outerjoin(t.chats, t.chats.c.pseudonym == t.people.c.pseudonym))
    .where(t.people.c.pseudonym == bindparam("who"))
)


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody who speaks to Usher, as far as it knows them."""

    pseudonym: str
    object_id: str


def check_address(text: str) -> str:
    """The address, lower-cased. Declines what is none."""
    address = seen(text).strip().strip("<>").casefold()
    if not address:
        raise Declined("declined-no-address")
    if not is_address(address):
        raise Declined("declined-bad-address", address=text.strip())
    return address


def domain_of(address: str) -> str:
    """What stands behind the @."""
    return address.rpartition("@")[2]


def know_object(desk: Desk, object_id: str) -> str:
    """The pseudonym of the person with this object id, made when they are new."""
    known = desk.c.scalar(recording.BY_OBJECT, {"object_id": object_id})
    return known or desk.vault.create(object_id=object_id)


def know_address(desk: Desk, address: str) -> str:
    """The pseudonym of the person with this address, made when they are new."""
    return know_addresses(desk, [address])[address]


def know_addresses(desk: Desk, addresses: Iterable[str]) -> dict[str, str]:
    """The same for many addresses in a constant number of statements; those that differ in case alone are one person's."""
    wanted = list(dict.fromkeys(addresses))
    known = desk.vault.find_many(wanted)
    new = {address.casefold(): address for address in wanted if address not in known}
    made = dict(zip(new, desk.vault.create_many([{}] * len(new)), strict=True))
    desk.vault.put_many({made[folded]: {"mail": address} for folded, address in new.items()})
    desk.vault.index_many({made[folded]: [address] for folded, address in new.items()})
    return {address: known.get(address) or made[address.casefold()] for address in wanted}


def organisation(desk: Desk) -> str:
    """The pseudonym under which the organisation itself is the subject of a request (a wave, a pause); made when it is new."""
    known = desk.vault.find(ORGANISATION)
    if known is None:
        known = desk.vault.create()
        desk.vault.put(known, name=desk.rules.organisation)
        desk.vault.index(known, ORGANISATION)
    return known


def hold(desk: Desk, *who: str) -> None:
    """Hold people until the transaction ends: of two wishes by or about the same person at once, the second sees the first."""
    desk.c.execute(_HOLD, {"who": list(who)})


def record_user(desk: Desk, user: DirectoryUser) -> str:
    """Keep what the directory says about a person. A guest invited by address becomes one with their object id."""
    return recording.record_users(desk, [user])[user.id]


def get_member(desk: Desk, object_id: str) -> Member:
    """The person who speaks. Declines guests and disabled people, and those the directory was not asked about lately."""
    row = desk.c.execute(_PERSON, {"object_id": object_id}).first()
    if row is None or row.looked_up_at is None or desk.now - row.looked_up_at > FRESH_PERSON:
        raise Declined("declined-checking-you")
    if row.is_guest or not row.enabled:
        raise Declined("declined-guest")
    return Member(pseudonym=row.pseudonym, object_id=object_id)


def is_administrator(desk: Desk, pseudonym: str) -> bool:
    """Whether the settings name this person as an administrator."""
    return pseudonym in list_administrators(desk)


def own_domains(desk: Desk) -> set[str]:
    """Those of the administrators' addresses, but for known companies: Entra invites nobody of a domain that is verified there."""
    return {domain_of(address) for address in desk.rules.administrators} - desk.rules.limits.known_domains


def list_administrators(desk: Desk) -> set[str]:
    """Pseudonyms of the administrators that the directory knows."""
    return _of_addresses(desk, desk.rules.administrators)


def list_auditors(desk: Desk) -> set[str]:
    """Pseudonyms of those who may read everything and never act."""
    return _of_addresses(desk, desk.rules.auditors)


def _of_addresses(desk: Desk, addresses: Iterable[str]) -> set[str]:
    """Whose addresses these are, as far as known."""
    return set(desk.vault.find_many(addresses).values())


def list_named(desk: Desk) -> set[str]:
    """Pseudonyms of everybody whom the settings name by address."""
    return _of_addresses(desk, desk.rules.named_addresses)


def administrator_name(desk: Desk) -> str:
    """The first administrator's name, for "Ask Maria"; their address as in the settings where none is known yet."""
    known = sorted(names_of(desk, list_administrators(desk)).values())
    return known[0] if known else min(desk.rules.administrators)


def list_linked(desk: Desk, pseudonym: str) -> set[str]:
    """The person and every account that the settings link with them: together they have one vote and one interest."""
    return with_linked(desk, {pseudonym})


def with_linked(desk: Desk, who: Iterable[str]) -> set[str]:
    """The same of several people, in one query; accounts linked with a linked one are theirs as well."""
    linked, known = set(who), desk.vault.find_many(address for some in desk.rules.linked for address in some)
    left = [{known[address] for address in some if address in known} for some in desk.rules.linked]
    while met := [some for some in left if some & linked]:
        linked = linked.union(*met)
        left = [some for some in left if some not in met]
    return linked


def is_employee(desk: Desk, pseudonym: str) -> bool:
    """Whether the directory has shown this person as a member of the organisation, by whatever address they had then."""
    row = desk.c.execute(recording.PERSON, {"pseudonym": pseudonym}).first()
    return row is not None and row.object_id is not None and row.is_guest is False


def objects_of(desk: Desk, pseudonyms: Collection[str]) -> dict[str, str]:
    """Object ids of those of these people whom the directory has shown."""
    return {row.pseudonym: row.object_id for row in desk.c.execute(_OBJECTS, {"who": list(pseudonyms)})}


def list_changed(desk: Desk, users: Collection[DirectoryUser]) -> list[DirectoryUser]:
    """Those who are new here, or guest or enabled where they were not, or the other way round."""
    c = t.people.c
    rows = desk.c.execute(select(c.object_id, c.is_guest, c.enabled).where(c.object_id.in_([u.id for u in users])))
    known = {row.object_id: (row.is_guest, row.enabled) for row in rows}
    return [user for user in users if known.get(user.id) != (user.is_guest, user.enabled)]


def mark_gone(desk: Desk, pseudonym: str) -> None:
    """The directory knows somebody no more whom it has shown: as good as disabled."""
    c = t.people.c
    shown = (c.pseudonym == pseudonym) & c.looked_up_at.is_not(None) & c.erased_at.is_(None)
    desk.c.execute(t.people.update().where(shown).values(enabled=False, looked_up_at=desk.now))


def names_of(desk: Desk, pseudonyms: Iterable[str]) -> dict[str, str]:
    """What to call people: their name, else their address; a dash while neither is known, a word for who was erased."""
    details = desk.vault.read(p for p in pseudonyms if p)
    known = {p: d.get("name") or d.get("mail") or "" for p, d in details.items()}
    erased = _erased_among(desk, [p for p, told in known.items() if not told])
    return {p: told or (views.ERASED if p in erased else NOBODY) for p, told in known.items()}


def address_of(desk: Desk, pseudonym: str) -> str:
    """A person's address; a dash while none is known, a word for who was erased."""
    known = desk.vault.read([pseudonym])[pseudonym].get("mail")
    return known or (views.ERASED if is_erased(desk, pseudonym) else NOBODY)


def is_erased(desk: Desk, pseudonym: str) -> bool:
    """Whether nothing but the pseudonym is left of this person."""
    return desk.once(("erased", pseudonym), lambda: bool(_erased_among(desk, [pseudonym])))


def check_not_erased(desk: Desk, pseudonym: str) -> None:
    """Decline what can no longer be done for somebody who was erased."""
    if is_erased(desk, pseudonym):
        raise Declined("declined-erased")


def _erased_among(desk: Desk, pseudonyms: list[str]) -> set[str]:
    """Those of them who were erased; asks nothing when there are none."""
    return set(desk.c.scalars(_ERASED, {"who": pseudonyms})) if pseudonyms else set()


def locale_of(desk: Desk, pseudonym: str) -> str:
    """The language of the person's own choice, else as Teams last told it, else the organisation's."""
    return _chat_row(desk, pseudonym).spoken or desk.rules.locale


def _chat_row(desk: Desk, pseudonym: str) -> Row[*tuple[Any, ...]]:
    """What is known of how to reach somebody, and in which language."""
    return desk.once(("chat", pseudonym), lambda: desk.c.execute(_CHAT, {"who": pseudonym}).one())


@dataclass(frozen=True, kw_only=True)
class Chat:
    """Where a person can be reached; empty strings while they never wrote."""

    object_id: str
    service_url: str
    conversation_id: str
    #: Why nothing can be delivered there; "" while it works.
    undeliverable: str


def chat_of(desk: Desk, pseudonym: str) -> Chat:
    """A person's own chat with Usher."""
    row = _chat_row(desk, pseudonym)
    return Chat(
        object_id=row.object_id or "",
        service_url=row.service_url or "",
        conversation_id=row.conversation_id or "",
        undeliverable=row.undeliverable or "",
    )


def has_chat(desk: Desk, pseudonym: str) -> bool:
    """Whether the person has a chat with Usher that works."""
    chat = chat_of(desk, pseudonym)
    return bool(chat.conversation_id) and not chat.undeliverable


def remember_chat(desk: Desk, pseudonym: str, *, service_url: str, conversation_id: str, locale: str) -> None:
    """Keep where a person can be reached; a chat that works again is no longer undeliverable."""
    values = {
        "service_url": service_url,
        "conversation_id": conversation_id,
        "undeliverable": None,
        "locale": locale[:16] or None,
    }
    known = desk.c.execute(select(t.chats).where(t.chats.c.pseudonym == pseudonym)).first()
    if known is None:
        desk.c.execute(t.chats.insert().values(pseudonym=pseudonym, **values))
        carding.revive(desk, pseudonym)
    elif any(getattr(known, key) != value for key, value in values.items()):
        desk.c.execute(t.chats.update().where(t.chats.c.pseudonym == pseudonym).values(values))
        if known.undeliverable:
            carding.revive(desk, pseudonym)


def mark_unreachable(desk: Desk, pseudonym: str, reason: str) -> None:
    """Nothing can be delivered to this person's chat until they are heard of again."""
    desk.c.execute(t.chats.update().where(t.chats.c.pseudonym == pseudonym).values(undeliverable=reason))
