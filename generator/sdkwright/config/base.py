"""What all parts of the config model share."""

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema


class Part(BaseModel):
    """A mapping of the config file: frozen, strict about its keys (the loader makes diagnostics of what it refuses).

    Attribute names are snake_case; a key that is spelled otherwise in the file is the alias of its field.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_name=False,
        validate_by_alias=True,
        defer_build=True,
    )


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


class Selective(Part):
    """A part that can be left out of some targets."""

    skip: bool | Strings = Field(default=False, description="true: in no target; a list: not in the targets it names.")
    only: Strings = Field(default=(), description="If given, the only targets that have it.")

    def in_target(self, target: str) -> bool:
        """Whether the target (such as "python") has this part."""
        skipped = self.skip if isinstance(self.skip, bool) else target in self.skip
        return not skipped and (not self.only or target in self.only)
