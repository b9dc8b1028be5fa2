"""``usher scim token``: the bearer tokens of Usher's own SCIM endpoint, beside a running Usher too."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from usher.environment import load_environment
from usher.settings import load_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from provisioning.scim_provider.tokens import Token
    from provisioning.usecases.desk import Desk

app = typer.Typer(no_args_is_help=True, help="Usher's own SCIM endpoint (docs/scim.md).")
token = typer.Typer(no_args_is_help=True, help="Its bearer tokens: two at once, so that they can be rotated.")
app.add_typer(token, name="token")

Found = TypeVar("Found")


@token.command("create")
def create(
    days: Annotated[int, typer.Option(min=1, max=1825, help="How long it lives.")] = 365,
) -> None:
    """Make a token and print it, the only time that it is seen. Exits with 1 while two are alive: revoke one first."""
    made = _run(lambda desk: _create(desk, timedelta(days=days)))
    if made is None:
        typer.echo(
            "Two tokens are alive. Nothing was made: revoke the one that is not in use (usher scim token list).",
            err=True,
        )
        raise typer.Exit(1)
    typer.echo(made)
    typer.echo("Put it into Entra as the secret token. It is not shown again.", err=True)


@token.command("list")
def list_() -> None:
    """Print each token's key id, when it was made, when it ends and when it was last used; never the token."""
    found, now = _run(_list)
    if not found:
        typer.echo("There is no token: usher scim token create")
    for one in found:
        state = "alive" if one.expires > now else "ended"
        used = f"{one.last_used}Z" if one.last_used else "never"
        typer.echo(f"{one.key_id}  {state}  made {one.created[:10]}  ends {one.expires[:10]}  last used {used}")


@token.command("revoke")
def revoke(
    key_id: Annotated[str, typer.Argument(metavar="KEY_ID", help="As `usher scim token list` prints it.")],
) -> None:
    """End a token at once; whoever uses it gets 401 from now on. Exits with 1 when there is none of that id."""
    if not _run(lambda desk: _revoke(desk, key_id)):
        typer.echo(f"There is no token {key_id!r}.", err=True)
        raise typer.Exit(1)
    typer.echo(f"Revoked {key_id}.")


def _create(desk: Desk, lifetime: timedelta) -> str | None:
    """A new token; None while as many as may be are alive."""
    from provisioning.scim_provider import tokens  # noqa: PLC0415  other commands start faster
    from provisioning.scim_provider.store import instant  # noqa: PLC0415  the same

    alive = [one for one in tokens.list_tokens(desk.c) if one.expires > instant(desk.now)]
    if len(alive) >= tokens.ALIVE:
        return None
    made = tokens.issue(desk.c, desk.now, lifetime)
    desk.audit("scim.token_made", key=made.split("_")[1])
    return made


def _list(desk: Desk) -> tuple[list[Token], str]:
    """All tokens, newest first, and the present moment as they write it."""
    from provisioning.scim_provider import tokens  # noqa: PLC0415  other commands start faster
    from provisioning.scim_provider.store import instant  # noqa: PLC0415  the same

    return tokens.list_tokens(desk.c), instant(desk.now)


def _revoke(desk: Desk, key_id: str) -> bool:
    """Whether there was one."""
    from provisioning.scim_provider import tokens  # noqa: PLC0415  other commands start faster

    done = tokens.revoke(desk.c, key_id)
    if done:
        desk.audit("scim.token_revoked", key=key_id)
    return done


def _run(unit: Callable[[Desk], Found]) -> Found:
    """One transaction on Usher's database, whose tables for the endpoint are made where they are missing."""
    from provisioning.scim_provider import store  # noqa: PLC0415  other commands start faster
    from usher.database import open_database  # noqa: PLC0415  the same
    from usher.personal import open_service  # noqa: PLC0415  the same

    environment = load_environment()

    async def run() -> Found:
        with open_database(environment) as database:
            store.create_tables(database.engine)
            async with open_service(environment, load_rules(environment.config), database) as service:
                return await service.act("command", None, unit)

    return asyncio.run(run())
