"""Reading a config file: what is wrong becomes a diagnostic at its place, and the rest is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import ValidationError

from sdkwright.diagnostics import CODES, Severity
from sdkwright.diagnostics.clean import clean
from sdkwright.diagnostics.nearest import nearest
from sdkwright.load.plain import descend, is_list, is_map
from sdkwright.load.reading import parse_source, read_source

from .base import Part
from .model import Config
from .resources import Method, ModelEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from sdkwright.diagnostics import Diagnostics, Place
    from sdkwright.load.reading import Source

    from .resources import Resource

_Keys = tuple[str | int, ...]
_P = TypeVar("_P", bound=Part)
_ROUNDS: Final = 20
_OUTDATED: Final[dict[_Keys, str]] = {
    ("package",): "Package names stand under `targets`, one for each.",
    ("models",): "Models stand under a resource; shared ones under `resources.$shared`.",
}
_EXPECTED: Final = {
    "string_type": "a string",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "tuple_type": "a list",
    "time_delta_type": "an ISO 8601 duration such as PT60S, or milliseconds",
    "time_delta_parsing": "an ISO 8601 duration such as PT60S, or milliseconds",
}


def load_config(path: str | Path, sink: Diagnostics, *, display_name: str | None = None) -> Config | None:
    """Read a config file (YAML or JSON).

    An unknown key gives a warning, a value of the wrong form an error; both are left out and the rest is used. None if
    nothing can be made of the file. The codes that the config allows are entered into `sink.allow`.
    """
    source = read_source(path, sink, display_name=display_name)
    return None if source is None else _build(source, sink)


def parse_config(text: str, sink: Diagnostics, *, display_name: str = "sdkwright.yml") -> Config | None:
    """As `load_config`, of text at hand."""
    source = parse_source(text, display_name, sink)
    return None if source is None else _build(source, sink)


def config_from_data(data: dict[str, Any], origin: Callable[[_Keys], Place]) -> Config:
    """A config that a program made; `origin` tells the place that the value under some keys comes from. It is taken to
    be right: ValidationError where it is not.
    """
    config = Config.model_validate(data)
    config._origin = origin
    return config


def read_part(model: type[_P], data: dict[str, Any], place: Callable[[_Keys], Place], sink: Diagnostics) -> _P | None:
    """A part of a config whose vocabulary is not the config's own, such as the options of a target. What is wrong
    becomes a diagnostic, as in `load_config`; `place` tells where the value under some keys of the part stands.
    """
    found = _validated(model, data, place, sink)
    return found[0] if found is not None else None


def _build(source: Source, sink: Diagnostics) -> Config | None:
    data = source.data
    if not is_map(data):
        sink.add("SW102", "a config file is a mapping", at=source.text.place(""))
        return None
    written = {key: value for key, value in data.items() if key != "$schema"}
    found = _validated(Config, written, lambda keys: source.text.place_of(keys), sink)
    if found is None:
        return None
    config, bad = found
    config._source = source.text
    _check(config, bad, sink)
    return config


def _validated(
    model: type[_P], written: dict[str, Any], place: Callable[[_Keys], Place], sink: Diagnostics
) -> tuple[_P, set[_Keys]] | None:
    """The model of what was written, without what is bad in it, and what that is; None if nothing can be made of it.
    `place` tells where the value under some keys stands.
    """
    bad: set[_Keys] = set()
    for _ in range(_ROUNDS):
        try:
            return model.model_validate(_without(written, bad)), bad
        except ValidationError as error:
            bad |= set(_report(error, model, written, bad, place, sink))
            if () in bad:
                return None
    return None


def _report(
    error: ValidationError,
    model: type[Part],
    written: dict[str, Any],
    bad: set[_Keys],
    place: Callable[[_Keys], Place],
    sink: Diagnostics,
) -> list[_Keys]:
    """Diagnostics for a failed validation of what was written without what is bad; gives what else is bad."""
    found: list[_Keys] = []
    wrong: dict[_Keys, list[ErrorDetails]] = {}
    rest = _without(written, bad)
    for detail in error.errors(include_url=False):
        _, count = descend(rest, map(str, detail["loc"]))
        keys = _as_written(detail["loc"][:count], written, bad)
        if detail["type"] == "extra_forbidden":
            _unknown(model, keys, place, sink)
            found.append(keys)
        else:
            wrong.setdefault(keys, []).append(detail)
    for keys, details in wrong.items():
        missing = [str(detail["loc"][-1]) for detail in details if detail["type"] == "missing"]
        for name in missing:
            if (*keys, name) not in bad:
                sink.add("SW104", f"`{clean(_dotted((*keys, name)))}` is missing", at=place(keys))
        if not missing:
            _mistyped(keys, details, place(keys), sink)
        found.append(keys)
    return found


def _as_written(keys: _Keys, written: Any, bad: set[_Keys]) -> _Keys:
    """The keys as they are in the file: list items that were left out count again."""
    path: _Keys = ()
    for key in keys:
        at = key
        if isinstance(key, int):
            node, _ = descend(written, map(str, path))
            at = [index for index in range(len(node)) if (*path, index) not in bad][key]
        path = (*path, at)
    return path


def _unknown(model: type[Part], keys: _Keys, place: Callable[[_Keys], Place], sink: Diagnostics) -> None:
    key = str(keys[-1])
    if key.startswith("x-") and not key.startswith("x-sdkwright-"):
        return
    at = place(keys)
    if keys in _OUTDATED:
        sink.add("SW103", f"`{key}` is read no more", at=at, hint=_OUTDATED[keys])
        return
    from .json_schema import known_keys, schema  # only needed here, and takes as long as all the rest

    known = known_keys(schema(model), keys[:-1])
    meant = nearest(key, known)
    hint = f"Did you mean `{meant}`?" if meant else f"Known here: {', '.join(known)}." if known else None
    sink.add("SW101", f"unknown key `{clean(_dotted(keys))}`", at=at, hint=hint)


def _mistyped(keys: _Keys, details: list[ErrorDetails], at: Place, sink: Diagnostics) -> None:
    expected = list(dict.fromkeys(_expectation(detail) for detail in details))
    value = details[0]["input"]
    message = f"`{clean(_dotted(keys))}`: expected {' or '.join(expected)}, found {_kind(value)}"
    quote = "a string" in expected and isinstance(value, (int, float)) and not isinstance(value, bool)
    sink.add("SW102", message, at=at, hint="Put the value in quotes." if quote else None)


def _expectation(detail: ErrorDetails) -> str:
    kind = detail["type"]
    context = detail.get("ctx", {})
    if kind == "literal_error":
        return f"one of {context['expected']}"
    if kind == "value_error":
        return str(context["error"]).removeprefix("expected ")
    if kind == "string_pattern_mismatch":
        return f"a name that matches {context['pattern']}"
    if kind == "greater_than_equal":
        return f"a number of at least {context['ge']}"
    return _EXPECTED.get(kind, detail["msg"][:1].lower() + detail["msg"][1:])


def _kind(value: object) -> str:
    if value is None:
        return "nothing (null)"
    if isinstance(value, (dict, list, tuple)):
        return "a mapping" if isinstance(value, dict) else "a list"
    return clean(repr(value), 80)


def _dotted(keys: _Keys) -> str:
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys).removeprefix(".")


def _without(data: Any, bad: set[_Keys]) -> Any:
    """A copy of the data without what lies under these keys."""
    if not bad:
        return data
    here = {keys[0] for keys in bad if len(keys) == 1}

    def below(key: str | int) -> set[_Keys]:
        return {keys[1:] for keys in bad if len(keys) > 1 and keys[0] == key}

    if is_map(data):
        return {key: _without(value, below(key)) for key, value in data.items() if key not in here}
    if is_list(data):
        return [_without(item, below(index)) for index, item in enumerate(data) if index not in here]
    return data


def _check(config: Config, bad: set[_Keys], sink: Diagnostics) -> None:
    """What holds between keys."""
    for code, reason in config.sdkwright.diagnostics.allow.items():
        at = config.place("sdkwright", "diagnostics", "allow", code)
        if code not in CODES:
            sink.add("SW106", f"there is no code {clean(code, 80)}", at=at)
        elif CODES[code].severity is Severity.ERROR:
            sink.add("SW106", f"{code} is an error, and what it stands for would give broken code", at=at)
        elif not reason.strip():
            sink.add("SW106", f"{code} is allowed without a reason", at=at, hint="Write why it is fine here.")
        else:
            sink.allow[code] = reason
    for keys, part in _entries(config.resources, ("resources",)):
        needed = _needed(part)
        if needed is not None and (*keys, needed) not in bad:
            kind = "method" if isinstance(part, Method) else "model"
            sink.add("SW104", f"{kind} `{clean(_dotted(keys))}` has no `{needed}`", at=config.place(*keys))


def _needed(part: Method | ModelEntry) -> str | None:
    """The key that a method or a model lacks."""
    if part.type == "alias":
        return "to" if part.to is None else None
    if isinstance(part, ModelEntry):
        return "openapi_uri" if part.openapi_uri is None else None
    return "endpoint" if part.endpoint is None and part.type == "http" else None


def _entries(resources: dict[str, Resource], above: _Keys) -> Iterator[tuple[_Keys, Method | ModelEntry]]:
    for name, resource in resources.items():
        for method_name, method in resource.methods.items():
            yield (*above, name, "methods", method_name), method
        for model_name, model in resource.models.items():
            yield (*above, name, "models", model_name), model
        yield from _entries(resource.subresources, (*above, name, "subresources"))
