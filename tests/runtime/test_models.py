"""The model base class."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
import warnings
from datetime import datetime
from typing import Any, List, Optional, Union

import pydantic
import pytest
from pydantic import Field as FieldInfo
from runtime import _compat
from runtime._models import (
    BaseModel,
    UnknownVariant,
    build,
    construct_type,
    construct_type_unchecked,
    set_request_id,
)
from runtime._property_info import PropertyInfo
from typing_extensions import Annotated, Literal

from tests.runtime.model_support import Delta, Event, Session, Stop, Usage, Wide


def test_to_dict() -> None:
    model = Wide.construct(number=1.5, whole=2, Foo="x", at="2026-01-02T03:04:05Z", new=[1])
    assert model.to_dict() == {"number": 1.5, "whole": 2, "Foo": "x", "at": model.at, "new": [1]}
    assert isinstance(model.at, datetime)
    assert model.to_dict(mode="json")["at"] == "2026-01-02T03:04:05Z"
    assert model.to_dict(use_api_names=False)["foo"] == "x"
    assert model.to_dict(exclude_unset=False)["text"] == "default"
    assert "text" not in model.to_dict(exclude_unset=False, exclude_defaults=True)
    assert "flag" not in model.to_dict(exclude_unset=False, exclude_none=True)


def test_to_json() -> None:
    model = Wide.construct(number=float("nan"), whole=2, Foo="é")
    assert model.to_json() == '{\n  "number": NaN,\n  "whole": 2,\n  "Foo": "é"\n}'
    assert model.to_json(indent=None, use_api_names=False) == '{"number":NaN,"whole":2,"foo":"é"}'


def test_unexpected_values_do_not_warn_unless_asked() -> None:
    model = Session.construct(session_id=5, events=[{"type": "zzz"}, 7])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert model.to_dict() == {"session_id": 5, "events": [{"type": "zzz"}, 7]}
        assert json.loads(model.to_json()) == model.to_dict()
    with pytest.warns(UserWarning, match="serializ"):
        model.to_dict(warnings=True)


def test_construct() -> None:
    session = Session.construct(session_id="s", events=[{"type": "stop", "usage": {"tokens": 1}}])
    event: Any = session.events and session.events[0]
    assert isinstance(event, Stop)
    assert event.usage == Usage(tokens=1)
    assert Session.construct().session_id is None
    assert Session.construct({"title"}, session_id="s").model_fields_set == {"title"}
    assert Session.model_construct(count="x").to_dict() == {"count": "x"}
    assert Session.construct(self=1, cls=2).to_dict() == {"self": 1, "cls": 2}
    stop = Stop(type="stop")
    kept = Session.construct(events=[stop]).events
    assert kept is not None
    assert kept[0] is stop


def test_models_validate_what_users_give() -> None:
    assert Usage(tokens="1").tokens == 1  # type: ignore[arg-type]
    with pytest.raises(pydantic.ValidationError):
        Usage(tokens="x")  # type: ignore[arg-type]
    session = Session(session_id="s", events=[Delta(delta="x"), {"type": "stop"}])  # type: ignore[list-item]
    assert session.events is not None
    assert [type(event) for event in session.events] == [Delta, Stop]


def test_helpers_of_construction() -> None:
    assert build(Usage, tokens=1) == Usage(tokens=1)
    with pytest.raises(TypeError, match="positional"):
        build(Usage, 1)  # type: ignore[call-arg]
    assert construct_type(type_=List[Usage], value=[{"tokens": 1}]) == [Usage(tokens=1)]
    union = Union[Stop, Delta]
    built = construct_type(type_=union, value={"type": "zzz"}, metadata=[PropertyInfo(discriminator="type")])
    assert isinstance(built, UnknownVariant)
    assert construct_type_unchecked(type_=Usage, value={"tokens": "x"}).to_dict() == {"tokens": "x"}


def test_copies_and_pickles() -> None:
    model = Session.construct(session_id=5, events=[{"type": "zzz", "x": 1}, {"type": "stop"}])
    for other in (
        pickle.loads(pickle.dumps(model)),
        copy.copy(model),
        copy.deepcopy(model),
        model.model_copy(deep=True),
    ):
        assert other == model
        assert other.to_dict() == model.to_dict()
    assert _compat.model_copy(model) == model


def test_the_request_id() -> None:
    usage = Usage(tokens=1)
    assert usage._request_id is None
    set_request_id(usage, "req_1")
    set_request_id([usage], "req_2")
    assert usage._request_id == "req_1"
    assert usage.to_dict() == {"tokens": 1}
    assert usage == Usage(tokens=1)
    assert "req_1" not in repr(usage)


def test_repr_shows_known_and_unknown_fields() -> None:
    assert repr(Usage.construct(tokens="x", new={"a": 1})) == "Usage(tokens='x', cost=None, new={'a': 1})"


@pytest.mark.parametrize("by_alias", [None, True, False])
def test_model_dump_of_any_pydantic(by_alias: Optional[bool]) -> None:
    model = Wide(number=1, whole=1, Foo="x")
    dumped = _compat.model_dump(model, exclude_unset=True, by_alias=by_alias)
    assert dumped["Foo" if by_alias else "foo"] == "x"


def test_compat_names() -> None:
    assert not _compat.PYDANTIC_V1
    assert _compat.PYDANTIC_V2
    assert _compat.model_parse(Usage, {"tokens": 1}) == _compat.parse_obj(Usage, {"tokens": 1}) == Usage(tokens=1)
    assert _compat.model_parse_json(Usage, '{"tokens": 1}') == Usage(tokens=1)
    assert json.loads(_compat.model_json(Usage(tokens=1))) == {"tokens": 1, "cost": None}
    assert _compat.model_json_schema(Usage)["required"] == ["tokens"]
    assert set(_compat.get_model_fields(Usage)) == {"tokens", "cost"}
    assert _compat.field_is_required(Usage.model_fields["tokens"])
    assert _compat.field_get_default(Wide.model_fields["text"]) == "default"
    assert _compat.field_outer_type(Usage.model_fields["tokens"]) is int
    assert _compat.get_model_config(Usage)["extra"] == "allow"
    assert _compat.parse_datetime("2026-01-02T03:04:05") == datetime(2026, 1, 2, 3, 4, 5)
    assert _compat.parse_date("2026-01-02").year == 2026
    assert _compat.is_union(_compat.get_origin(Optional[int]))
    assert _compat.is_union(_compat.get_origin(int | None))
    assert _compat.is_literal_type(Literal["a"])


class Camel(BaseModel):
    kind: Literal["camel"] = FieldInfo(alias="theKind")


class Dromedary(BaseModel):
    kind: Optional[Literal["dromedary", "one-humped"]] = FieldInfo(alias="theKind", default=None)


class Untagged(BaseModel):
    kind: str = FieldInfo(alias="theKind")


@pytest.mark.parametrize("discriminator", ["kind", "theKind"])
def test_tags_with_aliases_and_several_values(discriminator: str) -> None:
    union: Any = Annotated[Union[Camel, Union[Dromedary, None]], PropertyInfo(discriminator=discriminator)]
    adapter = pydantic.TypeAdapter(union)
    assert type(adapter.validate_python({"theKind": "one-humped"})) is Dromedary
    assert type(adapter.validate_python(Camel(theKind="camel"))) is Camel
    assert adapter.validate_json("null") is None
    with pytest.raises(pydantic.ValidationError, match="union_tag_invalid"):
        adapter.validate_python({"theKind": "llama"})


def test_without_tags_a_union_is_an_ordinary_one() -> None:
    for other in (Untagged, str, Camel):
        union: Any = Annotated[Union[Camel, other], PropertyInfo(discriminator="kind")]
        assert type(pydantic.TypeAdapter(union).validate_python({"theKind": "camel"})) is Camel
    free: Any = Annotated[Union[Camel, Untagged], PropertyInfo(discriminator="kind")]
    assert type(pydantic.TypeAdapter(free).validate_python({"theKind": "x"})) is Untagged
    assert pydantic.TypeAdapter(Annotated[str, PropertyInfo(alias="x")]).validate_python("a") == "a"
    assert "discriminator='kind'" in repr(PropertyInfo(discriminator="kind"))


def test_the_json_schema_of_a_tagged_union() -> None:
    schema = pydantic.TypeAdapter(Event).json_schema()
    names = [variant["$ref"].rpartition("/")[2] for variant in schema["oneOf"][:3]]
    assert names == ["Stop", "Delta", "Call"]
    assert json.dumps(schema)


def test_importing_models_is_light() -> None:
    code = (
        "import sys, httpx, pydantic; before = set(sys.modules)\n"
        "import runtime._models, runtime._construct, runtime._streaming, runtime._pages, runtime._files, runtime._qs\n"
        "print(*sorted(m for m in set(sys.modules) - before if not m.startswith('runtime')))"
    )
    path = [entry for entry in sys.path if entry]
    ran = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}\n{code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    heavy = {"anyio", "asyncio", "sniffio", "distro"}
    assert heavy.isdisjoint(ran.stdout.split())
