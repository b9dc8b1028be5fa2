from __future__ import annotations

import json
import re
from dataclasses import replace

from corpus import INVITE, REJECTED, approval, in_state, invite_form, status
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from official import complaints, texts

from cards.render import render
from cards.words import freetext, plain_text, safe_text
from provisioning.domain.states import State

#: A full Markdown reader, HTML included, and one as cards are drawn.
READERS = (MarkdownIt("commonmark"), MarkdownIt("zero").enable(["emphasis", "link", "list", "newline"]))
PLAIN = {"paragraph_open", "paragraph_close", "inline", "text"}

#: Any text at all, and texts thick with the signs that mean something.
signs = st.text(alphabet="*_[]()<>!`~#-+=|&;:/\\{}\"' \n\t1.ab@")
SNIPPETS = "@.www.|[a](http://x)|<at>Adam</at>|<b>|**|__|_|`|](|]: |{{DATE(2026)}}|www.|http://|&lt;at&gt;|&#60;|# |- |1. |> |---|x|mailto:|![i](x)"
snippets = st.lists(st.sampled_from([*SNIPPETS.split("|"), "\n", "\u202e", "\u2060", "\ud800", "|"])).map("".join)
free_text = st.one_of(st.text(alphabet=st.characters()), signs, snippets)
examples = settings(max_examples=max(120, settings().max_examples), deadline=None)


def kinds(text: str, reader: MarkdownIt) -> set[str]:
    """The kinds of things that a reader of Markdown finds."""
    found: set[str] = set()
    for token in reader.parse(text):
        found |= {token.type, *(child.type for child in token.children or ())}
    return found


@given(free_text)
@example("[click](https://evil.example)")
@example("<at>Adam</at> <script>")
@example("[a]: http://x")
@example("1. first")
@example("_x_ **y** `z` ~~s~~")
@examples
def test_no_markdown_reader_finds_more_than_text_in_free_text(text: str) -> None:
    for reader in READERS:
        assert kinds(safe_text(text), reader) <= PLAIN


@given(free_text)
@examples
def test_free_text_inside_a_sentence_starts_nothing_either(text: str) -> None:
    for reader in READERS:
        assert kinds(f"Asked by {safe_text(text)}: “{safe_text(text)}” until Friday", reader) <= PLAIN


@given(free_text)
@examples
def test_free_text_holds_no_mention_html_date_function_or_address_that_clients_link(text: str) -> None:
    told = safe_text(text).lower()
    assert not {"<", ">", "*", "`"} & set(told)
    assert not any(sign in told for sign in ("](", "{{", "://", "mailto:", "javascript:"))
    assert "www." not in re.sub(r"@\w[\w.-]*", "", told)  # but the domain of an address


@given(st.text(alphabet="aZßж²١9 .,'()@/-w_1"))
@example("Anna O'Brien-Sørensen (Fabrikam), anna.b@fabrikam.example")
@example("see www.evil.example")
@example("a WWW.evil.example")
@example("1. first")
@examples
def test_a_text_that_is_taken_for_harmless_would_not_be_changed(text: str) -> None:
    assert safe_text(text) == freetext._made_safe(plain_text(text))


@given(free_text)
@examples
def test_free_text_is_one_line_of_bounded_length_that_json_can_carry(text: str) -> None:
    for told in (plain_text(text, 40), safe_text(text, 40)):
        assert "\n" not in told
        assert json.loads(json.dumps(told).encode("utf-8").decode()) == told
    assert len(plain_text(text, 40)) <= 40


@given(free_text)
@settings(max_examples=max(30, settings().max_examples // 10), deadline=None)
def test_no_card_breaks_whatever_people_type(text: str) -> None:
    request = replace(INVITE, reason=text, requester=text, name=text, address=text, domain=text, sponsor=text)
    rejected = replace(in_state(request, State.REJECTED), decisions=(replace(REJECTED, reason=text, by=text),))
    form = replace(invite_form(), address=text, reason=text, name=text)
    for view in (approval(request), status(request), status(rejected), form):
        card = render(view)
        assert complaints(json.loads(json.dumps(card).encode("utf-8"))) == []
        assert not any("<" in said or "](" in said for said in texts(card))


@given(st.emails())
@example("0@WWW.AC")
@example("0@A.WWW.COM")
@examples
def test_an_address_without_signs_of_markdown_stays_as_it_is_and_can_be_copied(address: str) -> None:
    if not set("*`~{}&|+-=#_") & set(address):
        assert safe_text(address) == address


def test_an_address_keeps_its_underscores_between_letters() -> None:
    assert (
        safe_text("first_last.name+team@sub-domain.fabrikam.example")
        == "first_last.name+team@sub-domain.fabrikam.example"
    )


def test_signs_that_turn_text_around_or_hide_are_taken_out() -> None:
    assert safe_text("a\u202eb\u200bc\ufeff") == "abc"


def test_text_that_is_cut_says_so() -> None:
    assert plain_text("abcdef", 4) == "abc…"
    assert plain_text("a" * 301).endswith("…")
