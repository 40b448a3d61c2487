"""The tree of errors: what they tell, and that they survive being copied."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import httpx
import pytest
from runtime import _errors
from runtime._errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    SDKError,
    StreamError,
)

from tests.runtime.transport_support import KEY, Server, answer, async_client, client

BY_STATUS = {
    400: _errors.BadRequestError,
    401: _errors.AuthenticationError,
    403: _errors.PermissionDeniedError,
    404: _errors.NotFoundError,
    409: _errors.ConflictError,
    418: APIStatusError,
    422: _errors.UnprocessableEntityError,
    429: _errors.RateLimitError,
    500: _errors.InternalServerError,
    599: _errors.InternalServerError,
}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def fail(status: int = 404, json: object = None, **rest: Any) -> APIStatusError:
    with pytest.raises(APIStatusError) as caught:
        client(Server(answer(status, json, **rest)), max_retries=0).things.get("1")
    return caught.value


@pytest.mark.parametrize(("status", "cls"), BY_STATUS.items())
def test_class_by_status(status: int, cls: type[APIStatusError]) -> None:
    error = fail(status)
    assert type(error) is cls
    assert isinstance(error, SDKError)
    assert error.status_code == error.response.status_code == status


@pytest.mark.anyio
async def test_async_client_raises_alike() -> None:
    with pytest.raises(_errors.NotFoundError, match=r"^Error code: 404 - \{'detail': 'gone'\}$"):
        await async_client(Server(answer(404, {"detail": "gone"}))).things.get("1")


def test_attributes() -> None:
    error = fail(422, {"code": "bad_name", "type": "invalid", "param": 3}, headers={"x-request-id": "req_1"})
    assert error.body == {"code": "bad_name", "type": "invalid", "param": 3}
    assert (error.code, error.type, error.param) == ("bad_name", "invalid", None)
    assert error.request_id == "req_1"
    assert error.request.url.path == "/things/1"
    assert str(error) == error.message == "Error code: 422 - {'code': 'bad_name', 'type': 'invalid', 'param': 3}"


def test_code_inside_an_error_object() -> None:
    assert fail(400, {"error": {"code": "inner", "type": "t"}}).code == "inner"


def test_text_and_empty_bodies() -> None:
    assert str(fail(500, content=b"<h1>oops</h1>")) == "Error code: 500 - <h1>oops</h1>"
    error = fail(500, content=b"")
    assert (str(error), error.body) == ("Error code: 500", "")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"[" * 100_000, b'{"a":'])
def test_body_that_is_no_json_is_text(content: bytes) -> None:
    assert isinstance(fail(500, content=content).body, str)


def test_long_body_is_cut_in_the_message_only() -> None:
    error = fail(500, {"detail": "x" * 5_000_000})
    assert len(str(error)) < 1200
    assert "more characters, see .body" in str(error)
    assert len(error.body["detail"]) == 5_000_000  # type: ignore[index]


def response() -> httpx.Response:
    request = httpx.Request(
        "POST", f"https://u:p@api.example.com/x?q=1&sesame={KEY}", headers={"Authorization": KEY, "X-A": "1"}
    )
    return httpx.Response(
        429, json={"code": "slow"}, headers={"x-request-id": "req_1", "retry-after": "7"}, request=request
    )


@pytest.mark.parametrize(("status", "error"), [each for each in BY_STATUS.items() if each[0] < 500 and each[0] != 418])
def test_type_checkers_know_the_status_of_an_error(status: int, error: type[APIStatusError]) -> None:
    assert error.__annotations__["status_code"] == f"Literal[{status}]"


class CustomError(_errors.RateLimitError):
    def __init__(self, message: str, *, response: httpx.Response, hint: str) -> None:
        super().__init__(message, response=response, body=None)
        self.hint = hint


ERRORS: list[APIError] = [
    *(cls("message", response=response(), body={"code": "slow"}) for cls in BY_STATUS.values()),
    _errors.UnsafeRedirectError("message", response=response(), body=None),
    CustomError("message", response=response(), hint="wait"),
    APIError("message", response().request, body=None),
    APIConnectionError(message="message", request=response().request),
    APITimeoutError(response().request),
    APIResponseValidationError(response(), b"raw"),
    StreamError("message", response=response(), body="data"),
]


def _roundtrip(error: APIError) -> APIError:
    return pickle.loads(pickle.dumps(error))  # type: ignore[no-any-return]


@pytest.mark.parametrize("duplicate", [_roundtrip, copy.copy, copy.deepcopy])
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_every_error_can_be_copied(error: APIError, duplicate: Callable[[APIError], APIError]) -> None:
    again = duplicate(error)
    assert type(again) is type(error)
    assert str(again) == str(error)
    kept = {name: value for name, value in vars(error).items() if name not in ("request", "response")}
    assert {name: value for name, value in vars(again).items() if name not in ("request", "response")} == kept
    assert again.request.method == "POST"
    assert again.request.headers["x-a"] == "1"
    if isinstance(error, APIStatusError) and isinstance(again, APIStatusError):
        assert again.response.content == b'{"code":"slow"}'
        assert again.response.headers["retry-after"] == "7"
        assert again.retry_after == 7
        assert again.response.request.url == again.request.url
    assert KEY not in repr(again.request.headers.raw)
    assert ":p@" not in str(again.request.url)
    assert KEY not in str(again.request.url)
    assert again.request.url.params["q"] == "1"


def test_copy_of_an_error_keeps_a_compressed_body_readable() -> None:
    import gzip

    error = fail(500, content=gzip.compress(b'{"code":"z"}'), headers={"content-encoding": "gzip"})
    assert pickle.loads(pickle.dumps(error)).response.json() == {"code": "z"}


def test_pickle_of_a_canary_key_does_not_hold_it() -> None:
    assert KEY.encode() not in pickle.dumps(fail())


def _raise() -> None:
    raise _errors.RateLimitError("message", response=response(), body={"code": "slow"})


def test_error_comes_out_of_a_process_pool() -> None:
    import multiprocessing

    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        error = pool.submit(_raise).exception(timeout=60)
    assert isinstance(error, _errors.RateLimitError)
    assert error.code == "slow"
