"""The way in: a view becomes its card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from cards.absence import away_form
from cards.accounts import accounts_card
from cards.alike import alike_card
from cards.approval import approval_card
from cards.batches import batch_approval, batch_card
from cards.blocking import block_card
from cards.changing import change_form
from cards.channel import channel_batch_card, channel_card
from cards.drift import drift_card
from cards.endings import end_form, expiry_card
from cards.endings_listed import expiry_list
from cards.extending import extend_form
from cards.following import followed_card
from cards.forms import invite_form
from cards.gates import checklist_card, groups_card, sign_card
from cards.history import history_card
from cards.jobs import pause_form, resume_form
from cards.lists import request_list
from cards.looking import access_card, holders_card
from cards.many import many_form
from cards.notices import notice
from cards.reviews import review_card
from cards.setup import help_card, setup_card
from cards.speaking import language_form
from cards.sponsoring import sponsor_card
from cards.status import status_card
from cards.tasks import task_card
from cards.testing import test_form
from cards.unaccepted import unaccepted_card
from cards.waves import wave_card
from provisioning.views import (
    AccessView,
    AccountsCardView,
    AlikeView,
    ApprovalCardView,
    AwayFormView,
    BatchApprovalView,
    BatchView,
    BlockTasksView,
    BlockTaskView,
    ChangeFormView,
    ChannelBatchView,
    ChannelView,
    ChecklistView,
    DriftCardView,
    EndFormView,
    ExpiryCardView,
    ExpiryListView,
    ExtendFormView,
    FollowedView,
    GroupsView,
    HelpView,
    HistoryView,
    HoldersView,
    InviteFormView,
    LanguageFormView,
    ManyFormView,
    NoticeView,
    PauseFormView,
    RequestListView,
    ResumeFormView,
    ReviewView,
    SetupCardView,
    SignCardView,
    SponsorCardView,
    StatusCardView,
    TaskCardView,
    TestFormView,
    UnacceptedView,
    WaveView,
)

if TYPE_CHECKING:
    from provisioning.views import CardView


def render(view: CardView) -> dict[str, Any]:  # noqa: C901, PLR0911, PLR0912 - one line for each kind of card
    """The Adaptive Card 1.5 for a view, as JSON-ready data.

    Raises :class:`cards.words.MissingWordsError` for a key that English lacks, and ValueError for an unknown verb.
    """
    match view:
        case InviteFormView():
            return invite_form(view)
        case ChangeFormView():
            return change_form(view)
        case TestFormView():
            return test_form(view)
        case ManyFormView():
            return many_form(view)
        case BatchView():
            return batch_card(view)
        case BatchApprovalView():
            return batch_approval(view)
        case AlikeView():
            return alike_card(view)
        case StatusCardView():
            return status_card(view)
        case TaskCardView():
            return task_card(view)
        case BlockTaskView() | BlockTasksView():
            return block_card(view)
        case ApprovalCardView():
            return approval_card(view)
        case EndFormView():
            return end_form(view)
        case ExtendFormView():
            return extend_form(view)
        case ExpiryCardView():
            return expiry_card(view)
        case ExpiryListView():
            return expiry_list(view)
        case DriftCardView() | AccountsCardView() | FollowedView():
            return _outside(view)
        case RequestListView():
            return request_list(view)
        case AccessView():
            return access_card(view)
        case HoldersView():
            return holders_card(view)
        case HistoryView():
            return history_card(view)
        case GroupsView():
            return groups_card(view)
        case ChecklistView():
            return checklist_card(view)
        case SignCardView():
            return sign_card(view)
        case WaveView():
            return wave_card(view)
        case SetupCardView():
            return setup_card(view)
        case HelpView():
            return help_card(view)
        case SponsorCardView():
            return sponsor_card(view)
        case UnacceptedView():
            return unaccepted_card(view)
        case LanguageFormView():
            return language_form(view)
        case NoticeView():
            return notice(view)
        case AwayFormView():
            return away_form(view)
        case PauseFormView():
            return pause_form(view)
        case ResumeFormView():
            return resume_form(view)
        case ReviewView():
            return review_card(view)
        case ChannelView():
            return channel_card(view)
        case ChannelBatchView():
            return channel_batch_card(view)
    assert_never(view)


def _outside(view: DriftCardView | AccountsCardView | FollowedView) -> dict[str, Any]:
    """What changed outside Usher."""
    match view:
        case DriftCardView():
            return drift_card(view)
        case AccountsCardView():
            return accounts_card(view)
        case FollowedView():
            return followed_card(view)
