"""Reading a request: bearer key, scope, query and body, each checked."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, Field, ValidationError

from .refusals import RefusedError, invalid
from .store import Scope

if TYPE_CHECKING:
    from starlette.requests import Request

_DEFAULT_SCOPE = "default"
_Body = TypeVar("_Body", bound=BaseModel)


class ListQuery(BaseModel):
    page_size: int = Field(default=20, ge=1, le=100)
    page_token: str | None = None


class SessionCreate(BaseModel, strict=True):
    index_ids: list[str] | None = None


class TitleRequest(BaseModel, strict=True):
    first_message: str


class MessageRequest(BaseModel, strict=True):
    index_ids: list[str]
    prompt: str


def require_key(request: Request, api_key: str) -> None:
    """Raises a 401 `RefusedError` unless the request carries `api_key` as bearer token (RFC 6750, 2.1)."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise RefusedError(401, "Not authenticated")
    if token != api_key:
        raise RefusedError(401, "Invalid API key")


def scope_of(request: Request) -> Scope:
    return Scope(
        organization_id=request.query_params.get("organization_id") or _DEFAULT_SCOPE,
        project_id=request.query_params.get("project_id") or _DEFAULT_SCOPE,
    )


def read_list_query(request: Request) -> ListQuery:
    given = {name: request.query_params[name] for name in ListQuery.model_fields if name in request.query_params}
    try:
        return ListQuery.model_validate(given)
    except ValidationError as error:
        raise invalid("query", error) from None


async def read_body(request: Request, model: type[_Body]) -> _Body:
    """The JSON body as `model`. An empty body counts as `{}`."""
    try:
        return model.model_validate_json(await request.body() or b"{}")
    except ValidationError as error:
        raise invalid("body", error) from None


def page_token(number: int) -> str:
    """An opaque token for the page of the sessions before `number`."""
    return base64.urlsafe_b64encode(f"before:{number}".encode()).decode().rstrip("=")


def read_page_token(token: str) -> int:
    """Undoes `page_token`; a 422 `RefusedError` for anything else."""
    try:
        text = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()
        kind, _, number = text.partition(":")
        if kind == "before" and number.isascii() and number.isdecimal():
            return int(number)
    except (binascii.Error, ValueError):
        pass
    error: dict[str, object] = {"loc": ["query", "page_token"], "msg": "unknown page token", "type": "value_error"}
    raise RefusedError(422, "query.page_token: unknown page token", errors=[error])
