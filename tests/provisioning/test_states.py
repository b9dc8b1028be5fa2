"""Which state may follow which."""

from __future__ import annotations

import itertools

import pytest

from provisioning.domain import plan
from provisioning.domain.plan import Standing, Step
from provisioning.domain.preview import Preview
from provisioning.domain.states import (
    NEXT,
    OPEN,
    RETRYABLE,
    STOPPABLE,
    WITHDRAWABLE,
    IllegalMove,
    Kind,
    Option,
    State,
    StepState,
    check_move,
)

PREVIEW = Preview(option="guest", subject="p", directory="none", account="changed", leaves=("B", "A"))


def test_every_move_that_is_not_written_down_is_refused() -> None:
    for before, after in itertools.product(State, State):
        if after in NEXT.get(before, frozenset()):
            check_move(before, after)
        else:
            with pytest.raises(IllegalMove, match=f"{before} cannot become {after}"):
                check_move(before, after)


def test_every_open_state_leads_on_and_every_state_is_reached() -> None:
    assert all(NEXT.get(state) for state in OPEN)
    reached = {State.SUBMITTED, *(after for some in NEXT.values() for after in some)}
    assert reached == set(State)


def test_what_is_final_stays_so_and_what_can_be_retried_is_closed() -> None:
    final = set(State) - set(NEXT)
    assert final == {
        State.DELIVERED,
        State.REFUSED,
        State.REJECTED,
        State.CANCELLED,
        State.EXPIRED,
        State.SUPERSEDED,
    }
    assert set(State) - OPEN >= RETRYABLE
    assert all(State.EXECUTING in NEXT[state] for state in RETRYABLE)


def test_what_is_open_may_be_taken_back_and_nothing_that_is_over() -> None:
    assert all(State.CANCELLED in NEXT[state] for state in WITHDRAWABLE | STOPPABLE)
    assert {state for state in NEXT if State.CANCELLED in NEXT[state]} <= OPEN


@pytest.mark.parametrize(
    ("kind", "option", "by_hand", "keys"),
    [
        (Kind.INVITE_EXTERNAL, Option.GUEST, False, ["recheck", "invite", "join:A", "join:B", "provision", "prove"]),
        (Kind.INVITE_EXTERNAL, Option.ACCOUNT, False, ["recheck", "account", "prove"]),
        (Kind.INVITE_EXTERNAL, Option.ACCOUNT, True, ["recheck", "task", "prove"]),
        (Kind.END_ACCESS, Option.GUEST, False, ["recheck", "leave:B", "leave:A", "provision", "prove"]),
        (Kind.END_ACCESS, Option.ACCOUNT, False, ["recheck", "switch_off", "prove"]),
    ],
)
def test_every_plan_begins_by_looking_again_and_ends_with_the_proof(
    kind: Kind, option: Option, by_hand: bool, keys: list[str]
) -> None:
    steps = plan.steps_of(kind, option, ["A", "B"], PREVIEW, by_hand=by_hand)
    assert [f"{step.key}:{step.about}".rstrip(":") for step in steps] == keys


def standings(**states: StepState) -> list[Standing]:
    return [Standing(key=key, state=state) for key, state in states.items()]


def test_an_execution_is_delivered_only_when_everything_is_done() -> None:
    done, failed = StepState.DONE, StepState.FAILED
    assert plan.outcome(standings(invite=done, join=done, prove=done)) is State.DELIVERED
    assert plan.outcome(standings(invite=done, join=failed, prove=done)) is State.PARTIALLY_DELIVERED
    assert plan.outcome(standings(invite=done, join=done, prove=failed)) is State.FAILED
    assert plan.outcome(standings(invite=failed)) is State.FAILED


def test_a_failed_group_stops_only_when_no_other_was_joined_or_is_still_to_be() -> None:
    join = Step("join", "A")
    assert plan.stops(Step("invite"), [], [join])
    assert not plan.stops(join, [], [Step("join", "B")])
    assert not plan.stops(join, standings(join=StepState.DONE), [Step("prove")])
    assert plan.stops(join, standings(join=StepState.FAILED), [Step("prove")])


def test_pauses_grow_honour_what_was_asked_for_and_end_at_an_hour() -> None:
    pauses = [plan.pause(look, None) for look in range(30)]
    assert pauses == sorted(pauses)
    assert pauses[0] < 1
    assert pauses[-1] == 30
    assert plan.pause(0, 17.0) == 17.0
    assert plan.pause(20, 1.0) == 30
    assert plan.pause(0, 1e9) == plan.LONGEST_WAIT
