"""One document through `sdkwright generate`, and what it says of the SDK that it made."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.corpus.calling.methods import MethodTable, table_of
from tests.corpus.processes import BIN, Run, run

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Generated:
    """`codes` counts warnings by their code; `error` says why there is no SDK."""

    folder: Path
    run: Run
    counts: dict[str, int] = field(default_factory=dict[str, int])
    codes: Counter[str] = field(default_factory=Counter[str])
    messages: list[str] = field(default_factory=list[str])
    table: MethodTable | None = None
    error: str | None = None

    @property
    def source(self) -> Path:
        return self.folder / "src"


def generate_once(document: Path, folder: Path) -> Run:
    """The whole process, into a new folder."""
    return run([BIN / "sdkwright", "generate", "--no-config", "--json", "--spec", document, "--output", folder])


def generate(document: Path, folder: Path) -> Generated:
    """The SDK of a document alone, without a config."""
    done = generate_once(document, folder)
    found = Generated(folder, done)
    result = _json(done.out)
    if result is None or "counts" not in result:
        error = (result or {}).get("error") or {}
        found.error = str(error.get("message") or done.err.strip()[-300:] or f"exit status {done.status}")
        return found
    found.counts = result["counts"]
    found.codes = Counter(each["code"] for each in result["diagnostics"] if each["severity"] == "warning")
    found.messages = [f"{each['severity']} {each['code']} {each['message']}" for each in result["diagnostics"]]
    if done.status:
        found.error = next((each for each in found.messages if each.startswith("error")), f"exit status {done.status}")
        return found
    api, names = _dumped(document, "api"), _dumped(document, "names")
    if api is None or names is None:
        found.error = "--dump gave nothing"
    else:
        found.table = table_of(api, names)
    return found


def _dumped(document: Path, stage: str) -> Any:
    done = run([BIN / "sdkwright", "generate", "--no-config", "--dump", stage, "--spec", document])
    return _json(done.out)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
