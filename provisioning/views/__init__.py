"""Frozen read models: everything a card shows, resolved to names and moments, without a word of language.

A view never holds more than its reader may see. Cards turn it into words; nothing here is stored.
"""

from __future__ import annotations

from provisioning.views.absence import AwayFormView
from provisioning.views.blocking import BlockTaskView, BlockView
from provisioning.views.cards import (
    ApprovalCardView,
    CardView,
    ChangeFormView,
    EndFormView,
    HoldingView,
    InviteFormView,
    NoticeView,
    RequestListView,
    RequestRow,
    StatusCardView,
    TaskCardView,
)
from provisioning.views.channel import ChannelBatchView, ChannelView
from provisioning.views.drift import DriftCardView, FindingView, FollowedGroup, FollowedView
from provisioning.views.extending import ExpiryCardView, ExtendFormView, LastingView
from provisioning.views.fixing import FixView
from provisioning.views.gates import (
    ChecklistStepView,
    ChecklistView,
    ConfirmedView,
    GroupRowView,
    GroupsView,
    SignCardView,
    SigningView,
    WaveRowView,
)
from provisioning.views.installation import CheckLine, HelpView, LanguageFormView, SetupCardView
from provisioning.views.jobs import JobView, PauseFormView, PauseView, PiledView, ResumeFormView
from provisioning.views.looking import (
    AccessView,
    AccountState,
    DirectView,
    EventView,
    HeldView,
    HistoryView,
    HoldersView,
    HolderView,
    Look,
    ReasonView,
)
from provisioning.views.many import (
    AlikeRequests,
    AlikeView,
    BatchApprovalView,
    BatchRow,
    BatchView,
    LineView,
    ManyFormView,
    PartView,
    ReadyView,
)
from provisioning.views.requests import (
    ERASED,
    AskedView,
    ChangeView,
    DecisionView,
    Delivery,
    EndedView,
    GroupView,
    ProofView,
    QuestionView,
    Reader,
    RequestView,
    RoleView,
    SilenceView,
    StepView,
)
from provisioning.views.reviews import ReviewLineView, ReviewView
from provisioning.views.rollout import WaveCheckView, WaveListView, WaveNamedView, WavePersonView, WaveView
from provisioning.views.sponsoring import SponsorCardView
from provisioning.views.takeover import TakeoverView
from provisioning.views.testing import TestFormView
from provisioning.views.unaccepted import UnacceptedView
from provisioning.views.waves import MovedPersonView, MovedView, NamedView, WaveRequestView

__all__ = [
    "ERASED",
    "AccessView",
    "AccountState",
    "AlikeRequests",
    "AlikeView",
    "ApprovalCardView",
    "AskedView",
    "AwayFormView",
    "BatchApprovalView",
    "BatchRow",
    "BatchView",
    "BlockTaskView",
    "BlockView",
    "CardView",
    "ChangeFormView",
    "ChangeView",
    "ChannelBatchView",
    "ChannelView",
    "CheckLine",
    "ChecklistStepView",
    "ChecklistView",
    "ConfirmedView",
    "DecisionView",
    "Delivery",
    "DirectView",
    "DriftCardView",
    "EndFormView",
    "EndedView",
    "EventView",
    "ExpiryCardView",
    "ExtendFormView",
    "FindingView",
    "FixView",
    "FollowedGroup",
    "FollowedView",
    "GroupRowView",
    "GroupView",
    "GroupsView",
    "HeldView",
    "HelpView",
    "HistoryView",
    "HolderView",
    "HoldersView",
    "HoldingView",
    "InviteFormView",
    "JobView",
    "LanguageFormView",
    "LastingView",
    "LineView",
    "Look",
    "ManyFormView",
    "MovedPersonView",
    "MovedView",
    "NamedView",
    "NoticeView",
    "PartView",
    "PauseFormView",
    "PauseView",
    "PiledView",
    "ProofView",
    "QuestionView",
    "Reader",
    "ReadyView",
    "ReasonView",
    "RequestListView",
    "RequestRow",
    "RequestView",
    "ResumeFormView",
    "ReviewLineView",
    "ReviewView",
    "RoleView",
    "SetupCardView",
    "SignCardView",
    "SigningView",
    "SilenceView",
    "SponsorCardView",
    "StatusCardView",
    "StepView",
    "TakeoverView",
    "TaskCardView",
    "TestFormView",
    "UnacceptedView",
    "WaveCheckView",
    "WaveListView",
    "WaveNamedView",
    "WavePersonView",
    "WaveRequestView",
    "WaveRowView",
    "WaveView",
]
