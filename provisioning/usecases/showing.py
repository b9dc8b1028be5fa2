"""Which view a card shows now: the same function serves the first sending, every update and the answer to a press."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provisioning import views
from provisioning.domain import dates
from provisioning.domain.states import State
from provisioning.usecases import (
    absences,
    account_reading,
    alike,
    alike_reading,
    asked,
    authority,
    batch_reading,
    block_reading,
    blocking,
    carding,
    channel,
    channel_reading,
    checking,
    checklist,
    deciding,
    drift_reading,
    escalating,
    expiring,
    extend_forms,
    findings,
    following,
    forming,
    golive,
    group_reading,
    handing,
    history,
    holding,
    job_forms,
    jobs,
    listing,
    narrowing,
    parties,
    people,
    questioning,
    reading,
    review_reading,
    review_rows,
    signing,
    speaking,
    sponsoring,
    standing_in,
    status_reading,
    surveying,
    tasking,
    unaccepted,
    warned_together,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk


def view_of(desk: Desk, card: Card, **marks: Any) -> views.CardView:
    """What the card shows at this moment to its reader. ``marks`` are passing: an error, an explanation, a second ask."""
    return _VIEWS[card.kind](desk, card, marks)


def is_over(desk: Desk, card: Card) -> bool:
    """Whether it reminds its reader of decisions of which none waits any more."""
    if card.kind != "list" or card.terms.get("which") != "reminder":
        return False
    told = listing.list_view(desk, card, {})
    return not (told.rows or told.alike)


def _task(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """What an administrator is asked to do for a request, until it is seen."""
    del marks
    request, told = status_reading.told_of(desk, card)
    if denied := parties.denied(desk, request, card):
        return denied
    mine = tasking.may_say_done(desk, request, card.recipient)
    return views.TaskCardView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        request=told,
        verbs=tasking.TASK_VERBS if mine else (),
    )


def _approval(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """A request for somebody who may decide it."""
    request, told = status_reading.told_of(desk, card)
    if denied := parties.denied(desk, request, card):
        return denied
    policy, step, steps, who = checking.policy_of(desk, request)
    # whether buttons make sense for this person now; the rule is checked again when one is pressed
    everybody = asked.list_all(desk, request)
    handed, is_silent = handing.handed_among(everybody), any(row.silent for row in everybody if row.stage == step)
    is_open, but = steps and request.state is State.PENDING, handing.givers_in(handed, step)
    allowed = checking.able(desk, request, step, but=but, silent=is_silent) if is_open else set[str]()
    mine = card.recipient in allowed
    verbs = ["request.approve", "request.reject", "request.why_me"] if mine else []
    if mine and "question.ask" in card.verbs and questioning.may_ask(desk, request):
        verbs.append("question.ask")
    if mine and step == steps and narrowing.may_be(request):
        verbs.append("request.narrow")
    handing_over = bool(marks.get("handing")) and mine
    receivers = handing.list_receivers(desk, allowed, card.recipient) if mine else []
    if receivers:
        verbs.append("request.hand_over")
    given = handing.told_of(desk, handed, card.recipient)
    explaining = bool(marks.get("explaining")) and mine
    silence = escalating.told_of(desk, request, step, card.recipient, everybody, explaining=explaining)
    if silence.names and not explaining:
        who = ", ".join(checking.stages_of(desk, request)[step - 1].fallback)
    return views.ApprovalCardView(
        card=card.name,
        reader=reading.reader(desk, card.recipient),
        request=told,
        verbs=tuple(verbs),
        policy=policy,
        step=step,
        steps=steps,
        who=who,
        confirm=deciding.needs_confirmation(desk, request),
        changes_who_decides=deciding.changes_who_decides(desk, request),
        confirming=bool(marks.get("confirming")) and mine,
        explaining=explaining,
        narrowing=bool(marks.get("narrowing")) and mine,
        asking=bool(marks.get("asking")) and "question.ask" in verbs,
        receivers=tuple(receivers) if handing_over else (),
        absent=tuple(absences.last_days(desk, dict(receivers)).items()) if handing_over else (),
        handed_by=given.by,
        handed_to=given.to,
        handed_away=given.away,
        handed_until=given.until,
        silence=silence,
        today=dates.day_of(desk.now, desk.rules.zone),
        error=str(marks.get("error", "")) if mine else "",
    )


def _setup(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """What an administrator sees of the installation."""
    if denied := parties.denied_but_in_charge(desk, card):
        return denied
    names = people.names_of(desk, authority.members_of(desk, desk.rules.owners_group))
    known = authority.owners(desk)
    shown = set(card.terms.get("unknown", ()))
    new, may_be = authority.unconfirmed_owners(desk) & shown, authority.confirmable_owners(desk) & shown
    lines = tuple(
        views.CheckLine(
            name=name, ok=ok, todo=todo, values=dict(*values)
        )  # cards from before have words, and no values
        for name, ok, todo, *values in marks.get("lines", card.terms.get("lines", ()))
    )
    unknown, new_others = authority.unconfirmed_approvers(desk), authority.confirmable_approvers(desk)
    others = {p for members in new_others.values() for p in members & shown}
    added = {p for group, members in unknown.items() for p in (members & shown) - new_others[group]}
    verbs = ["setup.confirm_owners"] if may_be else []
    if known and card.recipient in known and others - {card.recipient}:
        verbs.append("setup.confirm_approvers")
    return views.SetupCardView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        lines=lines,
        unconfirmed=tuple(sorted(names[p] for p in may_be or new)),
        added=tuple(sorted(names[p] for p in new - may_be)) if may_be else (),
        unconfirmed_approvers=tuple(sorted(people.names_of(desk, others).values())),
        added_approvers=tuple(sorted(people.names_of(desk, added).values())),
        confirmed=tuple(sorted(names[p] for p in known)),
        verbs=(*verbs, "setup.check"),
        checking=not lines,
        job=jobs.view_of(desk),
        channel=_channel(desk),
    )


def _channel(desk: Desk) -> str:
    """Whether a channel is told what is asked for."""
    chat = channel.chat_of(desk)
    if chat.conversation_id and not chat.undeliverable:
        return "told"
    return "lost" if chat.undeliverable not in {"", channel.STOPPED} else "none"


def _help(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """Help for the reader's part."""
    del marks
    who = card.recipient
    named = {
        p for policy in desk.rules.policies.values() for s in policy.stages for p in authority.stage_members(desk, s)
    }
    parts = (
        ("owner", who in authority.owners(desk)),
        ("administrator", people.is_administrator(desk, who)),
        ("approver", who in named),
        ("tester", golive.may_test(desk, who)),
    )
    part = next((part for part, is_theirs in parts if is_theirs), "employee")
    return views.HelpView(card=card.id, reader=reading.reader(desk, who), part=part)


def _notice(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """A sentence or two, stored as a key and ids; names are filled in here."""
    values: dict[str, object] = dict(card.terms.get("values", {}))
    person, link = card.terms.get("person"), ""
    for name, some in card.terms.get("who", {}).items():
        values[name] = sorted(people.names_of(desk, some).values())
    if person:
        values["address"] = people.address_of(desk, person)
        link = desk.vault.read([person])[person].get("link", "") if card.terms.get("link") else ""
    return views.NoticeView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        key=str(card.terms["key"]),
        values=values,
        tone=str(card.terms.get("tone", "plain")),
        verbs=tuple(card.terms.get("verbs", ())),
        link=link,
        suggestions=tuple(marks.get("suggestions", card.terms.get("suggestions", ()))),
    )


def _left(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """A message whose card was sent again: nothing of what stood in it."""
    del marks
    key, values = str(card.terms.get("key", "notice-left")), {"number": card.request or 0}
    return views.NoticeView(card=card.id, reader=reading.reader(desk, card.recipient), key=key, values=values)


_VIEWS: dict[str, Callable[[Desk, Card, Mapping[str, Any]], views.CardView]] = {
    "status": status_reading.status_view,
    "task": _task,
    "approval": _approval,
    "invite_form": forming.invite_form,
    "change_form": forming.change_form,
    "many_form": batch_reading.many_form,
    "batch": batch_reading.batch,
    "batch_approval": batch_reading.approval,
    alike.KIND: alike_reading.view,
    "test_form": forming.test_form,
    "end_form": forming.end_form,
    "pause_form": job_forms.pause_form,
    "resume_form": job_forms.resume_form,
    following.KIND: following.view,
    findings.CARD: drift_reading.drift_view,
    findings.ACCOUNTS_CARD: account_reading.accounts_view,
    "expiry": expiring.expiry_view,
    warned_together.KIND: warned_together.view,
    extend_forms.FORM: extend_forms.form_view,
    standing_in.FORM: standing_in.away_form,
    "setup": _setup,
    "help": _help,
    speaking.KIND: speaking.form,
    "list": listing.list_view,
    "access": holding.access_view,
    "holders": holding.holders_view,
    "history": history.history_view,
    signing.GROUPS: group_reading.groups_view,
    signing.SIGNING: group_reading.sign_card,
    signing.ROLLOUT: checklist.checklist_view,
    surveying.PREVIEW: surveying.preview_view,
    review_rows.KIND: review_reading.review_view,
    "notice": _notice,
    sponsoring.KIND: sponsoring.card_view,
    unaccepted.KIND: unaccepted.view,
    blocking.KIND: block_reading.task_view,
    blocking.TOGETHER: block_reading.tasks_view,
    channel.KIND: channel_reading.channel_view,
    carding.LEFT: _left,
}
