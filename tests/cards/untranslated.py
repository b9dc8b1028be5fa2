"""Print what the languages lack beside English, to be translated and put into the file that is named.

Run it from the project's root: ``PYTHONPATH=. .venv/bin/python tests/cards/untranslated.py``. It exits 1 where something is lacking.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cards import words
from cards.words.catalogue import HOME, keys, languages, source

ROOM = Path(words.__file__).parent


def lacking(language: str) -> list[str]:
    """What is to be done for one language, a line each; the English sentence under its key where it is missing."""
    found = []
    for file in sorted((ROOM / HOME).glob("*.ftl")):
        text = file.read_text(encoding="utf-8")
        missing = [key for key in sorted(keys() - keys(language)) if source(key) in text]
        found += [f"## missing in cards/words/{language}/{file.name}", *map(source, missing)] if missing else []
    return [*found, *(f"## English has no {key}: take it out of {language}" for key in sorted(keys(language) - keys()))]


if __name__ == "__main__":
    lines = [line for language in languages() for line in lacking(language)]
    sys.stdout.write("\n".join([*lines, ""]) if lines else "Every language says what English says.\n")
    sys.exit(bool(lines))
