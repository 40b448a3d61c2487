"""The `streaming` section: what an SDK does with each server-sent event, by the conditions around it.

| in the loop over events | rule |
|---|---|
| `event.data.startswith("[DONE]")` and an end of the loop | `data_starts_with`, `handle: done` |
| `event.event == "x"`, `event.event in ("x", None)` | `event_type` |
| what follows gives the event, raises, ends the loop | `handle`: yield, error, done |
| an event is given without a condition | `kind: fallthrough` |
| `data.get("error")` and an error raised | `error_property` |
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from sdkwright.derive.syntax import functions, keyword, last, string

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sdkwright.derive.evidence import Evidence

_FALLTHROUGH = {"kind": "fallthrough", "handle": "yield"}


def derive_streams(evidence: Evidence) -> None:
    """Enter the rules, where there are others than to give every event."""
    requests = [method.request for resource in evidence.client.all() for method in resource.methods]
    if not any(request is not None and keyword(request.call, "stream_cls") is not None for request in requests):
        return
    rules = list(_from_table(evidence)) or list(_from_loop(evidence))
    if rules and rules != [_FALLTHROUGH]:
        evidence.answers.put(("streaming", "on_event"), rules)


def _from_table(evidence: Evidence) -> Iterator[dict[str, Any]]:
    """The rules of an SDK that has them as data."""
    module = evidence.modules.get("_seam")
    table = module.definitions.get("STREAM_RULES") if module is not None else None
    for call in table.elts if isinstance(table, ast.Tuple) else ():
        if isinstance(call, ast.Call) and last(call.func) == "StreamRule":
            rule: dict[str, Any] = {}
            types = keyword(call, "event_types")
            if isinstance(types, ast.Tuple):
                rule |= _types([each.value for each in types.elts if isinstance(each, ast.Constant)])
            for name in ("data_starts_with", "error_property"):
                value = string(keyword(call, name))
                if value is not None:
                    rule[name] = value
            if isinstance(keyword(call, "fallthrough"), ast.Constant):
                rule = {"kind": "fallthrough", **rule}
            yield {**rule, "handle": string(keyword(call, "handle")) or "yield"}


def _from_loop(evidence: Evidence) -> Iterator[dict[str, Any]]:
    """The rules that the loop of the synchronous stream class follows."""
    module = evidence.modules.get("_streaming")
    stream = module.definitions.get("Stream") if module is not None else None
    if not isinstance(stream, ast.ClassDef):
        return
    loops = [each for function in functions(stream) for each in ast.walk(function) if isinstance(each, ast.For)]
    # Another loop only passes on what the one with the rules gives.
    none: list[dict[str, Any]] = []
    yield from max((list(_rules(loop.body)) for loop in loops), key=len, default=none)


def _rules(body: Sequence[ast.stmt]) -> Iterator[dict[str, Any]]:
    error_property: str | None = None
    for node in body:
        if isinstance(node, ast.If):
            condition = _condition(node.test)
            named = _error_property(node)
            handle = _handle(node.body)
            if condition and handle is not None:
                inner = next((found for each in node.body if (found := _error_property(each)) is not None), None)
                yield {
                    **condition,
                    "handle": handle,
                    **({"error_property": inner} if inner and handle == "yield" else {}),
                }
            elif named is not None:
                error_property = named
            yield from _rules(node.orelse)
        elif any(isinstance(each, ast.Yield) for each in ast.walk(node)):
            yield {**_FALLTHROUGH, **({"error_property": error_property} if error_property else {})}


def _condition(test: ast.expr) -> dict[str, Any]:
    """What a test asks of an event; nothing where it asks something else."""
    match test:
        case ast.Call(func=ast.Attribute(value=value, attr="startswith"), args=[given]) if last(value) == "data":
            text = string(given)
            return {"data_starts_with": text} if text is not None else {}
        case ast.Compare(left=left, ops=[ast.Eq() | ast.Is()], comparators=[ast.Constant(value=value)]):
            return _types([value]) if last(left) == "event" else {}
        case ast.Compare(left=left, ops=[ast.In()], comparators=[ast.Tuple() | ast.List() | ast.Set() as several]):
            values = [each.value for each in several.elts if isinstance(each, ast.Constant)]
            return _types(values) if last(left) == "event" else {}
        case ast.BoolOp(op=ast.Or(), values=parts):
            found = [_condition(each).get("event_type") for each in parts]
            return _types(found) if all(_condition(each).keys() == {"event_type"} for each in parts) else {}
        case _:
            return {}


def _types(values: Sequence[object]) -> dict[str, Any]:
    named = [each for each in values if each is None or isinstance(each, str)]
    return {"event_type": named[0] if len(named) == 1 else named} if named else {}


def _handle(body: Sequence[ast.stmt]) -> str | None:
    """What is done with an event: the first that counts of what happens in the order of the text."""
    nodes = [each for statement in body for each in ast.walk(statement)]
    if any(isinstance(each, ast.Yield) for each in nodes):
        return "yield"
    if any(isinstance(each, ast.Raise) for each in nodes):
        return "error"
    return "done" if any(isinstance(each, (ast.Break, ast.Return)) for each in nodes) else None


def _error_property(node: ast.stmt) -> str | None:
    """`error` of `if data.get("error"): raise …`."""
    if not isinstance(node, ast.If) or not any(isinstance(each, ast.Raise) for each in ast.walk(node)):
        return None
    for each in ast.walk(node.test):
        match each:
            case ast.Call(func=ast.Attribute(attr="get"), args=[given, *_]):
                return string(given)
            case ast.Compare(left=left, ops=[ast.In()]):
                return string(left)
            case _:
                pass
    return None
