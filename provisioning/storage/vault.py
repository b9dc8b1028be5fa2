"""Personal details, encrypted under a key per person that a master key wraps; erasing a person deletes the key.

Addresses are found by a keyed hash. Nothing else in the database holds a name, an address or free text. Where the keys
come from and how they outlive a master key is told in :mod:`provisioning.storage.keys`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import structlog
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import bindparam, delete, insert, select, update

from provisioning.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from provisioning.storage.keys import Keys

log = structlog.get_logger(__name__)

#: Keys of people that stay unwrapped beyond a unit of work: almost every card names the same owners and administrators.
MOST_UNWRAPPED = 512
#: Their details that stay opened as long, three of each.
MOST_OPENED = 3 * MOST_UNWRAPPED
FIELDS = ("mail", "name", "upn", "link")
#: Those that the directory tells.
NAMING = frozenset({"mail", "name", "upn"})

#: Held until the unit of work ends, so that a rotation's last step comes after it and finds whom it made, or before it.
_OWN_KEY = select(t.data_keys.c.wrapped).where(t.data_keys.c.use == "finding").with_for_update(read=True)
_NEW_PERSON, _NEW_KEY, _NEW_ADDRESS = insert(t.people), insert(t.vault_keys), insert(t.addresses)
_KEYS = select(t.vault_keys).where(t.vault_keys.c.pseudonym.in_(bindparam("who", expanding=True)))
_DETAILS = (
    select(t.vault_keys.c.pseudonym, t.vault_keys.c.wrapped, t.vault.c.field, t.vault.c.ciphertext)
    .select_from(t.vault_keys.outerjoin(t.vault, t.vault.c.pseudonym == t.vault_keys.c.pseudonym))
    .where(t.vault_keys.c.pseudonym.in_(bindparam("who", expanding=True)))
)
_TEXTS = select(t.texts).where(t.texts.c.id.in_(bindparam("ids", expanding=True)))
_KEEP_TEXT = insert(t.texts)
_DROP = delete(t.vault).where(t.vault.c.pseudonym == bindparam("who"), t.vault.c.field == bindparam("what"))
_KEEP = insert(t.vault).values(pseudonym=bindparam("who"), field=bindparam("what"), ciphertext=bindparam("ciphertext"))
_RENAMED = (
    update(t.people)
    .where(t.people.c.pseudonym.in_(bindparam("who", expanding=True)), t.people.c.known_as.is_not(None))
    .values(known_as=None)
)
_OWNERS_OF = select(t.addresses).where(t.addresses.c.digest.in_(bindparam("digests", expanding=True)))
_TAKEN = _OWNERS_OF.with_only_columns(t.addresses.c.digest)


def seal(key: bytes, text: str) -> str:
    """Encrypt a text that holds personal details of several people and is soon forgotten."""
    return Fernet(base64.urlsafe_b64encode(key)).encrypt(text.encode()).decode()


def unseal(key: bytes, sealed: str) -> str:
    """The way back. InvalidToken when the key is another one."""
    return Fernet(base64.urlsafe_b64encode(key)).decrypt(sealed.encode()).decode()


@lru_cache(maxsize=MOST_UNWRAPPED)
def _unwrapped(keys: Keys, wrapped: bytes) -> Fernet:
    """Somebody's key: the same bytes always open to the same one, and who was erased has none that could be read."""
    return Fernet(_unwrap(keys, wrapped))


def _unwrap(keys: Keys, wrapped: bytes) -> bytes:
    """InvalidToken where this process has not the master key by which another one wrapped it; the log names the settings."""
    try:
        return keys.wrapper().decrypt(wrapped)
    except InvalidToken:
        log.error("vault.unopened", settings=("USHER_MASTER_KEY", "USHER_MASTER_KEY_BEFORE"))
        raise


@lru_cache(maxsize=MOST_OPENED)
def _text_of(fernet: Fernet, ciphertext: bytes) -> str:
    """A text under somebody's key: what is stored always opens to the same. InvalidToken where it was sealed with another key."""
    return fernet.decrypt(ciphertext).decode()


def forget_keys() -> None:
    """Unwrap everybody's key anew: another process may have erased somebody whose key is still held here."""
    _unwrapped.cache_clear()
    _text_of.cache_clear()


class Details(Mapping[str, str]):
    """What is known of a person by field, each opened when it is asked for: a card shows a name and leaves the rest."""

    def __init__(self) -> None:
        self._sealed: dict[str, tuple[Fernet, bytes]] = {}
        self._open: dict[str, str] = {}

    def add(self, field: str, fernet: Fernet, ciphertext: bytes) -> None:
        """A field as it is stored."""
        self._sealed[field] = fernet, ciphertext

    def __getitem__(self, field: str) -> str:
        """The text. KeyError when nothing is known; InvalidToken when it was sealed with another key."""
        if field not in self._open:
            self._open[field] = _text_of(*self._sealed[field])
        return self._open[field]

    def __contains__(self, field: object) -> bool:
        """Whether something is known; nothing is opened for it."""
        return field in self._sealed

    def __iter__(self) -> Iterator[str]:
        """Fields of which something is known."""
        return iter(self._sealed)

    def __len__(self) -> int:
        """How many these are."""
        return len(self._sealed)


class Vault:
    """Reads and writes personal details on one connection. Made anew for each unit of work: it keeps opened keys and what was read."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        self._c, self._keys = connection, keys
        self._mac = hmac.new(keys.finding, digestmod=hashlib.sha256)
        self._open: dict[str, Fernet] = {}
        self._read: dict[str, Details] = {}
        self._digests: dict[str, str] = {}
        #: Whose addresses these are, by digest: who has one keeps it until they are erased.
        self._found: dict[str, str] = {}

    def digest(self, text: str) -> str:
        """Keyed hash of a lower-cased text, for finding it again."""
        if text not in self._digests:
            self._digests[text] = self._hash(text.strip().casefold())
        return self._digests[text]

    def digests(self, addresses: Iterable[str]) -> list[str]:
        """Keyed hashes of what was typed, each once: by them the messages that show it are found when a person is erased."""
        return sorted({self.digest(address) for address in addresses if address})

    def fingerprint(self, *texts: str) -> str:
        """Keyed hash of exactly these texts: whether they changed is seen without opening what is stored."""
        return self._hash("\n".join(texts))

    def _hash(self, text: str) -> str:
        """Keyed, by a copy: to begin with the key costs as much again as the text."""
        mac = self._mac.copy()
        mac.update(text.encode())
        return mac.hexdigest()

    def create(self, *, object_id: str | None = None) -> str:
        """A new person with a key of their own; the pseudonym is random."""
        return self.create_many([{"object_id": object_id}])[0]

    def create_many(self, facts: Sequence[Mapping[str, Any]]) -> list[str]:
        """The same for many people in three statements; pseudonyms in the order of what is no secret of each, by column.

        InvalidToken where the master key was changed and this process has the older one alone: nobody else could open theirs.
        """
        made = [(secrets.token_hex(16), Fernet.generate_key()) for _ in facts]
        if made:
            if own := self._c.scalar(_OWN_KEY):
                _unwrap(self._keys, own)
            self._c.execute(_NEW_PERSON, [{"pseudonym": p, **of} for (p, _), of in zip(made, facts, strict=True)])
            wrap = self._keys.wrapper()
            self._c.execute(_NEW_KEY, [{"pseudonym": p, "wrapped": wrap.encrypt(k)} for p, k in made])
        self._open.update({pseudonym: Fernet(key) for pseudonym, key in made})
        self._read.update({pseudonym: Details() for pseudonym, _ in made})
        return [pseudonym for pseudonym, _ in made]

    def _fernets(self, pseudonyms: Iterable[str]) -> dict[str, Fernet]:
        """Opened keys, all that are missing in one query; an erased person has none."""
        missing = set(pseudonyms) - self._open.keys()
        if missing:
            for row in self._c.execute(_KEYS, {"who": list(missing)}):
                self._opened(row.pseudonym, row.wrapped)
        return self._open

    def _opened(self, pseudonym: str, wrapped: bytes) -> Fernet:
        """Somebody's key, opened once."""
        if pseudonym not in self._open:
            self._open[pseudonym] = _unwrapped(self._keys, wrapped)
        return self._open[pseudonym]

    def put(self, pseudonym: str, **details: str) -> None:
        """Write details; an unchanged address keeps its place in the index. Erased people are left alone."""
        self.put_many({pseudonym: details})

    def put_many(self, details: Mapping[str, Mapping[str, str]]) -> None:
        """The same for many people, in a constant number of statements."""
        known = self.read(details)
        changed = [
            {"who": pseudonym, "what": field, "ciphertext": self._open[pseudonym].encrypt(text.encode())}
            for pseudonym, fields in details.items()
            if pseudonym in self._open
            for field, text in fields.items()
            if field not in known[pseudonym] or known[pseudonym][field] != text
        ]
        if not changed:
            return
        if former := [row for row in changed if row["what"] in known[str(row["who"])]]:
            self._c.execute(_DROP, former)
        self._c.execute(_KEEP, changed)
        told = {who for who in details if known[who]}  # of others the directory had told nothing before
        if named := sorted(told.intersection(str(row["who"]) for row in changed if row["what"] in NAMING)):
            self._c.execute(_RENAMED, {"who": named})
        for row in changed:
            self._read.pop(str(row["who"]), None)

    def drop(self, pseudonym: str, field: str) -> None:
        """Forget one detail (a redeem link that has served)."""
        self._c.execute(t.vault.delete().where(t.vault.c.pseudonym == pseudonym, t.vault.c.field == field))
        self._read.pop(pseudonym, None)

    def index(self, pseudonym: str, *texts: str) -> None:
        """Make the person findable by these addresses; one that already leads to somebody stays with them."""
        self.index_many({pseudonym: texts})

    def index_many(self, texts: Mapping[str, Iterable[str]]) -> None:
        """The same for many people in three statements; of two who have the same address, the first is found by it."""
        able = self._fernets(texts)
        wanted: dict[str, str] = {}
        for pseudonym, some in texts.items():
            for text in some if pseudonym in able else ():
                if text:
                    wanted.setdefault(self.digest(text), pseudonym)
        taken = set(self._c.scalars(_TAKEN, {"digests": list(wanted)})) if wanted else set()
        if rows := [{"digest": d, "pseudonym": p} for d, p in sorted(wanted.items()) if d not in taken]:
            self._c.execute(_NEW_ADDRESS, rows)

    def forget_address(self, address: str) -> None:
        """It leads to nobody, until somebody has it."""
        digest = self.digest(address)
        self._c.execute(delete(t.addresses).where(t.addresses.c.digest == digest))
        self._found.pop(digest, None)

    def find(self, address: str) -> str | None:
        """Whose address this is; None when nobody's."""
        return self.find_many([address]).get(address)

    def find_many(self, addresses: Iterable[str]) -> dict[str, str]:
        """Whose addresses these are, in one query; those of nobody are left out."""
        digests = {address: self.digest(address) for address in addresses}
        missing = set(digests.values()) - self._found.keys()
        if missing:
            rows = self._c.execute(_OWNERS_OF, {"digests": sorted(missing)})
            self._found.update({row.digest: row.pseudonym for row in rows})
        return {address: self._found[digest] for address, digest in digests.items() if digest in self._found}

    def read(self, pseudonyms: Iterable[str]) -> dict[str, Details]:
        """Details of many people in one query; an erased person has none."""
        wanted = set(pseudonyms)
        missing = wanted - self._read.keys()
        if missing:
            self._read.update({p: Details() for p in missing})
            for row in self._c.execute(_DETAILS, {"who": list(missing)}):
                fernet = self._opened(row.pseudonym, row.wrapped)
                if row.field is not None:
                    self._read[row.pseudonym].add(row.field, fernet, row.ciphertext)
        return {p: self._read[p] for p in wanted}

    def erase(self, pseudonym: str) -> None:
        """Forget the person: key, details, addresses and free texts about them; the texts' ids stay, empty."""
        for table in (t.vault_keys, t.vault, t.addresses):
            self._c.execute(delete(table).where(table.c.pseudonym == pseudonym))
        self._c.execute(update(t.texts).where(t.texts.c.pseudonym == pseudonym).values(ciphertext=b""))
        forget_keys()
        self._open.pop(pseudonym, None)
        self._read.pop(pseudonym, None)
        self._found = {digest: whose for digest, whose in self._found.items() if whose != pseudonym}

    def keep_text(self, pseudonym: str, text: str) -> str | None:
        """Store free text about a person under their key; None for an empty text. Returns its id."""
        fernet = self._fernets([pseudonym]).get(pseudonym)
        if not text.strip() or fernet is None:
            return None
        identity = secrets.token_hex(16)
        row = {"id": identity, "pseudonym": pseudonym, "ciphertext": fernet.encrypt(text.strip().encode())}
        self._c.execute(_KEEP_TEXT, row)
        return identity

    def read_texts(self, ids: Iterable[str | None]) -> dict[str, str]:
        """Free texts by id; those of erased people are left out."""
        wanted = [i for i in ids if i]
        rows = list(self._c.execute(_TEXTS, {"ids": wanted})) if wanted else []
        fernets = self._fernets(row.pseudonym for row in rows)
        return {row.id: _text_of(fernets[row.pseudonym], row.ciphertext) for row in rows if row.pseudonym in fernets}
