"""A loaded OpenAPI document, and how one is loaded."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .files import FILES, Files
from .lift import lift
from .linking import Linked, link, needs_linking
from .locations import is_url
from .moving import Moves
from .plain import descend, is_map
from .pointers import join, split
from .reach import Disk, Web
from .reading import read_source
from .versions import supported_version

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sdkwright.diagnostics import Diagnostics, Place

    from .reach import Reach
    from .reading import Source
    from .source import SourceText
    from .transforms import Transforms


@dataclass(frozen=True, slots=True)
class Document:
    """An OpenAPI document as plain data (dict, list, str, int, float, bool, None) of OpenAPI 3.1 meaning.

    `root` must not be changed; parts of it may be shared. Numbers may be NaN or infinite. `version` is the one that the
    file states. Other files that it refers to stand under the key `x-sdkwright-files` of `root`, by name.

    `texts`: the other files, overlays and the config of transforms, by the pointer that they stand at. `moves`: from
    the last step of loading to the first, what moved. `unread`: other files that could not be read, and why.
    `url`: where it came from in the end, without user and password; None if it was a file.
    """

    root: dict[str, Any]
    version: str
    source: SourceText
    texts: Mapping[str, SourceText] = field(default_factory=dict[str, "SourceText"])
    moves: tuple[Moves, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict[str, str])
    url: str | None = None

    @property
    def display_name(self) -> str:
        """What to call the file towards people: no credentials, no query, no control characters."""
        return self.source.display_name

    def place(self, pointer: str) -> Place:
        """File, line and column of the node at a JSON pointer ("" is the root), as it was written."""
        for moves in self.moves:
            pointer = moves.before(pointer)
        for end in (pointer.find("/", pointer.find("/", 1) + 1), len(pointer)):
            text = self.texts.get(pointer[:end]) if end > 0 else None
            if text is not None:
                return text.place(pointer[end:])
        return self.source.place(pointer)

    def current(self, pointer: str) -> str:
        """The pointer within `root` of a node by its pointer as written; itself if nothing is known of it.

        So that '/definitions/Pet' of a Swagger document is found at '/components/schemas/Pet'.
        """
        if not pointer.startswith("/") or self._has(pointer):
            return pointer
        now = pointer
        for moves in reversed(self.moves):
            now = moves.after(now)
        return now if self._has(now) else pointer

    def _has(self, pointer: str) -> bool:
        try:
            keys = split(pointer)
        except ValueError:
            return False
        return descend(self.root, keys)[1] == len(keys)

    def source_line(self, number: int) -> str | None:
        """Line of the file, 1-based; None if there is no such line."""
        return self.source.source_line(number)


def load_document(
    location: str | Path,
    sink: Diagnostics,
    *,
    allow_urls: bool = False,
    allow_private_hosts: bool = False,
    display_name: str | None = None,
    overlays: Sequence[str | Path] = (),
    transforms: Transforms | None = None,
    allow_refs: Sequence[str | Path] = (),
) -> Document | None:
    """Read a Swagger 2.0 or OpenAPI 3.x document (YAML or JSON); None if it cannot be used, with diagnostics that say
    why.

    URLs are refused unless `allow_urls`; those of private and loopback hosts unless `allow_private_hosts`, which is for
    an address that the user typed. `display_name` replaces the name that diagnostics use.

    `overlays` (files) are applied in their order before anything else, then `transforms`. Other files that the document
    refers to are read from its own folder and below, and from the folders in `allow_refs`; those of a document from a
    URL from its origin.
    """
    source = read_source(
        location, sink, allow_urls=allow_urls, allow_private_hosts=allow_private_hosts, display_name=display_name
    )
    if source is None:
        return None
    changed = _changed(source, overlays, transforms, sink)
    if changed is None:
        return None
    source, texts, changes = changed
    version = supported_version(source, sink)
    if version is None or not is_map(source.data):
        return None
    reach = _reach(location, source, allow_refs, allow_private_hosts=allow_private_hosts)
    linked = _linked(source, version, reach, sink, [source.text, *texts.values()])
    lifted = lift({**linked.root, "openapi": version}, version, linked.parts)
    texts.update({join("", FILES, name): text for name, text in linked.files.items()})
    moves = (Moves(linked.moves, nested=True), *changes)
    before = Document(lifted.root, version, source.text, texts, moves, linked.unread)
    for code, message, pointer in lifted.problems:
        sink.add(code, message, at=before.place(pointer))
    return replace(before, moves=(*map(Moves, lifted.moves), *moves), url=_public(source.url))


def _changed(
    source: Source, overlays: Sequence[str | Path], transforms: Transforms | None, sink: Diagnostics
) -> tuple[Source, dict[str, SourceText], tuple[Moves, ...]] | None:
    """The source with overlays, then transforms applied; their texts; what they moved, the last first. None after a
    diagnostic that an overlay is wrong.
    """
    texts: dict[str, SourceText] = {}
    moves: tuple[Moves, ...] = ()
    if overlays:
        from .overlays import apply_overlays

        overlaid = apply_overlays(source, overlays, sink)
        if overlaid is None:
            return None
        source, moves = replace(source, data=overlaid.data), (Moves(overlaid.moves),)
        texts.update(overlaid.texts)
    if transforms is not None and transforms.steps:
        from .transforms import apply_transforms

        transformed = apply_transforms(source.data, transforms, sink)
        source, moves = replace(source, data=transformed.data), (Moves(transformed.moves), *moves)
        texts.update(transformed.texts)
    return source, texts, moves


def _linked(source: Source, version: str, reach: Reach, sink: Diagnostics, texts: Sequence[SourceText]) -> Linked:
    """The document, of these texts, with what it refers to; most refer to nothing outside, and need not be gone
    through.
    """
    if any(needs_linking(each.text) for each in texts):
        return link(Files(source, version, reach, sink))
    root = {key: value for key, value in source.data.items() if key != FILES} if FILES in source.data else source.data
    return Linked(root, (), {}, {}, {})


def _reach(
    location: str | Path, source: Source, allow_refs: Sequence[str | Path], *, allow_private_hosts: bool
) -> Reach:
    if source.url is None:
        return Disk(Path(location), map(Path, allow_refs))
    from urllib.parse import urlsplit

    from .fetching import fetch

    # A host that the user did not type is not theirs to vouch for.
    same_host = is_url(str(location)) and urlsplit(str(location)).hostname == urlsplit(source.url).hostname
    private = allow_private_hosts and same_host
    return Web(source.url, lambda key: fetch(key, allow_private_hosts=private, same_origin=True).body)


def _public(url: str | None) -> str | None:
    if url is None:
        return None
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()
