"""What an approver may do besides yes and no: approve less, or have somebody else decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cards.absence import with_absent
from cards.actions import Field
from cards.elements import line
from cards.inputs import LONGEST_ADDRESS, ask_choice, ask_date, ask_text
from cards.roles import group_line
from provisioning.domain.states import Kind

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement

    from cards.words import Voice
    from provisioning.views import ApprovalCardView, RequestView


def less(voice: Voice, view: ApprovalCardView) -> list[CardElement]:
    """Fewer groups or an earlier end, never more."""
    request = view.request
    extends = request.kind is Kind.EXTEND_ACCESS
    asks: list[CardElement] = [
        line(voice.say("narrow-how-extend" if extends else "narrow-how", requester=request.requester)),
        *([] if extends else [_groups(voice, request)]),
        ask_date(
            Field.UNTIL,
            voice.plain("narrow-until" if request.until else "narrow-until-open"),
            error=voice.plain("narrow-until-error"),
            value=request.until,
            first=view.today,
            last=request.until,
            required=request.until is not None,
        ),
    ]
    if view.confirm:
        label, error = (voice.plain(f"approve-confirm-{part}", number=request.number) for part in ("label", "error"))
        asks.append(ask_text(Field.CONFIRM, label, longest=LONGEST_ADDRESS, required=error))
    return asks


def _groups(voice: Voice, request: RequestView) -> CardElement:
    """Which of the groups stay."""
    return ask_choice(
        Field.GROUPS,
        voice.plain("narrow-groups"),
        [(group.name, group_line(voice, group)) for group in request.groups],
        value=",".join(group.name for group in request.groups),
        required=voice.plain("narrow-groups-error"),
        expanded=True,
        many=True,
    )


def whom_instead(voice: Voice, view: ApprovalCardView) -> list[CardElement]:
    """To whom it is handed over: nobody but those whom the open step allows."""
    error = voice.plain("hand-over-error")
    return [
        line(voice.say("hand-over-how")),
        ask_choice(
            Field.PERSON, voice.plain("hand-over-to"), with_absent(voice, view.receivers, view.absent), required=error
        ),
    ]
