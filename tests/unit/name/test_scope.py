"""Settling who gets which name."""

from __future__ import annotations

import keyword
import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sdkwright.name.scope import Claim, settle

# Machines that run many tests at once are slow now and then.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def names(
    *claims: tuple[str, ...], taken: tuple[str, ...] = (), privileged: tuple[int, ...] = (), fold: bool = True
) -> list[str]:
    made = [Claim(index, candidates, f"{index:03}", index in privileged) for index, candidates in enumerate(claims)]
    found = settle(made, taken=taken, fold=fold).names
    return [found[index] for index in range(len(claims))]


def test_who_is_alone_keeps_the_first_name() -> None:
    assert names(("a", "a_"), ("b", "b_")) == ["a", "b"]


def test_all_that_clash_move_on_together() -> None:
    assert names(("a", "x_a"), ("a", "y_a")) == ["x_a", "y_a"]


def test_the_privileged_one_keeps_it() -> None:
    assert names(("a", "x_a"), ("a", "y_a"), privileged=(1,)) == ["x_a", "a"]


def test_what_is_taken_is_nobodys() -> None:
    assert names(("a", "a_"), taken=("a",), privileged=(0,)) == ["a_"]


def test_numbers_come_last_in_the_order_of_sources() -> None:
    assert names(("a",), ("a",), ("a",)) == ["a", "a_2", "a_3"]


def test_case_and_compatible_forms_are_one_name() -> None:
    assert names(("Pet",), ("pet",)) == ["Pet", "pet_2"]
    assert names(("Pet",), ("pet",), fold=False) == ["Pet", "pet"]
    assert names(("ﬁ",), ("fi",), fold=False) == ["ﬁ", "fi_2"]


def test_who_was_renamed_is_told() -> None:
    claims = [Claim(0, ("a", "x"), "0"), Claim(1, ("a", "y"), "1"), Claim(2, ("b",), "2")]
    assert [(claim.key, name) for claim, name in settle(claims).renamed] == [(0, "x"), (1, "y")]


WORD = st.sampled_from(["a", "A", "b", "c", "a_", "class", "ﬁ", "fi"])


@CALM
@given(st.lists(st.lists(WORD, min_size=1, max_size=3), max_size=8), st.sets(WORD, max_size=3), st.booleans())
def test_names_are_unique_whatever_the_order(wanted: list[list[str]], taken: set[str], fold: bool) -> None:
    claims = [Claim(index, tuple(each), f"{index:03}", index % 3 == 0) for index, each in enumerate(wanted)]
    found = settle(claims, taken=taken | set(keyword.kwlist), fold=fold).names
    assert set(found) == set(range(len(wanted)))
    equal = [unicodedata.normalize("NFKC", name) for name in found.values()]
    equal = [name.casefold() for name in equal] if fold else equal
    assert len(set(equal)) == len(equal)
    assert not set(found.values()) & (taken | {"class"})
