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
    """What to generate from: `spec` and `output` as given, None for what the config says; no `config` where it is to be
    proposed.
    """

    config: Path | None
    spec: str | None
    output: Path | None
    targets: tuple[str, ...]
    overlays: tuple[Path, ...] = ()
    allow_refs: tuple[Path, ...] = ()
    into: Path | None = None

    def pipeline(self, sink: Diagnostics, on_stage: Callable[[str], None]) -> Pipeline:
        """UsageError when there is no such target."""
        from sdkwright.pipeline import Pipeline

        # One that is named twice is written once.
        targets = tuple(dict.fromkeys(self.targets))
        pipeline = Pipeline(
            self.spec,
            self.config,
            targets,
            sink,
            on_stage,
            self.output,
            overlays=self.overlays,
            allow_refs=self.allow_refs,
            into=self.into,
        )
        if (problem := pipeline.wrong_choice()) is not None:
            raise click.UsageError(problem)
        return pipeline


def find_project(
    config: Path | None, spec: str | None, output: Path | None, targets: tuple[str, ...], *, no_config: bool = False
) -> Project:
    """Look for the config if none is given. UsageError when there is neither one nor a document to propose one for."""
    if config is not None and no_config:
        raise click.UsageError("--config and --no-config exclude each other")
    if no_config and spec is None:
        raise click.UsageError("--no-config needs --spec")
    found = None if no_config else config or next((path for path in _candidates() if path.is_file()), None)
    if found is None and spec is None:
        looked = ", ".join(f"{place}/{name}" for place in _PLACES for name in _NAMES[::2])
        raise click.UsageError(f"no config found (looked for {looked}); give --config, or --spec alone to do without")
    context = click.get_current_context(silent=True)
    into: Path | None = context.meta.get(f"{__name__}.into") if context is not None else None
    if into is not None and output is not None:
        raise click.UsageError("--into and --output exclude each other")
    return Project(found, spec, output, targets, overlays(), allowed_folders(), into)


def is_config_name(name: str) -> bool:
    """Whether a file of that name is looked for as a config."""
    return name in _NAMES


def reading_options(command: Callable[_P, _R]) -> Callable[_P, _R]:
    """--overlay and --allow-refs, which commands need not know of: `overlays` and `allowed_folders` give them."""
    for add in (
        click.option(
            "--allow-refs",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            metavar="DIR",
            multiple=True,
            expose_value=False,
            callback=_keep,
            help="A folder that the document may refer to files in, besides its own. Can be repeated.",
        ),
        click.option(
            "--overlay",
            "overlays",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            metavar="FILE",
            multiple=True,
            expose_value=False,
            callback=_keep,
            help="An OpenAPI Overlay to apply to the document, after those of the config. Can be repeated.",
        ),
    ):
        command = add(command)
    return command


def overlays() -> tuple[Path, ...]:
    """What the running command was given as --overlay."""
    return _kept("overlays")


def allowed_folders() -> tuple[Path, ...]:
    """What the running command was given as --allow-refs."""
    return _kept("allow_refs")


def project_options(command: Callable[_P, _R]) -> Callable[_P, _R]:
    """--config, --no-config, --spec, --output and target names, and those of `reading_options`, which `find_project`
    takes into account.
    """
    command = reading_options(command)
    for add in (
        click.option(
            "--into",
            type=click.Path(file_okay=False, path_type=Path),
            metavar="DIR",
            expose_value=False,
            callback=_keep,
            help="The directory of the target itself, such as the root of its repository, where there is one target.",
        ),
        click.option(
            "--output",
            type=click.Path(file_okay=False, path_type=Path),
            metavar="DIR",
            help="Where the targets' directories are; what the config says by default, or ./generated. Without a "
            "config, the directory of the target itself if there is one target.",
        ),
        click.option("--spec", metavar="FILE_OR_URL", help="The OpenAPI document, instead of the one in the config."),
        click.option(
            "--no-config",
            is_flag=True,
            help="Do as the document alone suggests (as without a config); `sdkwright init` shows what that is.",
        ),
        click.option(
            "--config",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            metavar="FILE",
            help="The config; by default sdkwright.yml or stainless.yml in . or spec/. "
            "With none of them, --spec is enough.",
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


def _keep(context: click.Context, parameter: click.Parameter, value: _R) -> _R:
    context.meta[f"{__name__}.{parameter.name}"] = value
    return value


def _kept(name: str) -> tuple[Path, ...]:
    context = click.get_current_context(silent=True)
    found: tuple[Path, ...] = context.meta.get(f"{__name__}.{name}", ()) if context is not None else ()
    return found


def _candidates() -> tuple[Path, ...]:
    return tuple(Path(place, name) for place in _PLACES for name in _NAMES)
