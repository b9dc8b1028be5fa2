"""Judges an app package as Teams would: Microsoft's schema, then what no schema can say about icons and the zip.

The rules that are not in the schema come from the Teams documentation, "Create an app package" and "App icons"
(https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package).
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import TYPE_CHECKING, Any

from jsonschema import Draft4Validator, Draft6Validator, FormatChecker
from jsonschema.validators import extend

from manifest.images import NotReadable, read_png

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COLOR_SIZE, OUTLINE_SIZE = 192, 32
#: Older clients cut a command's title here, though newer schemas allow 128.
LONGEST_TITLE = 32
MOST_COMMANDS = 10
MANIFEST = "manifest.json"
#: The schema says draft-04 and yet uses ``const``, which came with draft-06.
SchemaValidator: Any = extend(  # type: ignore[no-untyped-call]  # types-jsonschema leaves it untyped
    Draft4Validator, {"const": Draft6Validator.VALIDATORS["const"]}
)


def load_schema(path: Path) -> dict[str, Any]:
    """Microsoft's schema from a file (draft-04)."""
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


def check_package(package: bytes, schema: dict[str, Any]) -> list[str]:
    """Everything that is wrong with the zip, one sentence each; an empty list means that Teams should take it."""
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as opened:
            parts = {entry.filename: opened.read(entry) for entry in opened.infolist()}
            manifest = json.loads(parts[MANIFEST])
    except zipfile.BadZipFile:
        return ["The package is not a zip file."]
    except KeyError:
        return [f"{MANIFEST} is missing at the root of the zip."]
    except ValueError as broken:
        return [f"{MANIFEST} is not JSON: {broken}"]
    problems = check_manifest(manifest, schema)
    return problems or [*_check_layout(manifest, set(parts)), *_check_icons(manifest, parts)]


def check_manifest(manifest: dict[str, Any], schema: dict[str, Any]) -> list[str]:
    """What the schema and the older clients object to, each with its place in the manifest."""
    validator = SchemaValidator(schema, format_checker=FormatChecker())
    found = [f"{_place(error.absolute_path)}: {error.message}" for error in validator.iter_errors(manifest)]
    checks = (_check_version, _check_addresses, _check_commands, _check_domains)
    return sorted(found) or [problem for check in checks for problem in check(manifest)]


def _place(path: Any) -> str:
    """``bots[0].botId`` from a path of keys and numbers."""
    words = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return words.lstrip(".") or MANIFEST


def _check_version(manifest: dict[str, Any]) -> Iterator[str]:
    """The schema says in words alone that the version must be a semantic one (https://semver.org)."""
    if not re.fullmatch(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}", manifest["version"]):
        yield f"version: {manifest['version']!r} must be three numbers such as 1.0.0."


def _check_addresses(manifest: dict[str, Any]) -> Iterator[str]:
    """The schema's own "httpsUrl" lets http pass; Teams does not."""
    for key, value in manifest["developer"].items():
        if key.endswith("Url") and not value.lower().startswith("https://"):
            yield f"developer.{key}: {value!r} must begin with https://."


def _check_commands(manifest: dict[str, Any]) -> Iterator[str]:
    """Titles are short and said once a list; older clients show ten."""
    lists = [commands for bot in manifest.get("bots", []) for commands in bot.get("commandLists", [])]
    for number, commands in enumerate(lists):
        titles = [command["title"] for command in commands["commands"]]
        if len(titles) > MOST_COMMANDS or len(set(titles)) != len(titles):
            yield f"Command list {number} must hold at most {MOST_COMMANDS} different titles."
        yield from (
            f"The command title {t!r} is longer than {LONGEST_TITLE}." for t in titles if len(t) > LONGEST_TITLE
        )


def _check_domains(manifest: dict[str, Any]) -> Iterator[str]:
    """A domain is a bare host name; a wildcard over a whole top-level domain would let any site in."""
    for domain in manifest.get("validDomains", []):
        labels = domain.removeprefix("*.").split(".")
        if "/" in domain or "*" in labels or len(labels) < 2:  # noqa: PLR2004  # example.com has two labels
            yield f"validDomains: {domain!r} must be a host name such as usher.example.com."


def _check_layout(manifest: dict[str, Any], names: set[str]) -> Iterator[str]:
    """All files stand at the root, each one that is named is there, and nothing else is."""
    named = {MANIFEST, *manifest["icons"].values()}
    yield from (f"{name} is named in the manifest and missing in the zip." for name in sorted(named - names))
    yield from (f"{name} is in the zip and not named in the manifest." for name in sorted(names - named))
    yield from (f"{name} must stand at the root of the zip." for name in sorted(names) if "/" in name)


def _check_icons(manifest: dict[str, Any], parts: dict[str, bytes]) -> Iterator[str]:
    """Sizes, and an outline of nothing but white and transparency."""
    for kind, size in (("color", COLOR_SIZE), ("outline", OUTLINE_SIZE)):
        name = manifest["icons"][kind]
        if name not in parts:
            continue  # told by the layout
        try:
            image = read_png(parts[name])
        except NotReadable as broken:
            yield f"{name} cannot be read as an 8-bit PNG: {broken}"
            continue
        if (image.width, image.height) != (size, size):
            yield f"{name} is {image.width}x{image.height}; it must be {size}x{size}."
        if kind == "outline" and {p[:3] if p[3] else None for p in image.pixels} != {(255, 255, 255), None}:
            yield f"{name} must hold white and transparent pixels, and no others."
