"""The schemes of pages, by the page classes of an SDK: where the items are, and what turns the page.

A page class says it in two methods: one gives the items, one makes the next request. Of the latter it matters which
parameter is set and what its value is computed from:

| value | scheme |
|---|---|
| a whole address | cursor_url |
| a field, as it is | cursor |
| the id of the last item | cursor_id |
| the number of items is added to it | offset |
| one is added to it | page_number |
| there is none | fake_page |
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, NamedTuple

from sdkwright.derive.fields import fields_of, shapes_of
from sdkwright.derive.syntax import JSON_TYPES, dotted, functions, keyword, last, string

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sdkwright.derive.modules import Definition, Modules
    from sdkwright.derive.syntax import Function

_PARAMS = {
    "cursor": "next_cursor_param",
    "cursor_id": "next_cursor_id_param",
    "offset": "offset_count_param",
    "page_number": "page_number_param",
}
_PREVIOUS = {"cursor": "previous_cursor_param", "cursor_id": "previous_cursor_id_param"}
FieldPath = tuple[str, ...]


class Turning(NamedTuple):
    """How a page class makes the next request. `param` is "" where an address tells it, `fields` gives the purpose of
    fields of the answer. `previous` is the parameter that pages backwards, `key` the property of an item that is asked
    by; "" where there is none.
    """

    kind: str
    param: str
    in_body: bool
    fields: Mapping[FieldPath, str]
    previous: str = ""
    key: str = ""


class Asked(NamedTuple):
    """What one request for a page asks for: the kind, the parameter, whether it is in the body, and its value."""

    kind: str
    param: str
    in_body: bool
    value: ast.expr | None


def turning_of(definition: Definition) -> Turning:
    """What the class does to turn the page."""
    assert isinstance(definition.node, ast.ClassDef)
    own = {each.name: each for each in functions(definition.node)}
    fields: dict[FieldPath, str] = {}
    info = own.get("next_page_info")
    onwards, back = Asked("fake_page", "", False, None), None
    if info is not None:
        values = _assigned(info)
        onwards, back = _directions(info, values)
        fields |= _purposes(onwards.kind, onwards.value, info, values)
        if back is not None and back.kind == "cursor" and back.value is not None:
            fields |= {path: "previous_cursor_field" for path in _attributes(back.value, values) if path not in fields}
    more = own.get("has_next_page")
    if more is not None:
        fields |= {path: "has_next_page" for path in _attributes(more, _assigned(more)) if path not in fields}
    items = own.get("_get_page_items")
    if items is not None:
        fields |= dict.fromkeys(sorted(_attributes(items, _assigned(items)), key=len)[-1:], "items")
    previous = back.param if back is not None and back.kind == onwards.kind else ""
    return Turning(onwards.kind, onwards.param, onwards.in_body, fields, previous, _key(onwards))


def _directions(info: Function, values: Mapping[str, list[ast.expr]]) -> tuple[Asked, Asked | None]:
    """What is asked for onwards, and what backwards: by a parameter that the function looks for in its own request."""
    calls = [each for each in ast.walk(info) if isinstance(each, ast.Call)]
    found = [_asked(each, values) for each in calls if last(each.func) == "PageInfo"]
    sought = {string(each.args[0]) for each in calls if last(each.func) == "get" and each.args}
    back = [each for each in found if each.param in sought] if len({each.param for each in found}) > 1 else []
    onwards = [each for each in found if each not in back]
    return next(iter(onwards), Asked("fake_page", "", False, None)), next(iter(back), None)


def _key(asked: Asked) -> str:
    return asked.value.attr if asked.kind == "cursor_id" and isinstance(asked.value, ast.Attribute) else ""


def _asked(call: ast.Call, values: Mapping[str, list[ast.expr]]) -> Asked:
    url = keyword(call, "url")
    if url is not None:
        return Asked("cursor_url", "", False, url)
    for word in ("params", "json"):
        match keyword(call, word):
            case ast.Dict(keys=[key, *_], values=[value, *_]) if string(key):
                return Asked(_kind(value, values), string(key) or "", word == "json", value)
            case _:
                pass
    return Asked("fake_page", "", False, None)


def _kind(value: ast.expr, values: Mapping[str, list[ast.expr]]) -> str:
    reached = list(_reached(value, values))
    if any(isinstance(each, ast.Call) and last(each.func) == "len" for each in reached):
        return "offset"
    if any(isinstance(each, ast.BinOp) and isinstance(each.op, ast.Add) for each in reached):
        return "page_number"
    if any(isinstance(each, ast.Subscript) for each in reached):
        return "cursor_id"
    return "cursor"


def _purposes(
    kind: str, value: ast.expr | None, info: Function, values: Mapping[str, list[ast.expr]]
) -> dict[FieldPath, str]:
    """What the fields that the value comes from are for, and those that it is compared with."""
    leading = {
        "cursor": "next_cursor_field",
        "cursor_url": "cursor_url_field",
        "offset": "offset_count_start_field",
        "page_number": "current_page_number_field",
    }
    total = {"offset": "offset_total_count_field", "page_number": "total_page_count_field"}
    found: dict[FieldPath, str] = {}
    if value is not None and kind in leading:
        for path in _attributes(value, values):
            found.setdefault(path, leading[kind])
    if kind in total:
        for compare in (each for each in ast.walk(info) if isinstance(each, ast.Compare)):
            for path in _attributes(compare, values):
                found.setdefault(path, total[kind])
    return found


def _assigned(function: Function) -> dict[str, list[ast.expr]]:
    """What local names are set to."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found.setdefault(name, []).append(value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                found.setdefault(name, []).append(value)
            case _:
                pass
    return found


def _reached(node: ast.AST, values: Mapping[str, list[ast.expr]]) -> list[ast.AST]:
    """The expressions that a value is made of, through local names; each once."""
    found: list[ast.AST] = []
    queue, names = [node], set[str]()
    while queue:
        for each in ast.walk(queue.pop()):
            found.append(each)
            if isinstance(each, ast.Name) and each.id not in names:
                names.add(each.id)
                queue += values.get(each.id, [])
    return found


def _attributes(node: ast.AST, values: Mapping[str, list[ast.expr]]) -> list[FieldPath]:
    """The fields of `self` that a value is made of, the longest way to each; calls of methods are none."""
    reached = _reached(node, values)
    called = {id(each.func) for each in reached if isinstance(each, ast.Call)}
    found: dict[FieldPath, None] = {}
    for each in reached:
        name = _through(each, values) if isinstance(each, ast.Attribute) and id(each) not in called else None
        if name is not None and not any(part.startswith("_") for part in name):
            found[name] = None
    return [path for path in found if not any(other[: len(path)] == path and other != path for other in found)]


def _through(node: ast.Attribute, values: Mapping[str, list[ast.expr]]) -> FieldPath | None:
    """`("meta", "next")` of `self.meta.next`, also where `self.meta` has a local name."""
    name = dotted(node)
    if name is None:
        return None
    first, *rest = name.split(".")
    for _ in range(4):
        if first == "self":
            return tuple(rest)
        before = next((each for value in values.get(first, []) if (each := dotted(value)) is not None), None)
        if before is None or before == first:
            return None
        first, *more = before.split(".")
        rest = [*more, *rest]
    return None


def scheme_of(
    definition: Definition, turning: Turning, name: str, params: Mapping[str, str], modules: Modules
) -> dict[str, Any]:
    """The scheme as a config writes it; `params` gives the JSON types of the parameters that all its methods share."""
    purposes = {turning.previous: _PREVIOUS.get(turning.kind), turning.param: _PARAMS.get(turning.kind)}
    request = {key: _field(kind, purposes.get(key)) for key, kind in params.items()}
    made: dict[str, Any] = {"name": name, "type": turning.kind, "request": request}
    made["response"] = _response(definition, turning.fields, modules)
    if turning.key:
        item = {"type": "object", "properties": {turning.key: _mark("cursor_item_id")}}
        made["response"] |= {
            key: {**node, "items": item} for key, node in made["response"].items() if node.get("type") == "array"
        }
    if turning.in_body:
        made["param_location"] = "body"
    return made


def _response(
    definition: Definition, purposes: Mapping[FieldPath, str], modules: Modules, depth: int = 3
) -> dict[str, Any]:
    """The fields of a page class, and of the objects in it that a purpose lies in. Purposes have the Python names."""
    made: dict[str, Any] = {}
    for wire_name, field in fields_of(definition, modules).items():
        below = {path[1:]: purpose for path, purpose in purposes.items() if path[0] == field.name and len(path) > 1}
        shape = next(iter(shapes_of(field.annotation)), None)
        found = modules.resolve(definition.module, dotted(shape.node) or "") if shape is not None else None
        if below and depth and found is not None:
            made[wire_name] = {"type": "object", "properties": _response(found, below, modules, depth - 1)}
        elif shape is not None and shape.kind == "list":
            made[wire_name] = {"type": "array", "items": {}, **_mark(purposes.get((field.name,)))}
        elif shape is not None:
            made[wire_name] = _field(JSON_TYPES.get(last(shape.node), ""), purposes.get((field.name,)))
    return made


def _field(kind: str, purpose: str | None) -> dict[str, Any]:
    return {**({"type": kind} if kind else {}), **_mark(purpose)}


def _mark(purpose: str | None) -> dict[str, Any]:
    return {"x-stainless-pagination-property": {"purpose": purpose}} if purpose else {}


def shared(groups: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """What all have in common."""
    every = list(groups)
    return {key: kind for key, kind in every[0].items() if all(key in each for each in every)} if every else {}
