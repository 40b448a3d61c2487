"""The table of targets: what `sdkwright generate NAME` can make. A target is one module here (a package, where it has
more to decide) and one folder of templates; what it needs is imported when it is made.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from .order import NoOptions, Order, TargetModule

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DEFAULT", "TARGETS", "NoOptions", "Order", "TargetModule", "target_module"]

# Name → module, which has `files(order)` and `Options`.
TARGETS: Mapping[str, str] = {
    "python": "sdkwright.targets.python",
    "cli": "sdkwright.targets.cli",
    "docs": "sdkwright.targets.docs",
    "docs-site": "sdkwright.targets.docs_site",
    "models": "sdkwright.targets.models",
}

# What is made where a config lists no targets.
DEFAULT = "python"


def target_module(name: str) -> TargetModule:
    """What makes the target `name` of the table."""
    return cast("TargetModule", import_module(TARGETS[name]))
