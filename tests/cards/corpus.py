"""Views for every kind of card, state and variant, about the same people: Olivia asks, Adam decides, a consultant comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from corpus_absence import away_cards
from corpus_alike import LEAVING, TOGETHER, every_alike
from corpus_changes import change_cards, change_forms, form
from corpus_drift import account_cards, drift_cards, requests_about_drift
from corpus_extending import (
    cards_of_blocking,
    cards_of_extension,
    cards_of_sponsors,
    cards_of_takeover,
    cards_of_unaccepted,
    forms_of_extension,
    more_time,
)
from corpus_gates import gate_cards
from corpus_jobs import RUNNING, job_cards
from corpus_looking import every_look
from corpus_many import many_cards
from corpus_questions import cards_of_questions
from corpus_reviews import review_cards
from corpus_scope import wave_cards
from corpus_testing import cards_of_test, forms_of_test
from corpus_waves import every_wave
from sentences import CHECKS, DECLINED, NOTICES, SUGGESTIONS, WHYS

from cards.actions import Verb
from provisioning.domain.dates import Span
from provisioning.domain.states import Grade, Kind, Option, State, StepState
from provisioning.views import (
    ERASED,
    ApprovalCardView,
    AskedView,
    ChangeView,
    ChannelBatchView,
    ChannelView,
    CheckLine,
    DecisionView,
    Delivery,
    EndedView,
    EndFormView,
    ExpiryCardView,
    GroupView,
    HelpView,
    HoldingView,
    InviteFormView,
    LanguageFormView,
    NoticeView,
    ProofView,
    Reader,
    RequestListView,
    RequestRow,
    RequestView,
    RoleView,
    SetupCardView,
    SilenceView,
    StatusCardView,
    StepView,
    TaskCardView,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provisioning.views import CardView

CARD = "0f8fad5bd9cb469fa16570867728950e"
ADDRESS = "consultant@fabrikam.example"
TODAY = date(2026, 11, 24)
UNTIL = date(2027, 2, 26)
NOW = datetime(2026, 11, 24, 9, 42, tzinfo=UTC)
CLOSES = datetime(2026, 12, 1, 22, 59, tzinfo=UTC)
READER = Reader(name="Olivia", locale="en", zone="Europe/Copenhagen", platform="AskCody")

VISITORS = RoleView(name="Visitors Administrator", effect="visitors-administrator", is_administrator=True)
ADD_IN = RoleView(name="Add-in User", effect="add-in-user", is_administrator=False)
SERVICES = RoleView(name="Services Portal Users", effect="services-portal-users", is_administrator=False)
UNWRITTEN = RoleView(name="Night Porter", effect="", is_administrator=False)
RECEPTIONISTS = GroupView(name="Receptionists", roles=(ADD_IN, VISITORS))
SERVICE_TEAMS = GroupView(name="Service teams", roles=(SERVICES, replace(ADD_IN, optional=True), UNWRITTEN))
GROUPS = (RECEPTIONISTS, SERVICE_TEAMS, GroupView(name="Add-in Users", roles=(ADD_IN,)))

CREATED = ChangeView(
    directory="created",
    account="created",
    joins=(RECEPTIONISTS,),
    roles_after=(VISITORS, ADD_IN),
)
TAKEN_OVER = ChangeView(
    directory="exists",
    account="taken_over",
    joins=(RECEPTIONISTS,),
    roles_before=(ADD_IN,),
    roles_after=(VISITORS, ADD_IN),
    keeps=(
        ("Add-in Users", "grant", 77, date(2027, 5, 1)),
        ("Everyone", "before", 0, None),
        ("Trial", "before", 0, UNTIL),
    ),
    prolongs=(("Receptionists", 11, date(2027, 1, 31)),),
)
ACCOUNT_ONLY = ChangeView(directory="none", account="created", roles_after=(VISITORS, ADD_IN))
ENDED = ChangeView(
    directory="exists",
    account="switched_off",
    leaves=("Receptionists",),
    roles_before=(VISITORS, ADD_IN),
)
ENDED_KEEPING = replace(
    ENDED, account="changed", roles_after=(ADD_IN,), keeps=(("Add-in Users", "grant", 77, date(2027, 5, 1)),)
)

APPROVED = DecisionView(by="Adam", at=NOW, approved=True)
REJECTED = DecisionView(by="Maria", at=NOW, approved=False, reason="Not before the contract is signed")
PROVEN = ProofView(at=NOW, grade=Grade.PLATFORM, account_on=True, roles=("Visitors Administrator", "Add-in User"))

INVITE = RequestView(
    number=12,
    kind=Kind.INVITE_EXTERNAL,
    state=State.PENDING,
    revision=1,
    attempt=1,
    requester="Olivia",
    address=ADDRESS,
    name="Carla Consultant",
    domain="fabrikam.example",
    first_of_domain=True,
    option=Option.GUEST,
    groups=(RECEPTIONISTS,),
    until=UNTIL,
    sponsor="Olivia",
    sponsor_is_requester=True,
    reason="Sensor project, floors 3-5",
    closes=CLOSES,
    asked=(AskedView(name="Adam", delivery=Delivery.SENT), AskedView(name="Maria", delivery=Delivery.QUEUED)),
    decisions=(),
    change=CREATED,
    best_grade=Grade.PLATFORM,
    steps=(),
    proof=None,
)
END = replace(
    INVITE,
    number=1300,
    kind=Kind.END_ACCESS,
    state=State.APPROVED,
    first_of_domain=False,
    asked=(),
    change=ENDED,
    closes=None,
    reason="",
    ended_why="owner",
)

STEP_KEYS = (
    "recheck",
    "invite",
    "join",
    "leave",
    "provision",
    "provision-cycle",
    "account",
    "switch_off",
    "switch_on",
    "task",
    "assign",
    "unassign",
    "start",
    "first",
    "prove",
    "extend",
)


def steps(
    *states: StepState, keys: tuple[str, ...] = ("recheck", "invite", "join", "provision", "prove")
) -> tuple[StepView, ...]:
    """A step for each key; those without a state wait."""
    padded = (*states, *(StepState.WAITING for _ in keys))
    return tuple(
        StepView(key=key, about="Receptionists", state=state) for key, state in zip(keys, padded, strict=False)
    )


_D, _F, _R = StepState.DONE, StepState.FAILED, StepState.RUNNING
_FAILED_STEP = StepView(key="provision", about=ADDRESS, state=_F, why="why-refused-outside")


def in_state(base: RequestView, state: State) -> RequestView:
    """The request as it looks in a state, with what belongs to it."""
    decided = (APPROVED,) if base.kind is Kind.INVITE_EXTERNAL else ()
    at = replace(base, state=state, decisions=decided)
    changes: dict[State, RequestView] = {
        State.NARROWED: replace(at, until=date(2027, 1, 31), asked_until=base.until, asked_groups=("Receptionists",)),
        State.SUBMITTED: replace(at, decisions=(), asked=(), change=None),
        State.PENDING: replace(at, decisions=()),
        State.APPROVED: replace(at, steps=steps()),
        State.SCHEDULED: replace(at, looks_again=CLOSES),
        State.EXECUTING: replace(at, steps=steps(_D, _D, _D, _R), looks_again=CLOSES),
        State.DELIVERED: replace(at, steps=steps(_D, _D, _D, _D, _D), proof=_proof(base)),
        State.PARTIALLY_DELIVERED: replace(
            at, steps=(*steps(_D, _D, _D)[:3], _FAILED_STEP), proof=_GAP, trace="7f3a-91c2"
        ),
        State.FAILED: replace(at, steps=steps(_D, _F), why="why-broken", trace="7f3a-91c2"),
        State.VOID: replace(at, moved_from=base.change, change=TAKEN_OVER, why="why-moved"),
        State.REFUSED: replace(
            at, decisions=(), why="declined-domain-blocked", why_values=DECLINED["declined-domain-blocked"]
        ),
        State.REJECTED: replace(at, decisions=(REJECTED,)),
        State.CANCELLED: replace(at, decisions=(), why="why-withdrawn"),
        State.EXPIRED: replace(at, decisions=()),
        State.SUPERSEDED: replace(at, decisions=(), why="why-replaced"),
    }
    return changes.get(state, at)


_GAP = replace(PROVEN, account_on=False, missing=("Visitors Administrator",), surplus=("Owner",))


def _proof(base: RequestView) -> ProofView:
    return PROVEN if base.kind is Kind.INVITE_EXTERNAL else replace(PROVEN, account_on=False, roles=())


VERBS = {
    State.SUBMITTED: ("request.cancel",),
    State.PENDING: ("request.cancel",),
    State.APPROVED: ("request.cancel",),
    State.SCHEDULED: ("request.cancel",),
    State.EXECUTING: ("request.done",),
    State.PARTIALLY_DELIVERED: ("request.retry",),
    State.FAILED: ("request.retry",),
    State.REJECTED: ("request.ask_again",),
    State.EXPIRED: ("request.ask_again",),
    State.VOID: ("request.new_card",),
}


#: Asked a second time, because whoever approved may not decide it any more; nothing else has moved.
ASKED_AGAIN = replace(in_state(INVITE, State.PENDING), revision=2, moved_from=CREATED, why="why-approver-lost")


def status(
    request: RequestView = INVITE, verbs: tuple[str, ...] | None = None, reader: Reader = READER
) -> StatusCardView:
    """The status card of a request, with the verbs usual in its state."""
    offered = VERBS.get(request.state, ()) if verbs is None else verbs
    return StatusCardView(card=CARD, reader=reader, request=request, verbs=offered)


def approval(
    request: RequestView = INVITE,
    verbs: tuple[str, ...] = ("request.approve", "request.reject", "request.why_me"),
    reader: Reader = READER,
    who: str = "owners",
) -> ApprovalCardView:
    """The approval card of a request."""
    return ApprovalCardView(
        card=CARD, reader=reader, request=request, verbs=verbs, policy="externals", step=1, steps=1, who=who
    )


def invite_form(reader: Reader = READER) -> InviteFormView:
    """The form as ``invite consultant@fabrikam.example as Receptionists until 26 Feb`` fills it."""
    return InviteFormView(
        card=CARD,
        reader=reader,
        groups=GROUPS,
        sponsors=(("b9a1", "Olivia"), ("c0de", "Adam")),
        address=ADDRESS,
        chosen=("Receptionists",),
        until=UNTIL,
        latest=date(2027, 5, 24),
        today=TODAY,
        suggested=Option.GUEST,
        suggested_why="suggest-guest",
        sponsor="b9a1",
        first_of_domain=True,
    )


def end_form(reader: Reader = READER) -> EndFormView:
    """Ends the consultant's access; one group stays."""
    held = HoldingView(group="Receptionists", number=12, until=UNTIL, ends=True)
    kept = HoldingView(group="Add-in Users", number=77, until=date(2027, 5, 1), ends=False)
    return EndFormView(
        card=CARD,
        reader=reader,
        address=ADDRESS,
        option=Option.GUEST,
        holdings=(held, kept),
        switches_off=False,
        is_guest=True,
        today=TODAY,
    )


def expiry(reader: Reader = READER) -> ExpiryCardView:
    """Two weeks before the end."""
    return ExpiryCardView(
        card=CARD,
        reader=reader,
        address=ADDRESS,
        until=UNTIL,
        groups=("Receptionists",),
        number=12,
        days=14,
        more=30,
        then=date(2027, 3, 28),
        rule="extensions",
        verbs=("expiry.extend", "expiry.let_end", "expiry.other", "expiry.end_now"),
    )


def row(number: int = 12, state: State = State.PENDING, kind: Kind = Kind.INVITE_EXTERNAL) -> RequestRow:
    """A line of a list."""
    return RequestRow(
        number=number,
        kind=kind,
        state=state,
        address=ADDRESS,
        groups=("Receptionists",),
        who_has_it=("Adam", "Maria"),
        closes=CLOSES,
        until=UNTIL,
    )


def listing(which: str = "mine", count: int = 2, more: int = 0, reader: Reader = READER) -> RequestListView:
    """A list of so many requests."""
    rows = tuple(row(number) for number in range(12, 12 + count))
    return RequestListView(card=CARD, reader=reader, which=which, rows=rows, more=more, verbs=("list.open",))


def setup(reader: Reader = READER) -> SetupCardView:
    """An installation of which two checks fail."""
    fine = (
        "Entra, read",
        "Groups (7 found)",
        "AskCody answers",
        "Clock",
        "Database",
        "Bot's address",
        "Proof",
        "Audit",
        "Queue",
    )
    wrong = CheckLine(
        name="Invitations: only administrators may invite guests",
        ok=False,
        todo="Entra › External Identities › External collaboration settings",
    )
    return SetupCardView(
        card=CARD,
        reader=reader,
        lines=(*(CheckLine(name=name, ok=True) for name in fine), wrong, CheckLine(name="Approvers", ok=False)),
        unconfirmed=("Olivia", "Adam"),
        confirmed=("Hugo",),
        verbs=("setup.check", "setup.confirm_owners"),
    )


def notice(key: str, values: dict[str, object] | None = None, reader: Reader = READER) -> NoticeView:
    """A notice."""
    return NoticeView(card=CARD, reader=reader, key=key, values=values)


def help_for(part: str, reader: Reader = READER) -> HelpView:
    """Help for a part."""
    return HelpView(card=CARD, reader=reader, part=part)


def channel(
    state: State = State.PENDING, company: str = "fabrikam.example", kind: Kind = Kind.INVITE_EXTERNAL
) -> ChannelView:
    """What a channel sees of R-12."""
    return ChannelView(
        card=CARD, reader=READER, number=12, kind=kind, state=state, company=company, verbs=(Verb.REVIEW,)
    )


def statuses() -> Iterator[tuple[str, CardView]]:
    """A status card for every state of both kinds and both options, and the variants of some."""
    for state in State:
        for base, name in (
            (INVITE, "invite-guest"),
            (replace(INVITE, option=Option.ACCOUNT, change=ACCOUNT_ONLY), "invite-account"),
            (END, "end"),
        ):
            yield f"status-{name}-{state}", status(in_state(base, state))
    for grade in Grade:
        for base in (INVITE, END, replace(END, change=ENDED_KEEPING)):
            done = in_state(base, State.DELIVERED)
            proof = replace(PROVEN, grade=grade, account_on=base.kind is Kind.INVITE_EXTERNAL)
            yield f"status-graded-{base.kind}-{grade}", status(replace(done, proof=proof, best_grade=grade))
            yield f"status-unproven-{base.kind}-{grade}", status(replace(done, proof=None))
    yield from _status_variants()


#: Of a stored reason, only what a request does not know by itself is stored with it.
_COUNTED: dict[str, object] = {
    "role": "User",
    "minutes": 4,
    "reason": "TooManyDeletes",
    "at": NOW,
    "left": ("Add-in User",),
}


def _status_variants() -> Iterator[tuple[str, CardView]]:
    delivered, executing = in_state(INVITE, State.DELIVERED), in_state(INVITE, State.EXECUTING)
    yield "status-not-accepted", status(replace(delivered, why="why-not-accepted"))
    lost = tuple(AskedView(name=f"Person {n}", delivery=Delivery.UNDELIVERABLE) for n in range(8))
    yield "status-undeliverable", status(replace(INVITE, asked=lost))
    each = tuple(AskedView(name=f"Person {why}", delivery=why) for why in Delivery)
    yield "status-each-undeliverable", status(replace(INVITE, asked=each))
    one = AskedView(name="Adam", delivery=Delivery.NOT_INSTALLED)
    yield "status-one-undeliverable", status(replace(INVITE, asked=(one, replace(one, delivery=Delivery.BLOCKED))))
    yield (
        "status-nobody-asked-yet",
        status(replace(INVITE, asked=(), sponsor="Adam", sponsor_is_requester=False, until=None)),
    )
    yield "status-failed-before-anything", status(replace(in_state(INVITE, State.FAILED), steps=steps(_F)))
    yield (
        "status-rejected-bare",
        status(replace(in_state(INVITE, State.REJECTED), decisions=(replace(REJECTED, reason=""),))),
    )
    yield "status-rejected-by-rule", status(replace(in_state(INVITE, State.REJECTED), decisions=()))
    yield "status-scheduled-unknown", status(replace(in_state(INVITE, State.SCHEDULED), looks_again=None))
    yield (
        "status-moved",
        status(replace(in_state(INVITE, State.VOID), change=replace(TAKEN_OVER, joins=(), roles_after=()))),
    )
    yield "status-asked-again", status(replace(ASKED_AGAIN, change=TAKEN_OVER, why="why-moved"))
    yield "status-asked-others", status(ASKED_AGAIN)
    still_on = replace(in_state(END, State.PARTIALLY_DELIVERED), proof=PROVEN)
    yield "status-still-on", status(still_on)
    yield "status-ended-kept", status(replace(in_state(END, State.DELIVERED), change=ENDED_KEEPING, proof=PROVEN))
    yield "status-replaces", status(replace(INVITE, replaces=11))
    yield "status-stops", status(replace(in_state(END, State.EXECUTING), stops=11))
    over = EndedView(at=NOW, by=13, why="owner")
    yield "status-over", status(replace(delivered, ended=over, why="why-not-accepted"))
    yield "status-over-partly", status(replace(in_state(INVITE, State.PARTIALLY_DELIVERED), ended=over))
    yield "status-over-unknown", status(replace(delivered, ended=replace(over, by=0, why="removed")))
    yield "status-ended-by-usher", status(replace(in_state(END, State.DELIVERED), ended_why="date", requester=""))
    taken_back = replace(in_state(INVITE, State.CANCELLED), why="why-withdrawn-invited")
    yield "status-cancelled-invited", status(taken_back)
    yield "status-narrowed-lapsed", status(replace(in_state(INVITE, State.EXPIRED), why="why-narrowed-lapsed"))
    for why in ("date", "owner", "silence", "not_accepted", "sponsor_gone", "review", "unexplained"):
        yield f"status-ended-by-{why}", status(replace(in_state(END, State.DELIVERED), ended_why=why))
    for state in StepState:
        yield (
            f"status-every-step-{state}",
            status(replace(executing, steps=steps(*(state for _ in STEP_KEYS), keys=STEP_KEYS))),
        )
    for said in ("skipped", "failure", "nameless", "stopped", ""):
        for why in ("why-still-on", "why-still-off", "why-roles-differ", "why-late-entra"):
            late = StepView(key="prove", about="", state=_F, why=why, values={"entra": said})
            failed = replace(in_state(END, State.FAILED), steps=(*steps(_D, keys=("recheck",)), late))
            told = replace(failed, why=why, why_values={"entra": said, "administrator": "Maria"})
            yield f"status-{why}-{said or 'unsaid'}", status(told)
    for why, values in WHYS.items():
        del values  # the card knows them
        step = StepView(key="provision", about="Receptionists", state=StepState.WAITING, why=why, values=_COUNTED)
        yield f"status-because-{why}", status(replace(executing, steps=(step,)))


def erased() -> RequestView:
    """A request about somebody who was erased since, decided by somebody who was erased as well."""
    done = in_state(INVITE, State.DELIVERED)
    decisions = tuple(replace(one, by=ERASED, reason=ERASED) for one in done.decisions)
    return replace(done, address=ERASED, name="", domain=ERASED, reason=ERASED, sponsor=ERASED, decisions=decisions)


def _erased() -> Iterator[tuple[str, CardView]]:
    yield "status-erased", status(erased(), verbs=())
    ended = replace(in_state(INVITE, State.DELIVERED), ended=EndedView(at=NOW, by=13, why="date"))
    yield "approval-over", approval(ended, verbs=())
    yield "approval-erased", replace(approval(erased()), verbs=())
    yield "expiry-erased", replace(expiry(), address=ERASED, verbs=(), ended=NOW)
    yield "list-erased", replace(listing(), rows=(replace(row(), address=ERASED, who_has_it=(ERASED,)),))
    yield "setup-erased", replace(setup(), unconfirmed=(), confirmed=(ERASED,))
    yield "notice-erased", notice("notice-accepted", {"address": ERASED})


def _narrowed() -> Iterator[tuple[str, CardView]]:
    """Less was approved: an earlier end, or fewer groups."""
    less = in_state(INVITE, State.NARROWED)
    yield "status-narrowed-earlier", status(less, verbs=("request.accept", "request.cancel"))
    yield "status-narrowed-groups", status(replace(less, until=UNTIL))
    yield "status-narrowed-end", status(replace(less, asked_until=None))


def approvals() -> Iterator[tuple[str, CardView]]:
    """Approval cards: open, confirmed, explained, with an error, decided."""
    first = approval()
    yield "approval", first
    yield (
        "approval-account",
        approval(replace(INVITE, option=Option.ACCOUNT, change=ACCOUNT_ONLY, first_of_domain=False)),
    )
    yield "approval-lasting", approval(replace(INVITE, lasts=Span(months=3)))
    yield "approval-takeover", approval(replace(INVITE, change=TAKEN_OVER))
    yield "approval-moved", approval(replace(INVITE, revision=2, change=TAKEN_OVER, moved_from=CREATED))
    yield "approval-asked-others", approval(ASKED_AGAIN)
    yield (
        "approval-open-ended",
        approval(replace(INVITE, until=None, closes=None, sponsor="Adam", sponsor_is_requester=False)),
    )
    yield (
        "approval-plain",
        approval(replace(INVITE, groups=(SERVICE_TEAMS,), first_of_domain=False, reason="", change=None)),
    )
    yield "approval-end", approval(replace(END, state=State.PENDING, change=ENDED_KEEPING))
    yield (
        "approval-confirming",
        replace(first, confirm=True, confirming=True, verbs=("request.approve", "request.back")),
    )
    plain = replace(first, request=replace(INVITE, groups=(SERVICE_TEAMS,)))
    yield "approval-confirming-plain", replace(plain, confirming=True, error="declined-confirm")
    handing = replace(first, receivers=(("a1", "Berta"), ("c0", "Carl")), verbs=("request.hand_over",))
    yield "approval-handing", handing
    yield "approval-handing-away", replace(handing, absent=(("a1", CLOSES.date()),))
    yield "approval-handed-by", replace(first, handed_by="Berta", verbs=(*first.verbs, "request.hand_over"))
    silence = SilenceView(names=("Adam", "Berta"), since=NOW)
    yield "approval-silent", replace(first, who="administrators", silence=silence)
    yield "approval-unreached", replace(first, who="administrators", silence=SilenceView(names=("Adam",)))
    for at in (None, CLOSES):
        silence = SilenceView(fallback=("Maria",), at=at)
        yield f"approval-explained-{at}", replace(first, explaining=True, verbs=("request.back",), silence=silence)
    yield "approval-handed-to", replace(first, handed_to="Berta", verbs=())
    yield "approval-handed-away", replace(first, handed_to="Berta", handed_until=CLOSES.date(), verbs=())
    yield "approval-away-by", replace(first, handed_by="Berta", handed_away=True)
    yield "approval-away-to", replace(first, handed_to="Berta", handed_away=True, verbs=())
    offered = (*first.verbs, "request.narrow")
    yield "approval-with-narrow", replace(first, verbs=offered)
    for error in ("", "declined-narrow-nothing", "declined-narrow-more", "declined-narrow-same"):
        yield f"approval-narrowing-{error}", replace(first, narrowing=True, confirm=True, error=error)
    yield "approval-without-reason", replace(first, error="declined-reason-needed")
    for who in ("owners", "administrators", "Facility board"):
        view = approval(who=who)
        yield f"approval-by-{who}", view
        yield f"approval-explained-{who}", replace(view, explaining=True, verbs=("request.back",))
    for grade in Grade:
        yield f"approval-proof-{grade}", approval(replace(INVITE, best_grade=grade))
    for state in State:
        yield f"approval-told-{state}", approval(in_state(INVITE, state), verbs=())
        yield f"approval-told-end-{state}", approval(in_state(END, state), verbs=())


def tasks() -> Iterator[tuple[str, CardView]]:
    """What an administrator does by hand: to be done, seen, and over."""
    executing = in_state(INVITE, State.EXECUTING)
    asked = StepView(key="invite", about="", state=_R, why="why-task-invite")
    also = StepView(key="join", about="Receptionists", state=_R, why="why-task-join")
    todo = replace(executing, steps=(asked, also), why_values={"administrator": "Maria"})
    task = TaskCardView(card=CARD, reader=READER, request=todo, verbs=("request.done",))
    yield "task", task
    for name, looked in (("looking", None), ("not-so", NOW)):
        said = replace(todo, steps=(asked, replace(also, said=NOW, looked=looked)))
        yield f"task-{name}", replace(task, request=said)
        yield f"status-task-{name}", status(said)
    yield "task-seen", TaskCardView(card=CARD, reader=READER, request=executing, verbs=())
    over = replace(in_state(INVITE, State.DELIVERED), until=None)
    yield "task-over", TaskCardView(card=CARD, reader=READER, request=over, verbs=())


def forms() -> Iterator[tuple[str, CardView]]:
    """The forms, filled, empty, wrong and compared."""
    form = invite_form()
    yield "form", form
    yield "form-lasting", replace(form, lasts=Span(months=3))
    yield (
        "form-empty",
        replace(form, address="", chosen=(), until=None, latest=None, first_of_domain=False, suggested=None),
    )
    yield "form-many-groups", replace(form, groups=tuple(GroupView(name=f"Group {n}", roles=()) for n in range(12)))
    errors = {"address": "declined-bad-address", "groups": "declined-no-groups", "until": "declined-end-too-late"}
    more = {"option": "declined-needs-end", "sponsor": "declined-sponsor", "reason": "declined-unknown-group"}
    yield (
        "form-errors",
        replace(form, errors={**errors, **more}, account_by_hand=True, option=Option.ACCOUNT, sponsors=()),
    )
    yield "form-declined", replace(form, declined=("declined-has-access", DECLINED["declined-has-access"]))
    yield "form-account-unseen", replace(form, account_seen=False, suggested_why="")
    yield "form-comparing", replace(form, comparing=True)
    yield "form-comparing-undecided", replace(form, comparing=True, suggested=None)
    for why in ("", *SUGGESTIONS):
        yield f"form-{why or 'no-reason'}", replace(form, suggested_why=why, suggested=Option.ACCOUNT)
    ending = end_form()
    yield "end", ending
    yield "end-open", replace(ending, switches_off=None, is_guest=False, holdings=ending.holdings[:1])
    yield "end-off", replace(ending, switches_off=True, holdings=(replace(ending.holdings[0], until=None),))
    yield "end-account", replace(ending, option=Option.ACCOUNT, holdings=())
    yield "end-asks", replace(ending, asks=True)
    yield "end-dating", replace(ending, dating=True)
    yield "end-error", replace(ending, dating=True, error="declined-end-past")
    two = {"first": date(2027, 4, 3), "second": date(2027, 3, 4)}
    yield "end-unclear", replace(ending, dating=True, error="declined-unclear-date", error_values=two)
    yield (
        "end-much",
        replace(ending, holdings=tuple(replace(ending.holdings[1], number=n, until=None) for n in range(9))),
    )
    yield "expiry", expiry()
    for days in (0, 1, 2):
        yield f"expiry-{days}", replace(expiry(), days=days)
    yield "expiry-let", replace(expiry(), let=True, verbs=())
    yield "expiry-ended", replace(expiry(), ended=NOW, verbs=())
    yield from more_time(expiry())


def looks() -> Iterator[tuple[str, CardView]]:
    """Lists, set-up and help."""
    for which in ("mine", "approvals", "reminder"):
        for count, more in ((0, 0), (1, 0), (2, 0), (5, 1), (9, 40)):
            yield f"list-{which}-{count}-{more}", listing(which, count, more)
    yield "list-mine-owner", replace(listing(count=0), may_invite=True)
    takes = [replace(row(kind=kind), takes=True) for kind in (Kind.CHANGE_ROLE, Kind.EXPAND_SCOPE)]
    yield "list-takes", replace(listing(), rows=tuple(takes))
    yield "list-over", replace(listing(), rows=(replace(row(state=State.DELIVERED), ended=NOW),))
    yield "list-alike", replace(listing("approvals", 3), alike=(TOGETHER, LEAVING), verbs=("list.open", "alike.open"))
    yield "list-page", replace(listing(count=5, more=40), before=5, verbs=("list.open", "look.more"))
    yield "list-last", replace(listing(count=5, more=0), before=5, verbs=("list.open", "look.again"))
    states = tuple(row(n, state, kind) for n, (state, kind) in enumerate((s, k) for s in State for k in Kind))
    for place, one in enumerate(states):
        yield f"list-row-{place}", replace(listing(), rows=(one,), verbs=())
    bare = replace(row(), groups=(), who_has_it=(), closes=None, until=None)
    yield "list-bare", replace(listing(), rows=(bare,))
    yield "setup", setup()
    yield "setup-checking", replace(setup(), checking=True, lines=(), verbs=(), channel="lost")
    yield (
        "setup-approvers",
        replace(setup(), unconfirmed_approvers=("Carl",), verbs=("setup.confirm_approvers", "setup.check")),
    )
    yield "setup-later", replace(setup(), verbs=("setup.check",))
    yield "setup-new", replace(setup(), added=("Carl", "Erin"))
    yield "setup-added", replace(setup(), added_approvers=("Carl", "Erin"), unconfirmed=(), verbs=("setup.check",))
    yield "setup-job", replace(setup(), job=RUNNING, channel="told")
    todos = [key for key in CHECKS if key.startswith("check-todo-")]
    for place, key in enumerate(key for key in CHECKS if key not in todos):
        lines = [
            CheckLine(name=key, ok=todo is None, todo=todo or "", values=CHECKS[key] | CHECKS.get(todo or "", {}))
            for todo in (None, *todos[place * 3 : place * 3 + 3])
        ]
        yield f"setup-lines-{place}", replace(setup(), lines=tuple(lines))
    yield "setup-fine", replace(setup(), lines=setup().lines[:9], unconfirmed=(), confirmed=())
    for part in ("owner", "approver", "administrator", "tester", "employee", "somebody"):
        yield f"help-{part}", help_for(part)
    asked = ("language.set", "form.cancel")
    yield (
        "language",
        LanguageFormView(card=CARD, reader=READER, offered=("da", "de", "en"), chosen="teams", verbs=asked),
    )


def notices() -> Iterator[tuple[str, CardView]]:
    """Every sentence of the notices and of what is declined."""
    for key, values in (DECLINED | NOTICES).items():
        yield key, notice(key, values)
    text = notice("declined-unknown-text")
    yield "notice-suggesting", replace(text, suggestions=("invite", "my requests", "help", "a fourth"))
    asked = (f"end {ADDRESS}", "cancel R-12", "why R-12", "approvals", "my access", "setup")
    yield "notice-suggesting-more", replace(text, suggestions=asked)
    typed = ("extend", "away", "back", "review", "language")
    yield "notice-suggesting-own", replace(text, suggestions=typed)
    typed = ("test access", "take back", "pause provisioning", "resume provisioning", "post here")
    yield "notice-suggesting-provisioning", replace(text, suggestions=typed)
    link = notice("notice-redeem-link", {"address": ADDRESS})
    yield "notice-link", replace(link, link="https://login.example/redeem?rd=https%3a%2f%2fx&user=a_b_c(1)")
    yield "notice-bad-link", replace(link, link="javascript:alert(1)")
    yield "notice-stale", replace(notice("declined-stale"), verbs=("request.new_card",), tone="warning")
    yield "notice-traced", replace(notice("declined-unreachable-directory"), trace="7f3a-91c2", tone="error")
    yield "notice-broken", replace(notice("declined-broken"), trace="7f3a-91c2")
    yield "notice-good", replace(notice("notice-kept"), tone="good")


def every_view() -> dict[str, CardView]:
    """All of them by name."""
    made = [*statuses(), *_erased(), *_narrowed(), *tasks(), *approvals(), *forms(), *looks(), *notices()]
    changes = [*change_forms(form(CARD, READER, TODAY, UNTIL)), *change_cards(INVITE, CARD, READER, in_state)]
    changes += [
        *many_cards(CARD, READER),
        *every_alike(CARD, READER),
        *wave_cards(INVITE, approval, in_state, (CARD, READER)),
    ]
    changes += gate_cards(CARD, READER)
    changes += cards_of_sponsors(CARD, READER)
    changes += cards_of_unaccepted(CARD, READER)
    changes += cards_of_takeover(INVITE, CARD, READER, in_state)
    changes += cards_of_blocking(in_state(END, State.DELIVERED), CARD, READER)
    changes += cards_of_questions(approval(INVITE), status(INVITE), in_state)
    changes += [*forms_of_extension(CARD, READER), *cards_of_extension(INVITE, CARD, READER, in_state)]
    changes += [*forms_of_test(CARD, READER), *cards_of_test(INVITE, CARD, READER, in_state)]
    changes += away_cards(CARD, READER)
    changes += job_cards(CARD, READER, approval(in_state(INVITE, State.PENDING)), lambda state: in_state(INVITE, state))
    changes += [*drift_cards(CARD, READER), *requests_about_drift(INVITE, approval(), in_state)]
    changes += account_cards(CARD, READER)
    changes += review_cards(CARD, READER)
    return dict([*made, *changes, *every_look(CARD, READER, INVITE), *every_wave(CARD, READER)])


def every_channel_view() -> dict[str, ChannelView | ChannelBatchView]:
    """What channels see: each kind and state, with and without a company; and many at once."""
    single = {
        f"channel-{kind}-{state}-{company}": channel(state, company, kind)
        for kind in Kind
        for state in State
        for company in ("", "fabrikam.example")
    }
    states = (State.DELIVERED, State.DELIVERED, State.PENDING)
    return {**single, "channel-batch": ChannelBatchView(card=CARD, reader=READER, states=states, verbs=(Verb.REVIEW,))}
