"""What Graph's answers mean: a refusal, or something to try again. Pure: status, headers and body in, an error out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from provisioning.domain.ports import Refused, Side, Unreachable

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Longest wait, in seconds, that is believed; Graph names seconds to a few minutes.
LONGEST_WAIT = 3600.0
#: After this many seconds an object that Graph does not know yet may be there (replication takes seconds to minutes,
#: https://devblogs.microsoft.com/identity/designing-for-eventual-consistency-for-microsoft-entra/).
REPLICATION_WAIT = 1.0
#: After this many seconds a call whose token was not accepted is worth another try, with a new token.
TOKEN_WAIT = 5.0

_NOT_FOUND = frozenset(
    {"Request_ResourceNotFound", "ResourceNotFound", "Directory_ObjectNotFound", "ErrorItemNotFound"}
)
#: Refusals that pass: time-outs, conflicts of concurrent writes, throttling. A 404 without a code is a gateway's.
_BUSY = frozenset({404, 408, 409, 412, 423, 425, 429})
#: Everything else is no answer to the question that was asked (redirects, server errors).
_REFUSALS = frozenset({*range(400, 500), 501, 505})


@dataclass(frozen=True, kw_only=True)
class Problem:
    """An answer of Graph that is not the one hoped for (https://learn.microsoft.com/graph/errors)."""

    status: int
    code: str
    message: str
    #: Graph's request-id: what Microsoft's support asks for.
    trace: str | None
    #: Seconds, None where Graph named none.
    retry_after: float | None

    @property
    def words(self) -> str:
        """Code and message in one line, for administrators."""
        return f"{self.code}: {self.message}".strip(": ")

    def says(self, text: str) -> bool:
        """Whether the message holds these words, whatever their case."""
        return text.lower() in self.message.lower()


class GraphError(Exception):
    """Carries a :class:`Problem` from the call to whoever knows what it means there; never leaves this package."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.words)
        self.problem = problem


def read_problem(status: int, headers: Mapping[str, str], body: bytes, *, sent_as: str) -> Problem:
    """Read an answer that is no success. ``sent_as`` is our client-request-id, used where Graph named no id of its own."""
    error = _error_of(body)
    inner = error.get("innerError")
    named = inner.get("request-id") if isinstance(inner, dict) else None
    return Problem(
        status=status,
        code=str(error.get("code") or ""),
        message=str(error.get("message") or ""),
        trace=headers.get("request-id") or (str(named) if named else sent_as),
        retry_after=read_wait(headers),
    )


def _error_of(body: bytes) -> dict[str, Any]:
    """The error object of a body; empty where the body is not Graph's (a gateway's page)."""
    try:
        document = json.loads(body)
    except ValueError:
        return {}
    error = document.get("error") if isinstance(document, dict) else None
    return error if isinstance(error, dict) else {}


def read_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds in Retry-After (RFC 9110 §10.2.3); a date is measured against the answer's own Date. None: not readable."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value), LONGEST_WAIT)
    try:
        until, now = parsedate_to_datetime(value), parsedate_to_datetime(headers.get("date", ""))
        return min(max((until - now).total_seconds(), 0.0), LONGEST_WAIT)
    except (TypeError, ValueError):
        return None


def judge(problem: Problem) -> Unreachable | Refused:
    """What an answer means where the call that got it knows nothing better."""
    status = problem.status
    if status == HTTPStatus.UNAUTHORIZED:
        return unreachable("Microsoft Graph did not accept the token", problem, wait=TOKEN_WAIT)
    if is_missing(problem):
        return Refused("not_found", problem.words, status=status, trace=problem.trace)
    if is_unreplicated(problem):
        what = "Microsoft Entra does not know the object everywhere yet"
        return unreachable(what, problem, wait=REPLICATION_WAIT, side=Side.REPLICATION)
    if status == HTTPStatus.FORBIDDEN:
        return Refused(_kind_of_forbidden(problem), problem.words, status=status, trace=problem.trace)
    if status in _BUSY or status not in _REFUSALS:
        return unreachable(f"Microsoft Graph answered {status}", problem)
    return Refused(problem.code or f"http_{status}", problem.words, status=status, trace=problem.trace)


def _kind_of_forbidden(problem: Problem) -> str:
    """A group in a restricted management unit obeys a scoped role only; everything else lacks a permission."""
    return "restricted_unit" if problem.says("restricted management") else "not_permitted"


def is_missing(problem: Problem) -> bool:
    """Whether Graph itself says that what the URL names does not exist; a gateway's 404 carries no code of Graph's."""
    return problem.status == HTTPStatus.NOT_FOUND and bool(problem.code)


def is_unreplicated(problem: Problem) -> bool:
    """Whether this is how Graph refuses an object that it has made but does not know everywhere yet.

    Seen after invitations: 404 ``Request_ResourceNotFound``, 400 "Not a valid reference update"
    (https://github.com/microsoftgraph/msgraph-sdk-dotnet/issues/2508) and ``Directory_ObjectNotFound``
    (https://github.com/microsoftgraph/msgraph-sdk-java/issues/2575).
    """
    return problem.code in _NOT_FOUND or problem.says("Not a valid reference update")


def unreachable(what: str, problem: Problem, *, wait: float | None = None, side: Side = Side.DIRECTORY) -> Unreachable:
    """Unreachable after the wait that Graph named, else ``wait`` seconds; None leaves the pace to the caller."""
    named = problem.retry_after
    # throttled, locked or not let in: certainly not done
    unknown = problem.status not in {401, 409, 423, 429}
    return Unreachable(
        what, retry_after=wait if named is None else named, trace=problem.trace, unknown=unknown, side=side
    )
