"""Whoever presses what was not offered to them reads why, changes nothing, and is found in the audit: on both databases."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from cards.actions import Verb

if TYPE_CHECKING:
    from target import Target

GUEST = "guest@northwind.example"
STRANGER = "0badf00d-0000-4000-8000-000000000000"
REASON, NAME = "Zanzibar on the ninth floor", "Quentin Rivers"
OTHER_TENANT = "11111111-1111-4111-8111-111111111111"
CHANGING = (
    *(Verb.APPROVE, Verb.REJECT, Verb.NARROW_TO, Verb.ACCEPT, Verb.DONE, Verb.RETRY, Verb.CANCEL, Verb.ASK_AGAIN),
    *(Verb.END_NOW, Verb.END_SET_DATE, Verb.LET_END, Verb.EXPIRY_END_NOW, Verb.CONFIRM_OWNERS, Verb.INVITE_ASK),
    *(Verb.WAVE_ASK, Verb.WAVE_ASK_SKIPPING, Verb.WAVE_SET_DATE, Verb.WAVE_START_NOW, Verb.GROUPS_CONFIRM),
    *(Verb.GATE_SIGN, Verb.GATE_WITHDRAW, Verb.PAUSE_DAY, Verb.JOB_RESUME, Verb.JOB_START, Verb.TEST_ASK),
    *(Verb.GUEST_SEND_AGAIN, Verb.GUEST_GIVE_LINK, Verb.ALIKE_APPROVE, Verb.LEAVE_OUT),
    *(Verb.BLOCK_ASK, Verb.BLOCK_LEAVE, Verb.TAKE_OVER, Verb.SOME_APPROVE, Verb.BATCH_SEND),
)


@dataclass(frozen=True)
class Board:
    """Cards by what they are about, as their buttons name them."""

    open_hers: str
    open_his: str
    rejected_hers: str
    rejected_his: str
    cancelled_his: str
    form: str
    end: str
    setup: str
    list: str
    preview: str
    groups: str


@pytest.fixture(scope="module")
def board(target: Target) -> Board:
    """One of each, made by honest people."""
    demo = target.demo
    rejected = target.asked("rejected@fabrikam.example")
    target.harmless("adam", Verb.REJECT, {"card": rejected[1], "reason": "not now"})
    cancelled = target.asked("cancelled@fabrikam.example")
    target.harmless("olivia", Verb.CANCEL, {"card": cancelled[0]})
    demo.let_in("inside@fabrikam.example", reason=REASON, name=NAME, delivery="link")
    opened = target.asked("open@fabrikam.example")
    return Board(
        open_hers=opened[0],
        open_his=opened[1],
        rejected_hers=rejected[0],
        rejected_his=rejected[1],
        cancelled_his=cancelled[1],
        form=target.say("olivia", "invite form@fabrikam.example as Secretaries for 2 months"),
        end=target.say("olivia", "end inside@fabrikam.example"),
        setup=target.say("maria", "setup"),
        list=target.say("olivia", "my requests"),
        preview=preview_of(target, "olivia", "go-live"),
        groups=groups_of(target, "maria"),
    )


def preview_of(target: Target, person: str, wave: str) -> str:
    """Somebody's preview of a wave, once everybody was read."""
    message = target.demo.say(person, f"preview {wave}")
    target.demo.until_card(person, message, "as of")
    return target.card_of(person, message)


def groups_of(target: Target, person: str) -> str:
    """Somebody's table of the groups, once it was read."""
    message = target.demo.say(person, "groups")
    target.demo.until_card(person, message, "are in Entra")
    return target.card_of(person, message)


def test_a_copied_card_works_for_nobody_but_its_reader(target: Target, board: Board) -> None:
    readers = {
        "olivia": ("open_hers", "form", "end", "list", "preview"),
        "adam": ("open_his",),
        "maria": ("setup", "groups"),
    }
    own = {"preview": (Verb.WAVE_ASK, Verb.WAVE_CSV), "groups": (Verb.GROUPS_CONFIRM, Verb.GATE_WITHDRAW)}
    before, refused = target.standing(), len(target.refusals())
    tried = 0
    for owner, names in readers.items():
        for name in names:
            for thief in {"olivia", "adam", "maria", "erin", "priya"} - {owner}:
                for verb in own.get(name, (Verb.APPROVE, Verb.END_NOW)):
                    words = target.harmless(thief, verb, {"card": getattr(board, name)})
                    assert "changed nothing" in words or "somebody else must decide" in words
                    tried += 1
    assert target.standing() == before
    found = target.refusals()[refused:]
    assert len(found) == tried
    assert {rule for rule, _ in found} <= {"declined-not-yours", "declined-self"}


def test_a_guest_and_somebody_whom_the_tenant_does_not_know_are_turned_away(target: Target, board: Board) -> None:
    before, refused = target.standing(), len(target.refusals())
    words = target.harmless(GUEST, Verb.APPROVE, {"card": board.open_his})
    assert "only work for members of this organisation. Nothing was changed" in words
    press = target.forger.press("adam", Verb.APPROVE, {"card": board.open_his})
    status, body = target.forger.post({**press, "from": {"id": "29:adam", "aadObjectId": STRANGER}})
    assert (status, "Nothing was changed" in json.dumps(body)) == (200, True)
    assert target.standing() == before
    rules = [rule for rule, _ in target.refusals()[refused:]]
    assert rules[0] == "declined-guest"
    assert rules[1] in {"declined-guest", "declined-checking-you"}


def test_a_stranger_who_presses_eight_times_at_once_is_one_stranger(target: Target, board: Board) -> None:
    nobody = "0badf00d-0000-4000-8000-00000000000f"
    press = target.forger.press("adam", Verb.APPROVE, {"card": board.open_his})
    presses = [{**press, "id": f"f:s-{n}", "from": {"id": "29:x", "aadObjectId": nobody}} for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(target.forger.post, presses))
    assert all((status, "Nothing was changed" in json.dumps(body)) == (200, True) for status, body in answers)
    known = f"SELECT count(*) FROM people WHERE object_id = '{nobody}'"  # noqa: S608  our id
    assert target.ask(known) == [(1,)]


def test_another_tenant_is_not_even_heard(target: Target, board: Board) -> None:
    before, refused = target.standing(), target.refusals()
    press = target.forger.press("adam", Verb.APPROVE, {"card": board.open_his})
    foreign: list[dict[str, Any]] = [
        {"channelData": {"tenant": {"id": OTHER_TENANT}}},
        {"conversation": {**press["conversation"], "tenantId": OTHER_TENANT}},
        {"from": {**press["from"], "tenantId": OTHER_TENANT}},
        {"channelData": {}, "conversation": {**press["conversation"], "tenantId": OTHER_TENANT}},
        {"channelData": {}, "conversation": {**press["conversation"], "tenantId": None}},
    ]
    answers = [target.forger.post({**press, "id": f"f:foreign-{n}", **change}) for n, change in enumerate(foreign)]
    assert answers == [(403, None)] * len(foreign)
    assert (target.standing(), target.refusals()) == (before, refused)


def test_cards_of_closed_requests_decide_nothing(target: Target, board: Board) -> None:
    before, decided = target.standing(), target.count("decision.approved")
    for card in (board.rejected_his, board.cancelled_his):
        for verb in (Verb.APPROVE, Verb.REJECT, Verb.NARROW_TO):
            words = target.harmless(
                "adam", verb, {"card": card, "reason": "again", "groups": "Secretaries", "until": "2027-01-01"}
            )
            assert "hanged nothing" in words or "Nothing was" in words, (verb, words)
    for verb in (Verb.CANCEL, Verb.ACCEPT, Verb.DONE, Verb.RETRY):
        target.harmless("olivia", verb, {"card": board.rejected_hers})
    assert target.standing() == before
    assert target.count("decision.approved") == decided


def test_the_card_of_an_older_revision_decides_nothing(target: Target) -> None:
    mail, demo = "moved@fabrikam.example", target.demo
    _, old = target.asked(mail)
    demo.behind("add_account", mail=mail, roles=["Insights Portal User"])
    target.harmless("adam", Verb.APPROVE, {"card": old, "confirm": mail})
    new = target.card_of("adam", str(demo.until_reads("adam", "moved", mail)["id"]))
    (number,) = target.ask(f"SELECT request FROM cards WHERE id = '{old}'")[0]  # noqa: S608  our id
    target.until(f"SELECT state, revision FROM requests WHERE number = {number}", ("pending", 2))  # noqa: S608  our id
    before = target.standing()
    if new != old:
        assert "hanged nothing" in target.harmless("adam", Verb.APPROVE, {"card": old, "confirm": mail})
    target.harmless("adam", Verb.NARROW_TO, {"card": old, "groups": "Secretaries", "until": "2020-01-01"})
    assert target.standing() == before


def test_a_verb_that_a_card_never_had_does_nothing(target: Target, board: Board) -> None:
    offered = {
        card: set(verbs if isinstance(verbs, list) else json.loads(verbs))
        for card, verbs in target.ask("SELECT id, verbs FROM cards")
    }
    mine = {"olivia": (board.open_hers, board.form, board.end, board.list, board.preview), "adam": (board.open_his,)}
    mine["maria"] = (board.setup, board.groups)
    before, refused, tried = target.standing(), len(target.refusals()), 0
    for person, cards in mine.items():
        for card in cards:
            for verb in [
                verb for verb in (*CHANGING, "drop.table", "__class__", "x" * 200) if verb not in offered[card]
            ]:
                words = target.harmless(person, verb, {"card": card, "reason": "x", "until": "2027-01-01"})
                assert "out of date. Your press changed nothing" in words
                tried += 1
    assert target.standing() == before
    found = target.refusals()[refused:]
    assert [rule for rule, _ in found] == ["declined-stale"] * tried
    assert {verb for _, verb in found} <= {*CHANGING, "unknown"}  # a stranger's words stay out of the audit


def test_a_preview_asks_for_nothing_that_its_checks_forbid_whatever_is_pressed_or_claimed(
    target: Target, board: Board
) -> None:
    team = preview_of(target, "olivia", "project-team")
    claims = {"wave": "project-team", "back": True, "at": "2026-01-01", "reading": 1, "terms": {"back": True}}
    skipping = {"gates": "provisioning,externals,groups,scope,validated,ready,x' OR 1=1 --", "reason": " "}
    before = target.standing()
    for card, why in ((board.preview, "comes after project-team"), (team, "of project-team is open")):
        assert why in target.harmless("olivia", Verb.WAVE_ASK, {**claims, "card": card})
        assert "Nothing was sent" in target.harmless("olivia", Verb.WAVE_ASK_SKIPPING, {**skipping, "card": card})
        for day, clock in (
            ("2020-01-01", "07:00"),
            ("9999-12-31", "23:59"),
            ("tomorrow", "x"),
            ("2027-01-01", "99:99"),
        ):
            target.harmless("olivia", Verb.WAVE_SET_DATE, {"card": card, "until_date": day, "time": clock})
    for verb in (Verb.WAVE_SHOW, Verb.WAVE_CSV):
        target.harmless("olivia", verb, {"card": team, "change": "lost' OR 1=1 --"})
    target.harmless("olivia", Verb.WAVE_BACK, {"card": team})
    assert told_apart(target.standing()) == told_apart(before)


def told_apart(standing: dict[str, list[str]]) -> dict[str, list[str]]:
    """All but the cards, whose own pages were turned."""
    return {name: rows for name, rows in standing.items() if not name.startswith("cards")}


def test_a_table_of_groups_that_has_changed_or_is_pressed_by_nobody_in_charge_confirms_nothing(target: Target) -> None:
    hers, erins = groups_of(target, "maria"), target.say("erin", "groups")
    target.demo.behind("unassign_group", group="Secretaries")
    before = target.standing()
    target.harmless("erin", Verb.GROUPS_CONFIRM, {"card": erins})
    target.harmless("erin", Verb.GROUPS_CONFIRM, {"card": hers})
    for card in (hers, erins):
        target.harmless("priya", Verb.GATE_SIGN, {"card": card, "gate": "validated", "evidence": "none"})
    assert told_apart(target.standing()) == told_apart(before)
    target.demo.behind("assign_group", group="Secretaries")


MALFORMED: list[Any] = [
    *(None, 7, -1, 1.5, True, [], {}, ["a"], {"id": 1}, "", " ", "0" * 31, "0" * 32, "0" * 33, "G" * 32, "x" * 100_000),
    *("' OR 1=1 --", "%", "../../etc/passwd", "\N{SHRUG}", "a\nb", "R-1", "1"),
]


def test_ids_of_cards_that_do_not_exist_or_are_none_belong_to_nobody(target: Target, board: Board) -> None:
    near_misses = [board.open_his.upper(), board.open_his + " ", board.open_his[:-1], [board.open_his]]
    before, refused = target.standing(), len(target.refusals())
    tried = [near for near in (*MALFORMED, *near_misses) if near != board.open_his]
    for card in tried:
        assert "changed nothing" in target.harmless("adam", Verb.APPROVE, {"card": card})
    for data in (None, {}, {"Card": board.open_his}, {"card": {"card": board.open_his}}):
        assert "changed nothing" in target.harmless("adam", Verb.APPROVE, data)
    assert target.standing() == before
    expected = ["declined-unknown-card" if card == "0" * 32 else "declined-not-yours" for card in tried]
    expected += ["declined-not-yours"] * 4
    assert target.refusals()[refused:] == [(rule, Verb.APPROVE) for rule in expected]


def test_an_id_with_nul_or_of_ten_megabytes_never_reaches_the_bot(target: Target, board: Board) -> None:
    before, refused = target.standing(), target.refusals()
    statuses = [
        target.forger.post(target.forger.press("adam", Verb.APPROVE, {"card": card}))[0]
        for card in (board.open_his + "\0", "x" * 10_000_000, {"a": board.open_his + "\0"})
    ]
    assert statuses == [400, 413, 400]
    assert (target.standing(), target.refusals()) == (before, refused)


def test_what_card_data_says_besides_its_id_is_not_believed(target: Target, board: Board) -> None:
    """The open card is pressed with every name that somebody could think of for another request, person, stage or role."""
    number = target.ask(f"SELECT request FROM cards WHERE id = '{board.rejected_his}'")[0][0]  # noqa: S608  our id
    claims = {
        **dict.fromkeys(("request", "number", "row", "request_id"), number),
        **dict.fromkeys(("revision", "stage", "attempt"), 1),
        **dict.fromkeys(("person", "actor", "approver", "requester", "recipient", "pseudonym", "from"), "olivia"),
        **dict.fromkeys(("verb", "kind"), Verb.CONFIRM_OWNERS),
        **dict.fromkeys(("is_administrator", "approved", "force"), True),
        "member": {"is_administrator": True},
        "terms": {"groups": ["Owners"]},
        "groups": "Owners",
    }
    before, decided = target.standing(), target.count("decision.approved") + target.count("decision.rejected")
    words = target.harmless("adam", Verb.REJECT, {**claims, "card": board.open_his, "reason": ""})
    assert "Rejecting needs a reason. Nothing was decided" in words
    target.harmless("adam", Verb.WHY_ME, {**claims, "card": board.open_his})
    target.harmless("maria", Verb.SETUP_CHECK, {**claims, "card": board.setup, "verb": Verb.CONFIRM_OWNERS})
    assert target.standing() == before
    assert target.count("decision.approved") + target.count("decision.rejected") == decided


def test_a_captured_press_that_is_sent_again_decides_once(target: Target) -> None:
    mail = "captured@fabrikam.example"
    _, his = target.asked(mail)
    decided = target.count("decision.rejected")
    captured = target.forger.press("adam", Verb.REJECT, {"card": his, "reason": "no"})
    first = target.forger.post(captured)
    with ThreadPoolExecutor(6) as pool:
        again = list(pool.map(target.forger.post, [captured] * 6))
    assert again == [first] * 6
    before = target.standing()
    elsewhere = {**captured, "conversation": {**captured["conversation"], "id": "a:another-chat"}}
    for copy in ({**captured, "id": "f:another-id"}, elsewhere):
        status, body = target.forger.post(copy)
        assert (status, "Your press changed nothing" in json.dumps(body)) == (200, True)
    as_olivia = target.forger.press("olivia", Verb.REJECT, {"card": his, "reason": "no"})
    same_id = {**as_olivia, "id": captured["id"], "conversation": captured["conversation"]}
    assert target.forger.post(same_id) == (403, None)
    assert target.standing() == before
    assert target.count("decision.rejected") == decided + 1


def test_a_row_number_that_no_database_holds_opens_nothing(target: Target, board: Board) -> None:
    before = target.standing()
    for row in (
        0,
        -1,
        2**31,
        2**62,
        "9" * 30,
        "9" * 5000,
        "²",
        "\u0663" * 12,
        1.5,
        True,
        None,
        "1; DROP TABLE requests",
    ):
        assert "There is no R-" in target.harmless("olivia", Verb.OPEN_ROW, {"card": board.list, "row": row})
    assert target.standing() == before


def test_those_who_wait_for_the_same_are_approved_by_nobody_but_their_cards_reader(target: Target) -> None:
    for mail in ("alike1@fabrikam.example", "alike2@fabrikam.example"):
        target.demo.ask(f"invite {mail} as Receptionists for 2 months", mail)
    listed, hers = target.say("adam", "approvals"), target.say("olivia", "approvals")
    first = target.ask("SELECT max(number) - 1 FROM requests")[0][0]
    target.harmless("adam", Verb.ALIKE_OPEN, {"card": listed, "row": first})
    rows = f"SELECT id FROM cards WHERE kind = 'alike' AND terms LIKE '%{listed}%'"  # noqa: S608  our id
    (card,) = target.ask(rows.replace("terms", "CAST(terms AS TEXT)"))[0]
    before = target.standing()
    for thief in ("olivia", "maria", "erin", "priya"):
        words = target.harmless(thief, Verb.ALIKE_APPROVE, {"card": card, "confirm": "2"})
        assert "not for you, so your press changed nothing" in words
    for row in (None, 0, -1, 2**62, "²", True, "1 OR 1=1", [first], {"row": first}):
        words = target.harmless("adam", Verb.ALIKE_OPEN, {"card": listed, "row": row})
        assert "changed nothing" in words
        assert "changed nothing" in target.harmless("olivia", Verb.ALIKE_OPEN, {"card": hers, "row": first})
        target.harmless("adam", Verb.ALIKE_PAGE, {"card": card, "row": row})
    for other in (listed, hers):
        target.harmless("adam", Verb.ALIKE_APPROVE, {"card": other, "shown": [[first, 1, 1]]})
    claims = {"shown": [[1, 1, 1]], "numbers": [1], "confirm": "1", "answered": None}
    assert "Type 2, the number of people" in target.harmless("adam", Verb.ALIKE_APPROVE, {**claims, "card": card})
    for people in ("1", f"{first},1", f"{first} OR 1=1", str(2**62), "²", first, [first], {"all": True}, ""):
        words = target.harmless("adam", Verb.SOME_APPROVE, {**claims, "card": card, "people": people, "confirm": "2"})
        assert "changed nothing" in words or "Nobody is ticked" in words
    assert "not for you" in target.harmless("olivia", Verb.SOME_APPROVE, {"card": card, "people": str(first)})
    assert target.standing() == before


def test_a_suggestion_without_words_says_nothing(target: Target) -> None:
    card = target.say("erin", "help")
    before = target.standing()
    for text in (None, 7, ["end inside@fabrikam.example"], {"text": "help"}):
        target.harmless("erin", Verb.SAY, {"card": card, "text": text})
    assert target.standing() == before


# --- what all of this left behind ---


def personal(target: Target) -> list[str]:
    """Names, addresses, free text, the link that lets somebody in."""
    chat = json.dumps([m["card"] for m in target.demo.chat("olivia")])
    link = re.findall(r'"url": "([^"]*redeem[^"]*)"', chat)
    assert link
    people = ("Olivia", "Ahlgren", "olivia@contoso", "maria@contoso", "guest@northwind")
    return [
        REASON,
        "Zanzibar",
        NAME,
        "Quentin",
        "Rivers",
        "inside@",
        "open@fabrikam",
        "fabrikam.example",
        link[0],
        *people,
    ]


def test_nothing_personal_or_secret_stands_in_any_table_but_the_vaults(target: Target, board: Board) -> None:
    target.harmless("erin", f"{NAME} inside@fabrikam.example", {"card": board.open_his, "reason": REASON})
    files = b"".join(file.read_bytes() for file in target.demo.data.glob("usher*"))  # SQLite's, its log included
    told_in = {**target.everything(), "the files": files.decode("latin-1")}
    found = {
        (table, word)
        for table, told in told_in.items()
        for word in (*personal(target), *target.secrets())
        if word.casefold() in told.casefold()
    }
    assert found == set()


def test_nothing_personal_or_secret_is_logged(target: Target, board: Board) -> None:
    log = target.logged().casefold()
    assert [word for word in (*personal(target), *target.secrets(), "redeem") if word.casefold() in log] == []


def test_a_channel_is_told_nothing_and_a_refused_stranger_nothing_at_all(target: Target, board: Board) -> None:
    for line in (
        "end inside@fabrikam.example",
        f"invite other@fabrikam.example because {REASON}",
        "approvals",
        "why R-1",
    ):
        said = target.demo.post("/sandbox/teams/say", person="olivia", text=line, conversation="rollout")
        told = json.dumps(said["messages"])
        assert "only in your own chat" in told
        assert not [word for word in personal(target) if word in told]
    press = target.forger.press("adam", Verb.APPROVE, {"card": board.open_his})
    for body in (b"{", json.dumps({**press, "channelId": "webchat"}).encode(), b"x" * 300_000):
        headers = {"Authorization": f"Bearer {target.forger.token()}"}
        answer = target.demo.http.post(target.forger.about["bot"]["url"], content=body, headers=headers)
        assert (answer.status_code in {400, 403, 413}, answer.content) == (True, b"")


def test_nothing_of_all_this_ran_into_an_error(target: Target) -> None:
    log = target.logged()
    assert "handler_failed" not in log
    assert "Traceback" not in log
