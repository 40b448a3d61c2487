"""From JSON to typed values.

What is valid is parsed from bytes in compiled code, in strict mode. What is not is parsed again by a schema that
accepts anything (`_lenient`). Either way nothing is lost: dumping the value gives the JSON back.
"""

from __future__ import annotations

import json
from functools import cached_property, lru_cache
from typing import Any, Callable, Dict, Type, TypeVar, Union

import pydantic
from pydantic import TypeAdapter, ValidationError
from pydantic_core import SchemaValidator

from ._lenient import lenient_schema
from ._models import BUILD_LOCK, UnknownVariant
from ._typing import is_subclass

_ModelT = TypeVar("_ModelT", bound=pydantic.BaseModel)
_Json = Union[bytes, bytearray]

# Finds an integer of 16 digits or more, which a float may not hold exactly: every digit becomes "0", whatever may
# stand before a number becomes ",". A false alarm costs time only.
LONG_INTEGER = b",0000000000000000"
_PIECE = 64 * 1024
NUMBER_MARKS = bytes.maketrans(b"123456789 :[-\n\r\t", b"000000000,,,,,,,")


def from_json(type_: Any, data: _Json, *, strict: bool = False) -> Any:
    """A value of the type from JSON text; parts that do not fit the type stay as they are.

    With `strict` they raise pydantic.ValidationError. ValueError for what is not JSON, or is nested too deeply to be
    read.
    """
    return validators(type_).parse(data, strict)


def from_value(type_: Any, value: object, *, strict: bool = False) -> Any:
    """The same from what `json.loads` gives. Values that are of the type already are kept."""
    return validators(type_).build(value, strict)


def construct_model(model: Type[_ModelT], values: Dict[str, Any]) -> _ModelT:
    """A model from wire names and values, none of which is refused."""
    built: _ModelT = validators(model).lenient.validate_python(values, strict=True)
    return built


class Validators:
    """The validators of one type; the lenient one is compiled when it is first needed."""

    def __init__(self, type_: Any) -> None:
        with BUILD_LOCK:
            model: Any = type_
            if is_subclass(type_, pydantic.BaseModel):
                model.model_rebuild()
            self.validator: Any = TypeAdapter(model).validator
            self._lenient_schema = lenient_schema(model, UnknownVariant)
        self.has_float = self._lenient_schema.has_float

    @cached_property
    def lenient(self) -> Any:
        with BUILD_LOCK:
            for model in self._lenient_schema.models:
                model.model_rebuild()  # so that it can be dumped wherever it stands
            return SchemaValidator(self._lenient_schema.schema)

    def parse(self, data: _Json, strict: bool) -> Any:
        if strict:
            return self.validator.validate_json(data, strict=True)
        if not (self.has_float and has_long_integer(data)):
            try:
                return self.validator.validate_json(data, strict=True)
            except ValidationError:
                pass
        try:
            return self.lenient.validate_json(data, strict=True)
        except ValidationError:
            return self.build(_loads(data), strict)

    def in_core(self) -> Callable[..., Any]:
        """What parses valid JSON in compiled code alone, with `strict=True`. ValueError for what `parse` has to look at
        again.
        """
        validate: Callable[..., Any] = self.validator.validate_json

        def checked(data: _Json, *, strict: bool) -> Any:
            if has_long_integer(data):
                raise ValueError("an integer that a float may not hold")
            return validate(data, strict=strict)

        return checked if self.has_float else validate

    def build(self, value: object, strict: bool) -> Any:
        try:
            return self.validator.validate_python(value, strict=True)
        except (ValidationError, RecursionError):
            if strict:
                raise
        return self.lenient.validate_python(value, strict=True)


def _loads(data: _Json) -> Any:
    """Read JSON that pydantic-core refuses: half surrogate pairs, a byte order mark, UTF-16, deep nesting."""
    try:
        return json.loads(data)
    except RecursionError:
        raise ValueError("The JSON is nested too deeply") from None


def has_long_integer(data: _Json) -> bool:
    """Whether JSON text may hold an integer that a float does not hold exactly. Long texts are looked at in pieces, so
    that no large copy is made of them.
    """
    if len(data) <= _PIECE:
        return LONG_INTEGER in data.translate(NUMBER_MARKS)
    overlap = len(LONG_INTEGER) - 1
    return any(
        LONG_INTEGER in data[at : at + _PIECE + overlap].translate(NUMBER_MARKS) for at in range(0, len(data), _PIECE)
    )


@lru_cache(maxsize=4096)
def _cached(type_: Any) -> Validators:
    return Validators(type_)


def validators(type_: Any) -> Validators:
    try:
        hash(type_)
    except TypeError:  # the metadata of an Annotated need not be hashable
        return Validators(type_)
    return _cached(type_)
