"""A guest takes over the account that is there under their address: the question, and what is told of it afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cards.elements import line, note, tight

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement

    from cards.words import Text, Voice
    from provisioning.views import RequestView, TakeoverView

#: What a preview says of an account that is taken over.
_TAKEN = frozenset({"taken_over", "taken_over_alone"})


def question(voice: Voice, request: RequestView, takeover: TakeoverView) -> list[CardElement]:
    """For the requester: what is there, and what taking it over means. Nothing was sent yet."""
    return [
        line(voice.say(_key("takeover-question", takeover), **_known(takeover))),
        *([tight(voice.say("takeover-roles", roles=takeover.roles))] if takeover.roles else []),
        *_end(voice, request, takeover),
        note(voice.say("takeover-nothing-yet")),
    ]


def standing(voice: Voice, request: RequestView) -> list[CardElement]:
    """For the requester, once it goes on."""
    takeover = request.takeover
    if takeover is None or takeover.asks:
        return []
    return [tight(voice.say(_key("takeover-taken", takeover), **_known(takeover))), *_end(voice, request, takeover)]


def risks(voice: Voice, request: RequestView) -> list[Text]:
    """For the approver."""
    if request.change is None or request.change.account not in _TAKEN:
        return []
    takeover = request.takeover
    if takeover is not None and takeover.number:
        return [voice.say("approve-takeover-alone", **_known(takeover))]
    return [voice.say("approve-takeover")]


def beside(voice: Voice, request: RequestView) -> list[CardElement]:
    """For the approver: whose end stays."""
    return _end(voice, request, request.takeover) if request.takeover else []


def _end(voice: Voice, request: RequestView, takeover: TakeoverView) -> list[CardElement]:
    """That the account's earlier end stays, while nobody has made it earlier still."""
    if not takeover.ends or not takeover.wished or (not takeover.asks and request.until != takeover.ends):
        return []
    return [tight(voice.say("takeover-end", ends=takeover.ends, wished=takeover.wished, address=request.address))]


def _key(stem: str, takeover: TakeoverView) -> str:
    return f"{stem}-alone" if takeover.number else stem


def _known(takeover: TakeoverView) -> dict[str, object]:
    return {"number": takeover.number, "ends": takeover.ends}
