"""The way through the house, as one reads it from left to right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sdkwright.config import Config, config_from_data, load_config, read_part
from sdkwright.load import Document, load_document
from sdkwright.lower.context import Context
from sdkwright.lower.package import lower_package
from sdkwright.name import NameTable, name
from sdkwright.propose import Proposal, propose
from sdkwright.resolve import resolve
from sdkwright.targets import DEFAULT, TARGETS, Order, target_module

if TYPE_CHECKING:
    from collections.abc import Callable

    from sdkwright.api import Api
    from sdkwright.diagnostics import Diagnostics
    from sdkwright.load.transforms import Transforms
    from sdkwright.output import OutputFile

STAGES = ("document", "config", "api", "names", "package", "files")


def _transforms(config: Config) -> Transforms | None:
    """The document's transforms, of either spelling."""
    settings = config.openapi
    if config.text is None or not (settings.transforms or settings.transformations):
        return None
    from sdkwright.load.transforms import Transform, Transforms  # only where there are some

    spellings = (("transforms", settings.transforms), ("transformations", settings.transformations))
    steps = [
        Transform(each.command, each.args, f"/openapi/{key}/{number}")
        for key, given in spellings
        for number, each in enumerate(given)
    ]
    return Transforms(config.text, steps)


class BadInputError(Exception):
    """A stage cannot go on; the sink holds the diagnostics that say why."""


@dataclass(frozen=True, slots=True)
class TargetOutput:
    """What one target gives, and the folder that it belongs to; `keep` are globs of files there that are the user's."""

    name: str
    directory: Path
    files: list[OutputFile]
    keep: tuple[str, ...] = ()


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
        *,
        overlays: tuple[Path, ...] = (),
        allow_refs: tuple[Path, ...] = (),
        into: Path | None = None,
    ) -> None:
        self._overlays = overlays
        self._allow_refs = allow_refs
        self._spec = spec
        self._config_path = config_path
        self._named = targets
        self._sink = sink
        self._on_stage = on_stage
        self.output_root = output_root
        self._into = into

    @cached_property
    def config(self) -> Config:
        self._on_stage("config")
        if self._config_path is None:
            proposal = self.proposal
            return config_from_data(dict(proposal.data), lambda keys: self.document.place(proposal.origin(keys)))
        config = load_config(self._config_path, self._sink)
        if config is None:
            raise BadInputError
        self._sink.allow.update(config.sdkwright.diagnostics.allow)
        return config

    @cached_property
    def proposal(self) -> Proposal:
        """The config that the document alone suggests."""
        document = self.document
        self._on_stage("propose")
        return propose(document, self._sink, location=document.url)

    @cached_property
    def document(self) -> Document:
        self._on_stage("load")
        location = self._spec if self._spec is not None or self._config_path is None else self._configured_spec()
        if location is None:
            raise ValueError("neither a document nor a config")
        typed = self._spec is not None
        overlays, allow_refs = self._overlays, self._allow_refs
        transforms = None
        if self._config_path is not None:
            transforms = _transforms(self.config)
            folder, settings = self._config_path.parent, self.config.sdkwright
            overlays = (*(folder / each for each in settings.overlays), *overlays)
            allow_refs = (*(folder / each for each in settings.allow_refs), *allow_refs)
        document = load_document(
            location,
            self._sink,
            allow_urls=typed,
            allow_private_hosts=typed,
            overlays=overlays,
            transforms=transforms,
            allow_refs=allow_refs,
        )
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

    @cached_property
    def _chosen(self) -> dict[str, str]:
        """Output folder → target of the table: what was asked for, else what the config lists."""
        listed = {name: each.target or name for name, each in self.config.sdkwright.targets.items()}
        if self._named:
            return {name: listed.get(name, name) for name in self._named}
        return {name: each for name, each in (listed or {DEFAULT: DEFAULT}).items() if not self._skips(each)}

    def _skips(self, target: str) -> bool:
        """Whether the config wants the target only where it is asked for."""
        python = self.config.targets.python
        return target == DEFAULT and python is not None and python.skip

    def wrong_choice(self) -> str | None:
        """What is wrong with the names of targets that the run was given; None if nothing, or if that cannot be told.
        The config is only read where they need it.
        """
        if self._config_path is None:
            known, chosen = tuple(TARGETS), self._named or (DEFAULT,)
        elif self._into is None and set(self._named) <= TARGETS.keys():
            return None
        else:
            try:
                known, chosen = tuple(dict.fromkeys((*self.config.sdkwright.targets, *TARGETS))), tuple(self._chosen)
            except BadInputError:
                return None
        if unknown := sorted(set(chosen) - set(known)):
            return f"no target {', '.join(map(repr, unknown))}; there is {', '.join(known)}"
        if self._into is not None and len(chosen) != 1:
            return f"--into is the folder of one target; name it: {', '.join(chosen)}"
        return None

    def _order(self, folder: str, target: str) -> Order | None:
        """What the target has to make; None, with a diagnostic, when the config asks for what there is not."""
        config, keys = self.config, ("sdkwright", "targets", folder)
        if target not in TARGETS:
            known = f"There is {', '.join(TARGETS)}."
            self._sink.add("SW107", f"there is no target {target!r}", at=config.place(*keys), hint=known)
            return None
        listed = config.sdkwright.targets.get(folder)
        kind = target_module(target).Options
        given = listed.options if listed is not None else {}
        options = read_part(kind, given, lambda below: config.place(*keys, *below), self._sink)
        if options is None:
            return None
        return Order(folder, self._directory(folder), self.context, self.document, options, self._sink)

    def _directory(self, target: str) -> Path:
        """The folder of one target: below what the caller chose, else what the config says, else `generated`. Without a
        config, a target that is alone goes right into what the caller chose; `into` says so with one as well.
        """
        if self._into is not None:
            return self._into
        if self.output_root is not None:
            alone = self._config_path is None and len(self._chosen) == 1
            return self.output_root if alone else self.output_root / target
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
                    return lower_package(self.context)
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
        if not self._named and self._skips(DEFAULT):
            at = self.config.place("targets", DEFAULT, "skip")
            self._sink.add("SW108", "`skip` leaves the Python SDK out", at=at)
        for folder, target in self._chosen.items():
            self._on_stage(f"render {folder}")
            order = self._order(folder, target)
            if order is not None:
                files = target_module(target).files(order)
                found.append(TargetOutput(folder, self._directory(folder), files, self._kept(target)))
        return None if self._sink.has_errors else found

    def _kept(self, target: str) -> tuple[str, ...]:
        """Globs of the user's own files, which the config tells of the Python SDK alone."""
        python = self.config.targets.python if target == DEFAULT else None
        return tuple(python.keep_files) if python is not None else ()
