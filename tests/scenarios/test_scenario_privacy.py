"""Names, addresses and free text lie in the vault alone; the audit names the row that was touched; forgers change nothing."""

from __future__ import annotations

import base64
import json
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from tenant import card_id

if TYPE_CHECKING:
    from tenant import Demo

MAIL = "secretive@fabrikam.example"
REASON = "Zanzibar project on the ninth floor"
#: Encrypted under a key per person.
ENCRYPTED = {"vault", "texts", "vault_keys"}


@pytest.fixture(scope="module")
def played(demo: Demo) -> Demo:
    """One delivery with a link, and one end."""
    demo.let_in(MAIL, "Receptionists", reason=REASON, name="Quentin Rivers", delivery="link")
    card = demo.say("olivia", f"end {MAIL}")
    demo.press("olivia", card, "End everything now")
    demo.until_reads("olivia", "Ended, proven", MAIL)
    return demo


def rows(demo: Demo) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of Usher's database, the durable engine's included."""
    with closing(sqlite3.connect(demo.data / "usher.sqlite")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}  # noqa: S608  our names


def test_nothing_personal_stands_outside_the_vault(played: Demo) -> None:
    link = next(a["url"] for m in played.chat("olivia") for a in links(m["card"]))
    secrets = [MAIL, "secretive", REASON, "Zanzibar", "Quentin", "Rivers", "Olivia", "olivia@contoso", link]
    found = {
        (table, secret)
        for table, content in rows(played).items()
        for row in content
        for secret in secrets
        for text in [" ".join(readable(value) for value in row)]
        if secret.lower() in text.lower()
    }
    assert found == set()


def links(part: Any) -> list[dict[str, Any]]:
    """Every Action.OpenUrl of a card."""
    if isinstance(part, list):
        return [found for one in part for found in links(one)]
    if not isinstance(part, dict):
        return []
    own = [part] if part.get("type") == "Action.OpenUrl" else []
    return own + [found for one in part.values() for found in links(one)]


def readable(value: Any) -> str:
    """A value as a thief would read it: bytes and base64 decoded as far as they go."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    try:
        return text + base64.b64decode(text, validate=True).decode("utf-8", "replace")
    except ValueError:
        return text


def test_nothing_personal_or_secret_is_logged(played: Demo) -> None:
    log = (played.data.parent / f"{played.data.name}.log").read_text(encoding="utf-8")
    assert [word for word in (MAIL, "secretive", "Zanzibar", "Olivia", "Bearer", "redeem") if word in log] == []


def test_the_redeem_link_is_in_the_requesters_own_chat_and_nowhere_else(played: Demo) -> None:
    assert any("Open the invitation" in m["words"] for m in played.chat("olivia"))
    for person in ("adam", "maria", "priya", "erin"):
        assert not any("redeem" in json.dumps(m["card"]) for m in played.chat(person))


def test_the_audit_holds_and_names_the_row_that_was_changed(played: Demo) -> None:
    time.sleep(1.2)  # the sealer works once a second
    good = played.usher("audit", "verify")
    assert (good.returncode, good.stderr) == (0, "")
    assert "holds" in good.stdout
    lines = [json.loads(line) for line in played.usher("audit", "export").stdout.splitlines()]
    assert {"request.submitted", "decision.approved", "step.done", "verification.proved", "grant.ended"} <= {
        line["event"] for line in lines
    }
    with closing(sqlite3.connect(played.data / "usher.sqlite")) as database, database:
        (row,) = database.execute("SELECT id FROM audit WHERE event = 'decision.approved'").fetchone()
        database.execute("UPDATE audit SET actor = 'somebody' WHERE id = ?", (row,))
    bad = played.usher("audit", "verify")
    assert bad.returncode == 1
    assert f"row {row} (decision.approved) was changed" in bad.stdout


# --- forgers ---

NOW = int(time.time())
GOOD = {"iat": NOW - 10, "nbf": NOW - 10, "exp": NOW + 3000}


def forged(demo: Demo) -> dict[str, tuple[dict[str, Any], str, dict[str, Any]]]:
    """(claims, key, what is different in the activity) of every forgery that the stock SDK lets through or trips over."""
    about = demo.http.get("/sandbox/about").json()["bot"]
    claims = {"iss": "https://api.botframework.com", "aud": about["app_id"], "serviceurl": about["service_url"], **GOOD}
    other = "11111111-1111-4111-8111-111111111111"
    return {
        "wrong audience": ({**claims, "aud": other}, "good", {}),
        "foreign issuer": ({**claims, "iss": "https://sts.windows.net/d6d49420/"}, "good", {}),
        "service URL mismatch": ({**claims, "serviceurl": "https://smba.trafficmanager.net/"}, "good", {}),
        "no service URL claim": ({k: v for k, v in claims.items() if k != "serviceurl"}, "good", {}),
        "no exp": ({k: v for k, v in claims.items() if k != "exp"}, "good", {}),
        "expired": ({**claims, "exp": NOW - 4000}, "good", {}),
        "not yet": ({**claims, "nbf": NOW + 4000}, "good", {}),
        "key without endorsement": (claims, "unendorsed", {}),
        "unknown key": (claims, "unknown", {}),
        "another tenant": (claims, "good", {"channelData": {"tenant": {"id": other}}}),
        "tenants differ": (
            claims,
            "good",
            {"conversation": {"id": "a:x", "conversationType": "personal", "tenantId": other}},
        ),
        "no tenant": (
            claims,
            "good",
            {"channelData": {}, "conversation": {"id": "a:x", "conversationType": "personal"}},
        ),
        "no service URL": (claims, "good", {"serviceUrl": None}),
        "no channel": (claims, "good", {"channelId": None}),
        "web chat": (claims, "good", {"channelId": "webchat"}),
        "another bot": (claims, "good", {"recipient": {"id": f"28:{other}"}}),
        "nobody in particular": (claims, "good", {"from": {"id": "29:adam"}}),
        "no value": (claims, "good", {"value": None}),
        "value is a list": (claims, "good", {"value": [1]}),
    }


def test_every_forged_press_is_refused_and_acted_on_by_nobody(demo: Demo) -> None:
    mail = "forged@fabrikam.example"
    _, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    about = demo.http.get("/sandbox/about").json()
    adam = next(one for one in about["people"] if one["key"] == "adam")
    message = next(m for m in demo.chat("adam") if m["id"] == his)
    genuine = {
        "type": "invoke",
        "name": "adaptiveCard/action",
        "channelId": "msteams",
        "serviceUrl": about["bot"]["service_url"],
        "from": {"id": "29:adam", "aadObjectId": adam["aadObjectId"]},
        "recipient": {"id": f"28:{about['bot']['app_id']}"},
        "conversation": {
            "id": message["conversation"],
            "conversationType": "personal",
            "tenantId": about["bot"]["tenant_id"],
        },
        "channelData": {"tenant": {"id": about["bot"]["tenant_id"]}},
        "value": {
            "action": {"type": "Action.Execute", "verb": "request.approve", "data": {"card": card_id(message["card"])}},
            "trigger": "manual",
        },
    }
    statuses: dict[str, int] = {}
    for number, (name, (claims, key, changes)) in enumerate(forged(demo).items()):
        token = demo.post("/sandbox/teams/sign", claims=claims, key=key)["token"]
        whole = {k: v for k, v in {**genuine, "id": f"f:{number}", **changes}.items() if v is not None}
        answer = demo.http.post("/api/messages", json=whole, headers={"Authorization": f"Bearer {token}"})
        statuses[name] = answer.status_code
    for name, headers in {
        "no token": {},
        "garbage": {"Authorization": "Bearer x.y.z"},
        "basic": {"Authorization": "Basic eA=="},
    }.items():
        statuses[name] = demo.http.post("/api/messages", json={**genuine, "id": name}, headers=headers).status_code
    token = demo.post("/sandbox/teams/sign", claims=next(iter(forged(demo).values()))[0], key="good")["token"]
    big = {**genuine, "id": "big", "text": "x" * 300_000}
    statuses["too big"] = demo.http.post(
        "/api/messages", json=big, headers={"Authorization": f"Bearer {token}"}
    ).status_code
    assert {name: status for name, status in statuses.items() if status not in {400, 401, 403, 413}} == {}
    assert demo.invitations(mail) == []
    assert not any(e["event"] == "decision.approved" and e["about"] == "R-3" for e in demo.audit())
    assert "Let in" in next(m["words"] for m in demo.chat("adam") if m["id"] == his)


def test_a_press_with_somebody_elses_card_or_an_unknown_one_changes_nothing(demo: Demo) -> None:
    mail = "borrowed@fabrikam.example"
    _, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    for person in ("erin", "priya", "olivia"):
        assert "nothing" in demo.press(person, his, "Approve").lower()
    assert demo.invitations(mail) == []
