"""Personal details: encrypted under a key per person, found by a keyed hash, gone with the key."""

from __future__ import annotations

import asyncio
import base64
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.fernet import InvalidToken
from sqlalchemy import delete, select, update
from structlog.testing import capture_logs

from provisioning.storage import tables as t
from provisioning.storage import vault as vault_module
from provisioning.storage.keys import Keys, new_master_key
from provisioning.storage.vault import Vault
from usher import background

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cryptography.fernet import MultiFernet
    from sqlalchemy import Connection

    from provisioning.sql import Database

KEYS = Keys.from_master(new_master_key())


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.engine.begin() as connection:
        yield connection


@pytest.fixture
def vault(connection: Connection) -> Vault:
    return Vault(connection, KEYS)


def test_what_was_put_is_read_back_and_lies_encrypted(connection: Connection, vault: Vault) -> None:
    lars = vault.create()
    vault.put(lars, mail="lars@fabrikam.example", name="Lars Ø. Larsen")
    vault.put(lars, name="Lars Larsen")
    assert Vault(connection, KEYS).read([lars]) == {lars: {"mail": "lars@fabrikam.example", "name": "Lars Larsen"}}
    stored = b"".join(connection.scalars(select(t.vault.c.ciphertext)))
    assert b"ars" not in stored


def test_pseudonyms_are_random_and_tell_nothing(vault: Vault) -> None:
    some = {vault.create() for _ in range(50)}
    assert len(some) == 50
    assert {len(one) for one in some} == {32}


def test_an_address_is_found_whatever_its_case_and_stays_with_its_first_owner(vault: Vault) -> None:
    lars, other = vault.create(), vault.create()
    vault.index(lars, "Lars@Fabrikam.example", "")
    vault.index(other, "lars@fabrikam.EXAMPLE")
    assert vault.find(" LARS@fabrikam.example ") == lars
    assert vault.find("ida@fabrikam.example") is None


def test_a_hash_of_an_address_needs_the_key(vault: Vault, connection: Connection) -> None:
    other = Vault(connection, Keys.from_master(new_master_key()))
    assert vault.digest("lars@fabrikam.example") != other.digest("lars@fabrikam.example")


def test_another_master_key_opens_nothing(vault: Vault, connection: Connection) -> None:
    lars = vault.create()
    vault.put(lars, name="Lars")
    with pytest.raises(InvalidToken):
        Vault(connection, Keys.from_master(new_master_key())).read([lars])


def test_without_their_key_a_person_is_erased_and_nothing_more_is_written(vault: Vault, connection: Connection) -> None:
    lars, ida = vault.create(), vault.create()
    vault.put(lars, name="Lars")
    vault.put(ida, name="Ida")
    text = vault.keep_text(lars, "Runs the project")
    connection.execute(delete(t.vault_keys).where(t.vault_keys.c.pseudonym == lars))
    after = Vault(connection, KEYS)
    assert after.read([lars, ida]) == {lars: {}, ida: {"name": "Ida"}}
    assert after.read_texts([text]) == {}
    after.put(lars, name="Lars again")
    assert after.keep_text(lars, "more") is None
    assert after.read([lars]) == {lars: {}}


def test_a_key_is_unwrapped_once_for_many_units_of_work_and_let_go_when_somebody_is_erased(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = Vault(connection, KEYS)
    lars, ida = vault.create(), vault.create()
    vault.put_many({lars: {"name": "Lars"}, ida: {"name": "Ida"}})
    opened: list[Keys] = []
    wrapper = Keys.wrapper

    def open_(keys: Keys) -> MultiFernet:
        opened.append(keys)
        return wrapper(keys)

    monkeypatch.setattr(Keys, "wrapper", open_)
    assert [Vault(connection, KEYS).read([ida])[ida]["name"] for _ in range(3)] == ["Ida"] * 3
    assert len(opened) == 1
    Vault(connection, KEYS).erase(lars)
    assert Vault(connection, KEYS).read([lars, ida]) == {lars: {}, ida: {"name": "Ida"}}
    assert len(opened) == 2


async def test_the_key_and_the_words_of_somebody_whom_another_process_erased_are_let_go(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault_module.forget_keys()
    lars = Vault(connection, KEYS).create()
    Vault(connection, KEYS).put(lars, name="Lars")
    assert Vault(connection, KEYS).read([lars])[lars]["name"] == "Lars"
    held = [kept.cache_info for kept in (vault_module._unwrapped, vault_module._text_of)]
    assert [one().currsize for one in held] == [1, 1]
    monkeypatch.setattr(background, "FORGET_EVERY", 0.01)
    task = asyncio.create_task(background._forget_keys())
    await asyncio.sleep(0.05)
    assert [one().currsize for one in held] == [0, 0]
    task.cancel()
    assert Vault(connection, KEYS).read([lars])[lars]["name"] == "Lars"


def test_texts_are_kept_by_id_and_empty_ones_are_not(vault: Vault) -> None:
    lars = vault.create()
    kept = vault.keep_text(lars, "  Runs the project ")
    assert vault.read_texts([kept, None]) == {kept: "Runs the project"}
    assert vault.keep_text(lars, "   ") is None


def test_a_detail_that_has_served_is_forgotten(vault: Vault) -> None:
    lars = vault.create()
    vault.put(lars, link="https://redeem.example", name="Lars")
    vault.drop(lars, "link")
    assert vault.read([lars]) == {lars: {"name": "Lars"}}


@pytest.mark.parametrize("place", [0, 1, 13, -1])
def test_a_detail_that_was_tampered_with_is_not_opened(vault: Vault, connection: Connection, place: int) -> None:
    lars = vault.create()
    vault.put(lars, name="Lars")
    written = bytearray(connection.scalars(select(t.vault.c.ciphertext)).one())
    written[place] ^= 1
    for broken in (bytes(written), b"", bytes(written[:5])):
        connection.execute(update(t.vault).values(ciphertext=broken))
        with pytest.raises(InvalidToken):
            dict(Vault(connection, KEYS).read([lars])[lars])


def test_many_people_are_read_in_one_query_and_only_once(vault: Vault, connection: Connection) -> None:
    people = [vault.create() for _ in range(20)]
    for person in people:
        vault.put(person, name=person)
    asked: list[Any] = []
    fresh = Vault(connection, KEYS)
    real = connection.execute
    connection.execute = lambda *args, **more: asked.append(args) or real(*args, **more)  # type: ignore[method-assign,func-returns-value]  # counts queries
    assert fresh.read(people) == fresh.read(people) == {person: {"name": person} for person in people}
    assert len(asked) == 1
    fresh.put(people[0], name="Lars")
    assert fresh.read(people[:1]) == {people[0]: {"name": "Lars"}}


@pytest.mark.parametrize("size", [0, 16, 31])
def test_a_master_key_that_is_too_short_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="at least 32 bytes"):
        Keys.from_master(base64.urlsafe_b64encode(bytes(size)).decode())


@pytest.mark.parametrize(
    "text",
    [
        "this is a phrase that I can remember very well and it is long",
        "ø" * 50,
        "A" * 43 + "!",
        "A" * 20 + " " + "A" * 23,
        "A" * 45,
    ],
)
def test_a_master_key_that_is_no_base64_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Keys.from_master(text)


def test_a_master_key_may_be_in_either_alphabet_and_broken_into_lines() -> None:
    raw = bytes(range(192, 256))
    text = base64.b64encode(raw).decode()
    written = {text, base64.urlsafe_b64encode(raw).decode(), text[:64] + "\n" + text[64:] + "\n", text.rstrip("=")}
    assert len(written) == 4
    assert len({Keys.from_master(one) for one in written}) == 1


def test_each_use_has_a_key_of_its_own_and_the_same_each_time() -> None:
    master = new_master_key()
    keys = Keys.from_master(master)
    assert len({keys.wrapping, keys.finding, keys.audit}) == 3
    assert Keys.from_master(master.rstrip("=")) == keys


def test_a_key_that_another_master_key_wrapped_names_the_settings_in_the_log(
    connection: Connection, vault: Vault
) -> None:
    lars = vault.create()
    vault.put(lars, mail="lars@fabrikam.example")
    with capture_logs() as logged, pytest.raises(InvalidToken):
        Vault(connection, Keys.from_master(new_master_key())).read([lars])
    assert [(one["event"], one["settings"][0]) for one in logged] == [("vault.unopened", "USHER_MASTER_KEY")]
