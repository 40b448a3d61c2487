"""From a location to data and text: what documents and configs have in common."""

from __future__ import annotations

import codecs
import json
import stat
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sdkwright.diagnostics import Diagnostics, Place

from .json_reader import read_json
from .limits import MAX_BYTES
from .locations import is_url, shown
from .problems import Problem, ReadError
from .source import SourceText
from .yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Source:
    """What a YAML or JSON file holds: plain data (maps with string keys, lists, strings, numbers, booleans, null).

    `url` is where it came from in the end, with the user and password it was asked for with; None for a file.
    """

    data: Any
    text: SourceText
    url: str | None = None


def read_source(
    location: str | Path,
    sink: Diagnostics,
    *,
    allow_urls: bool = False,
    allow_private_hosts: bool = False,
    display_name: str | None = None,
) -> Source | None:
    """Read a YAML or JSON file, or with `allow_urls` an http(s) URL; None after a diagnostic that says why."""
    name = shown(display_name if display_name is not None else str(location))
    try:
        if isinstance(location, str) and is_url(location):
            raw, url = _download(location, allow_urls=allow_urls, allow_private_hosts=allow_private_hosts)
        else:
            raw, url = read_bytes(Path(location)), None
    except ReadError as error:
        problem = error.problem
        sink.add(problem.code, problem.message, at=Place(name), hint=problem.hint)
        return None
    source = parse_source(raw, name, sink)
    return source if source is None or url is None else replace(source, url=url)


def parse_source(raw: bytes | str, display_name: str, sink: Diagnostics) -> Source | None:
    """As `read_source`, of bytes or text at hand."""
    try:
        text = raw.removeprefix("\ufeff") if isinstance(raw, str) else decode(raw)
    except ReadError as error:
        sink.add(error.problem.code, error.problem.message, at=Place(display_name), hint=error.problem.hint)
        return None
    slips: list[Problem] = []
    if text.lstrip()[:1] in ("{", "["):
        data = _attempt(read_json, text, slips)
        if data is not _FAILED or _not_syntax(slips):
            return _finish(data, SourceText(display_name, text, is_json=True), slips, sink)
    problems: list[Problem] = []
    data = _attempt(read_yaml, text, problems)
    if slips and display_name.lower().endswith(".json"):
        if data is _FAILED:
            return _finish(data, SourceText(display_name, text, is_json=True), slips, sink)
        # YAML allows a comma too many, for instance.
        problems = [*(replace(each, code="SW028") for each in slips), *problems]
    return _finish(data, SourceText(display_name, text, is_json=False), problems, sink)


_FAILED = object()


def _attempt(read: Callable[[str], tuple[Any, list[Problem]]], text: str, problems: list[Problem]) -> Any:
    try:
        data, found = read(text)
    except ReadError as error:
        problems.append(error.problem)
        return _FAILED
    problems.extend(found)
    return data


def _not_syntax(problems: list[Problem]) -> bool:
    return any(problem.code != "SW004" for problem in problems)


def _finish(data: Any, text: SourceText, problems: list[Problem], sink: Diagnostics) -> Source | None:
    for problem in problems:
        at = Place(text.display_name) if problem.offset is None else text.at_offset(problem.offset)
        message = problem.message
        if problem.earlier is not None:
            first = text.at_offset(problem.earlier)
            message = f"the key {message!r} stands here again; first at {first.line}:{first.column}"
        sink.add(problem.code, message, at=at, hint=problem.hint)
    return None if data is _FAILED else Source(data, text)


def read_bytes(path: Path) -> bytes:
    """A file's bytes, up to the size limit. Raises ReadError."""
    try:
        with path.open("rb") as file:
            if stat.S_ISDIR(path.stat().st_mode):
                raise ReadError("SW001", "this is a folder, not a file")
            raw = file.read(MAX_BYTES + 1)
    except ValueError:
        raise ReadError("SW001", "this is not a file name") from None
    except OSError as error:
        raise ReadError("SW001", error.strerror or type(error).__name__) from None
    if len(raw) > MAX_BYTES:
        raise ReadError("SW002", f"more than {MAX_BYTES // (1024 * 1024)} MiB")
    return raw


def _download(location: str, *, allow_urls: bool, allow_private_hosts: bool) -> tuple[bytes, str]:
    if not allow_urls:
        raise ReadError("SW017", "reading from a URL is not allowed here")
    from .fetching import fetch  # httpx takes long to import, and most runs read a file

    return fetch(location, allow_private_hosts=allow_private_hosts)


def decode(raw: bytes) -> str:
    """Text of UTF-8, -16 or -32, by its byte order mark or (RFC 4627 section 3) its zero bytes. Raises ReadError."""
    encoding = "utf-8-sig" if raw.startswith(codecs.BOM_UTF8) else json.detect_encoding(raw)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        name = encoding.removesuffix("-sig").upper()
        raise ReadError("SW003", f"not {name} at byte {error.start} (line {line})") from None
