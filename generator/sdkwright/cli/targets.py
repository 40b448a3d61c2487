"""What `generate` and `check` share: the generated files of all targets, formatted and compared with the disk."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sdkwright.diagnostics import Place
from sdkwright.write import OnEdit, Plan, Report, format_files, plan, recover

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sdkwright.diagnostics import Diagnostics
    from sdkwright.output import OutputFile
    from sdkwright.pipeline import Pipeline, TargetOutput


@dataclass(frozen=True, slots=True)
class Target:
    """One target's formatted files and where they go; `directory` is relative where it lies below the working one.
    `keep` are globs of files there that are the user's.
    """

    name: str
    directory: Path
    files: tuple[OutputFile, ...]
    keep: tuple[str, ...] = ()

    def plan(self, sink: Diagnostics, on_edit: OnEdit) -> Plan:
        return plan(self.files, self.directory, sink, on_edit=on_edit, keep=self.keep)

    def data(self, report: Report) -> dict[str, object]:
        """What was done to the target, as a member of a JSON result."""
        return {
            "name": self.name,
            "directory": self.directory.as_posix(),
            "created": report.created,
            "changed": report.changed,
            "deleted": report.deleted,
            "unchanged": report.unchanged,
            "merged": report.merged,
            "kept": report.kept,
        }


def outputs_of(pipeline: Pipeline, sink: Diagnostics) -> list[TargetOutput] | None:
    """The unformatted files of every target; None when `sink` tells why there are none."""
    outputs = pipeline.outputs()
    if outputs is None and not sink.has_errors:
        raise RuntimeError("the pipeline gave nothing, and no reason")
    return outputs


def format_targets(outputs: Sequence[TargetOutput], sink: Diagnostics) -> list[Target]:
    """The outputs, formatted by one ruff process. Two that share a directory are refused (SW502)."""
    targets: list[Target] = []
    formatted = iter(format_files([file for output in outputs for file in output.files], sink))
    for output in outputs:
        files = tuple(next(formatted) for _ in output.files)
        targets.append(Target(output.name, _shown(output.directory), files, output.keep))
    for index, target in enumerate(targets):
        for other in targets[:index]:
            if target.directory == other.directory:
                message = f"is the directory of both {other.name!r} and {target.name!r}"
                sink.add("SW502", message, at=Place(target.directory.as_posix()))
    return targets


def recover_all(targets: Sequence[Target], sink: Diagnostics) -> bool:
    """Clean up after runs that were killed. False, with diagnostics, when that fails somewhere."""
    recovered = [recover(target.directory, sink) for target in targets]
    return all(recovered)


def _shown(directory: Path) -> Path:
    full, here = Path(os.path.abspath(directory)), Path.cwd()  # noqa: PTH100  (symlinks stay as the user wrote them)
    return full.relative_to(here) if full.is_relative_to(here) else full
