"""Every sentence that others choose by its key, with values as they are given: what may be declined, told and explained."""

from __future__ import annotations

from datetime import UTC, date, datetime

_AT = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
_WHO = {"address": "consultant@fabrikam.example"}
_MARIA = {"administrator": "Maria"}
_DOMAIN = {"domain": "fabrikam.example"}
_GROUP = {"group": "Facility Managers", **_MARIA}

#: Keys of :class:`provisioning.domain.errors.Declined`.
DECLINED: dict[str, dict[str, object]] = {
    "declined-not-owner": {"owners": ("Olivia", "Adam")},
    "declined-no-longer-owner": {},
    "declined-guest": {},
    "declined-self": {},
    "declined-decided": {"by": "Adam", "at": _AT},
    "declined-stale": {},
    "declined-not-asked": {},
    "declined-not-yours": {},
    "declined-no-approver": {**_MARIA},
    "declined-employee": {"name": "Erin"},
    "declined-domain-blocked": {**_DOMAIN, **_MARIA},
    "declined-guest-blocked": {**_WHO, **_MARIA},
    "declined-bad-address": {**_WHO},
    "declined-no-address": {},
    "declined-no-groups": {},
    "declined-unknown-group": {"group": "Facility Managers"},
    "declined-needs-end": {},
    "declined-end-past": {},
    "declined-end-too-late": {"latest": date(2027, 5, 24)},
    "declined-has-access": {**_WHO, "number": 11},
    "declined-open-elsewhere": {**_WHO, "number": 11, "requester": "Hugo"},
    "declined-cap-person": {"limit": 20},
    "declined-cap-domain": {**_DOMAIN, "limit": 1},
    "declined-takeover": {**_WHO, "roles": ("Add-in User", "Finance")},
    "declined-group-dynamic": {**_GROUP},
    "declined-group-role-assignable": {**_GROUP},
    "declined-group-on-premises": {**_GROUP},
    "declined-group-not-found": {**_GROUP},
    "declined-group-out-of-scope": {**_GROUP},
    "declined-reason-needed": {},
    "declined-confirm": {**_WHO, "number": 12},
    "declined-nothing-to-end": {**_WHO},
    "declined-unknown-person": {**_WHO},
    "declined-unreachable-directory": {},
    "declined-unreachable-platform": {},
    "declined-broken": {"trace": "7f3a-91c2"},
    "declined-unknown-text": {},
    "declined-own-chat": {},
    "declined-too-fast": {},
    "declined-invites-off": {**_MARIA},
    "declined-checking-you": {},
    "declined-not-administrator": {},
    "declined-owners-known": {"owners": ("Olivia",)},
    "declined-account-exists": {**_WHO},
    "declined-in-group": {**_WHO, "group": "Receptionists"},
    "declined-end-later": {"latest": date(2027, 2, 26)},
    "declined-owners-external": {"group": "Owners"},
    "declined-sponsor": {},
    "declined-group-followed": {**_GROUP},
    "declined-retry-late": {"days": 7},
}

#: Keys of notices.
NOTICES: dict[str, dict[str, object]] = {
    "notice-welcome": {},
    "notice-hello": {"name": "Olivia"},
    "notice-sent": {},
    "notice-checking": {},
    "notice-warn-undeliverable": {"names": ("Adam",)},
    "notice-redeem-link": {**_WHO},
    "notice-accepted": {**_WHO},
    "notice-not-accepted": {**_WHO},
    "notice-ended": {**_WHO, "number": 12},
    "notice-ending": {**_WHO},
    "notice-ends-on": {**_WHO, "until": date(2027, 2, 26)},
    "notice-ends-by-itself": {**_WHO, "until": date(2027, 2, 26)},
    "notice-cancelled": {},
    "notice-kept": {},
    "notice-decided-toast": {"number": 12},
    "notice-decided-elsewhere": {"by": "Maria", "at": _AT, "number": 12},
    "notice-approved": {"by": "Adam"},
    "notice-rejected": {"by": "Adam", "reason": "Not before the contract is signed."},
    "notice-withdrawn": {"by": "Olivia", "number": 12},
    "notice-expired": {"number": 12},
    "notice-replaces": {"number": 11},
    "notice-approver-dropped": {"name": "Adam", "number": 12},
    "notice-retrying": {},
    "notice-reminder": {"number": 12, "closes": _AT},
    "notice-escalated": {"name": "Adam", "others": ("Maria",)},
    "notice-owner-ended": {**_WHO, "by": "Hugo", "number": 12},
    "notice-owners-confirmed": {"names": ("Olivia", "Adam")},
    "notice-owner-unconfirmed": {**_MARIA},
    "notice-task-done": {},
    "notice-still-open": {},
    "notice-unreachable": {},
    "notice-erased": {},
}

#: Why a step or a request waits or failed (``StepView.why``, ``RequestView.why``).
WHYS: dict[str, dict[str, object]] = {
    "why-microsoft-asks-to-wait": {"minutes": 4},
    "why-directory-unreachable": {},
    "why-platform-unreachable": {},
    "why-not-there-yet": {},
    "why-not-proven-yet": {},
    "why-waits-for-cycle": {},
    "why-entra-skipped": {},
    "why-invitation-unknown": {},
    "why-not-permitted": {},
    "why-refused-outside": {},
    "why-not-accepted": {},
    "why-no-mail": {},
    "why-still-on": {},
    "why-roles-differ": {},
    "why-task-create": {**_WHO, "roles": ("Add-in User",)},
    "why-task-end": {**_WHO},
    "why-task-assign": {**_MARIA, "group": "Receptionists"},
    "why-moved": {},
    "why-requester-lost": {"requester": "Olivia"},
    "why-approver-lost": {},
    "why-withdrawn": {"requester": "Olivia"},
    "why-replaced": {},
    "why-over-limit": {},
    "why-broken": {},
}

#: Why the adviser suggests one of the two ways (``InviteFormView.suggested_why``).
SUGGESTIONS = ("suggest-guest", "suggest-account", "suggest-forbidden")
