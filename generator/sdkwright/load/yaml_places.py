"""Where the nodes of a YAML text stand."""

from __future__ import annotations

from typing import Any

import yaml

from .pointers import escape, join
from .yaml_reader import events


class YamlPlaces:
    """Places within a YAML text that was read without error. The first request goes through the text once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offsets: dict[str, int] | None = None

    def find(self, keys: tuple[str, ...]) -> int:
        """Offset of the key (in a map) or item (in a list) at the end of `keys`; as far down as the text has them.

        What comes by an alias or a merge stands where the alias does.
        """
        if self._offsets is None:
            self._offsets = _offsets(self._text)
        for length in range(len(keys), 0, -1):
            found = self._offsets.get(join("", *keys[:length]))
            if found is not None:
                return found
        return self._offsets.get("", 0)


class _Open:
    __slots__ = ("count", "is_map", "key", "pointer")

    def __init__(self, pointer: str, *, is_map: bool) -> None:
        self.pointer = pointer
        self.is_map = is_map
        self.key: str | None = None
        self.count = 0


def _offsets(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    stack: list[_Open] = []
    texts: dict[str, str] = {}
    for event in events(text):
        if isinstance(event, yaml.DocumentStartEvent) and len(found) > 1:
            break
        if isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
        elif isinstance(event, yaml.NodeEvent):
            pointer = _step(stack[-1] if stack else None, event, texts, found)
            if pointer is not None and isinstance(event, yaml.CollectionStartEvent):
                stack.append(_Open(pointer, is_map=isinstance(event, yaml.MappingStartEvent)))
    return found


def _step(parent: _Open | None, event: Any, texts: dict[str, str], found: dict[str, int]) -> str | None:
    """The pointer of the node that the event begins, noted with its offset; None if it is a key."""
    offset: int = event.start_mark.index
    if type(event) is yaml.ScalarEvent and event.anchor is not None:
        texts[event.anchor] = event.value
    if parent is None:
        found[""] = offset
        return ""
    if not parent.is_map:
        pointer = f"{parent.pointer}/{parent.count}"
        parent.count += 1
        found[pointer] = offset
        return pointer
    if parent.key is None:
        key: str = event.value if type(event) is yaml.ScalarEvent else texts.get(str(event.anchor), "")
        parent.key = key
        found[f"{parent.pointer}/{escape(key)}"] = offset
        return None
    pointer = f"{parent.pointer}/{escape(parent.key)}"
    parent.key = None
    return pointer
