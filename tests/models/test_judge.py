"""What the strict models of another generator accept, ours accept and give back unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.corpus.processes import ROOT
from tests.models.judging import judge
from tests.models.values import nearly

if TYPE_CHECKING:
    from pathlib import Path


def test_the_models_of_the_checked_in_sdk(tmp_path: Path) -> None:
    verdict = judge(ROOT / "spec/chat.openapi.yaml", ROOT / "spec/sdkwright.yml", tmp_path)
    assert verdict.apart == []
    assert verdict.unsampled == []
    assert verdict.models >= 14
    # A judge that accepts or refuses everything says nothing.
    assert min(verdict.accepted, verdict.refused) > 100


def test_the_judge_sees_what_differs(tmp_path: Path) -> None:
    """An SDK that takes text for a number is found out."""
    document = tmp_path / "openapi.yaml"
    spec = (
        "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths:\n  /pet:\n    get: {responses: {'200': {content: "
        "{application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}\ncomponents:\n  schemas:\n"
        "    Pet: {type: object, required: [name], properties: {name: {type: %s}, age: {type: integer}}}\n"
    )
    document.write_text(spec % "string")
    assert judge(document, None, tmp_path / "right").apart == []

    def spoil() -> None:
        (pet,) = (tmp_path / "wrong/python/src").glob("*/types/**/pet.py")
        pet.write_text(pet.read_text(encoding="utf-8").replace("name: str", "name: int"), encoding="utf-8")

    verdict = judge(document, None, tmp_path / "wrong", before_judging=spoil)
    assert any("Pet (Pet): refused" in each for each in verdict.apart)


def test_values_that_are_nearly_valid_differ_in_one_place() -> None:
    value = {"name": "Rex", "tags": ["a"], "kin": {"age": 3}}
    made = nearly(value, "seed")
    assert made == nearly(value, "seed") != nearly(value, "another")
    assert all(each != value for each in made)
    assert len(made) == 24
    assert value == {"name": "Rex", "tags": ["a"], "kin": {"age": 3}}
