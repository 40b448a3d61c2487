"""`sdkwright init`: a config to edit, that does what would be done without one, or what a published SDK does."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sdkwright.diagnostics import Diagnostics, Place, as_text
from sdkwright.load import load_document
from sdkwright.load.locations import is_url
from sdkwright.propose import propose
from sdkwright.propose.yaml_text import yaml_of

from . import status
from .findings import findings_data

if TYPE_CHECKING:
    from sdkwright.load import Document
    from sdkwright.propose import Proposal

    from .terminal import Terminal

_NAME = "sdkwright.yml"


def run_init(spec: str, output: Path | None, terminal: Terminal, *, force: bool, like: str | None = None) -> int:
    """Write the config for a document; `output` is "-" for standard output, `like` an SDK to derive it from. The exit
    status.
    """
    sink = Diagnostics()
    target = output or (Path(_NAME) if is_url(spec) else Path(spec).parent / _NAME)
    terminal.stage("load")
    document = load_document(spec, sink, allow_urls=True, allow_private_hosts=True)
    text = None
    if document is not None:
        printed = target == Path("-")
        folder = Path() if printed else target.parent
        proposal = _proposal(document, spec, like, sink, terminal)
        if proposal is not None:
            text = yaml_of(proposal.with_spec(None if is_url(spec) else _relative(spec, folder)))
        if text is not None and not printed and not sink.has_errors:
            _write(target, text, sink, force=force)
    terminal.end_progress()
    return _show(text, target, sink, terminal)


def _proposal(
    document: Document, spec: str, like: str | None, sink: Diagnostics, terminal: Terminal
) -> Proposal | None:
    if like is None:
        terminal.stage("propose")
        return propose(document, sink, location=spec)
    from sdkwright.derive import derive, locate

    terminal.stage("derive")
    location = locate(like, sink)
    return derive(document, location, sink) if location is not None else None


def _relative(spec: str, folder: Path) -> str:
    """The document as the config names it: relative to the config's folder."""
    try:
        return Path(os.path.relpath(spec, folder)).as_posix()
    except ValueError:
        # Windows: on another drive.
        return Path(spec).absolute().as_posix()


def _write(target: Path, text: str, sink: Diagnostics, *, force: bool) -> None:
    try:
        with target.open("w" if force else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        hint = "--force replaces it; --output writes elsewhere."
        sink.add("SW505", "there is a file of this name", at=Place(target.as_posix()), hint=hint)
    except OSError as error:
        sink.add("SW511", error.strerror or str(error), at=Place(target.as_posix()))


def _show(text: str | None, target: Path, sink: Diagnostics, terminal: Terminal) -> int:
    printed = target == Path("-")
    done = text is not None and not sink.has_errors
    if terminal.as_json:
        result: dict[str, object] = {"command": "init", "ok": done}
        result |= ({"text": text} if printed else {"path": target.as_posix()}) if done else {}
        terminal.print(json.dumps(result | findings_data(sink), indent=2))
    else:
        if len(sink):
            terminal.error(as_text(sink, [], color=terminal.error_colour).rstrip("\n"))
        if done and text is not None:
            terminal.print(text.rstrip("\n") if printed else f"created  {target.as_posix()}")
    return status.FINE if done else status.FINDINGS
