"""The methods of a published SDK, found from the facts of its surface."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_OF_ALL = ("__init__", "with_raw_response", "with_streaming_response")


class Method(NamedTuple):
    """`path` is what stands after the client, as in `files.folders.create`; `overloads` are those of its `fact`."""

    fact: str
    path: str
    module: str
    overloads: list[dict[str, Any]]


class Tree(NamedTuple):
    """`client` is the name of a client class."""

    client: str
    methods: list[Method]


def trees(facts: Mapping[str, Any]) -> list[Tree]:
    """Of the sync client, and of the async one."""
    clients = [fact.split(".")[-1] for fact in facts if fact.startswith("class _client.")]
    plain = [each for each in clients if not each.endswith(("WithRawResponse", "WithStreamedResponse"))]
    return [
        Tree(client, list(_of_client(facts, client))) for client in sorted(plain, key=lambda each: (len(each), each))
    ]


def _of_client(facts: Mapping[str, Any], client: str) -> Iterator[Method]:
    for attribute, returned in _properties(facts, f"_client.{client}"):
        for owner in _classes(facts, returned, ("resources", attribute)):
            yield from _of_resource(facts, owner, (attribute,))


def _of_resource(facts: Mapping[str, Any], owner: str, path: tuple[str, ...]) -> Iterator[Method]:
    prefix = f"method {owner}."
    for fact, overloads in facts.items():
        name = fact.removeprefix(prefix)
        if fact.startswith(prefix) and name not in _OF_ALL and not overloads[0]["property"]:
            yield Method(fact, ".".join((*path, name)), owner.rsplit(".", 1)[0], _callable(overloads))
    for attribute, returned in _properties(facts, owner):
        for below in _classes(facts, returned, ("resources", *path, attribute)):
            yield from _of_resource(facts, below, (*path, attribute))


def _callable(overloads: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that type checkers see: the last of several is the implementation."""
    return overloads[:-1] if len(overloads) > 1 else overloads


def _properties(facts: Mapping[str, Any], owner: str) -> Iterator[tuple[str, str]]:
    """(attribute, class) of what leads to resources."""
    prefix = f"method {owner}."
    for fact, overloads in facts.items():
        name = fact.removeprefix(prefix)
        if fact.startswith(prefix) and overloads[0]["property"] and overloads[0]["returns"].endswith("Resource"):
            yield name, overloads[0]["returns"]


def _classes(facts: Mapping[str, Any], name: str, path: tuple[str, ...]) -> list[str]:
    """The class of this name in the module at `path`, or in the one that a package of that name holds."""
    wanted = [_flat(path), _flat((*path, path[-1]))]
    found = [
        fact.split(" ", 1)[1] for fact in facts if fact.startswith("class resources.") and fact.endswith(f".{name}")
    ]
    return [each for each in found if _flat(tuple(each.split(".")[:-1])) in wanted][:1]


def _flat(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(re.sub(r"[^a-z0-9]", "", part.lower()) for part in path)
