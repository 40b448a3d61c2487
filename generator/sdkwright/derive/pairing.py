"""Which schema of the document each class of the SDK came from.

Requests tell where to begin: what a method returns is the operation's answer, what it takes is its parameters and body.
From there on, fields of the same wire name belong together, all the way down, so that a class is found whatever it is
called. Each pair that is met is a vote.
"""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sdkwright.derive.fields import fields_of, shapes_of
from sdkwright.derive.syntax import dotted, literals
from sdkwright.load import join
from sdkwright.resolve.nodes import is_mapping, mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sdkwright.derive.fields import Field
    from sdkwright.derive.modules import Definition, Module, Modules, Parts
    from sdkwright.load import Refs

Key = tuple["Parts", str]
SCHEMAS = "/components/schemas/"
_LEAST = 0.5
_STEPS = 16


class Node(NamedTuple):
    """A schema that is no reference, and its JSON pointer."""

    schema: Mapping[str, object]
    pointer: str


def is_component(node: Node) -> bool:
    return node.pointer.startswith(SCHEMAS) and "/" not in node.pointer.removeprefix(SCHEMAS)


def _agree(field: Field, node: Node) -> bool:
    """Whether the values that a field is limited to are among those of a property."""
    values = literals(field.annotation)
    allowed = [*sequence(node.schema.get("enum")), *(node.schema[word] for word in ("const",) if word in node.schema)]
    return not values or not allowed or any(value in allowed for value in values)


class Pairs:
    """Walks annotations and schemas side by side. `votes` gives the pointers that were met for each class."""

    def __init__(self, modules: Modules, refs: Refs) -> None:
        self._modules = modules
        self._refs = refs
        self._seen: set[tuple[Key, str]] = set()
        self._fields: dict[Key, Mapping[str, Field]] = {}
        self._properties: dict[str, Mapping[str, Node]] = {}
        self.votes: dict[Key, Counter[str]] = {}
        self.definitions: dict[Key, Definition] = {}

    def node(self, schema: object, pointer: str) -> Node:
        """The schema, references followed."""
        target = self._refs.deref(schema, pointer) if is_mapping(schema) else None
        return Node(mapping(target.node), target.pointer) if target is not None else Node({}, pointer)

    def unfollowed(self, schema: object, pointer: str) -> Node:
        """A schema as it is written, for `walk` to follow."""
        return Node(mapping(schema), pointer)

    def walk(self, annotation: ast.expr | None, module: Module, schema: object, pointer: str) -> None:
        """Pair an annotation, as it is written in a module, with a schema."""
        queue: list[tuple[ast.expr | None, Module, Node]] = [(annotation, module, self.node(schema, pointer))]
        while queue:
            queue += self._pair(*queue.pop())

    def _pair(
        self, annotation: ast.expr | None, module: Module, node: Node
    ) -> Iterator[tuple[ast.expr | None, Module, Node]]:
        alternatives = list(shapes_of(annotation))
        trail = self._trail(node)
        node = trail[-1]
        ways = self._members(node)
        definition = self._named(alternatives[0].node, module) if len(alternatives) == 1 else None
        if definition is not None:
            yield from self._meet(definition, next(filter(is_component, trail), trail[0]), node)
        elif len(alternatives) > 1 and ways:
            yield from self._choose([each.node for each in alternatives], module, ways)
        else:
            for shape in alternatives:
                word = {"list": "items", "dict": "additionalProperties"}.get(shape.kind)
                if word is not None and word in node.schema:
                    yield shape.inner, module, self.node(node.schema[word], join(node.pointer, word))

    def _meet(self, definition: Definition, named: Node, node: Node) -> Iterator[tuple[ast.expr | None, Module, Node]]:
        """A class or an alias of the SDK, the schema that it stands for, and what that is in the end."""
        if (definition.key, named.pointer) in self._seen:
            return
        self._seen.add((definition.key, named.pointer))
        self.definitions[definition.key] = definition
        self.votes.setdefault(definition.key, Counter())[named.pointer] += 1
        if isinstance(definition.node, ast.ClassDef):
            properties = self.properties(node)
            for wire_name, field in self.fields(definition).items():
                if wire_name in properties:
                    yield field.annotation, definition.module, properties[wire_name]
        else:
            yield from self._pair(definition.node, definition.module, node)

    def _choose(
        self, alternatives: list[ast.expr], module: Module, ways: list[Node]
    ) -> Iterator[tuple[ast.expr | None, Module, Node]]:
        """Each alternative of a union with the member of the schema that fits; in order where they are as many."""
        if len(alternatives) == len(ways):
            yield from ((each, module, way) for each, way in zip(alternatives, ways, strict=True))
            return
        for each in alternatives:
            definition = self._named(each, module)
            if definition is None:
                continue
            scores = [(self.likeness(definition, way), -index) for index, way in enumerate(ways)]
            score, index = max(scores)
            if score >= _LEAST:
                yield each, module, ways[-index]

    def likeness(self, definition: Definition, node: Node) -> float:
        """How many of the fields of a class and the properties of a schema are the same, from 0 to 1. A field that only
        takes other values than the property is another one.
        """
        own, other = self.fields(definition), self.properties(node)
        same = sum(_agree(own[name], other[name]) for name in own.keys() & other.keys())
        return same / len(own.keys() | other.keys()) if own or other else 0.0

    def _named(self, node: ast.expr, module: Module) -> Definition | None:
        name = dotted(node)
        return self._modules.resolve(module, name) if name else None

    def _trail(self, node: Node) -> list[Node]:
        """The schema, and what it only wraps: the one part of `allOf`, the one alternative besides null."""
        trail = [node]
        for _ in range(_STEPS):
            node = trail[-1]
            parts, ways = sequence(node.schema.get("allOf")), self._members(node)
            if "properties" in node.schema or len(parts) + len(ways) != 1:
                break
            trail.append(ways[0] if ways else self.node(parts[0], join(node.pointer, "allOf", 0)))
        return trail

    def _members(self, node: Node) -> list[Node]:
        """The members of a union but null; none for what is no union."""
        found: list[Node] = []
        for word in ("anyOf", "oneOf"):
            for index, each in enumerate(sequence(node.schema.get(word))):
                member = self.node(each, join(node.pointer, word, index))
                if member.schema.get("type") != "null":
                    found.append(member)
        return found

    def fields(self, definition: Definition) -> Mapping[str, Field]:
        """The fields of a class by wire name."""
        if definition.key not in self._fields:
            self._fields[definition.key] = fields_of(definition, self._modules)
        return self._fields[definition.key]

    def properties(self, node: Node) -> Mapping[str, Node]:
        """The properties of an object, those of `allOf` too, and of alternatives where it has none of its own."""
        if node.pointer not in self._properties:
            self._properties[node.pointer] = self._properties_of(node, _STEPS)
        return self._properties[node.pointer]

    def _properties_of(self, node: Node, depth: int) -> dict[str, Node]:
        found = {
            name: self.node(each, join(node.pointer, "properties", name))
            for name, each in mapping(node.schema.get("properties")).items()
        }
        if depth:
            for index, part in enumerate(sequence(node.schema.get("allOf"))):
                found |= self._properties_of(self.node(part, join(node.pointer, "allOf", index)), depth - 1)
            if not found:
                for way in self._members(node):
                    found |= self._properties_of(way, depth - 1)
        return found
