"""What the server answers when it refuses a request: `ErrorResponse` of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from pydantic import ValidationError
    from starlette.requests import Request
    from starlette.responses import Response


class RefusedError(Exception):
    """Ends the handling of a request with `status` and an error body."""

    def __init__(self, status: int, detail: str, *, errors: list[dict[str, object]] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.body: dict[str, object] = {"detail": detail}
        if errors is not None:
            self.body["errors"] = errors


def invalid(part: str, error: ValidationError) -> RefusedError:
    """Status 422 for what pydantic found wrong in `part` ("query" or "body") of a request."""
    errors: list[dict[str, object]] = [
        {"loc": [part, *item["loc"]], "msg": item["msg"], "type": item["type"]} for item in error.errors()
    ]
    first = error.errors()[0]
    place = ".".join([part, *(str(key) for key in first["loc"])])
    return RefusedError(422, f"{place}: {first['msg']}", errors=errors)


async def answer_refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else None
    return JSONResponse(error.body, status_code=error.status, headers=headers)


async def answer_unknown_route(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 500)
    return JSONResponse({"detail": getattr(error, "detail", "Internal error")}, status_code=status)
