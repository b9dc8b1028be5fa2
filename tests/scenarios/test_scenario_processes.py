"""Grown up: the bot and the worker are processes of their own over PostgreSQL, and any of them may die."""

from __future__ import annotations

import time
from contextlib import ExitStack
from http import HTTPStatus
from typing import TYPE_CHECKING

import httpx
import psycopg
import pytest
from apart import Apart, Program
from ports import free_port
from sqlalchemy import make_url
from tenant import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

REASON = "Wallpaper on the mezzanine"
#: Where what is personal lies encrypted.
ENCRYPTED = ("vault", "texts", "vault_keys")


@pytest.fixture(scope="module")
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    server = request.getfixturevalue("postgres")
    name = server.create("usher_template")
    yield server.url(name)
    server.drop(name)


@pytest.fixture(scope="module")
def house(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Apart]:
    house = Apart(tmp_path_factory.mktemp("apart") / "data", database=url)
    yield house
    house.close()


def test_bot_and_worker_apart_let_a_guest_in_and_out_again(house: Apart) -> None:
    mail = "apart@fabrikam.example"
    house.let_in(mail, reason=REASON)
    assert house.groups(mail) == {"Secretaries"}
    assert len(house.invitations(mail)) == 1
    card = house.say("adam", f"end {mail}")
    house.press("adam", card, "End everything now")
    house.until_reads("olivia", "Ended, proven", mail)
    assert house.account(mail) == (False, set())
    assert house.groups(mail) == set()


def test_thirty_parallel_presses_on_postgresql_make_one_decision(house: Apart) -> None:
    mail = "crowd@fabrikam.example"
    _, his = house.ask(f"invite {mail} as Secretaries for 2 months", mail)
    presses = [("adam", his, "Approve" if n % 2 else "Reject", {"reason": "no"}) for n in range(30)]
    answers = house.at_once(presses)
    assert {status for status, _ in answers} == {200}
    assert sum("changed nothing" in words for _, words in answers) == 29
    made = [e for e in house_audit(house) if e in {"decision.approved", "decision.rejected"}]
    assert len(made) == 2  # this one and the one of the story before


def house_audit(house: Apart) -> list[str]:
    """Events of the audit, from the table."""
    with psycopg.connect(address_of(house)) as connection:
        return [event for (event,) in connection.execute("SELECT event FROM audit ORDER BY id")]


def address_of(house: Apart) -> str:
    """The database as psycopg names it."""
    found = make_url(house.settings["USHER_DATABASE"])
    return found.set(drivername="postgresql").render_as_string(hide_password=False)


def test_another_worker_takes_over_from_one_that_was_killed(house: Apart) -> None:
    mail = "orphan@fabrikam.example"
    mine, his = house.ask(f"invite {mail} as Secretaries for 2 months", mail)
    path = "/graph/v1.0/groups"
    house.fault(target="graph", method="POST", path=path, delay_s=3, after_effect=True, times=1)
    house.press("adam", his, "Approve")
    end = time.monotonic() + 10
    while not house.invitations(mail) and time.monotonic() < end:
        time.sleep(0.05)
    house.worker.kill()
    house.start_worker()
    house.until_card("olivia", mine, "Done, proven")
    assert len(house.invitations(mail)) == 1
    assert house.groups(mail) == {"Secretaries"}
    assert [one["userName"] for one in house.books()["accounts"]].count(mail) == 1


def test_two_of_each_are_restarted_one_after_the_other_and_nothing_is_lost_or_done_twice(house: Apart) -> None:
    with ExitStack() as stack:
        second = {**house.settings, "USHER_PORT": str(free_port())}
        serve = ("serve", "--no-worker")
        bot = Program(*serve, log=house.logs[0], ready="Usher is ready", settings=second)
        stack.callback(bot.stop)
        worker = Program("worker", log=house.logs[1], ready="Usher's worker is ready", settings=second)
        stack.callback(worker.stop)
        mails = [f"rolling-{number}@fabrikam.example" for number in range(4)]
        asked = [house.ask(f"invite {mail} as Secretaries for 2 months", mail) for mail in mails]
        house.fault(target="graph", by="usher", method="POST", path="/graph/v1.0/groups", delay_s=0.7)
        for (_, his), again in zip(asked, (house.worker, worker, bot, house.bot), strict=True):
            house.press("adam", his, "Approve")
            again.stop()
            if again is house.worker:
                house.start_worker()
            elif again is house.bot:
                house.bot = Program(*serve, log=house.logs[0], ready="Usher is ready", settings=house.settings)
        house.mend()
        for (mine, _), mail in zip(asked, mails, strict=True):
            house.until_card("olivia", mine, "Done, proven")
            assert (len(house.invitations(mail)), house.groups(mail)) == (1, {"Secretaries"})
            assert len([one for one in house.chat("adam") if mail in one["words"]]) == 1


def test_a_person_is_erased_beside_the_running_processes_and_the_bot_redacts_the_cards(house: Apart) -> None:
    mail = "apart@fabrikam.example"
    pattern = "SELECT subject FROM requests ORDER BY number LIMIT 1"
    with psycopg.connect(address_of(house)) as connection:
        (person,) = connection.execute(pattern).fetchone() or ("",)
        (key,) = connection.execute("SELECT wrapped FROM vault_keys WHERE pseudonym = %s", (person,)).fetchone() or (
            "",
        )
    done = house.command("people", "erase", mail)
    assert (done.returncode, done.stderr) == (0, "")
    house.until_reads("olivia", "erased", "Ended, proven")
    house.until_reads("adam", "erased", "Ended, proven")
    with psycopg.connect(address_of(house)) as connection:
        for table in ("vault_keys", "vault", "addresses"):
            assert key.hex() not in str(connection.execute(f"SELECT t::text FROM {table} t").fetchall())  # noqa: S608  names of ours
            left = connection.execute(f"SELECT count(*) FROM {table} WHERE pseudonym = %s", (person,))  # noqa: S608  names of ours
            assert left.fetchone() == (0,)
    again = house.command("people", "erase", person)
    assert (again.returncode, "erased before" in again.stdout) == (0, True)
    assert house.command("audit", "verify").returncode == 0


def test_nothing_personal_stands_in_postgresql_or_in_the_logs_of_bot_and_worker(house: Apart) -> None:
    secrets = ["apart@", "crowd@", "orphan@", "rolling-", "fabrikam", "Wallpaper", "olivia", "Olivia", "Ahlgren"]
    with psycopg.connect(address_of(house)) as connection:
        tables = connection.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'dbos')"
        ).fetchall()
        assert {"dbos", "public"} == {schema for schema, _ in tables}
        read = {
            f"{schema}.{table}": str(connection.execute(f'SELECT t::text FROM "{schema}"."{table}" t').fetchall())  # noqa: S608  names from the catalogue
            for schema, table in tables
            if table not in ENCRYPTED
        }
    found = {(table, secret) for table, text in read.items() for secret in secrets if secret in text}
    assert found == set()
    logged = "".join(path.read_text(encoding="utf-8") for path in house.logs)
    assert [secret for secret in (*secrets, "Bearer", "redeem") if secret in logged] == []


def test_the_probe_tells_that_no_worker_reads_any_more_and_stays_ready(house: Apart) -> None:
    def probed(worker: str) -> httpx.Response:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            answer = httpx.get(f"http://127.0.0.1:{house.settings['USHER_PORT']}/readyz")
            if answer.json()["worker"] == worker:
                return answer
            time.sleep(0.1)
        raise AssertionError(f"the worker was never {worker}")

    assert probed("ok").json() == {"status": "ready", "worker": "ok"}
    house.worker.kill()
    house.move("6m")
    assert probed("silent").status_code == HTTPStatus.OK
    house.start_worker()
    probed("ok")
