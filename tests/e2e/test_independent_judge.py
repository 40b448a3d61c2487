"""Models that another generator made of the same document judge ours: what its strict models accept, ours accept and
give back unchanged."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from datamodel_code_generator import DataModelType, InputFileType, generate
from datamodel_code_generator.format import Formatter
from llama_cloud._construct import from_json
from llama_cloud.types import beta
from pydantic import ValidationError

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "generated/python/tests/golden/beta/chat"
PAIRS = [
    ("create", "SessionSummary", "ChatCreateResponse"),
    ("get_summary", "SessionSummary", "ChatGetSummaryResponse"),
    ("set_title", "SessionSummary", "ChatSetTitleResponse"),
    ("retrieve", "Session", "ChatRetrieveResponse"),
]


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    path = tmp_path_factory.mktemp("judge") / "judge_models.py"
    generate(
        ROOT / "spec/chat.openapi.yaml",
        input_file_type=InputFileType.OpenAPI,
        output=path,
        output_model_type=DataModelType.PydanticV2BaseModel,
        strict_nullable=True,
        formatters=[Formatter.BUILTIN],
    )
    spec = importlib.util.spec_from_file_location("judge_models", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["judge_models"] = module
    spec.loader.exec_module(module)
    return module


def variations(value: Any) -> list[Any]:
    """The value, and it without each of its properties in turn."""
    return [value, *({key: each for key, each in value.items() if key != left_out} for left_out in value)]


@pytest.mark.parametrize(("method", "theirs", "ours"), PAIRS)
def test_what_the_judge_accepts_ours_accept_and_give_back(
    judge: ModuleType, method: str, theirs: str, ours: str
) -> None:
    golden = json.loads((GOLDEN / f"{method}.json").read_text(encoding="utf-8"))["required"]["response"]["body"]
    verdicts = set()
    for value in variations(golden):
        data = json.dumps(value).encode()
        try:
            getattr(judge, theirs).model_validate_json(data)
        except ValidationError:
            verdicts.add("refused")
            with pytest.raises(ValidationError):
                from_json(getattr(beta, ours), data, strict=True)
        else:
            verdicts.add("accepted")
            assert from_json(getattr(beta, ours), data, strict=True).to_dict(mode="json") == value
    assert verdicts == {"accepted", "refused"}
