"""Any version of OpenAPI that is read, to the meaning of 3.1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sdkwright.load.plain import ABSENT, descend, is_list, is_map
from sdkwright.load.pointers import split

from .contents import contents_written_out
from .from_20 import lift_20, lift_part
from .from_30 import lift_30
from .lifted import Notes
from .normal import normal, path_methods
from .swagger import Swagger

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sdkwright.load.kinds import Kind

__all__ = ["Lifted", "Part", "lift", "path_methods"]


class Part(NamedTuple):
    """An object that the document refers to in another file, and the version of OpenAPI that it is written in."""

    pointer: str
    kind: Kind
    version: str


class Lifted(NamedTuple):
    """`moves`: for each step from last to first, pointers of what moved to where it was before the step."""

    root: dict[str, Any]
    moves: tuple[Mapping[str, str], ...]
    problems: list[tuple[str, str, str]]


def lift(root: dict[str, Any], version: str, parts: Iterable[Part] = ()) -> Lifted:
    """The document as OpenAPI 3.1. What does not change is shared with what was given; a 3.1 document with nothing of
    3.2 is given back as it is.
    """
    notes, last = Notes(), Notes()
    if version.startswith("2"):
        lifted = lift_20(root, notes)
    elif version.startswith("3.0"):
        lifted = {**lift_30(contents_written_out(root, notes), "root"), "openapi": "3.1.0"}
    else:
        lifted = contents_written_out(root, notes)
    swagger = Swagger(root, notes)
    # Outer parts before inner ones, so that what was lifted with the outer one is lifted no more.
    for part in sorted(parts, key=lambda each: (each.pointer.count("/"), each)):
        lifted = _with_part(lifted, part, swagger)
    return Lifted(normal(lifted, last), (last.moves, notes.moves), notes.problems)


def _with_part(root: dict[str, Any], part: Part, swagger: Swagger) -> dict[str, Any]:
    keys = split(part.pointer)
    node, count = descend(root, keys)
    if count < len(keys):
        return root
    if part.version.startswith("2"):
        changed = lift_part(node, part.kind, part.pointer, swagger)
    elif part.version.startswith("3.0"):
        changed = lift_30(node, part.kind)
    else:
        return root
    return root if changed is node else _replaced(root, keys, changed)


def _replaced(node: Any, keys: tuple[str, ...], value: Any) -> Any:
    """A copy with another value under these keys; what is beside the way is shared."""
    if not keys:
        return value
    child = descend(node, keys[:1])[0]
    inner = _replaced(child if child is not ABSENT else {}, keys[1:], value)
    if is_map(node):
        return {**node, keys[0]: inner}
    assert is_list(node)
    index = int(keys[0])
    return [*node[:index], inner, *node[index + 1 :]]
