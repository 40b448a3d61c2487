"""Names that code written for SDKs of this family imports. Only pydantic v2 is supported; these are thin forwards."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Dict, Optional, Type, TypeVar, Union, cast

import pydantic
from typing_extensions import Literal

from ._lazy import lazy_module
from ._utils import get_args, get_origin, is_literal_type, is_typeddict, is_union, parse_date, parse_datetime

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from ._models import GenericModel as GenericModel
    from ._types import IncEx

__all__ = [
    "PYDANTIC_V1", "PYDANTIC_V2", "GenericModel", "cached_property", "field_get_default", "field_is_required",
    "field_outer_type", "get_args", "get_model_config", "get_model_fields", "get_origin", "is_literal_type",
    "is_typeddict", "is_union", "model_copy", "model_dump", "model_json", "model_json_schema", "model_parse",
    "model_parse_json", "parse_date", "parse_datetime", "parse_obj", "typed_cached_property",
]  # fmt: skip

_ModelT = TypeVar("_ModelT", bound="pydantic.BaseModel")

PYDANTIC_V1 = False
PYDANTIC_V2 = True

typed_cached_property = cached_property


def get_model_config(model: Type[pydantic.BaseModel]) -> Any:
    return model.model_config


def get_model_fields(model: Type[pydantic.BaseModel]) -> Dict[str, FieldInfo]:
    return dict(model.model_fields)


def field_get_default(field: FieldInfo) -> Any:
    """The default of a field; ``None`` where it has none."""
    return None if field.is_required() else field.get_default(call_default_factory=False)


def field_is_required(field: FieldInfo) -> bool:
    return field.is_required()


def field_outer_type(field: FieldInfo) -> Any:
    return field.annotation


def model_copy(model: _ModelT, *, deep: bool = False) -> _ModelT:
    return model.model_copy(deep=deep)


def model_dump(
    model: pydantic.BaseModel,
    *,
    exclude: Optional[IncEx] = None,
    exclude_unset: bool = False,
    exclude_defaults: bool = False,
    exclude_none: bool = False,
    warnings: bool = True,
    mode: Literal["json", "python"] = "python",
    by_alias: Optional[bool] = None,
) -> Dict[str, Any]:
    """``model.model_dump``; ``by_alias=None``, which pydantic before 2.11 does not take, is not handed on."""
    options: Dict[str, Any] = {} if by_alias is None else {"by_alias": by_alias}
    return model.model_dump(
        mode=mode,
        exclude=cast("Any", exclude),
        exclude_unset=exclude_unset,
        exclude_defaults=exclude_defaults,
        exclude_none=exclude_none,
        warnings=warnings,
        **options,
    )


def model_json(model: pydantic.BaseModel, *, indent: Optional[int] = None) -> str:
    return model.model_dump_json(indent=indent)


def model_json_schema(model: Type[pydantic.BaseModel]) -> Dict[str, Any]:
    return model.model_json_schema()


def model_parse(model: Type[_ModelT], data: Any) -> _ModelT:
    return model.model_validate(data)


def model_parse_json(model: Type[_ModelT], data: Union[str, bytes]) -> _ModelT:
    return model.model_validate_json(data)


def parse_obj(model: Type[_ModelT], value: object) -> _ModelT:
    return model.model_validate(value)


if not TYPE_CHECKING:
    # A pydantic model; a program that only starts does without.
    __getattr__, __dir__ = lazy_module(__name__, {"GenericModel": "._models"})
