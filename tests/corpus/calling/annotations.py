"""Whether a value is what its method promises: the return annotation, read as a type checker would."""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
import types
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

import pydantic
import typing_extensions


@cache
def return_annotation(function: Any) -> Any:
    """What a method returns. Names that only type checkers import are imported here.

    Raises whatever evaluating the annotation raises.
    """
    function = inspect.unwrap(function)
    text = function.__annotations__["return"]
    return eval(text, module_names(function.__module__)) if isinstance(text, str) else text


@cache
def module_names(module_name: str) -> dict[str, Any]:
    """What annotations of a module may name: its globals, and what it imports for type checkers."""
    module = sys.modules[module_name]
    found = dict(vars(module))
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            for each in node.body:
                found |= dict(_imported(each, module_name))
    return found


def _imported(node: ast.stmt, module_name: str) -> Iterable[tuple[str, Any]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            loaded = importlib.import_module(alias.name)
            yield (
                (alias.asname, loaded)
                if alias.asname
                else (alias.name.split(".")[0], sys.modules[alias.name.split(".")[0]])
            )
    elif isinstance(node, ast.ImportFrom):
        package = module_name if hasattr(sys.modules[module_name], "__path__") else module_name.rpartition(".")[0]
        source = importlib.import_module("." * node.level + (node.module or ""), package if node.level else None)
        for alias in node.names:
            if hasattr(source, alias.name):
                value = getattr(source, alias.name)
            else:
                value = importlib.import_module(f"{source.__name__}.{alias.name}")
            yield alias.asname or alias.name, value


def misfit(value: Any, annotation: Any, place: str = "") -> str | None:
    """Where a value is not what the annotation says; None where it is. Models are entered."""
    if annotation is Any or annotation is object or isinstance(annotation, TypeVar):
        return None
    if isinstance(annotation, typing_extensions.TypeAliasType) or hasattr(annotation, "__value__"):
        return misfit(value, annotation.__value__, place)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is not None and hasattr(origin, "__value__"):
        return misfit(value, origin.__value__, place)
    if origin is typing_extensions.Annotated or str(origin) == "typing.Annotated":
        return misfit(value, arguments[0], place)
    if origin in (Union, types.UnionType):
        problems = [misfit(value, each, place) for each in arguments]
        if None in problems:
            return None
        deeper = [each for each in problems if each and not each.startswith(f"{place or 'value'}: ")]
        return deeper[0] if deeper else f"{place or 'value'}: {_shown(value)} is none of {_name(annotation)}"
    if origin in (Literal, typing_extensions.Literal):
        same = any(value == each and type(value) is type(each) for each in arguments)
        return None if same else _wrong(value, annotation, place)
    if getattr(origin, "__name__", "") == "AsyncPaginator":
        return misfit(value, arguments[1], place)
    if origin is not None:
        return _generic(value, annotation, origin, arguments, place)
    return _plain(value, annotation, place)


def _plain(value: Any, annotation: Any, place: str) -> str | None:
    if annotation is None or annotation is type(None):
        return None if value is None else _wrong(value, annotation, place)
    if not isinstance(annotation, type):
        return None
    if annotation is float and isinstance(value, int) and not isinstance(value, bool):
        return None
    if annotation is int and isinstance(value, bool):
        return _wrong(value, annotation, place)
    if annotation is date and isinstance(value, datetime):
        return _wrong(value, annotation, place)
    if typing_extensions.is_typeddict(annotation):
        return None if isinstance(value, dict) else _wrong(value, annotation, place)
    if not isinstance(value, annotation):
        return _wrong(value, annotation, place)
    if type(value).__name__ == "UnknownVariant":
        return f"{place or 'value'}: a variant that the document knows became UnknownVariant"
    return _fields(value, place) if isinstance(value, pydantic.BaseModel) else None


def _fields(model: pydantic.BaseModel, place: str) -> str | None:
    for name, info in type(model).model_fields.items():
        if name in model.model_fields_set:
            found = misfit(getattr(model, name), info.annotation, f"{place}.{name}")
            if found:
                return found
    return None


def _generic(value: Any, annotation: Any, origin: Any, arguments: tuple[Any, ...], place: str) -> str | None:
    if not isinstance(origin, type) or not isinstance(value, origin):
        # A generic model is known by the class that pydantic made of it.
        if isinstance(annotation, type) and isinstance(value, annotation):
            return _fields(value, place)
        return _wrong(value, annotation, place)
    if isinstance(value, Mapping) and len(arguments) == 2:
        pairs = value.items()
        return next((found for key, each in pairs if (found := misfit(each, arguments[1], f"{place}[{key!r}]"))), None)
    if isinstance(value, list | tuple | set) and len(arguments) == 1:
        found = (misfit(each, arguments[0], f"{place}[{index}]") for index, each in enumerate(value))
        return next((each for each in found if each), None)
    return _fields(value, place) if isinstance(value, pydantic.BaseModel) else None


def _wrong(value: Any, annotation: Any, place: str) -> str:
    return f"{place or 'value'}: {_shown(value)} is not {_name(annotation)}"


def _shown(value: Any) -> str:
    if isinstance(value, pydantic.BaseModel):
        return type(value).__name__
    return f"{type(value).__name__} {value!r}"[:80]


def _name(annotation: Any) -> str:
    return annotation.__name__ if isinstance(annotation, type) else str(annotation).replace("typing.", "")[:120]
