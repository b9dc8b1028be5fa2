"""The command ``usher``. Exit codes: 0 good, 1 found something, 2 wrong use."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from usher.logs import set_up_logs
from usher.settings import SettingsError, load_environment, load_rules

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__, pretty_exceptions_enable=False)
db = typer.Typer(no_args_is_help=True, help="The database's tables.")
audit = typer.Typer(no_args_is_help=True, help="The audit and its chain.")
app.add_typer(db, name="db")
app.add_typer(audit, name="audit")

Port = Annotated[int, typer.Option(help="Port on 127.0.0.1.")]
Data = Annotated[Path, typer.Option(help="Folder of the tenant's world and of Usher's database.")]
DatabaseURL = Annotated[str, typer.Option(help="SQLAlchemy URL of Usher's database; SQLite in --data without it.")]
People = Annotated[int, typer.Option(min=10, max=200_000, help="How many people the tenant has.")]
Profile = Annotated[str, typer.Option(help="Graph rights of the provisioner: full, standard or look.")]
Readback = Annotated[str, typer.Option(help="What can be read back: full, log or none.")]
Fresh = Annotated[bool, typer.Option("--fresh", help="Begin with a new world.")]


@app.command()
def demo(
    port: Port = 3978,
    data: Data = Path(".demo"),
    database: DatabaseURL = "",
    people: People = 40,
    profile: Profile = "full",
    readback: Readback = "full",
    fresh: Fresh = False,
    tour: Annotated[bool, typer.Option("--tour", help="Play the stories unattended in an empty folder.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print each step of a tour as JSON.")] = False,
    story: Annotated[str | None, typer.Argument(help="The story to play with --tour; all without it.")] = None,
) -> None:
    """Serve a whole tenant and Usher in it, or play its stories."""
    from usher import demo as demos  # noqa: PLC0415  the sandbox is loaded for the demo alone

    set_up_logs("WARNING")
    settings = demos.DemoSettings(
        port=port, data=data, database=database, people=people, profile=profile, readback=readback, fresh=fresh
    )
    if tour:
        raise typer.Exit(asyncio.run(demos.run_tour(settings, story=story, as_json=as_json)))
    asyncio.run(demos.run_demo(settings))


@app.command()
def sandbox(
    port: Port = 3978,
    data: Data = Path(".demo"),
    database: DatabaseURL = "",
    people: People = 40,
    profile: Profile = "full",
    readback: Readback = "full",
    fresh: Fresh = False,
    bot: Annotated[str, typer.Option(help="Where Usher's bot is served; on this port without it.")] = "",
) -> None:
    """Serve the tenant alone; prints the USHER_* that `usher serve` and `usher worker` need."""
    from usher import demo as demos  # noqa: PLC0415  the sandbox is loaded for the demo alone

    set_up_logs("WARNING")
    settings = demos.DemoSettings(
        port=port, data=data, database=database, people=people, profile=profile, readback=readback, fresh=fresh, bot=bot
    )
    asyncio.run(demos.run_sandbox(settings))


@app.command()
def serve(
    worker: Annotated[bool, typer.Option(help="Run the worker in this process as well.")] = True,
    port: Annotated[int | None, typer.Option(help="Overrides USHER_PORT.")] = None,
) -> None:
    """Serve the bot, with the worker in the same process unless --no-worker."""
    from usher import serve as serving  # noqa: PLC0415  other commands start faster

    set_up_logs()
    environment = load_environment()
    if port is not None:
        environment = environment.model_copy(update={"port": port})
    asyncio.run(serving.serve(environment, load_rules(environment.config), works=worker))


@app.command()
def worker() -> None:
    """Run the worker alone."""
    from usher import serve as serving  # noqa: PLC0415  other commands start faster

    set_up_logs()
    environment = load_environment()
    asyncio.run(serving.work(environment, load_rules(environment.config)))


@app.command()
def check() -> None:
    """Check each setting and each connection: ok, or what to do."""
    from usher import check as checks  # noqa: PLC0415  other commands start faster

    set_up_logs("ERROR")
    raise typer.Exit(asyncio.run(checks.run_check()))


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to this version."""
    from usher import upkeep  # noqa: PLC0415  other commands start faster

    typer.echo(upkeep.upgrade(load_environment()))


@audit.command("verify")
def audit_verify() -> None:
    """Verify the chain: names the first row that was changed, removed or reordered."""
    from usher import upkeep  # noqa: PLC0415  other commands start faster

    good, words = upkeep.verify(load_environment())
    typer.echo(words)
    raise typer.Exit(0 if good else 1)


@audit.command("export")
def audit_export() -> None:
    """Write the audit as JSON Lines, pseudonyms resolved for who may read it."""
    from usher import upkeep  # noqa: PLC0415  other commands start faster

    for line in upkeep.export(load_environment()):
        typer.echo(line)


def main() -> None:
    """Run the command; settings that are wrong end it with exit code 2 and their lines."""
    try:
        app()
    except SettingsError as error:
        for problem in error.problems:
            typer.echo(problem, err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
