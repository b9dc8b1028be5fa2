"""Users and groups in Graph's JSON, and which users Graph can read at all."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from sandbox.entra.paging import pick
from sandbox.people import people

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Row

GROUP = "#microsoft.graph.group"
USER = "#microsoft.graph.user"
#: What Graph returns of a user without $select (learn.microsoft.com/graph/api/user-list).
USUAL_USER = (
    "businessPhones",
    "displayName",
    "givenName",
    "jobTitle",
    "mail",
    "mobilePhone",
    "officeLocation",
    "preferredLanguage",
    "surname",
    "userPrincipalName",
)


#: The same of a group.
USUAL_GROUP = (
    "createdDateTime",
    "deletedDateTime",
    "description",
    "displayName",
    "groupTypes",
    "isAssignableToRole",
    "mail",
    "mailEnabled",
    "mailNickname",
    "membershipRule",
    "membershipRuleProcessingState",
    "onPremisesSyncEnabled",
    "securityEnabled",
    "visibility",
)


def visible() -> ColumnElement[bool]:
    """The people that Graph can read now: not deleted, and replicated."""
    return people.c.deleted_at.is_(None) & (people.c.visible_from <= time.time())


def user_json(row: Row[Any], chosen: tuple[str, ...] = ()) -> dict[str, Any]:
    """A user as Graph shows it; ``chosen`` is $select."""
    mail = row.mail
    whole = {
        "id": row.object_id,
        "displayName": row.name,
        "givenName": row.given_name,
        "surname": row.surname,
        "userPrincipalName": row.upn,
        "mail": mail,
        "mailNickname": row.nickname,
        "otherMails": [mail] if mail and row.is_guest else [],
        "proxyAddresses": [f"SMTP:{mail}"] if mail else [],
        "userType": "Guest" if row.is_guest else "Member",
        "accountEnabled": row.enabled,
        "externalUserState": row.guest_state,
        "externalUserStateChangeDateTime": row.guest_state_at,
        "creationType": "Invitation" if row.is_guest else None,
        "employeeType": row.employee_type,
        "department": row.department,
        "jobTitle": row.job_title,
        "officeLocation": row.office,
        "createdDateTime": row.created_at,
        "preferredLanguage": row.locale,
        "businessPhones": [],
        "mobilePhone": None,
        "onPremisesSyncEnabled": None,
        "signInActivity": _signed_in(row),
    }
    return pick(whole, chosen, USUAL_USER)


def _signed_in(row: Row[Any]) -> dict[str, str] | None:
    """A guest signs in to accept, and nobody of this tenant at any other time."""
    if row.guest_state != "Accepted" or not row.guest_state_at:
        return None
    return {"lastSignInDateTime": row.guest_state_at, "lastSuccessfulSignInDateTime": row.guest_state_at}


def group_json(row: Row[Any], chosen: tuple[str, ...] = ()) -> dict[str, Any]:
    """A security group as Graph shows it; ``chosen`` is $select."""
    dynamic = row.rule is not None
    whole = {
        "id": row.object_id,
        "displayName": row.name,
        "description": row.description,
        "groupTypes": ["DynamicMembership"] if dynamic else [],
        "isAssignableToRole": True if row.role_assignable else None,
        "mail": None,
        "mailEnabled": False,
        "mailNickname": row.object_id[:8],
        "membershipRule": row.rule,
        "membershipRuleProcessingState": "On" if dynamic else None,
        "onPremisesSyncEnabled": None,
        "securityEnabled": True,
        "visibility": None,
        "createdDateTime": row.created_at,
        "deletedDateTime": None,
    }
    return pick(whole, chosen, USUAL_GROUP)
