"""The resources of the config, with their methods."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from sdkwright.derive.asking import NOT_FOUND
from sdkwright.derive.evidence import keys_of
from sdkwright.derive.listing import SHARED
from sdkwright.derive.media import media_types
from sdkwright.derive.models import derive_models
from sdkwright.derive.roots import EVENTS, answer_schemas
from sdkwright.derive.syntax import (
    arguments,
    decorators,
    dotted,
    keyword,
    last,
    literals,
    string,
)
from sdkwright.derive.tree import SdkResource
from sdkwright.name.words import Casing
from sdkwright.resolve.nodes import mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.derive.evidence import Evidence
    from sdkwright.derive.tree import SdkMethod
    from sdkwright.propose.operations import Call
    from sdkwright.propose.proposal import Keys

_PASSING_ON = frozenset({"maybe_transform", "async_maybe_transform", "deepcopy_minimal", "cast"})


def derive_resources(evidence: Evidence) -> None:
    """Enter every resource that has something in it, its models before its methods."""
    homes = derive_models(evidence)
    for resource in evidence.client.all():
        _enter(resource, homes, evidence)
    known = {each.path for each in evidence.client.all()}
    for path in homes:
        if path not in known and path != (SHARED,):
            # It has models only: no class of the SDK is its own.
            _enter(SdkResource(path, evidence.client.definition, (), ()), homes, evidence)


def _enter(resource: SdkResource, homes: Mapping[tuple[str, ...], Mapping[str, str]], evidence: Evidence) -> None:
    answers, keys = evidence.answers, keys_of(resource.path)
    if evidence.is_standalone(resource):
        answers.put((*keys, "standalone_api"), value=True)
    for key, reference in homes.get(resource.path, {}).items():
        answers.put((*keys, "models", key), reference)
    if resource.methods and not any(_has_request(method, evidence) for method in resource.methods):
        hint = "If it was written by hand, keep its code; else add it with its endpoints."
        answers.ask(
            (*keys, "methods"),
            f"no request is seen in any method of {resource.shown}",
            hint,
            at=resource.definition.module.place(resource.definition.node),
            code=NOT_FOUND,
        )
        return
    for method in resource.methods:
        _enter_method(resource, method, keys, evidence)


def _has_request(method: SdkMethod, evidence: Evidence) -> bool:
    return method.request is not None or _webhook(method, evidence) is not None


def _enter_method(resource: SdkResource, method: SdkMethod, keys: Keys, evidence: Evidence) -> None:
    answers, at = evidence.answers, method.module.place(method.node)
    match = evidence.match(resource, method)
    here = (*keys, "methods", method.name)
    if match is not None:
        answers.put(here, _value(method, match.call, evidence), origin=match.call.place)
        if match.doubt is not None:
            answers.ask(here, match.doubt, "Correct the endpoint, or the document.", at=at)
        return
    if method.request is not None:
        sent = f"{method.request.http_method} {method.request.path}"
        answers.ask(
            here, f"the document has no `{sent}`", "Write its endpoint, or leave the method out.", at=at, code=NOT_FOUND
        )
        return
    webhook = _webhook(method, evidence)
    if webhook is not None:
        answers.put(here, webhook)
    elif not method.node.name.startswith("with_"):
        hint = "If it was written by hand, keep the code; else write its endpoint."
        answers.ask(here, f"no request is seen in the method `{method.name}`", hint, at=at, code=NOT_FOUND)


def _value(method: SdkMethod, call: Call, evidence: Evidence) -> object:
    """A method as a config writes it: the endpoint alone where that says everything."""
    more: dict[str, Any] = {}
    streaming = _streaming(method, call, evidence)
    if streaming is not None:
        more["streaming"] = streaming
    more |= media_types(method, call, evidence, streams=streaming is not None)
    body = _body_argument(method)
    if body is not None:
        more["body_param_name"] = body
    positional = _positional(method, call)
    if positional is not None:
        more["positional_params"] = positional
    if "deprecated" in decorators(method.node) and call.node.get("deprecated") is not True:
        more["deprecated"] = _reason(method) or True
    return {"endpoint": call.endpoint, **more} if more else call.endpoint


def _streaming(method: SdkMethod, call: Call, evidence: Evidence) -> dict[str, Any] | None:
    """How the method streams: the parameter that only some of its signatures set to true, the class of its events."""
    streams = [face for face in method.faces if "Stream" in _heads(face.returns)]
    if not streams:
        return None
    switches = [each.arg for face in streams for each, _ in arguments(face) if True in literals(each.annotation)]
    if not switches:
        media_types = [media_type for media_type, _ in answer_schemas(call, evidence)]
        kind = "sse" if EVENTS in media_types or not media_types else "jsonl"
        return {"type": kind} if len(streams) == len(method.faces) else None
    found: dict[str, Any] = {"param_discriminator": _wire_name(switches[0], call, evidence)}
    event = keyword(method.request.call, "stream_cls") if method.request is not None else None
    name = dotted(event.slice) if isinstance(event, ast.Subscript) else None
    definition = evidence.modules.resolve(method.module, name) if name else None
    model = evidence.model_paths.get(definition.key) if definition is not None else None
    if model is not None:
        found["stream_event_model"] = model[0]
    return found


def _heads(annotation: ast.expr | None) -> set[str]:
    return (
        {last(each.value) for each in ast.walk(annotation) if isinstance(each, ast.Subscript)} if annotation else set()
    )


def _wire_name(argument: str, call: Call, evidence: Evidence) -> str:
    """The property of the body or the parameter that an argument stands for."""
    casing = Casing()
    content = evidence.shapes.content(call.node.get("requestBody"), call.place)
    names = [
        name
        for media_type in sorted(content)
        for name in evidence.shapes.properties(
            evidence.shapes.follow(mapping(content[media_type]).get("schema"), call.place)
        )
    ]
    for holder in (call.item, call.node):
        names += [
            found
            for each in sequence(holder.get("parameters"))
            if (found := text(evidence.shapes.follow(each, call.place).get("name"))) is not None
        ]
    return next((name for name in names if casing.snake(name) == argument), argument)


def _body_argument(method: SdkMethod) -> str | None:
    """The argument that is the whole body; None where the body is made of several, or is called `body` anyway."""
    node = method.request.body if method.request is not None else None
    while node is not None and not isinstance(node, ast.Name):
        match node:
            case ast.Await(value=value):
                node = value
            case ast.Call(func=func, args=[*_, given]) if last(func) == "cast":
                node = given
            case ast.Call(func=func, args=[given, *_]) if last(func) in _PASSING_ON:
                node = given
            case _:
                return None
    names = {each.arg for each, _ in arguments(method.node)}
    changed = {
        target.id
        for each in ast.walk(method.node)
        if isinstance(each, ast.Assign)
        for target in each.targets
        if isinstance(target, ast.Name)
    }
    return node.id if node is not None and node.id in names - changed - {"body", "extra_body"} else None


def _positional(method: SdkMethod, call: Call) -> list[str] | None:
    """The parameters that may be given by position, where they are not those of the path or its last one."""
    given = [each.arg for each, by_position in arguments(method.faces[0]) if by_position]
    inside = method.request.path.split("{")[1:] if method.request is not None else []
    named = [part.partition("}")[0] for part in inside]
    wire = [part.partition("}")[0] for part in call.path.split("{")[1:]]
    if len(named) != len(wire) or given in (named, named[-1:], []):
        return None
    known = dict(zip(named, wire, strict=True))
    return [known.get(each, each) for each in given]


def _reason(method: SdkMethod) -> str | None:
    for each in method.node.decorator_list:
        if isinstance(each, ast.Call) and last(each.func) == "deprecated":
            return string(next(iter(each.args), None))
    return None


def _webhook(method: SdkMethod, evidence: Evidence) -> dict[str, Any] | None:
    """A method that reads what the API sends: it takes a `payload`; what verifies it has a key from the client."""
    if not any(each.arg == "payload" for each, _ in arguments(method.node)):
        return None
    found: dict[str, Any] = {"type": "webhook_unwrap"}
    returned = evidence.modules.resolve(method.module, dotted(method.node.returns) or "")
    if returned is None:
        return {"type": "webhook_verify"}
    for each in ast.walk(returned.node):
        if isinstance(each, ast.Call) and (tag := string(keyword(each, "discriminator"))) is not None:
            found["discriminator"] = tag
    for each in ast.walk(method.node):
        name = each.attr if isinstance(each, ast.Attribute) and last(each.value) == "_client" else string(each)
        if name in evidence.options:
            found["webhook_key_opt"] = name
    return found
