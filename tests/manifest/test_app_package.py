"""The Teams app package: what is in it, that it is the same every time, and that bad ones are named as such."""

from __future__ import annotations

import dataclasses
import io
import json
import struct
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.grammar import telling
from manifest.build import SCHEMA, InvalidPackage, PackageSettings, build_manifest, build_package, pack, write_package
from manifest.images import SIGNATURE, NotReadable, read_png
from manifest.validate import check_manifest, check_package, load_schema

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
OFFICIAL = ROOT / "sandbox/page/node_modules/@microsoft/app-manifest/build/json-schemas/teams"
APP_ID = "6b1a7a52-0d1e-4c59-9d0c-7f0a4c2f9e11"
SETTINGS = PackageSettings(
    app_id=APP_ID,
    platform="AskCody",
    developer_name="Contoso Workplace",
    website_url="https://usher.contoso.example/support",
    privacy_url="https://usher.contoso.example/privacy",
    terms_url="https://usher.contoso.example/terms",
)
COMMANDS = [
    "invite",
    "add",
    "preview",
    "test access",
    "my requests",
    "approvals",
    "my access",
    "who has",
    "away",
    "help",
]


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return load_schema(SCHEMA)


def parts_of(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def png(width: int, height: int, pixel: bytes, *, depth: int = 8) -> bytes:
    """A PNG of one colour, unfiltered."""
    header = struct.pack(">IIBBBBB", width, height, depth, {3: 2, 4: 6}[len(pixel)], 0, 0, 0)
    rows = zlib.compress((b"\0" + pixel * width) * height)
    chunks = [(b"IHDR", header), (b"IDAT", rows), (b"IEND", b"")]
    return SIGNATURE + b"".join(
        struct.pack(">I", len(c)) + k + c + struct.pack(">I", zlib.crc32(k + c)) for k, c in chunks
    )


def repacked(change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The good package with its parts changed."""
    parts = parts_of(build_package(SETTINGS))
    change(parts)
    return pack(parts)


@pytest.mark.parametrize("version", ["1.22", "1.30"])
def test_the_manifest_is_valid_under_the_official_schema_it_names_and_under_the_newest(version: str) -> None:
    official = load_schema(OFFICIAL / f"v{version}" / "MicrosoftTeams.schema.json")
    manifest = {**build_manifest(SETTINGS), "manifestVersion": version}
    assert check_manifest(manifest, official) == []


def test_the_committed_schema_is_the_official_one() -> None:
    assert SCHEMA.read_bytes() == (OFFICIAL / "v1.22" / "MicrosoftTeams.schema.json").read_bytes()


def test_the_package_holds_the_manifest_and_two_icons_at_its_root_and_nothing_else(schema: dict[str, Any]) -> None:
    package = build_package(SETTINGS)
    assert list(parts_of(package)) == ["manifest.json", "color.png", "outline.png"]
    assert check_package(package, schema) == []


def test_equal_settings_give_equal_bytes_and_another_bot_gives_other_bytes() -> None:
    other = dataclasses.replace(SETTINGS, app_id="00000000-0000-4000-8000-000000000001")
    assert build_package(SETTINGS) == build_package(SETTINGS)
    assert build_package(SETTINGS) != build_package(other)
    with zipfile.ZipFile(io.BytesIO(build_package(SETTINGS))) as opened:
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_one_bot_serves_chats_teams_and_group_chats_and_each_is_offered_the_commands_that_work_there() -> None:
    (bot,) = build_manifest(SETTINGS)["bots"]
    own, team = bot["commandLists"]
    assert bot["botId"] == APP_ID
    assert bot["scopes"] == ["personal", "team", "groupChat"]
    assert (own["scopes"], team["scopes"]) == (["personal"], ["team"])
    assert [command["title"] for command in own["commands"]] == COMMANDS
    told = {command["title"]: telling(command["title"]) for one in (own, team) for command in one["commands"]}
    assert {title: what for title, what in told.items() if what is not None} == {"post here": True, "stop": False}
    assert [command["title"] for command in team["commands"]] == ["post here", "stop"]


def test_the_package_asks_for_no_sign_in_no_domain_and_no_permission() -> None:
    manifest = build_manifest(SETTINGS)
    assert manifest["validDomains"] == []
    assert not {"webApplicationInfo", "authorization", "permissions", "supportedChannelTypes"} & set(manifest)


def test_the_app_keeps_its_id_in_the_catalogue_for_one_bot_unless_one_is_given() -> None:
    given = "11111111-1111-4111-8111-111111111111"
    first, again = build_manifest(SETTINGS), build_manifest(dataclasses.replace(SETTINGS, version="1.0.1"))
    upper = build_manifest(dataclasses.replace(SETTINGS, app_id=APP_ID.upper()))
    assert first["id"] == again["id"] == upper["id"] != APP_ID
    assert build_manifest(dataclasses.replace(SETTINGS, package_id=given))["id"] == given


def test_a_setting_with_quotes_and_dollars_stays_a_value(schema: dict[str, Any]) -> None:
    odd = 'A "quoted" $name, Ærø'
    manifest = build_manifest(dataclasses.replace(SETTINGS, developer_name=odd))
    assert manifest["developer"]["name"] == odd
    assert check_package(build_package(dataclasses.replace(SETTINGS, developer_name=odd)), schema) == []


def test_a_written_package_is_the_built_one(tmp_path: Path) -> None:
    path = write_package(tmp_path / "new folder" / "usher.zip", SETTINGS)
    assert path.read_bytes() == build_package(SETTINGS)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"app_id": "not-a-guid"}, "bots[0].botId"),
        ({"developer_name": "x" * 33}, "developer.name"),
        ({"privacy_url": "http://usher.contoso.example/privacy"}, "developer.privacyUrl"),
        ({"platform": "x" * 60}, "description.short"),
        ({"version": "one"}, "version"),
        ({"package_id": "1234"}, "id"),
    ],
)
def test_a_bad_setting_is_named_by_its_place_and_nothing_is_written(
    tmp_path: Path, change: dict[str, str], place: str
) -> None:
    path = tmp_path / "usher.zip"
    with pytest.raises(InvalidPackage) as raised:
        write_package(path, dataclasses.replace(SETTINGS, **change))
    assert [problem.split(":")[0] for problem in raised.value.problems if problem.startswith(f"{place}:")] == [place]
    assert not path.exists()


def test_what_is_no_package_is_said_in_one_sentence(schema: dict[str, Any]) -> None:
    assert check_package(b"PK?", schema) == ["The package is not a zip file."]
    assert check_package(pack({"color.png": b""}), schema) == ["manifest.json is missing at the root of the zip."]
    (problem,) = check_package(pack({"manifest.json": b"{"}), schema)
    assert problem.startswith("manifest.json is not JSON")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda parts: parts.pop("color.png"), "color.png is named in the manifest and missing in the zip."),
        (lambda parts: parts.update({"x.txt": b""}), "x.txt is in the zip and not named in the manifest."),
        (lambda parts: parts.update({"a/b.txt": b""}), "a/b.txt must stand at the root of the zip."),
        (lambda parts: parts.update({"color.png": png(96, 192, b"abc")}), "color.png is 96x192; it must be 192x192."),
        (
            lambda parts: parts.update({"outline.png": png(32, 32, b"\xff\xff\xfe\xff")}),
            "outline.png must hold white and transparent pixels, and no others.",
        ),
        (
            lambda parts: parts.update({"outline.png": png(32, 32, b"\xff\xff\xff")}),
            "outline.png must hold white and transparent pixels, and no others.",
        ),
    ],
    ids=["missing", "surplus", "folder", "size", "grey outline", "no transparency"],
)
def test_a_flaw_of_the_zip_is_named(
    schema: dict[str, Any], change: Callable[[dict[str, bytes]], None], problem: str
) -> None:
    assert problem in check_package(repacked(change), schema)


def test_an_icon_that_is_no_plain_png_is_named(schema: dict[str, Any]) -> None:
    (problem,) = check_package(repacked(lambda parts: parts.update({"color.png": b"GIF89a"})), schema)
    assert problem.startswith("color.png cannot be read as an 8-bit PNG")


@pytest.mark.parametrize("data", [SIGNATURE, SIGNATURE + b"\0", png(8, 8, b"abc", depth=16), png(2000, 1, b"abc")])
def test_a_broken_or_unexpected_png_is_not_readable(data: bytes) -> None:
    with pytest.raises(NotReadable):
        read_png(data)


def test_command_titles_are_few_short_and_different(schema: dict[str, Any]) -> None:
    manifest = build_manifest(SETTINGS)
    commands = manifest["bots"][0]["commandLists"][0]["commands"]
    commands[0]["title"] = "x" * 33
    commands[1]["title"] = "help"
    assert check_manifest(manifest, schema) == [
        "Command list 0 must hold at most 10 different titles.",
        f"The command title {'x' * 33!r} is longer than 32.",
    ]


@pytest.mark.parametrize("domain", ["*.com", "https://usher.example", "a.*.example", "localhost"])
def test_a_domain_that_would_let_in_more_than_a_host_is_refused(schema: dict[str, Any], domain: str) -> None:
    manifest = {**build_manifest(SETTINGS), "validDomains": [domain]}
    assert check_manifest(manifest, schema) == [
        f"validDomains: {domain!r} must be a host name such as usher.example.com."
    ]
    assert check_manifest({**manifest, "validDomains": ["*.usher.example"]}, schema) == []


def test_the_icons_fill_their_purpose() -> None:
    outline = read_png((ROOT / "manifest/icons/outline.png").read_bytes())
    color = read_png((ROOT / "manifest/icons/color.png").read_bytes())
    rows = [y for y in range(32) if any(p[3] for p in outline.pixels[y * 32 : y * 32 + 32])]
    assert (rows[0], rows[-1]) == (0, 31), "the outline has no padding above or below"
    assert {p[3] for p in outline.pixels} == {0, 255}, "no half-transparent edge"
    assert {p[3] for p in color.pixels} == {255}, "the colour icon is a full square"
    assert len(set(color.pixels)) > 20
    assert json.loads((ROOT / "manifest/template.json").read_text(encoding="utf-8"))["icons"] == {
        "color": "color.png",
        "outline": "outline.png",
    }
