"""The routes of the server, as the document in `spec/` describes them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .agent import infer_title
from .faults import FaultMiddleware, control, fault_of
from .refusals import RefusedError, answer_refusal, answer_unknown_route
from .requests import (
    SessionCreate,
    TitleRequest,
    page_token,
    read_body,
    read_list_query,
    read_page_token,
    require_key,
    scope_of,
)
from .turns import stream_turn

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from .faults import FaultBox
    from .store import Session, Store


@dataclass(frozen=True, slots=True)
class Settings:
    """`pause`: seconds between the events of a stream."""

    api_key: str = "secret-key"
    pause: float = 0.0


def create_app(store: Store, faults: FaultBox, settings: Settings) -> ASGIApp:
    endpoints = _Endpoints(store, settings)
    session = "/api/v1/chat/{session_id}"
    routes = [
        ("GET", "/api/v1/chat", endpoints.list),
        ("POST", "/api/v1/chat", endpoints.create),
        ("GET", session, endpoints.retrieve),
        ("DELETE", session, endpoints.delete),
        ("GET", f"{session}/summary", endpoints.summary),
        ("POST", f"{session}/title", endpoints.title),
        ("POST", f"{session}/messages/stream", endpoints.stream),
    ]
    app = Starlette(
        routes=[
            *(
                Route(path, partial(_guarded, endpoint, settings), methods=[method])
                for method, path, endpoint in routes
            ),
            Route("/__faults__", partial(control, box=faults), methods=["GET", "POST", "DELETE"]),
        ],
        exception_handlers={RefusedError: answer_refusal, HTTPException: answer_unknown_route},
    )
    app.router.redirect_slashes = False
    return FaultMiddleware(app, faults)


async def _guarded(
    endpoint: Callable[[Request], Awaitable[Response]], settings: Settings, request: Request
) -> Response:
    require_key(request, settings.api_key)
    fault = fault_of(request.scope)
    if fault is not None and not request.url.path.endswith("/stream"):
        if fault.kind == "stall":
            await anyio.sleep(fault.seconds)
        elif fault.kind == "garbage":
            return Response(b'{"items": [\xff\xfe', media_type="application/json")
    return await endpoint(request)


class _Endpoints:
    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings

    async def list(self, request: Request) -> Response:
        query = read_list_query(request)
        before = None if query.page_token is None else read_page_token(query.page_token)
        # One more than asked for tells whether another page follows.
        found = self._store.page(scope_of(request), before=before, size=query.page_size + 1)
        shown = found[: query.page_size]
        following = page_token(shown[-1].number) if len(found) > query.page_size else None
        fault = fault_of(request.scope)
        if fault is not None and fault.kind == "repeat_page_token":
            following = query.page_token or page_token(2**40)
        return JSONResponse({"items": [_summary(session) for session in shown], "next_page_token": following})

    async def create(self, request: Request) -> Response:
        body = await read_body(request, SessionCreate)
        session = self._store.create(scope_of(request), f"ses-{secrets.token_hex(8)}", body.index_ids)
        return JSONResponse(_summary(session))

    async def retrieve(self, request: Request) -> Response:
        session = self._session(request)
        return JSONResponse({"events": self._store.events(session), **_summary(session)})

    async def delete(self, request: Request) -> Response:
        self._store.delete(self._session(request))
        return Response(status_code=204)

    async def summary(self, request: Request) -> Response:
        return JSONResponse(_summary(self._session(request)))

    async def title(self, request: Request) -> Response:
        session = self._session(request)
        body = await read_body(request, TitleRequest)
        return JSONResponse(_summary(self._store.save(session, title=infer_title(body.first_message))))

    async def stream(self, request: Request) -> Response:
        return await stream_turn(request, self._store, self._session(request), pause=self._settings.pause)

    def _session(self, request: Request) -> Session:
        session_id = request.path_params["session_id"]
        session = self._store.find(scope_of(request), session_id)
        if session is None:
            raise RefusedError(404, f"Session {session_id} not found")
        return session


def _summary(session: Session) -> dict[str, Any]:
    return {
        "last_updated_at": session.updated_at,
        "session_id": session.session_id,
        "generated_title": session.title,
        "index_ids": session.index_ids,
        "job_metadata": session.job,
    }
