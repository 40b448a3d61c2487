"""`sdkwright compare`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from sdkwright.compare import UnreadableError, compare, load
from sdkwright.compare.show import as_data, as_lines, as_markdown

from . import status

if TYPE_CHECKING:
    from .terminal import Terminal

_STYLES: dict[str, dict[str, str | bool | None]] = {
    "head": {"bold": True},
    "module": {"dim": True},
    "breaking": {"fg": "red"},
    "other": {"fg": "green"},
    "plain": {},
}


def run_compare(old: str, new: str, terminal: Terminal, *, markdown: bool, verbose: bool) -> int:
    """Print what is different between two packages. The exit status; UsageError where one cannot be read."""
    if markdown and terminal.as_json:
        raise click.UsageError("--markdown and --json exclude each other")
    try:
        terminal.stage("read")
        packages = load(old), load(new)
    except UnreadableError as error:
        raise click.ClickException(str(error)) from error
    terminal.stage("compare")
    found = compare(*packages)
    terminal.end_progress()
    if terminal.as_json:
        data = {"command": "compare", "ok": not found.breaking, **as_data(found)}
        terminal.print(json.dumps(data, indent=2))
    elif markdown:
        terminal.print(as_markdown(found))
    else:
        for style, line in as_lines(found, verbose=verbose):
            terminal.print(line, **_STYLES[style])
    return status.FINDINGS if found.breaking else status.FINE
