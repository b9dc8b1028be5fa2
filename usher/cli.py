"""The command ``usher``. Exit codes: 0 good, 1 found something, 2 wrong use."""

from __future__ import annotations

import asyncio
import errno
import gc
import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from usher import scim
from usher.environment import leave_netrc, load_environment
from usher.logs import set_up_logs
from usher.settings import SettingsError, load_rules

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__, pretty_exceptions_enable=False)
db = typer.Typer(no_args_is_help=True, help="The database's tables.")
audit = typer.Typer(no_args_is_help=True, help="The audit and its chain.")
app.add_typer(db, name="db")
manifest = typer.Typer(no_args_is_help=True, help="The Teams app package.")
policy = typer.Typer(no_args_is_help=True, help="What usher.toml decides.")
keys = typer.Typer(no_args_is_help=True, help="The master key.")
people = typer.Typer(no_args_is_help=True, help="Whom Usher knows.")
app.add_typer(audit, name="audit")
app.add_typer(keys, name="keys")
app.add_typer(people, name="people")
app.add_typer(manifest, name="manifest")
app.add_typer(policy, name="policy")
app.add_typer(scim.app, name="scim")

Port = Annotated[int, typer.Option(min=1, max=65535, help="Port on 127.0.0.1.")]
Data = Annotated[Path, typer.Option(help="Folder of the tenant's world and of Usher's database.")]
DatabaseURL = Annotated[str, typer.Option(help="SQLAlchemy URL of Usher's database; SQLite in --data without it.")]
People = Annotated[int, typer.Option(min=10, max=200_000, help="How many people the tenant has.")]
Scope = Annotated[Literal["all", "none"], typer.Option(help="What a new tenant has in scope: none before a rollout.")]
Profile = Annotated[Literal["full", "standard", "look"], typer.Option(help="Graph rights of the provisioner.")]
Readback = Annotated[Literal["full", "log", "none"], typer.Option(help="What can be read back.")]
Fresh = Annotated[bool, typer.Option("--fresh", help="Begin with a new world.")]
Policies = Annotated[
    Path | None,
    typer.Argument(envvar="USHER_CONFIG", exists=True, dir_okay=False, readable=True, help="Another usher.toml."),
]


@app.command()
def demo(
    port: Port = 3978,
    data: Data = Path(".demo"),
    database: DatabaseURL = "",
    people: People = 40,
    scope: Scope = "all",
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
        port=port,
        data=data,
        database=database,
        people=people,
        scope=scope,
        profile=profile,
        readback=readback,
        fresh=fresh,
    )
    if (story or as_json) and not tour:
        raise typer.BadParameter(f"say --tour {story or '--json'} to have it played", param_hint="--tour")
    if tour:
        raise typer.Exit(asyncio.run(demos.run_tour(settings, story=story, as_json=as_json)))
    asyncio.run(demos.run_demo(settings))


@app.command()
def sandbox(
    port: Port = 3978,
    data: Data = Path(".demo"),
    database: DatabaseURL = "",
    people: People = 40,
    scope: Scope = "all",
    profile: Profile = "full",
    readback: Readback = "full",
    fresh: Fresh = False,
    bot: Annotated[str, typer.Option(help="The bot's whole messaging address; on the next port without it.")] = "",
) -> None:
    """Serve the tenant alone; prints the USHER_* that `usher serve` and `usher worker` need."""
    from usher import demo as demos  # noqa: PLC0415  the sandbox is loaded for the demo alone

    set_up_logs("WARNING")
    settings = demos.DemoSettings(
        port=port,
        data=data,
        database=database,
        people=people,
        scope=scope,
        profile=profile,
        readback=readback,
        fresh=fresh,
        bot=bot,
    )
    asyncio.run(demos.run_sandbox(settings))


@app.command()
def serve(
    worker: Annotated[bool, typer.Option(help="Run the worker in this process as well.")] = True,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Overrides USHER_PORT.")] = None,
) -> None:
    """Serve the bot, with the worker in the same process unless --no-worker."""
    gc.disable()  # the imports make half a million objects to keep; wiring.settle() enables it again
    from usher import serve as serving  # noqa: PLC0415  other commands start faster

    set_up_logs()
    environment = load_environment()
    asyncio.run(serving.serve(environment, load_rules(environment.config), works=worker, port=port))


@app.command()
def worker() -> None:
    """Run the worker alone."""
    gc.disable()  # as in serve
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
def audit_verify(
    head: Annotated[
        list[str] | None,
        typer.Option(metavar="PLACE:LINK", help="A head that was kept outside; several are checked in one reading."),
    ] = None,
    log: Annotated[
        typer.FileText | None,
        typer.Option(help="Usher's log, or - for standard input: every audit.head in it is checked.", errors="replace"),
    ] = None,
) -> None:
    """Verify the chain: names the first row that was changed, removed or reordered; with a head, an end that was cut off."""
    from usher import upkeep  # noqa: PLC0415  other commands start faster

    try:
        heads = [upkeep.read_head(one) for one in head or []] + (upkeep.heads_in(log) if log else [])
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    good, words = upkeep.verify(load_environment(), heads)
    typer.echo(words)
    raise typer.Exit(0 if good else 1)


@audit.command("head")
def audit_head() -> None:
    """Print the chain's head as PLACE:LINK, to be kept where nobody who can write to the database can write."""
    from usher import upkeep  # noqa: PLC0415  other commands start faster

    typer.echo(upkeep.head(load_environment()))


@audit.command("export")
def audit_export() -> None:
    """Write the audit as JSON Lines, pseudonyms resolved for who may read it."""
    from usher import upkeep  # noqa: PLC0415  other commands start faster

    upkeep.export_audit(load_environment(), typer.echo)


@keys.command("rotate")
def keys_rotate() -> None:
    """Wrap everything under USHER_MASTER_KEY that is still wrapped under USHER_MASTER_KEY_BEFORE; exits with 1 where remains are left."""
    from usher import personal  # noqa: PLC0415  other commands start faster

    environment = load_environment()
    clean, words = asyncio.run(personal.rotate(environment, load_rules(environment.config)))
    typer.echo(words)
    raise typer.Exit(0 if clean else 1)


@people.command("erase")
def people_erase(who: Annotated[str, typer.Argument(metavar="ADDRESS|PSEUDONYM", help="Whom.")]) -> None:
    """Erase a person for good and have the cards that name them redacted; refused while they have access or a say."""
    from usher import personal  # noqa: PLC0415  other commands start faster

    environment = load_environment()
    done, words = asyncio.run(personal.erase(environment, load_rules(environment.config), who))
    typer.echo(words)
    raise typer.Exit(0 if done else 1)


@manifest.command("build")
def manifest_build(
    app_id: Annotated[str, typer.Option(envvar="USHER_BOT_APP_ID", help="Application id of the bot's registration.")],
    developer: Annotated[str, typer.Option(help="Who answers for this installation (32 characters at most).")] = "IT",
    website: Annotated[str, typer.Option(help="Where people get support (https).")] = "https://example.com",
    privacy: Annotated[str, typer.Option(help="Privacy notice (https).")] = "https://example.com/privacy",
    terms: Annotated[str, typer.Option(help="Terms of use (https).")] = "https://example.com/terms",
    version: Annotated[
        str, typer.Option(help="Version of the package; Teams takes an update only when it grows.")
    ] = "1.0.0",
    out: Annotated[Path, typer.Option(help="Where the zip is written.")] = Path("usher-teams.zip"),
) -> None:
    """Write the Teams app package, validated against Microsoft's schema."""
    from manifest.build import InvalidPackage, PackageSettings, write_package  # noqa: PLC0415  other commands start faster

    settings = PackageSettings(
        app_id=app_id,
        platform=load_rules(_config()).platform,
        developer_name=developer,
        website_url=website,
        privacy_url=privacy,
        terms_url=terms,
        version=version,
    )
    try:
        typer.echo(f"Wrote {write_package(out, settings)}. Teams admin centre > Manage apps > Upload new app.")
        if any("//example.com" in url for url in (website, privacy, terms)):
            typer.echo("It names example.com where --website, --privacy or --terms were not given.")
    except OSError as error:
        problem = f"{out} cannot be written ({error.strerror}); name a file"
        raise typer.BadParameter(problem, param_hint="--out") from error
    except InvalidPackage as error:
        for problem in error.problems:
            typer.echo(problem, err=True)
        raise typer.Exit(1) from error


@policy.command("check")
def policy_check(path: Policies = None) -> None:
    """Validate usher.toml; every error names its line."""
    try:
        rules = load_rules(path)
    except SettingsError as error:
        for problem in error.problems:
            typer.echo(problem)
        raise typer.Exit(1) from error
    typer.echo(f"ok: {len(rules.groups)} groups, {len(rules.roles)} roles, {len(rules.policies)} policies")


@policy.command("explain")
def policy_explain(path: Policies = None) -> None:
    """Say in words who may ask for what and who decides."""
    from usher.explaining import explain  # noqa: PLC0415  other commands start faster

    for line in explain(load_rules(path)):
        typer.echo(line)


def _config() -> Path | None:
    """USHER_CONFIG, for a command that needs no other setting."""
    value = os.environ.get("USHER_CONFIG")
    return Path(value) if value else None


def main() -> None:
    """Run the command; settings that are wrong end it with exit code 2 and their lines."""
    leave_netrc()
    try:
        app()
    except SettingsError as error:
        for problem in error.problems:
            typer.echo(problem, err=True)
        sys.exit(2)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        typer.echo("The disk that takes the output is full; what was written there is not whole.", err=True)
        os._exit(1)  # at an ordinary end Python tries once more to write the rest


if __name__ == "__main__":
    main()
