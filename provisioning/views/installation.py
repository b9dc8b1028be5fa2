"""The installation as an administrator sees it, and help for everybody's part."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provisioning.views.jobs import JobView
    from provisioning.views.requests import Reader


@dataclass(frozen=True, kw_only=True)
class CheckLine:
    """One line of ``setup`` or ``usher check``: a setting, right or connection."""

    #: Key of a sentence, or a right by Graph's name.
    name: str
    ok: bool
    #: What to do when it is not ok, as key of a sentence; "" otherwise.
    todo: str = ""
    #: Of both sentences.
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SetupCardView:
    """What an administrator sees of the installation."""

    card: str
    reader: Reader
    lines: tuple[CheckLine, ...]
    #: Members of the Owners group whose membership nobody has confirmed yet, and those confirmed.
    unconfirmed: tuple[str, ...]
    confirmed: tuple[str, ...]
    verbs: tuple[str, ...]
    checking: bool = False
    #: The provisioning job as it was seen last.
    job: JobView | None = None
    #: Members of Owners who are new while former ones are back: they are not confirmed here.
    added: tuple[str, ...] = ()
    #: Members of the groups that a policy names whom nobody has confirmed yet, and those who wait for a request to keep them.
    unconfirmed_approvers: tuple[str, ...] = ()
    added_approvers: tuple[str, ...] = ()
    #: Whether a channel is told what is asked for: "told", "none" or "lost".
    channel: str = "none"


@dataclass(frozen=True, kw_only=True)
class HelpView:
    """Help for the reader's part: "owner", "administrator", "approver", "tester" or "employee"."""

    card: str
    reader: Reader
    part: str


@dataclass(frozen=True, kw_only=True)
class LanguageFormView:
    """In which language the reader is spoken to."""

    card: str
    reader: Reader
    #: Codes of the languages that have words.
    offered: tuple[str, ...]
    #: The one that was named, or chosen before; "teams" for none.
    chosen: str
    verbs: tuple[str, ...]
