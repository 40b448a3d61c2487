"""What the commands of transforms share: their arguments, and the nodes that these select."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sdkwright.diagnostics.clean import clean
from sdkwright.load.plain import ABSENT, is_list, is_map
from sdkwright.load.pointers import join
from sdkwright.load.selecting import select_plus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdkwright.load.tree import Keys, Tree


class TransformError(Exception):
    """A transform cannot be applied; `keys` lead to the argument that is to blame."""

    def __init__(self, message: str, *keys: str | int) -> None:
        super().__init__(message)
        self.keys = keys


class NothingFoundError(TransformError):
    """A transform changes nothing."""


class Step:
    """One transform at work on a tree. `written` is the pointer that its arguments have in the transformed document."""

    def __init__(self, tree: Tree, args: dict[str, Any], written: str) -> None:
        self.tree = tree
        self.args = args
        self._written = written

    def written(self, *keys: str | int) -> str:
        """Where an argument stands, for what is taken from it."""
        return join(self._written, *keys)

    def value(self, *names: str) -> tuple[str, Any]:
        """The first of these arguments that is given: its name and its value."""
        for name in names:
            if name in self.args:
                return name, self.args[name]
        raise TransformError(f"`{names[0]}` is missing")

    def targets(self, *names: str) -> list[Keys]:
        """The nodes that the argument, or else `filter.only`, stands for, without those of `filter.except`; each once.

        Raises TransformError if a path is none, and NothingFoundError if there is no such node.
        """
        given = next((name for name in names if name in self.args), None)
        narrowed = self._filter()
        only, excluded = narrowed.get("only"), self.paths(narrowed.get("except", []), "filter", "except")
        if given is None and only is None:
            raise TransformError(f"`{names[0]}` is missing")
        found = self.paths(only, "filter", "only") if given is None else self.paths(self.args[given], given)
        if given is not None and only is not None:
            chosen = set(self.paths(only, "filter", "only"))
            found = [each for each in found if each in chosen]
        kept = [each for each in found if each not in set(excluded)]
        if not kept:
            raise NothingFoundError("nothing in the document is there", *((given,) if given else ("filter", "only")))
        return kept

    def scope(self) -> tuple[list[Keys], set[Keys]]:
        """The nodes that a command for the whole document is for, and those that it leaves alone."""
        narrowed = self._filter()
        excluded = set(self.paths(narrowed.get("except", []), "filter", "except"))
        if "target" in self.args or "only" in narrowed:
            return self.targets("target"), excluded
        return [()], excluded

    def paths(self, given: Any, *at: str | int) -> list[Keys]:
        """The nodes that one JSONPath, or a list of them, stands for; each once."""
        found: list[Keys] = []
        for number, each in enumerate(given if is_list(given) else [given]):
            here = (*at, number) if is_list(given) else at
            found += self._matching(each, here) if is_map(each) else self._path(each, here)
        return list(dict.fromkeys(found))

    def _path(self, path: Any, at: tuple[str | int, ...]) -> list[Keys]:
        if not isinstance(path, str):
            raise TransformError("a JSONPath is a string", *at)
        try:
            return select_plus(self.tree.root, path)
        except ValueError as error:
            raise TransformError(f"{clean(repr(path), 200)} is not a JSONPath: {error}", *at) from error

    def _matching(self, given: dict[str, Any], at: tuple[str | int, ...]) -> list[Keys]:
        """Every schema that equals the one that is named; itself too, unless it is ignored."""
        models = self._path(given.get("matches_schema"), (*at, "matches_schema"))
        if not models:
            raise NothingFoundError("nothing in the document is there", *at, "matches_schema")
        ignored = set(self.paths(given.get("ignore", []), *at, "ignore"))
        wanted = [self.tree.at(model) for model in models]
        return [keys for keys, node in walk(self.tree.root) if node in wanted and keys not in ignored]

    def _filter(self) -> dict[str, Any]:
        given = self.args.get("filter", {})
        if not is_map(given):
            raise TransformError("a filter is a mapping with `only` or `except`", "filter")
        return given

    def map_at(self, keys: Keys, *at: str | int) -> dict[str, Any]:
        """The mapping under these keys, not to be changed. Raises TransformError if it is none."""
        node = self.tree.at(keys)
        if not is_map(node):
            what = "not there" if node is ABSENT else "no mapping"
            raise TransformError(f"what is at {clean(join('', *keys), 200)} is {what}", *at)
        return node


def walk(node: Any, keys: Keys = ()) -> Iterator[tuple[Keys, dict[str, Any]]]:
    """Every mapping in a tree with the keys that lead to it, outer ones first."""
    if is_map(node):
        yield keys, node
        for key, each in node.items():
            yield from walk(each, (*keys, key))
    elif is_list(node):
        for number, each in enumerate(node):
            yield from walk(each, (*keys, number))
