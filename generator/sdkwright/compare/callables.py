"""Signatures: would each call that the old one allowed be allowed still?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .differences import Difference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .surface import Function, Parameter, Signature
    from .types import Types

_POSITIONAL = ("positional", "positional or keyword")
# Ways of saying that an argument is not sent.
_UNSENT = ("NOT_GIVEN", "not_given", "omit")


class Callables:
    def __init__(self, types: Types) -> None:
        self._types = types

    def compare(self, path: str, kind: str, was: Function, now: Function) -> list[Difference]:
        """Each old overload is held against the new one that is nearest to it."""
        found: list[Difference] = []
        for old in was.signatures:
            nearest = min(
                (list(self._signature(path, kind, old, new, now.where)) for new in now.signatures),
                key=lambda each: (sum(one.breaks for one in each), len(each)),
            )
            found += nearest
        return found

    def _signature(self, path: str, kind: str, was: Signature, now: Signature, where: str) -> Iterator[Difference]:
        if was.is_async != now.is_async:
            yield Difference(path, kind, "async", where)
        if change := self._types.compare(was.returns, now.returns, takes=False):
            yield Difference(path, f"return of the {kind}", change, where, was.returns.text, now.returns.text)
        yield from self._moved(path, was, now, where)
        after = {each.name: each for each in now.parameters}
        rest = any(each.kind == "**" for each in now.parameters)
        for old in was.parameters:
            new = after.get(old.name)
            if new is not None:
                yield from self._parameter(f"{path}({old.name})", old, new, where)
            elif not (rest and old.kind == "keyword"):
                yield Difference(f"{path}({old.name})", "parameter", "removed", where)
        before = {each.name for each in was.parameters}
        for new in now.parameters:
            if new.name not in before:
                optional = new.default is not None or new.kind in ("*", "**")
                yield Difference(f"{path}({new.name})", "parameter", "added" if optional else "required-added", where)

    def _parameter(self, path: str, was: Parameter, now: Parameter, where: str) -> Iterator[Difference]:
        if was.kind != now.kind:
            if now.kind == "keyword":
                yield Difference(path, "parameter", "keyword-only", where)
            elif now.kind == "positional":
                yield Difference(path, "parameter", "positional-only", where)
            elif was.kind in ("*", "**") or now.kind in ("*", "**"):
                yield Difference(path, "parameter", "kind", where, was.kind, now.kind)
            else:
                yield Difference(path, "parameter", "by-position", where)
        if change := self._types.compare(was.annotation, now.annotation, takes=True):
            yield Difference(path, "parameter", change, where, was.annotation.text, now.annotation.text)
        if was.default is not None and now.default is None:
            yield Difference(path, "parameter", "required", where)
        elif was.default is None and now.default is not None:
            yield Difference(path, "parameter", "optional", where)
        elif _default(was) != _default(now):
            yield Difference(path, "parameter", "default", where, was.default or "", now.default or "")

    def _moved(self, path: str, was: Signature, now: Signature, where: str) -> Iterator[Difference]:
        """The first positional parameter that stands elsewhere; those behind it mostly do too."""
        before, after = (
            [each.name for each in signature.parameters if each.kind in _POSITIONAL] for signature in (was, now)
        )
        for index, name in enumerate(before):
            if name in after and after.index(name) != index:
                yield Difference(
                    f"{path}({name})", "parameter", "moved", where, f"{index + 1}.", f"{after.index(name) + 1}."
                )
                return


def _default(parameter: Parameter) -> str | None:
    text = parameter.default
    return "omit" if text is not None and text.rsplit(".", 1)[-1] in _UNSENT else text
