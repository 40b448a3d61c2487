"""`--dump`: every kind of value that a stage may hold, as JSON that is the same each time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

import pytest
from pydantic import BaseModel, Field
from sdkwright.dump import dump, to_jsonable


class Colour(StrEnum):
    RED = "red"


class Level(Enum):
    HIGH = (1, 2)


@dataclass(frozen=True, slots=True)
class Leaf:
    text: str
    _hidden: int = 0


@dataclass(frozen=True)
class Tree:
    leaves: tuple[Leaf, ...]
    by_name: MappingProxyType[str, Leaf] = field(default_factory=lambda: MappingProxyType({}))


class Model(BaseModel):
    wire_name: str = Field(alias="wireName")
    leaf: Leaf | None = None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        ("ü", "ü"),
        (1.5, 1.5),
        (Colour.RED, "red"),
        (Level.HIGH, [1, 2]),
        (PurePosixPath("a/b"), "a/b"),
        (b"text", "text"),
        (b"\xff", {"$base64": "/w=="}),
        ({"b": 1, "a": 2}, {"b": 1, "a": 2}),
        ({("x", 1): "y"}, [[["x", 1], "y"]]),
        (frozenset({"b", "a"}), ["a", "b"]),
        ((1, [2]), [1, [2]]),
        (Leaf("l", 1), {"$type": "Leaf", "text": "l"}),
        (Tree((Leaf("l"),)), {"$type": "Tree", "leaves": [{"$type": "Leaf", "text": "l"}], "by_name": {}}),
        (
            Model(wireName="w", leaf=Leaf("l")),
            {"$type": "Model", "wire_name": "w", "leaf": {"$type": "Leaf", "text": "l"}},
        ),
        (Leaf, {"$repr": "Leaf"}),
        (len, {"$repr": "len"}),
        (object(), {"$repr": "object"}),
    ],
)
def test_values(value: object, expected: Any) -> None:
    assert to_jsonable(value) == expected
    assert json.loads(dump(value)) == expected


def test_hash_seed_has_no_influence() -> None:
    program = "from sdkwright.dump import dump; print(dump({'names': {str(n) for n in range(50)}, 'it': object()}))"

    def run(seed: str) -> bytes:
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": seed}
        return subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True).stdout

    assert run("1") == run("2")
