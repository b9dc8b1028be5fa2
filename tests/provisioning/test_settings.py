"""Settings: every mistake in usher.toml names its line, every missing variable its name."""

from __future__ import annotations

import os
import re
from datetime import date
from importlib import resources
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from provisioning.domain.rules import Rules
from provisioning.domain.states import Kind
from usher.environment import load_environment
from usher.settings import SettingsError, load_rules
from usher.wiring import directory_settings, service_urls

if TYPE_CHECKING:
    from pathlib import Path

#: As it ships: an example that decides nothing.
OFF = '# days_off = ["2026-12-25", "2027-01-01"]'
SHIPPED = resources.files("usher").joinpath("usher.toml").read_text("utf-8")
MINIMUM = {"USHER_TENANT_ID": "t", "USHER_BOT_APP_ID": "b"}


def problems(path: Path, text: str) -> list[str]:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        load_rules(path)
    return refused.value.problems


def line_with(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "usher.toml"


def test_what_ships_is_right_and_is_what_loads_without_a_path(file: Path) -> None:
    file.write_text(SHIPPED, encoding="utf-8")
    assert load_rules(file) == load_rules()


@pytest.mark.parametrize(
    ("before", "after", "at", "says"),
    [
        ('zone = "Europe/Copenhagen"', 'zone = "Europe/Atlantis"', "Europe/Atlantis", "unknown time zone"),
        ('locale = "en"', 'lokale = "en"', "lokale", "not permitted"),
        ('working_hours = ["08:00", "17:00"]', 'working_hours = ["17:00", "08:00"]', "working_hours", "begins before"),
        ('working_hours = ["08:00", "17:00"]', 'working_hours = ["08:00"]', "working_hours", ""),
        (OFF, 'days_off = ["24 Dec"]', "days_off", "'24 Dec' is no day; write it as 2026-12-25"),
        (OFF, "days_off = [20261225]", "days_off", "'20261225' is no day"),
        (OFF, "days_off = [2026-12-25T00:00:00]", "days_off", "is no day"),
        (OFF, 'days_off = ["1999-12-31"]', "days_off", "is no day"),
        (OFF, f"days_off = [{', '.join(['2026-12-25'] * 201)}]", "days_off", "these are 201 days, and at most 200"),
        ('fallback = ["administrators"]', 'fallback = ["mary"]', "mary", "names nobody"),
        ("[limits]", "[limits]\nlongest_dayz = 3", "longest_dayz", "not permitted"),
        ('profile = "full"', 'profile = "root"', '"root"', "'full', 'standard' or 'look'"),
        ('readback = "full"', 'readback = "yes"', '"yes"', "'full', 'log' or 'none'"),
        ("longest_days = 365", "longest_days = 0", "longest_days = 0", "greater than or equal to 1"),
        ("longest_days = 365", "longest_days = 9999", "longest_days = 9999", "less than or equal to 3650"),
        (
            "[limits]",
            '[provider.roles]\n"8aa1a0c0-6f52-4f5e-9a44-2c1b5f1e7a10" = ["Planet"]\n[limits]',
            "[provider.roles]",
            "does not describe: Planet",
        ),
        ("longest_days = 365", 'longest_days = "long"', "longest_days =", "valid integer"),
        ("longest_days = 365", 'longest_days = "365"', "longest_days =", "valid integer"),
        ("longest_days = 365", "longest_days = true", "longest_days =", "valid integer"),
        ("externals_by_hand = false", 'externals_by_hand = "no"', "externals_by_hand", "valid boolean"),
        ('administrators = ["maria@contoso.example"]', "administrators = []", "administrators", "at least 1"),
        ('every = "quarter"', 'every = "fortnight"', '"fortnight"', "'half-year', 'year' or 'never'"),
        ('silence = "stay"', 'silence = "extend"', '"extend"', "'stay' or 'end'"),
        ('effect = "owner"', "effect = 7", "effect = 7", "valid string"),
        ('name = "Facility Managers"\n', "", "[[role_groups]]", "required"),
    ],
)
def test_a_mistake_names_its_line(file: Path, before: str, after: str, at: str, says: str) -> None:
    text = SHIPPED.replace(before, after, 1)
    assert text != SHIPPED
    (problem,) = problems(file, text)
    place, line = re.match(r"(.*):(\d+): ", problem).groups()  # type: ignore[union-attr]  # no match fails as well
    assert place == str(file)
    found = text.splitlines()[int(line) - 1]
    assert at in found
    assert says in problem


def test_days_off_are_those_of_the_file_written_either_way_and_the_example_is_right(file: Path) -> None:
    days = frozenset({date(2026, 12, 25), date(2027, 1, 1)})
    assert load_rules().hours.days_off == frozenset()
    for written in (OFF.removeprefix("# "), "days_off = [2026-12-25, 2027-01-01, 2026-12-25]"):
        file.write_text(SHIPPED.replace(OFF, written, 1), encoding="utf-8")
        assert load_rules(file).hours.days_off == days


def test_a_mistake_in_the_third_group_names_the_third_groups_line(file: Path) -> None:
    text = SHIPPED.replace('article = "Service teams/Hospitality team Administrators"', "article = 3", 1)
    (problem,) = problems(file, text)
    assert f":{line_with(text, 'article = 3')}:" in problem


def test_each_of_several_mistakes_is_told(file: Path) -> None:
    text = SHIPPED.replace('locale = "en"', "lokale = 1").replace('profile = "full"', 'profile = "root"')
    assert len(problems(file, text)) == 2


@pytest.mark.parametrize("table", ["organisation", "people", "platform", "limits"])
def test_a_missing_table_is_named(file: Path, table: str) -> None:
    text = re.sub(rf"\[{table}\]\n(?:(?!\[).+\n)*", "", SHIPPED)
    found = problems(file, text)
    assert any(table in problem and "required" in problem for problem in found)


def test_an_unknown_role_in_a_group_is_named(file: Path) -> None:
    text = SHIPPED.replace('roles = ["Owner", "Add-in User"]', 'roles = ["Owner", "Add-on User"]')
    (problem,) = problems(file, text)
    assert "Add-on User" in problem


APPROVERS = 'stages = [{ approvers = ["owners"] }]'
GUARDS = 'guards = ["administrators"]'
ADMINISTRATORS = 'administrators = ["maria@contoso.example"]'


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (APPROVERS, 'stages = [{ approvers = ["owner"] }]', "'owner' names nobody"),
        (APPROVERS, 'stages = [{ approvers = [""] }]', "'' names nobody"),
        (APPROVERS, 'stages = [{ approvers = ["group:"] }]', "'group:' names nobody"),
        (APPROVERS, 'stages = [{ approvers = ["group: Security"] }]', "'group: Security' names nobody"),
        (APPROVERS, 'stages = [{ approvers = ["maria"] }]', "'maria' names nobody"),
        (GUARDS, 'guards = ["administrator"]', "'administrator' names nobody"),
        (ADMINISTRATORS, 'administrators = ["maria"]', "'maria' is no address"),
        (ADMINISTRATORS, 'administrators = [" "]', "' ' is no address"),
        (ADMINISTRATORS, 'administrators = [" maria@contoso.example"]', "' maria@contoso.example' is no address"),
        ("auditors = []", 'auditors = ["audit"]', "'audit' is no address"),
        ("linked = []", 'linked = [["a@b.example", "ana"]]', "'ana' is no address"),
        ("linked = []", 'linked = [["a@b.example"]]', "at least 2"),
        ("testers = []", 'testers = ["tess"]', "'tess' is no address"),
        ("name_prefixes = []", 'name_prefixes = [""]', "this is empty"),
        ('employee_types = ["Contractor", "Consultant"]', 'employee_types = [" "]', "this is empty"),
        ('effect = "owner"', 'effect = "nope"', "no sentence effect-nope"),
        ('needs = "reception"', 'needs = "nope"', "no sentence needs-nope"),
        ('locale = "en"', 'locale = "xx-YY"', "no words for 'xx-YY'"),
        ("# planned = 2026-12-07", "planned = 9999-12-31", "2199-12-31"),
        ("# planned = 2026-12-07", "planned = 0001-01-01", "2000-01-01"),
    ],
)
def test_what_names_nothing_or_everybody_is_refused_in_its_line(file: Path, before: str, after: str, says: str) -> None:
    text = SHIPPED.replace(before, after, 1)
    assert text != SHIPPED
    (problem,) = problems(file, text)
    assert says in problem
    assert problem.startswith(f"{file}:{line_with(text, after)}: ")


@pytest.mark.parametrize(
    ("before", "after", "at", "says"),
    [
        ("[[roles]]", '[[roles]]\nname = "owner"\neffect = ""\n[[roles]]', 'name = "Owner"', "same name or alias"),
        ('aliases = ["AskCody Owner"]', 'aliases = ["add-in user"]', 'effect = "add-in-user"', "same name or alias"),
        ('name = "Receptionists"', 'name = "owners"', 'name = "owners"', "same name or alias"),
        ('aliases = ["Hospitality team"]', 'aliases = ["OWNERS"]', 'aliases = ["OWNERS"]', "same name or alias"),
        ('optional = ["Add-in User"]', 'optional = ["Owner"]', 'optional = ["Owner"]', "not among its roles: Owner"),
        (
            "[[roles]]",
            '[[incompatible]]\ngroups = ["Owners", "Owners"]\n[[roles]]',
            'groups = ["Owners", "Owners"]',
            "stands here twice",
        ),
        (GUARDS, 'guards = ["group:front desk"]', "[policies.change_role]", "did you mean 'group:Receptionists'"),
        (APPROVERS, 'stages = [{ approvers = ["group:owners"] }]', "[policies.invite", "did you mean 'group:Owners'"),
    ],
)
def test_what_means_two_things_is_refused_in_its_table(file: Path, before: str, after: str, at: str, says: str) -> None:
    text = SHIPPED.replace(before, after, 1)
    assert text != SHIPPED
    (problem,) = problems(file, text)
    assert says in problem
    line = int(problem.removeprefix(f"{file}:").partition(":")[0])
    table = text.splitlines()[line - 1 :]
    assert table[0].startswith("[")
    assert at in "\n".join(table).partition("\n[")[0]


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (
            'locale = "en"',
            'lokale = "en"',
            "the key 'lokale' is not known and not permitted here; did you mean locale?",
        ),
        ("[limits]", "[limit]", "did you mean limits?"),
        ('name = "externals"', 'name = "externals"\ncloses_after = 3', "did you mean closes_after_days?"),
        (APPROVERS, 'stages = [{ approvers = ["owners"], min = 2 }]', "use one of: approvers"),
        ('effect = "owner"', 'effect = "owner"\nfollows = true', "one of: name, effect, administrator, aliases, needs"),
    ],
)
def test_a_key_that_is_not_known_is_told_with_the_one_that_was_meant(
    file: Path, before: str, after: str, says: str
) -> None:
    text = SHIPPED.replace(before, after, 1)
    assert text != SHIPPED
    assert any(says in problem for problem in problems(file, text))


@pytest.mark.parametrize(
    "domain", ["@fabrikam.example", "https://fabrikam.example", "ana@fabrikam.example", "fabrikam"]
)
def test_a_known_domain_that_no_address_ends_with_is_refused(file: Path, domain: str) -> None:
    (problem,) = problems(file, SHIPPED.replace("known_domains = []", f'known_domains = ["{domain}"]'))
    assert problem.startswith(f"{file}:{line_with(SHIPPED, 'known_domains')}: ")
    assert "is no domain; write what stands behind the @ alone" in problem


GUID = "8aa1a0c0-6f52-4f5e-9a44-2c1b5f1e7a10"


@pytest.mark.parametrize("written", [GUID.upper(), f"{{{GUID}}}"])
def test_roles_that_follow_from_a_group_are_kept_by_its_object_id_as_entra_writes_it(file: Path, written: str) -> None:
    file.write_text(f'{SHIPPED}\n[provider.roles]\n"{written}" = ["Add-in User"]\n', encoding="utf-8")
    assert load_rules(file).provider_roles == {GUID: ("Add-in User",)}


@pytest.mark.parametrize(
    ("keys", "says"),
    [(("Receptionists",), "'Receptionists' is no object id"), ((GUID, GUID.upper()), "stands here twice")],
)
def test_roles_that_follow_from_what_is_no_object_id_are_refused(file: Path, keys: tuple[str, ...], says: str) -> None:
    rows = "\n".join(f'"{key}" = ["Add-in User"]' for key in keys)
    (problem,) = problems(file, f"{SHIPPED}\n[provider.roles]\n{rows}\n")
    assert says in problem
    assert f":{len(SHIPPED.splitlines()) + 2}: provider.roles" in problem


def test_a_mark_at_the_beginning_of_the_file_is_no_part_of_it(file: Path) -> None:
    file.write_text(SHIPPED, encoding="utf-8-sig")
    assert load_rules(file) == load_rules()


@pytest.mark.parametrize("policy", ["externals", "ending", "resuming", "waves"])
def test_nothing_is_approved_by_a_rule_but_tests_and_extensions(file: Path, policy: str) -> None:
    text = SHIPPED.replace(f'name = "{policy}"', f'name = "{policy}"\nby_rule = true', 1)
    assert text != SHIPPED
    (problem,) = problems(file, text)
    assert "cannot be approved by a rule" in problem


def test_two_waves_whose_names_differ_by_case_alone_are_refused(file: Path) -> None:
    text = SHIPPED.replace('name = "project-team"', 'name = "Go-Live"').replace(
        'after = "project-team"', 'after = "Go-Live"'
    )
    (problem,) = problems(file, text)
    assert "a wave has a name of its own" in problem


def test_people_may_decide_who_are_in_no_role_group(file: Path) -> None:
    deciding = '["owners", "administrators", "group:Security", "Kim.O\'Neil+1@contoso.example"]'
    file.write_text(SHIPPED.replace('approvers = ["owners"]', f"approvers = {deciding}"), encoding="utf-8")
    rules = load_rules(file)
    assert rules.group_names == sorted([*rules.groups, "Security"])
    assert "kim.o'neil+1@contoso.example" in rules.named_addresses


def test_whom_a_policy_names_in_place_of_the_silent_has_a_say_and_its_group_is_read(file: Path) -> None:
    text = SHIPPED.replace('fallback = ["administrators"]', 'fallback = ["group:Deputies", "zoe@contoso.example"]', 1)
    file.write_text(text, encoding="utf-8")
    rules = load_rules(file)
    assert rules.policies[Kind.INVITE_EXTERNAL].stages[0].fallback == ("group:Deputies", "zoe@contoso.example")
    assert "Deputies" in rules.guarded_groups
    assert "zoe@contoso.example" in rules.named_addresses


def test_giving_without_a_stage_is_refused(file: Path) -> None:
    text = SHIPPED.replace('stages = [{ approvers = ["owners"] }]', "stages = []")
    (problem,) = problems(file, text)
    assert "giving access takes two people" in problem
    line = int(problem.removeprefix(f"{file}:").partition(":")[0])
    assert "policies" in SHIPPED.splitlines()[line - 1]


def test_a_stage_without_approvers_is_refused(file: Path) -> None:
    found = problems(file, SHIPPED.replace('approvers = ["owners"]', "approvers = []"))
    assert len(found) == 4  # invitations, changes of roles, tests, extensions
    assert all("at least 1" in problem for problem in found)


def test_two_groups_of_one_name_are_refused(file: Path) -> None:
    (problem,) = problems(file, SHIPPED.replace('name = "Receptionists"', 'name = "Owners"'))
    assert "same name" in problem


def test_an_owners_group_that_is_not_described_is_refused(file: Path) -> None:
    (problem,) = problems(file, SHIPPED.replace('owners_group = "Owners"', 'owners_group = "Bosses"'))
    assert "Bosses" in problem


def test_what_is_no_toml_names_its_line(file: Path) -> None:
    (problem,) = problems(file, SHIPPED.replace("[limits]", "[limits"))
    assert f"line {line_with(SHIPPED, '[limits]')}" in problem


def test_a_file_that_is_not_there_is_named(file: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_rules(file)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in [name for name in os.environ if name.startswith("USHER_")]:
        monkeypatch.delenv(name)
    return monkeypatch


def test_each_missing_variable_is_named(bare: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as refused:
        load_environment()
    assert [problem.partition(":")[0] for problem in refused.value.problems] == list(MINIMUM)
    bare.setenv("USHER_TENANT_ID", "t")
    with pytest.raises(SettingsError, match="USHER_BOT_APP_ID"):
        load_environment()


def test_an_empty_variable_is_as_good_as_missing(bare: pytest.MonkeyPatch) -> None:
    for name, value in {**MINIMUM, "USHER_TENANT_ID": ""}.items():
        bare.setenv(name, value)
    with pytest.raises(SettingsError, match="USHER_TENANT_ID"):
        load_environment()


def test_an_empty_variable_leaves_the_default_and_the_end_of_a_line_is_no_part_of_a_secret(
    bare: pytest.MonkeyPatch,
) -> None:
    odd = {"USHER_HOST": "", "USHER_PORT": "", "USHER_CONFIG": "", "USHER_SCIM_TOKEN": "hunter3\n"}
    for name, value in {**MINIMUM, **odd}.items():
        bare.setenv(name, value)
    environment = load_environment()
    assert (environment.host, environment.port, environment.config) == ("127.0.0.1", 3978, None)
    assert environment.scim_token is not None
    assert environment.scim_token.get_secret_value() == "hunter3"


def test_secrets_are_never_printed(bare: pytest.MonkeyPatch) -> None:
    for name, value in {**MINIMUM, "USHER_BOT_APP_SECRET": "hunter2", "USHER_SCIM_TOKEN": "hunter3"}.items():
        bare.setenv(name, value)
    environment = load_environment()
    assert "hunter" not in repr(environment)
    assert environment.bot_app_secret is not None
    assert environment.bot_app_secret.get_secret_value() == "hunter2"


def test_a_wrong_value_names_its_variable_and_not_a_secret(bare: pytest.MonkeyPatch) -> None:
    for name, value in {**MINIMUM, "USHER_PORT": "many", "USHER_SCIM_TOKEN": "hunter3"}.items():
        bare.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_environment()
    (problem,) = refused.value.problems
    assert problem.startswith("USHER_PORT: ")
    assert "hunter" not in str(refused.value)


def test_several_service_addresses_are_told_apart_by_commas(bare: pytest.MonkeyPatch) -> None:
    for name, value in {**MINIMUM, "USHER_SERVICE_URLS": " https://a/ , https://b/,"}.items():
        bare.setenv(name, value)
    assert load_environment().allowed_services == ("https://a/", "https://b/")


@pytest.mark.parametrize("region", ["teams/", "emea/", "amer/", "emea/0b5dd1c9-71a6-4e0f-a7ae-5d6b2c7d7f0a/"])
def test_chats_are_opened_at_teams_and_carried_on_in_every_region(bare: pytest.MonkeyPatch, region: str) -> None:
    for name, value in MINIMUM.items():
        bare.setenv(name, value)
    urls = service_urls(load_environment())
    assert urls.standing(None) == "https://smba.trafficmanager.net/teams/"
    kept = f"https://smba.trafficmanager.net/{region}"
    assert urls.standing(kept) == kept


#: Hosts by cloud: sign-in, Graph, keys, connector of Teams, and the Bot Framework that makes and takes tokens.
HOSTS = {
    "": (
        "login.microsoftonline.com",
        "graph.microsoft.com",
        "login.botframework.com",
        "smba.trafficmanager.net",
        "api.botframework.com",
    ),
    "gcc": (
        "login.microsoftonline.com",
        "graph.microsoft.com",
        "login.botframework.com",
        "smba.infra.gcc.teams.microsoft.com",
        "api.botframework.com",
    ),
    " gcc-high\n": (
        "login.microsoftonline.us",
        "graph.microsoft.us",
        "login.botframework.azure.us",
        "smba.infra.gov.teams.microsoft.us",
        "api.botframework.us",
    ),
    "dod": (
        "login.microsoftonline.us",
        "dod-graph.microsoft.us",
        "login.botframework.azure.us",
        "smba.infra.dod.teams.microsoft.us",
        "api.botframework.us",
    ),
}


@pytest.mark.parametrize("cloud", HOSTS)
def test_one_setting_names_every_address_of_a_cloud(bare: pytest.MonkeyPatch, cloud: str) -> None:
    for name, value in {**MINIMUM, "USHER_CLOUD": cloud}.items():
        bare.setenv(name, value)
    login, graph, keys, teams, bots = (f"https://{host}" for host in HOSTS[cloud])
    environment = load_environment()
    assert environment.place.bot_framework == bots
    assert environment.bot_openid_url == f"{keys}/v1/.well-known/openidconfiguration"
    assert environment.allowed_services == (f"{teams}/teams/", f"{teams}/")
    assert service_urls(environment).first == f"{teams}/teams/"
    assert service_urls(environment).allows(f"{teams}/elsewhere/")
    directory = directory_settings(environment, load_rules())
    assert (directory.authority, directory.graph_base) == (login, f"{graph}/v1.0")
    assert directory.graph_scope == f"{graph}/.default"


def test_an_address_that_is_set_by_hand_wins_over_the_clouds(bare: pytest.MonkeyPatch) -> None:
    own = {"USHER_CLOUD": "dod", "USHER_GRAPH_URL": "https://graph.example/v1.0", "USHER_LOGIN_URL": ""}
    for name, value in {**MINIMUM, **own}.items():
        bare.setenv(name, value)
    environment = load_environment()
    assert environment.graph_url == "https://graph.example/v1.0"
    assert environment.login_url == "https://login.microsoftonline.us"


def test_a_cloud_that_is_none_is_named_with_those_that_are(bare: pytest.MonkeyPatch) -> None:
    for name, value in {**MINIMUM, "USHER_CLOUD": "china"}.items():
        bare.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_environment()
    known = "public, gcc, gcc-high, dod"
    assert refused.value.problems == [f"USHER_CLOUD: 'china' is no cloud that Usher knows: use one of {known}"]


# --- any file at all ---

ANY = settings(suppress_health_check=list(HealthCheck))
LINES = SHIPPED.splitlines()
#: Lines that set something.
SETTING = [number for number, line in enumerate(LINES) if re.match(r"\w+ = ", line)]
VALUES = st.sampled_from(
    [
        *(
            "0",
            "-1",
            "1_000",
            "1e400",
            "inf",
            "nan",
            "0x7fffffffffffffffff",
            "true",
            "1979-05-27T07:32:00Z",
            "07:32:00",
        ),
        *(
            '""',
            '" "',
            '"\\u0000"',
            '"\\u202E"',
            "'''a\nb'''",
            '"Owners"',
            '"group:"',
            '"owners"',
            '"Europe"',
            '"../x"',
        ),
        *(
            "[]",
            "[[]]",
            "[1, [2, [3]]]",
            "{}",
            "{ a = { b = [{}] } }",
            "[{ approvers = [] }]",
            '["a", 1]',
            '"' + "x" * 300 + '"',
        ),
    ]
) | st.text(max_size=30)


def loads_or_says_why(file: Path, raw: bytes) -> None:
    """Rules, or sentences that name the file: never another error."""
    file.write_bytes(raw)
    problems: list[str] = []
    try:
        assert isinstance(load_rules(file), Rules)
    except SettingsError as refused:
        problems = refused.problems or ["nothing was said"]
    assert all(problem.startswith(f"{file}:") for problem in problems)


@pytest.mark.parametrize(
    ("raw", "line", "says"),
    [
        (b"# one\n# two\nx = \xff\n", 3, "this is no UTF-8"),
        ("# Æ\r\nx = 'Å'\r\n".encode("latin-1"), 1, "this is no UTF-8"),
        (b"\n\nx = \ny = 1\n", 3, "Invalid value"),
        (b"\n\nx = ", 3, "Invalid value"),
        (b"\n[organisation", 2, "']'"),
    ],
)
def test_what_is_no_utf_8_or_no_toml_is_told_with_its_line(file: Path, raw: bytes, line: int, says: str) -> None:
    file.write_bytes(raw)
    with pytest.raises(SettingsError) as refused:
        load_rules(file)
    (problem,) = refused.value.problems
    assert problem.startswith(f"{file}:{line}: ")
    assert says in problem


@ANY
@given(raw=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(raw=b"\xff")
@example(raw=b"a = " + b"[" * 5000)
@example(raw=b"a = " + b"9" * 5000)
@example(raw="\ufeff[organisation]".encode())
def test_no_bytes_make_the_settings_fail_in_another_way(file: Path, raw: bytes) -> None:
    loads_or_says_why(file, raw)


@ANY
@given(at=st.sampled_from(SETTING), value=VALUES)
def test_no_value_of_any_setting_makes_them_fail_in_another_way(file: Path, at: int, value: str) -> None:
    key = LINES[at].partition(" = ")[0]
    whole = [*LINES[:at], f"{key} = {value}", *LINES[at + 1 :]]
    loads_or_says_why(file, "\n".join(whole).encode("utf-8", "surrogatepass"))


@ANY
@given(cut=st.tuples(st.integers(0, len(SHIPPED)), st.integers(0, 400)), put=st.text(max_size=20))
def test_no_piece_cut_out_or_put_in_makes_them_fail_in_another_way(file: Path, cut: tuple[int, int], put: str) -> None:
    start, length = cut
    loads_or_says_why(file, (SHIPPED[:start] + put + SHIPPED[start + length :]).encode("utf-8", "surrogatepass"))


def test_every_setting_with_every_odd_value_loads_or_names_its_line(file: Path) -> None:
    for at in SETTING:
        key = LINES[at].partition(" = ")[0]
        for value in ('"Europe"', "{ a = { b = [{}] } }"):
            loads_or_says_why(file, "\n".join([*LINES[:at], f"{key} = {value}", *LINES[at + 1 :]]).encode())


@pytest.mark.parametrize("policy", ["invite_external", "end_access", "test_access", "extend_access"])
def test_guards_on_a_policy_that_asks_none_are_refused(file: Path, policy: str) -> None:
    head = f"[policies.{policy}]"
    (problem,) = problems(file, SHIPPED.replace(head, f'{head}\nguards = ["administrators"]', 1))
    assert f"{policy} asks no guards" in problem


@pytest.mark.parametrize("policy", ["end_access", "resume_provisioning"])
def test_somebody_instead_of_the_silent_where_nobody_is_asked_is_refused(file: Path, policy: str) -> None:
    head = f"[policies.{policy}]"
    (problem,) = problems(file, SHIPPED.replace(head, f'{head}\nfallback = ["administrators"]', 1))
    assert f"{policy} has no stages" in problem


@pytest.mark.parametrize("table", ["organisation", "platform"])
def test_a_name_that_cards_tell_is_not_empty(file: Path, table: str) -> None:
    text = re.sub(rf'(\[{table}\]\n(?:#.*\n)*name = )"[^"]*"', r'\1" "', SHIPPED)
    assert text != SHIPPED
    (problem,) = problems(file, text)
    assert "this is empty" in problem
