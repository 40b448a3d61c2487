"""`content: {$ref: …}`: where OpenAPI has a map of media types, some documents refer to one that places share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sdkwright.load.kinds import KINDS
from sdkwright.load.plain import is_list, is_map
from sdkwright.load.pointers import join

from .references import target_of

if TYPE_CHECKING:
    from typing import TypeAlias

    from sdkwright.load.kinds import Kind

    from .lifted import Notes

    Shared: TypeAlias = dict[str, tuple[dict[str, Any], str]]
    """Name in `components.mediaTypes` to a media type and where it is written."""

_HOLDERS = frozenset({"body", "response", "parameter"})
_NOT_BELOW = frozenset({"schema", "leaf", "encoding"})
_SHARED = "mediaTypes"


def contents_written_out(root: dict[str, Any], notes: Notes) -> dict[str, Any]:
    """The document with such maps written out. Each media type of a shared map becomes one of `components.mediaTypes`
    (OpenAPI 3.2), which the places that share it refer to, so that its schema gives one type.
    """
    shared: Shared = {}
    found: dict[str, Any] = _changed(root, "root", root, shared)
    if not shared:
        return root
    components = found.get("components")
    components = components if is_map(components) else {}
    own = components.get(_SHARED)
    notes.moves.update({join("/components", _SHARED, name): written for name, (_, written) in shared.items()})
    media = {**(own if is_map(own) else {}), **{name: node for name, (node, _) in shared.items()}}
    return {**found, "components": {**components, _SHARED: media}}


def _changed(node: Any, kind: Kind, root: dict[str, Any], shared: Shared) -> Any:
    """The node with what is written out in it; itself where that is nothing."""
    if not is_map(node):
        return node
    changed: dict[str, Any] = {}
    if kind in _HOLDERS and (content := _written_out(node.get("content"), root, shared)) is not None:
        changed["content"] = content
    children = dict.fromkeys(node, ("one", "path")) if kind == "callback" else KINDS[kind]
    for key, (shape, child) in children.items():
        value = node.get(key)
        if child in _NOT_BELOW or child == "media" or value is None:
            continue
        if shape == "map" and is_map(value):
            inner: Any = {name: _changed(each, child, root, shared) for name, each in value.items()}
            same = all(inner[name] is each for name, each in value.items())
        elif is_list(value):
            inner = [_changed(each, child, root, shared) for each in value]
            same = all(a is b for a, b in zip(inner, value, strict=True))
        else:
            inner = _changed(value, child, root, shared)
            same = inner is value
        if not same:
            changed[key] = inner
    return {**node, **changed} if changed else node


def _written_out(content: Any, root: dict[str, Any], shared: Shared) -> dict[str, Any] | None:
    """Media type to a reference to what is shared; None where the content is written as OpenAPI has it."""
    keys, target = (target_of(root, content) if is_map(content) else None) or ((), None)
    if not is_map(target):
        return None
    written: dict[str, Any] = {}
    for media_type, media in target.items():
        if is_map(media) and "/" in media_type:
            name = " ".join((*keys[2:], media_type))
            shared[name] = (media, join("", *keys, media_type))
            written[media_type] = {"$ref": "#" + join("/components", _SHARED, name).replace("%", "%25")}
    return written
