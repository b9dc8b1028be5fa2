"""Signs that nobody sees: with one of them in it, a text looks like another, and an empty one like a text. Pure."""

from __future__ import annotations

#: Directions, joiners and soft hyphens (Unicode Technical Report 36 §2.10).
HIDDEN = frozenset("\u00ad\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u2060\ufeff") | frozenset(
    chr(code) for span in (range(0x202A, 0x202F), range(0x2061, 0x2070)) for code in span
)
#: Signs that look like a blank, or change how the sign before them looks: alone they say nothing.
BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u200c\u200d\u2800\u3164\ufe0e\ufe0f\uffa0")
_GONE = dict.fromkeys(map(ord, HIDDEN))


def seen(text: str) -> str:
    """The text as it is seen; "" where nothing is.

    No blank takes the place of a hidden sign: it would part a word where none is seen to be parted.
    """
    if text.isascii():
        return text
    shown = text.translate(_GONE)
    return "" if all(sign.isspace() or sign in BLANK for sign in shown) else shown
