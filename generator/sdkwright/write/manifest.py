"""The list of what was generated: `.sdkwright/manifest.json` in every output directory.

One line per file, so that branches merge; ids are those of git blobs, so that `git cat-file` finds a file's last
pristine text. Holds no time, no absolute path, no version of the tool.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from .paths import OWN_DIRECTORY, fault_of

if TYPE_CHECKING:
    from collections.abc import Mapping

MANIFEST = f"{OWN_DIRECTORY}/manifest.json"
PRISTINE = f"{OWN_DIRECTORY}/pristine"

_VERSION = 1
_ID = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True, slots=True)
class Entry:
    """`pristine`: id of the text as generated. `written`: id of the text on disk where that holds custom code too."""

    pristine: str
    written: str | None = None


def blob_id(content: bytes) -> str:
    """The id git gives to `content` as a blob (SHA-1 object format)."""
    return hashlib.sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()


def pristine_path(entry: Entry) -> str:
    """Where the pristine text of a file with custom code is kept: git may never have seen it."""
    return f"{PRISTINE}/{entry.pristine}"


def is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


def encode(entries: Mapping[str, Entry]) -> bytes:
    """The manifest's bytes: sorted by path, one entry a line."""
    lines = [f"    {json.dumps(path)}: {_encode_entry(entries[path])}" for path in sorted(entries)]
    body = "{\n" + ",\n".join(lines) + "\n  }" if lines else "{}"
    return f'{{\n  "version": {_VERSION},\n  "files": {body}\n}}\n'.encode()


def decode(content: bytes) -> dict[str, Entry]:
    """The entries in `content`; ValueError, with the reason, when it is not a manifest that this version may trust."""
    try:
        data: object = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ValueError("it is not JSON") from error
    if not isinstance(data, dict):
        raise ValueError("it is not a JSON object")
    top = cast("dict[str, object]", data)
    if top.get("version") != _VERSION:
        raise ValueError(f"its version is {top.get('version')!r}, not {_VERSION}")
    files = top.get("files")
    if not isinstance(files, dict):
        raise ValueError("it has no map of files")
    return {path: _decode_entry(path, value) for path, value in cast("dict[str, object]", files).items()}


def _encode_entry(entry: Entry) -> str:
    fields = {"pristine": entry.pristine} | ({"written": entry.written} if entry.written else {})
    return json.dumps(fields)


def _decode_entry(path: str, value: object) -> Entry:
    if fault := fault_of(path):
        raise ValueError(f"its path {path!r} {fault}")
    fields = cast("dict[str, object]", value) if isinstance(value, dict) else {}
    pristine, written = fields.get("pristine"), fields.get("written")
    if not isinstance(pristine, str) or not is_id(pristine):
        raise ValueError(f"its entry for {path!r} has no id")
    if written is not None and not (isinstance(written, str) and is_id(written)):
        raise ValueError(f"its entry for {path!r} has an id that is none")
    return Entry(pristine, written)
