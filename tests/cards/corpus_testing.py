"""Views of test access: the form in each of its states, and the cards of what was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from corpus_changes import ADD_IN, GIVES

from provisioning.domain.states import Kind, State
from provisioning.views import ApprovalCardView, GroupView, RoleView, StatusCardView, TestFormView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from provisioning.views import CardView, Reader, RequestView

GOLIVE = date(2026, 12, 7)
INSIGHTS = RoleView(name="Insights Portal User", effect="insights-portal-user", is_administrator=False)
TEAM = GroupView(name="AskCody Project Team", roles=(ADD_IN, INSIGHTS))
JOINS = replace(GIVES, joins=(TEAM,), roles_after=(ADD_IN, INSIGHTS), needs=(), lacking=())


def forms_of_test(card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """Ready, with and without a day and by rule; looking; not to be looked at; and the kind no."""
    ready = TestFormView(
        card=card,
        reader=reader,
        state="ready",
        groups=(TEAM,),
        change=JOINS,
        until=GOLIVE,
        dated=True,
        days=13,
        rule="",
        verbs=("test.ask", "form.cancel"),
    )
    yield "test", ready
    yield "test-undated", replace(ready, dated=False, days=90, until=date(2027, 2, 22))
    yield "test-undated-one", replace(ready, dated=False, days=1)
    yield "test-by-rule", replace(ready, rule="project team tests")
    open_ = replace(ready, change=None, state="looking", verbs=("form.cancel",))
    yield "test-looking", open_
    unread: tuple[str, dict[str, object]] = ("declined-unreachable-directory", {})
    yield "test-unread", replace(open_, state="choosing", verbs=("test.look", "form.cancel"), declined=unread)
    for count, owners in enumerate(((), ("Olivia",), ("Adam", "Olivia"))):
        no = ("declined-not-tester", {"owners": owners})
        yield f"test-no-{count}", replace(open_, state="ready", verbs=(), declined=no)


def cards_of_test(
    invite: RequestView, card: str, reader: Reader, in_state: Callable[[RequestView, State], RequestView]
) -> Iterator[tuple[str, CardView]]:
    """What was asked, for who asked and whoever decides; approved by a rule; and its end with go-live."""
    asked = replace(
        invite,
        kind=Kind.TEST_ACCESS,
        requester="Priya Patel",
        address="priya@contoso.example",
        name="Priya Patel",
        domain="contoso.example",
        groups=(TEAM,),
        change=JOINS,
        until=GOLIVE,
        until_wave="go-live",
        sponsor="Priya Patel",
        first_of_domain=False,
        reason="",
    )
    for state in State:
        yield f"status-test-{state}", StatusCardView(card=card, reader=reader, request=in_state(asked, state), verbs=())
    ruled = replace(in_state(asked, State.EXECUTING), decisions=(), rule="project team tests")
    yield "status-test-by-rule", StatusCardView(card=card, reader=reader, request=ruled, verbs=())
    ends = replace(in_state(asked, State.EXECUTING), kind=Kind.END_ACCESS, until_wave="", ended_why="golive")
    yield "status-test-ends", StatusCardView(card=card, reader=reader, request=ends, verbs=())
    yield (
        "approval-test",
        ApprovalCardView(
            card=card,
            reader=reader,
            request=asked,
            verbs=("request.approve", "request.reject", "request.why_me"),
            policy="project team tests",
            step=1,
            steps=1,
            who="owners",
        ),
    )
