"""Random accounts, and random filter trees over what they can hold: few words, so that filters find something."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

from hypothesis import strategies as st
from scim2_models import ScimFilter

from provisioning.scim_provider.describe import CORE, ENTERPRISE

Json = dict[str, Any]

#: Case, accents in both of Unicode's forms, wildcards of LIKE, GLOB and regular expressions, quotes.
WORDS = st.sampled_from(
    ["a", "A", "ab", "Æ", "é", "e\u0301", "%", "_", "*", "\\", '"', "a.b", "work", "Home", "Planner", "1", "10", "2"]
)
#: What a filter may ask for besides.
SOUGHT = WORDS | st.sampled_from(["", "x", "direct", "group", "true", "planners", "PLANNER", "i", "İ", "ß"])
KINDS = st.sampled_from(["work", "Home", "other"])


def some(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
    """An object with any of these members."""
    return st.fixed_dictionaries({}, optional=parts)


def entries(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Json]]:
    """Entries of a multi-valued attribute."""
    return st.lists(some(**parts).filter(bool), max_size=2)


ACCOUNTS = st.fixed_dictionaries(
    {"schemas": st.just([CORE["User"], ENTERPRISE]), "userName": WORDS},
    optional={
        "active": st.booleans(),
        "externalId": WORDS,
        "title": WORDS,
        "displayName": WORDS,
        "name": some(givenName=WORDS, familyName=WORDS),
        "emails": entries(value=WORDS, type=KINDS),
        "addresses": entries(country=WORDS, type=KINDS),
        "roles": st.lists(st.fixed_dictionaries({"value": WORDS}, optional={"display": WORDS}), max_size=2),
        ENTERPRISE: some(department=WORDS, manager=st.fixed_dictionaries({"value": WORDS})),
    },
)
#: A platform's accounts, each with whether it is in the planners' group and in one that gives no role.
PLATFORMS = st.lists(
    st.tuples(ACCOUNTS, st.booleans(), st.booleans()),
    min_size=2,
    max_size=6,
    unique_by=lambda one: normalize("NFC", str(one[0]["userName"]).lower()),
)

PLAIN = ["userName", "externalId", "title", "displayName", "name.familyName", "name.givenName", "id"]
PLAIN += [f"{ENTERPRISE}:department", f"{ENTERPRISE}:manager.value", "emails.value", "emails.type", "addresses.country"]
PLAIN += ["emails", "roles", "roles.value", "roles.type", "roles.display", "groups.display"]
INSIDE = {"emails": ["value", "type"], "addresses": ["country", "type"], "roles": ["value", "type", "display"]}
INSIDE["groups"] = ["display", "type"]
PRESENT = st.sampled_from([*PLAIN, "active", "name", "groups", "addresses", "meta", ENTERPRISE + ":manager"])
OPERATORS = st.sampled_from(["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"])


def comparison(name: str, operator: str, word: str) -> str:
    return f"{name} {operator} {ScimFilter.quote(word)}"


def comparisons(names: list[str]) -> st.SearchStrategy[str]:
    return st.builds(comparison, st.sampled_from(names), OPERATORS, SOUGHT)


def joined(terms: st.SearchStrategy[str], *, most: int) -> st.SearchStrategy[str]:
    """Terms under one operator, so that ``and`` and ``or`` are also met without parentheses."""
    return st.builds(str.join, st.sampled_from([" and ", " or "]), st.lists(terms, min_size=1, max_size=most))


def inside(head: str) -> st.SearchStrategy[str]:
    """A selection of entries such as ``emails[type eq "work" or not (value pr)]``."""
    names = INSIDE[head]
    term = comparisons(names) | st.sampled_from(names).map("{} pr".format)
    return joined(term | term.map("not ({})".format), most=2).map((head + "[{}]").format)


LEAVES = st.one_of(
    comparisons(PLAIN),
    PRESENT.map("{} pr".format),
    st.sampled_from(["active eq true", "active ne true", "active eq false", "title eq null", "emails ne null"]),
    st.sampled_from(sorted(INSIDE)).flatmap(inside),
)
FILTERS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        inner.map("not ({})".format), joined(inner, most=3), joined(inner.map("({})".format), most=2)
    ),
    max_leaves=5,
)
