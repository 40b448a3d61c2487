"""What only hand-written code beside an SDK imports: it finds the names and the behaviour that it was written for."""

from __future__ import annotations

import functools
import types
from collections import deque
from contextlib import nullcontext
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Dict, Iterable, List, Optional, Union

import anyio
import httpx
import pytest
from runtime import _models, _response
from runtime._constants import RAW_RESPONSE_HEADER
from runtime._files import async_to_httpx_files, to_httpx_files
from runtime._models import DISCRIMINATOR_CACHE, BaseModel, EagerIterable, construct_type
from runtime._property_info import PropertyInfo
from runtime._qs import stringify
from runtime._resource import SyncAPIResource
from runtime._response import APIResponse, AsyncAPIResponse
from runtime._streaming import AsyncStream, Stream
from runtime._utils import (
    LazyProxy,
    _custom_wrappers,
    async_transform,
    deepcopy_minimal,
    file_from_path,
    is_type_alias_type,
    parse_date,
    parse_datetime,
    path_template,
    required_args,
    transform,
)
from typing_extensions import Annotated, Literal, TypeAliasType, TypedDict, override

from tests.runtime.transport_support import answer, async_client, client

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


# --- files ------------------------------------------------------------------------------------------------------------


async def test_files_at_a_path_are_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    expected = {"file": ("a.txt", b"abc"), "other": ("b.txt", b"abc", "text/plain"), "bytes": b"x"}
    files: Any = {"file": path, "other": ("b.txt", path, "text/plain"), "bytes": b"x"}
    assert to_httpx_files(files) == await async_to_httpx_files(files) == expected
    assert await async_to_httpx_files({"file": anyio.Path(path)}) == {"file": ("a.txt", b"abc")}
    assert to_httpx_files([("file", path)]) == [("file", ("a.txt", b"abc"))]
    assert to_httpx_files(None) is None
    assert file_from_path(str(path)) == ("a.txt", b"abc")


@pytest.mark.parametrize("files", [{"file": "text"}, [("file", 5)], "file", 5])
def test_text_is_no_file(files: Any) -> None:
    with pytest.raises(TypeError, match="file type"):
        to_httpx_files(files)


# --- responses --------------------------------------------------------------------------------------------------------


async def test_a_header_among_the_options_asks_for_the_response_and_is_not_sent() -> None:
    sent: List[httpx.Request] = []

    def reply(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, content=iter([b'{"a": 1}']), headers={"content-type": "application/json"})

    for word in ("raw", "true", "stream"):
        headers = {RAW_RESPONSE_HEADER: word, "x-other": "o"}
        options: Any = {"headers": headers}
        found: Any = client(reply).post("/a", cast_to=object, options=options)
        assert isinstance(found, APIResponse)
        assert found.is_closed is (word != "stream")
        assert found.parse() == {"a": 1}
        other: Any = await async_client(lambda request: sent.append(request) or httpx.Response(200)).get(
            "/a", cast_to=object, options=options
        )
        assert isinstance(other, AsyncAPIResponse)
        assert headers == {RAW_RESPONSE_HEADER: word, "x-other": "o"}
    assert all("x-stainless-raw-response" not in each.headers and each.headers["x-other"] == "o" for each in sent)
    assert client(reply).post("/a", cast_to=object, options={"headers": {"x-other": "o"}}) == {"a": 1}


class Things(SyncAPIResource):
    def go(self, *, extra_headers: Optional[Dict[str, str]] = None) -> Any:
        return self._post("/a", cast_to=object, options={"headers": extra_headers or {}})


@pytest.mark.parametrize("wrapper", ["to_raw_response_wrapper", "to_streamed_response_wrapper"])
def test_code_that_stands_in_for_a_method_is_told_by_a_header_that_the_response_is_asked_for(
    wrapper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = Things.go
    sent: List[httpx.Request] = []

    def go(self: Things, *, extra_headers: Optional[Dict[str, str]] = None) -> Any:
        found = given(self, extra_headers=extra_headers)
        return found if RAW_RESPONSE_HEADER in (extra_headers or {}) else found["a"]

    # As if it were written in another module than the class.
    stand_in = types.FunctionType(go.__code__, {**go.__globals__, "__name__": "elsewhere"}, "go", None, go.__closure__)
    stand_in.__kwdefaults__ = {"extra_headers": None}
    functools.update_wrapper(stand_in, given)
    monkeypatch.setattr(Things, "go", stand_in)
    things = Things(client(lambda request: sent.append(request) or httpx.Response(200, json={"a": 1})))
    assert things.go() == 1
    made = getattr(_response, wrapper)(things.go)(extra_headers={"x-other": "o"})
    with made if wrapper == "to_streamed_response_wrapper" else nullcontext(made) as found:
        assert isinstance(found, APIResponse)
        assert found.parse() == {"a": 1}
    assert sent[-1].headers["x-other"] == "o"
    assert all("x-stainless-raw-response" not in each.headers for each in sent)


# --- params -----------------------------------------------------------------------------------------------------------


class Bar(TypedDict, total=False):
    foo_bar: Annotated[str, PropertyInfo(alias="fooBar")]


class Baz(TypedDict, total=False):
    foo_baz: Annotated[str, PropertyInfo(alias="fooBaz")]
    days: Annotated[Optional[List[date]], PropertyInfo(format="iso8601")]


class Named(BaseModel):
    name: str


async def test_params_become_what_goes_over_the_wire() -> None:
    async def both(data: Any, type_: Any) -> Any:
        result = transform(data, type_)
        assert await async_transform(data, type_) == result
        return result

    assert await both(Named.construct(name="a", more=1), Any) == {"name": "a", "more": 1}
    assert await both({"days": [date(2026, 1, 2)]}, Baz) == {"days": ["2026-01-02"]}
    assert transform(iter([1, 2]), Iterable[int]) == [1, 2]


def test_a_key_that_only_another_variant_knows_is_written_as_that_one_writes_it() -> None:
    assert transform({"foo_bar": 1, "foo_baz": 2}, Union[Bar, Baz]) == {"fooBar": 1, "fooBaz": 2}


def test_paths_may_hold_null() -> None:
    assert path_template("/a/{x}", x=None) == "/a/null"
    with pytest.raises(ValueError, match="`x`"):
        path_template("/a/{x}", x="")


def test_an_unknown_array_format_is_refused() -> None:
    unknown: Any = "x"
    with pytest.raises(NotImplementedError, match="Unknown array_format value: x, choose from comma, repeat"):
        stringify({"a": [1]}, array_format=unknown)


def test_too_many_arguments_are_told() -> None:
    @required_args(["a"])
    def call(a: Optional[str] = None) -> Optional[str]:
        return a

    too_many: Any = ("a", "b")
    with pytest.raises(TypeError, match=r"call\(\) takes 1 argument\(s\) but 2 were given"):
        call(*too_many)


def test_a_minimal_copy_has_new_dicts_and_lists_only() -> None:
    item = object()
    original: Dict[str, Any] = {"a": [{"b": item}], "c": (1,)}
    copied = deepcopy_minimal(original)
    assert copied == original
    assert copied["a"] is not original["a"]
    assert copied["a"][0] is not original["a"][0]
    assert copied["a"][0]["b"] is item
    assert copied["c"] is original["c"]


# --- dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, datetime(1970, 1, 1, tzinfo=timezone.utc)),
        (b"1600000000000", datetime(2020, 9, 13, 12, 26, 40, tzinfo=timezone.utc)),
        ("2026-1-2 3:04", datetime(2026, 1, 2, 3, 4)),
        ("2026-01-02T03:04:05.1234567Z", datetime(2026, 1, 2, 3, 4, 5, 123456, tzinfo=timezone.utc)),
        ("2026-01-02T03:04:05-0230", datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(-timedelta(hours=2, minutes=30)))),
        ("inf", datetime.max),
        ("-inf", datetime.min),
        (datetime(2026, 1, 2), datetime(2026, 1, 2)),
    ],
)
def test_datetimes_are_read_loosely(value: Any, expected: datetime) -> None:
    assert parse_datetime(value) == expected
    assert parse_datetime(value).tzinfo == expected.tzinfo


@pytest.mark.parametrize(
    ("value", "expected"),
    [("2026-1-2", date(2026, 1, 2)), (datetime(2026, 1, 2, 3), date(2026, 1, 2)), ("1600000000", date(2020, 9, 13))],
)
def test_dates_are_read_loosely(value: Any, expected: date) -> None:
    assert parse_date(value) == expected


@pytest.mark.parametrize("value", ["x2026-01-02", "2026-01-99", "nan", "2026-01-02T03:04:05+25:00", "2026-01-02T99:00"])
def test_what_is_no_date_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_date(value) if len(value) < 12 else parse_datetime(value)


# --- models -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [[1, 2], (1, 2), {1, 2}, frozenset([1, 2]), deque([1, 2]), iter([1, 2])])
def test_an_eager_iterable_keeps_its_items(data: Any) -> None:
    class Holder(BaseModel):
        items: EagerIterable[int]

    kind = list if hasattr(data, "__next__") else type(data)
    held = Holder.model_validate({"items": data})
    assert held.items == kind([1, 2])
    assert held.model_dump() == held.model_dump() == {"items": [1, 2]}


def test_modules_tell_the_names_that_they_load_late() -> None:
    assert "EagerIterable" in dir(_models)
    assert is_type_alias_type(TypeAliasType("Text", str))
    assert not is_type_alias_type(str)


class A(BaseModel):
    type: Literal["a"]
    data: int


class B(BaseModel):
    type: Literal["b"]
    other: str


class LateB(B):
    more: str


Tagged = Annotated[Union[A, B], PropertyInfo(discriminator="type")]


def loosely(type_: Any, value: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr("runtime._lenient.LOOSE_UNIONS", True)
    from runtime._construct import Validators

    return Validators(type_).build(value, False)


def test_the_tags_of_a_union_are_read_once() -> None:
    class C(BaseModel):
        type: Literal["c"]

    union: Any = Union[C, A]
    assert DISCRIMINATOR_CACHE.get(union) is None
    assert isinstance(
        construct_type(type_=Annotated[union, PropertyInfo(discriminator="type")], value={"type": "c"}), C
    )
    tags = DISCRIMINATOR_CACHE.get(union)
    assert tags is not None
    construct_type(type_=Annotated[union, PropertyInfo(discriminator="type")], value={"type": "c"})
    assert DISCRIMINATOR_CACHE.get(union) is tags


def test_loose_unions_take_the_variant_that_accepts_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    found = loosely(Union[B, A], {"type": "a", "data": "1"}, monkeypatch)
    assert (type(found), found.data) == (A, 1)
    found = loosely(Union[List[B], List[A]], [{"type": "a", "data": 1}], monkeypatch)
    assert type(found[0]) is A


def test_loose_unions_go_by_the_tag_or_else_take_the_first_variant(monkeypatch: pytest.MonkeyPatch) -> None:
    assert type(loosely(Tagged, {"type": "b", "data": 1}, monkeypatch)) is B
    unknown = loosely(Tagged, {"type": "c", "new": 1}, monkeypatch)
    assert (type(unknown), unknown.type, unknown.data, unknown.new) == (A, "c", None, 1)
    assert type(loosely(Union[A, B], {"type": "b"}, monkeypatch)) is A
    shared = Annotated[Union[B, LateB], PropertyInfo(discriminator="type")]
    assert type(loosely(shared, {"type": "b"}, monkeypatch)) is LateB
    assert loosely(Tagged, 5, monkeypatch) == 5
    model = A.construct(type="a")
    assert loosely(Tagged, model, monkeypatch) is model


# --- proxies ----------------------------------------------------------------------------------------------------------


class Endless(LazyProxy[Any]):
    @override
    def __load__(self) -> Any:
        return self


def test_a_proxy_of_itself_is_shown_by_its_class() -> None:
    proxy: Any = Endless()
    assert (repr(proxy), str(proxy), dir(proxy)) == ("Endless", "Endless", [])
    assert type(proxy.any.attribute) is Endless
    assert isinstance(proxy, LazyProxy)


# --- streams ----------------------------------------------------------------------------------------------------------

EVENTS = b": comment\n\nevent: ping\n\nevent: token\ndata: 1\n\n\ndata: [DONE]\n\n"


async def test_streams_give_their_events_as_they_come() -> None:
    sync = Stream(cast_to=object, client=client(answer()), response=httpx.Response(200, content=EVENTS))
    events = [(event.event, event.data) for event in sync._iter_events()]
    assert events == [("ping", ""), ("token", "1"), (None, "[DONE]")]
    stream = AsyncStream(cast_to=object, client=async_client(answer()), response=httpx.Response(200, content=EVENTS))
    assert [(event.event, event.data) async for event in stream._iter_events()] == events


def test_wrappers_for_a_class_of_responses_are_found_beside_the_usual_ones() -> None:
    for name in dir(_custom_wrappers):
        if name.endswith("_wrapper"):
            assert getattr(_response, name) is getattr(_custom_wrappers, name)
    assert _response.to_custom_raw_response_wrapper in vars(_custom_wrappers).values()
