"""``USHER_*``: secrets and addresses, validated at start."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from usher.clouds import CLOUDS, Place
from usher.settings import SettingsError
from usher.settings_places import plain


class Environment(BaseSettings):
    """Secrets and addresses, from ``USHER_*``. Each is described in docs/admin-guide.md."""

    model_config = SettingsConfigDict(env_prefix="USHER_", env_ignore_empty=True, extra="ignore", frozen=True)

    tenant_id: str = Field(min_length=1, pattern=r"^[A-Za-z0-9.-]*$")
    bot_app_id: str = Field(min_length=1)
    bot_app_secret: SecretStr | None = None
    bot_certificate: Path | None = None
    #: Where the next four are, and who makes and takes the bot's tokens.
    cloud: str = "public"
    bot_openid_url: str = ""
    service_urls: str = ""
    login_url: str = ""
    graph_url: str = ""
    file_urls: str = "https://*.sharepoint.com/"
    provisioner_app_id: str = ""
    provisioner_secret: SecretStr | None = None
    provisioner_certificate: Path | None = None
    enterprise_app: str = ""
    sync_job: str = ""
    scim_url: str = ""
    scim_token: SecretStr | None = None
    provider_url: str = ""
    redirect_url: str = "https://myapps.microsoft.com"
    database: str = ""
    data: Path = Path("usher-data")
    master_key: SecretStr | None = None
    master_key_before: SecretStr | None = None
    config: Path | None = None
    clock_url: str = ""
    call_seconds: float = Field(10, gt=0, le=60)
    port: int = Field(3978, ge=1, le=65535)
    host: str = "127.0.0.1"
    heartbeat: float = Field(1.8, ge=0.1, le=60)

    @field_validator("*", mode="before")
    @classmethod
    def _stripped(cls, value: object) -> object:
        """Secrets are often kept in files, which end with a line's end."""
        return value.strip() if isinstance(value, str) else value

    @model_validator(mode="before")
    @classmethod
    def _at_home(cls, given: dict[str, Any]) -> dict[str, Any]:
        """The cloud's addresses, but for those that are set by hand."""
        place = CLOUDS.get(str(given.get("cloud", "public")).strip())
        return {**place.addresses, **given} if place else given

    @field_validator("cloud")
    @classmethod
    def _known(cls, value: str) -> str:
        """One of the clouds."""
        if value not in CLOUDS:
            raise ValueError(f"{value!r} is no cloud that Usher knows: use one of {', '.join(CLOUDS)}")
        return value

    @property
    def place(self) -> Place:
        """The cloud's own addresses, whatever is set by hand."""
        return CLOUDS[self.cloud]

    @field_validator("scim_token")
    @classmethod
    def _sendable(cls, value: SecretStr | None) -> SecretStr | None:
        """A header takes nothing else."""
        token = value.get_secret_value() if value else ""
        if not (token.isascii() and token.isprintable()):
            raise ValueError("only printable ASCII can be sent: copy the token anew")
        return value

    @field_validator("redirect_url")
    @classmethod
    def _leads_somewhere(cls, value: str) -> str:
        """Guests are sent there; Entra takes no other address."""
        address = urlsplit(value)
        here = address.scheme == "http" and address.hostname in {"127.0.0.1", "localhost"}
        if not address.hostname or not (address.scheme == "https" or here):
            raise ValueError("this is no https address")
        return value

    @property
    def allowed_services(self) -> tuple[str, ...]:
        """Where the bot's token may be sent."""
        return _parts(self.service_urls)

    @property
    def allowed_files(self) -> tuple[str, ...]:
        """Where files that people send are fetched; empty for none."""
        return _parts(self.file_urls)


def _parts(text: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def load_environment() -> Environment:
    """Read ``USHER_*``. Raises :class:`SettingsError` that names each missing variable."""
    check_proxies()
    nothing: dict[str, Any] = {}  # every value comes from the environment
    try:
        return Environment(**nothing)
    except ValidationError as error:
        problems = [f"USHER_{str(e['loc'][0]).upper()}: {plain(e['msg'])}" for e in error.errors() if e["loc"]]
        raise SettingsError(problems) from error


def check_proxies() -> None:
    """Raises :class:`SettingsError` for a proxy in the environment that not all of our libraries take.

    Of one without ``http://`` they tell the whole address with its password, one with ``https://`` some of them go past, and SOCKS none has.
    """
    wrong = [name for name, value in getproxies().items() if name in {"http", "https", "all"} and not _is_proxy(value)]
    form = "http://USER:PASSWORD@HOST:PORT, with signs such as @, / or # in the password as %40 and so on"
    if wrong:
        raise SettingsError(
            [f"{name.upper()}_PROXY: give it as {form}; no other kind of proxy is used" for name in wrong]
        )


def _is_proxy(value: str) -> bool:
    """Whether it is the address of an HTTP proxy."""
    try:
        address = urlsplit(value)
        return address.scheme == "http" and bool(address.hostname) and address.port != 0
    except ValueError:  # a port that is no number
        return False


def leave_netrc() -> None:
    """Have a ``~/.netrc`` lend no password: aiohttp adds it to every call to a host that is named there, which ``default`` does for all.

    Of a call that has our token it makes an error.
    """
    os.environ["NETRC"] = os.devnull
