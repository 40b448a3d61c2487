"""Holds values of requests against the document's schemas (JSON Schema 2020-12, by jsonschema-rs).

A schema goes to the library with all that it refers to, and without what the library would refuse: keywords that are no
JSON Schema, references that lead nowhere. What is left out is not checked; every operation of a flawed document is
served. Patterns run on an engine whose steps are counted, so that no pattern of a document holds the server up.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import jsonschema_rs as library

from sdkwright.load import Document, Refs, Resolved, join
from sdkwright.load.kinds import KINDS
from sdkwright.load.pointers import escape
from sdkwright.mock.nodes import is_list, is_map, mapping, sequence
from sdkwright.mock.problems import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_MOST_FAULTS: Final = 20
_MOST_NESTED: Final = 8
_MOST_STEPS: Final = 100_000
_MOST_PATTERN: Final = 2_000
_ENGINE: Final = library.FancyRegexOptions(backtrack_limit=_MOST_STEPS, size_limit=2_000_000)
_TYPES: Final = frozenset({"string", "integer", "number", "boolean", "object", "array", "null"})


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < float("inf")


def _is_pattern(value: object) -> bool:
    if not isinstance(value, str) or len(value) > _MOST_PATTERN:
        return False
    try:
        library.Draft202012Validator({"pattern": value}, pattern_options=_ENGINE)
    except (ValueError, library.ValidationError):
        return False
    return True


def _is_type(value: object) -> bool:
    words = [value] if isinstance(value, str) else sequence(value)
    return bool(words) and all(each in _TYPES for each in words) and len(set(map(str, words))) == len(words)


def _is_names(value: object) -> bool:
    return is_list(value) and all(isinstance(each, str) for each in sequence(value))


_KEYWORDS: Final[Mapping[str, Callable[[object], bool]]] = {
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), _is_count),
    **dict.fromkeys(("minContains", "maxContains"), _is_count),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), _is_number),
    "multipleOf": lambda value: _is_number(value) and isinstance(value, (int, float)) and value > 0,
    "uniqueItems": lambda value: isinstance(value, bool),
    "pattern": _is_pattern,
    "type": _is_type,
    "required": _is_names,
    "enum": lambda value: bool(sequence(value)),
    "const": lambda _value: True,
    # Documents write `time` for the time of day, without the offset that JSON Schema wants.
    "format": lambda value: isinstance(value, str) and value != "time",
    "dependentRequired": lambda value: is_map(value) and all(_is_names(each) for each in value.values()),
}
"""What is taken over as it is, where it has the form that JSON Schema asks for."""


class Validators:
    """Validators are made when a request first needs them. `required` does not count properties that are read only:
    requests do not carry them.
    """

    def __init__(self, document: Document, refs: Refs) -> None:
        self._document = document
        self._refs = refs
        self._numbers: dict[str, str] = {}
        self._schemas: dict[str, Resolved] = {}
        self._parts: dict[str, tuple[Any, frozenset[str]]] = {}
        self._made: dict[str, library.Draft202012Validator] = {}

    def is_valid(self, schema: Resolved, value: Any) -> bool:
        try:
            return self._validator(schema).is_valid(value)
        except (ValueError, RecursionError):
            return False

    def faults(self, schema: Resolved, value: Any, place: str, name: str | None = None) -> list[Fault]:
        """What is wrong with a value; nothing where it fits. A `place` of "body" always tells the pointer."""
        validator = self._validator(schema)
        found: list[Fault] = []
        try:
            for error in validator.iter_errors(value):
                nearest = _nearest(error)
                pointer = "".join(f"/{escape(str(each))}" for each in nearest.instance_path)
                found.append(Fault(place, nearest.message, name, pointer if pointer or place == "body" else None))
                if len(found) == _MOST_FAULTS:
                    break
        except (ValueError, RecursionError):
            found.append(Fault(place, "cannot be checked: it is nested too deep, or holds what is no JSON", name))
        return found

    def _validator(self, schema: Resolved) -> library.Draft202012Validator:
        made = self._made.get(schema.pointer)
        if made is None:
            made = self._made[schema.pointer] = self._compiled(schema)
        return made

    def _compiled(self, schema: Resolved) -> library.Draft202012Validator:
        start = self._number(schema)
        reached, queue = {start}, [start]
        while queue:
            name = queue.pop()
            if name not in self._parts:
                self._parts[name] = self._part(self._schemas[name])
            for other in self._parts[name][1] - reached:
                reached.add(other)
                queue.append(other)
        bundle = {"$ref": f"#/$defs/{start}", "$defs": {name: self._parts[name][0] for name in sorted(reached)}}
        try:
            return library.Draft202012Validator(
                bundle, pattern_options=_ENGINE, validate_formats=True, ignore_unknown_formats=True, offline=True
            )
        except (ValueError, library.ValidationError, library.ReferencingError):
            return library.Draft202012Validator({})

    def _number(self, schema: Resolved) -> str:
        """A name for a schema that is the same wherever it is used."""
        name = self._numbers.setdefault(schema.pointer, f"s{len(self._numbers)}")
        self._schemas.setdefault(name, schema)
        return name

    def _part(self, schema: Resolved) -> tuple[Any, frozenset[str]]:
        """One schema as the library takes it, and the numbers of those that it refers to."""
        used: set[str] = set()
        return self._cleaned(schema.node, schema.pointer, used), frozenset(used)

    def _cleaned(self, node: object, pointer: str, used: set[str]) -> Any:
        if not is_map(node):
            return node if isinstance(node, bool) else True
        found: dict[str, Any] = {
            word: node[word] for word in _KEYWORDS.keys() & node.keys() if _KEYWORDS[word](node[word])
        }
        if "required" in found:
            found["required"] = self._needed(found["required"], node, pointer)
        if "$ref" in node and (name := self._referred(node, pointer)) is not None:
            used.add(name)
            found["$ref"] = f"#/$defs/{name}"
        for word in KINDS["schema"].keys() & node.keys():
            inner = self._inner(word, node[word], join(pointer, word), used)
            if inner is not None:
                found[word] = inner
        if "oneOf" in found:
            # Documents write it where several variants fit: what fits one of them is what they mean.
            variants = {"anyOf": found.pop("oneOf")}
            found["allOf"] = [*found.get("allOf", ()), variants]
        return found

    def _inner(self, word: str, value: Any, pointer: str, used: set[str]) -> Any:
        """What is below a keyword that holds schemas; None where it has another form."""
        shape = KINDS["schema"][word][0]
        if word in ("$defs", "definitions", "contentSchema", "additionalItems"):
            return None
        if shape == "one":
            return self._cleaned(value, pointer, used) if is_map(value) or isinstance(value, bool) else None
        if shape == "list":
            parts = [self._cleaned(each, join(pointer, index), used) for index, each in enumerate(sequence(value))]
            return parts or None
        if not is_map(value):
            return None
        return {
            name: self._cleaned(each, join(pointer, name), used)
            for name, each in value.items()
            if word != "patternProperties" or _is_pattern(name)
        }

    def _referred(self, node: Mapping[str, Any], pointer: str) -> str | None:
        target = self._refs.deref({"$ref": node["$ref"]}, pointer)
        return None if target is None else self._number(target)

    def _needed(self, required: list[str], node: Mapping[str, Any], pointer: str) -> list[str]:
        properties = mapping(node.get("properties"))
        return [
            name
            for name in dict.fromkeys(required)
            if not (
                self._is_read_only(properties[name], join(pointer, "properties", name))
                if name in properties
                else name in self._read_only
            )
        ]

    def _is_read_only(self, node: object, pointer: str) -> bool:
        if mapping(node).get("readOnly") is True:
            return True
        target = self._refs.deref(node, pointer) if "$ref" in mapping(node) else None
        return target is not None and mapping(target.node).get("readOnly") is True

    @cached_property
    def _read_only(self) -> frozenset[str]:
        """Names of properties that any schema of the document marks as read only."""
        return frozenset(_marked(self._document.root))


def _marked(root: Any) -> Iterator[str]:
    stack = [root]
    while stack:
        node = stack.pop()
        if is_map(node):
            for name, inner in mapping(node.get("properties")).items():
                if mapping(inner).get("readOnly") is True:
                    yield name
            stack += node.values()
        elif is_list(node):
            stack += sequence(node)


def _nearest(error: library.ValidationError) -> library.ValidationError:
    """Of a value that fits no variant of a union, what is wrong with it as the one variant that it is meant to be: of
    the right type, with the right tag. The fault itself where that cannot be told.
    """
    for _ in range(_MOST_NESTED):
        kind = error.kind
        if not isinstance(kind, (library.ValidationErrorKind.AnyOf, library.ValidationErrorKind.OneOfNotValid)):
            break
        depth = len(error.instance_path)
        meant = [each for each in kind.context if each and not any(_excludes(fault, depth) for fault in each)]
        if len(meant) != 1:
            break
        error = meant[0][0]
    return error


def _excludes(fault: library.ValidationError, depth: int) -> bool:
    """Whether a fault tells that the value at that depth is meant as another variant."""
    below = len(fault.instance_path) - depth
    if isinstance(fault.kind, library.ValidationErrorKind.Type):
        return below == 0
    return below <= 1 and isinstance(
        fault.kind, (library.ValidationErrorKind.Constant, library.ValidationErrorKind.Enum)
    )
