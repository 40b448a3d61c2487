"""Helpers: what goes over the wire from params, JSON bodies, and the odds and ends that hand-written code imports."""

from __future__ import annotations

import copy
import io
import json
import pickle
from collections.abc import AsyncIterator
from datetime import date, datetime, timezone
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Dict, Iterable, List, Mapping, Optional, Union
from uuid import UUID

import httpx
import pytest
from runtime import _utils as utils
from runtime._types import NOT_GIVEN, Base64FileInput, NotGiven, Omit, SequenceNotStr, not_given, omit
from runtime._utils import (
    LazyProxy,
    PropertyInfo,
    async_maybe_transform,
    asyncify,
    json_safe,
    maybe_transform,
    openapi_dumps,
    required_args,
)
from typing_extensions import Annotated, Literal, NotRequired, Required, TypedDict, override

from tests.runtime.model_support import Usage, Wide

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Plain(TypedDict, total=False):
    a: Required[str]
    b: Optional[List[int]]


class Inner(TypedDict, total=False):
    foo_bar: Annotated[str, PropertyInfo(alias="fooBar")]
    plain: str


class Params(TypedDict, total=False):
    my_name: Required[Annotated[str, PropertyInfo(alias="myName")]]
    inner: Inner
    inners: SequenceNotStr[Inner]
    lazy: Iterable[Inner]
    by_key: Dict[str, Inner]
    either: Union[str, Inner, Plain, List[Inner]]
    at: Annotated[Union[str, datetime, None], PropertyInfo(format="iso8601")]
    days: Annotated[List[date], PropertyInfo(format="iso8601")]
    year: Annotated[date, PropertyInfo(format="custom", format_template="%Y")]
    file: Annotated[Union[str, Base64FileInput], PropertyInfo(format="base64")]
    untouched: NotRequired[object]


class Node(TypedDict, total=False):
    the_value: Annotated[int, PropertyInfo(alias="theValue")]
    children: List["Node"]


class PlainNode(TypedDict, total=False):
    value: int
    children: List["PlainNode"]


async def both(data: Any, type_: Any) -> Any:
    result = maybe_transform(data, type_)
    assert await async_maybe_transform(data, type_) == result
    return result


async def test_nothing_to_do_gives_the_very_object() -> None:
    for data in ({"a": "x", "b": [1]}, {"a": omit}):
        assert await both(data, Plain) is data
    node = {"value": 1, "children": [{"value": 2}]}
    assert maybe_transform(node, PlainNode) is node
    assert await both(None, Params) is None
    assert maybe_transform([1], List[int]) == [1]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"my_name": "x"}, {"myName": "x"}),
        ({"my_name": None, "unknown": 1}, {"myName": None, "unknown": 1}),
        ({"my_name": omit, "inner": not_given}, {}),
        ({"inner": {"foo_bar": "a", "plain": "b"}}, {"inner": {"fooBar": "a", "plain": "b"}}),
        ({"inners": [{"foo_bar": "a"}, {}]}, {"inners": [{"fooBar": "a"}, {}]}),
        ({"inners": ({"foo_bar": "a"},)}, {"inners": [{"fooBar": "a"}]}),
        ({"by_key": {"foo_bar": {"foo_bar": "a"}}}, {"by_key": {"foo_bar": {"fooBar": "a"}}}),
        ({"either": "text"}, {"either": "text"}),
        ({"either": {"foo_bar": "a"}}, {"either": {"fooBar": "a"}}),
        ({"either": {"a": "x", "b": None}}, {"either": {"a": "x", "b": None}}),
        ({"either": [{"foo_bar": "a"}]}, {"either": [{"fooBar": "a"}]}),
        ({"at": datetime(2026, 1, 2, 3, tzinfo=timezone.utc)}, {"at": "2026-01-02T03:00:00+00:00"}),
        ({"at": "2026"}, {"at": "2026"}),
        ({"days": [date(2026, 1, 2)]}, {"days": ["2026-01-02"]}),
        ({"year": date(2026, 1, 2)}, {"year": "2026"}),
        ({"file": b"hello"}, {"file": "aGVsbG8="}),
        ({"file": "already text"}, {"file": "already text"}),
        ({"inner": 5, "inners": "text", "by_key": 1}, {"inner": 5, "inners": "text", "by_key": 1}),
    ],
)
async def test_params(data: Any, expected: object) -> None:
    before = copy.deepcopy(data)
    assert await both(data, Params) == expected
    assert repr(data) == repr(before)


async def test_files_as_base64(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"hello")
    assert await both({"file": path}, Params) == {"file": "aGVsbG8="}
    assert maybe_transform({"file": io.BytesIO(b"hello")}, Params) == {"file": "aGVsbG8="}
    assert await async_maybe_transform({"file": io.StringIO("hello")}, Params) == {"file": "aGVsbG8="}


async def test_iterators_and_recursion() -> None:
    assert maybe_transform({"lazy": (item for item in [{"foo_bar": "a"}])}, Params) == {"lazy": [{"fooBar": "a"}]}
    tree = {"the_value": 1, "children": [{"the_value": 2, "children": [{"the_value": 3}]}]}
    assert await both(tree, Node) == {"theValue": 1, "children": [{"theValue": 2, "children": [{"theValue": 3}]}]}


class Color(Enum):
    RED = "red"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": [1, 1.5, True, None, "é"]}, '{"a":[1,1.5,true,null,"é"]}'),
        ({"a": omit, "b": {"c": not_given, "d": [omit, 1]}}, '{"b":{"d":[1]}}'),
        (Usage(tokens=1), '{"tokens":1}'),
        (
            {"m": [Wide(number=1, whole=2, Foo="x", at=datetime(2026, 1, 2))]},
            '{"m":[{"number":1.0,"whole":2,"Foo":"x","at":"2026-01-02T00:00:00"}]}',
        ),
        ([date(2026, 1, 2), Color.RED, Decimal("1.10")], '["2026-01-02","red","1.10"]'),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        ((x for x in (1, 2)), "[1,2]"),
        ({"s": {1}, "t": (1,), "p": Path("a/b")}, '{"s":[1],"t":[1],"p":"a/b"}'),
        (MappingProxyType({"a": 1}), '{"a":1}'),
        ("\ud800", '"\\ud800"'),
    ],
)  # fmt: skip
def test_json_bodies(value: object, text: str) -> None:
    assert openapi_dumps(value) == text.encode()


@pytest.mark.parametrize("value", [float("nan"), {"a": float("inf")}, [[float("-inf")]]])
def test_json_has_no_nan(value: object) -> None:
    with pytest.raises(ValueError):
        openapi_dumps(value)


def test_json_refuses_what_it_does_not_know() -> None:
    for value in (object(), b"x", 1j):
        with pytest.raises(TypeError):
            openapi_dumps({"a": value})
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(ValueError, match="deep"):
        openapi_dumps(deep)
    while deep:  # taken apart by hand: freeing it at once would recurse
        deep = deep.pop()
    circle: List[Any] = []
    circle.append(circle)
    with pytest.raises(ValueError):
        openapi_dumps(circle)
    assert json_safe({"a": date(2026, 1, 2), "b": omit}) == {"a": "2026-01-02"}


def test_required_args() -> None:
    @required_args(["a"])
    def one(*, a: Union[str, Omit] = omit, b: str = "") -> str:
        return f"{a}{b}"

    @required_args(["a"], ["a", "stream"], ["b", "c"])
    def several(a: Union[str, NotGiven] = not_given, b: Optional[str] = None, **rest: Any) -> Any:
        return a, b, rest

    assert one(a="x") == "x"
    for values in ({"b": "y"}, {"a": omit}):
        given: Any = values
        with pytest.raises(TypeError, match="Missing required argument: 'a'"):
            one(**given)
    assert several("x")[0] == "x"
    assert several(b=None, c=1) == (not_given, None, {"c": 1})
    with pytest.raises(TypeError, match=r"either \('a'\), \('a' and 'stream'\) or \('b' and 'c'\)"):
        several(b="x")


def test_sentinels() -> None:
    assert not not_given
    assert not omit
    assert NOT_GIVEN is not_given
    for sentinel in (not_given, omit):
        assert copy.deepcopy(sentinel) is sentinel
        assert pickle.loads(pickle.dumps(sentinel)) is sentinel
        assert not utils.is_given(sentinel)
    assert utils.is_given(None)
    assert (repr(not_given), repr(omit)) == ("NOT_GIVEN", "omit")
    assert utils.strip_not_given({"a": 1, "b": not_given, "c": omit, "d": None}) == {"a": 1, "c": omit, "d": None}
    assert utils.strip_not_given(None) is None


def test_guards_and_conversions() -> None:
    assert utils.is_dict({})
    assert utils.is_list([])
    assert utils.is_tuple(())
    assert utils.is_sequence("")
    assert utils.is_mapping(MappingProxyType({"a": 1}))
    assert utils.is_iterable(iter(()))
    assert not utils.is_mapping([])
    assert (utils.coerce_integer("7"), utils.coerce_float("1.5")) == (7, 1.5)
    assert [utils.coerce_boolean(text) for text in ("true", "1", "ON", "no", "")] == [True, True, True, False, False]
    assert (
        utils.maybe_coerce_integer(None) is utils.maybe_coerce_float(None) is utils.maybe_coerce_boolean(None) is None
    )
    assert (utils.maybe_coerce_integer("1"), utils.maybe_coerce_float("1"), utils.maybe_coerce_boolean("1")) == (
        1,
        1.0,
        True,
    )
    assert utils.flatten([[1], [2, 3]]) == [1, 2, 3]


@pytest.mark.parametrize(
    "headers", [httpx.Headers({"X-Foo": "bar"}), {"x-foo": "bar"}, {"X-FOO": "bar"}, {"X-Foo": "bar"}]
)
def test_required_headers(headers: Any) -> None:
    assert utils.get_required_header(headers, "X-Foo") == "bar"
    with pytest.raises(ValueError, match="X-Bar"):
        utils.get_required_header(headers, "X-Bar")


async def test_functions() -> None:
    calls: List[int] = []

    @utils.lru_cache(maxsize=4)
    def slow(x: int) -> int:
        calls.append(x)
        return x

    async def numbers() -> AsyncIterator[int]:
        for n in range(3):
            calls.append(n)
            yield n

    assert (slow(1), slow(1), calls) == (1, 1, [1])
    assert await asyncify(slow)(7) == 7
    calls.clear()
    utils.consume_sync_iterator(map(calls.append, (5, 6)))
    await utils.consume_async_iterator(numbers())
    assert calls == [5, 6, 0, 1, 2]


def test_lazy_proxies() -> None:
    class Late(LazyProxy[Usage]):
        @override
        def __load__(self) -> Usage:
            return Usage(tokens=3)

    class Broken(LazyProxy[Usage]):
        @override
        def __load__(self) -> Usage:
            raise ZeroDivisionError

    late = Late()
    assert late.__as_proxied__().tokens == 3
    assert isinstance(late, Usage)
    assert (repr(late), str(late)) == (repr(Usage(tokens=3)), str(Usage(tokens=3)))
    assert "tokens" in dir(late)
    assert not isinstance(Broken(), int)


def test_type_helpers() -> None:
    assert utils.strip_annotated_type(Required[Annotated[int, 1]]) is int
    assert utils.is_union_type(Optional[int])
    assert utils.is_union_type(int | None)
    assert utils.is_list_type(List[int])
    assert utils.is_sequence_type(SequenceNotStr[int])
    assert not utils.is_sequence_type(Mapping[str, int])
    assert utils.is_annotated_type(Annotated[int, 1])
    assert utils.extract_type_arg(List[int], 0) is int
    with pytest.raises(RuntimeError):
        utils.extract_type_arg(int, 0)
    assert utils.literal_values(Optional[Literal["a", "b"]]) == ["a", "b"]
    assert utils.literal_values(Union[Literal["a"], int]) is None
    assert json.loads(openapi_dumps({"x": 1})) == {"x": 1}
