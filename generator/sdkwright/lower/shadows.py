"""Annotations in a class whose attributes are called like what they name, as in `object.bool` of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.annotations import DATES
from sdkwright.lower.emit import Code
from sdkwright.lower.expr import Import
from sdkwright.lower.lazy import WORD

if TYPE_CHECKING:
    from collections.abc import Collection

    from sdkwright.lower.views import ArgumentView, MethodView

BUILTINS = frozenset({"bool", "bytes", "float", "int", "object", "str"})
MOMENTS = frozenset(DATES.values())
SHADOWABLE = BUILTINS | MOMENTS


class Shadows:
    """Writes signatures for a class with these attributes. Type checkers look names up in the class first."""

    def __init__(self, attributes: Collection[str]) -> None:
        hidden = SHADOWABLE & frozenset(attributes)
        self._instead = {
            each: f"{each.capitalize()}Class" if each in MOMENTS else f"builtins.{each}" for each in hidden
        }

    def view(self, view: MethodView) -> MethodView:
        if not self._instead:
            return view
        overloads = tuple(
            each._replace(keyword=self._arguments(each.keyword), returns=self._text(each.returns))
            for each in view.overloads
        )
        return view._replace(
            positional=self._arguments(view.positional),
            keyword=self._arguments(view.keyword),
            returns=self._text(view.returns),
            overloads=overloads,
        )

    def imports(self, views: Collection[MethodView], checked: set[Import]) -> set[Import]:
        """What is imported for type checkers, which was `checked`, once the signatures are these."""
        texts = [text for view in views for text in _annotations(view)]
        found = set(checked)
        for hidden, instead in self._instead.items():
            if hidden in MOMENTS:
                found.discard(Import("datetime", hidden))
            if not any(word == instead.split(".")[0] for text in texts for word in WORD.findall(text)):
                continue
            found.add(Import("datetime", f"{hidden} as {instead}") if hidden in MOMENTS else Import("builtins"))
        return found

    def _arguments(self, arguments: tuple[ArgumentView, ...]) -> tuple[ArgumentView, ...]:
        return tuple(each._replace(annotation=self._text(each.annotation)) for each in arguments)

    def _text(self, text: Code) -> Code:
        return Code(WORD.sub(lambda found: self._instead.get(found[0], found[0]), text))


def _annotations(view: MethodView) -> list[Code]:
    keyword = [*view.keyword, *(argument for each in view.overloads for argument in each.keyword)]
    returns = [view.returns, *(each.returns for each in view.overloads)]
    return [*(each.annotation for each in (*view.positional, *keyword)), *returns]
