"""The way through the house, as one reads it from left to right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sdkwright.config import Config, load_config
from sdkwright.load import Document, load_document
from sdkwright.lower.context import Context
from sdkwright.name import NameTable, name
from sdkwright.resolve import resolve
from sdkwright.targets import TARGETS, python

if TYPE_CHECKING:
    from collections.abc import Callable

    from sdkwright.api import Api
    from sdkwright.diagnostics import Diagnostics
    from sdkwright.output import OutputFile

STAGES = ("document", "config", "api", "names", "package", "files")


class BadInputError(Exception):
    """A stage cannot go on; the sink holds the diagnostics that say why."""


@dataclass(frozen=True, slots=True)
class TargetOutput:
    """What one target gives, and the folder that it belongs to."""

    name: str
    directory: Path
    files: list[OutputFile]


class Pipeline:
    """One run. Each stage happens once, when it is first asked for; findings go into `sink`."""

    def __init__(
        self,
        spec: str | None,
        config_path: Path | None,
        targets: tuple[str, ...],
        sink: Diagnostics,
        on_stage: Callable[[str], None] = lambda _stage: None,
        output_root: Path | None = None,
    ) -> None:
        self._spec = spec
        self._config_path = config_path
        self._targets = targets
        self._sink = sink
        self._on_stage = on_stage
        self.output_root = output_root

    @cached_property
    def config(self) -> Config:
        self._on_stage("config")
        if self._config_path is None:
            raise BadInputError
        config = load_config(self._config_path, self._sink)
        if config is None:
            raise BadInputError
        self._sink.allow.update(config.sdkwright.diagnostics.allow)
        return config

    @cached_property
    def document(self) -> Document:
        self._on_stage("load")
        location = self._spec if self._spec is not None else self._configured_spec()
        typed = self._spec is not None
        document = load_document(location, self._sink, allow_urls=typed, allow_private_hosts=typed)
        if document is None:
            raise BadInputError
        return document

    def _configured_spec(self) -> Path:
        """The document that the config names, relative to it."""
        assert self._config_path is not None
        chosen = self.config.sdkwright.spec or self.config.openapi.spec
        if chosen is None:
            self._sink.add(
                "SW104",
                "no document: give `sdkwright.spec` in the config, or --spec",
                at=self.config.place("sdkwright"),
            )
            raise BadInputError
        return self._config_path.parent / chosen

    @cached_property
    def api(self) -> Api:
        document, config = self.document, self.config
        self._on_stage("resolve")
        return resolve(document, config, self._sink)

    @cached_property
    def names(self) -> NameTable:
        api = self.api
        self._on_stage("name")
        return name(api, self.config, self._sink, self.document.place)

    @cached_property
    def context(self) -> Context:
        return Context(self.api, self.names, self.config)

    def _directory(self, target: str) -> Path:
        """The folder of one target: below what the caller chose, else what the config says, else `generated`."""
        if self.output_root is not None:
            return self.output_root / target
        if self._config_path is None:
            return Path("generated") / target
        return self._config_path.parent / self.config.sdkwright.output / target

    def stage(self, stage: str) -> object:
        """The result of one of `STAGES`; None where bad input stopped the run before it."""
        try:
            match stage:
                case "document":
                    return self.document.root
                case "config":
                    return self.config
                case "api":
                    return self.api
                case "names":
                    return self.names
                case "package":
                    return python.package(self.context)
                case "files":
                    return [each for output in self.outputs() or [] for each in output.files]
                case _:
                    raise ValueError(f"no such stage: {stage}")
        except BadInputError:
            return None

    def check(self) -> bool:
        """Run everything that finds faults in the input; False when it has errors."""
        try:
            _ = self.context
        except BadInputError:
            return False
        return not self._sink.has_errors

    def outputs(self) -> list[TargetOutput] | None:
        """What each target gives; None when the input has errors, so that nothing is written."""
        if not self.check():
            return None
        found: list[TargetOutput] = []
        for target in self._targets or tuple(TARGETS):
            self._on_stage(f"render {target}")
            found.append(TargetOutput(target, self._directory(target), TARGETS[target](self.context)))
        return None if self._sink.has_errors else found
