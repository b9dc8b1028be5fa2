"""What an approver may do besides yes and no: approve less, or have somebody else decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cards.actions import Field
from cards.elements import line
from cards.inputs import LONGEST_ADDRESS, ask_choice, ask_date, ask_text
from cards.roles import group_line

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement

    from cards.words import Voice
    from provisioning.views import ApprovalCardView


def less(voice: Voice, view: ApprovalCardView) -> list[CardElement]:
    """Fewer groups or an earlier end, never more."""
    request = view.request
    names = [group.name for group in request.groups]
    groups = [(group.name, group_line(voice, group)) for group in request.groups]
    asks: list[CardElement] = [
        line(voice.say("narrow-how", requester=request.requester)),
        ask_choice(
            Field.GROUPS,
            voice.plain("narrow-groups"),
            groups,
            value=",".join(names),
            required=voice.plain("narrow-groups-error"),
            expanded=True,
            many=True,
        ),
        ask_date(
            Field.UNTIL,
            voice.plain("narrow-until"),
            error=voice.plain("narrow-until-error"),
            value=request.until,
            first=view.today,
            last=request.until,
            required=True,
        ),
    ]
    if view.confirm:
        label, error = (voice.plain(f"approve-confirm-{part}", number=request.number) for part in ("label", "error"))
        asks.append(ask_text(Field.CONFIRM, label, longest=LONGEST_ADDRESS, required=error))
    return asks


def whom_instead(voice: Voice, view: ApprovalCardView) -> list[CardElement]:
    """To whom it is handed over: nobody but those whom the open step allows."""
    error = voice.plain("hand-over-error")
    return [
        line(voice.say("hand-over-how")),
        ask_choice(Field.PERSON, voice.plain("hand-over-to"), view.receivers, required=error),
    ]
