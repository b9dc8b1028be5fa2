"""Builds the Teams app package: the template filled from settings, two icons, one zip that is the same every time."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from dataclasses import dataclass, fields
from pathlib import Path
from string import Template
from typing import Any

from manifest.validate import check_package, load_schema

HERE = Path(__file__).parent
#: The lowest schema that holds what Usher uses; newer clients read it too.
SCHEMA = HERE / "schemas" / "teams-1.22.json"
#: Where the icons and the manifest stand in the zip, in this order.
ICONS = ("color.png", "outline.png")
#: A zip knows no date before 1980; one fixed date makes equal contents equal bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)
#: Read and write for the owner, read for others, as a regular file: what unzip makes of an entry.
FILE_MODE = 0o100644 << 16


class InvalidPackage(Exception):
    """The package would be refused by Teams; nothing was written. ``problems`` are sentences for an administrator."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True, kw_only=True)
class PackageSettings:
    """What an organisation decides about its app package. All of it is visible to everybody who sees the app."""

    #: Application (client) id of the bot's registration in Entra: a GUID.
    app_id: str
    #: The platform's name, as people in the organisation say it.
    platform: str
    #: Who answers for this installation; at most 32 characters.
    developer_name: str
    #: Where people get support; https only, like the next two.
    website_url: str
    privacy_url: str
    terms_url: str
    #: Version of the package, three numbers. Teams takes an update only when it grows.
    version: str = "1.0.0"
    #: Id of the app in the Teams catalogue: a GUID; None takes one that follows from ``app_id``.
    package_id: str | None = None


def build_manifest(settings: PackageSettings) -> dict[str, Any]:
    """Fill the template. Values land in JSON strings and nowhere else, so that no setting can add a key."""
    values = {f.name: str(getattr(settings, f.name)) for f in fields(settings)}
    values["package_id"] = settings.package_id or follow_id(settings.app_id)
    template = json.loads((HERE / "template.json").read_text(encoding="utf-8"))
    filled: dict[str, Any] = _fill(template, values)
    return filled


def follow_id(app_id: str) -> str:
    """The catalogue id for a bot: always the same for one ``app_id``, and not the same as it (RFC 9562 §5.5)."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"usher:teams-app:{app_id.lower()}"))


def build_package(settings: PackageSettings) -> bytes:
    """The zip as bytes: equal settings give equal bytes on every machine."""
    manifest = json.dumps(build_manifest(settings), indent=2, ensure_ascii=False) + "\n"
    parts = {"manifest.json": manifest.encode()}
    parts |= {name: (HERE / "icons" / name).read_bytes() for name in ICONS}
    return pack(parts)


def pack(parts: dict[str, bytes]) -> bytes:
    """Zip ``parts`` in their order. They are stored, not deflated: a few kilobytes, and no zlib can change them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = 3, FILE_MODE  # 3: Unix, whichever system builds it
            package.writestr(entry, content)
    return buffer.getvalue()


def write_package(path: Path, settings: PackageSettings) -> Path:
    """Build, validate against Microsoft's schema, and write to ``path``; raises :class:`InvalidPackage` and writes nothing."""
    package = build_package(settings)
    if problems := check_package(package, load_schema(SCHEMA)):
        raise InvalidPackage(problems)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(package)
    return path


def _fill(node: Any, values: dict[str, str]) -> Any:
    """The same tree with ``${name}`` replaced in its strings."""
    if isinstance(node, dict):
        return {key: _fill(value, values) for key, value in node.items()}
    if isinstance(node, list):
        return [_fill(value, values) for value in node]
    return Template(node).substitute(values) if isinstance(node, str) else node
