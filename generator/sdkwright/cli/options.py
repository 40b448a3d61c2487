"""Options that several commands take, and the project they describe."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from sdkwright.diagnostics import Diagnostics
    from sdkwright.pipeline import Pipeline


_P = ParamSpec("_P")
_R = TypeVar("_R")

_PLACES = (".", "spec")
_NAMES = ("sdkwright.yml", "sdkwright.yaml", "stainless.yml", "stainless.yaml")


@dataclass(frozen=True, slots=True)
class Project:
    """What to generate from: `spec` and `output` as given, None for what the config says."""

    config: Path
    spec: str | None
    output: Path | None
    targets: tuple[str, ...]

    def pipeline(self, sink: Diagnostics, on_stage: Callable[[str], None]) -> Pipeline:
        """UsageError when there is no such target."""
        from sdkwright.pipeline import Pipeline
        from sdkwright.targets import TARGETS

        if unknown := sorted(set(self.targets) - set(TARGETS)):
            raise click.UsageError(f"no target {', '.join(map(repr, unknown))}; there is {', '.join(TARGETS)}")
        # One that is named twice is written once.
        targets = tuple(dict.fromkeys(self.targets))
        return Pipeline(self.spec, self.config, targets, sink, on_stage, self.output)


def find_project(config: Path | None, spec: str | None, output: Path | None, targets: tuple[str, ...]) -> Project:
    """Look for the config if none is given. UsageError when there is none."""
    found = config or next((path for path in _candidates() if path.is_file()), None)
    if found is None:
        looked = ", ".join(f"{place}/{name}" for place in _PLACES for name in _NAMES[::2])
        raise click.UsageError(f"no config found (looked for {looked}); give --config")
    return Project(found, spec, output, targets)


def project_options(command: Callable[_P, _R]) -> Callable[_P, _R]:
    """--config, --spec, --output and target names."""
    for add in (
        click.option(
            "--output",
            type=click.Path(file_okay=False, path_type=Path),
            metavar="DIR",
            help="Where the targets' directories are; what the config says by default, or ./generated.",
        ),
        click.option("--spec", metavar="FILE_OR_URL", help="The OpenAPI document, instead of the one in the config."),
        click.option(
            "--config",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            metavar="FILE",
            help="The config; by default sdkwright.yml or stainless.yml in . or spec/.",
        ),
        click.argument("targets", nargs=-1, metavar="[TARGET]..."),
    ):
        command = add(command)
    return command


def common_options(command: Callable[_P, _R]) -> Callable[_P, _R]:
    """--json and --debug, which every command takes; both are read before the command line is parsed."""
    for add in (
        click.option("--debug", is_flag=True, expose_value=False, help="Print a traceback when sdkwright has a bug."),
        click.option("--json", is_flag=True, expose_value=False, help="Print one JSON object on stdout."),
    ):
        command = add(command)
    return command


def _candidates() -> tuple[Path, ...]:
    return tuple(Path(place, name) for place in _PLACES for name in _NAMES)
