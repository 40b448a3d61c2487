"""`sdkwright lint`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sdkwright.diagnostics import Diagnostics, as_github, as_sarif, as_text, summary

from . import status
from .findings import findings_data, shown_files

if TYPE_CHECKING:
    from .options import Project
    from .terminal import Terminal


def run_lint(project: Project, terminal: Terminal, *, style: str) -> int:
    """Run every stage up to the one that settles the code, and print the findings on stdout."""
    sink = Diagnostics()
    pipeline = project.pipeline(sink, terminal.stage)
    pipeline.stage("package")
    if terminal.as_json or style == "json":
        data = {"command": "lint", "ok": not sink.has_errors, **findings_data(sink)}
        terminal.print(json.dumps(data, indent=2))
    elif style == "sarif":
        from importlib import metadata

        terminal.print(as_sarif(sink, version=metadata.version("sdkwright")).rstrip("\n"))
    elif style == "github":
        terminal.print((as_github(sink) or summary(sink)).rstrip("\n"))
    else:
        _show_text(sink, as_text(sink, shown_files(sink, pipeline), color=terminal.colour), terminal)
    return status.FINDINGS if sink.has_errors else status.FINE


def _show_text(sink: Diagnostics, text: str, terminal: Terminal) -> None:
    terminal.print(text.rstrip("\n") or summary(sink))
    allowed = sum(1 for _ in sink.allowed())
    if allowed:
        terminal.print(f"{allowed} allowed by the config")
