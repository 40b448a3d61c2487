"""Resources and methods by the paths of the document, by its tags and operationIds where paths say nothing.

The rules, in order; each looks at the operation itself first, so that names stay when the document grows.

1. Segments without meaning are left out: versions, `api` and the like at the beginning, extensions, a first segment
   that all paths share and that is the API's own name.
2. Static segments are resources, one inside the other; parameters are not. The fourth is the last: what follows goes
   into the method's name.
3. A last segment that is something to do (a verb, with nothing kept below it) is a method of the thing before it:
   `POST /sessions/{id}/cancel`, `/messages:batchDelete`, `/compare/{base}`. So is the last word of `/notes.postNote`,
   and a state (`/releases/latest`: `retrieve_latest`).
4. On a thing: GET is `list` where the answer is a list, else `retrieve`; POST `create`; PATCH and PUT `update` (with
   both, PUT is `replace`); DELETE `delete`; on a whole collection `bulk_update`, `bulk_delete`. An operationId that
   begins with another verb (`assign`, `upload`) gives that.
5. Where two methods of a resource would be called alike, the older version, then the one whose operationId has nothing
   to add, then the shorter path keeps the name. The others add their version, the further words of their operationId,
   or what their path says (`list_for_repo`, `list_by_owner`).
6. Paths without a thing take the tag, else the words of the operationId.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sdkwright.name.words import Casing, singular, words_of
from sdkwright.propose.clashes import LONGEST, Named, Wish, settled
from sdkwright.propose.paths import parts_of, without_common
from sdkwright.propose.trie import Node, action_at, tree_of
from sdkwright.propose.verbs import rest_verb, verb_of_id, words_of_id
from sdkwright.propose.vocabulary import ASKING_VERBS, STATES, VERBS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sdkwright.propose.answers import Shapes
    from sdkwright.propose.operations import Call
    from sdkwright.propose.paths import PathParts

DEPTH = 4
_ORDER = ("create", "retrieve", "update", "replace", "list", "delete")


def named_calls(calls: Sequence[Call], shapes: Shapes, title: frozenset[str]) -> dict[tuple[str, ...], list[Named]]:
    """The methods of each resource by its path of words: every operation once. Both are in the order of a config."""
    paths = without_common([parts_of(each.path) for each in calls], title)
    root = tree_of((path, _told(call, shapes)) for path, call in zip(paths, calls, strict=True))
    groups: defaultdict[tuple[str, ...], list[Wish]] = defaultdict(list)
    for call, path in zip(calls, paths, strict=True):
        wish = wish_of(call, path, root, shapes)
        groups[wish.resource].append(wish)
    children: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for resource in groups:
        for count in range(1, len(resource)):
            children[resource[:count]].add(resource[count])
    return {each: sorted(settled(groups[each], children[each]), key=_position) for each in sorted(groups)}


def _told(call: Call, shapes: Shapes) -> str:
    """The HTTP method, `check` for a GET that answers nothing but its status."""
    return "check" if call.http_method == "get" and not shapes.answers(call) else call.http_method


def _position(method: Named) -> tuple[int, str]:
    name = method.name
    return _ORDER.index(name) if name in _ORDER else len(_ORDER), name


def wish_of(call: Call, path: PathParts, root: Node, shapes: Shapes) -> Wish:
    """Where the method belongs and what it would be called."""
    words = path.words
    if not words:
        return _without_words(call, path, root, shapes)
    if path.custom is not None:
        return Wish(call, path, words[:DEPTH], method_name(path.custom, *words[DEPTH:]))
    at = action_at(root, path)
    if at is not None:
        return _action(call, path, root, at)
    node = _node(root, path)
    if len(words) == 1 and not path.ends_in_parameter and node.is_leaf:
        found = _top_action(call, path)
        if found is not None:
            return found
    if len(words) == 2 and words[0] in VERBS and node.is_leaf and len(node.methods) == 1 and not path.ends_in_parameter:
        return Wish(call, path, words[:1], words[1])
    verb = rest_verb(call, path, node, shapes)
    if len(words) > 1 and words[-1] in STATES and node.is_leaf:
        return Wish(call, path, words[:-1][:DEPTH], method_name(verb, *words[:-1][DEPTH:], words[-1]))
    return Wish(call, path, words[:DEPTH], method_name(verb, *words[DEPTH:]))


def method_name(*words: str) -> str:
    """The words as a name; of many, the first ones and the last."""
    casing = Casing()
    for count in range(len(words), 2, -1):
        name = casing.snake(*words[: count - 1], words[-1])
        if len(name) <= LONGEST:
            return name
    return casing.snake(*words[:1], *words[1:][-1:])


def _node(root: Node, path: PathParts) -> Node:
    node = root
    for part in path.parts:
        node = node.below(word=None if part.is_parameter else part.word)
    return node


def _action(call: Call, path: PathParts, root: Node, at: int) -> Wish:
    """A method called after what the path does. Beside others at the same place: by what undoes or asks for it."""
    casing = Casing()
    resource, action = path.words[:at], casing.snake(*path.words[at:])
    node = _node(root, path)
    verb = verb_of_id(words_of_id(call), path)
    if f"un{action}" in words_of_id(call):
        verb = f"un{action}"
    own = verb if verb is not None and verb not in ("get", "list", "delete", "remove", action) else None
    if call.http_method == "delete" and (own or len(node.methods) > 1):
        action = own or f"delete_{action}"
    elif call.http_method == "get" and len(node.methods) > 1:
        known = action.partition("_")[0] in ASKING_VERBS
        action = (
            action if known and not own else f"{own or ('check' if 'check' in node.methods else 'retrieve')}_{action}"
        )
    return Wish(call, path, resource[:DEPTH], method_name(action, *resource[DEPTH:]))


def _top_action(call: Call, path: PathParts) -> Wish | None:
    """`POST /login` with the tag `auth` is `auth.login`; `/getUser` is `user.get`."""
    casing = Casing()
    words = words_of(path.words[0])
    if words[0] not in VERBS:
        return None
    tag = casing.snake(call.tags[0]) if call.tags else ""
    if tag and tag != path.words[0]:
        known = {singular(word) for word in words_of(tag)}
        rest = [word for word in words if singular(word) not in known]
        return Wish(call, path, (tag,), method_name(*(rest or words)))
    if len(words) > 1:
        return Wish(call, path, (casing.snake(*words[1:]),), words[0])
    return None


def _without_words(call: Call, path: PathParts, root: Node, shapes: Shapes) -> Wish:
    casing = Casing()
    words = words_of_id(call)
    verb = rest_verb(call, path, _node(root, path), shapes)
    group = [part for part in call.operation_id.replace("/", ".").split(".")[:-1] if words_of(part)]
    if group and not call.tags:
        return Wish(call, path, tuple(casing.snake(each) for each in group)[:DEPTH], method_name(*words) or verb)
    resource = casing.snake(call.tags[0]) if call.tags and words_of(call.tags[0]) else "root"
    known = {singular(word) for word in words_of(resource)}
    rest = [word for word in words if singular(word) not in known]
    return Wish(call, path, (resource,), method_name(*rest) if rest else verb)
