"""Whether an operation answers a list, by the schema of its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.name.words import words_of
from sdkwright.propose.vocabulary import LIST_FIELDS
from sdkwright.resolve.nodes import mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sdkwright.load import Refs
    from sdkwright.propose.operations import Call

_DEPTH = 8


class Shapes:
    """Looks at schemas as far as a name or a scheme of pages depends on them."""

    def __init__(self, refs: Refs) -> None:
        self._refs = refs

    def follow(self, node: object, place: str = "") -> Mapping[str, object]:
        """The node, or what its reference leads to; empty where there is none."""
        found = mapping(node)
        if "$ref" not in found:
            return found
        ref = found["$ref"]
        target = self._refs.follow(ref, place) if isinstance(ref, str) and ref.startswith("#") else None
        return mapping(target.node) if target else {}

    def answer(self, call: Call) -> Mapping[str, object]:
        """The schema of the JSON answer with the lowest success status; empty where there is none."""
        for content in self._contents(call):
            for name in sorted(content):
                if "json" in name.lower() or name == "*/*":
                    return self.follow(mapping(content[name]).get("schema"), call.place)
        return {}

    def answers(self, call: Call) -> bool:
        """Whether some success has a body."""
        return any(self._contents(call))

    def _contents(self, call: Call) -> Iterator[Mapping[str, object]]:
        """The content by media type of each success, the lowest status first."""
        responses = mapping(call.node.get("responses"))
        for status in sorted(status for status in responses if status[:1] == "2" or status == "default"):
            yield self.content(responses[status], call.place)

    def content(self, node: object, place: str) -> Mapping[str, object]:
        """The media types of a body or an answer."""
        return self.follow(self.follow(node, place).get("content"), place)

    def properties(self, schema: Mapping[str, object], depth: int = _DEPTH) -> dict[str, Mapping[str, object]]:
        """The properties of an object, those of `allOf` too, and of the only real member of `anyOf` and `oneOf`."""
        found = {name: self.follow(node) for name, node in mapping(schema.get("properties")).items()}
        if depth:
            for part in sequence(schema.get("allOf")):
                found |= self.properties(self.follow(part), depth - 1)
            for word in ("anyOf", "oneOf"):
                members = [self.follow(each) for each in sequence(schema.get(word))]
                real = [each for each in members if each.get("type") != "null"]
                if len(real) == 1:
                    found |= self.properties(real[0], depth - 1)
        return found

    def is_array(self, schema: Mapping[str, object], depth: int = _DEPTH) -> bool:
        kind = schema.get("type")
        if kind == "array" or "array" in sequence(kind) or (kind is None and "items" in schema):
            return True
        parts = sequence(schema.get("allOf")) if depth else []
        return any(self.is_array(self.follow(part), depth - 1) for part in parts)

    def is_list(self, call: Call, word: str) -> bool:
        """Whether the answer is an array, or an object around one: `word` is the segment that the path ends in."""
        schema = self.answer(call)
        if self.is_array(schema):
            return True
        fields = self.properties(schema)
        arrays = {name for name, node in fields.items() if self.is_array(node)}
        own = words_of(word)
        if any(name.lower() in LIST_FIELDS or says(own, name) or says(words_of(name), word) for name in arrays):
            return True
        if arrays:
            return len(arrays) == 1 and is_plural(word)
        for outer, node in fields.items():
            inner = [name for name, each in self.properties(node).items() if self.is_array(each)]
            around = says(own, outer) or outer.lower() in LIST_FIELDS or len(fields) == 1
            if any(says(own, name) or (around and name.lower() in LIST_FIELDS) for name in inner):
                return True
        return False


def says(own: list[str], name: str) -> bool:
    """Whether words end in those of a name."""
    words = words_of(name)
    return bool(words) and own[-len(words) :] == words


def is_plural(word: str) -> bool:
    last = word.rpartition("_")[2]
    return last in ("children", "people", "data", "media") or (
        last.endswith("s") and not last.endswith(("ss", "us", "is", "news", "status"))
    )
