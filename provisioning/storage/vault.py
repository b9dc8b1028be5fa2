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
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet
from sqlalchemy import bindparam, delete, insert, select, update

from provisioning.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from provisioning.storage.keys import Keys

FIELDS = ("mail", "name", "upn", "link")

_KEYS = select(t.vault_keys).where(t.vault_keys.c.pseudonym.in_(bindparam("who", expanding=True)))
_DETAILS = (
    select(t.vault_keys.c.pseudonym, t.vault_keys.c.wrapped, t.vault.c.field, t.vault.c.ciphertext)
    .select_from(t.vault_keys.outerjoin(t.vault, t.vault.c.pseudonym == t.vault_keys.c.pseudonym))
    .where(t.vault_keys.c.pseudonym.in_(bindparam("who", expanding=True)))
)
_TEXTS = select(t.texts).where(t.texts.c.id.in_(bindparam("ids", expanding=True)))
_KEEP_TEXT = insert(t.texts)
_ADDRESS = select(t.addresses.c.pseudonym).where(t.addresses.c.digest == bindparam("digest"))


def seal(key: bytes, text: str) -> str:
    """Encrypt a text that holds personal details of several people and is soon forgotten."""
    return Fernet(base64.urlsafe_b64encode(key)).encrypt(text.encode()).decode()


def unseal(key: bytes, sealed: str) -> str:
    """The way back. InvalidToken when the key is another one."""
    return Fernet(base64.urlsafe_b64encode(key)).decrypt(sealed.encode()).decode()


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
            fernet, ciphertext = self._sealed[field]
            self._open[field] = fernet.decrypt(ciphertext).decode()
        return self._open[field]

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
        self._wrap = keys.wrapper()
        self._open: dict[str, Fernet] = {}
        self._read: dict[str, Details] = {}

    def digest(self, text: str) -> str:
        """Keyed hash of a lower-cased text, for finding it again."""
        return hmac.new(self._keys.finding, text.strip().casefold().encode(), hashlib.sha256).hexdigest()

    def digests(self, addresses: Iterable[str]) -> list[str]:
        """Keyed hashes of what was typed, each once: by them the messages that show it are found when a person is erased."""
        return sorted({self.digest(address) for address in addresses if address})

    def create(self, *, object_id: str | None = None) -> str:
        """A new person with a key of their own; the pseudonym is random."""
        pseudonym = secrets.token_hex(16)
        self._c.execute(insert(t.people).values(pseudonym=pseudonym, object_id=object_id))
        wrapped = self._wrap.encrypt(Fernet.generate_key())
        self._c.execute(insert(t.vault_keys).values(pseudonym=pseudonym, wrapped=wrapped))
        return pseudonym

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
            self._open[pseudonym] = Fernet(self._wrap.decrypt(wrapped))
        return self._open[pseudonym]

    def put(self, pseudonym: str, **details: str) -> None:
        """Write details; an unchanged address keeps its place in the index. Erased people are left alone."""
        known = self.read([pseudonym])[pseudonym]
        fernet = self._open.get(pseudonym)
        if fernet is None:
            return
        for field, text in details.items():
            if known.get(field) != text:
                self._c.execute(t.vault.delete().where(t.vault.c.pseudonym == pseudonym, t.vault.c.field == field))
                row = {"pseudonym": pseudonym, "field": field, "ciphertext": fernet.encrypt(text.encode())}
                self._c.execute(insert(t.vault).values(row))
        self._read.pop(pseudonym, None)

    def drop(self, pseudonym: str, field: str) -> None:
        """Forget one detail (a redeem link that has served)."""
        self._c.execute(t.vault.delete().where(t.vault.c.pseudonym == pseudonym, t.vault.c.field == field))
        self._read.pop(pseudonym, None)

    def index(self, pseudonym: str, *texts: str) -> None:
        """Make the person findable by these addresses; one that already leads to somebody stays with them."""
        if pseudonym not in self._fernets([pseudonym]):
            return
        for digest in {self.digest(text) for text in texts if text}:
            if self._c.scalar(select(t.addresses.c.digest).where(t.addresses.c.digest == digest)) is None:
                self._c.execute(insert(t.addresses).values(digest=digest, pseudonym=pseudonym))

    def find(self, address: str) -> str | None:
        """Whose address this is; None when nobody's."""
        return self._c.scalar(_ADDRESS, {"digest": self.digest(address)})

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
        self._open.pop(pseudonym, None)
        self._read.pop(pseudonym, None)

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
        return {
            row.id: fernets[row.pseudonym].decrypt(row.ciphertext).decode() for row in rows if row.pseudonym in fernets
        }
