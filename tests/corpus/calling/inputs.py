"""Arguments as a user of type checkers writes them: keys by their Python names, moments as `datetime`."""

from __future__ import annotations

import types
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from os import PathLike
from typing import IO, Any, Literal, TypeVar, Union, get_args, get_origin

import typing_extensions

from tests.corpus.calling.annotations import module_names

_WRAPPERS = ("Required", "NotRequired", "ReadOnly")
_NOT_GIVEN = ("Omit", "NotGiven")
_SEQUENCES = ("list", "List", "Sequence", "SequenceNotStr", "Iterable", "Collection", "set")
_MAPPINGS = ("dict", "Dict", "Mapping")


class UnfitError(Exception):
    """What the document allows is not what the signature takes."""


def typed_arguments(function: Any, arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments by the annotations of the method. Raises UnfitError, or what evaluating an annotation raises."""
    annotations = function.__annotations__
    names = module_names(function.__module__)
    found: dict[str, Any] = {}
    for name, value in arguments.items():
        if name == "extra_body":
            found[name] = value
            continue
        if name not in annotations:
            raise UnfitError(f"there is no argument {name}")
        found[name] = typed(value, _evaluated(annotations[name], names), name)
    return found


def _evaluated(annotation: Any, names: dict[str, Any]) -> Any:
    return eval(annotation, names) if isinstance(annotation, str) else annotation


def typed(value: Any, annotation: Any, place: str) -> Any:
    """One value by one annotation."""
    if annotation is Any or annotation is object or isinstance(annotation, TypeVar):
        return value
    if hasattr(annotation, "__value__"):
        return typed(value, annotation.__value__, place)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is not None and hasattr(origin, "__value__"):
        return typed(value, origin.__value__, place)
    if origin is typing_extensions.Annotated or getattr(origin, "_name", "") in _WRAPPERS:
        return typed(value, arguments[0], place)
    if origin in (Union, types.UnionType):
        return _any_of(value, annotation, arguments, place)
    if origin in (Literal, typing_extensions.Literal):
        if any(value == each and type(value) is type(each) for each in arguments):
            return value
        raise _unfit(value, annotation, place)
    if origin is not None:
        return _generic(value, annotation, origin, arguments, place)
    if typing_extensions.is_typeddict(annotation):
        return _dictionary(value, annotation, place)
    return _plain(value, annotation, place)


def _any_of(value: Any, annotation: Any, members: tuple[Any, ...], place: str) -> Any:
    problems: list[str] = []
    for each in sorted(members, key=lambda each: each is str):
        if getattr(each, "__name__", "") not in _NOT_GIVEN:
            try:
                return typed(value, each, place)
            except UnfitError as why:
                problems.append(str(why))
    deeper = [each for each in problems if not each.startswith(f"{place}: ")]
    raise UnfitError([*deeper, *problems][0] if deeper or len(problems) == 1 else str(_unfit(value, annotation, place)))


def _dictionary(value: Any, annotation: Any, place: str) -> Any:
    if not isinstance(value, dict):
        raise _unfit(value, annotation, place)
    by_wire = {wire: (name, hint) for name, wire, hint in _keys(annotation)}
    unknown = [name for name in value if name not in by_wire]
    if unknown:
        raise UnfitError(f"{place}: {annotation.__name__} has no key for {unknown[0]!r}")
    found = {by_wire[wire][0]: typed(each, by_wire[wire][1], f"{place}.{wire}") for wire, each in value.items()}
    missing = annotation.__required_keys__ - found.keys()
    if missing:
        raise UnfitError(f"{place}: {annotation.__name__} requires {sorted(missing)}")
    return found


@cache
def _keys(annotation: Any) -> list[tuple[str, str, Any]]:
    """(Python name, wire name, annotation) of each key."""
    found: list[tuple[str, str, Any]] = []
    for name, hint in typing_extensions.get_type_hints(annotation, include_extras=True).items():
        inner = hint
        while getattr(get_origin(inner), "_name", "") in _WRAPPERS:
            inner = get_args(inner)[0]
        aliases = [getattr(each, "alias", None) for each in getattr(inner, "__metadata__", ())]
        found.append((name, next(filter(None, aliases), name), inner))
    return found


def _generic(value: Any, annotation: Any, origin: Any, arguments: tuple[Any, ...], place: str) -> Any:
    name = getattr(origin, "__name__", str(origin))
    if name in _SEQUENCES and isinstance(value, list):
        return [typed(each, arguments[0], f"{place}[{index}]") for index, each in enumerate(value)]
    if name in _MAPPINGS and isinstance(value, dict):
        return {key: typed(each, arguments[1], f"{place}[{key!r}]") for key, each in value.items()}
    if name == "tuple" and isinstance(value, tuple):
        return value
    raise _unfit(value, annotation, place)


def _plain(value: Any, annotation: Any, place: str) -> Any:
    if annotation is None or annotation is type(None):
        fits = value is None
    elif annotation is datetime:
        return _moment(value, place)
    elif annotation is date:
        return _day(value, place)
    elif annotation is float:
        fits = isinstance(value, int | float) and not isinstance(value, bool)
    elif annotation is int:
        fits = isinstance(value, int) and not isinstance(value, bool)
    elif annotation in (dict, Mapping, IO, PathLike):
        fits = isinstance(value, dict) and annotation in (dict, Mapping)
    else:
        fits = not isinstance(annotation, type) or isinstance(value, annotation)
    if not fits:
        raise _unfit(value, annotation, place)
    return value


def _moment(value: Any, place: str) -> datetime:
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise _unfit(value, datetime, place) from None
    if len(value) < len("2026-01-02T03:04"):
        raise _unfit(value, datetime, place)
    return found


def _day(value: Any, place: str) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _unfit(value, date, place) from None


def _unfit(value: Any, annotation: Any, place: str) -> UnfitError:
    shown = annotation.__name__ if isinstance(annotation, type) else str(annotation).replace("typing.", "")
    return UnfitError(f"{place}: {value!r:.100} is not {shown[:200]}")
