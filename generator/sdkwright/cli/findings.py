"""Diagnostics on the terminal and in JSON."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from sdkwright.diagnostics import Diagnostics, Severity, as_data, as_text
from sdkwright.pipeline import BadInputError

if TYPE_CHECKING:
    from sdkwright.diagnostics.show import Lines
    from sdkwright.pipeline import Pipeline

    from .terminal import Terminal


def show_findings(sink: Diagnostics, pipeline: Pipeline, terminal: Terminal) -> None:
    """Print what was found on stderr, with the lines of the document and the config that it is about."""
    if len(sink):
        text = as_text(sink, shown_files(sink, pipeline), color=terminal.error_colour)
        terminal.error(text.rstrip("\n"))


def shown_files(sink: Diagnostics, pipeline: Pipeline) -> list[Lines]:
    """The document with the files it refers to, and the config, as far as they could be read, if anything was found
    at a line of theirs.
    """
    if not any(diagnostic.at is not None and diagnostic.at.line for diagnostic in sink):
        return []
    files: list[Lines] = []
    with suppress(BadInputError):
        files.append(pipeline.config)
        files.append(pipeline.document)
        files.extend(pipeline.document.texts.values())
    return files


def findings_data(sink: Diagnostics) -> dict[str, object]:
    """The members of a JSON result that tell what was found."""

    return {
        "diagnostics": [as_data(diagnostic) for diagnostic in sink],
        "allowed": [{**as_data(diagnostic), "reason": reason} for diagnostic, reason in sink.allowed()],
        "counts": {severity.value: sink.count(severity) for severity in Severity},
    }
