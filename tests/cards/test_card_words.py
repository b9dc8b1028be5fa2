from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from corpus import every_channel_view, every_view
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from sentences import CHECKS, DECLINED, NOTICES, SUGGESTIONS, WHYS

import cards
from cards.actions import Verb
from cards.render import render
from cards.words import MissingWordsError, Text, Voice, catalogue, has, keys, languages, say, variables, voice
from cards.words.catalogue import HOME
from provisioning.usecases.giving_up import BY_ENTRA, FINAL, OTHERWISE
from provisioning.workflow.side_effects import PERFORM

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOM = Path(cards.__file__).parent
#: Declines of a question, after which nobody fears that something was changed.
QUESTIONS = {
    *("declined-unknown-text", "declined-employee"),
    *("declined-others-access", "declined-others-list", "declined-others-request"),
}
HERE = Voice(locale="en", zone="Europe/Copenhagen", platform="AskCody")
#: Where sentences are chosen.
ROOMS = ("bot", "cards", "provisioning", "usher")
#: Sentences that no card of the corpus says, because others choose them or they name what the corpus has not.
CHOSEN_ELSEWHERE = ("effect-",)
OTHERS = [language for language in languages() if language != HOME]
#: How each language says that nothing was done.
NOT_DONE = {
    "da": ("Intet", "intet", "Ingen", "Ikke sendt", "ikke bedt om noget"),
    "de": ("Nichts", "nichts", "Niemand", "Nicht gesendet"),
}
#: A comment and a place in the file are no part of what is said.
ALIKE = ["span", "comment"]
#: What stands in quotes in an English sentence.
QUOTED = re.compile("“([^”{]+)”")


def source(key: str, language: str = HOME) -> str:
    """A sentence as it stands in its file, without its key."""
    return catalogue.source(key, language).partition("=")[2].strip()


def wanted(key: str, language: str = HOME) -> set[str]:
    """The values that stand in a sentence, in whatever length; those that come by themselves too."""
    found = re.findall(r"\$([a-z-]+)", source(key, language))
    return {re.sub("-(short|day|full|count)$", "", name) for name in found}


def marks(key: str, language: str = HOME) -> Counter[str]:
    """Bold words and signs of a sentence."""
    return Counter(re.findall(r"\*\*|[✔✖◌⚠→·›]", source(key, language)))


def literal_keys() -> Iterator[str]:
    """The keys that the code of the cards writes out in calls of ``say`` and ``plain``."""
    for file in sorted(ROOM.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"say", "plain"}
            ):
                yield from _literals(node.args[0])


def _literals(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(key)):
            yield key
        case ast.IfExp(body=one, orelse=other):
            yield from (*_literals(one), *_literals(other))


def test_every_key_written_in_the_code_is_said_in_english() -> None:
    written = set(literal_keys())
    assert len(written) > 50
    assert {key for key in written if not has(key)} == set()


def test_every_side_effect_is_told_in_words_of_its_own() -> None:
    told = {HERE.say(f"step-{key.replace('_', '-')}", state="done", about="Owners") for key in PERFORM}
    assert len(told) == len(PERFORM)
    assert HERE.say("step-switch-on", state="done") == "On again in AskCody, for what else was given"


def test_what_is_said_in_the_end_has_words_that_promise_no_further_look() -> None:
    final = {*FINAL.values(), OTHERWISE, *BY_ENTRA}
    assert final <= {*WHYS}
    stopped = {"en": "stopped looking", "da": "holdt op med at kigge", "de": "nicht mehr nach"}
    assert {*stopped} == {*languages()}
    for language, words in stopped.items():
        told = {key: source(key, language) for key in final}
        assert {key for key, said in told.items() if words not in said} == set()
        assert {key for key, said in told.items() if "$administrator" not in said} == {"why-late-task-owners"}


def test_a_label_that_names_the_hour_at_which_access_ends_names_its_zone() -> None:
    for language in languages():
        named = {key for key in keys(language) if "23:59" in source(key, language)}
        assert {"invite-until", "narrow-until", "narrow-until-open"} <= named
        assert {key for key in named if "$zone" not in source(key, language)} == set()


def test_the_hello_names_what_usher_does() -> None:
    hello = "I invite people to AskCody, change groups and open waves, with approval and proof. Try **help**."
    assert HERE.say("notice-welcome") == hello


def test_every_sentence_of_the_catalogue_is_said_by_some_card(monkeypatch: pytest.MonkeyPatch) -> None:
    said: set[str] = set()

    def listening(locale: str, key: str, values: dict[str, str | int]) -> str:
        said.add(key)
        return catalogue.formatted(locale, key, values)

    monkeypatch.setattr(voice, "formatted", listening)
    voice.unnamed_administrator.cache_clear()
    for view in every_view().values():
        render(view)
    for channel in every_channel_view().values():
        render(channel)
    assert {key for key in keys() if key not in said and not key.startswith(CHOSEN_ELSEWHERE)} == set()


@pytest.mark.parametrize("verb", [verb for verb in Verb if verb is not Verb.SAY])
def test_every_verb_has_a_title(verb: Verb) -> None:
    assert has("press-" + verb.replace(".", "-").replace("_", "-"))


def test_the_list_of_sentences_that_others_choose_is_complete() -> None:
    listed = {*CHECKS, *DECLINED, *NOTICES, *WHYS, *SUGGESTIONS}
    families = ("check-", "declined-", "notice-", "why-", "again-", "suggest-")
    assert {key for key in keys() if key.startswith(families)} == listed


def test_every_sentence_that_others_choose_is_chosen_somewhere() -> None:
    """Whoever reads the catalogues takes what stands there for built."""
    root = Path(cards.__file__).parent.parent
    code = "".join(file.read_text("utf-8") for room in ROOMS for file in (root / room).rglob("*.py"))
    by_kind = {f"notice-drift-{kind}" for kind in ("added", "again", "missing", "account", "roles")}
    assert {key for key in {*CHECKS, *DECLINED, *NOTICES, *WHYS} - by_kind if f'"{key}"' not in code} == set()


@pytest.mark.parametrize(("key", "values"), (CHECKS | DECLINED | NOTICES | WHYS).items())
def test_a_chosen_sentence_needs_exactly_the_values_that_are_listed(key: str, values: dict[str, object]) -> None:
    assert variables(key) == set(values) - {"administrator"}


@pytest.mark.parametrize("key", [key for key in DECLINED if key not in QUESTIONS])
def test_what_is_declined_says_what_did_not_happen(key: str) -> None:
    told = HERE.say(key, **DECLINED[key])
    words = ("Nothing", "nothing", "Nobody", "Not sent", "Not decided", "so your press changed")
    assert any(word in told for word in words), told


@pytest.mark.parametrize(("language", "words"), NOT_DONE.items())
def test_what_is_declined_says_so_in_every_language(language: str, words: tuple[str, ...]) -> None:
    voice = replace(HERE, locale=language)
    told = {key: voice.say(key, **values) for key, values in DECLINED.items() if key not in QUESTIONS}
    assert {key: said for key, said in told.items() if not any(word in said for word in words)} == {}
    assert {HOME, *NOT_DONE} == {*languages()}


@pytest.mark.parametrize("language", languages())
def test_every_language_has_each_sentence_of_english_and_no_other(language: str) -> None:
    lacking = {"missing": sorted(keys() - keys(language)), "unknown": sorted(keys(language) - keys())}
    assert lacking == {"missing": [], "unknown": []}, f"cards/words/{language}: see CONTRIBUTING.md, Languages"


@pytest.mark.parametrize("language", OTHERS)
def test_a_translated_sentence_wants_the_values_of_the_english_one(language: str) -> None:
    differ = {key: (wanted(key), wanted(key, language)) for key in keys() & keys(language)}
    assert {key: both for key, both in differ.items() if both[0] != both[1]} == {}


@pytest.mark.parametrize("language", OTHERS)
def test_a_translated_sentence_keeps_every_sign_and_every_bold_word(language: str) -> None:
    signs = {key: (marks(key), marks(key, language)) for key in keys() & keys(language)}
    assert {key: both for key, both in signs.items() if both[0] != both[1]} == {}


@pytest.mark.parametrize("language", languages())
def test_every_file_of_a_language_is_fluent_from_the_first_line_to_the_last(language: str) -> None:
    """The house takes a sentence apart when it is first said; here whole files are read as translators' programs read them."""
    entries = [
        entry
        for file in (ROOM / "words" / language).glob("*.ftl")
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body
    ]
    assert [entry.content for entry in entries if isinstance(entry, fluent.Junk)] == []
    said = [entry for entry in entries if isinstance(entry, fluent.Message)]
    assert sorted(entry.id.name for entry in said) == sorted(keys(language))
    apart = {entry.id.name for entry in said if not catalogue.message(entry.id.name, language).equals(entry, ALIKE)}
    assert apart == set()


@pytest.mark.parametrize("language", OTHERS)
def test_a_button_that_a_sentence_names_is_called_so_in_that_language(language: str) -> None:
    """“Try again” in a sentence is the button's title, in every language."""
    titles: dict[str, list[str]] = {}
    for key in keys():
        if key.startswith("press-") and not variables(key):
            titles.setdefault(source(key), []).append(key)
    named = [(key, titles[quoted]) for key in keys() for quoted in QUOTED.findall(source(key)) if quoted in titles]
    assert len(named) > 10

    def names_one(key: str, buttons: list[str]) -> bool:  # two buttons may be called alike in English alone
        return any(source(button, language) in source(key, language) for button in buttons)

    assert [(key, buttons) for key, buttons in named if not names_one(key, buttons)] == []


def test_a_key_that_english_lacks_is_an_error() -> None:
    with pytest.raises(MissingWordsError, match="no-such-key"):
        say("da", "no-such-key")


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(MissingWordsError, match="declined-employee"):
        say("en", "declined-employee")


def test_none_counts_as_missing() -> None:
    with pytest.raises(MissingWordsError, match="until"):
        HERE.say("row-until", until=None)


def test_dates_and_moments_are_told_in_words_with_the_organisations_zone() -> None:
    assert HERE.day(date(2027, 2, 26)) == "Fri 26 Feb 2027"
    assert HERE.moment(datetime(2026, 12, 7, 6, tzinfo=UTC)) == "Mon 7 Dec 2026, 07:00 (Europe/Copenhagen)"
    assert HERE.time(datetime(2026, 7, 1, 9, 42, tzinfo=UTC)) == "11:42"


def test_a_moment_falls_on_the_day_of_the_organisations_zone() -> None:
    late = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    assert HERE.say("row-closes", closes=late) == "open until Tue 1 Dec"


def test_who_lacks_an_approver_reads_that_one_is_needed_not_only_an_installation() -> None:
    told = HERE.say("declined-no-approver", administrator="Maria")
    assert (
        "Usher must be installed for approvers, or another approver is needed: nobody decides what they ask for or gain by."
        in str(told)
    )


def test_whom_a_finding_is_about_does_not_read_as_who_did_it() -> None:
    told = HERE.say("drift-administrator", administrator="Maria", names=["Olivia"])
    assert str(told) == "Maria was asked about Olivia."


def test_at_most_five_are_named_and_the_rest_is_counted() -> None:
    assert HERE.names(["Adam"]) == "Adam"
    assert HERE.names(["Adam", "Maria"]) == "Adam and Maria"
    assert HERE.names(["Adam", "Maria", "Hugo"]) == "Adam, Maria and Hugo"
    assert HERE.names([f"P{n}" for n in range(212)]) == "P0, P1, P2, P3, P4 and 207 more"
    assert HERE.names([]) == ""


def test_the_number_of_a_request_has_no_thousands_mark_but_a_count_has() -> None:
    assert HERE.say("request-number", number=12345) == "R-12345"
    assert HERE.say("and-more", count=12345) == "12,345 more"


@pytest.mark.parametrize(("count", "words"), [(1, "1 role "), (2, "2 roles "), (5, "5 roles ")])
def test_plurals_agree(count: int, words: str) -> None:
    at = datetime(2026, 11, 24, 9, 42, tzinfo=UTC)
    assert f"exactly {words}read back" in HERE.say("done-platform", at=at, count=count)


def test_plain_words_hold_no_markdown() -> None:
    assert HERE.plain("status-void") == "✖ The facts moved. Nothing was done."


def test_words_are_made_harmless_once_and_not_again() -> None:
    inner = HERE.say("approve-asked-bare", requester="*Olivia*")
    assert HERE.say("approve-with-reason", who=inner, reason="x") == "∗Olivia∗: “x”"
    assert isinstance(inner, Text)


def test_a_date_that_a_table_held_as_text_is_told_in_words() -> None:
    assert HERE.say("until-end", until="2027-02-26") == "Fri 26 Feb 2027, 23:59 (Europe/Copenhagen)"
    assert HERE.say("row-closes", closes="2026-11-30T23:30:00+00:00") == "open until Tue 1 Dec"
    assert HERE.say("until-end", until="someday") == "someday, 23:59 (Europe/Copenhagen)"
