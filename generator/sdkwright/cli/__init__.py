"""The `sdkwright` command. Nothing here imports more than click needs, so that `--help` is quick."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line `arguments` (those of the process by default) and exit with its status.

    A process that runs nothing else ends at once: taking a large document apart object by object frees nothing that
    the end of the process does not.
    """
    # A run is short and what it makes lives until its end: collecting takes a tenth of the time and frees nothing.
    gc.disable()
    # Looking for plugins of pydantic means reading the metadata of every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        from .running import run  # a Ctrl-C while this is imported ends without a traceback too

        status = run(sys.argv[1:] if arguments is None else list(arguments))
    except KeyboardInterrupt:
        status = 130
    if arguments is not None:
        sys.exit(status)
    _end(status)


def _end(status: int) -> NoReturn:
    """Leave the process with what was printed, and without the interpreter's clean-up."""
    with suppress(OSError, ValueError, AttributeError):  # whoever read our output is gone, or never was there
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)
