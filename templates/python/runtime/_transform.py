"""Params as callers write them, turned into what goes over the wire: renamed keys, formatted dates, encoded bytes.

What a type asks for is worked out once; data of a type that asks for nothing is handed back untouched.
"""

from __future__ import annotations

import base64
from datetime import date, datetime
from functools import lru_cache
from os import PathLike
from pathlib import Path
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple, cast

from typing_extensions import get_args, get_type_hints, is_typeddict

from ._property_info import PropertyInfo
from ._typing import (
    alias_value,
    annotated_metadata,
    is_mapping_type,
    is_sequence_type,
    literal_values,
    recursive_alias,
    strip_annotated_type,
    union_members,
)
from ._wire import is_given, is_iterable, is_mapping

_Step = Callable[[Any], Any]


def maybe_transform(data: Any, expected_type: Any) -> Any:
    """`transform`, or None for None."""
    return None if data is None else transform(data, expected_type)


def transform(data: Any, expected_type: Any) -> Any:
    """The wire form of data of a params type, in a copy; omitted values are dropped wherever keys are renamed."""
    step = _plan(expected_type)
    return data if step is None else step(data)


async def async_maybe_transform(data: Any, expected_type: Any) -> Any:
    return None if data is None else await async_transform(data, expected_type)


async def async_transform(data: Any, expected_type: Any) -> Any:
    """`transform` in a worker thread if the type may ask for the content of files."""
    step = _plan(expected_type)
    if step is None:
        return data
    if not _reads_files(expected_type):
        return step(data)
    from anyio import to_thread  # heavy, and only async callers that send files need it

    return await to_thread.run_sync(step, data)


@lru_cache(maxsize=2048)
def _plan(typ: Any) -> Optional[_Step]:
    planner = _Planner()
    step = planner.step(typ)
    return step if planner.has_work else None


@lru_cache(maxsize=2048)
def _reads_files(typ: Any) -> bool:
    planner = _Planner()
    planner.step(typ)
    return planner.reads_files


class _Planner:
    """Walks a type once; TypedDicts that refer to themselves meet their own unfinished plan."""

    def __init__(self) -> None:
        self.dicts: Dict[Any, _DictStep] = {}
        self.aliases: Dict[Any, _AliasStep] = {}
        self.reads_files = False
        self.has_work = False  # a plan of a type that only refers to itself does nothing

    def step(self, typ: Any, outer: Optional[_Step] = None) -> Optional[_Step]:
        alias = recursive_alias(typ)
        if alias is not None:
            return self._alias(alias)
        formatter = self._formatter(typ) or outer
        inner = strip_annotated_type(typ)
        members = union_members(inner)
        if len(members) > 1:
            return self._union(members, formatter)
        if is_typeddict(inner):
            return self._typed_dict(inner)
        if is_sequence_type(inner) and get_args(inner):
            item = self.step(get_args(inner)[0], formatter)
            return None if item is None else _ListStep(item)
        if is_mapping_type(inner) and len(get_args(inner)) == 2:
            value = self.step(get_args(inner)[1])
            return None if value is None else _MappingStep(value)
        return formatter

    def _formatter(self, typ: Any) -> Optional[_Step]:
        for info in annotated_metadata(typ):
            if isinstance(info, PropertyInfo) and info.format is not None:
                self.reads_files = self.reads_files or info.format == "base64"
                self.has_work = True
                return _Format(info)
        return None

    def _union(self, members: List[Any], formatter: Optional[_Step]) -> Optional[_Step]:
        steps = [(member, self.step(member, formatter)) for member in members]
        needed = [pair for pair in steps if pair[1] is not None or is_typeddict(pair[0])]
        if not any(step for _, step in needed):
            return formatter
        return _UnionStep([(self.dicts.get(member), step) for member, step in needed], formatter)

    def _alias(self, alias: Any) -> Optional[_Step]:
        """An alias that may contain itself."""
        if alias in self.aliases:
            return self.aliases[alias]
        plan = self.aliases[alias] = _AliasStep()
        plan.step = self.step(alias_value(alias))
        return plan if plan.step is not None else None

    def _typed_dict(self, typ: Any) -> Optional[_Step]:
        known = self.dicts.get(typ)
        if known is not None:
            return known
        plan = self.dicts[typ] = _DictStep()
        own_work = False
        for name, hint in get_type_hints(typ, include_extras=True).items():
            alias = next(
                (i.alias for i in annotated_metadata(hint) if isinstance(i, PropertyInfo) and i.alias is not None), name
            )
            step = self.step(hint)
            plan.literals[name] = literal_values(hint)
            plan.inner[name] = [self.dicts[each] for each in union_members(hint) if each in self.dicts]
            self.has_work = self.has_work or alias != name
            own_work = own_work or alias != name or (step is not None and step is not plan)
            plan.fields[name] = (alias, step)
        return plan if own_work else None


class _AliasStep:
    def __init__(self) -> None:
        self.step: Optional[_Step] = None

    def __call__(self, data: Any) -> Any:
        return data if self.step is None else self.step(data)


class _DictStep:
    """`literals` and `inner` are what tells it from other variants: the fixed values of a field, and the TypedDicts
    that stand in one.
    """

    def __init__(self) -> None:
        self.fields: Dict[str, Tuple[str, Optional[_Step]]] = {}
        self.literals: Dict[str, Optional[List[Any]]] = {}
        self.inner: Dict[str, List[_DictStep]] = {}

    def fit(self, data: Mapping[Any, Any], depth: int = 2) -> Tuple[int, int]:
        """How well data fits, down to `depth` objects within each other: the more, the better. Fixed values that are
        others count first, then the keys that are known.
        """
        wrong, known = 0, 0
        for key, value in data.items():
            if key not in self.fields:
                continue
            known += 1
            literals = self.literals[key]
            wrong += literals is not None and isinstance(value, str) and value not in literals
            if depth and self.inner[key] and is_mapping(value):
                best = max(each.fit(value, depth - 1) for each in self.inner[key])
                wrong, known = wrong - best[0], known + best[1]
        return -wrong, known

    def __call__(self, data: Any, others: Sequence[_DictStep] = ()) -> Any:
        """`others` are the variants that fit less well; a key that only they know is written as they write it."""
        if not is_mapping(data):
            return data
        result: Dict[str, Any] = {}
        for key, value in data.items():
            if is_given(value):
                known = next((plan.fields[key] for plan in (self, *others) if key in plan.fields), None)
                alias, step = known or (key, None)
                result[alias] = value if step is None or value is None else step(value)
        return result


#: What can be iterated over but is one value.
_NOT_ARRAYS: Tuple[Any, ...] = (str, bytes, bytearray, Mapping, PathLike)


class _ListStep:
    def __init__(self, item: _Step) -> None:
        self.item = item

    def __call__(self, data: Any) -> Any:
        if isinstance(data, _NOT_ARRAYS) or not is_iterable(data):
            return data
        return [self.item(item) for item in data]


class _MappingStep:
    def __init__(self, value: _Step) -> None:
        self.value = value

    def __call__(self, data: Any) -> Any:
        if not is_mapping(data):
            return data
        return {key: self.value(value) for key, value in data.items()}


class _UnionStep:
    """Mappings go to the TypedDict that fits best; anything else to each other variant in turn."""

    def __init__(self, steps: List[Tuple[Optional[_DictStep], Optional[_Step]]], formatter: Optional[_Step]) -> None:
        self.dicts = [plan for plan, _ in steps if plan is not None]
        others = [step for plan, step in steps if plan is None]
        self.others = [step for step in dict.fromkeys([*others, formatter]) if step is not None]

    def __call__(self, data: Any) -> Any:
        if self.dicts and is_mapping(data):
            best, *others = sorted(self.dicts, key=lambda plan: plan.fit(data), reverse=True)
            return best(data, others)
        for step in self.others:
            data = step(data)
        return data


class _Format:
    def __init__(self, info: PropertyInfo) -> None:
        self.info = info

    def __call__(self, data: Any) -> Any:
        if isinstance(data, (date, datetime)):
            if self.info.format == "iso8601":
                return data.isoformat()
            if self.info.format == "custom" and self.info.format_template is not None:
                return data.strftime(self.info.format_template)
        elif self.info.format == "base64":
            return _base64(data)
        return data


def _base64(data: Any) -> Any:
    content: object = data
    if isinstance(data, PathLike):
        content = Path(cast("PathLike[str]", data)).read_bytes()
    elif hasattr(data, "read"):
        content = data.read()
        content = content.encode() if isinstance(content, str) else content
    return base64.b64encode(content).decode("ascii") if isinstance(content, (bytes, bytearray)) else content
