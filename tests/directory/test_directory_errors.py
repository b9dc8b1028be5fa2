"""What Graph's answers mean."""

from __future__ import annotations

import json

import pytest

from provisioning.directory.errors import Problem, judge, read_problem, read_wait
from provisioning.directory.invitations import judge_invitation
from provisioning.domain.ports import Refused, Unreachable


def problem(status: int, code: str = "", message: str = "", retry_after: float | None = None) -> Problem:
    return Problem(status=status, code=code, message=message, trace="trace", retry_after=retry_after)


@pytest.mark.parametrize("status", [302, 401, 408, 409, 412, 423, 429, 500, 502, 503, 504, 599])
def test_what_may_pass_is_unreachable(status: int) -> None:
    error = judge(problem(status, "Any", "words"))
    assert isinstance(error, Unreachable)
    assert error.trace == "trace"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (problem(400, "Request_BadRequest", "no"), "Request_BadRequest"),
        (problem(400), "http_400"),
        (problem(403, "Authorization_RequestDenied", "Insufficient privileges"), "not_permitted"),
        (problem(403, "X", "…in a restricted management administrative unit…"), "restricted_unit"),
        (problem(404, "Request_ResourceNotFound", "Resource 'x' does not exist"), "not_found"),
        (problem(501, "NotImplemented", ""), "NotImplemented"),
    ],
)
def test_what_will_be_refused_again_is_refused_with_a_word_for_it(given: Problem, code: str) -> None:
    error = judge(given)
    assert isinstance(error, Refused)
    assert (error.code, error.status, error.trace) == (code, given.status, "trace")


def test_a_missing_page_of_a_gateway_is_not_a_missing_object() -> None:
    assert isinstance(judge(problem(404)), Unreachable)


@pytest.mark.parametrize(
    "given",
    [
        problem(400, "Request_BadRequest", "Not a valid reference update."),
        problem(400, "Directory_ObjectNotFound", "Unable to read the company information from the directory."),
    ],
)
def test_what_is_not_replicated_yet_is_tried_again_soon(given: Problem) -> None:
    error = judge(given)
    assert isinstance(error, Unreachable)
    assert error.retry_after is not None
    assert 0 < error.retry_after <= 30


def test_the_wait_that_graph_names_goes_before_ours() -> None:
    error = judge(problem(400, "Request_BadRequest", "Not a valid reference update.", retry_after=42))
    assert isinstance(error, Unreachable)
    assert error.retry_after == 42


NOON, LATER = "Tue, 24 Nov 2026 12:00:00 GMT", "Tue, 24 Nov 2026 12:00:30 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "0"}, 0),
        ({"retry-after": "12"}, 12),
        ({"retry-after": "99999999999999999999"}, 3600),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "٣"}, None),
        ({"retry-after": LATER, "date": NOON}, 30),
        ({"retry-after": NOON, "date": LATER}, 0),
        ({"retry-after": LATER}, None),
        ({"retry-after": "Tue, 24 Nov 2026 12:00:30 -0000", "date": NOON}, None),
    ],
)
def test_retry_after_is_seconds_or_a_date_against_the_answers_own(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert read_wait(headers) == seconds


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'"x"', b'{"error": "x"}', b'{"error": null}', b"\xff\xfe"])
def test_a_body_that_is_not_graphs_has_no_code_and_our_own_id(body: bytes) -> None:
    read = read_problem(400, {}, body, sent_as="ours")
    assert (read.code, read.message, read.trace) == ("", "", "ours")


def test_the_id_for_support_is_graphs_from_header_or_body() -> None:
    body = json.dumps({"error": {"code": "c", "message": "m", "innerError": {"request-id": "inner"}}}).encode()
    assert read_problem(400, {"request-id": "outer"}, body, sent_as="ours").trace == "outer"
    assert read_problem(400, {}, body, sent_as="ours").trace == "inner"


BLOCKED = "The invited user already exists in the directory as object ID: 0, but the account is blocked from signing in. They …"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (problem(400, "BadRequest", BLOCKED), "guest_blocked"),
        (problem(400, "BadRequest", "The domain of the address is not allowed."), "domain_blocked"),
        (
            problem(403, "Forbidden", "This invitation is blocked by cross-tenant access settings. Admins …"),
            "domain_blocked",
        ),
        (
            problem(403, "Authorization_RequestDenied", "Guest invitations not allowed for your company."),
            "invitations_off",
        ),
        (problem(401, "Unauthorized", "Guest invitations not allowed for your company."), "invitations_off"),
        (problem(400, "BadRequest", "The invited user email address is not in the correct format."), "address_refused"),
        (problem(400, "BadRequest", "The invited user already exists in the directory."), "already_exists"),
        (problem(400, "BadRequest", "Something that nobody documented."), "refused_by_policy"),
        (
            problem(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."),
            "not_permitted",
        ),
        (problem(403, "Forbidden", "Insufficient privileges to complete the operation."), "not_permitted"),
    ],
)
def test_a_refused_invitation_is_told_apart_by_what_can_be_done_about_it(given: Problem, code: str) -> None:
    error = judge_invitation(given)
    assert isinstance(error, Refused)
    assert error.code == code
    assert given.message in error.detail


@pytest.mark.parametrize("given", [problem(401, "InvalidAuthenticationToken", "expired"), problem(401), problem(429)])
def test_an_invitation_whose_token_was_refused_may_work_later(given: Problem) -> None:
    assert isinstance(judge_invitation(given), Unreachable)
