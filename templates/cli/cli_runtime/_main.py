"""The program's way in, and its way out: every failure is a line on standard error and an exit status."""

from __future__ import annotations

import os
import sys
from typing import Sequence

import click

from . import _statuses
from ._app import Root, new_context
from ._completion import completed
from ._data import Program


def run(program: Program, args: Sequence[str]) -> int:
    """Run the program; the exit status."""
    root = Root(program)
    try:
        asked = completed(root, program)
        if asked is not None:
            return asked
        with new_context(root, args) as ctx:
            root.invoke(ctx)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except BrokenPipeError:
        silence()
        return _statuses.BROKEN_PIPE
    except (KeyboardInterrupt, click.Abort):
        return _statuses.INTERRUPTED
    except Exception as error:
        from ._errors import told

        return told(program, error, traces="--debug" in args)
    return _statuses.OK


def silence() -> None:
    """Nobody reads on: what is still buffered must not fail again when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
