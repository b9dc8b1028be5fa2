"""Which application permissions each client has, by profile, and what a request needs.

Names are Graph's own (permissions reference); a directory role counts as one more name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.world import World

#: Groups Administrator, scoped to the role groups: membership writes without GroupMember.ReadWrite.All.
GROUPS_ADMINISTRATOR = "role:GroupsAdministrator"

#: A custom directory role with microsoft.directory/servicePrincipals/appRoleAssignedTo/update, scoped to the one application
#: (https://learn.microsoft.com/entra/identity/role-based-access-control/custom-enterprise-app-permissions).
ASSIGNMENTS = "role:EnterpriseApplicationAssignments"

LOOK = frozenset(
    {
        "User.Read.All",
        "GroupMember.Read.All",
        "Application.Read.All",
        "Synchronization.Read.All",
        "AuditLog.Read.All",
    }
)
STANDARD = LOOK | {"User.Invite.All", "Policy.Read.All", GROUPS_ADMINISTRATOR}
FULL = STANDARD | {"Synchronization.ReadWrite.All", "TeamsAppInstallation.ReadWriteSelfForUser.All", ASSIGNMENTS}
PROFILES = {"look": LOOK, "standard": STANDARD, "full": FULL}

#: What no profile has; the tests' own client does.
NEVER = frozenset(
    {
        "AppRoleAssignment.ReadWrite.All",
        "User.EnableDisableAccount.All",
        "User.DeleteRestore.All",
        "GroupMember.ReadWrite.All",
    }
)

READ_USERS = frozenset({"User.Read.All", "User.ReadBasic.All"})
READ_GROUPS = frozenset({"GroupMember.Read.All", "GroupMember.ReadBasic.All", "GroupMember.ReadWrite.All"})
WRITE_GROUPS = frozenset({"GroupMember.ReadWrite.All", GROUPS_ADMINISTRATOR})
READ_APPLICATIONS = frozenset({"Application.Read.All"})
ASSIGN = frozenset({"AppRoleAssignment.ReadWrite.All", ASSIGNMENTS})
READ_JOBS = frozenset({"Synchronization.Read.All", "Synchronization.ReadWrite.All"})
RUN_JOBS = frozenset({"Synchronization.ReadWrite.All"})
INVITE = frozenset({"User.Invite.All"})
ENABLE_USERS = frozenset({"User.EnableDisableAccount.All"})
DELETE_USERS = frozenset({"User.DeleteRestore.All"})
READ_LOGS = frozenset({"AuditLog.Read.All"})
READ_POLICIES = frozenset({"Policy.Read.All"})
READ_ORGANIZATION = READ_USERS | READ_APPLICATIONS


def rights_of(world: World, app_id: str) -> frozenset[str]:
    """The application permissions that a token for this client carries; the bot has none."""
    if app_id == world.tests_app_id:
        return FULL | NEVER
    if app_id != world.provisioner_app_id:
        return frozenset()
    hidden = READ_LOGS if world.readback == "none" else frozenset()
    return PROFILES[world.profile] - hidden
