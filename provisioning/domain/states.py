"""What a request is and what it goes through. The only place that knows which state may follow which."""

from __future__ import annotations

from enum import StrEnum

from provisioning.domain.errors import UsherError


class Kind(StrEnum):
    """What is asked."""

    INVITE_EXTERNAL = "invite_external"
    CHANGE_ROLE = "change_role"
    END_ACCESS = "end_access"
    #: A wave into the scope, or out of it again.
    EXPAND_SCOPE = "expand_scope"
    TEST_ACCESS = "test_access"
    #: What somebody holds for a time, for longer.
    EXTEND_ACCESS = "extend_access"
    PAUSE_PROVISIONING = "pause_provisioning"
    RESUME_PROVISIONING = "resume_provisioning"


#: Kinds about somebody whom the directory knows.
OF_MEMBERS = frozenset({Kind.CHANGE_ROLE, Kind.TEST_ACCESS})
#: Kinds whose person is found by object id, never by an address that may be somebody else's by now.
BY_OBJECT = OF_MEMBERS | {Kind.END_ACCESS, Kind.EXTEND_ACCESS}
#: Usher itself asks for these once a day has come, and nobody has to approve that.
BY_ITSELF = frozenset({Kind.END_ACCESS, Kind.RESUME_PROVISIONING})
#: Kinds about what somebody holds already.
OF_HELD = frozenset({Kind.END_ACCESS, Kind.EXTEND_ACCESS})
#: Kinds that everybody may ask for themselves.
FOR_ONESELF = OF_MEMBERS | {Kind.EXTEND_ACCESS}
#: Kinds about the application as a whole: their subject is the organisation, and no person.
OF_ORGANISATION = frozenset({Kind.EXPAND_SCOPE, Kind.PAUSE_PROVISIONING, Kind.RESUME_PROVISIONING})
#: Kinds about the provisioning job alone.
OF_JOB = frozenset({Kind.PAUSE_PROVISIONING, Kind.RESUME_PROVISIONING})


class Option(StrEnum):
    """How somebody gets in: by the directory's groups (the article's Option A, and every employee), or on the platform alone (B)."""

    GUEST = "guest"
    ACCOUNT = "account"


class State(StrEnum):
    """Where a request stands."""

    SUBMITTED = "submitted"
    PENDING = "pending"
    APPROVED = "approved"
    NARROWED = "narrowed"
    SCHEDULED = "scheduled"
    EXECUTING = "executing"
    DELIVERED = "delivered"
    PARTIALLY_DELIVERED = "partially_delivered"
    FAILED = "failed"
    VOID = "void"
    REFUSED = "refused"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


_CLOSERS = frozenset({State.REJECTED, State.CANCELLED, State.EXPIRED, State.SUPERSEDED})

#: From each state, the states that may follow. What is not here is final.
NEXT: dict[State, frozenset[State]] = {
    State.SUBMITTED: frozenset({State.PENDING, State.APPROVED, State.REFUSED}) | _CLOSERS,
    State.PENDING: frozenset({State.APPROVED, State.NARROWED, State.REFUSED}) | _CLOSERS,
    State.NARROWED: frozenset({State.APPROVED, State.CANCELLED, State.EXPIRED, State.SUPERSEDED}),
    State.APPROVED: frozenset({State.SCHEDULED, State.EXECUTING, State.VOID, State.CANCELLED, State.FAILED}),
    State.SCHEDULED: frozenset({State.EXECUTING, State.VOID, State.CANCELLED, State.FAILED}),
    # approved at once where nobody has to decide
    State.VOID: frozenset({State.PENDING, State.APPROVED, State.REFUSED, State.CANCELLED}),
    # cancelled only before anything was given
    State.EXECUTING: frozenset({State.DELIVERED, State.PARTIALLY_DELIVERED, State.FAILED, State.CANCELLED}),
    # delivered for the rest, once an owner has settled that whoever is not proven is left out
    State.PARTIALLY_DELIVERED: frozenset({State.EXECUTING, State.DELIVERED}),
    # back to approved when nothing was done yet, so that the frozen set is compared again
    State.FAILED: frozenset({State.EXECUTING, State.APPROVED}),
}

#: States in which somebody or something still has to act.
OPEN = frozenset(
    {State.SUBMITTED, State.PENDING, State.NARROWED, State.APPROVED, State.SCHEDULED, State.VOID, State.EXECUTING}
)

#: States in which a person may still take the request back, because nothing was done yet.
WITHDRAWABLE = frozenset({State.SUBMITTED, State.PENDING, State.NARROWED, State.SCHEDULED})

#: States in which it may be taken back as long as its execution has given nothing.
STOPPABLE = frozenset({State.APPROVED, State.EXECUTING})

#: States of what was asked and came to nothing, for good.
CALLED_OFF = _CLOSERS | {State.REFUSED}

#: States from which an owner may try again.
RETRYABLE = frozenset({State.FAILED, State.PARTIALLY_DELIVERED})


class IllegalMove(UsherError):
    """A state was asked to follow one that does not allow it: a mistake of ours or a stale caller."""


def check_move(before: State, after: State) -> None:
    """Raise :class:`IllegalMove` unless ``after`` may follow ``before``."""
    if after not in NEXT.get(before, frozenset()):
        raise IllegalMove(f"{before} cannot become {after}")


class StepState(StrEnum):
    """Where one side effect of an execution stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Grade(StrEnum):
    """How good a proof is; the first is the best."""

    PLATFORM = "platform"
    LOG = "log"
    MEMBERSHIP = "membership"
