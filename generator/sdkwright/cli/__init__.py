"""The `sdkwright` command. Nothing here imports more than click needs, so that `--help` is quick."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line `arguments` (those of the process by default) and exit with its status."""
    # A run is short and what it makes lives until its end: collecting takes a tenth of the time and frees nothing.
    gc.disable()
    # Looking for plugins of pydantic means reading the metadata of every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        from .running import run  # a Ctrl-C while this is imported ends without a traceback too

        status = run(sys.argv[1:] if arguments is None else list(arguments))
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)
