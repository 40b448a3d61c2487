"""Models made by datamodel-code-generator, in this process and without its formatters."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from sdkwright.targets.models.flavours import READS_MOMENTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.targets.models.flavours import Flavour

EXTRA = "sdkwright[models]"
# The oldest Python that it writes for.
OLDEST = 10


class CannotWriteError(Exception):
    """The library has refused a schema; says why."""


def is_installed() -> bool:
    """Whether there is a datamodel-code-generator at all."""
    from importlib.util import find_spec

    return find_spec("datamodel_code_generator") is not None


def models_text(flavour: Flavour, schema: dict[str, Any], aliases: Mapping[str, str] | None, header: str) -> str:
    """The module of models for a JSON Schema. `aliases` maps `Class.property` to the name of the field. Raises
    CannotWriteError.
    """
    from datamodel_code_generator import Error, InputFileType, LiteralType, generate
    from datamodel_code_generator.enums import DataModelType
    from datamodel_code_generator.format import DatetimeClassType, PythonVersion

    own: dict[str, object] = schema["$defs"]

    def class_name(name: str) -> str:
        """As it is; one that the library makes up begins as names of classes do."""
        return name if name in own else name[:1].upper() + name[1:]

    moments = DatetimeClassType.Datetime if flavour.name in READS_MOMENTS else None
    settings: dict[str, Any] = {
        "input_file_type": InputFileType.JsonSchema,
        "output_model_type": DataModelType(flavour.kind),
        "target_python_version": PythonVersion(f"3.{OLDEST}"),
        "output_datetime_class": moments,
        "enum_field_as_literal": LiteralType.All,
        "aliases": aliases,
        "custom_class_name_generator": class_name,
        "custom_file_header": header,
        "disable_timestamp": True,
        "formatters": [],
        "keep_model_order": True,
        "skip_root_model": True,
        "use_annotated": True,
        "use_schema_description": True,
        "use_single_line_docstring": True,
        "use_type_alias": True,
        **flavour.settings,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            made = generate(schema, **settings)
        except (Error, ValueError, TypeError, RecursionError) as error:
            raise CannotWriteError(str(error) or type(error).__name__) from error
    if not isinstance(made, str):
        raise CannotWriteError("it gave several modules")
    return made
