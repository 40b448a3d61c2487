"""Core schemas that accept anything: the promised type where a value fits it, the value as it came where it does not.

Built from annotations and compiled by pydantic-core, so that an answer with a few unknown parts is still parsed in
compiled code, in one pass, and in time linear in its length. All is meant to be run in strict mode: nothing is
converted and so lost.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from importlib import import_module
from typing import Any, Callable, Dict, List, Mapping, NamedTuple, Optional, Tuple, Type, TypeVar, cast
from uuid import UUID

import pydantic
from pydantic.fields import FieldInfo
from pydantic_core import core_schema as cs
from typing_extensions import Annotated, Literal, get_args, get_origin

from ._property_info import PropertyInfo
from ._seam import LOOSE_UNIONS
from ._typing import (
    alias_value,
    annotated_metadata,
    is_mapping_type,
    is_sequence_type,
    is_subclass,
    is_union_type,
    recursive_alias,
    strip_annotated_type,
    union_members,
)

#: Beyond these a float cannot hold every integer, so that a large integer in a number field stays one.
_FLOAT_EXACT = 2**53

#: Types that JSON writes as text. A date must begin with a year: pydantic would also read "1700000000" as seconds.
_TEXTUAL: Mapping[Any, str] = {
    date: r"^\d{4}-", datetime: r"^\d{4}-", time: r"^\d\d:", timedelta: r"^[-+]?P", UUID: r"^[0-9a-fA-F-]{32,36}$",
    Decimal: r"\d",
}  # fmt: skip

_SCALARS: Mapping[Any, Callable[[], cs.CoreSchema]] = {
    str: cs.str_schema, int: cs.int_schema, bool: cs.bool_schema, type(None): cs.none_schema, bytes: cs.bytes_schema,
}  # fmt: skip


class Lenient(NamedTuple):
    """`schema` accepts any value and may make the `models`. `has_float`: whether the type holds a number field."""

    schema: cs.CoreSchema
    models: List[Any]
    has_float: bool


def lenient_schema(type_: Any, unknown_variant: Type[pydantic.BaseModel]) -> Lenient:
    """The lenient schema of a type; `unknown_variant` is the model for unions whose tag is not known."""
    builder = _Builder(unknown_variant)
    schema = builder.any_of(type_)
    definitions = [*builder.definitions.values(), *builder.aliases.values()]
    if definitions:
        schema = cs.definitions_schema(schema, definitions)
    return Lenient(schema, list(builder.definitions), builder.has_float)


class _Builder:
    def __init__(self, unknown_variant: Type[pydantic.BaseModel]) -> None:
        self.unknown_variant = unknown_variant
        self.definitions: Dict[Any, cs.CoreSchema] = {}
        self.aliases: Dict[Any, cs.CoreSchema] = {}
        self.has_float = False

    def any_of(self, type_: Any) -> cs.CoreSchema:
        """The type, or else anything."""
        exact = self.exact(type_)
        return exact if exact["type"] == "any" else first_of(exact, cs.any_schema())

    def exact(self, type_: Any) -> cs.CoreSchema:
        """The type itself, lenient only about what is inside it."""
        alias = recursive_alias(type_)
        if alias is not None:
            return self._alias(alias)
        inner = strip_annotated_type(type_)
        origin = get_origin(inner) or inner
        if isinstance(inner, TypeVar):
            return self.exact(inner.__bound__) if inner.__bound__ is not None else cs.any_schema()
        if is_union_type(inner):
            return self._union(type_)
        if inner is float:
            return self._float()
        if inner in _SCALARS:
            return _SCALARS[inner]()
        if inner in _TEXTUAL:
            return _textual(inner)
        if origin is Literal:
            return cs.literal_schema(list(get_args(inner)))
        if is_sequence_type(inner):
            return cs.list_schema(self.any_of((*get_args(inner), Any)[0]))
        if is_mapping_type(inner):
            return cs.dict_schema(values_schema=self.any_of((*get_args(inner), Any, Any)[1]))
        if is_plain_model(inner):
            return self._model(inner)
        return _other(inner)

    def _alias(self, alias: Any) -> cs.CoreSchema:
        """An alias that may contain itself."""
        ref = f"{alias.__module__}.{alias.__name__}:{id(alias)}"
        if alias not in self.aliases:
            self.aliases[alias] = cs.any_schema()
            built = self.exact(alias_value(alias))
            self.aliases[alias] = cs.json_or_python_schema(built, built, ref=ref)
        return cs.definition_reference_schema(ref)

    def _float(self) -> cs.CoreSchema:
        self.has_float = True
        return first_of(cs.int_schema(gt=_FLOAT_EXACT), cs.int_schema(lt=-_FLOAT_EXACT), cs.float_schema())

    def _model(self, model: Type[pydantic.BaseModel]) -> cs.CoreSchema:
        ref = f"{model.__module__}.{model.__qualname__}:{id(model)}"
        if model not in self.definitions:
            model.model_rebuild()  # until then annotations may hold names of classes that are defined further down
            self.definitions[model] = cs.any_schema()  # holds the place while fields refer back to the model
            extra: Any = "allow" if model.model_config.get("extra") == "allow" else "ignore"
            fields = cs.model_fields_schema(self._fields(model), extra_behavior=extra)
            built = cs.no_info_after_validator_function(partial(_assemble, model), fields)
            self.definitions[model] = cs.json_or_python_schema(
                built, first_of(cs.is_instance_schema(model), built), ref=ref
            )
        return cs.definition_reference_schema(ref)

    def _fields(self, model: Type[pydantic.BaseModel]) -> Dict[str, cs.ModelField]:
        return {
            name: cs.model_field(
                cs.with_default_schema(self.any_of(_annotation(field)), **_default_of(field)),
                validation_alias=wire_name(name, field),
            )
            for name, field in model.model_fields.items()
        }

    def _union(self, type_: Any) -> cs.CoreSchema:
        members = union_members(type_)
        containers = [member for member in members if _holds_values(member)]
        parts: List[cs.CoreSchema] = []
        scalars = [self.exact(member) for member in members if not _holds_values(member)]
        if scalars:
            parts.append(scalars[0] if len(scalars) == 1 else cs.union_schema(cast("Any", scalars)))
        if len(containers) == 1:
            parts.append(self.exact(containers[0]))
        elif containers:
            # SDKs that take the place of a Stainless one read unions as that did.
            reading: Any = import_module("._utils._loose_unions" if LOOSE_UNIONS else "._variants", __package__)
            tag = _discriminator(type_)
            parts.append(reading.union_schema(type_, containers, self.exact, tag=tag, unknown=self.unknown_variant))
        return parts[0] if len(parts) == 1 else first_of(*parts)


def place_of(members: List[Any], value: Any) -> Optional[int]:
    """The index of the variant for a list, or for a value that is a model already."""
    is_list = isinstance(value, list)
    for index, each in enumerate(members):
        if is_sequence_type(each) if is_list else is_plain_model(each) and isinstance(value, each):
            return index
    return None


def wire_name(name: str, field: FieldInfo) -> str:
    """The key of a field in JSON."""
    alias = field.validation_alias or field.alias
    return alias if isinstance(alias, str) else name


def _assemble(model: Type[pydantic.BaseModel], parts: Tuple[Dict[str, Any], Optional[Dict[str, Any]], Any]) -> Any:
    built = model.__new__(model)
    state = {"__dict__": parts[0], "__pydantic_extra__": parts[1], "__pydantic_fields_set__": parts[2]}
    built.__setstate__({**state, "__pydantic_private__": None})
    if model.model_post_init is not pydantic.BaseModel.model_post_init:
        built.model_post_init(None)
    return built


def first_of(*schemas: cs.CoreSchema) -> cs.CoreSchema:
    return cs.union_schema(list(schemas), mode="left_to_right")


def _textual(type_: Any) -> cs.CoreSchema:
    # Strict mode reads text of this kind from JSON but not from Python objects; the second branch does for those.
    parse = pydantic.TypeAdapter(type_).validate_python
    text = cs.no_info_after_validator_function(parse, cs.str_schema(pattern=_TEXTUAL[type_]))
    if type_ is Decimal:
        return first_of(cs.decimal_schema(), text)
    return cs.json_or_python_schema(text, first_of(cs.is_instance_schema(type_), text))


def _other(type_: Any) -> cs.CoreSchema:
    if type_ in {Any, object}:
        return cs.any_schema()
    try:
        schema: cs.CoreSchema = pydantic.TypeAdapter(type_).core_schema
    except pydantic.errors.PydanticSchemaGenerationError:
        return cs.any_schema()
    return schema


def is_plain_model(type_: Any) -> bool:
    return (
        is_subclass(type_, pydantic.BaseModel)
        and not issubclass(type_, pydantic.RootModel)
        and all(isinstance(f.validation_alias or f.alias or "", str) for f in type_.model_fields.values())
    )


def _holds_values(member: Any) -> bool:
    return is_plain_model(member) or is_sequence_type(member) or is_mapping_type(member)


def _discriminator(type_: Any) -> Optional[str]:
    for info in annotated_metadata(type_):
        key = info.discriminator if isinstance(info, (PropertyInfo, FieldInfo)) else None
        if isinstance(key, str):
            return key
    return None


def _annotation(field: FieldInfo) -> Any:
    """The annotation of a field with the metadata that pydantic took off it."""
    infos = [info for info in field.metadata if isinstance(info, PropertyInfo)]
    if isinstance(field.discriminator, str):
        infos.append(PropertyInfo(discriminator=field.discriminator))
    return Annotated[cast("Any", (field.annotation, *infos))] if infos else field.annotation


def _default_of(field: FieldInfo) -> Dict[str, Any]:
    if field.is_required():
        return {"default": None}
    if field.default_factory is None and isinstance(field.default, (str, int, float, bool, type(None))):
        return {"default": field.default}
    return {"default_factory": partial(field.get_default, call_default_factory=True)}
