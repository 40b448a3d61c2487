"""Python expressions that a parameter takes, as users write them: literals, lists, and dictionaries for `TypedDict`s."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DEPTH = 5
_PLAIN = {
    "str": "'text'",
    "int": "1",
    "float": "1.5",
    "bool": "True",
    "bytes": "b'bytes'",
    "None": "None",
    "object": "{'any': 1}",
    "FileTypes": "b'file'",
    "Headers": "{'X-Name': 'value'}",
    "Query": "{'name': 'value'}",
    "Body": "{'name': 'value'}",
    "datetime": "datetime.datetime(2026, 1, 2)",
    "date": "datetime.date(2026, 1, 2)",
    "Timeout": "1.5",
    "dict": "{}",
    "list": "[]",
    "FileContent": "b'file'",
    "Base64FileInput": "b'file'",
}
_LISTS = ("list", "Iterable", "Sequence", "SequenceNotStr")
_MAPS = ("dict", "Mapping")
_NOTHING = ("Omit", "NotGiven", "None")


class Values:
    """Values of one SDK's types; `facts` are those of its surface."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._facts = facts
        self._places: dict[str, list[str]] = {}
        for fact in facts:
            kind, path = fact.split(" ", 1)
            if kind in ("class", "alias") and path.startswith("types."):
                self._places.setdefault(path.rsplit(".", 1)[-1], []).append(path.rsplit(".", 1)[0])

    def value(self, annotation: str, module: str, depth: int = 0) -> str:
        """An expression for an annotation in `module`, the like-named module of types, or one whose name ends alike; one
        of no type where there is no better.
        """
        try:
            return self._of(ast.parse(annotation, mode="eval").body, module, depth)
        except SyntaxError:
            return "cast(Any, None)"

    def fields(self, annotation: str, module: str) -> list[str]:
        """Names of the fields of the model that an annotation names."""
        place = self._place(annotation, module)
        prefix = f"field {place}.{annotation}."
        return [fact.removeprefix(prefix) for fact in self._facts if place and fact.startswith(prefix)]

    def _of(self, node: ast.expr, module: str, depth: int) -> str:
        match node:
            case ast.Constant(value=None):
                return "None"
            case ast.Name(id=name):
                return _PLAIN.get(name) or self._named(name, module, depth)
            case ast.BinOp():
                members = [each for each in _members(node) if ast.unparse(each) not in _NOTHING]
                return self._of(members[0], module, depth) if members else "None"
            case ast.Subscript(value=ast.Name(id="Literal"), slice=inner):
                return ast.unparse(inner.elts[0] if isinstance(inner, ast.Tuple) else inner)
            case ast.Subscript(value=ast.Name(id="Required" | "NotRequired" | "Annotated"), slice=inner):
                return self._of(inner.elts[0] if isinstance(inner, ast.Tuple) else inner, module, depth)
            case ast.Subscript(value=ast.Name(id=head), slice=inner) if head in _LISTS:
                return f"[{self._of(inner, module, depth)}]"
            case ast.Subscript(value=ast.Name(id=head), slice=ast.Tuple(elts=[_, inner])) if head in _MAPS:
                return f"{{'key': {self._of(inner, module, depth)}}}"
            case _:
                return "cast(Any, None)"

    def _named(self, name: str, module: str, depth: int) -> str:
        place = self._place(name, module)
        if place is None or depth > _DEPTH:
            return "cast(Any, None)"
        alias = self._facts.get(f"alias {place}.{name}")
        if alias is not None:
            return self.value(alias, place, depth + 1)
        if self._facts.get(f"class {place}.{name}") != "typed_dict":
            return "cast(Any, None)"
        prefix = f"field {place}.{name}."
        keys = [(fact.removeprefix(prefix), data) for fact, data in self._facts.items() if fact.startswith(prefix)]
        shown = [f"{key!r}: {self.value(data[0], place, depth + 1)}" for key, data in keys]
        return f"{{{', '.join(shown)}}}"

    def _place(self, name: str, module: str) -> str | None:
        """The module of types that a name in `module` most likely comes from: the one that lies nearest."""
        near = module.replace("resources", "types", 1)
        own = near.rsplit(".", 1)[-1]

        def nearness(place: str) -> tuple[bool, bool, int, str]:
            return place == near, place.endswith((f".{own}", f"_{own}")), _shared(place, near), place

        return max(self._places.get(name, []), key=nearness, default=None)


def _shared(place: str, other: str) -> int:
    """How many parts two dotted paths have in common."""
    pairs = zip(place.split("."), other.split("."), strict=False)
    return next(
        (count for count, (one, two) in enumerate(pairs) if one != two), min(place.count("."), other.count("."))
    )


def _members(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp):
        yield from _members(node.left)
        yield from _members(node.right)
    else:
        yield node
