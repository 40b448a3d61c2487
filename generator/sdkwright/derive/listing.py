"""`api.md`, the listing that SDKs carry: the types and the methods of each resource, with their endpoints."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sdkwright.diagnostics.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sdkwright.derive.location import Location

SHARED = "$shared"
_HEADING = re.compile(r"^(#+)\s+(.*?)\s*$")
_LINK = re.compile(r"^\[(?P<text>[^\]]*)\]\([^)\s]*\)$")
_IMPORT = re.compile(r"^\s*from\s+(?P<package>\S+)\s+import\s+(?P<names>.*)$")
_METHOD = re.compile(r'<code title="(?P<endpoint>[^"]*)">client\.(?P<path>[\w.]*?)\.?<a [^>]*>(?P<name>\w+)</a>')
_SHARED = ("shared types", "shared")
_LARGEST = 20_000_000


@dataclass(slots=True)
class Section:
    """What stands under one heading. `types` are names of classes in the order of the listing, `package` where they are
    imported from, below the SDK's own; `methods` are names with "get /pets/{id}"; `standalone` tells that the resource
    has a listing of its own.
    """

    title: str
    level: int
    path: tuple[str, ...]
    types: list[str] = field(default_factory=list[str])
    package: tuple[str, ...] = ()
    methods: dict[str, str] = field(default_factory=dict[str, str])
    standalone: bool = False


def read_listing(location: Location) -> list[Section]:
    """The sections of `api.md`, from top to bottom, and of the listings that resources have of their own; none where
    there is no such file.
    """
    roots = [root for root in (location.project, location.package) if root is not None and (root / "api.md").is_file()]
    found = list(_sections(roots[0] / "api.md", ())) if roots else []
    folder = location.package / "resources"
    for path in sorted(folder.rglob("api.md")):
        own = list(_sections(path, path.relative_to(folder).parts[:-2]))
        for section in own:
            section.standalone = section.level == min(each.level for each in own)
        found += own
    return found


def _sections(path: Path, above: tuple[str, ...]) -> Iterator[Section]:
    """What a file says under each heading; a heading that is a link says that the resource has its own listing."""
    try:
        text = path.read_bytes()[:_LARGEST].decode("utf-8", "replace")
    except OSError:
        return
    titles: list[tuple[int, str]] = []
    current: Section | None = None
    importing = False
    for line in text.splitlines():
        heading = _HEADING.match(line)
        if heading:
            if current is not None:
                yield current
            level, link = len(heading[1]), _LINK.match(heading[2])
            titles = [each for each in titles if each[0] < level]
            current = _section(link["text"] if link else heading[2], level, above, titles)
            current.standalone = link is not None
            titles.append((level, current.title))
            importing = False
        elif current is not None:
            importing = _take(line, current, importing=importing)
    if current is not None:
        yield current


def _section(title: str, level: int, above: tuple[str, ...], titles: list[tuple[int, str]]) -> Section:
    title = clean(title, 200)
    path = (SHARED,) if title.lower() in _SHARED and not titles else (*above, *(each for _, each in titles), title)
    return Section(title, level, path)


def _take(line: str, section: Section, *, importing: bool) -> bool:
    """Enter what a line says; whether a list of imports goes on."""
    method = _METHOD.search(line)
    if method:
        section.methods[method["name"]] = html.unescape(method["endpoint"])
        section.path = tuple(method["path"].split(".")) if method["path"] else ()
        return False
    match = _IMPORT.match(line)
    if match and not section.package:
        section.package = tuple(match["package"].split(".")[1:])
    if match or importing:
        names = match["names"] if match else line
        section.types += [name for name in re.findall(r"\w+", names.partition("#")[0]) if name.isidentifier()]
        return ("(" in names or importing) and ")" not in names
    return False
