"""Metadata for `Annotated`: how a property is written on the wire, and what tells the variants of a union apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, FrozenSet, List, Optional
from weakref import WeakKeyDictionary

import pydantic
from typing_extensions import Literal, TypeAlias, override

from ._typing import is_subclass, is_union_type, literal_values, strip_annotated_type, union_members
from ._wire import is_mapping

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import core_schema

PropertyFormat: TypeAlias = Literal["iso8601", "base64", "custom"]


class PropertyInfo:
    """`alias`: the wire name. `format`: how dates and bytes are written; `custom` takes a `strftime` template.

    `discriminator`: on a union of models, the name of the property whose literal values pick the variant; pydantic
    then reads the tag first and validates only that variant.
    """

    def __init__(
        self,
        *,
        alias: Optional[str] = None,
        format: Optional[PropertyFormat] = None,  # noqa: A002 - the name is public
        format_template: Optional[str] = None,
        discriminator: Optional[str] = None,
    ) -> None:
        self.alias = alias
        self.format = format
        self.format_template = format_template
        self.discriminator = discriminator

    @override
    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}(alias={self.alias!r}, format={self.format!r}, "
            f"format_template={self.format_template!r}, discriminator={self.discriminator!r})"
        )

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        tagged = None if self.discriminator is None else tagged_variants(source, self.discriminator)
        if tagged is None:
            return handler(source)
        from pydantic_core import core_schema  # slow to import, and needed only where a schema is built

        choices: Dict[Any, core_schema.CoreSchema] = {}
        untagged: List[core_schema.CoreSchema] = []  # a model that a user builds may leave its tag at None, the default
        for variant, tags in zip(tagged.variants, tagged.tags):
            schema = handler.generate_schema(variant)
            choices.update(dict.fromkeys(tags, schema))
            if not variant.model_fields[tagged.name].is_required():
                untagged.append(schema)
        if untagged:
            choices[None] = core_schema.union_schema([*untagged])
        if tagged.spare is not None:
            choices[_SPARE] = handler.generate_schema(tagged.spare)
        # Where pydantic finds the tag: in JSON by key, in a model by attribute.
        where: Any = tagged.key if tagged.key == tagged.name else [[tagged.key], [tagged.name]]
        if tagged.spare is not None:
            known = frozenset(choices)

            def lookup(value: Any) -> Any:
                return tagged.tag_of(known, value)

            where = lookup
        # Each variant dumps itself: looking for it by tag would fail for the tags of unknown variants.
        dumped = core_schema.plain_serializer_function_ser_schema(_itself, return_schema=core_schema.any_schema())
        union = core_schema.tagged_union_schema(choices, where, serialization=dumped)
        return core_schema.nullable_schema(union) if tagged.nullable else union


class TaggedVariants:
    """The models of a tagged union with the tag values of each; the tag is called `key` in JSON, `name` in Python.

    `spare` is the one model for all other tags, None where there is none.
    """

    def __init__(self, key: str, name: str, nullable: bool) -> None:
        self.key = key
        self.name = name
        self.nullable = nullable
        self.spare: Any = None
        self.variants: List[Any] = []
        self.tags: List[List[Any]] = []

    def tag_of(self, known: FrozenSet[Any], value: Any) -> Any:
        """The tag of an object of JSON or of a model; one that stands for all others if it is not known."""
        tag: Any = value.get(self.key) if is_mapping(value) else getattr(value, self.name, None)
        return tag if isinstance(tag, (str, int, type(None))) and tag in known else _SPARE


#: Stands for every tag that selects no variant of its own.
_SPARE = "\0"

#: The tags of unions that were met, for as long as the unions live.
DISCRIMINATOR_CACHE: WeakKeyDictionary[Any, TaggedVariants] = WeakKeyDictionary()


def tagged_variants(union: Any, discriminator: str) -> Optional[TaggedVariants]:
    """The tags of a union of models, read once. None where two variants have no literal tag, or share one."""
    inner = strip_annotated_type(union)
    known = DISCRIMINATOR_CACHE.get(inner)
    if known is not None and discriminator in {known.key, known.name}:
        return known
    found = _read_tags(union, discriminator)
    if found is not None and is_union_type(inner):
        DISCRIMINATOR_CACHE[inner] = found
    return found


def _read_tags(union: Any, discriminator: str) -> Optional[TaggedVariants]:
    members = union_members(union)
    models = [member for member in members if member is not type(None)]
    found: Optional[TaggedVariants] = None
    seen: Dict[Any, Any] = {}
    for model in models:
        if not is_subclass(model, pydantic.BaseModel):
            return None
        key, name, tags = tag_field(model, discriminator)
        found = found or TaggedVariants(key, name, nullable=len(models) < len(members))
        if not tags and key == found.key and found.spare is None:
            found.spare = model
            continue
        if not tags or key != found.key or any(seen.setdefault(tag, model) is not model for tag in tags):
            return None
        found.variants.append(model)
        found.tags.append(tags)
    return found if found is not None and found.variants else None


def tag_field(model: Any, discriminator: str) -> Any:
    for name, field in model.model_fields.items():
        alias = field.validation_alias or field.alias or name
        if discriminator in {name, alias}:
            return alias, name, literal_values(field.annotation)
    return discriminator, discriminator, None


def _itself(value: Any) -> Any:
    # pydantic before 2.10 cannot dump a model whose deferred build has not happened.
    if isinstance(value, pydantic.BaseModel) and not type(value).__pydantic_complete__:
        type(value).model_rebuild()
    return value
