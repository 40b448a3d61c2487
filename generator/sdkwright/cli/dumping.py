"""`sdkwright generate --dump STAGE`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import status
from .findings import show_findings

if TYPE_CHECKING:
    from .options import Project
    from .terminal import Terminal


def run_dump(project: Project, terminal: Terminal, *, stage: str) -> int:
    """Print a stage's result as JSON on stdout, findings on stderr."""
    from sdkwright.diagnostics import Diagnostics
    from sdkwright.dump import dump

    sink = Diagnostics()
    pipeline = project.pipeline(sink, terminal.stage)
    value: object = pipeline.stage(stage)
    terminal.print(dump(value).rstrip("\n"))
    show_findings(sink, pipeline, terminal)
    return status.FINDINGS if sink.has_errors else status.FINE
