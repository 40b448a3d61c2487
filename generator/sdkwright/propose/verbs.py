"""What a method is called by REST habit, and by the verb of its operationId where that says more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdkwright.name.words import Casing, singular, words_of
from sdkwright.propose.answers import is_plural
from sdkwright.propose.vocabulary import ASKED_BY_ID, ONE, STATES, VERBS

if TYPE_CHECKING:
    from sdkwright.propose.answers import Shapes
    from sdkwright.propose.operations import Call
    from sdkwright.propose.paths import PathParts
    from sdkwright.propose.trie import Node

_READING = frozenset({"get", "fetch", "retrieve", "read", "show", "view", "describe"})
_LISTING = frozenset({"list"})
_CREATING = frozenset({"create", "post", "new", "make", "insert", "save", "store"})
_UPDATING = frozenset({"update", "modify", "edit", "change", "patch", "put", "set", "replace", "save"})
_DELETING = frozenset({"delete", "destroy", "del"})
_KNOWN = VERBS | _READING | _LISTING | _CREATING | _UPDATING | _DELETING | {"count"}


def words_of_id(call: Call) -> list[str]:
    """The words of the operationId, without a group before it (`issues/list`) and the path behind it."""
    tail = re.split(r"[/.]", call.operation_id)[-1] or call.operation_id
    words = words_of(tail)
    behind = [*words_of(re.sub(r"[{}]", " ", call.path)), call.http_method]
    if len(words) > len(behind) and words[-len(behind) :] == behind:
        words = words[: -len(behind)]
    return words


def verb_of_id(words: list[str], path: PathParts) -> str | None:
    """The verb of an operationId: its first word, else its last (`letter_cancel`). A word that names a thing of the
    path (`check_create` of `/checks`) is none if there is another.
    """
    if not words:
        return None
    things = {singular(word) for part in path.words for word in words_of(part)}
    if words[:3] == ["create", "or", "update"] or words[:3] == ["create", "or", "replace"]:
        return "_".join(words[:3])
    if words[0] == "bulk" and words[1:2] and words[1] in _KNOWN:
        return f"bulk_{words[1]}"
    first, last = (word if word in _KNOWN else None for word in (words[0], words[-1]))
    if last is None or singular(last) in things:
        return first
    return last if first is None or singular(first) in things else first


def rest_verb(call: Call, path: PathParts, node: Node, shapes: Shapes) -> str:
    """The verb of a method on a thing: `list`, `retrieve`, `create`, …"""
    verb = verb_of_id(words_of_id(call), path)
    if path.words and verb == path.words[-1]:
        verb = None
    match call.http_method:
        case "get":
            return _get(call, path, verb, shapes)
        case "post":
            return _post(path, verb)
        case "put" | "patch" | "delete":
            return _change(call, path, node, verb)
        case _:
            return Casing().snake(call.http_method)


def _get(call: Call, path: PathParts, verb: str | None, shapes: Shapes) -> str:
    if verb in ASKED_BY_ID:
        return verb
    if path.ends_in_parameter:
        return "list" if shapes.is_array(shapes.answer(call)) else "retrieve"
    word = path.words[-1] if path.words else ""
    if len(path.words) > 1 and word in STATES:
        word = "" if word in ONE else path.words[-2]
    return "list" if verb in _LISTING or shapes.is_list(call, word) else "retrieve"


def _post(path: PathParts, verb: str | None) -> str:
    if verb == "add" and not any(each.is_parameter for each in path.parts):
        return "create"
    if verb is None or (path.words and verb == singular(path.words[-1])):
        return "update" if path.ends_in_parameter else "create"
    if verb in _CREATING:
        return "create"
    if verb in _READING:
        return "retrieve"
    return "update" if verb in _UPDATING else verb


def _change(call: Call, path: PathParts, node: Node, verb: str | None) -> str:
    """PUT, PATCH and DELETE. A collection is changed in bulk, unless it is no collection."""
    plain = "delete" if call.http_method == "delete" else "update"
    if verb is not None and verb not in _UPDATING | _DELETING | _READING | _LISTING:
        return verb
    if call.http_method == "put" and "patch" in node.methods:
        plain = "replace"
    word = path.words[-1] if path.words else ""
    many = not path.ends_in_parameter and is_plural(word) and (node.item is not None or "post" in node.methods)
    if many and singular(words_of(word)[-1]) not in words_of_id(call)[-1:]:
        return f"bulk_{plain}"
    return plain
