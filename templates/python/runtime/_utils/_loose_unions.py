"""Unions of objects or lists as SDKs that Stainless made read them (the seam's `LOOSE_UNIONS`).

A value that some variant accepts becomes that variant, text that reads as a number being a number then. Any other
becomes the variant that its tag names, or else the first one.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, Callable, Dict, List, Optional

import pydantic
from pydantic_core import core_schema as cs

from .._lenient import place_of
from .._property_info import tag_field
from .._typing import is_sequence_type, is_subclass
from .._wire import is_mapping

__all__ = ["union_schema"]


def union_schema(
    type_: Any, members: List[Any], exact: Callable[[Any], cs.CoreSchema], *, tag: Optional[str], unknown: Any
) -> cs.CoreSchema:
    """The schema of a union; `members` are its variants that hold other values, `exact` gives their lenient schemas."""
    del unknown
    chooser = _LooseChooser(type_, members, tag)
    choices: Dict[Any, cs.CoreSchema] = dict(enumerate(map(exact, members)))
    return cs.union_schema(
        [cs.no_info_plain_validator_function(chooser.valid), cs.tagged_union_schema(choices, chooser.choose)],
        mode="left_to_right",
    )


class _LooseChooser:
    def __init__(self, type_: Any, members: List[Any], tag: Optional[str]) -> None:
        self.members = members
        self.type_ = type_
        self.tag = tag

    def valid(self, value: Any) -> Any:
        """The value as the variant that accepts it. Raises ValueError where none does."""
        if not isinstance(value, (dict, list)):
            raise ValueError("neither an object nor a list")
        return self._adapter.validate_python(value)

    @cached_property
    def _adapter(self) -> pydantic.TypeAdapter[Any]:
        return pydantic.TypeAdapter(self.type_)

    def choose(self, value: Any) -> Optional[int]:
        """The index of the variant that a value becomes which none accepts."""
        if not is_mapping(value):
            return place_of(self.members, value)
        for key, by_tag in self._by_tag.items():
            if value.get(key) in by_tag:
                return by_tag[value[key]]
        return next((index for index, member in enumerate(self.members) if not is_sequence_type(member)), None)

    @cached_property
    def _by_tag(self) -> Dict[str, Dict[Any, int]]:
        """The variants by the key and the value of their tag; of two with the same the later counts."""
        found: Dict[str, Dict[Any, int]] = {}
        for index, member in enumerate(self.members):
            if self.tag is not None and is_subclass(member, pydantic.BaseModel):
                key, _, tags = tag_field(member, self.tag)
                found.setdefault(key, {}).update(dict.fromkeys(tags or [], index))
        return found
