"""Whatever people do one after the other, each request stands where a model in plain Python says, and was decided by its rules."""

from __future__ import annotations

import asyncio
import shutil
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from histories import check_histories
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from office import PLAIN, STRONG, WISH, Office, employee, guest
from request_model import EMPLOYEES, EXTERNALS, OWNERS_GROUP, STAYS, ZONE, Asked, Model, Stage

from provisioning.domain.errors import Declined
from provisioning.domain.states import Kind, State
from provisioning.sql import Database, sqlite_url
from provisioning.storage import tables as t
from provisioning.usecases import (
    carding,
    changing,
    checking,
    deciding,
    ending,
    executing,
    handing,
    inviting,
    reaching,
    requests,
    sending,
    starting,
    sweeping,
    withdrawing,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from databases import Postgres

    from provisioning.domain.preview import Outside
    from provisioning.usecases.desk import Desk

#: An eighth of the properties' examples: a run is fifteen presses on a database of its own, and short enough to be read unshrunk.
RUNS = settings(
    max_examples=max(settings().max_examples // 8, 1),
    stateful_step_count=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
PEOPLE, OTHERS = st.sampled_from(EMPLOYEES), st.sampled_from(EXTERNALS)
GROUPS = st.sampled_from([PLAIN, STRONG])
SOME = st.integers(0, 5)
MOSTLY = st.sampled_from([True, True, True, False])
STAGES = st.sampled_from(
    [(Stage("owners"),), (Stage("owners"), Stage("owners")), (Stage("owners"), Stage("administrators"))]
)
LINKED = st.sampled_from([(), (frozenset({"carl", "priya"}),), (frozenset({"adam", "berta"}),)])


def mail_of(key: str) -> str:
    return f"{key}@{'fabrikam' if key in EXTERNALS else 'contoso'}.example"


class Requests(RuleBasedStateMachine):
    """The office does what people press, the model says what must come of it."""

    #: Gives each run an office of its own.
    make_office: Callable[[], Office]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.office = self.make_office()
        self.presses = 0

    def tick(self) -> None:
        """Nothing happens twice at the same moment: the audit would take the second for a copy of the first."""
        self.office.clock.advance(microseconds=1)
        self.model.now = self.office.clock.now()

    def do(self, usecase: Callable[..., Any], *args: Any) -> Any:
        self.tick()
        return self.runner.run(self.office.service.do(usecase, *args))

    def look(self, usecase: Callable[..., Any], *args: Any) -> Any:
        return self.runner.run(self.office.service.look(usecase, *args))

    def press(self, permitted: bool, usecase: Callable[..., Any], *args: Any) -> Any:
        """It is done exactly where the rules permit it; what it returns."""
        self.presses += 1
        self.tick()
        done, no = None, None
        try:
            done = self.runner.run(self.office.service.act("card", f"press-{self.presses}", usecase, *args))
        except Declined as declined:
            no = declined.key
        assert (no is None) == permitted, f"permitted: {permitted}, declined: {no}"
        return done

    def one(self, number: int, *states: State) -> Asked:
        """A request, of these states where there is one."""
        some = self.model.with_state(*states) or list(self.model.requests.values())
        return some[number % len(some)]

    def card(self, desk: Desk, number: int, key: str) -> carding.Card | None:
        """The presser's card of a request; where they have none, somebody else's."""
        c, mine = t.cards.c, t.cards.c.recipient == self.office.who(key)
        of = t.cards.select().where(c.request == number, c.kind == "approval").order_by(mine.desc(), c.id).limit(1)
        row = desk.c.execute(of).first()
        return carding.get(desk, row.id) if row else None

    def outside(self, about: str) -> Outside:
        known, member = self.model.in_world(about)
        user = employee(about) if about in EMPLOYEES else guest(mail_of(about)) if known else None
        return self.office.outside(user, member_of=sorted(member))

    @initialize(stages=STAGES, linked=LINKED, second=MOSTLY)
    def open(self, stages: tuple[Stage, ...], linked: tuple[frozenset[str], ...], second: bool) -> None:
        self.model = Model(invite_stages=stages, linked=linked)
        self.office.ask_nobody_else()
        self.office.ask_stages(*([stage.named] for stage in stages))
        self.office.ask_stages(["owners"], kind=Kind.CHANGE_ROLE)  # who is asked in place of others: test_reminding.py
        self.office.change_rules(linked=tuple(frozenset(mail_of(key) for key in pair) for pair in linked))
        self.invite("olivia", "lars", PLAIN, looked=True)
        if second:
            self.change("adam", "carl", STRONG, adds=True, looked=True)

    # --- asking ----------------------------------------------------------------------------------------------------

    def keep(self, r: Asked, number: int, *, looked: bool) -> None:
        r.number = number
        self.model.requests[number] = r
        if looked:
            self.look_outside(r)

    def look_outside(self, r: Asked) -> None:
        self.do(checking.record_outside, r.number, 1, self.outside(r.about))
        self.model.look(r)

    @rule(by=PEOPLE, about=OTHERS, group=GROUPS, looked=MOSTLY)
    def invite(self, by: str, about: str, group: str, looked: bool) -> None:
        r = self.model.invite(by, about, group)
        until = self.model.now.astimezone(ZONE).date() + timedelta(days=STAYS)
        wish = inviting.Wish(**{**vars(WISH), "address": mail_of(about), "groups": (group,), "until": until})

        def fill_in(desk: Desk) -> int:
            card = carding.issue(desk, self.office.who(by), "invite_form", verbs=["invite.submit"])
            return inviting.submit(desk, self.office.members[by], wish, carding.get(desk, card))

        number = self.press(r is not None, fill_in)
        if r is not None:
            self.keep(r, number, looked=looked)

    @rule(by=PEOPLE, about=PEOPLE, group=GROUPS | st.just(OWNERS_GROUP), adds=MOSTLY, looked=MOSTLY)
    def change(self, by: str, about: str, group: str, adds: bool, looked: bool) -> None:
        r = self.model.change(by, about, group, adds=adds)
        groups = (group,)
        wanted = changing.Change(
            subject=self.office.who(about), joins=groups if adds else (), leaves=() if adds else groups
        )

        def ask(desk: Desk) -> int:
            changing.check_may_ask(desk, self.office.members[by], own=adds and by == about)
            return changing.ask(desk, self.office.members[by], wanted)

        number = self.press(r is not None, ask)
        if r is not None:
            self.keep(r, number, looked=looked)

    @precondition(lambda self: self.model.with_state(State.SUBMITTED))
    @rule(which=SOME)
    def worker_looks(self, which: int) -> None:
        self.look_outside(self.one(which, State.SUBMITTED))

    # --- deciding --------------------------------------------------------------------------------------------------

    def decide_one(self, r: Asked, by: str, approved: bool, sure: bool) -> None:
        card = self.look(self.card, r.number, by)
        if card is None:
            return
        permitted = self.model.decide(r, by, approved=approved, sure=sure, revision=card.revision)
        said = deciding.Answer(approved=approved, reason="r" if sure else " ", typed=str(r.number) if sure else "")
        self.press(permitted, deciding.decide, self.office.members[by], card, said)

    @rule(which=SOME, by=PEOPLE, approved=MOSTLY, sure=MOSTLY)
    def decide(self, which: int, by: str, approved: bool, sure: bool) -> None:
        self.decide_one(self.one(which, State.PENDING), by, approved, sure)

    @rule(which=SOME, by=PEOPLE)
    def decide_any(self, which: int, by: str) -> None:
        self.decide_one(self.one(which, *State), by, approved=True, sure=True)

    @precondition(lambda self: self.model.with_state(State.PENDING))
    @rule(which=SOME, turn=SOME)
    def approve(self, which: int, turn: int) -> None:
        """Somebody entitled does, or runs would seldom come far."""
        r = self.one(which, State.PENDING)
        can = sorted(self.model.eligible(r))
        if can:
            self.decide_one(r, can[turn % len(can)], approved=True, sure=True)

    @rule(which=SOME, by=PEOPLE, to=PEOPLE)
    def hand_over(self, which: int, by: str, to: str) -> None:
        r = self.one(which, State.PENDING)
        card = self.look(self.card, r.number, by)
        if card is not None:
            permitted = self.model.hand_over(r, by, to, card.revision)
            self.press(permitted, handing.hand_over, self.office.members[by], card, self.office.who(to))

    @rule(which=SOME, by=PEOPLE, own=MOSTLY)
    def cancel(self, which: int, by: str, own: bool) -> None:
        r = self.one(which, State.SUBMITTED, State.PENDING, State.APPROVED)
        by = r.by if own and r.by else by
        self.press(self.model.cancel(r, by), withdrawing.cancel, self.office.members[by], r.number)

    @rule(which=SOME, of=PEOPLE)
    def card_does_not_arrive(self, which: int, of: str) -> None:
        r = self.one(which, State.PENDING)
        card = self.look(self.card, r.number, of)
        if card is None or card.recipient != self.office.who(of):
            return

        def lose(desk: Desk) -> None:
            sending.record_undeliverable(desk, card, "blocked")
            reaching.look_after(desk, r.number)

        self.do(lose)
        r.lost.add(of)
        self.model.look_after(r)

    def subject(self, key: str) -> str:
        """A pseudonym; somebody from outside has one from the first request about them."""
        if key in self.office.members:
            return self.office.who(key)
        return str(self.look(lambda desk: desk.vault.find(mail_of(key))))

    # --- what happens besides ----------------------------------------------------------------------------------------

    def read_owners(self) -> None:
        self.runner.run(self.office.read_directory(sorted(self.model.in_owners)))
        self.do(reaching.look_at_all)

    @precondition(lambda self: len(self.model.in_owners) > 1)
    @rule(who=PEOPLE)
    def leave_owners(self, who: str) -> None:
        self.model.leave_owners(who)
        self.read_owners()

    @rule(who=PEOPLE)
    def join_owners_from_outside(self, who: str) -> None:
        self.model.join_owners(who)
        self.read_owners()

    @rule(days=st.sampled_from([1, 4, 8]))
    def time_passes(self, days: int) -> None:
        self.runner.run(self.office.later(days=days))
        self.do(sweeping.sweep)
        ends = {self.subject(r.about): r for r in self.model.sweep(self.office.clock.now())}
        for request in self.look(requests.list_where):
            if request.number not in self.model.requests:
                self.keep(ends.pop(request.subject), request.number, looked=True)
        assert ends == {}

    @precondition(lambda self: self.model.with_state(State.APPROVED))
    @rule(which=SOME)
    def carry_out(self, which: int) -> None:
        r = self.one(which, State.APPROVED)
        now = self.look(requests.get, r.number)
        taken = self.do(executing.take_up, r.number, now.revision, now.attempt)
        if taken.step is None or self.do(starting.judge_start, now, self.outside(r.about)) is None:
            self.runner.run(self.office.finish_steps(r.number, user=f"oid-{r.about}"))
        self.model.carry_out(r)

    @rule(by=PEOPLE, about=st.sampled_from([*EXTERNALS, "priya"]), looked=MOSTLY)
    def end(self, by: str, about: str, looked: bool) -> None:
        r = self.model.end(by, about)

        def press(desk: Desk) -> int:
            member = self.office.members[by]
            return ending.end_now(desk, member, carding.get(desk, ending.open_form(desk, member, mail_of(about))))

        number = self.press(r is not None, press)
        if r is not None:
            self.keep(r, number, looked=looked)

    # --- what always holds -------------------------------------------------------------------------------------------

    @invariant()
    def every_request_stands_where_the_model_says(self) -> None:
        assert self.look(self.standing) == {
            r.number: (r.state, r.revision, sorted(map(self.office.who, self.model.eligible(r))))
            if r.state is State.PENDING
            else (r.state, r.revision, [])
            for r in self.model.requests.values()
        }

    @staticmethod
    def standing(desk: Desk) -> dict[int, tuple[State, int, list[str]]]:
        """State, revision and who may decide, of every request."""
        return {
            r.number: (
                r.state,
                r.revision,
                sorted(checking.eligible(desk, r, checking.current_stage(desk, r))) if r.state is State.PENDING else [],
            )
            for r in requests.list_where(desk)
        }

    def teardown(self) -> None:
        try:
            self.runner.run(check_histories(self.office))
        finally:
            self.runner.close()
            self.office.database.close()


def run(make: Callable[[], Office]) -> None:
    class Here(Requests):
        make_office = staticmethod(make)

    run_state_machine_as_test(Here, settings=RUNS)


def test_requests_stand_where_the_model_says_on_sqlite(sqlite_office: tuple[Path, Office], tmp_path: Path) -> None:
    start, office = sqlite_office
    run(lambda: office.on(Database(sqlite_url(Path(shutil.copy(start, tmp_path / "usher.db"))))))


def test_requests_stand_where_the_model_says_on_postgresql(
    postgres_office: tuple[str, Office], postgres: Postgres
) -> None:
    start, office = postgres_office
    names: list[str] = []

    def make() -> Office:
        names.append(postgres.create(start))
        return office.on(Database(postgres.url(names[-1])))

    try:
        run(make)
    finally:
        for name in names:
            postgres.drop(name)
