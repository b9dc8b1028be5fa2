"""Distinct people for several places."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioning.domain import distinct


@pytest.mark.parametrize(
    ("places", "can"),
    [
        ([], True),
        ([{"erin"}], True),
        ([set()], False),
        ([{"erin"}, {"erin"}], False),
        ([{"adam", "erin"}, {"adam"}], True),
        ([{"adam", "erin"}, {"adam", "erin"}, {"adam", "erin"}], False),
    ],
)
def test_each_place_has_somebody_of_its_own(places: list[set[str]], can: bool) -> None:
    assert distinct.fill(places) is can


@given(st.lists(st.sets(st.sampled_from("abcd")), max_size=4))
def test_it_is_as_trying_every_way_says(places: list[set[str]]) -> None:
    assert distinct.fill(places) is any(len(set(way)) == len(way) for way in itertools.product(*places))
