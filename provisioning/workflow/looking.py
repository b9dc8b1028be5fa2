"""Looking at Entra and the platform for a card: one person, or who is in some groups."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from provisioning.away import DatabaseError
from provisioning.domain.ports import Refused, Unreachable
from provisioning.usecases import books, leaving, seeing
from provisioning.usecases.seeing import PAGE, Holder, Holders

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provisioning.domain.ports import DirectoryUser, PlatformAccount
    from provisioning.usecases.books import Booked
    from provisioning.usecases.seeing import Question
    from provisioning.workflow.outside import World

    Account = tuple[PlatformAccount, tuple[str, ...]]


async def look(world: World, card: str, number: int) -> None:
    """One look for a card, the ``number``-th that was asked for. Raises Unreachable or Refused after the card says so."""
    question = await world.service.look(seeing.question_of, card, number)
    if question is None:
        return
    try:
        if question.groups or question.role:
            await world.service.do(seeing.record_holders, card, number, await _holders(world, question))
        else:
            await _person(world, question, card, number)
    except Unreachable as error:
        await world.service.do(seeing.record_unread, card, number, error.side)
        raise
    except DatabaseError:
        raise
    except Exception:  # Refused, and what nobody foresaw: the card does not wait for ever
        await world.service.do(seeing.record_unread, card, number, None)
        raise


async def _person(world: World, question: Question, card: str, number: int) -> None:
    """Somebody known, or whoever a typed name or address means: nobody or several are for the reader."""
    address, object_id = question.address, question.object_id
    if question.query:
        users = await _search(world, question.query)
        if len(users) != 1:
            await world.service.do(seeing.record_candidates, card, number, users)
            return
        object_id, address = users[0].id, users[0].mail or users[0].upn
    given = await world.service.look(leaving.given_to_object, object_id) if object_id else ()
    outside = await world.look(address, object_id, given=given)
    await world.service.do(seeing.record_person, card, number, outside)


async def _search(world: World, query: str) -> list[DirectoryUser]:
    """Two users of one address are told as two people."""
    try:
        return await world.directory.search_users(query)
    except Refused:
        return []


async def _holders(world: World, question: Question) -> Holders:
    """Everybody in these groups, in Usher's books and, of a role, on the platform; who should not, or does not, stands first."""
    groups, scope = await asyncio.gather(
        world.find_groups(list(question.groups)), world.directory.list_assigned_groups()
    )
    listed = await asyncio.gather(*(world.directory.list_members(group.id) for group in groups.values()))
    users: dict[str, DirectoryUser] = {}
    through: dict[str, list[str]] = {}
    for name, members in zip(groups, listed, strict=True):
        for user in members:
            users[user.id] = user
            through.setdefault(user.id, []).append(name)
    booked = await world.service.look(books.list_booked, question.groups, question.role)
    lost = [one for one in booked if one.object_id not in users]
    accounts = await _list_accounts(world) if question.role else None
    by_hand = await _by_hand(world, question.role, accounts or [], users.values(), lost)
    inside = sorted(users.values(), key=lambda user: (user.display_name.casefold(), user.id))
    every = [
        *by_hand,
        *(Holder(person=one.person) for one in lost),
        *(Holder(user=user, through=tuple(through[user.id])) for user in inside),
    ]
    shown = every[question.page * PAGE : (question.page + 1) * PAGE]
    return Holders(
        rows=await _with_accounts(world, shown, accounts),
        total=len(every),
        lost=sum(not one.direct for one in lost),
        in_scope=tuple(name for name, group in groups.items() if group.id in scope),
        not_found=tuple(name for name in question.groups if name not in groups),
        account_seen=world.service.rules.sees_platform,
        complete=not question.role or accounts is not None,
    )


async def _list_accounts(world: World) -> list[Account] | None:
    """Every account of the platform; None where it cannot be listed."""
    if not world.service.rules.sees_platform:
        return None
    try:
        return await world.platform.list_accounts()
    except Refused:
        return None


async def _by_hand(
    world: World, role: str, accounts: list[Account], users: Iterable[DirectoryUser], lost: list[Booked]
) -> list[Holder]:
    """Accounts that show the role though neither a group nor a request gives it to their person, in the order of their names."""
    canonical = world.service.rules.canonical_role
    shows = [one for one in accounts if one[0].active and role in {canonical(name) for name in one[0].roles}]
    if not shows:
        return []
    known = await world.service.look(seeing.addresses_of, [one.person for one in lost])
    given = {name.casefold() for user in users for name in (user.mail, user.upn) if name}
    given |= {address.casefold() for address in known.values()}
    left = [one for one in shows if not given & _names(one)]
    left.sort(key=lambda one: one[0].user_name.casefold())
    return [Holder(address=(one[1] or (one[0].user_name,))[0].casefold(), account=one[0]) for one in left]


def _names(one: Account) -> set[str]:
    """By which an account is found, in lower case."""
    return {name.casefold() for name in (one[0].user_name, *one[1])}


async def _with_accounts(world: World, shown: list[Holder], accounts: list[Account] | None) -> tuple[Holder, ...]:
    """The lines of one page, each with the platform's account: from the list, where there is one, else asked for."""
    persons = [one.person for one in shown if one.person]
    known = await world.service.look(seeing.addresses_of, persons) if persons else {}
    mails = [known.get(one.person, "") or (one.user.mail or one.user.upn if one.user else "") for one in shown]
    if accounts is None:
        found = await asyncio.gather(*(world.account_of(mail) for mail in mails))
    else:
        by_name = {name: one[0] for one in accounts for name in _names(one)}
        found = [by_name.get(mail.casefold()) for mail in mails]
    return tuple(
        one if one.account else replace(one, account=account) for one, account in zip(shown, found, strict=True)
    )
