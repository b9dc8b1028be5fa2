"""A message that comes as HTML too: its lines and cells are read from there, as Teams' plain text of it has none."""

from __future__ import annotations

import json
import time
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from teams_wire import APP_ID, text

from bot.grammar_lines import read_lines
from bot.incoming import Attached, read_incoming
from bot.replay import fingerprint
from bot.rich_text import LONGEST, typed_of

if TYPE_CHECKING:
    from bot_parts import Bot

MENTION = {"type": "mention", "text": "<at>Usher</at>", "mentioned": {"id": f"28:{APP_ID}", "name": "Usher"}}
GROUPS: dict[str, tuple[str, ...]] = {"Secretaries": (), "Receptionists": ()}
ROWS = [
    ("maria@partner.example", "Secretaries", "2027-03-31", "Audit"),
    ("jens@partner.example", "Receptionists", "2027-03-31", "Night & day"),
]
LINES = "".join(f"<div>{','.join(row).replace('&', '&amp;')}</div>" for row in ROWS)
BROKEN = "<br>\n".join(",&nbsp;".join(row).replace("&", "&amp;") for row in ROWS)
TABLE = "".join(f"<tr>\n\t{''.join(f'<td><p>{cell}</p></td>' for cell in row)}\n</tr>" for row in ROWS)
REPLY = (
    '<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="1778"><strong itemprop="mri">Usher</strong>'
    '<p itemprop="preview">End access?</p></blockquote>'
)


def html(content: Any) -> dict[str, Any]:
    return {"contentType": "text/html", "content": content}


def read(content: Any, plain: str = "plain") -> str:
    return typed_of(plain, [Attached.model_validate(html(content))])


@pytest.mark.parametrize(
    "content",
    [
        f"<div>{LINES}</div>",
        f"<p>{BROKEN}</p>",
        f"<div><table>\n<tbody>{TABLE}</tbody></table></div>",
        f"{REPLY}<div>{LINES}</div>",
        f"<ul>{LINES.replace('div', 'li')}</ul>",
        f"<style>td {{ color: red }}</style><pre>{LINES.replace('<div>', '').replace('</div>', chr(10))}</pre>",
    ],
)
async def test_a_list_whose_plain_text_is_one_line_is_read_row_by_row(bot: Bot, content: str) -> None:
    flat = " ".join(" ".join(row) for row in ROWS)
    assert (await bot.post(text(flat, attachments=[html(content)])))[0] == 200
    (turn,) = bot.turns
    lines = read_lines(turn.text, today=date(2027, 1, 1), groups=GROUPS)
    assert [(line.typed, line.groups, line.until, line.reason) for line in lines] == [
        (mail, (group,), date.fromisoformat(until), reason) for mail, group, until, reason in ROWS
    ]


async def test_a_mention_of_the_bot_is_no_word_in_html_either_and_other_mentions_are_names(bot: Bot) -> None:
    span = '<span itemscope itemtype="http://schema.skype.com/Mention" itemid="{}">{}</span>'
    content = f"<p>{span.format(0, 'Usher')}&nbsp;extend <span>for</span> {span.format(1, 'Adam')}</p>"
    await bot.post(text("<at>Usher</at> extend for <at>Adam</at>", attachments=[html(content)], entities=[MENTION]))
    assert [turn.text for turn in bot.turns] == ["extend for Adam"]


async def test_a_reply_is_read_without_the_quote_in_its_html(bot: Bot) -> None:
    await bot.post(text("Usher\nEnd access?\nhelp", attachments=[html(f"{REPLY}<p>help</p>")]))
    assert [turn.text for turn in bot.turns] == ["help"]


@pytest.mark.parametrize(
    "content",
    [
        None,
        7,
        ["<p>x</p>"],
        "",
        "<p> </p>",
        "<p>x</p",
        "<![<p>x</p>",
        REPLY,
        "<p>one line</p>",
        f"<p>{'x' * LONGEST}</p>",
    ],
)
def test_html_that_is_odd_or_tells_less_leaves_the_plain_text(content: Any) -> None:
    assert read(content, "plain\ntext") == "plain\ntext"


def test_a_second_body_with_another_table_under_the_same_id_is_no_replay() -> None:
    one, other = (
        read_incoming(json.dumps(text(attachments=[html(said)])).encode()) for said in ("<p>a</p>", "<p>b</p>")
    )
    assert fingerprint(one) != fingerprint(other)


@pytest.mark.parametrize(
    "part", ["<", "<a ", "<a a=a ", "</", "<!--", "<![", "&#", " \t", "<div>", "<blockquote>", "<pre>\n"]
)
def test_no_html_takes_long(part: str) -> None:
    begun = time.process_time()
    read((part * LONGEST)[: LONGEST - 1] + ">")
    assert time.process_time() - begun < 5


PARTS = [
    "<td>",
    "</td>",
    "<tr>",
    "</tr>",
    "<p>",
    "</p>",
    "<br/>",
    "<pre>",
    "</pre>",
    "<at>",
    "</at>",
    "<span>",
    "</span>",
]


@given(st.lists(st.sampled_from([*PARTS, "<blockquote>", "</blockquote>", "a", "&amp;lt;", "\n", "\t", "<!x", "<?"])))
def test_no_html_breaks_anything(parts: list[str]) -> None:
    assert read("".join(parts)) is not None
