"""Erasing: nothing of the person is left but the pseudonym, others' cards are redacted, and the chain still verifies."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from office import LARS, PLAIN, Office, employee, guest
from pydantic import SecretStr
from sqlalchemy import select
from test_ending import carry_out, end_now, inside, let_in
from test_inviting import declined

from cards.render import render
from provisioning import sql
from provisioning.domain.states import Kind, State
from provisioning.sql import Database
from provisioning.storage import audit, export
from provisioning.storage import tables as t
from provisioning.storage.keys import new_master_key, open_keys
from provisioning.storage.vault import Vault
from provisioning.usecases import (
    activities,
    carding,
    changing,
    detaching,
    ending,
    erasing,
    finding,
    looking,
    people,
    requests,
    review_answering,
    seeing,
    sending,
    showing,
    status_reading,
    withdrawing,
)
from provisioning.usecases.erasing import Bound, Erased, Ties
from usher import personal
from usher.environment import Environment
from usher.settings import load_rules

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from provisioning.usecases.desk import Desk

REASON = "Runs the Zanzibar project"
TRACES = (LARS, "lars", "Lars Larsen", "Zanzibar", "redeem.example", "oid-lars", f"acc-{LARS}")


async def send_all(office: Office) -> None:
    """Every card that was asked for stands in its reader's chat, as after its delivery."""

    def deliver(desk: Desk) -> None:
        for card in desk.c.scalars(select(t.cards.c.id)).all():
            row = carding.get(desk, card)
            where = {"service_url": "https://teams.example/", "conversation_id": f"a:{row.recipient}"}
            sending.record_sent(desk, card, activity_id=row.activity_id or f"1:{card}", shown=row.wanted, **where)

    await office.do(deliver)


async def erase(office: Office, person: str) -> Erased:
    done: Erased = await office.service.act("command", None, erasing.erase, person)
    return done


async def ties(office: Office, person: str) -> Ties:
    with pytest.raises(Bound) as bound:
        await erase(office, person)
    return bound.value.ties


async def person_of(office: Office, address: str) -> str:
    found: str | None = await office.service.look(erasing.find, address)
    assert found is not None
    return found


@pytest.fixture
async def lars(office: Office) -> str:
    """Somebody who was let in and out again, with every card sent; his pseudonym."""
    number = await let_in(office, reason=REASON, delivery="link")
    await carry_out(office, await end_now(office), inside(office, PLAIN))
    await send_all(office)
    person = (await office.request(number)).subject
    await office.do(lambda desk: carding.show(desk, carding.issue(desk, office.who("olivia"), "list", which="mine")))
    await office.do(activities.keep, "a:olivia", "f:1", {"status": 200, "body": {"text": LARS}, "of": "hash"})
    await send_all(office)
    return person


def everything(connection: Connection) -> dict[str, str]:
    """Every table of ours and of the queue as one text each; bytes as they are."""
    found = {}
    for table in [*t.metadata.sorted_tables]:
        rows = [tuple(row) for row in connection.execute(select(table))]
        found[table.name] = json.dumps(rows, default=lambda v: v.decode("latin-1") if isinstance(v, bytes) else str(v))
    return found


async def assert_nothing_is_left(office: Office, person: str, keys: list[bytes], digests: list[str]) -> None:
    left = await office.database.read(everything)
    traces = [*TRACES, *digests, *(key.decode("latin-1") for key in keys)]
    assert {(name, trace) for name, text in left.items() for trace in traces if trace in text} == set()
    assert person in left["audit"]


async def test_nothing_of_an_erased_person_is_left_but_the_pseudonym(office: Office, lars: str) -> None:
    keys = [row.wrapped for row in await office.rows(t.vault_keys, t.vault_keys.c.pseudonym == lars)]
    digests = [row.digest for row in await office.rows(t.addresses, t.addresses.c.pseudonym == lars)]
    assert (len(keys), len(digests)) == (1, 2)  # address and principal name
    await erase(office, lars)
    await assert_nothing_is_left(office, lars, keys, digests)
    (row,) = await office.rows(t.people, t.people.c.pseudonym == lars)
    assert (row.erased_at, row.object_id) == (office.clock.now(), None)


async def test_what_was_answered_is_still_known_but_not_with_which_words(office: Office, lars: str) -> None:
    await erase(office, lars)
    assert await office.service.look(activities.recall, "a:olivia", "f:1") == {
        "status": 200,
        "body": None,
        "of": "hash",
    }


async def test_every_card_of_others_that_names_the_person_is_sent_anew_without_the_name(
    office: Office, lars: str
) -> None:
    def rendered(desk: Desk) -> dict[str, str]:
        rows = desk.c.execute(select(t.cards.c.id, t.cards.c.kind)).all()
        return {
            f"{row.kind} {row.id}": json.dumps(render(showing.view_of(desk, carding.get(desk, row.id)))) for row in rows
        }

    def stale(desk: Desk) -> set[str]:
        return {row.id for row in desk.c.execute(select(t.cards)) if row.shown < row.wanted}

    named = {card.split()[1] for card, told in (await office.service.look(rendered)).items() if "fabrikam" in told}
    before = len(await office.shown())
    done = await erase(office, lars)
    wanted = await office.service.look(stale)
    assert named <= wanted
    assert done.cards == len(wanted) == len(await office.shown()) - before
    after = await office.service.look(rendered)
    assert {card for card, told in after.items() if any(trace in told for trace in TRACES)} == set()
    kinds = {card.split()[0] for card, told in after.items() if "(erased)" in told.replace("\\\\", "")}
    assert {"status", "approval", "notice", "list"} <= kinds


async def test_the_chain_still_verifies_and_tells_of_the_erasure_without_a_name(office: Office, lars: str) -> None:
    place, link = await office.do(lambda desk: audit.seal(desk.c, desk.keys.audit))
    await erase(office, lars)
    await office.do(lambda desk: audit.seal(desk.c, desk.keys.audit))
    found = await office.database.read(audit.verify, office.service.keys.audit, [(place, link)])
    assert (found.fault, found.unsealed) == (None, 0)
    lines = await office.service.look(lambda desk: [json.loads(x) for x in export.export_lines(desk.c, desk.keys)])
    mine = [line for line in lines if line["subject"] == lars]
    assert {line["subject_name"] for line in mine} == {""}
    last = mine[-1]
    assert (last["event"], last["way"], last["actor"], set(last["detail"])) == (
        "subject.erased",
        "command",
        None,
        {"cards"},
    )


async def test_an_audit_row_that_was_changed_is_named_after_an_erasure_too(office: Office, lars: str) -> None:
    await erase(office, lars)
    await office.do(lambda desk: audit.seal(desk.c, desk.keys.audit))
    (row,) = await office.rows(t.audit, t.audit.c.event == "subject.erased")
    await office.do(lambda desk: desk.c.execute(t.audit.update().where(t.audit.c.id == row.id).values(subject="x")))
    found = await office.database.read(audit.verify, office.service.keys.audit)
    assert found.fault == f"row {row.id} (subject.erased) was changed"


async def test_erasing_twice_changes_nothing(office: Office, lars: str) -> None:
    first = await erase(office, lars)
    assert (first.before, first.pseudonym) == (False, lars)
    before = len(await office.events())
    assert await erase(office, lars) == Erased(pseudonym=lars, before=True)
    assert len(await office.events()) == before


async def test_a_person_is_found_by_address_or_pseudonym_and_after_the_erasure_by_pseudonym_alone(
    office: Office, lars: str
) -> None:
    assert {await person_of(office, who) for who in (LARS, LARS.upper(), lars, f" {lars} ")} == {lars}
    await erase(office, lars)
    assert await office.service.look(erasing.find, LARS) is None
    assert await person_of(office, lars) == lars


async def test_the_same_address_invited_again_is_somebody_new(office: Office, lars: str) -> None:
    await erase(office, lars)
    number = await office.ask(name="Lars again")
    request = await office.request(number)
    assert request.subject != lars
    assert await office.service.look(lambda desk: desk.vault.read([request.subject, lars])) == {
        request.subject: {"mail": LARS, "name": "Lars again"},
        lars: {},
    }
    await office.deliver(number, typed=str(number))
    assert (await office.request(number)).state is State.DELIVERED


async def test_the_directory_telling_of_them_again_makes_somebody_new(office: Office, lars: str) -> None:
    await erase(office, lars)
    again: str = await office.do(people.record_user, guest())
    assert again != lars
    assert await person_of(office, LARS) == again


async def test_who_has_access_is_not_erased(office: Office) -> None:
    number = await let_in(office, reason=REASON)
    person = await person_of(office, LARS)
    assert await ties(office, person) == Ties(holds=(number,))
    assert "subject.erased" not in await office.events()
    assert (await office.service.look(people.names_of, [person]))[person] == "Lars Larsen"


async def test_whom_an_open_request_is_about_is_not_erased(office: Office) -> None:
    number = await office.ask()
    assert await ties(office, await person_of(office, LARS)) == Ties(open=(number,))


async def test_whoever_asked_decides_or_answers_for_somebody_is_not_erased(office: Office) -> None:
    number = await office.ask(by="olivia", sponsor=office.members["berta"].object_id)
    await office.read_directory(["adam"])  # the others have left the Owners group
    for asked in ("olivia", "berta", "carl"):
        assert await ties(office, office.who(asked)) == Ties(open=(number,))
    assert (await ties(office, office.who("adam"))).groups == (office.rules.owners_group,)
    await office.read_directory(["olivia", "adam", "berta", "carl"])


async def test_who_answers_for_somebodys_access_is_not_erased(office: Office) -> None:
    number = await office.ask(sponsor=office.members["berta"].object_id)
    await office.deliver(number)
    await office.read_directory(["olivia", "adam", "carl"])
    assert await ties(office, office.who("berta")) == Ties(answers_for=(number,))


async def test_an_owner_and_whom_the_settings_name_are_not_erased(office: Office) -> None:
    assert await ties(office, office.who("carl")) == Ties(groups=(office.rules.owners_group,))
    assert (await ties(office, office.who("maria"))).named


async def test_a_guard_by_address_is_not_erased(office: Office) -> None:
    policy = replace(office.rules.policies[Kind.CHANGE_ROLE], guards=("administrators", employee("priya").mail or ""))
    office.change_rules(policies={**office.rules.policies, Kind.CHANGE_ROLE: policy})
    assert await ties(office, office.who("priya")) == Ties(named=True)


async def test_a_former_owner_is_erased_and_named_on_no_card_any_more(office: Office) -> None:
    number = await let_in(office)
    await carry_out(office, await end_now(office, by="berta"), inside(office, PLAIN))
    await send_all(office)
    adam = office.who("adam")
    await office.read_directory(["olivia", "berta", "carl"])
    await erase(office, adam)

    def told(desk: Desk) -> str:
        card = carding.find_of(desk, number, office.who("olivia"))
        assert card is not None
        return json.dumps(render(showing.view_of(desk, card)))

    assert "Adam" not in await office.service.look(told)
    assert "(erased)" in (await office.service.look(told)).replace("\\\\", "")
    (row,) = [c for c in await office.rows(t.cards, t.cards.c.recipient == adam) if c.kind == "approval"]
    assert (row.undeliverable, row.activity_id, row.shown) == ("erased", None, row.wanted)
    assert await office.rows(t.chats, t.chats.c.pseudonym == adam) == []


async def test_a_review_that_names_the_person_is_sent_anew_without_the_name(office: Office) -> None:
    await let_in(office)
    card = await office.do(review_answering.open_review, office.members["olivia"])
    await carry_out(office, await end_now(office), inside(office, PLAIN))
    await send_all(office)

    def told(desk: Desk) -> str:
        return json.dumps(render(showing.view_of(desk, carding.get(desk, card)))).replace("\\\\", "")

    assert LARS in await office.service.look(told)
    await erase(office, await person_of(office, LARS))
    assert "(erased): ended" in await office.service.look(told)
    (row,) = await office.rows(t.cards, t.cards.c.id == card)
    assert row.shown < row.wanted


async def test_a_message_that_was_sent_again_is_redacted_where_it_stood_first(office: Office, lars: str) -> None:
    number = (await office.rows(t.requests))[0].number
    card = await office.service.look(carding.find_of, number, office.who("olivia"))
    assert card is not None
    await office.do(detaching.detach, card.id)
    await send_all(office)
    await erase(office, lars)
    (left,) = await office.rows(t.cards, t.cards.c.kind == carding.LEFT)
    assert (left.activity_id, left.shown < left.wanted) == (card.activity_id, True)
    view = await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, left.id)))
    assert "sent again further down" in json.dumps(render(view))


async def test_a_form_that_shows_their_address_and_was_never_sent_is_emptied(office: Office, lars: str) -> None:
    def type_address(desk: Desk) -> str:
        return carding.issue(desk, office.who("berta"), "invite_form", about=desk.vault.digests([LARS]))

    form = await office.do(type_address)
    other = await office.do(lambda desk: carding.issue(desk, office.who("berta"), "invite_form", about=[]))
    await send_all(office)
    await erase(office, lars)
    rows = {row.id: row for row in await office.rows(t.cards, t.cards.c.id.in_([form, other]))}
    assert {row.id for row in rows.values() if row.shown < row.wanted} == {form}
    assert rows[form].terms == {"about": []}


async def test_a_failed_request_about_an_erased_person_cannot_be_tried_again(office: Office) -> None:
    number = await office.ask()
    await office.decide(number, "adam")
    assert await office.start(number) is None
    assert await office.finish_steps(number, fails=["invite"]) is State.FAILED
    await erase(office, await person_of(office, LARS))
    with declined("declined-erased"):
        await office.do(partial(withdrawing.retry, within=timedelta(days=7)), office.members["olivia"], number)

    def verbs(desk: Desk) -> tuple[str, ...]:
        return status_reading.status_verbs(desk, requests.get(desk, number), office.who("olivia"))

    assert await office.service.look(verbs) == ()


async def test_ending_the_access_of_an_erased_person_finds_nobody(office: Office, lars: str) -> None:
    card = await office.do(lambda desk: carding.issue(desk, office.who("olivia"), "end_form", person=lars))
    await erase(office, lars)
    view = await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))
    assert "(erased)" in json.dumps(render(view)).replace("\\\\", "")
    with declined("declined-unknown-person"):
        await office.do(ending.open_form, office.members["olivia"], LARS)


async def test_an_open_form_that_means_them_forgets_whom_it_means_and_what_was_typed(office: Office, lars: str) -> None:
    olivia = office.members["olivia"]
    wanted = changing.Wanted(adds=True, who="Lars Larsen", groups=(PLAIN,), reason=REASON)
    card = await office.service.act("chat", "activity-add", changing.open_form, olivia, wanted)
    await office.do(finding.record_looked, card, office.outside(guest()))
    await send_all(office)
    assert "Lars" in json.dumps(await office.service.look(lambda d: render(showing.view_of(d, carding.get(d, card)))))
    await erase(office, lars)
    shown = json.dumps(await office.service.look(lambda d: render(showing.view_of(d, carding.get(d, card)))))
    assert "Lars" not in shown
    assert "Zanzibar" not in shown
    terms = (await office.service.look(carding.get, card)).terms
    assert lars not in str(terms)
    assert {terms["query"], terms["reason"], terms["preview"]} == {None}


async def test_an_address_that_was_typed_before_anybody_knew_them_is_left_in_no_text_and_on_no_card(
    office: Office,
) -> None:
    olivia = office.members["olivia"]

    def type_address(desk: Desk) -> list[str]:
        wanted = changing.Wanted(adds=True, who=LARS, groups=(PLAIN,), reason=REASON)
        form, other = changing.open_form(desk, olivia, wanted), changing.open_form(desk, olivia, wanted)
        access = looking.open_access(desk, olivia, LARS)
        finding.record_candidates(desk, form, [])
        changing.choose(desk, olivia, carding.get(desk, other), person="", who=f" {LARS.upper()} ", groups=())
        finding.record_candidates(desk, other, [])
        seeing.record_candidates(desk, access, 1, [])
        return [form, other, access]

    def told(desk: Desk) -> str:
        return "".join(json.dumps(render(showing.view_of(desk, carding.get(desk, card)))) for card in cards)

    def texts(desk: Desk) -> str:
        return " ".join(desk.vault.read_texts(desk.c.scalars(select(t.texts.c.id)).all()).values()).casefold()

    cards = await office.do(type_address)
    await let_in(office)
    await carry_out(office, await end_now(office), inside(office, PLAIN))
    await send_all(office)
    assert LARS in (await office.service.look(told)).casefold()
    assert LARS in await office.service.look(texts)
    await erase(office, await person_of(office, LARS))
    shown = await office.service.look(told)
    assert (LARS in shown.casefold(), "Zanzibar" in shown, "found nobody" in shown) == (False, False, False)
    assert LARS not in await office.service.look(texts)
    rows = await office.rows(t.cards, t.cards.c.id.in_(cards))
    assert [row.shown < row.wanted for row in rows] == [True, True, True]


async def test_what_is_left_in_the_file_is_told_and_goes_when_it_is_run_again(
    sqlite_url: str, sqlite_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another process reads the file, its log cannot be emptied."""
    monkeypatch.setattr(sql, "BUSY_MS", 50)
    master = SecretStr(new_master_key())
    given = {"tenant_id": "t", "bot_app_id": "a", "database": sqlite_url, "master_key": master}
    environment = Environment.model_validate(given)

    def settle_in(connection: Connection) -> tuple[str, bytes]:
        vault = Vault(connection, open_keys(connection, [master.get_secret_value()]))
        person = vault.create()
        vault.put(person, mail=LARS)
        vault.index(person, LARS)
        return person, connection.scalar(select(t.vault_keys.c.wrapped)) or b""

    database = Database(sqlite_url)
    person, wrapped = await database.write(settle_in)
    database.close()

    def holds() -> bool:
        return any(wrapped in file.read_bytes() for file in sqlite_file.parent.glob(f"{sqlite_file.name}*"))

    with closing(sqlite3.connect(sqlite_file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM people").fetchall()
        done, words = await personal.erase(environment, load_rules(), LARS)
        assert (done, words.startswith("Erased. The file still holds remains: close other readers")) == (False, True)
        assert (person in words, holds()) == (True, True)
        assert not (await personal.erase(environment, load_rules(), person))[0]
    assert await personal.erase(environment, load_rules(), person) == (
        True,
        f"{person} was erased before; nothing of them is left.",
    )
    assert not holds()


async def test_the_organisation_is_nobody_to_be_erased(office: Office) -> None:
    organisation = await office.do(people.organisation)
    assert await office.service.look(erasing.find, organisation) is None
    assert await office.service.look(erasing.find, people.ORGANISATION) is None


async def test_somebody_who_was_read_before_another_process_erased_them_is_erased_all_the_same(office: Office) -> None:
    person = office.who("priya")

    def unit(desk: Desk) -> None:
        assert desk.vault.read([person])[person]["name"]
        people.check_not_erased(desk, person)
        desk.c.execute(t.people.update().where(t.people.c.pseudonym == person).values(erased_at=desk.now))
        with declined("declined-erased"):
            people.check_not_erased(desk, person)

    await office.do(unit)
