"""Which paths may be written. One that some file system, shell or archive would read otherwise is refused, not mended.

Covers HOSTILE C-16: traversal, absolute and drive paths, NUL and controls, names that Windows reserves or trims, forms
that Unicode normalisation or percent-decoding turns into one of these, and paths that cannot exist side by side.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sdkwright.diagnostics import Diagnostics

OWN_DIRECTORY = ".sdkwright"

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file, plus '%', which URLs and shells expand.
_FORBIDDEN = frozenset('\\:*?"<>|%')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_TOOL_OWNED = frozenset({OWN_DIRECTORY, ".git", "git~1"})
_SEGMENT_BYTES = 255
_PATH_BYTES = 1024


def fault_of(path: str) -> str | None:
    """Why `path` may not be written, as a phrase, or None when it may."""
    if not path or path.startswith("/"):
        return "is not relative"
    try:
        size = len(path.encode())
    except UnicodeEncodeError:
        return "is not valid Unicode"
    if size > _PATH_BYTES:
        return f"is longer than {_PATH_BYTES} bytes"
    if not unicodedata.is_normalized("NFC", path):
        return "is not in Unicode normal form C"
    return next((fault for segment in path.split("/") if (fault := _segment_fault(segment))), None)


def check_paths(paths: Iterable[str], sink: Diagnostics) -> bool:
    """Whether all `paths` may be written side by side; each one that may not becomes a diagnostic (SW501, SW502)."""
    ordered = sorted(paths)
    faults = [(path, fault) for path in ordered if (fault := fault_of(path))]
    for path, fault in faults:
        sink.add("SW501", f"output path {path!r} {fault}")
    clashes = list(_clashes(ordered))
    for first, second in clashes:
        sink.add("SW502", f"output paths {first!r} and {second!r} cannot both exist")
    return not faults and not clashes


def _segment_fault(segment: str) -> str | None:
    if segment in ("", ".", ".."):
        return f"has the segment {segment!r}"
    if any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in segment):
        return "has a control character"
    compatible = unicodedata.normalize("NFKC", segment)
    if _FORBIDDEN & set(segment + compatible) or "/" in compatible or not compatible.strip("."):
        return "has a character that is not portable"
    if segment[-1] in ". " or segment[0] == " ":
        return "has a segment that begins or ends with a space or ends with a dot"
    if _RESERVED.fullmatch(compatible):
        return "has a name that Windows reserves"
    if compatible.casefold() in _TOOL_OWNED:
        return f"goes into {segment!r}, which is not generated code"
    return f"has a segment longer than {_SEGMENT_BYTES} bytes" if len(segment.encode()) > _SEGMENT_BYTES else None


def _clashes(paths: list[str]) -> Iterable[tuple[str, str]]:
    """Pairs that are the same file, or a file and a directory, where case or compatibility forms do not count."""
    taken: dict[str, str] = {}
    for path in paths:
        folded = _fold(path)
        if folded in taken:
            yield taken[folded], path
        taken.setdefault(folded, path)
    for folded, path in taken.items():
        parents = (folded[:index] for index, char in enumerate(folded) if char == "/")
        yield from ((taken[parent], path) for parent in parents if parent in taken)


def _fold(path: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", path).casefold())
