"""Words from a message's HTML: Teams' plain text of it loses the line ends and cells that a pasted list has. Pure."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.incoming import Attached

CONTENT_TYPE = "text/html"
#: Signs of HTML that are read: Teams sends no message of more.
LONGEST = 100_000
#: Where a line begins and ends.
BLOCKS = frozenset(
    [
        "address",
        "blockquote",
        "div",
        "dl",
        "dd",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ol",
        "p",
        "pre",
        "table",
        "tr",
        "ul",
    ]
)
CELLS = frozenset({"td", "th"})
#: Whose content nobody has typed here: what a reply quotes, and what is no text.
UNSAID = frozenset({"blockquote", "quoted", "script", "style", "title"})
MENTION = "http://schema.skype.com/Mention"
BLANKS = re.compile(r"\s+")


def htmls_of(attachments: Iterable[Attached]) -> tuple[str, ...]:
    """The message once more as HTML, where Teams sends it so; what is malformed is passed over."""
    return tuple(
        one.content for one in attachments if one.content_type == CONTENT_TYPE and isinstance(one.content, str)
    )


def typed_of(text: str, attachments: Iterable[Attached]) -> str:
    """What was typed: from the HTML where that tells more than ``text``. Mentions stand in it as ``<at>…</at>``."""
    found = next(iter(htmls_of(attachments)), "")
    reader = _Reader()
    if not found or len(found) > LONGEST or not reader.reads(found):
        return text
    said = "\n".join(reader.lines)
    is_one_line = "\n" not in said and "\t" not in said
    if not said or (is_one_line and not reader.quotes and "\n" in text.strip()):
        return text
    return said


class _Reader(HTMLParser):
    """Lines with tabs between cells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        #: Lines that are whole.
        self.lines: list[str] = []
        #: Whether something was left out that a reply quotes.
        self.quotes = False
        self._line: list[str] = []
        self._cells = 0
        self._in_cell = self._preformatted = False
        self._unsaid: list[str] = []
        self._spans: list[bool] = []

    def reads(self, found: str) -> bool:
        """Read it; False where it breaks off. A rest is not read on, which could take long."""
        try:
            self.feed(found)
        except AssertionError:  # what the parser says of declarations that are none
            return False
        if "<" in self.rawdata:
            return False
        self.close()
        self._end_line()
        return True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSAID:
            self.quotes = self.quotes or tag in {"blockquote", "quoted"}
            self._unsaid.append(tag)
        if self._unsaid:
            return
        if tag == "span":
            self._spans.append(dict(attrs).get("itemtype") == MENTION)
        if tag == "at" or (tag == "span" and self._spans[-1]):
            self._line.append("<at>")
        elif tag in CELLS:
            self._begin_cell()
        elif tag in BLOCKS or tag == "br":
            self._part()
            self._preformatted = self._preformatted or tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if self._unsaid:
            if tag == self._unsaid[-1]:
                self._unsaid.pop()
            return
        if tag == "at" or (tag == "span" and self._spans and self._spans.pop()):
            self._line.append("</at>")
        elif tag in CELLS:
            self._in_cell = False
        elif tag in BLOCKS:
            self._in_cell = self._in_cell and tag not in {"tr", "table"}
            self._part()
            self._preformatted = self._preformatted and tag != "pre"

    def handle_data(self, data: str) -> None:
        if self._unsaid or (self._cells and not self._in_cell and not data.strip()):
            return
        if self._in_cell:
            data = BLANKS.sub(" ", data)
        elif self._preformatted:
            *whole, data = data.splitlines() or [""]
            for line in whole:
                self._line.append(line)
                self._end_line()
        else:
            data = BLANKS.sub(lambda found: " " if "\n" in found[0] or "\r" in found[0] else found[0], data)
        self._line.append(data)

    def _begin_cell(self) -> None:
        """A tab parts it from the one before."""
        if self._cells:
            self._line.append("\t")
        else:
            self._end_line()
        self._cells += 1
        self._in_cell = True

    def _part(self) -> None:
        """A line end, which is a blank within a cell."""
        if self._in_cell:
            self._line.append(" ")
        else:
            self._end_line()

    def _end_line(self) -> None:
        """Lines without a word are none."""
        line = "".join(self._line)
        if line.strip():
            self.lines.append("\t".join(cell.strip(" ") for cell in line.split("\t")))
        self._line.clear()
        self._cells = 0
