"""Holds the models of an SDK against the stand-alone ones, as a plan says; prints one JSON object."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from tests.corpus.calling.equal import difference
from tests.corpus.calling.results import plain

LONGEST = 400


def main() -> None:
    plan: dict[str, Any] = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.path[:0] = plan["paths"]
    models = importlib.import_module(plan["models"])
    from_json = importlib.import_module(f"{plan['sdk']}._construct").from_json
    counts = {"accepted": 0, "refused": 0, "beyond": 0}
    apart: list[str] = []
    for entry in plan["entries"]:
        adapter: Any = TypeAdapter(getattr(models, entry["theirs"]))
        ours = getattr(importlib.import_module(f"{plan['sdk']}.{entry['module']}"), entry["ours"])
        for value, is_allowed in entry["values"]:
            data = json.dumps(value).encode()
            try:
                adapter.validate_json(data, strict=True)
            except ValidationError:
                counts["refused"] += 1
                continue
            counts["accepted"] += 1
            try:
                problem = difference(value, plain(from_json(ours, data, strict=True)))
            except ValidationError as error:
                problem = "refused: " + " ".join(str(error).split())
            if problem is not None and not is_allowed:
                counts["beyond"] += 1
            elif problem is not None:
                apart.append(f"{entry['theirs']} ({entry['ours']}): {problem[:LONGEST]} of {data.decode()[:LONGEST]}")
    print(json.dumps({**counts, "apart": apart}))


if __name__ == "__main__":
    main()
