"""Runs one command line: turns whatever happens into output and an exit status."""

from __future__ import annotations

import json
import platform
import traceback
from pathlib import Path

import click

from . import status
from .app import app
from .terminal import Terminal


def run(arguments: list[str]) -> int:
    """The exit status; nothing is raised."""
    terminal = Terminal(as_json="--json" in arguments)
    try:
        result: object = app.main(arguments, prog_name="sdkwright", standalone_mode=False, obj=terminal)
    except click.ClickException as error:
        _show_usage_error(error, terminal)
        return status.USAGE
    except (click.Abort, KeyboardInterrupt):
        terminal.end_progress()
        terminal.error("sdkwright: interrupted; every output directory is whole, as it was or as generated")
        return status.INTERRUPTED
    except Exception as error:
        terminal.end_progress()
        _show_bug(error, terminal, debug="--debug" in arguments)
        return status.BUG
    finally:
        terminal.close()
    return result if isinstance(result, int) else status.FINE


def _show_usage_error(error: click.ClickException, terminal: Terminal) -> None:
    message = error.format_message()
    if terminal.as_json:
        _print_json_error("usage", message, terminal)
        return
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None:
        terminal.error(context.get_usage())
        terminal.error(f"Try '{context.command_path} --help'.\n")
    terminal.error(f"Error: {message}")


def _show_bug(error: Exception, terminal: Terminal, *, debug: bool) -> None:
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    summary = f"{type(error).__name__}: {str(error)[:300]} ({where})"
    if terminal.as_json:
        _print_json_error("bug", summary, terminal)
    if debug:
        terminal.error("".join(traceback.format_exception(error)))
    tool, address = _identify()
    terminal.error(
        "sdkwright has a bug; nothing is wrong with how you called it.\n"
        f"\n  {summary}\n\n"
        "Every output directory is whole, as it was or as generated.\n"
        f"Please report it {address}: the lines above, the document and config if you may share them, and\n"
        f"  {tool}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    )
    if not debug:
        terminal.error("The same command with --debug prints the traceback, which belongs to the report.")


def _identify() -> tuple[str, str]:
    """The tool with its version, and where to report bugs, from the package's metadata."""
    from importlib import metadata

    try:
        about = metadata.metadata("sdkwright")
    except metadata.PackageNotFoundError:
        return "sdkwright", "to its maintainers"
    links = dict(link.split(", ", 1) for link in about.get_all("Project-URL") or [] if ", " in link)
    address = next((f"at {links[label]}" for label in ("Issues", "Bug Tracker", "Repository") if label in links), None)
    return f"sdkwright {about['Version']}", address or "to its maintainers"


def _print_json_error(kind: str, message: str, terminal: Terminal) -> None:
    terminal.print(json.dumps({"ok": False, "error": {"kind": kind, "message": message}}, indent=2))
