"""Looking at Entra and the platform for a card: one person, or who is in some groups."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from provisioning.domain.ports import Refused, Unreachable
from provisioning.usecases import books, seeing
from provisioning.usecases.seeing import PAGE, Holder, Holders

if TYPE_CHECKING:
    from provisioning.domain.ports import DirectoryUser, PlatformAccount
    from provisioning.usecases.books import Booked
    from provisioning.usecases.seeing import Question
    from provisioning.workflow.outside import World


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
    except Refused:
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
    outside = await world.look(address, object_id)
    await world.service.do(seeing.record_person, card, number, outside)


async def _search(world: World, query: str) -> list[DirectoryUser]:
    """Two users of one address are told as two people."""
    try:
        return await world.directory.search_users(query)
    except Refused:
        return []


async def _holders(world: World, question: Question) -> Holders:
    """Everybody in these groups and in Usher's books; those who are only in the books stand first, then by name."""
    groups, scope = await asyncio.gather(
        world.directory.find_groups(list(question.groups)), world.directory.list_assigned_groups()
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
    inside = sorted(users.values(), key=lambda user: (user.display_name.casefold(), user.id))
    every: list[Booked | DirectoryUser] = [*lost, *inside]
    shown = every[question.page * PAGE : (question.page + 1) * PAGE]
    return Holders(
        rows=await _with_accounts(world, shown, through),
        total=len(every),
        lost=sum(not one.direct for one in lost),
        in_scope=tuple(name for name, group in groups.items() if group.id in scope),
        not_found=tuple(name for name in question.groups if name not in groups),
        account_seen=world.service.rules.sees_platform,
    )


async def _with_accounts(
    world: World, shown: list[Booked | DirectoryUser], through: dict[str, list[str]]
) -> tuple[Holder, ...]:
    """The lines of one page, each with the platform's account."""
    unknown = [one.person for one in shown if isinstance(one, books.Booked)]
    known = await world.service.look(seeing.addresses_of, unknown) if unknown else {}
    mails = [known.get(one.person, "") if isinstance(one, books.Booked) else one.mail or one.upn for one in shown]
    accounts: list[PlatformAccount | None] = await asyncio.gather(*(world.account_of(mail) for mail in mails))
    return tuple(
        Holder(person=one.person, account=account)
        if isinstance(one, books.Booked)
        else Holder(user=one, through=tuple(through[one.id]), account=account)
        for one, account in zip(shown, accounts, strict=True)
    )
