"""Which schema of the document a model of the SDK stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sdkwright.derive.asking import GUESSED, NOT_FOUND
from sdkwright.derive.evidence import plain
from sdkwright.derive.fields import fields_of
from sdkwright.name.words import singular, words_of
from sdkwright.propose.models import reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.derive.evidence import Evidence
    from sdkwright.derive.modules import Definition
    from sdkwright.propose.proposal import Keys

_ALIKE = 0.75
_ENOUGH = 3


class SdkModel(NamedTuple):
    """`name` is what users import; `definition` what it leads to, or None where nothing is left but the name."""

    name: str
    definition: Definition | None


def schema_of(model: SdkModel, keys: Keys, evidence: Evidence) -> str | None:
    """The JSON pointer of the schema; None after a question. What counts: how often the two were met, that they have
    one name, and how many of their fields are the same.
    """
    votes = votes_of(model, evidence)
    schemas = evidence.schemas
    alike = evidence.schemas_by_name.get(plain(model.name), ())
    scores: dict[str, float] = {
        pointer: min(votes.get(pointer, 0), _ENOUGH) / _ENOUGH
        + (pointer in alike)
        + _likeness(model, pointer, schemas[pointer], evidence)
        for pointer in dict.fromkeys((*alike, *votes))
        if pointer in schemas
    }
    if scores:
        best = max(scores.values())
        found = [pointer for pointer in scores if scores[pointer] == best]
        first, *others = sorted(found, key=lambda pointer: (-_common_words(model.name, _name(pointer)), pointer))
        if others and _common_words(model.name, _name(first)) == _common_words(model.name, _name(others[0])):
            also = ", ".join(map(reference, others[:3]))
            _ask(model, keys, f"several schemas fit {model.name}", f"It may be {also} as well.", evidence)
        return first
    if votes:
        # A schema without a name of its own.
        return max(votes, key=lambda pointer: (votes[pointer], pointer))
    return _by_fields(model, keys, evidence)


def votes_of(model: SdkModel, evidence: Evidence) -> Mapping[str, int]:
    """How often each schema was met for a class, and for its twin that callers give."""
    if model.definition is None:
        return {}
    *package, stem = model.definition.module.parts
    stem, name = stem.removesuffix("_param"), model.name
    twins = dict.fromkeys(
        (
            model.definition.key,
            ((*package, stem), name),
            ((*package, f"{stem}_param"), f"{name}Param"),
            (("types", "shared_params", stem), name),
        )
    )
    found: dict[str, int] = {}
    for key in twins:
        votes = evidence.pairs.votes.get(key)
        for pointer, count in votes.items() if votes else ():
            found[pointer] = found.get(pointer, 0) + count
    return found


def _by_fields(model: SdkModel, keys: Keys, evidence: Evidence) -> str | None:
    """The schema that has most of its fields in common with a class that no method leads to; of several the one whose
    name has most words in common.
    """
    schemas = evidence.schemas
    scores = {pointer: _likeness(model, pointer, schemas[pointer], evidence) for pointer in schemas}
    best = max(scores.values(), default=0.0)
    found = [pointer for pointer in scores if scores[pointer] == best]
    found.sort(key=lambda pointer: -_common_words(model.name, _name(pointer)))
    has_fields = model.definition is not None and bool(fields_of(model.definition, evidence.modules))
    if best < _ALIKE or not has_fields:
        hint = f"Add `{keys[-1]}` with a reference to its schema, or leave it out if it was written by hand."
        _ask(model, keys[:-1], f"no schema was found for {model.name}", hint, evidence, code=NOT_FOUND)
        return None
    if best < 1 or len(found) > 1:
        also = f" It may be {', '.join(map(reference, found[1:4]))} as well." if len(found) > 1 else ""
        hint = f"Correct the reference if it is wrong.{also}"
        _ask(model, keys, f"{model.name} was found by its fields only", hint, evidence)
    return found[0]


def _ask(model: SdkModel, keys: Keys, message: str, hint: str, evidence: Evidence, code: str = GUESSED) -> None:
    at = model.definition.module.place(model.definition.node) if model.definition is not None else None
    evidence.answers.ask(keys, message, hint, at=at, code=code)


def _name(pointer: str) -> str:
    return pointer.rpartition("/")[2]


def _likeness(model: SdkModel, pointer: str, schema: object, evidence: Evidence) -> float:
    if model.definition is None:
        return 0.0
    return evidence.pairs.likeness(model.definition, evidence.pairs.node(schema, pointer))


def _common_words(one: str, other: str) -> float:
    """How many words two names share, from 0 to 1; the singular counts as the plural."""
    own, its = ({singular(word) for word in words_of(name)} for name in (one, other))
    return len(own & its) / len(own | its) if own | its else 0.0
