"""The table of targets: what `sdkwright generate NAME` can make. A target is one module here and one folder of
templates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.targets import python

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sdkwright.lower.context import Context
    from sdkwright.output import OutputFile

TARGETS: Mapping[str, Callable[[Context], list[OutputFile]]] = {
    "python": python.files,
}
