"""Whatever a card's inputs and data hold, the answer is a designed one; whatever people write, a card stays a card."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from official import complaints, texts
from target import INSIDES, open_on
from tenant import card_id

from bot.answers import CARD_TYPE, MESSAGE_TYPE
from cards.actions import ROW, TEXT, Field, Verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from target import Target
    from tenant import Demo

WRITERS = ("olivia", "adam", "maria", "erin")
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
    max_leaves=10,
)
#: What an input could hold if it came from a card of ours, and close to it.
LIKELY = {
    Field.ADDRESS: (
        "new@fabrikam.example",
        "adam@contoso.example",
        "a@b",
        "x" * 300 + "@y.example",
        "Ana <a@b.example>",
    ),
    Field.NAME: ("Lars", "", "x" * 5000, "<at>Adam</at>"),
    Field.REASON: ("", "because", "x" * 5000),
    Field.GROUPS: ("Secretaries", "Owners", "Secretaries,Receptionists", ",,,", "Tier 0", "secretaries," * 400),
    Field.OPTION: ("guest", "account", "owner"),
    Field.DELIVERY: ("mail", "link", "pigeon"),
    Field.SPONSOR: ("", "olivia", "0badf00d-0000-4000-8000-000000000000"),
    Field.UNTIL: ("", "2027-01-01", "0001-01-01", "9999-12-31", "2027-02-30", "2027-W01-1", "20270101", "tomorrow"),
    Field.CONFIRM: ("R-1", "R-999999999999", "2", "inside@fabrikam.example", "open@fabrikam.example"),
    Field.UNTIL_DATE: ("", "2027-01-01", "0001-01-01", "9999-12-31", "2027-02-30"),
    ROW: (0, 1, "1", "2", 2**31, "9" * 500),
    TEXT: ("", 7, None),
}
DATA = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) | JSON for name, values in LIKELY.items()}
) | st.dictionaries(st.text(max_size=20), JSON, max_size=6)


# --- free text ---

CARD_JSON = json.dumps({"type": "AdaptiveCard", "actions": [{"type": "Action.OpenUrl", "url": "https://evil.example"}]})
HOSTILE = [
    "<at>Adam</at> please <b>approve</b> <script>alert(1)</script>",
    "[Approve here](https://evil.example) ![x](https://evil.example/x.png) www.evil.example",
    CARD_JSON,
    '"}],"actions":[{"type":"Action.Execute","verb":"request.approve","title":"OK"}],"x":[{"t":"',
    "{{DATE(2026-01-01T00:00:00Z, SHORT)}} ${secret} {$name} { $reason }",
    "\u202egnihton\u200b Approved by Adam\n\n# Approved by Adam\n\n| a | b |",
]


def test_what_people_write_stays_text_on_everybodys_card(target: Target) -> None:
    demo = target.demo
    for number, words in enumerate(HOSTILE):
        mail = f"hostile{number}@fabrikam.example"
        mine, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail, reason=words, name=words)
        demo.press("adam", his, "Reject", reason=words)
        demo.until_card("olivia", mine, "Rejected")
        for person, message in (("adam", his), ("olivia", mine)):
            card = next(m["card"] for m in demo.chat(person) if m["id"] == message)
            check_is_plain(card)


def check_is_plain(card: dict[str, Any]) -> None:
    """Nothing of what was written became a link, a mention, markup, a function or a button."""
    assert complaints(card) == []
    for said in texts(card):
        assert not [sign for sign in ("<", "](", "{{", "://", "www.", "\u202e", "\u200b") if sign in said], said
    whole = json.dumps(card)
    assert "Action.OpenUrl" not in [part.get("type") for part in parts(card)]
    assert {part["verb"] for part in parts(card) if "verb" in part} <= set(Verb)
    assert '"mention"' not in whole


def parts(value: Any) -> list[dict[str, Any]]:
    """Every object of a card."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [*([value] if isinstance(value, dict) else []), *(part for one in inside for part in parts(one))]


# --- inputs and data ---


#: PostgreSQL is the stricter of the two; a long run takes both.
ENGINES = ["postgres"] if settings().max_examples < 1000 else ["sqlite", "postgres"]


@pytest.fixture(scope="module", params=ENGINES)
def target(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    yield from open_on(request, tmp_path_factory.mktemp("attacked"))


@dataclass(frozen=True)
class Hands:
    """The cards that each person was sent."""

    cards: dict[str, list[str]]


def row_of(card: str) -> str:
    """The id of the row behind what a card carries, which may name the question that it shows as well."""
    return card.partition(".")[0]


def _asked_besides(demo: Demo) -> None:
    """Cards that ask whether an account is taken over, and whether a guest account is blocked; with Maria's task."""
    demo.behind("add_account", mail="handmade@fabrikam.example", roles=["Insights Portal User"])
    form = demo.say("olivia", "invite handmade@fabrikam.example as Secretaries for 2 months")
    demo.press("olivia", form, "Ask for approval")
    demo.until_card("olivia", form, "Take over")
    for mail in ("ended@fabrikam.example", "ended-too@fabrikam.example"):
        demo.let_in(mail)
        form = demo.say("olivia", f"end {mail}")
        demo.press("olivia", form, "End everything now")
        demo.until_card("olivia", form, "Also block the guest account?")
    demo.press("olivia", form, "Ask Maria Moreau")
    demo.until_reads("maria", "Block the guest account of ended-too@fabrikam.example")


@pytest.fixture(scope="module")
def hands(target: Target) -> Hands:
    """Cards of every kind, a warning before the last day and one of a guest who does not accept among them."""
    demo = target.demo
    demo.let_in("inside@fabrikam.example")
    demo.behind("accept_invitation", person="inside@fabrikam.example")
    demo.let_in("silent@fabrikam.example")
    demo.move("8d")
    demo.until_reads("olivia", "Not accepted for a week", "silent@fabrikam.example")
    demo.move("42d")
    demo.until_reads("olivia", "Let it end", "inside@fabrikam.example")
    target.asked("open@fabrikam.example")
    _asked_besides(demo)
    for person, lines in {
        "olivia": ("invite", "end inside@fabrikam.example", "my requests", "approvals", "whatever"),
        "adam": ("approvals", "help"),
        "maria": ("setup", "help"),
        "erin": ("help", "my requests"),
    }.items():
        for line in lines:
            demo.say(person, line)
    return Hands({who: [one for m in demo.chat(who) if (one := card_id(m["card"]))] for who in WRITERS})


def designed(target: Target, activity: dict[str, Any]) -> None:
    """The answer is one of ours: a card, a sentence, or the gate's plain refusal."""
    status, body = target.forger.post(activity)
    if status == 400:
        assert body is None
        return
    assert status == 200, status
    assert body["statusCode"] == 200, body
    assert body["type"] in {CARD_TYPE, MESSAGE_TYPE}
    if body["type"] == CARD_TYPE:
        assert complaints(body["value"]) == []
    assert not [word for word in INSIDES if word in json.dumps(body)]


@settings(suppress_health_check=list(HealthCheck))
@given(drawn=st.data())
def test_no_data_of_a_press_brings_up_anything_but_a_designed_answer(
    target: Target, hands: Hands, drawn: st.DataObject
) -> None:
    person = drawn.draw(st.sampled_from(WRITERS))
    card = drawn.draw(st.sampled_from(hands.cards[person]))
    known = next(verbs for one, verbs in target.ask("SELECT id, verbs FROM cards") if one == row_of(card))
    offered = known if isinstance(known, list) else json.loads(known)
    # by number: which verbs a card has depends on what was pressed before
    place = drawn.draw(st.integers(0, 99))
    verb = [*offered, *Verb][place % (len(offered) + len(Verb))]
    designed(target, target.forger.press(person, verb, {**drawn.draw(DATA), "card": card}))


def test_every_verb_survives_every_kind_of_nonsense_in_every_input(target: Target, hands: Hands) -> None:
    """The corners that chance may miss: one wrong thing in all inputs at once, on each verb of each card."""
    odd: tuple[Any, ...] = (None, True, -1, 2**62, 1e308, [], {"a": [{}]}, "", "\u202e", "x" * 9000, ["x"] * 500)
    verbs = {one: v if isinstance(v, list) else json.loads(v) for one, v in target.ask("SELECT id, verbs FROM cards")}
    asked = {(p, c, v) for p, cards in hands.cards.items() for c in cards for v in verbs[row_of(c)]}
    per_verb = {verb: (person, card) for person, card, verb in sorted(asked)}
    for number, (verb, (person, card)) in enumerate(sorted(per_verb.items())):
        for value in (odd[number % len(odd)], odd[(number + 5) % len(odd)]):
            designed(target, target.forger.press(person, verb, {**dict.fromkeys(LIKELY, value), "card": card}))


def test_many_fields_and_deep_ones_are_read_or_refused_within_a_moment(target: Target, hands: Hands) -> None:
    card = {"card": hands.cards["olivia"][0]}
    deep: Any = "bottom"
    for _ in range(14):
        deep = [deep]
    for data in ({f"field{n}": n for n in range(10_000)}, {"deep": deep}, {"wide": [0] * 50_000}, {"x" * 100_000: 1}):
        designed(target, target.forger.press("olivia", Verb.BACK, {**data, **card}))
    for _ in range(50):
        deep = {"d": deep}
    assert target.forger.post(target.forger.press("olivia", Verb.BACK, {"deep": deep, **card})) == (400, None)


@pytest.mark.parametrize(
    "locale", ["", "xx", "en_", "e", "../../etc", "x" * 35, "da-DK", "\u202e", "en-US-x-" + "y" * 20]
)
def test_no_language_of_a_client_brings_up_anything_but_a_designed_answer(
    target: Target, hands: Hands, locale: str
) -> None:
    press = target.forger.press("olivia", Verb.BACK, {"card": hands.cards["olivia"][0]})
    designed(target, {**press, "locale": locale})
    designed(target, {**target.forger.press("erin", Verb.APPROVE, {"card": "0" * 32}), "locale": locale})


# --- afterwards ---


def test_nothing_of_all_this_ran_into_an_error_or_past_a_rule(target: Target) -> None:
    log = target.logged()
    assert "handler_failed" not in log
    assert "Traceback" not in log
    decided = target.ask("SELECT d.request, d.revision, d.stage, d.approver FROM decisions d")
    asked = target.ask("SELECT request, revision, stage, approver FROM asked")
    assert set(decided) <= set(asked)
    assert target.ask(
        "SELECT count(*) FROM decisions d JOIN requests r ON r.number = d.request AND r.requester = d.approver"
    ) == [(0,)]
