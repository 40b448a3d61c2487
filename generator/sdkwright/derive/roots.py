"""Where classes and schemas are known to belong together: the arguments and the answers of methods."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from sdkwright.derive.syntax import arguments, dotted, keyword, last, members
from sdkwright.load import join
from sdkwright.name.words import Casing
from sdkwright.resolve.nodes import mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdkwright.derive.evidence import Evidence
    from sdkwright.derive.pairing import Node
    from sdkwright.derive.tree import SdkMethod
    from sdkwright.propose.operations import Call

EVENTS = "text/event-stream"


def walk_roots(evidence: Evidence) -> None:
    """Pair the classes of every method that has an operation with the operation's schemas."""
    for resource in evidence.client.all():
        for method in resource.methods:
            match = evidence.match(resource, method)
            if match is not None and method.request is not None:
                _walk_answer(method, match.call, evidence)
                _walk_arguments(method, match.call, evidence)


def _walk_answer(method: SdkMethod, call: Call, evidence: Evidence) -> None:
    assert method.request is not None
    for media_type, node in answer_schemas(call, evidence):
        if media_type == EVENTS:
            events = keyword(method.request.call, "stream_cls")
            if isinstance(events, ast.Subscript):
                evidence.pairs.walk(events.slice, method.module, *node)
        elif method.request.page is not None:
            field, whole = items_field(method, evidence), evidence.pairs.node(*node)
            listed = evidence.pairs.properties(whole).get(field, whole) if field else whole
            items = evidence.pairs.node(listed.schema.get("items"), join(listed.pointer, "items"))
            evidence.pairs.walk(method.request.item, method.module, *items)
        elif method.request.wrapper is not None or method.request.envelope is not None:
            field = wrapped_field(method, evidence)
            for name, inner in evidence.pairs.properties(evidence.pairs.node(*node)).items():
                if name == field:
                    evidence.pairs.walk(method.node.returns, method.module, *inner)
        else:
            for face in method.faces:
                for each in members(face.returns):
                    # A stream is generic; what an answer is parsed to has a plain name.
                    if dotted(each) is not None:
                        evidence.pairs.walk(each, method.module, *node)


def items_field(method: SdkMethod, evidence: Evidence) -> str | None:
    """The property that a method's pages take their items from, by the one list that the class of pages has."""
    assert method.request is not None
    definition = evidence.modules.resolve(method.module, method.request.page or "")
    if definition is None or not isinstance(definition.node, ast.ClassDef):
        return None
    for node in definition.node.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation) if any(
                last(each) == "List" or last(each) == "list" for each in ast.walk(annotation)
            ):
                return name
            case _:
                pass
    return None


def wrapped_field(method: SdkMethod, evidence: Evidence) -> str | None:
    """The property of the envelope that a method takes away."""
    assert method.request is not None
    if method.request.envelope is not None:
        return method.request.envelope
    definition = evidence.modules.resolve(method.module, method.request.wrapper or "")
    if definition is None or not isinstance(definition.node, ast.ClassDef):
        return None
    return next(
        (
            each.target.id
            for each in definition.node.body
            if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
        ),
        None,
    )


def answer_schemas(call: Call, evidence: Evidence) -> Iterator[tuple[str, Node]]:
    """The schemas of the lowest success status that has any, by media type; of `default` where there is no success."""
    responses = mapping(call.node.get("responses"))
    for status in sorted(status for status in responses if status[:1] == "2") or ["default"]:
        found = evidence.pairs.node(responses.get(status), join(call.place, "responses", status))
        content = mapping(found.schema.get("content"))
        for media_type in sorted(content):
            place = join(found.pointer, "content", media_type, "schema")
            yield media_type, evidence.pairs.unfollowed(mapping(content[media_type]).get("schema"), place)
        if content:
            return


def _walk_arguments(method: SdkMethod, call: Call, evidence: Evidence) -> None:
    casing = Casing()
    assert method.request is not None
    annotations = {each.arg: each.annotation for each, _ in arguments(method.node)}
    for name, node in inputs(call, evidence):
        found = annotations.get(casing.snake(name), annotations.get(name))
        if found is not None:
            evidence.pairs.walk(found, method.module, *node)


def inputs(call: Call, evidence: Evidence) -> Iterator[tuple[str, Node]]:
    """Parameters and properties of the body by wire name."""
    for holder, above in ((call.item, call.place.rpartition("/")[0]), (call.node, call.place)):
        for index, node in enumerate(sequence(holder.get("parameters"))):
            found = evidence.pairs.node(node, join(above, "parameters", index))
            name = text(found.schema.get("name"))
            if name is not None:
                yield name, evidence.pairs.unfollowed(found.schema.get("schema"), join(found.pointer, "schema"))
    body = evidence.pairs.node(call.node.get("requestBody"), join(call.place, "requestBody"))
    content = mapping(body.schema.get("content"))
    for media_type in sorted(content):
        place = join(body.pointer, "content", media_type, "schema")
        whole = evidence.pairs.node(mapping(content[media_type]).get("schema"), place)
        yield from evidence.pairs.properties(whole).items()
