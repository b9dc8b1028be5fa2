"""Which side effects carry out a request, in order. Pure: the workflow does them, the step rows remember them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from provisioning.domain.states import Kind, Option, State, StepState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from provisioning.domain.preview import Preview


@dataclass(frozen=True)
class Step:
    """One side effect: what to do, and with which group ("" where it concerns none)."""

    key: str
    about: str = ""


#: A step that has failed ends the execution, unless it is one of several of its kind and another was done.
PARTIAL = frozenset({"join", "leave"})


def steps_of(kind: Kind, option: Option, groups: Sequence[str], frozen: Preview, *, by_hand: bool) -> tuple[Step, ...]:
    """The plan of an execution; every plan begins by looking again and ends with the proof."""
    match kind, option:
        case Kind.INVITE_EXTERNAL, Option.GUEST:
            doing = [Step("invite"), *(Step("join", group) for group in groups), Step("provision")]
        case Kind.INVITE_EXTERNAL, Option.ACCOUNT:
            doing = [Step("task" if by_hand else "account")]
        case Kind.CHANGE_ROLE, _:
            leaving = [Step("leave", group) for group in frozen.leaves]
            doing = [*(Step("join", group) for group in groups), *leaving, Step("provision"), *_back(frozen)]
        case Kind.TEST_ACCESS, _:
            doing = [*(Step("join", group) for group in groups), Step("provision")]
        case Kind.EXTEND_ACCESS, _:
            doing = [Step("extend")]
        case Kind.EXPAND_SCOPE, _:
            scope = [*(Step("assign", g) for g in frozen.joins), *(Step("unassign", g) for g in frozen.leaves)]
            doing = [*scope, Step("start"), *([Step("first")] if frozen.joins else _back(frozen))]
        case Kind.PAUSE_PROVISIONING, _:
            doing = [Step("pause")]
        case Kind.RESUME_PROVISIONING, _:
            doing = [Step("resume")]
        case Kind.END_ACCESS, Option.GUEST:
            doing = [*(Step("leave", group) for group in frozen.leaves), Step("provision"), *_back(frozen)]
        case _:
            doing = [Step("switch_off")]
    return (Step("recheck"), *doing, Step("prove"))


def _back(frozen: Preview) -> list[Step]:
    """Entra switches the account off with the last group in scope: on again where another grant gives it."""
    return [Step("switch_on")] if frozen.direct and not (frozen.holds or frozen.joins) else []


#: Reasons for which a step waits for a person: an owner on the platform, or an administrator in the directory.
TASKS_OF_OWNERS = frozenset({"why-task-create", "why-task-end", "why-task-less"})
TASKS_OF_ADMINISTRATORS = frozenset(
    {
        "why-task-invite",
        "why-task-join",
        "why-task-leave",
        "why-task-assign",
        "why-task-unassign",
        "why-task-start",
        "why-task-pause",
        "why-task-resume",
    }
)
TASKS = TASKS_OF_OWNERS | TASKS_OF_ADMINISTRATORS
#: What the sentence of a task needs besides what every card knows.
TASKS_NEED = {"why-task-less": "left", "why-task-assign": "role"}


def is_told(why: str, values: Mapping[str, object]) -> bool:
    """Whether all is known that the sentence of a reason needs; earlier releases did not keep it for every task."""
    return why not in TASKS_NEED or TASKS_NEED[why] in values


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where one step stands."""

    key: str
    state: StepState


def stops(step: Step, standings: Iterable[Standing], later: Iterable[Step]) -> bool:
    """Whether the failure of ``step`` ends the execution: not while another of its kind was done or is still to do."""
    if step.key not in PARTIAL:
        return True
    done = any(one.key == step.key and one.state is StepState.DONE for one in standings)
    return not done and not any(one.key == step.key for one in later)


def next_step(steps: Sequence[Step], states: Mapping[Step, StepState]) -> Step | None:
    """The first step that is not settled; None where all are, or one has failed that ends the execution.

    Whoever wrote that failure down may have died before closing: what comes after it is not done all the same.
    """
    standings = [Standing(key=step.key, state=states[step]) for step in steps if step in states]
    for position, step in enumerate(steps, start=1):
        state = states.get(step)
        if state is StepState.FAILED and stops(step, standings, steps[position:]):
            return None
        if state not in {StepState.DONE, StepState.FAILED}:
            return step
    return None


def outcome(standings: Sequence[Standing]) -> State:
    """How an execution ended, from its steps."""
    if all(one.state is StepState.DONE for one in standings):
        return State.DELIVERED
    proven = any(one.key == "prove" and one.state is StepState.DONE for one in standings)
    return State.PARTIALLY_DELIVERED if proven else State.FAILED


#: Seconds between looks while something outside is not there yet: quick at first, then patient.
_PAUSES = (0.2, 0.4, 0.8, 1.5, 3, 5, 10, 15, 20, 30)
LONGEST_WAIT = 3600.0


def pause(look: int, asked_for: float | None) -> float:
    """Seconds until the next look; never less than the other side asked for, at most an hour."""
    usual = _PAUSES[min(look, len(_PAUSES) - 1)]
    return min(max(usual, asked_for or 0.0), LONGEST_WAIT)
