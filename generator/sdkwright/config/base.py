"""What all parts of the config model share."""

from datetime import timedelta
from typing import Annotated, Any, ClassVar, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema


class Part(BaseModel):
    """A mapping of the config file: frozen, strict about its keys (the loader makes diagnostics of what it refuses). A
    key without a value (null) is as good as absent, apart from those whose default is null and those in `null_keys`.

    Attribute names are snake_case; a key that is spelled otherwise in the file is the alias of its field.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_name=False,
        validate_by_alias=True,
        defer_build=True,
    )

    null_keys: ClassVar[frozenset[str]] = frozenset()

    @model_validator(mode="before")
    @classmethod
    def _without_empty_keys(cls, data: Any) -> Any:
        if data is None:
            return {}
        if not isinstance(data, dict):
            return data
        data = cast("dict[str, Any]", data)
        if None not in data.values():
            return data
        fields = {field.alias or name: field for name, field in cls.model_fields.items()}
        kept = {key for key in data if key in cls.null_keys or _takes_null(fields.get(key))}
        return {key: each for key, each in data.items() if each is not None or key in kept}


def _takes_null(field: FieldInfo | None) -> bool:
    return field is None or field.is_required() or field.default is None


class Shorthand(Part):
    """A mapping that may be written as the text of one of its keys alone."""

    text_key: ClassVar[str]

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {cls.text_key: value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        whole = handler(core_schema)
        text = handler.resolve_ref_schema(whole)["properties"][cls.text_key]
        return {"anyOf": [text.get("anyOf", [text])[0], whole]}


def _as_tuple(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Strings = Annotated[tuple[str, ...], BeforeValidator(_as_tuple, json_schema_input_type=str | list[str])]
"""A list of strings; one string alone stands for a list of one."""


def _as_duration(value: Any) -> Any:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return timedelta(milliseconds=value)
    if isinstance(value, str) and not value.lstrip("-+").startswith("P"):
        raise ValueError("expected an ISO 8601 duration such as PT60S, or milliseconds")
    return value


Duration = Annotated[
    Annotated[timedelta, Field(ge=timedelta(0))],
    BeforeValidator(_as_duration, json_schema_input_type=Annotated[timedelta, Field()] | Annotated[float, Field(ge=0)]),
]
"""A number is milliseconds, a text an ISO 8601 duration."""


ByTarget = str | dict[str, str]
"""A text, or one for each target."""


def said_for(target: str, said: ByTarget | bool | None) -> str | bool | None:
    """What is said for a target; None where nothing is."""
    return said.get(target) if isinstance(said, dict) else said


class Selective(Part):
    """A part that can be left out of some targets."""

    skip: bool | Strings = Field(default=False, description="true: in no target; a list: not in the targets it names.")
    only: Strings = Field(default=(), description="If given, the only targets that have it.")

    def in_target(self, target: str) -> bool:
        """Whether the target (such as "python") has this part."""
        skipped = self.skip if isinstance(self.skip, bool) else target in self.skip
        return not skipped and (not self.only or target in self.only)
