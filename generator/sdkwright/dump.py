"""Any stage's result as JSON (`--dump`): the same value always gives the same text."""

from __future__ import annotations

import base64
import dataclasses
import json
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from enum import Enum
from pathlib import PurePath
from typing import cast

from pydantic import BaseModel


def dump(value: object) -> str:
    """`value` as indented JSON, with a line end.

    Dataclasses and pydantic models become objects whose "$type" is their class; their private fields are left out.
    Mappings keep their order; one with keys that are no strings becomes a list of [key, value]. Sets are sorted. Bytes
    are text where they are UTF-8, else {"$base64": …}. Of anything else the class or function is named: {"$repr": …}.
    """
    return json.dumps(to_jsonable(value), indent=2, ensure_ascii=False) + "\n"


def to_jsonable(value: object) -> object:
    """`value` in terms of dict, list, str, int, float, bool and None, by the rules of `dump`."""
    match value:
        case Enum():
            return to_jsonable(cast("object", value.value))
        case None | bool() | int() | float() | str():
            return value
        case bytes():
            return _bytes(value)
        case PurePath():
            return value.as_posix()
        case BaseModel():
            return _tagged(value, type(value).model_fields)
        case Mapping():
            return _mapping(cast("Mapping[object, object]", value))
        case AbstractSet():
            return sorted(map(to_jsonable, cast("AbstractSet[object]", value)), key=_sort_key)
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return _tagged(value, (field.name for field in dataclasses.fields(value)))
        case _ if isinstance(value, tuple) and (fields := getattr(cast("object", value), "_fields", None)):
            return _tagged(cast("object", value), cast("Iterable[str]", fields))
        case list() | tuple():
            return [to_jsonable(item) for item in cast("Iterable[object]", value)]
        case _:
            # Never repr(): a default one holds an address.
            return {"$repr": getattr(value, "__qualname__", type(value).__qualname__)}


def _tagged(value: object, names: Iterable[str]) -> dict[str, object]:
    fields = {name: to_jsonable(getattr(value, name)) for name in names if not name.startswith("_")}
    return {"$type": type(value).__name__} | fields


def _mapping(value: Mapping[object, object]) -> object:
    if all(isinstance(key, str) for key in value):
        return {str(key): to_jsonable(item) for key, item in value.items()}
    return [[to_jsonable(key), to_jsonable(item)] for key, item in value.items()]


def _bytes(value: bytes) -> object:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return {"$base64": base64.b64encode(value).decode("ascii")}


def _sort_key(value: object) -> str:
    return json.dumps(value, sort_keys=True)
