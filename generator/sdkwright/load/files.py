"""The other files that a document refers to: each is read once, when something in it is asked for."""

from __future__ import annotations

import posixpath
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urldefrag

from sdkwright.diagnostics import Diagnostics, Severity
from sdkwright.diagnostics.clean import clean

from .anchors import Anchors, index, joined
from .locations import is_url
from .plain import ABSENT, descend, is_map
from .pointers import from_fragment, join, split
from .problems import ReadError
from .reach import Budget, OutOfReachError, Reach
from .reading import parse_source
from .versions import stated_version

if TYPE_CHECKING:
    from .reading import Source
    from .source import SourceText

FILES: Final = "x-sdkwright-files"
"""The key at the root of a loaded document under which other files stand by their names."""


class File:
    """A file; what it holds is ABSENT if it could not be read, and `reason` says why. The document itself has no name.

    `version` is the OpenAPI version that it states, or that of the document.
    """

    def __init__(self, name: str, key: str, data: Any, version: str, text: SourceText | None, reason: str = "") -> None:
        self.name = name
        self.key = key
        self.data = data
        self.version = version
        self.text = text
        self.reason = reason
        self.prefix = join("", FILES, name) if name else ""

    @cached_property
    def anchors(self) -> Anchors:
        return index(self.data) if self.text is not None and has_names(self.text.text) else Anchors()


class Spot(NamedTuple):
    """A node of a file; ABSENT if there is no such node."""

    file: File
    pointer: str
    node: Any


def has_names(text: str) -> bool:
    """Whether schemas of this text may have names of their own."""
    return "$anchor" in text or "$dynamicAnchor" in text or "$id" in text or "$self" in text


class Files:
    """All files of a document, by key; `reach` is None where no other file may be read."""

    def __init__(self, document: Source, version: str, reach: Reach | None, sink: Diagnostics) -> None:
        self._reach = reach
        self._sink = sink
        self._budget = Budget()
        key = reach.start if reach is not None else ""
        self.root = File("", key, document.data, version, document.text)
        self._by_key = {key: self.root}
        self._names: set[str] = set()
        self._document_name = document.text.display_name

    def others(self) -> list[File]:
        """All but the document, by name."""
        return sorted((file for file in self._by_key.values() if file is not self.root), key=lambda file: file.name)

    def find(self, reference: str, file: File, at: str) -> Spot:
        """What a reference leads to that is written in `file`, at the pointer `at`.

        Raises OutOfReachError where nothing may be read, and ValueError if the fragment is not well formed.
        """
        address, _, fragment = reference.partition("#")
        target, resource = self._resource(address, file, at)
        if target.data is ABSENT:
            return Spot(target, fragment if fragment.startswith("/") else "", ABSENT)
        if fragment and not fragment.startswith("/"):
            name = from_fragment(fragment)
            found = target.anchors.find(name, resource if address else at)
            if found is None:
                raise ValueError(f"no such anchor: {name}")
            return Spot(target, found, descend(target.data, split(found))[0])
        keys = split(from_fragment(fragment))
        for start in dict.fromkeys((resource, "")):
            node = descend(target.data, (*split(start), *keys))[0]
            if node is not ABSENT:
                return Spot(target, join(start, *keys), node)
        if not address and file is not self.root:
            # Parts that were cut out of a document often go on to refer to it as if they still stood in it.
            node = descend(self.root.data, keys)[0]
            if node is not ABSENT:
                return Spot(self.root, join("", *keys), node)
        if address and fragment == "/":
            # `pet.yaml#/` is how many write the whole file.
            return Spot(target, "", target.data)
        return Spot(target, join("", *keys), ABSENT)

    def _resource(self, address: str, file: File, at: str) -> tuple[File, str]:
        """The file and the schema in it that an address stands for; without an address, the one around `at`."""
        anchors = file.anchors
        resource = anchors.resource_of(at) if anchors.bases else ""
        if not address:
            return file, resource
        uri = urldefrag(joined(anchors.bases.get(resource, ""), address))[0]
        for known in (file, self.root, *self._by_key.values()):
            for name in (uri, address):
                if (pointer := known.anchors.resources.get(name)) is not None:
                    return known, pointer
        return self.open(address, file), ""

    def open(self, address: str, file: File) -> File:
        """The file at an address as seen from another one. Raises OutOfReachError."""
        if self._reach is None:
            raise OutOfReachError
        key = self._reach.locate(address, file.key)
        found = self._by_key.get(key)
        if found is None:
            found = self._by_key[key] = self._read(key)
        return found

    def _read(self, key: str) -> File:
        assert self._reach is not None
        base = name = self._reach.name(key)
        number = 2
        while name in self._names:
            name, number = f"{base}~{number}", number + 1
        self._names.add(name)
        version = self.root.version
        try:
            raw = self._budget.spend(self._reach.read(key))
        except ReadError as error:
            return File(name, key, ABSENT, version, None, error.problem.message)
        found = Diagnostics()
        source = parse_source(raw, self._shown(name), found)
        if source is None:
            errors = [each for each in found if each.severity is Severity.ERROR]
            at = errors[0].at
            line = f" (line {at.line})" if at is not None and at.line else ""
            return File(name, key, ABSENT, version, None, errors[0].message + line)
        for each in found:
            self._sink.add(each.code, each.message, at=each.at, hint=each.hint)
        stated = stated_version(source.data) if is_map(source.data) else None
        return File(name, key, source.data, stated or version, source.text)

    def _shown(self, name: str) -> str:
        """What to call the file towards people: as seen from where the document's own name is."""
        folder, slash, _ = self._document_name.rpartition("/")
        if not slash or name.startswith("/"):
            return clean(name)
        return clean(f"{folder}/{name}" if is_url(folder) else posixpath.normpath(f"{folder}/{name}"))


def local(file: File, pointer: str) -> str:
    """The pointer within the loaded document."""
    return file.prefix + pointer


def shown_reference(pointer: str) -> str:
    """A pointer of the loaded document as its author would write it."""
    start = f"/{FILES}/"
    if not pointer.startswith(start):
        return f"#{pointer}"
    name, slash, rest = pointer[len(start) :].partition("/")
    plain = name.replace("~1", "/").replace("~0", "~")
    return f"{plain}#/{rest}" if slash else plain
