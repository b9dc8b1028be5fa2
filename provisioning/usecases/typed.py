"""What stands in a form while its reader looks at something else: kept encrypted with their key, until they are back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from provisioning.usecases import carding, many

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk


def keep(desk: Desk, card: Card, inputs: Mapping[str, str]) -> None:
    """Keep what was typed; erasing whom its address means takes it out, as it does a typed list."""
    many.forget(desk, card)
    carding.change_terms(desk, card, text=desk.vault.keep_text(card.recipient, json.dumps(dict(inputs))))


def take_back(desk: Desk, card: Card) -> dict[str, str]:
    """What was kept, and forget it; nothing where nothing was."""
    identity = card.terms.get("text")
    text = desk.vault.read_texts([identity]).get(identity or "", "")
    if identity:
        many.forget(desk, card)
        carding.change_terms(desk, card, text=None)
    return {str(name): str(value) for name, value in json.loads(text).items()} if text else {}
