"""What is doubtful of the days that were typed: it is told on the form, which asks for them again."""

from __future__ import annotations

from typing import Any

#: What a form says that begins at once, of a day that is to come first (ADR 0026).
NOW = "declined-later-now"
Doubt = tuple[str, dict[str, Any]]


def of_days(intent: Any, *, later: str = NOW) -> Doubt | None:
    """The first of it: two days that one text may mean, what is no day, and a first day, of which ``later`` is said."""
    if unclear := getattr(intent, "unclear", None):
        return "declined-unclear-date", {"first": unclear[0], "second": unclear[1]}
    if getattr(intent, "bad_date", False):
        return "declined-bad-date", {}
    return (later, {}) if getattr(intent, "later", False) else None


def marks_of(intent: Any) -> dict[str, Any]:
    """The same for a form's marks."""
    doubt = of_days(intent)
    return {"declined": doubt} if doubt else {}
