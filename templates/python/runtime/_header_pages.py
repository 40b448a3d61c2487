"""Pages that have fields in the headers of their answers."""

from __future__ import annotations

from typing import Any, ClassVar, Generic, Mapping, TypeVar

from httpx import Headers
from pydantic import ValidationError
from typing_extensions import override

from ._construct import validators
from ._pages import BasePage

_T = TypeVar("_T")


class HeaderPage(BasePage[_T], Generic[_T]):
    """A page whose attributes named in `_from_headers` come from headers."""

    #: Attribute to the header that carries it.
    _from_headers: ClassVar[Mapping[str, str]] = {}

    @override
    def _received(self, headers: Headers) -> None:
        super()._received(headers)
        for name, header in self._from_headers.items():
            value = headers.get(header)
            if value is not None:
                setattr(self, name, _read(type(self).model_fields[name].annotation, value))


def _read(type_: Any, value: str) -> Any:
    """The text as the type, such as a number; as it is where it is none."""
    try:
        return validators(type_).validator.validate_python(value)
    except ValidationError:
        return value
