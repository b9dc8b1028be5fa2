"""The master keys as the settings give them, and the database's keys opened with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provisioning.storage import keys
from usher.settings import SettingsError

if TYPE_CHECKING:
    from provisioning.sql import Database
    from provisioning.storage.keys import Keys
    from usher.environment import Environment


def master_keys(environment: Environment) -> list[str]:
    """The master keys, newest first. Raises SettingsError without a good USHER_MASTER_KEY."""
    newest = environment.master_key.get_secret_value() if environment.master_key else ""
    before = environment.master_key_before.get_secret_value() if environment.master_key_before else ""
    older = [part.strip() for part in before.split(",") if part.strip()]
    make = "set it to 32 random bytes in base64: openssl rand -base64 32"
    recall = "set it to the key that was used before, as it was, or take it out"
    for name, found, hint in (("USHER_MASTER_KEY", [newest], make), ("USHER_MASTER_KEY_BEFORE", older, recall)):
        try:
            keys.check_masters(found)
        except ValueError as error:
            raise SettingsError([f"{name}: {error}; {hint}"]) from error
    return [newest, *older]


def open_keys(environment: Environment, database: Database) -> Keys:
    """The keys of this database, whose tables are of this version. Raises SettingsError when no master key opens them."""
    masters = master_keys(environment)
    try:
        with database.engine.begin() as connection:
            return keys.open_keys(connection, masters)
    except keys.WrongMasterKey as error:
        raise wrong_key(error) from error


def wrong_key(error: keys.WrongMasterKey) -> SettingsError:
    """What an administrator does about it."""
    todo = (
        "set the key that this database was made with, or, while the key is being changed, "
        "the new one here and the one before in USHER_MASTER_KEY_BEFORE. Nothing was changed."
    )
    return SettingsError([f"USHER_MASTER_KEY: {error}; {todo}"])
