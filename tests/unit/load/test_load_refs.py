"""References within a document."""

from __future__ import annotations

from typing import Any

import pytest
from sdkwright.diagnostics import Diagnostic, Diagnostics
from sdkwright.load import Document, Refs, join
from sdkwright.load.source import SourceText

ROOT: dict[str, Any] = {
    "components": {
        "schemas": {
            "Pet": {"type": "object", "properties": {"a/b": {"type": "string"}, "a~b": {}, "100%": {}, "é ": {}}},
            "Alias": {"$ref": "#/components/schemas/Pet"},
            "Alias2": {"$ref": "#/components/schemas/Alias"},
            "Self": {"$ref": "#/components/schemas/Self"},
            "Ping": {"$ref": "#/components/schemas/Pong"},
            "Pong": {"$ref": "#/components/schemas/Ping"},
            "List": {"anyOf": [{"type": "string"}, {"$ref": "#/components/schemas/Pet"}]},
        }
    }
}
PET = "/components/schemas/Pet"


def refs(root: dict[str, Any] = ROOT) -> tuple[Refs, Diagnostics]:
    sink = Diagnostics()
    return Refs(Document(root, "3.1.0", SourceText("a.yaml", "", is_json=False)), sink), sink


@pytest.mark.parametrize(
    ("ref", "pointer"),
    [
        ("#/components/schemas/Pet", PET),
        ("#/components/schemas/Alias2", PET),
        ("#/components/schemas/P%65t", PET),
        ("#/components/schemas/Pet/properties/a~1b", PET + "/properties/a~1b"),
        ("#/components/schemas/Pet/properties/a~0b", PET + "/properties/a~0b"),
        ("#/components/schemas/Pet/properties/a%7E1b", PET + "/properties/a~1b"),
        ("#/components/schemas/Pet/properties/100%25", PET + "/properties/100%"),
        ("#/components/schemas/Pet/properties/%C3%A9%20", PET + "/properties/é "),
        ("#/components/schemas/List/anyOf/1", PET),
        ("#/components/schemas/List/anyOf/0", "/components/schemas/List/anyOf/0"),
        ("#", ""),
    ],
)
def test_targets(ref: str, pointer: str) -> None:
    made, sink = refs()
    found = made.follow(ref, "/x")
    assert found is not None
    assert found.pointer == pointer
    assert found.node == made.at(pointer)
    assert len(sink) == 0


def test_what_is_no_reference_is_itself() -> None:
    made, _ = refs()
    nodes: list[Any] = [{"type": "string"}, None, True, [], "text"]
    for node in nodes:
        assert made.deref(node, "/a/b") == (node, "/a/b")


def failed(ref: Any) -> Diagnostic:
    made, sink = refs()
    assert made.deref({"$ref": ref}, "/x") is None
    (found,) = sink
    return found


@pytest.mark.parametrize(
    ("ref", "hint"),
    [
        ("#/components/schemas/Pte", "Did you mean '#/components/schemas/Pet'?"),
        ("#/components/schema/Pet", "Did you mean '#/components/schemas/Pet'?"),
        ("#/components/schemas/pet", "Did you mean '#/components/schemas/Pet'?"),
        ("#/components/schemas/Qqqqqq", None),
        ("#/components/schemas/List/anyOf/2", None),
        ("#/components/schemas/List/anyOf/01", None),
        ("#/components/schemas/List/anyOf/-", None),
        ("#/components/schemas/Pet/type/x", None),
    ],
)
def test_unknown_targets_come_with_the_nearest(ref: str, hint: str | None) -> None:
    found = failed(ref)
    assert (found.code, found.hint) == ("SW014", hint)


@pytest.mark.parametrize("ref", ["#/components/schemas/Self", "#/components/schemas/Ping"])
def test_loops_end(ref: str) -> None:
    assert failed(ref).code == "SW015"


@pytest.mark.parametrize("ref", [5, None, ["#/x"], {}, "#Pet", "#/a~2", "#/%FF"])
def test_ill_formed(ref: Any) -> None:
    assert failed(ref).code == "SW016"


def test_a_bare_name_is_taken_for_the_component() -> None:
    made, sink = refs()
    assert made.deref({"$ref": "Pet"}, "/x") == (ROOT["components"]["schemas"]["Pet"], PET)
    (found,) = sink
    assert (found.code, found.hint) == ("SW016", "Write '#/components/schemas/Pet'.")


def test_messages_hold_no_credentials() -> None:
    found = failed("https://user:secret@host/a.yaml?token=secret#/secret")
    assert found.code == "SW027"
    assert "secret" not in found.message
    assert "https://host/a.yaml" in found.message


def test_ten_thousand_references_in_a_row() -> None:
    count = 10_000
    schemas: dict[str, Any] = {f"S{index}": {"$ref": f"#/s/S{index + 1}"} for index in range(count)}
    schemas[f"S{count}"] = {"type": "string"}
    made, sink = refs({"s": schemas})
    found = made.follow("#/s/S0", "/x")
    assert found == ({"type": "string"}, join("", "s", f"S{count}"))
    assert len(sink) == 0


def test_at_follows_nothing() -> None:
    made, _ = refs()
    assert made.at("/components/schemas/Alias") == {"$ref": "#/components/schemas/Pet"}
    assert made.at("/components/nothing") is None
    assert made.at("/components/schemas/Alias/type") is None
