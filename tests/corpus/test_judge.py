"""The judge lets a right SDK pass, and finds each thing that a wrong one does."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.corpus.calling.rounds import Caller
from tests.corpus.spec import Spec
from tests.corpus.stand_in import DOCUMENT, stand_in


def failures(fault: str = "", document: dict[str, Any] = DOCUMENT) -> list[dict[str, str]]:
    spec = Spec(document)
    package, table = stand_in(fault)

    async def run() -> list[dict[str, str]]:
        async with Caller(spec, table, package) as caller:
            found = await caller.call(table.methods[0], spec.ops["PUT /pets/{id}"])
        assert found.calls == 12
        return found.failures

    return asyncio.run(run())


def test_a_right_sdk_passes() -> None:
    assert failures() == []


@pytest.mark.parametrize(
    ("fault", "stage", "words"),
    [
        ("verb", "request", "method POST"),
        ("path", "request", "is not /pets/{id}"),
        ("style", "request", "query tags"),
        ("undeclared", "request", "not declared"),
        ("header", "request", "header X-Trace"),
        ("credentials", "request", "no credentials: key"),
        ("body", "request", "/born: lost"),
        ("value", "request", "/name: "),
        ("content type", "request", "content type 'text/plain'"),
        ("argument", "method", "no argument for the query parameter 'tags'"),
        ("accept", "request", "accepts text/html"),
        ("raw", "answer", "became None"),
        ("signature", "signature", "mood: 'wild' is not Literal['calm']"),
        ("lost", "answer", "/name: lost"),
        ("changed", "answer", "/born: "),
        ("annotation", "answer", "is not Pet"),
        ("async", "answer", "/name: lost"),
        ("error class", "error", "404 raised APIStatusError, not NotFoundError"),
        ("parsed", "error", "not parsed"),
        ("error body", "error", "error body"),
    ],
)
def test_each_fault_is_found(fault: str, stage: str, words: str) -> None:
    found = failures(fault)
    assert {each["stage"] for each in found} == {stage}
    assert all(words in each["message"] for each in found)
    if fault == "async":
        assert {each["call"].split()[0] for each in found} == {"async"}


def test_a_moment_may_be_written_in_another_way() -> None:
    """The stand-in gives what it got; a model may give `Z` as `+00:00`."""
    from tests.corpus.calling.equal import difference

    assert difference({"at": "2026-03-04T05:06:07Z"}, {"at": "2026-03-04T05:06:07+00:00"}) is None
    assert difference({"at": "2026-03-04T05:06:07Z"}, {"at": "2026-03-04T05:06:08Z"}) is not None
    assert difference([1], [1.0]) is None
    assert difference([True], [1]) is not None
    assert difference({}, {"a": None}) == "/a: added None"
