"""Groups and their direct members. What must not be changed by a program is recognised before each write, and refused."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from msgraph.generated.groups.groups_request_builder import GroupsRequestBuilder
from msgraph.generated.groups.item.group_item_request_builder import GroupItemRequestBuilder
from msgraph.generated.groups.item.members.members_request_builder import MembersRequestBuilder
from msgraph.generated.models.reference_create import ReferenceCreate
from msgraph.generated.users.item.check_member_groups.check_member_groups_post_request_body import (
    CheckMemberGroupsPostRequestBody,
)

from provisioning.directory import users
from provisioning.directory.errors import REPLICATION_WAIT as WAIT
from provisioning.directory.errors import GraphError, Problem, is_missing, is_unreplicated, judge, unreachable
from provisioning.directory.graph import configure, read_id, read_list
from provisioning.domain.ports import DirectoryGroup, DirectoryUser, GroupKind, Members, Refused, Side

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Collection, Iterable, Sequence

    from provisioning.directory.graph import Graph

FIELDS = ["id", "displayName", "securityEnabled", "groupTypes", "isAssignableToRole", "onPremisesSyncEnabled"]
#: The most that Graph gives on a page (https://learn.microsoft.com/graph/api/group-list-members).
PAGE = 999
#: Values that one ``in`` of a filter may name (https://learn.microsoft.com/graph/filter-query-parameter).
NAMES_A_CALL = 15
#: Groups that one checkMemberGroups may name (https://learn.microsoft.com/graph/api/directoryobject-checkmembergroups).
GROUPS_A_CALL = 20


class Groups:
    """Reading groups and changing the direct members of those that may be changed."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def find(self, names: Sequence[str], known: Collection[str] = ()) -> dict[str, DirectoryGroup]:
        """The groups with these display names, by the name asked for, whatever its case in Entra.

        Refused (``two_groups_of_one_name``) where a name is not one group's and not one of them is ``known``.
        """
        found: dict[str, dict[str, DirectoryGroup]] = {}
        for some in _chunks(dict.fromkeys(names), NAMES_A_CALL):
            for group in await self._search(f"displayName in ({','.join(users.quote(name) for name in some)})"):
                found.setdefault(group.name.casefold(), {})[group.id] = group
        return {name: _one(name, found[name.casefold()], known) for name in names if name.casefold() in found}

    async def _search(self, text: str) -> list[DirectoryGroup]:
        """The groups that an OData filter names."""
        parameters = GroupsRequestBuilder.GroupsRequestBuilderGetQueryParameters(filter=text, select=FIELDS, top=PAGE)
        request = self._graph.api.groups.to_get_request_information(configure(parameters))
        return [read_group(item) async for item in self._items(request)]

    async def list_members(self, group_id: str) -> list[DirectoryUser]:
        """The direct members that are users, not those of nested groups. Refused (``group_not_found``)."""
        members = self._members(group_id, users.FIELDS)
        return [users.read_user(item) async for item in members if item.get("@odata.type") == "#microsoft.graph.user"]

    async def member_pages(self, group_id: str) -> AsyncGenerator[Members, None]:
        """The direct members page by page, and the names of groups among them. Refused (``group_not_found``)."""
        parameters = MembersRequestBuilder.MembersRequestBuilderGetQueryParameters(select=users.FIELDS, top=PAGE)
        builder = self._graph.api.groups.by_group_id(_object_id(group_id)).members
        try:
            async for page in self._graph.pages(builder.to_get_request_information(configure(parameters))):
                yield read_members(page)
        except GraphError as error:
            raise _judge_group(group_id, error.problem) from error

    async def list_groups_of(self, user_id: str, group_ids: Sequence[str]) -> set[str]:
        """Which of the groups the user is a direct member of; none for a user whom Graph does not know (yet).

        Graph is asked in twenties, and counts nested members, whom the provisioning service ignores: where it says yes
        the group's own members are read as well.
        """
        if not group_ids:
            return set()
        some = [self._check(user_id, chunk) for chunk in _chunks(dict.fromkeys(group_ids), GROUPS_A_CALL)]
        candidates = [group_id for ids in await asyncio.gather(*some) for group_id in ids]
        direct = await asyncio.gather(*(self._has_direct(group_id, user_id) for group_id in candidates))
        return {group_id for group_id, yes in zip(candidates, direct, strict=True) if yes}

    async def is_member(self, group_id: str, user_id: str) -> bool:
        """Whether the user is a direct member."""
        return bool(await self.list_groups_of(user_id, [group_id]))

    async def add(self, group_id: str, user_id: str) -> None:
        """Make the user a direct member; see the port."""
        await self._refuse_untouchable(group_id)
        body = ReferenceCreate(odata_id=f"{self._graph.base}/directoryObjects/{_object_id(user_id)}")
        request = self._graph.api.groups.by_group_id(group_id).members.ref.to_post_request_information(body)
        try:
            await self._graph.send(request)
        except GraphError as error:
            await self._settle_addition(group_id, user_id, error)

    async def _settle_addition(self, group_id: str, user_id: str, error: GraphError) -> None:
        """A refused addition: of a member, of somebody whom Graph does not know everywhere yet, or for good."""
        problem = error.problem
        if is_already_member(problem):
            if await self._has_direct(group_id, user_id):
                return
            raise unreachable("Graph says both that the user is a member and is not", problem, wait=WAIT) from error
        if is_unreplicated(problem) or is_missing(problem):
            what = "Entra does not know the user everywhere yet"
            raise unreachable(what, problem, wait=WAIT, side=Side.REPLICATION) from error
        raise judge(problem) from error

    async def remove(self, group_id: str, user_id: str) -> None:
        """End the direct membership; see the port. The address ends in ``/$ref``: without it Graph deletes the user."""
        await self._refuse_untouchable(group_id)
        member = self._graph.api.groups.by_group_id(group_id).members.by_directory_object_id(_object_id(user_id))
        try:
            await self._graph.send(member.ref.to_delete_request_information())
        except GraphError as error:
            if not is_no_member(error.problem):
                raise judge(error.problem) from error

    async def _refuse_untouchable(self, group_id: str) -> None:
        """Read the group now: its kind may have changed since it was looked up."""
        parameters = GroupItemRequestBuilder.GroupItemRequestBuilderGetQueryParameters(select=FIELDS)
        builder = self._graph.api.groups.by_group_id(_object_id(group_id))
        try:
            group = read_group(await self._graph.send(builder.to_get_request_information(configure(parameters))))
        except GraphError as error:
            raise _judge_group(group_id, error.problem) from error
        if group.kind is not GroupKind.ASSIGNED:
            raise Refused(f"group_{group.kind.value}", f"the members of {group.name} are not Usher's to change")

    async def _check(self, user_id: str, group_ids: list[str]) -> list[str]:
        """Which of up to twenty groups the user is in, nested memberships included."""
        body = CheckMemberGroupsPostRequestBody(group_ids=[_object_id(group_id) for group_id in group_ids])
        builder = self._graph.api.users.by_user_id(_object_id(user_id)).check_member_groups
        try:
            answer = await self._graph.send(builder.to_post_request_information(body))
        except GraphError as error:
            if is_missing(error.problem):
                return []
            raise judge(error.problem) from error
        return [str(group_id) for group_id in read_list(answer)]

    async def _has_direct(self, group_id: str, user_id: str) -> bool:
        """Whether the user stands among the group's own members; stops reading where it does."""
        async with aclosing(self._members(group_id, ["id"])) as members:
            async for item in members:
                if read_id(item).lower() == user_id.lower():
                    return True
        return False

    async def _members(self, group_id: str, fields: list[str]) -> AsyncGenerator[dict[str, Any], None]:
        """The direct members of any kind, page by page."""
        parameters = MembersRequestBuilder.MembersRequestBuilderGetQueryParameters(select=fields, top=PAGE)
        builder = self._graph.api.groups.by_group_id(_object_id(group_id)).members
        try:
            async for page in self._graph.pages(builder.to_get_request_information(configure(parameters))):
                for item in page:
                    yield item
        except GraphError as error:
            raise _judge_group(group_id, error.problem) from error

    async def _items(self, request: Any) -> AsyncGenerator[dict[str, Any], None]:
        """Every item of a listing."""
        try:
            async for page in self._graph.pages(request):
                for item in page:
                    yield item
        except GraphError as error:
            raise judge(error.problem) from error


def read_group(item: dict[str, Any]) -> DirectoryGroup:
    """A group of Graph's JSON."""
    return DirectoryGroup(
        id=read_id(item),
        name=str(item.get("displayName") or ""),
        kind=_kind(item),
        security_enabled=item.get("securityEnabled") is True,
    )


def read_members(page: list[dict[str, Any]]) -> Members:
    """A page of members of Graph's JSON; what is neither person nor group (a device, an application) is left out."""
    kinds = [(str(item.get("@odata.type")), item) for item in page]
    return Members(
        users=tuple(users.read_user(item) for kind, item in kinds if kind == "#microsoft.graph.user"),
        nested=tuple(str(item.get("displayName") or "") for kind, item in kinds if kind == "#microsoft.graph.group"),
    )


def _kind(item: dict[str, Any]) -> GroupKind:
    """Why a group's members may not be changed, the weightiest reason first; ASSIGNED when they may."""
    if item.get("isAssignableToRole"):
        return GroupKind.ROLE_ASSIGNABLE
    if item.get("onPremisesSyncEnabled"):
        return GroupKind.ON_PREMISES
    if "DynamicMembership" in (item.get("groupTypes") or []):
        return GroupKind.DYNAMIC
    return GroupKind.ASSIGNED


def is_already_member(problem: Problem) -> bool:
    """Code and text of Graph's answer to adding a member again (https://learn.microsoft.com/graph/api/group-post-members)."""
    return problem.code == "Request_BadRequest" and problem.says("added object references already exist")


def is_no_member(problem: Problem) -> bool:
    """Both answers that Graph gives to removing somebody who is no member, or exists no more."""
    gone = problem.code == "Request_BadRequest" and problem.says("removed object references do not exist")
    return gone or is_missing(problem)


def _judge_group(group_id: str, problem: Problem) -> Exception:
    """A call about one group: where Graph does not know it, that is said."""
    if is_missing(problem):
        return Refused("group_not_found", group_id, status=problem.status, trace=problem.trace)
    return judge(problem)


def _one(name: str, groups: dict[str, DirectoryGroup], known: Collection[str]) -> DirectoryGroup:
    """The only group of a name, else the only one that was known by it."""
    meant = [group for group in groups.values() if len(groups) == 1 or group.id in known]
    if len(meant) != 1:
        raise Refused("two_groups_of_one_name", f"{name}: {' and '.join(sorted(groups))}")
    return meant[0]


def _object_id(text: str) -> str:
    """An object id, which is a GUID: anything else would become another address or another reference."""
    if not users.is_object_id(text):
        raise Refused("not_an_object_id", text)
    return text.lower()


def _chunks(values: Iterable[str], size: int) -> list[list[str]]:
    """The values in lists of at most ``size``."""
    every = list(values)
    return [every[i : i + size] for i in range(0, len(every), size)]
