"""Construction of values: valid JSON exactly, anything else without loss."""

from __future__ import annotations

import json
import threading
from datetime import date, datetime, timezone
from typing import Any, List, Optional, Union

import pydantic
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from runtime._construct import from_json, from_value
from runtime._models import BaseModel, UnknownVariant
from runtime._property_info import PropertyInfo
from typing_extensions import Annotated, Literal

from tests.runtime.model_support import Box, Call, Cat, Delta, Dog, Event, Owner, Session, Stop, Tree, Usage, Wide
from tests.work import lines_run


def parse(type_: Any, value: object) -> Any:
    return from_json(type_, json.dumps(value).encode())


def test_known_variants_are_told_by_their_tag() -> None:
    events = [
        {"type": "stop", "usage": {"tokens": 3}},
        {"type": "thinking_delta", "delta": "x"},
        {"type": "tool_call", "call_id": "1", "name": "f", "arguments": {"a": [1]}},
    ]
    session = parse(Session, {"session_id": "s", "events": events})
    assert [type(event) for event in session.events] == [Stop, Delta, Call]
    assert session.to_dict() == {"session_id": "s", "events": events}


def test_an_unknown_variant_is_kept_and_the_others_stay_typed() -> None:
    raw = {"session_id": "s", "events": [{"type": "new", "x": {"y": [1]}}, {"type": "stop"}]}
    session = parse(Session, raw)
    unknown, stop = session.events
    assert isinstance(unknown, UnknownVariant)
    assert not isinstance(unknown, Stop)
    assert (unknown.type, unknown.x) == ("new", {"y": [1]})
    assert isinstance(stop, Stop)
    assert session.to_dict() == raw
    assert json.loads(session.to_json()) == raw


def test_a_missing_tag_goes_to_the_variant_that_fits() -> None:
    assert type(parse(Event, {"delta": "x"})) is Delta
    assert type(parse(Event, {"type": None, "usage": {"tokens": 1}})) is Stop
    assert parse(Event, {"type": None, "usage": {"tokens": 1}}).to_dict() == {"type": None, "usage": {"tokens": 1}}


@pytest.mark.parametrize("value", [7, "text", None, [1], True, 1.5])
def test_something_else_in_the_place_of_a_variant_is_kept(value: object) -> None:
    raw = {"session_id": "s", "events": [value]}
    assert parse(Session, raw).to_dict() == raw


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("whole", "1"),
        ("whole", "abc"),
        ("whole", 1.0),
        ("whole", 1.5),
        ("whole", None),
        ("whole", True),
        ("whole", {"a": 1}),
        ("number", "1.5"),
        ("number", None),
        ("number", True),
        ("number", 12345678901234567891),
        ("number", -12345678901234567891),
        ("number", -0.0),
        ("number", 3),
        ("flag", 1),
        ("flag", "true"),
        ("text", 5),
        ("text", None),
        ("kind", "zzz"),
        ("kind", 1),
        ("kind", 2),
        ("by_name", {"a": {"tokens": "many"}, "b": {"tokens": 1}}),
        ("by_name", []),
        ("tags", ["a", 1, None]),
        ("tags", "abc"),
        ("Foo", 1),
        ("model_config", "x"),
        ("copy", "x"),
        ("self", 1),
        ("cls", 1),
        ("_fields_set", [1]),
        ("__class__", "x"),
        ("__pydantic_extra__", {}),
    ],
)
def test_a_value_of_another_type_stays_as_it_came(field: str, value: object) -> None:
    raw: dict[str, object] = {"number": 1.5, "whole": 2, field: value}
    dumped = parse(Wide, raw).to_dict()
    assert dumped == raw
    assert repr(dumped[field]) == repr(value) or (field == "number" and value == 3)


def test_an_unknown_field_may_have_the_python_name_of_a_known_one() -> None:
    dumped = parse(Wide, {"number": 1.5, "whole": 2, "foo": "x"}).to_dict()
    assert dumped["foo"] == "x"


def test_only_what_differs_is_lenient() -> None:
    model = parse(Wide, {"number": 1.5, "whole": "x", "at": "2026-04-22T12:34:41.342245", "day": "2026-04-22"})
    assert model.whole == "x"
    assert model.at == datetime(2026, 4, 22, 12, 34, 41, 342245)
    assert model.day == date(2026, 4, 22)


def test_dates_are_parsed_from_bytes_and_from_values() -> None:
    raw = {"number": 1.0, "whole": 1, "at": "2026-04-22T12:00:00Z"}
    when = datetime(2026, 4, 22, 12, tzinfo=timezone.utc)
    assert parse(Wide, raw).at == when
    assert from_value(Wide, raw).at == when
    assert from_value(Wide, {**raw, "at": when}).at == when
    assert parse(Wide, {**raw, "at": "next week"}).at == "next week"
    assert parse(Wide, {**raw, "at": 1700000000}).at == 1700000000


def test_missing_fields_have_defaults_and_required_ones_are_none() -> None:
    model = parse(Wide, {"whole": 1})
    assert (model.number, model.text, model.tags, model.foo) == (None, "default", [], None)
    assert model.model_fields_set == {"whole"}
    assert model.to_dict() == {"whole": 1}
    other = parse(Wide, {"whole": 2})
    assert other.tags is not model.tags


def test_unknown_fields_are_kept_in_valid_and_in_lenient_models() -> None:
    for raw in ({"tokens": 1, "extra": [1]}, {"tokens": "x", "extra": [1]}):
        usage = parse(Usage, raw)
        assert usage.extra == [1]
        assert usage.to_dict() == raw


def test_an_untagged_union_takes_the_variant_that_fits() -> None:
    assert type(parse(Owner, {"pet": {"bark": "w", "name": "n"}}).pet) is Dog
    broken = parse(Owner, {"pet": {"bark": "w", "name": "n", "born": "2026-01-01T00:00:00"}, "other": "x"})
    assert type(broken.pet) is Dog
    assert broken.pet.born == datetime(2026, 1, 1)
    partly = parse(Owner, {"pet": {"bark": 1, "name": None}})
    assert type(partly.pet) is Dog
    assert partly.to_dict() == {"pet": {"bark": 1, "name": None}}
    many = parse(Owner, {"pet": [{"bark": 5, "name": "n"}]})
    assert type(many.pet[0]) is Dog
    assert type(parse(Owner, {"pet": {"meow": 1}}).pet) is Cat
    assert parse(Owner, {"pet": 17}).pet == 17


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        (list[Usage], [{"tokens": 1}, {"tokens": "x"}, 3]),
        (dict[str, Usage], {"a": {"tokens": 1}, "b": None}),
        (Union[int, str], 1.5),
        (Optional[Usage], None),
        (Optional[Usage], [1]),
        (Literal["a"], "b"),
        (str, 1),
        (int, "1"),
        (bool, 0),
        (object, {"a": [1, None]}),
        (Any, [1]),
        (None, 1),
        (Box[Usage], {"items": [{"tokens": 1}, {"tokens": None}], "next": "t"}),
        (Annotated[Union[Stop, Delta], PropertyInfo(discriminator="type")], {"type": "zzz"}),
        (tuple, [1, 2]),
    ],
)
def test_other_types_round_trip(type_: Any, value: object) -> None:
    assert pydantic.TypeAdapter(Any).dump_python(parse(type_, value), exclude_unset=True, warnings=False) in (
        value,
        (1, 2),
    )


def test_generic_models_type_their_items() -> None:
    box = parse(Box[Event], {"items": [{"type": "stop"}, {"type": "x"}]})
    assert [type(item) for item in box.items] == [Stop, UnknownVariant]


def test_strict_validation_raises() -> None:
    for data in (b'{"tokens": "1"}', b"{}", b"[]", b"not json"):
        with pytest.raises(pydantic.ValidationError):
            from_json(Usage, data, strict=True)
    with pytest.raises(pydantic.ValidationError):
        from_value(Usage, {"tokens": "1"}, strict=True)
    assert from_json(Usage, b'{"tokens": 1}', strict=True) == Usage(tokens=1)


@pytest.mark.parametrize("data", [b"", b"{", b"<html>", b'{"a" 1}', b"\xff\xfe", b'{"tokens": 1} x'])
def test_what_is_not_json_raises_value_error(data: bytes) -> None:
    with pytest.raises(ValueError):
        from_json(Usage, data)


@pytest.mark.parametrize("pattern", [b"[%s]", b'{"tokens": [%s]}', b'{"x": %s}'])
def test_deep_nesting_never_exhausts_the_stack(pattern: bytes) -> None:
    for type_ in (Usage, Session, object, Tree):
        with pytest.raises(ValueError):
            from_json(type_, pattern % (b"[" * 100_000 + b"]" * 100_000))
    assert from_json(object, b"[" * 150 + b"]" * 150)


def field(node: Any, name: str) -> Any:
    """A field of a model, or of a dict, which models become beyond a certain depth."""
    return getattr(node, name) if isinstance(node, Tree) else node[name]


@pytest.mark.parametrize("depth", [50, 150, 400])
def test_deep_recursive_models_keep_everything(depth: int) -> None:
    raw: dict[str, Any] = {"value": "not a number"}
    for level in range(depth):
        raw = {"value": level, "children": [raw]}
    node = from_json(Tree, json.dumps(raw).encode())
    for level in reversed(range(depth)):
        assert field(node, "value") == level
        node = field(node, "children")[0]
    assert field(node, "value") == "not a number"


def test_odd_json() -> None:
    assert from_json(Usage, b'{"tokens": 1, "tokens": 2}').tokens == 2
    assert from_json(Event, b'{"type": "stop", "type": "tool_call"}').type in {"stop", "tool_call"}
    assert from_json(Usage, b'\xef\xbb\xbf{"tokens": 1}').tokens == 1
    assert from_json(Stop, b'{"error": "\\ud800"}').error == "\ud800"
    assert str(from_json(Usage, b'{"tokens": 1, "cost": NaN}').cost) == "nan"
    assert from_json(Usage, b'{"tokens": ' + b"9" * 400 + b"}").tokens == int("9" * 400)
    with pytest.raises(ValueError):
        from_json(Usage, b'{"tokens": ' + b"9" * 5000 + b"}")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "delta", "events", "usage", "tokens", "cost", "value", "x"]), inner, max_size=4
        )
    ),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(
    JSON,
    st.sampled_from(["stop", "text_delta", "tool_call", "new", None]),
    st.sampled_from([Session, Event, Wide, Tree, Owner]),
)
def test_nothing_is_ever_lost(value: Any, tag: str | None, type_: Any) -> None:
    raw = {"session_id": value, "events": [value, {"type": tag, "usage": value}], "value": value, "children": [value]}
    built = parse(type_, raw)
    assert built.to_dict() == raw
    # As text pydantic writes any number in a number field as a float.
    assert json.loads(built.to_json(), parse_int=float) == json.loads(json.dumps(raw), parse_int=float)


def test_threads_may_build_a_model_at_once() -> None:
    for _ in range(20):

        class Leaf(BaseModel):
            a: int

        class Root(BaseModel):
            leaves: list[Leaf]
            more: Optional[Leaf] = None

        barrier = threading.Barrier(32)
        failures: list[BaseException] = []

        def use(barrier: threading.Barrier = barrier, root: Any = Root, failures: Any = failures) -> None:
            try:
                barrier.wait()
                assert from_json(root, b'{"leaves": [{"a": 1}]}').leaves[0].a == 1
                assert root(leaves=[{"a": 2}]).leaves[0].a == 2
                assert root.construct(leaves=[{"a": "x"}]).leaves[0].a == "x"
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=use) for _ in range(32)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []


def test_lenient_parsing_is_linear() -> None:
    def work(count: int) -> int:
        events = [{"type": "new" if n % 3 else "stop", "usage": {"tokens": "x"}} for n in range(count)]
        data = json.dumps({"session_id": 1, "events": events}).encode()
        from_json(Session, data)
        return lines_run(lambda: from_json(Session, data))

    assert 0 < work(8000) < 4.2 * work(2000)


class Branch(BaseModel):
    leaves: Optional[List["Leaf"]] = None


class Leaf(BaseModel):
    name: str
    branch: Optional[Branch] = None


def test_models_that_refer_forward_and_to_each_other() -> None:
    """The class that is asked for is complete, the one inside it names a class that is defined below it."""
    data = b'{"name": "a", "branch": {"leaves": [{"name": "b", "more": 1}, {"name": 2}]}}'
    found = from_json(Leaf, data)
    assert found.to_dict() == json.loads(data)
    assert isinstance(found.branch.leaves[0], Leaf)
    assert isinstance(found.branch.leaves[1], Leaf)
