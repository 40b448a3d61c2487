"""Formats, direction and defaults of values."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from tests.functional.schema_support import get, plain, put, sdk_of

both = pytest.mark.parametrize("models", [(), ("*",)], ids=["inline", "named"])


@pytest.mark.parametrize(
    "form", ["time", "duration", "uuid", "uri", "decimal", "byte", "binary", "int64", "email", "made-up", "regex"]
)
def test_text_of_other_formats_stays_as_it_is(form: str) -> None:
    sdk = sdk_of(f"Thing: {{type: object, required: [a], properties: {{a: {{type: string, format: {form}}}}}}}")
    assert sdk.root.types.ThingGetResponse.model_fields["a"].annotation is str
    assert get(sdk, {"a": "0012.50Z=="}).a == "0012.50Z=="
    assert put(sdk, a="0012.50Z==") == {"a": "0012.50Z=="}
    assert "a: str," in sdk.generation.text("resources/things.py")


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ("{format: int64}", 3),
        ("{format: double}", 2.5),
        ("{format: uuid}", "x"),
        ("{minimum: 1}", 2.5),
        ("{maxLength: 3}", "abc"),
        ("{uniqueItems: true}", [1, "a"]),
        ("{minProperties: 1}", {"a": [1]}),
        ("{propertyNames: {pattern: x}}", {"x": 1}),
        ("{type: int}", 3),
        ("{type: String}", "x"),
        ("{type: any}", [1]),
        ("{type: [string, gibberish]}", "x"),
        ("{type: {a: 1}}", "x"),
        ("{type: []}", "x"),
    ],
)
def test_types_that_are_not_stated_or_misspelled(schema: str, value: Any) -> None:
    sdk = sdk_of(f"Thing: {{type: object, properties: {{a: {schema}}}}}")
    assert get(sdk, {"a": value}).a == value
    assert put(sdk, a=value) == {"a": value}


def test_files_are_files_in_forms_only() -> None:
    schemas = """
    Thing: {type: object, properties: {inner: {$ref: "#/components/schemas/Inner"}}}
    Inner: {type: object, properties: {data: {type: string, format: binary}}}
    """
    for models in ((), ("*",)):
        texts = [
            content.decode() for path, content in sdk_of(schemas, *models).generation.files.items() if "/types/" in path
        ]
        assert not any("FileTypes" in text for text in texts)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05+05:30",
        "2026-01-02T03:04:05.123456Z",
        "2026-01-02T03:04:05",
        "yesterday",
        "",
        "2026-13-01T00:00:00Z",
    ],
)
@both
def test_times_are_given_back_as_the_same_instant(text: str, models: tuple[str, ...]) -> None:
    sdk = sdk_of(
        """
        Thing: {type: object, properties: {at: {$ref: "#/components/schemas/At"}, all: {type: object, additionalProperties: {type: array, items: {$ref: "#/components/schemas/At"}}}}}
        At: {type: string, format: date-time}
        """,
        *models,
    )
    reply = {"at": text, "all": {"a": [text, text]}}
    found = sdk.client(reply).things.get()
    given = plain(found)
    for one in (given["at"], *given["all"]["a"]):
        try:
            expected = datetime.fromisoformat(text)
        except ValueError:
            assert one == text
        else:
            assert datetime.fromisoformat(one) == expected
            assert isinstance(found.at, datetime) and found.at == expected


@both
def test_dates_are_sent_as_text(models: tuple[str, ...]) -> None:
    sdk = sdk_of(
        """
        Thing: {type: object, properties: {at: {type: string, format: date-time}, on: {type: object, additionalProperties: {$ref: "#/components/schemas/On"}}}}
        On: {type: string, format: date}
        """,
        *models,
    )
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=2)))
    sent = put(sdk, at=moment, on={"a": date(2026, 1, 2), "b": "2026-01-03"})
    assert sent == {"at": "2026-01-02T03:04:05+02:00", "on": {"a": "2026-01-02", "b": "2026-01-03"}}


DIRECTIONS = """
Thing:
  type: object
  required: [id, name]
  properties:
    id: {type: string, readOnly: true}
    name: {type: string}
    secret: {type: string, writeOnly: true}
    kept: {$ref: "#/components/schemas/Kept"}
    joined: {allOf: [{$ref: "#/components/schemas/Kept"}], description: Mine.}
    inner: {$ref: "#/components/schemas/Inner"}
    list: {type: array, items: {$ref: "#/components/schemas/Inner"}}
Kept: {type: string, readOnly: true}
Inner: {allOf: [{$ref: "#/components/schemas/Base"}, {properties: {b: {type: string}, pin: {type: string, writeOnly: true}}}]}
Base: {type: object, required: [made], properties: {made: {type: string, readOnly: true}}}
"""


@both
def test_direction_at_every_depth(models: tuple[str, ...]) -> None:
    sdk = sdk_of(DIRECTIONS, *models)
    found = sdk.client({"id": "1", "name": "n", "inner": {"made": "m", "b": "x"}}).things.get()
    assert "secret" not in type(found).model_fields and "kept" in type(found).model_fields
    assert "pin" not in type(found.inner).model_fields and "made" in type(found.inner).model_fields
    text = sdk.generation.text("resources/things.py")
    signature = text[text.index("def put") : text.index("-> None")]
    assert "name: str," in signature and "secret" in signature
    assert not any(f"{word}:" in signature for word in ("id", "kept", "joined"))
    typed = [
        content.decode() for path, content in sdk.generation.files.items() if "/types/" in path and ("params" in path)
    ]
    assert any("pin: str" in each for each in typed) and not any("made:" in each for each in typed)
    assert put(sdk, name="n", inner={"pin": "1"}) == {"name": "n", "inner": {"pin": "1"}}


def test_defaults_are_told_and_never_sent() -> None:
    sdk = sdk_of(
        """
        Thing:
          type: object
          properties:
            size: {type: integer, default: 10, minimum: 1, maximum: 100}
            code: {type: string, pattern: "^[a-z]+$", minLength: 2}
            old: {type: string, deprecated: true, description: Gone soon.}
        """
    )
    assert put(sdk) == {}
    text = sdk.generation.text("types/thing_put_params.py")
    assert "Defaults to `10`" in text and "at least 1, at most 100" in text
    assert "of the form `^[a-z]+$`" in text and "Deprecated." in text
    assert get(sdk, {}).size is None


def test_a_property_declared_anew_without_read_only_is_sent() -> None:
    sdk = sdk_of(
        """
        Thing: {allOf: [{$ref: "#/components/schemas/Base"}, {required: [kind], properties: {kind: {enum: [a]}}}]}
        Base: {type: object, properties: {kind: {type: string, readOnly: true}, id: {type: string, readOnly: true}}}
        """
    )
    assert put(sdk, kind="a") == {"kind": "a"}
    assert "id:" not in sdk.generation.text("types/thing_put_params.py")
