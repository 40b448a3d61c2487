"""From the body of a good answer to a value of the type that the caller expects."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any, Dict, Optional, Union

import httpx2
import pydantic
from typing_extensions import get_origin

from ._construct import from_json, from_value
from ._errors import APIResponseValidationError, request_id_of
from ._models import BaseModel, set_request_id
from ._types import NoneType
from ._typing import is_subclass, union_members

_UTF8_BOM = b"\xef\xbb\xbf"


def parse_body(response: httpx2.Response, cast_to: Any, *, strict: bool) -> Any:
    """The body as `cast_to`; the response must have been read.

    A model or container is built leniently, or validated when `strict`. A body that is not declared as JSON and is none
    comes back as text. Raises APIResponseValidationError for broken JSON, and for any mismatch when `strict`.
    """
    if cast_to is NoneType:
        return None
    scalar = _SCALARS.get(cast_to)
    if scalar is not None:
        return _parse_scalar(response, scalar)
    if is_subclass(cast_to, object):
        _check_class(cast_to)
        if issubclass(cast_to, httpx2.Response):
            return response
    if not response.content and (response.status_code in (204, 205) or _says_nothing(response, cast_to)):
        return _validated(response, cast_to) if strict else None
    declared = is_json(response.headers.get("content-type", ""))
    parsed = (_parse_json if declared else _parse_undeclared)(response, cast_to, strict=strict)
    if isinstance(parsed, BaseModel):
        set_request_id(parsed, request_id_of(response.headers))
        received = getattr(type(parsed), "_received", None)
        if received is not None:
            received(parsed, response.headers)
    return parsed


def _says_nothing(response: httpx2.Response, cast_to: Any) -> bool:
    """Whether an empty body is null: where any value may come, and where null may and the body is no text."""
    if cast_to is object:
        return True
    media_type = response.headers.get("content-type", "")
    return NoneType in union_members(cast_to) and (not media_type or is_json(media_type))


def parse_error_body(response: httpx2.Response, type_: Any) -> Any:
    """The body of a refusal as `type_`; None where it is no JSON or lacks what the type requires."""
    try:
        found = from_json(type_, _utf8(response))
    except (ValueError, httpx2.ResponseNotRead):
        return None
    if isinstance(found, BaseModel):
        needed = {name for name, field in type(found).model_fields.items() if field.is_required()}
        return found if needed <= found.model_fields_set else None
    origin = get_origin(type_) or type_
    return found if not isinstance(origin, type) or isinstance(found, origin) else None


def is_json(content_type: str) -> bool:
    """Whether a Content-Type means JSON: `application/json`, `text/json` or `…+json` (RFC 6839)."""
    return content_type.partition(";")[0].rstrip().lower().endswith("json")


def _check_class(cast_to: type) -> None:
    if issubclass(cast_to, pydantic.BaseModel) and not issubclass(cast_to, BaseModel):
        package = __name__.partition(".")[0]
        raise TypeError(f"Pydantic models must subclass our base model type, e.g. `from {package} import BaseModel`")
    if issubclass(cast_to, httpx2.Response) and cast_to is not httpx2.Response:
        raise ValueError("Subclasses of httpx2.Response cannot be passed to `cast_to`")


def _parse_bool(text: str) -> bool:
    return text.lower() == "true"


_SCALARS: Dict[Any, Any] = {str: str, bytes: bytes, int: int, float: float, bool: _parse_bool}


def _parse_scalar(response: httpx2.Response, scalar: Any) -> Any:
    if scalar is str:
        return _parse_text(response)
    if scalar is bytes:
        return response.content
    try:
        return scalar(response.text)
    except ValueError as error:
        message = f"Expected the response to be of type {scalar.__name__}."
        raise APIResponseValidationError(response, response.text, message=message) from error


def _text_or_bytes(response: httpx2.Response) -> Union[str, bytes]:
    """The body as text; as it came where it is not declared as text and is none, so that nothing of it is lost."""
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type and not media_type.startswith("text/") and not response.charset_encoding:
        try:
            return response.content.decode()
        except UnicodeDecodeError:
            return response.content
    return response.text


def _parse_text(response: httpx2.Response) -> Union[str, bytes]:
    """The body as text; what is declared as JSON, and is a JSON string, without its quotes and escapes."""
    if is_json(response.headers.get("content-type", "")):
        with suppress(ValueError):
            decoded = from_json(object, _utf8(response))
            if isinstance(decoded, str):
                return decoded
    return _text_or_bytes(response)


def _parse_json(response: httpx2.Response, cast_to: Any, *, strict: bool, recoded: Optional[bytes] = None) -> Any:
    try:
        return from_json(cast_to, _whole(recoded or response.content, cast_to), strict=strict)
    except pydantic.ValidationError as error:
        raise APIResponseValidationError(response, from_json(object, _utf8(response))) from error
    except ValueError as error:
        if recoded is None and _utf8(response) != response.content:
            return _parse_json(response, cast_to, strict=strict, recoded=_utf8(response))
        message = "The response is declared as JSON but cannot be decoded."
        raise APIResponseValidationError(response, response.content, message=message) from error


def _whole(data: bytes, cast_to: Any) -> bytes:
    """An answer that is an array, as the page that it is the items of."""
    name: Optional[str] = getattr(cast_to, "_whole_body", None)
    if name is None or data.lstrip()[:1] != b"[":
        return data
    return b"{" + json.dumps(name).encode() + b":" + data + b"}"


def _utf8(response: httpx2.Response) -> bytes:
    """The content without a byte order mark and recoded from the charset that the server declares, if it does."""
    data = response.content
    if data.startswith(_UTF8_BOM):
        return data[len(_UTF8_BOM) :]
    charset = response.charset_encoding
    return response.text.encode("utf-8", "replace") if charset and charset.lower() not in ("utf-8", "utf8") else data


def _parse_undeclared(response: httpx2.Response, cast_to: Any, *, strict: bool) -> Any:
    if cast_to is not object and cast_to is not Any:
        try:
            return from_json(cast_to, _whole(response.content, cast_to), strict=strict)
        except ValueError:
            pass
    if not strict:
        return _text_or_bytes(response)
    received = response.headers.get("content-type", "*")
    message = f"Expected Content-Type response header to be `application/json` but received `{received}` instead."
    raise APIResponseValidationError(response, response.text, message=message)


def _validated(response: httpx2.Response, cast_to: Any) -> Any:
    try:
        return from_value(cast_to, None, strict=True)
    except pydantic.ValidationError as error:
        raise APIResponseValidationError(response, None, message="The response has no body.") from error
