"""Unions of objects or lists: what no variant accepts becomes the one that it fits best, or `UnknownVariant`."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple

from pydantic_core import core_schema as cs

from ._lenient import first_of, is_plain_model, place_of, wire_name
from ._property_info import tagged_variants
from ._typing import is_sequence_type, literal_values
from ._wire import is_mapping

_UNKNOWN = -1


def union_schema(
    type_: Any, members: List[Any], exact: Callable[[Any], cs.CoreSchema], *, tag: Optional[str], unknown: Any
) -> cs.CoreSchema:
    """The schema of a union; `members` are its variants that hold other values, `exact` gives their lenient schemas."""
    tagged = tagged_variants(type_, tag) if tag else None
    choices: Dict[Any, cs.CoreSchema] = {index: exact(member) for index, member in enumerate(members)}
    if tagged is None:
        return cs.tagged_union_schema(choices, _Chooser(members, None).choose)
    choices[_UNKNOWN] = exact(unknown if tagged.spare is None else tagged.spare)
    by_tag: Dict[Any, cs.CoreSchema] = {}
    for variant, tags in zip(tagged.variants, tagged.tags):
        by_tag.update(dict.fromkeys(tags, exact(variant)))
    guessed = cs.tagged_union_schema(choices, _Chooser(members, tagged.key).choose)
    return first_of(cs.tagged_union_schema(by_tag, tagged.key), guessed)


class _Chooser:
    """Picks the variant of a union that a value is meant for, by its kind and, among objects, by its properties."""

    def __init__(self, members: List[Any], tag_key: Optional[str]) -> None:
        self.tag_key = tag_key
        self.members = members

    def choose(self, value: Any) -> Optional[int]:
        """The index of a variant, `_UNKNOWN` for an object whose tag tells another, None for what is none of them."""
        if not is_mapping(value):
            return place_of(self.members, value)
        if self.tag_key is not None and value.get(self.tag_key) is not None:
            return _UNKNOWN
        objects = [(index, each) for index, each in enumerate(self.members) if not is_sequence_type(each)]
        return -max((_score(each, value), -index) for index, each in objects)[1] if objects else None


def _score(member: Any, value: Mapping[str, Any]) -> Tuple[int, int]:
    """How well an object fits a variant: no required property missing and no literal other, then what is known."""
    if not is_plain_model(member):
        return (0, 0)
    faults = known = 0
    for name, field in member.model_fields.items():
        key = wire_name(name, field)
        if key not in value:
            faults += field.is_required()
            continue
        known += 1
        literals = literal_values(field.annotation)
        if literals is not None and value[key] is not None:
            matches = value[key] in literals
            known += matches
            faults += not matches
    return (-faults, known)
