"""What is wired to what: the one place where parts are made, started in the right order, and stopped in the reverse."""

from __future__ import annotations

import asyncio
import fcntl
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import structlog

from bot.connector import Connector
from bot.delivery import Delivery
from bot.service_urls import FileUrls, ServiceUrls
from bot.tokens import BotTokens
from provisioning.directory import open_directory
from provisioning.directory.credentials import build_credential
from provisioning.directory.settings import (
    Certificate,
    ClientSecret,
    DirectorySettings,
    ManagedIdentity,
    Profile,
    is_loopback,
)
from provisioning.platform import open_platform
from provisioning.sql import sqlite_path
from provisioning.storage import foreign, schema
from provisioning.usecases import sending
from provisioning.usecases.service import Service
from provisioning.workflow import durable, registry
from provisioning.workflow.executions import Executions
from provisioning.workflow.outside import World
from usher.background import settle, start_background
from usher.clock import SandboxClock, SystemClock
from usher.database import answering, connect, database_url
from usher.keys import open_keys
from usher.settings import SettingsError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from provisioning.domain.ports import Platform
    from provisioning.domain.rules import Rules
    from provisioning.sql import Database
    from usher.environment import Environment

log = structlog.get_logger(__name__)

#: What a certificate's setting wants.
CERTIFICATE = "name a PEM or PKCS 12 file with certificate and key that Usher may read"
ONE_OF_BOTH = "both are set, and only one can be used: take the other out"
#: Sweeps by the wall; the sandbox's clock asks for more. Six fields: seconds first.
SWEEP_AT = "*/20 * * * * *"


@dataclass(frozen=True, kw_only=True)
class House:
    """A running Usher, or the part of it that this process is."""

    environment: Environment
    rules: Rules
    service: Service
    connector: Connector
    session: aiohttp.ClientSession
    engine: durable.Durable
    world: World | None
    #: Called by followers of the sandbox's clock.
    clock: SystemClock | SandboxClock


def service_urls(environment: Environment) -> ServiceUrls:
    """Where the bot's token may be sent. Raises SettingsError for an address that is not https."""
    try:
        return ServiceUrls(environment.allowed_services)
    except ValueError as error:
        raise SettingsError([f"USHER_SERVICE_URLS: {error}"]) from error


def file_urls(environment: Environment) -> FileUrls:
    """Where files are fetched that people send. Raises SettingsError for an address that is not https."""
    try:
        return FileUrls(environment.allowed_files)
    except ValueError as error:
        raise SettingsError([f"USHER_FILE_URLS: {error}"]) from error


def directory_settings(environment: Environment, rules: Rules) -> DirectorySettings:
    """As whom the provisioner signs in, and where. Raises SettingsError for addresses and a certificate that cannot be used."""
    if environment.provisioner_secret and environment.provisioner_certificate:
        raise SettingsError([f"USHER_PROVISIONER_SECRET, USHER_PROVISIONER_CERTIFICATE: {ONE_OF_BOTH}"])
    app = environment.provisioner_app_id
    if not app and (environment.provisioner_secret or environment.provisioner_certificate):
        raise SettingsError(["USHER_PROVISIONER_APP_ID: set it to the client id that the secret or certificate is of"])
    identity: ManagedIdentity | Certificate | ClientSecret = ManagedIdentity(client_id=app or None)
    if environment.provisioner_secret:
        identity = ClientSecret(client_id=app, secret=environment.provisioner_secret.get_secret_value())
    elif environment.provisioner_certificate:
        identity = Certificate(client_id=app, path=environment.provisioner_certificate)
    try:
        settings = DirectorySettings(
            tenant_id=environment.tenant_id,
            identity=identity,
            profile=Profile(rules.profile),
            cloud=environment.place.directory,
            reads_log=rules.readback != "none",
            enterprise_app=environment.enterprise_app or None,
            sync_job=environment.sync_job or None,
            login_url=environment.login_url,
            graph_url=environment.graph_url,
            call_seconds=environment.call_seconds,
        )
    except ValueError as error:
        raise SettingsError([f"USHER_LOGIN_URL, USHER_GRAPH_URL: {error}"]) from error
    if isinstance(identity, Certificate):
        _check_certificate(settings)
    return settings


def platform_of(environment: Environment, rules: Rules) -> Platform:
    """The platform, not connected yet. Raises SettingsError where accounts are to be read and nothing says where or as whom."""
    if rules.sees_platform and not environment.scim_url:
        raise SettingsError(["USHER_SCIM_URL: set it; usher.toml says that accounts are read (readback)"])
    token = environment.scim_token.get_secret_value() if environment.scim_token else ""
    if rules.sees_platform and not token:
        raise SettingsError(["USHER_SCIM_TOKEN: set it; usher.toml says that accounts are read (readback)"])
    return open_platform(environment.scim_url, token, call_seconds=environment.call_seconds)


def _check_certificate(settings: DirectorySettings) -> None:
    """What is wrong with the provisioner's certificate is said at start, and not by every call. SettingsError."""
    try:
        build_credential(settings)
    except (OSError, ValueError) as error:
        raise SettingsError([f"USHER_PROVISIONER_CERTIFICATE: {error}; {CERTIFICATE}"]) from error


def bot_tokens(environment: Environment) -> BotTokens:
    """The bot's identity towards the connector. Raises SettingsError for one that cannot be used."""
    if environment.bot_app_secret and environment.bot_certificate:
        raise SettingsError([f"USHER_BOT_APP_SECRET, USHER_BOT_CERTIFICATE: {ONE_OF_BOTH}"])
    secret = environment.bot_app_secret.get_secret_value() if environment.bot_app_secret else None
    certificate = str(environment.bot_certificate) if environment.bot_certificate else None
    try:
        return BotTokens(
            tenant_id=environment.tenant_id,
            app_id=environment.bot_app_id,
            secret=secret,
            certificate=certificate,
            managed_identity=not (secret or certificate),
            login_url=environment.login_url,
            scope=f"{environment.place.bot_framework}/.default",
            call_seconds=environment.call_seconds,
        )
    except (OSError, ValueError) as error:
        names = "USHER_BOT_APP_SECRET, USHER_BOT_CERTIFICATE, USHER_LOGIN_URL"
        raise SettingsError([f"{names}: {error}; for a certificate {CERTIFICATE}"]) from error


def lock_file(url: str) -> Any:
    """Hold a SQLite database for this process alone; None on PostgreSQL. Raises SettingsError when another holds it.

    So it does for a file that is not Usher's, beside which no lock is left.
    """
    path = sqlite_path(url)
    if path is None:
        return None
    with answering():
        foreign.refuse_foreign(url)
    handle = _open_lock(Path(f"{path.resolve()}.lock"))  # one lock by whichever name the database is called
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        handle.close()
        raise SettingsError([f"{path}: another Usher uses this database; several processes need PostgreSQL"]) from error
    return handle


def _open_lock(path: Path) -> Any:
    """The lock's file, open as long as the process lives. Raises SettingsError where it cannot be written."""
    try:
        return path.open("w", encoding="utf-8")
    except OSError as error:
        problem = f"{path} cannot be written ({error.strerror}); let Usher write in this folder, or name another one"
        raise SettingsError([f"USHER_DATA, USHER_DATABASE: {problem}"]) from error


@asynccontextmanager
async def open_house(
    environment: Environment,
    rules: Rules,
    *,
    serves: bool = True,
    works: bool = True,
    clock: SandboxClock | None = None,
) -> AsyncIterator[House]:
    """Start the parts this process has, and stop them in the reverse order. ``serves``: the bot; ``works``: the worker.

    ``clock`` is for the demo, whose sandbox opens its port after this; others read the offset from USHER_CLOCK_URL.
    """
    async with AsyncExitStack() as stack:
        url = database_url(environment)
        lock = lock_file(url)
        if lock is not None:
            stack.callback(lock.close)
        with answering():
            database = connect(url)
            stack.callback(database.close)
            await asyncio.to_thread(schema.upgrade, database.engine)
            keys = await asyncio.to_thread(open_keys, environment, database)
        session = await stack.enter_async_context(open_session(environment))
        world_clock = clock or await open_clock(environment, session)
        queue = durable.Queue(database)
        stack.callback(queue.close)
        service = Service(
            database=database,
            rules=rules,
            keys=keys,
            clock=world_clock,
            put_in_queue=queue.put,
            wake=durable.wake,
        )
        if lock is not None:
            with answering():
                await service.do(sending.release_all)
        tokens = bot_tokens(environment)
        stack.push_async_callback(tokens.close)
        connector = Connector(tokens, service_urls(environment), session, call_seconds=environment.call_seconds)
        world = await _world(stack, environment, rules, service) if works else None
        engine = _engine(database, environment, service, connector if serves else None, world)
        with answering():
            await engine.launch()
        stack.push_async_callback(engine.stop)
        if world is not None:
            await engine.schedule("sweep", "sweep", SWEEP_AT)
        house = House(
            environment=environment,
            rules=rules,
            service=service,
            connector=connector,
            session=session,
            engine=engine,
            world=world,
            clock=world_clock,
        )
        start_background(stack, house)
        settle()
        yield house


def open_session(environment: Environment) -> aiohttp.ClientSession:
    """What the bot asks Microsoft with: by the proxy that the environment names, but for a tenant on this machine."""
    return aiohttp.ClientSession(trust_env=not is_loopback(environment.bot_openid_url))


async def open_clock(environment: Environment, session: aiohttp.ClientSession) -> SystemClock | SandboxClock:
    """The system's clock, or the sandbox's where one is named. Raises SettingsError when that does not answer as one."""
    if not environment.clock_url:
        return SystemClock()
    clock = SandboxClock(environment.clock_url)
    try:
        await clock.read(session)
    except (aiohttp.ClientError, TimeoutError, ValueError, LookupError, TypeError) as error:
        problem = f"does not answer as a sandbox's clock ({type(error).__name__}); in production leave it out"
        raise SettingsError([f"USHER_CLOCK_URL: {problem}"]) from error
    return clock


async def _world(stack: AsyncExitStack, environment: Environment, rules: Rules, service: Service) -> World:
    """Directory and platform; nothing is connected yet."""
    directory = open_directory(directory_settings(environment, rules))
    stack.push_async_callback(directory.close)
    platform = platform_of(environment, rules)
    stack.push_async_callback(platform.close)
    return World(service=service, directory=directory, platform=platform)


def _engine(
    database: Database, environment: Environment, service: Service, connector: Connector | None, world: World | None
) -> durable.Durable:
    """The durable engine with the workflows that this process runs."""
    workflows: dict[str, Any] = {}
    listens: list[str] = []
    if connector is not None:
        delivery = Delivery(
            service=service,
            connector=connector,
            tenant_id=environment.tenant_id,
            service_urls=service_urls(environment),
        )
        workflows |= registry.deliveries(delivery.some)
        listens.append("cards")
    if world is not None:
        executions = Executions(world=world, redirect_url=environment.redirect_url)
        workflows |= registry.Work(world=world, executions=executions).by_name()
        listens.append("work")
    return durable.Durable(database, listens=listens, workflows=workflows, heartbeat=environment.heartbeat)
