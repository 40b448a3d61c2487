"""`sdkwright mock`."""

from __future__ import annotations

import gc
import json
import logging
import re
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from sdkwright.diagnostics import Diagnostics
from sdkwright.diagnostics.clean import clean
from sdkwright.pipeline import BadInputError, Pipeline

from . import status
from .findings import findings_data, show_findings
from .options import allowed_folders, find_project, is_config_name, overlays

if TYPE_CHECKING:
    from collections.abc import Callable

    from sdkwright.mock import Settings
    from sdkwright.mock.service import Service

    from .terminal import Terminal

_NEEDED: Final = "mock"
_DOCUMENT: Final = re.compile(r"""(?m)^\s*[{]?\s*["']?(openapi|swagger)["']?\s*:""")
_CONFIG: Final = re.compile(r"(?m)^[\"']?(organization|resources|client_settings|sdkwright)[\"']?\s*:")
_LATENCY: Final = re.compile(r"([0-9]*\.?[0-9]+)(?:-([0-9]*\.?[0-9]+))?")
_MOST_LATENCY: Final = 60.0


@dataclass(frozen=True, slots=True)
class Choices:
    """The options of the command."""

    host: str
    port: int
    stateful: bool
    database: Path | None
    seed: int
    auth: bool
    fail_rate: float
    latency: str
    pause: float


def run_mock(source: str | None, config: Path | None, choices: Choices, terminal: Terminal) -> int:
    """Serve until Ctrl-C, which is no error."""
    settings = _settings(choices)
    sink = Diagnostics()
    pipeline = _pipeline(source, config, sink, terminal)
    from sdkwright.mock.running import service_of
    from sdkwright.mock.state import StoreError

    try:
        service = service_of(pipeline, settings, sink)
    except StoreError as error:
        raise click.ClickException(f"the database cannot be used: {clean(str(error))}") from None
    except BadInputError:
        if terminal.as_json:
            data = {"command": "mock", "ok": False, **findings_data(sink)}
            terminal.print(json.dumps(data, indent=2))
        else:
            show_findings(sink, pipeline, terminal)
        return status.FINDINGS
    # This run is a long one, other than those that the command line is made for.
    gc.enable()
    return _serve(service, settings, choices, terminal)


def _settings(choices: Choices) -> Settings:
    if choices.database is not None and not choices.stateful:
        raise click.UsageError("--db goes with --stateful")
    found = _LATENCY.fullmatch(choices.latency)
    least = float(found[1]) if found is not None else -1.0
    most = float(found[2]) if found is not None and found[2] else least
    if not 0 <= least <= most <= _MOST_LATENCY:
        raise click.UsageError("--latency is a number of seconds up to 60, or a range of them such as 0.1-0.5")
    try:
        from sdkwright.mock import Settings
    except ModuleNotFoundError as missing:
        raise click.ClickException(
            f"the mock server needs packages that are not installed ({missing.name}): "
            f"pip install 'sdkwright[{_NEEDED}]'"
        ) from None
    return Settings(
        seed=choices.seed,
        auth=choices.auth,
        stateful=choices.stateful,
        database=choices.database,
        fail_rate=choices.fail_rate,
        latency=(least, most),
        pause=choices.pause,
    )


def _pipeline(source: str | None, config: Path | None, sink: Diagnostics, terminal: Terminal) -> Pipeline:
    """What to serve: a document, a config, or what is found in the working directory."""
    if source is not None:
        spec, path = (None, Path(source)) if config is None and _is_config(source) else (source, config)
        return Pipeline(spec, path, (), sink, terminal.stage, overlays=overlays(), allow_refs=allowed_folders())
    return find_project(config, None, None, ()).pipeline(sink, terminal.stage)


def _is_config(source: str) -> bool:
    """Whether a file is a config: by its name, else by the keys at its top."""
    path = Path(source)
    if is_config_name(path.name):
        return True
    if "://" in source or path.suffix not in (".yml", ".yaml"):
        return False
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False  # whoever loads it says what is wrong
    return _DOCUMENT.search(text) is None and _CONFIG.search(text) is not None


def _serve(service: Service, settings: Settings, choices: Choices, terminal: Terminal) -> int:
    from sdkwright.mock.app import create_app
    from sdkwright.mock.running import bound, server_of, url_of

    # It warns of every form that cannot be read; the answers to such requests say so themselves.
    logging.getLogger("python_multipart").setLevel(logging.CRITICAL)
    tell = terminal.error if terminal.as_json else terminal.print
    app = create_app(service, settings, _access(tell), lambda error: _tell_bug(error, terminal))
    with ExitStack() as stack:
        try:
            listener = stack.enter_context(bound(choices.host, choices.port))
        except OSError as error:
            where = f"{choices.host} port {choices.port}"
            raise click.ClickException(f"cannot listen on {clean(where)}: {error.strerror or error}") from None
        _announce(service, settings, url_of(listener), terminal)
        try:
            server_of(app).run(sockets=[listener])
        except KeyboardInterrupt:
            tell("stopped")
            return status.INTERRUPTED
    return status.FINE


def _tell_bug(error: Exception, terminal: Terminal) -> None:
    """One request went wrong by our fault; the others go on."""
    from .bugs import show_bug

    show_bug(error, terminal, debug=False)


def _announce(service: Service, settings: Settings, url: str, terminal: Terminal) -> None:
    count = len(service.operations)
    if terminal.as_json:
        terminal.print(json.dumps({"command": "mock", "ok": True, "url": url, "operations": count}))
    else:
        kept = f", kept in {settings.database or 'memory'}" if settings.stateful else ""
        terminal.print(f"{url} answers {count} operation{'s' if count != 1 else ''}{clean(kept)}; Ctrl-C stops it")
    terminal.flush()


def _access(tell: Callable[[str], None]) -> Callable[[str, str, int, float], None]:
    """A line for each request. The query is left out: it may hold a key."""

    def line(method: str, path: str, code: int, milliseconds: float) -> None:
        shown = f"{clean(method, 20)} {clean(path, 300)}"
        tell(f"{shown} {code or 'connection closed'} {milliseconds:.1f} ms")

    return line
