"""Free text made harmless before it reaches a card.

Backslash escapes are not understood by every client that draws Teams cards, so nothing is escaped: what would start Markdown,
HTML, a mention or a date function is replaced by a sign that looks the same, or parted by an invisible joiner. Addresses stay
as they are, so that people can copy them.
Markdown in cards: https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from provisioning.domain.hidden import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable

_JOINER = "\u2060"  # word joiner: no width, no break
#: Longest piece of free text on a card, in characters; an address (RFC 5321 §4.5.3.1: 254) fits.
LONGEST = 300
#: Longest reason, question, answer or proof: as much as is kept of one, so that whoever decides reads it to its end.
LONGEST_WRITTEN = 1000

_LOOKALIKES = str.maketrans({"*": "∗", "`": "ˋ", "~": "∼", "<": "‹", ">": "›", "\\": "⧵"})
#: An underscore between letters or digits starts nothing (CommonMark §6.2), and stands in addresses.
_LOOSE_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")


def _parted_web(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith("@") else found[0] + _JOINER


_PARTED: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\](?=[(\[:])"), "]" + _JOINER),  # [text](link), [text][reference], [reference]: link
    (re.compile(r"(?<=\{)(?=\{)"), _JOINER),  # {{DATE(…)}}
    (re.compile(r"(?<=:)(?=//)"), _JOINER),  # https://…
    (re.compile(r"(?i)(@\w[\w.-]*|www(?=\.))"), _parted_web),  # www.…, but not in the domain of an address
    (re.compile(r"(?i)(mailto|javascript|data|tel|file):"), r"\1" + _JOINER + ":"),
    (re.compile(r"&(?=#?\w+;)"), "＆"),  # &lt;at&gt;
)
#: What makes a heading, list, rule or table of a line that starts with it.
_LINE_START = re.compile(r"(#{1,6}|[-+=]+|\d{1,9}[.)])(?=[\s=-]|$)|[-+=|]")
#: Most names and addresses: letters, digits and signs of which none of the above can be made, after a letter.
_HARMLESS = re.compile(r"[^\W\d_](?:[^\W_]|[ .,'()@/-])*")


class Text(str):
    """Words that may stand in a TextBlock or FactSet as they are: from a catalogue, or free text made harmless."""

    __slots__ = ()


def plain_text(text: str, longest: int = LONGEST) -> str:
    """One line without control or hidden signs, clipped with "…"; for titles, labels and values that know no Markdown.

    ``longest`` counts characters. Lone surrogates, which no JSON text may hold, become "\ufffd".
    """
    # most texts are plain English: nothing in them is hidden
    shown = text if text.isascii() and text.isprintable() else "".join(_shown(sign) for sign in text)
    line = " ".join(shown.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _shown(sign: str) -> str:
    if sign in HIDDEN:
        return ""
    category = unicodedata.category(sign)
    if category == "Cs":
        return "\ufffd"
    return " " if category == "Cc" else sign


def safe_text(text: str, longest: int = LONGEST) -> Text:
    """Free text as :func:`plain_text`, in which no client finds a link, a mention, HTML, emphasis or a list."""
    plain = plain_text(text, longest)
    return Text(plain) if _HARMLESS.fullmatch(plain) and "www" not in plain.lower() else _made_safe(plain)


def _made_safe(plain: str) -> Text:
    line = _LOOSE_UNDERSCORE.sub("＿", plain.translate(_LOOKALIKES))
    for pattern, put in _PARTED:
        line = pattern.sub(put, line)
    return Text(_JOINER + line if _LINE_START.match(line) else line)


def together(*parts: Text, by: str = " · ") -> Text:
    """The parts that say something, in one line."""
    return Text(by.join(part for part in parts if part))


def bold(text: Text) -> Text:
    """The same words in bold; nothing stays nothing."""
    return Text(f"**{text}**") if text else text
