"""The document in spec/: its examples fit its own schemas, and it says what the reference pages say."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.chat_server.document import Operation, complaints, document, operations, resolved

OPERATIONS = operations()
IDS = [item.body["operationId"] for item in OPERATIONS]


def examples_of(holder: dict[str, Any]) -> list[Any]:
    found = [item["value"] for item in holder.get("examples", {}).values()]
    return [*found, holder["example"]] if "example" in holder else found


def transcript_data(text: str) -> list[Any]:
    lines = [line for line in text.split("\n") if line.startswith("data: ")]
    return [json.loads(line.removeprefix("data: ")) for line in lines]


@pytest.mark.parametrize("item", OPERATIONS, ids=IDS)
def test_all_examples_fit_their_schemas(item: Operation) -> None:
    holders: list[dict[str, Any]] = list(item.parameters)
    holders += item.body.get("requestBody", {}).get("content", {}).values()
    for status in item.body["responses"]:
        response = item.response(int(status))
        assert response is not None
        content = response.get("content", {})
        holders += [media for name, media in content.items() if name == "application/json"]
        holders += response.get("headers", {}).values()
        for media in [media for name, media in content.items() if name == "text/event-stream"]:
            (transcript,) = examples_of(media)
            events = transcript_data(transcript)
            assert events[-1]["type"] == "stop"
            assert [complaints(media["schema"], event) for event in events] == [[]] * len(events)
    for holder in holders:
        values = examples_of(holder)
        assert values, holder
        for value in values:
            assert complaints(holder["schema"], value) == []


@pytest.mark.parametrize("item", OPERATIONS, ids=IDS)
def test_every_operation_takes_organization_and_project(item: Operation) -> None:
    optional = {(it["name"], it["in"]) for it in item.parameters if not it.get("required", False)}
    assert {("organization_id", "query"), ("project_id", "query")} <= optional
    required = {it["name"] for it in item.parameters if it.get("required", False)}
    assert required == ({"session_id"} if "{session_id}" in item.path else set())


@pytest.mark.parametrize("item", OPERATIONS, ids=IDS)
def test_documented_errors(item: Operation) -> None:
    errors = {int(status) for status in item.body["responses"] if int(status) >= 400}
    of_sessions: set[int] = {404} if "{session_id}" in item.path else set()
    of_streams: set[int] = {409} if item.path.endswith("/stream") else set()
    assert errors == {401, 422, 429} | of_sessions | of_streams
    limited = item.response(429)
    assert limited is not None
    assert "Retry-After" in limited["headers"]


def test_the_union_has_eight_kinds_told_apart_by_their_tag() -> None:
    event = document()["components"]["schemas"]["Event"]
    mapping = event["discriminator"]["mapping"]
    assert sorted(mapping.values()) == sorted(variant["$ref"] for variant in event["oneOf"])
    assert len(mapping) == 8
    for tag, pointer in mapping.items():
        variant = resolved({"$ref": pointer})
        assert variant["properties"]["type"]["const"] == tag == variant["properties"]["type"]["default"]
        assert "type" not in variant["required"]


def test_every_schema_is_a_valid_schema_with_a_description() -> None:
    for name, schema in document()["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        assert schema["description"], name
