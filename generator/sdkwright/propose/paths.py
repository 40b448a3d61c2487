"""What the segments of a path say: things, parameters, and something to do."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sdkwright.name.words import Casing, words_of
from sdkwright.propose.vocabulary import NOISE

if TYPE_CHECKING:
    from collections.abc import Sequence

_VERSION = re.compile(r"v\d+([._]\d+)*((alpha|beta|rc|p)\d*)*|\d+\.\d+(\.\d+)*|\d{4}-\d\d(-\d\d)?", re.IGNORECASE)
_EXTENSION = re.compile(r"\.(json|xml|ya?ml|csv|txt|html?|php|aspx?|jsp|do)$", re.IGNORECASE)
_DOTTED = re.compile(r"[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)+")
_CUSTOM = re.compile(r"(?P<rest>.+):(?P<verb>[A-Za-z][\w-]*)")
_PARAMETER = re.compile(r"\{([^{}]*)\}")
_CASING = Casing()


@dataclass(frozen=True, slots=True)
class Part:
    """A segment: a word in snake case, or a parameter's name."""

    word: str
    is_parameter: bool


@dataclass(frozen=True, slots=True)
class PathParts:
    """A path without what carries no meaning. `versions` are the words that were left out, those of a query or fragment
    too; `custom` is what stands behind a colon (`/messages:batchDelete`), `is_call` tells a path such as
    `/notes.postNote`.
    """

    parts: tuple[Part, ...]
    versions: tuple[str, ...] = ()
    custom: str | None = None
    is_call: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The static segments."""
        return tuple(each.word for each in self.parts if not each.is_parameter)

    @property
    def ends_in_parameter(self) -> bool:
        return bool(self.parts) and self.parts[-1].is_parameter


def parts_of(path: str) -> PathParts:
    """A path, cut into what it says."""
    plain, *marks = re.split(r"[?#&]", path)
    segments = [each for each in plain.split("/") if each]
    if not segments:
        return PathParts(())
    custom = _CUSTOM.fullmatch(segments[-1])
    verb = _CASING.snake(custom["verb"]) if custom else None
    last = _EXTENSION.sub("", custom["rest"] if custom else segments[-1])
    if _DOTTED.fullmatch(last) and not any(map(_PARAMETER.search, segments)):
        before = [_CASING.snake(each) for each in segments[:-1] if not _is_noise(each)]
        words = [*before, *map(_CASING.snake, last.split("."))]
        return PathParts(tuple(Part(word, is_parameter=False) for word in words), (), None, is_call=True)
    parts: list[Part] = []
    versions = [_CASING.snake(mark.partition("=")[0]) for mark in marks if words_of(mark.partition("=")[0])]
    for segment in (*segments[:-1], last):
        if _VERSION.fullmatch(segment):
            versions.insert(0, _CASING.snake(segment))
        elif all(each.is_parameter for each in parts) and _is_noise(segment):
            continue
        else:
            parts += _parts(segment)
    return PathParts(tuple(parts), tuple(versions), verb)


def _is_noise(segment: str) -> bool:
    return segment.lower() in NOISE or _VERSION.fullmatch(segment) is not None


def _parts(segment: str) -> list[Part]:
    names = _PARAMETER.findall(segment)
    if segment.startswith(":") and len(segment) > 1:
        return [Part(_CASING.snake(segment), is_parameter=True)]
    words = words_of(_PARAMETER.sub(" ", segment))
    found: list[Part] = []
    if words and not (names and words == ["v"]):
        found.append(Part(_CASING.snake(*words), is_parameter=False))
    if names:
        found.append(Part(_CASING.snake("_and_".join(names)), is_parameter=True))
    return found


def without_common(paths: Sequence[PathParts], title: frozenset[str]) -> list[PathParts]:
    """Without a first segment that all paths share and that repeats the API's own name."""
    firsts = {each.words[:1] for each in paths}
    seconds = {each.words[1:2] for each in paths}
    if len(firsts) != 1 or firsts == {()} or len(seconds) < 2 or () in seconds:
        return list(paths)
    (first,) = firsts
    if not set(first[0].split("_")) <= title or any(each.is_call for each in paths):
        return list(paths)
    return [_without_first(each) for each in paths]


def _without_first(path: PathParts) -> PathParts:
    at = next(index for index, each in enumerate(path.parts) if not each.is_parameter)
    return replace(path, parts=(*path.parts[:at], *path.parts[at + 1 :]))
