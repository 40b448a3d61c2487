"""Methods of one resource that would be called alike: one keeps the name, the others say more."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sdkwright.name.words import Casing, singular, words_of
from sdkwright.propose.verbs import words_of_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sdkwright.propose.operations import Call
    from sdkwright.propose.paths import PathParts

LONGEST = 48


@dataclass(frozen=True, slots=True)
class Wish:
    """A method in the making: `name` is what it would be called if nothing else were."""

    call: Call
    path: PathParts
    resource: tuple[str, ...]
    name: str

    @property
    def more(self) -> tuple[str, ...]:
        """The words of the operationId that neither the name nor the resource says."""
        known = {singular(word) for part in (*self.path.words, *self.resource, self.name) for word in words_of(part)}
        known |= {singular(word) for tag in self.call.tags for word in words_of(tag)}
        known |= {"get", "post", "put", "patch", "fetch", "list", "retrieve", "create", "update", "delete", "remove"}
        words = [word for word in words_of_id(self.call) if singular(word) not in known]
        while words and words[-1] in ("for", "by", "of", "to", "in", "the", "a", "and", "with", "from", "on"):
            words.pop()
        return tuple(words)


class Named(NamedTuple):
    """A method with its name; `why` tells what has the one that it would have had."""

    name: str
    call: Call
    why: str | None


def settled(wishes: Sequence[Wish], taken: Collection[str]) -> list[Named]:
    """Each method of one resource with its name. `taken` are names that no method may have."""
    used = set(taken)
    found: dict[str, Named] = {}
    versions = {name: {wish.path.versions for wish in wishes if wish.name == name} for name in {w.name for w in wishes}}
    for wish in sorted(wishes, key=_rank):
        name = next(each for each in _names(wish, versions=len(versions[wish.name]) > 1) if each not in used)
        used.add(name)
        found[name] = Named(name, wish.call, None if name == wish.name else _why(wish.name, found))
    return list(found.values())


def _why(name: str, found: Mapping[str, Named]) -> str:
    if name in found:
        return f"`{name}` is {found[name].call.endpoint}."
    return f"`{name}` is a resource."


def _rank(wish: Wish) -> tuple[object, ...]:
    """Who keeps the short name: the older version, whose HTTP method fits the name, whose operationId has least to add,
    whose path says best which thing is meant (`/threads/{id}/runs` before `/threads/runs`), then the shorter path.
    """
    parts = wish.path.parts
    last = max((index for index, each in enumerate(parts) if not each.is_parameter), default=0)
    owned = sum(not before.is_parameter and after.is_parameter for before, after in pairwise(parts[: last + 1]))
    fits = wish.call.http_method != "post" or wish.name not in ("retrieve", "list", "update", "delete")
    call = wish.call
    return wish.path.versions, not fits, len(wish.more), -owned, len(parts), call.path, call.http_method


def _names(wish: Wish, *, versions: bool) -> Iterator[str]:
    """The name, then longer ones, in the order of how well they read."""
    casing = Casing()
    yield wish.name
    if versions and wish.path.versions:
        yield casing.snake(wish.name, wish.path.versions[-1])
    for words in (wish.more, *_by_path(wish)):
        made = casing.snake(wish.name, *words)
        if words and len(made) <= LONGEST:
            yield made
    if wish.call.operation_id:
        yield casing.snake(*words_of_id(wish.call))[:LONGEST].rstrip("_")
        yield casing.snake(wish.call.operation_id)
    yield casing.snake(wish.name, wish.call.http_method)
    number = 2
    while True:
        yield f"{wish.name}_{number}"
        number += 1


def _by_path(wish: Wish) -> Iterator[tuple[str, ...]]:
    """What the path has beside the resource: the things that its parameters belong to, and the parameters."""
    parts = wish.path.parts
    owners = [
        singular(before.word) for before, after in pairwise(parts)
        if after.is_parameter and not before.is_parameter
    ]  # fmt: skip
    names = [each.word for each in parts if each.is_parameter]
    if wish.path.ends_in_parameter:
        yield ("by", names[-1])
    elif wish.call.http_method == "post" and wish.name in ("retrieve", "list"):
        yield ("many",)
    elif owners:
        yield ("for", owners[-1])
    elif wish.name in ("list", "retrieve"):
        yield ("all",)
    if names:
        yield ("by", names[-1])
    if len(names) > 1:
        yield ("by", *names)
