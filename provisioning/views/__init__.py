"""Frozen read models: everything a card shows, resolved to names and moments, without a word of language.

A view never holds more than its reader may see. Cards turn it into words; nothing here is stored.
"""

from __future__ import annotations

from provisioning.views.cards import (
    ApprovalCardView,
    CardView,
    ChangeFormView,
    ChannelView,
    CheckLine,
    EndFormView,
    ExpiryCardView,
    HelpView,
    HoldingView,
    InviteFormView,
    NoticeView,
    RequestListView,
    RequestRow,
    SetupCardView,
    StatusCardView,
    TaskCardView,
)
from provisioning.views.requests import (
    ERASED,
    AskedView,
    ChangeView,
    DecisionView,
    Delivery,
    GroupView,
    ProofView,
    Reader,
    RequestView,
    RoleView,
    StepView,
)

__all__ = [
    "ERASED",
    "ApprovalCardView",
    "AskedView",
    "CardView",
    "ChangeFormView",
    "ChangeView",
    "ChannelView",
    "CheckLine",
    "DecisionView",
    "Delivery",
    "EndFormView",
    "ExpiryCardView",
    "GroupView",
    "HelpView",
    "HoldingView",
    "InviteFormView",
    "NoticeView",
    "ProofView",
    "Reader",
    "RequestListView",
    "RequestRow",
    "RequestView",
    "RoleView",
    "SetupCardView",
    "StatusCardView",
    "StepView",
    "TaskCardView",
]
