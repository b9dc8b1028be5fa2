"""Exactly what will change, frozen by a hash; and exactly what was read back."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office import LARS, PLAIN, STRONG, account, group, guest

from provisioning.domain import plan, preview
from provisioning.domain.accounts import with_direct
from provisioning.domain.changeable import blocker
from provisioning.domain.ports import GroupKind, PlatformAccount
from provisioning.domain.preview import Given, Outside, Preview
from provisioning.domain.states import Kind, Option
from usher.settings import load_rules

RULES = load_rules()
NAMES = [name for name in RULES.groups if name != "Owners"]
NOBODY = Outside(
    user=None,
    groups={name: group(name) for name in RULES.groups},
    member_of=frozenset(),
    in_scope=frozenset(RULES.groups),
    account=None,
)
some_groups = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True)
some_roles = st.sets(st.sampled_from(sorted(RULES.roles)), max_size=3)


def frozen(*wanted: str, outside: Outside = NOBODY, ours: bool = False) -> Preview:
    return preview.of_guest("p", wanted or (PLAIN,), outside, RULES, ours=ours)


def gave(*names: str) -> list[Given]:
    """What ends gave these groups."""
    return [Given(name=name, object_id=f"gid-{name}") for name in names]


@pytest.mark.parametrize("seen", [None, account(LARS, "Add-in User", direct=["Visitors Administrator"])])
def test_an_end_that_was_frozen_without_the_account_is_proven_as_one_that_was_frozen_with_it(
    seen: PlatformAccount | None,
) -> None:
    outside = replace(NOBODY, user=guest(), member_of=frozenset({PLAIN, STRONG}), account=seen)
    unread = replace(outside, account=None, account_readable=False)
    for left in ([PLAIN], [PLAIN, STRONG]):
        known = preview.of_end("p", Option.GUEST, gave(*left), outside, RULES, stays=frozenset())
        late = preview.of_end("p", Option.GUEST, gave(*left), unread, RULES, stays=frozenset())
        assert late.leaves == known.leaves
        again = with_direct(late, seen)
        assert (again.roles_after, again.direct, again.optional) == (known.roles_after, known.direct, known.optional)


@pytest.mark.parametrize("scope", [(PLAIN, STRONG), ()])
@pytest.mark.parametrize(
    "seen",
    [
        None,
        account(LARS, "Add-in User", direct=["Visitors Administrator"]),
        account(LARS, direct=["Visitors Administrator"]),
    ],
)
def test_a_removal_that_was_frozen_without_the_account_is_proven_as_one_that_was_frozen_with_it(
    seen: PlatformAccount | None, scope: tuple[str, ...]
) -> None:
    outside = replace(
        NOBODY, user=guest(), member_of=frozenset({PLAIN, STRONG}), account=seen, in_scope=frozenset(scope)
    )
    unread = replace(outside, account=None, account_readable=False)
    for left in ([PLAIN], [PLAIN, STRONG]):
        known, late = (preview.of_change("p", (), left, one, RULES, stays=frozenset()) for one in (outside, unread))
        again = with_direct(late, seen, apart=not scope)
        assert (again.leaves, again.holds) == (known.leaves, known.holds)
        assert (again.roles_after, again.optional) == (known.roles_after, known.optional)


def test_a_preview_comes_back_from_storage_as_it_was() -> None:
    one = frozen(STRONG, PLAIN)
    again = Preview.from_json(json.loads(json.dumps(one.to_json())))
    assert again == one
    assert again.digest() == one.digest()


def test_the_hash_moves_with_every_field() -> None:
    one = frozen()
    for field in fields(Preview):
        value: Any = "other" if isinstance(getattr(one, field.name), str) else (("x", "y"),)
        assert replace(one, **{field.name: value}).digest() != one.digest(), field.name


def test_nothing_personal_is_in_it() -> None:
    outside = replace(NOBODY, user=guest(), account=account(LARS, "Add-in User"))
    assert "lars" not in json.dumps(frozen(outside=outside).to_json()).casefold()


@pytest.mark.parametrize(
    ("before", "member_of", "ours", "change"),
    [
        (None, [], False, "created"),
        (account(LARS, direct=["Add-in User"]), [], False, "taken_over"),
        (account(LARS, direct=["Add-in User"]), [], True, "unchanged"),
        (account(LARS, "Add-in User"), [PLAIN], False, "unchanged"),
        (account(LARS, "Add-in User", active=False), [PLAIN], False, "changed"),
        (account(LARS, "Visitors Administrator"), ["Receptionists"], False, "changed"),
    ],
)
def test_what_happens_to_the_account_is_named(before: object, member_of: list[str], ours: bool, change: str) -> None:
    outside = replace(NOBODY, user=guest(), account=before, member_of=frozenset(member_of))  # type: ignore[arg-type]  # an account or none
    assert frozen(outside=outside, ours=ours).account == change


def test_a_group_outside_the_scope_gives_no_role() -> None:
    outside = replace(NOBODY, user=guest(), member_of=frozenset({STRONG}), in_scope=frozenset({PLAIN}))
    assert frozen(outside=outside).roles_after == ("Add-in User",)


def test_an_end_does_not_take_for_left_what_it_cannot_read() -> None:
    outside = replace(NOBODY, user=guest(), member_of=frozenset({PLAIN}), unread=frozenset({STRONG}))
    ended = preview.of_end("p", Option.GUEST, gave(PLAIN, STRONG, "Receptionists"), outside, RULES, stays=frozenset())
    assert ended.leaves == (PLAIN, STRONG)


def test_ending_takes_the_guests_own_roles_too_when_nothing_else_is_left() -> None:
    here = account(LARS, "Add-in User", direct=["Insights Portal User"])
    outside = replace(NOBODY, user=guest(), member_of=frozenset({PLAIN}), account=here)
    last = preview.of_end("p", Option.GUEST, gave(PLAIN), outside, RULES, stays=frozenset())
    assert (last.account, last.roles_after, last.leaves) == ("switched_off", (), (PLAIN,))
    more = replace(outside, member_of=frozenset({PLAIN, "Receptionists"}))
    part = preview.of_end("p", Option.GUEST, gave(PLAIN), more, RULES, stays=frozenset())
    assert (part.account, part.roles_after) == (
        "changed",
        ("Add-in User", "Insights Portal User", "Visitors Administrator"),
    )


def test_an_account_whose_own_grant_ends_keeps_what_groups_give_unless_the_person_is_blocked() -> None:
    here = account(LARS, "Add-in User", direct=["Insights Portal User"])
    outside = replace(NOBODY, user=guest(), member_of=frozenset({PLAIN}), account=here)
    end = preview.of_end("p", Option.ACCOUNT, gave(), outside, RULES, stays=frozenset())
    assert (end.account, end.roles_after, end.direct) == ("changed", ("Add-in User",), ())
    blocked = replace(outside, user=guest(enabled=False))
    end = preview.of_end("p", Option.ACCOUNT, gave(), blocked, RULES, stays=frozenset())
    assert (end.account, end.roles_after) == ("switched_off", ())


def test_a_guest_whose_last_group_ends_keeps_the_account_that_another_grant_gives() -> None:
    here = account(LARS, "Add-in User", direct=["Planner"])
    outside = replace(NOBODY, user=guest(), member_of=frozenset({PLAIN}), account=here)
    end = preview.of_end("p", Option.GUEST, gave(PLAIN), outside, RULES, stays=frozenset({"Planner"}))
    assert (end.account, end.roles_after, end.direct) == ("changed", ("Planner",), ("Planner",))
    steps = plan.steps_of(Kind.END_ACCESS, Option.GUEST, (), end, by_hand=False)
    assert [step.key for step in steps] == ["recheck", "leave", "provision", "switch_on", "prove"]


@pytest.mark.parametrize(
    ("found", "in_scope", "why"),
    [
        (None, True, "declined-group-not-found"),
        (GroupKind.DYNAMIC, True, "declined-group-dynamic"),
        (GroupKind.ROLE_ASSIGNABLE, True, "declined-group-role-assignable"),
        (GroupKind.ON_PREMISES, False, "declined-group-on-premises"),
        (GroupKind.ASSIGNED, False, "declined-group-out-of-scope"),
        (GroupKind.ASSIGNED, True, None),
    ],
)
def test_a_group_that_cannot_be_given_is_named(found: GroupKind | None, in_scope: bool, why: str | None) -> None:
    groups = {PLAIN: group(PLAIN, found)} if found else {}
    outside = replace(NOBODY, groups=groups, in_scope=frozenset({PLAIN}) if in_scope else frozenset())
    assert blocker([PLAIN], outside) == ((why, {"group": PLAIN}) if why else None)
    kept = None if why == "declined-group-out-of-scope" else why
    assert blocker([PLAIN], outside, giving=False) == ((kept, {"group": PLAIN}) if kept else None)


@settings(deadline=None)
@given(asked=some_groups, less=st.data(), held=st.sets(st.sampled_from(NAMES), max_size=2), direct=some_roles)
def test_narrowing_gives_what_would_have_been_frozen_for_less(
    asked: list[str], less: st.DataObject, held: set[str], direct: set[str]
) -> None:
    kept = less.draw(st.lists(st.sampled_from(asked), min_size=1, unique=True))
    kept = [name for name in asked if name in kept]
    roles, _ = RULES.roles_of(held)
    here = account(LARS, *roles, direct=sorted(direct)) if held or direct else None
    outside = replace(NOBODY, user=guest(), member_of=frozenset(held), account=here)
    narrowed = preview.narrow(frozen(*asked, outside=outside), kept, RULES)
    assert narrowed == frozen(*kept, outside=outside)


def proof_of(*shown: str, on: bool = True, expected: tuple[str, ...] = ("Add-in User",)) -> preview.Proof:
    wanted = replace(frozen(), roles_after=expected, optional=("Search Specific Room",))
    return preview.compare(wanted, account(LARS, *shown, active=on), RULES)


def test_a_proof_is_equality_and_a_missing_and_a_surplus_role_both_block_it() -> None:
    assert proof_of("Add-in User").holds
    assert proof_of("Add-in User", "Search Specific Room").holds
    assert not proof_of().holds
    assert proof_of().missing == {"Add-in User"}
    assert not proof_of("Add-in User", "Owner").holds
    assert proof_of("Add-in User", "Owner").surplus == {"Owner"}


def test_an_account_that_is_off_shows_no_roles() -> None:
    assert not proof_of("Add-in User", on=False).holds


def test_somebody_who_should_have_nothing_has_no_account_that_is_on() -> None:
    assert proof_of("Add-in User", on=False, expected=()).holds
    assert not proof_of(on=True, expected=()).holds
    assert preview.compare(replace(frozen(), roles_after=()), None, RULES).holds


def test_newer_names_of_roles_are_proven_as_the_same() -> None:
    wanted = replace(frozen(), roles_after=("Owner",))
    assert preview.compare(wanted, account(LARS, "AskCody Owner"), RULES).holds
    assert not preview.compare(wanted, account(LARS, "AskCody Owner", "Brand New"), RULES).holds
