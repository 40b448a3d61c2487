"""The program: `python -m` and the script that an installation makes begin here."""

from __future__ import annotations

import sys

from ._main import run
from ._program import PROGRAM


def main() -> None:
    """Run the program with the arguments of the process, and end it."""
    sys.exit(run(PROGRAM, sys.argv[1:]))


if __name__ == "__main__":
    main()
