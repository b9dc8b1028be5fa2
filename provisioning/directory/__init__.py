"""The directory (Entra ID) on Microsoft Graph. Importing it is cheap: the SDKs come with :meth:`GraphDirectory.warm`."""

from __future__ import annotations

from provisioning.directory.directory import GraphDirectory
from provisioning.directory.settings import (
    Certificate,
    ClientSecret,
    Cloud,
    DirectorySettings,
    ManagedIdentity,
    Profile,
)

__all__ = [
    "Certificate",
    "ClientSecret",
    "Cloud",
    "DirectorySettings",
    "GraphDirectory",
    "ManagedIdentity",
    "Profile",
    "open_directory",
]


def open_directory(settings: DirectorySettings) -> GraphDirectory:
    """The directory that the settings describe. Connects to nothing yet; close it on the loop that used it."""
    return GraphDirectory(settings)
