"""Every operation of real documents answers a request that the document describes, with what it describes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from sdkwright.mock import Settings, mock_app

from tests.corpus.sampling import Checker
from tests.corpus.spec import Spec, read_document
from tests.mock.asking import Asker, NoSampleError

if TYPE_CHECKING:
    from tests.corpus.spec import Op

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
DOCUMENTS = sorted(path for path in CORPUS.glob("*") if path.suffix in (".json", ".yaml", ".yml"))

pytestmark = pytest.mark.anyio


@pytest.mark.skipif(not DOCUMENTS, reason="the corpus is not here")
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
async def test_every_operation_answers(path: Path) -> None:
    spec = Spec(read_document(path))
    asker, checker = Asker(spec), Checker(spec, "response")
    wrong: list[str] = []
    asked = 0
    app = mock_app(path, settings=Settings(pause=0))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app)) as client:
        for op in spec.ops.values():
            try:
                request = asker.request(op, "least")
            except NoSampleError:
                continue
            response = await client.send(request)
            asked += 1
            if response.status_code >= 400:
                wrong.append(f"{op.key}: {response.status_code} {response.text[:300]}")
            elif (problem := misfit(checker, op, response)) is not None:
                wrong.append(f"{op.key}: answered what does not fit: {problem}")
    assert wrong == []
    assert asked >= len(spec.ops) * 0.98


def misfit(checker: Checker, op: Op, response: httpx.Response) -> str | None:
    """Why an answer in JSON is not what the document describes; examples of media types are the document's own."""
    name = response.headers.get("content-type", "").partition(";")[0]
    status = str(response.status_code)
    answers = {each.status: each for each in op.answers}
    answer = answers.get(status) or answers.get(f"{status[0]}XX") or answers.get("default")
    media = next((each for each in (answer.media if answer else ()) if each.essence == name), None)
    if media is None or media.examples or not name.endswith("json"):
        return None
    return checker.problem(response.json(), media.schema)
