"""What a target is given, and what it has to offer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from sdkwright.config import Part

if TYPE_CHECKING:
    from pathlib import Path

    from sdkwright.diagnostics import Diagnostics
    from sdkwright.load import Document
    from sdkwright.lower.context import Context
    from sdkwright.output import OutputFile

_Options = TypeVar("_Options", bound=Part)


class NoOptions(Part):
    """The options of a target that has none."""


@dataclass(frozen=True, slots=True)
class Order:
    """One output folder to fill. `name` is what the config calls it; in `directory` lies what was made before, if
    anything; `options` are of the type that the target's module calls `Options`. Findings go into `sink`.
    """

    name: str
    directory: Path
    context: Context
    document: Document
    options: Part
    sink: Diagnostics

    def options_as(self, kind: type[_Options]) -> _Options:
        """The options, of the target's own type."""
        assert isinstance(self.options, kind)
        return self.options


class TargetModule(Protocol):
    """A module of the table."""

    Options: type[Part]
    """What the config may say below `sdkwright.targets.NAME`."""

    def files(self, order: Order) -> list[OutputFile]:
        """Everything that the output folder is to hold, unformatted; paths are relative to it."""
        ...
