"""From a method and a path to operations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, unquote

from sdkwright.mock.nodes import is_map, mapping, sequence
from sdkwright.resolve.paths import SLOT, sent_path, slot_name, takes_segments
from sdkwright.resolve.servers import ABSOLUTE, filled, server_variables, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sdkwright.mock.operations import Operation


class Part(NamedTuple):
    """A segment of a template: literals with names of slots between them, `literals` one more than `names`."""

    literals: tuple[str, ...]
    names: tuple[str, ...]
    is_greedy: bool


class Route(NamedTuple):
    """An operation below one base path. `wanted` are the pairs that its template has behind the question mark."""

    operation: Operation
    base: str
    parts: tuple[Part, ...]
    wanted: tuple[tuple[str, str | None], ...]


class Match(NamedTuple):
    operation: Operation
    slots: Mapping[str, str]
    base: str


class Router:
    """Operations are found below the path of each of their servers, and below none. Of several templates that fit, the
    one whose segments are fixed for longest counts.
    """

    def __init__(self, operations: Iterable[Operation], servers: Iterable[Any]) -> None:
        shared = list(servers)
        self._fixed: dict[str, list[Route]] = {}
        self._by_length: dict[int, list[Route]] = {}
        self._greedy: list[Route] = []
        for operation in operations:
            for base in dict.fromkeys((*_bases(operation.servers or shared), "")):
                self._add(_route(operation, base))

    def _add(self, route: Route) -> None:
        if any(part.is_greedy for part in route.parts):
            self._greedy.append(route)
        elif not any(part.names for part in route.parts):
            self._fixed.setdefault("/".join(part.literals[0] for part in route.parts), []).append(route)
        else:
            self._by_length.setdefault(len(route.parts), []).append(route)

    def find(self, path: str, query: Iterable[tuple[str, str]]) -> list[Match]:
        """The operations of every method whose template fits an encoded path, the best first."""
        segments = path.split("/")[1:]
        decoded = [unquote(each) for each in segments]
        pairs = list(query)
        found: list[tuple[tuple[Any, ...], Match]] = []
        routes = [
            *self._fixed.get("/".join(decoded), ()),
            *self._by_length.get(len(segments), ()),
            *self._greedy,
        ]
        for route in routes:
            slots = _slots(route.parts, segments, decoded)
            extra = _wanted(route.wanted, pairs) if slots is not None else None
            if slots is not None and extra is not None:
                rank = (_rank(route), -len(route.wanted), -len(route.base))
                found.append((rank, Match(route.operation, {**slots, **extra}, route.base)))
        found.sort(key=lambda each: each[0])
        return [match for _, match in found]


def _rank(route: Route) -> tuple[tuple[bool, bool, int], ...]:
    return tuple((part.is_greedy, bool(part.names), -sum(map(len, part.literals))) for part in route.parts)


def _bases(servers: Iterable[Any]) -> list[str]:
    """The paths of servers, without a slash at the end; variables have their defaults, or stay slots."""
    found: list[str] = []
    for node in servers:
        url = trimmed(mapping(node).get("url"))
        url = filled(url, server_variables(url, mapping(mapping(node).get("variables"))))
        _, scheme, rest = url.partition("://")
        if scheme or ABSOLUTE.match(url) or url.startswith("//"):
            path = (rest if scheme else url.removeprefix("//")).partition("/")[2]
        else:
            path = url.removeprefix("/")
        path = re.split("[?#]", path)[0].rstrip("/")
        found.append(f"/{path}" if path else "")
    return found


def _route(operation: Operation, base: str) -> Route:
    template, _, query = sent_path(operation.path).partition("?")
    declared = {each.name for each in operation.parameters if each.place == "path"}
    path = base + (template if template.startswith("/") else f"/{template}")
    wanted: list[tuple[str, str | None]] = []
    for pair in filter(None, query.split("&")):
        name, _, value = pair.partition("=")
        wanted.append((unquote(name), None if SLOT.search(value) or not value else unquote(value)))
    return Route(operation, base, tuple(_parts(path, declared)), tuple(wanted))


def _parts(path: str, declared: set[str]) -> list[Part]:
    """A slash within braces (`{name=shelves/*}`) ends no segment."""
    found: list[Part] = []
    literals, names, text, is_greedy, at = [""], list[str](), path[1:], False, 0
    for slot in SLOT.finditer(text):
        literal = text[at : slot.start()]
        *whole, last = literal.split("/")
        for each in whole:
            literals[-1] += each
            found.append(Part(tuple(map(unquote, literals)), tuple(names), is_greedy))
            literals, names, is_greedy = [""], [], False
        literals[-1] += last
        names.append(slot_name(slot[1], declared))
        is_greedy = is_greedy or takes_segments(slot[1])
        literals.append("")
        at = slot.end()
    for index, each in enumerate(text[at:].split("/")):
        if index:
            found.append(Part(tuple(map(unquote, literals)), tuple(names), is_greedy))
            literals, names, is_greedy = [""], [], False
        literals[-1] += each
    return [*found, Part(tuple(map(unquote, literals)), tuple(names), is_greedy)]


def _slots(parts: tuple[Part, ...], segments: list[str], decoded: list[str]) -> dict[str, str] | None:
    """The encoded values of the slots; None where the path is another."""
    if len(segments) < len(parts):
        return None
    found: dict[str, str] = {}
    spare, at = len(segments) - len(parts), 0
    for part in parts:
        taken = 1 + spare if part.is_greedy else 1
        spare -= taken - 1
        if not part.names:
            if decoded[at] != part.literals[0]:
                return None
        else:
            values = _values(part, "/".join(segments[at : at + taken]))
            if values is None:
                return None
            found.update(values)
        at += taken
    return found if not spare else None


def _values(part: Part, segment: str) -> dict[str, str] | None:
    """Each literal counts where it is first found behind the slot before it, so that no segment is searched twice."""
    literals = [quote(each, safe="!$&'()*+,;=:@~-._") for each in part.literals]
    plain = _split(part.literals, part.names, segment)
    return plain if plain is not None else _split(literals, part.names, segment)


def _split(literals: Iterable[str], names: tuple[str, ...], segment: str) -> dict[str, str] | None:
    first, *rest = literals
    if not segment.startswith(first):
        return None
    found: dict[str, str] = {}
    at = len(first)
    for index, (name, literal) in enumerate(zip(names, rest, strict=True)):
        is_last = index == len(names) - 1
        if is_last:
            end = len(segment) - len(literal)
            if end <= at or not segment.endswith(literal):
                return None
        else:
            end = segment.find(literal, at + 1) if literal else at + 1
            if end < 0:
                return None
        if name in found and found[name] != segment[at:end]:
            return None
        found[name] = segment[at:end]
        at = end + len(literal)
    return found


def _wanted(wanted: Iterable[tuple[str, str | None]], pairs: list[tuple[str, str]]) -> dict[str, str] | None:
    """The values of slots in the query, encoded; None where a pair that the template fixes is not there."""
    found: dict[str, str] = {}
    for name, value in wanted:
        given = [text for key, text in pairs if key == name]
        if not given or (value is not None and value not in given):
            return None
        if value is None:
            found[name] = quote(given[0], safe="")
    return found


def server_nodes(root: Mapping[str, Any]) -> list[Any]:
    """The servers of the document."""
    return [each for each in sequence(root.get("servers")) if is_map(each)]
