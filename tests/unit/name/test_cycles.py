"""Models in circles."""

from __future__ import annotations

from sdkwright.api import Alias, Docs, ListOf, Object, Property, Reference, Scalar, TypeDef
from sdkwright.name.cycles import circles


def types(**uses: str) -> dict[str, TypeDef]:
    """Objects by name, each with a property for every letter that it uses."""
    return {
        name: Object(
            name,
            name,
            Docs(),
            tuple(Property(each, ListOf(Reference(each)), False, Docs(), f"{name}/{each}") for each in used),
        )
        for name, used in uses.items()
    }


def test_a_circle_is_told_to_all_that_are_in_it() -> None:
    found = circles("abcd", types(a="b", b="c", c="a", d="a"))
    assert found == {"a": ("a", "b", "c"), "b": ("a", "b", "c"), "c": ("a", "b", "c")}


def test_one_that_uses_itself_is_none() -> None:
    assert circles("ab", types(a="ab", b="")) == {}


def test_circles_through_what_is_no_model() -> None:
    assert circles("ac", types(a="b", b="c", c="a")) == {"a": ("a", "c"), "c": ("a", "c")}


def test_two_circles_that_touch_are_two() -> None:
    found = circles("abcd", types(a="b", b="ac", c="d", d="c"))
    assert (found["a"], found["c"]) == (("a", "b"), ("c", "d"))


def test_aliases_and_missing_types() -> None:
    assert circles("ax", {"a": Alias("a", None, Docs(), Scalar("string"))}) == {}


def test_long_chains() -> None:
    names = [f"n{index}" for index in range(3000)]
    chain: dict[str, TypeDef] = {
        name: Object(name, None, Docs(), (Property("p", Reference(after), False, Docs(), name),))
        for name, after in zip(names, [*names[1:], names[0]], strict=True)
    }
    assert circles(names, chain)["n7"] == tuple(names)
