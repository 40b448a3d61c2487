"""Runs one command line: turns whatever happens into output and an exit status."""

from __future__ import annotations

import json

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
        from .bugs import show_bug  # what tells of a bug is not read before there is one

        summary = show_bug(error, terminal, debug="--debug" in arguments)
        if terminal.as_json:
            _print_json_error("bug", summary, terminal)
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


def _print_json_error(kind: str, message: str, terminal: Terminal) -> None:
    terminal.print(json.dumps({"ok": False, "error": {"kind": kind, "message": message}}, indent=2))
