"""One document: its SDK and its stand-alone models, and both at the same values."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sdkwright.api import Reference
from sdkwright.diagnostics import Diagnostics
from sdkwright.pipeline import Pipeline
from sdkwright.targets.models.names import named

from tests.corpus.processes import ROOT, run
from tests.corpus.sampling import Checker, NoSampleError, Sampler
from tests.corpus.spec import Spec, read_document
from tests.models.values import nearly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from sdkwright.lower.context import Context

# Values that take more characters, of schemas that lead to themselves in many ways, are not varied.
LONGEST = 20_000


@dataclass
class Verdict:
    """`models` that were held against each other, by the values that theirs `accepted` and `refused`; `apart` tells
    where ours refuse, or give back something else. Where they do so for what theirs accept although the document does
    not allow it (`true` for the number 1), it is `beyond`.
    """

    models: int = 0
    accepted: int = 0
    refused: int = 0
    beyond: int = 0
    unsampled: list[str] = field(default_factory=list[str])
    apart: list[str] = field(default_factory=list[str])


def judge(
    document: Path, config: Path | None, scratch: Path, *, before_judging: Callable[[], object] = lambda: None
) -> Verdict:
    """Generate both into `scratch`, and let another process judge."""
    sink = Diagnostics()
    where = (None, config) if config is not None else (str(document), None)
    pipeline = Pipeline(*where, ("python", "models"), sink)
    outputs = pipeline.outputs()
    assert outputs is not None, [f"{each.code} {each.message}" for each in sink if each.severity == "error"]
    for output in outputs:
        for each in output.files:
            target = scratch / output.name / each.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(each.content)
    context = pipeline.context
    verdict = Verdict()
    entries = list(_entries(context, Spec(read_document(document)), verdict))
    plan = {
        "paths": [str(scratch / "python/src"), str(scratch / "models/pydantic")],
        "sdk": context.names.package,
        "models": f"{context.names.package}_models.models",
        "entries": entries,
    }
    before_judging()
    (scratch / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    done = run([sys.executable, "-m", "tests.models.worker", scratch / "plan.json"], folder=ROOT)
    assert done.status == 0, done.err[-3000:]
    result = json.loads(done.out)
    verdict.accepted, verdict.refused, verdict.beyond = result["accepted"], result["refused"], result["beyond"]
    verdict.apart = result["apart"]
    verdict.models = len(entries)
    return verdict


def _entries(context: Context, spec: Spec, verdict: Verdict) -> Iterator[dict[str, Any]]:
    """Every definition that the SDK has a class for what is answered of, with its values."""
    checker = Checker(spec, "response")
    sampler = Sampler(spec, checker)
    theirs = named(context).types
    for type_id, (module, ours) in sorted(classes(context).items()):
        place = type_id.replace("/components/schemas/", "/definitions/", 1) if spec.swagger else type_id
        schema = spec.at(f"#{place}")
        if type_id not in theirs or not isinstance(schema, dict):
            continue
        valid: list[Any] = []
        for mode in ("least", "most", "null"):
            try:
                valid.append(sampler.sample(schema, mode))
            except NoSampleError:
                continue
        if not valid:
            verdict.unsampled.append(theirs[type_id])
            continue
        sizes = [len(json.dumps(each)) for each in valid]
        short = [each for each, size in zip(valid, sizes, strict=True) if size <= LONGEST]
        values = [*valid, *(near for number, each in enumerate(short) for near in nearly(each, f"{type_id} {number}"))]
        judged = [(each, checker.fits(each, schema)) for each in values]
        yield {"module": module, "ours": ours, "theirs": theirs[type_id], "values": judged}


def classes(context: Context) -> Mapping[str, tuple[str, str]]:
    """Definition → the module and the name that the SDK has for it where it comes from the server."""
    found: dict[str, tuple[str, str]] = {}
    for module in context.names.modules:
        if module.flavour != "output" or module.role == "collect":
            continue
        path = ".".join(("types", *module.name.dotted))
        for type_id, name in module.classes:
            found.setdefault(type_id, (path, name))
        if isinstance(module.root, Reference):
            found.setdefault(module.root.id, (path, module.root_name))
    return found
