"""The command on a pipeline that reads plain files: what `sdkwright` does around its stages, without them.

The config is JSON: {"files": {path: text}, "findings": [[code, message]], "do": "crash" | "wait" | "nothing"}.
One that waits says so by a file `waiting`.
There are two targets, `python` and `docs`, with the same files.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from sdkwright.output import OutputFile
from sdkwright.pipeline import BadInputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sdkwright.diagnostics import Diagnostics


@dataclass(frozen=True)
class TargetOutput:
    name: str
    directory: Path
    files: list[OutputFile]
    keep: tuple[str, ...] = ()


class Pipeline:
    def __init__(
        self,
        spec: str | None,
        config_path: Path,
        targets: tuple[str, ...],
        sink: Diagnostics,
        on_stage: Callable[[str], None],
        output_root: Path | None,
        *,
        into: Path | None = None,
        **_inputs: object,
    ) -> None:
        self.data: dict[str, Any] = json.loads(Path(spec or config_path).read_text())
        self.targets, self.sink, self.on_stage = targets, sink, on_stage
        self.output_root, self.into = output_root or Path("generated"), into

    @property
    def config(self) -> Any:
        raise BadInputError

    document = config

    def stage(self, name: str) -> object:
        self.outputs()
        return {"stage": name, **self.data}

    def wrong_choice(self) -> str | None:
        known = ("python", "docs")
        unknown = [each for each in self.targets if each not in known]
        return f"no target {unknown[0]!r}; there is {', '.join(known)}" if unknown else None

    def outputs(self) -> list[TargetOutput] | None:
        self.on_stage("load")
        for code, message in self.data.get("findings", []):
            self.sink.add(code, message)
        if self.data.get("do") == "crash":
            raise ZeroDivisionError("the pipeline broke")
        if self.data.get("do") == "wait":
            Path("waiting").touch()
            for _ in range(600):  # A signal that comes right before a sleep counts after it.
                time.sleep(0.1)
        if self.data.get("do") == "nothing":
            return None
        files = [OutputFile(path, text.encode()) for path, text in self.data["files"].items()]
        named = self.targets or ("python",)
        made = [TargetOutput(name, self.into or self.output_root / name, files) for name in named]
        return None if self.sink.has_errors else made


def install(modules: dict[str, ModuleType]) -> None:
    """Put the fakes into `modules`, in place of the real stages."""
    pipeline = ModuleType("sdkwright.pipeline")
    vars(pipeline).update(Pipeline=Pipeline, TargetOutput=TargetOutput, BadInputError=BadInputError)
    modules |= {"sdkwright.pipeline": pipeline}


if __name__ == "__main__":
    from sdkwright.cli import main

    install(sys.modules)
    main()
