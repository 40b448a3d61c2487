"""What is said when sdkwright itself fails."""

from __future__ import annotations

import platform
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .terminal import Terminal


def show_bug(error: Exception, terminal: Terminal, *, debug: bool) -> str:
    """Say on stderr what went wrong, and how to report it. The line that sums it up."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    summary = f"{type(error).__name__}: {str(error)[:300]} ({where})"
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
    return summary


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
