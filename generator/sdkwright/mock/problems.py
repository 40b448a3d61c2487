"""What is wrong with a request, and how it is told (RFC 9457, Problem Details for HTTP APIs)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from sdkwright.diagnostics.clean import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

MEDIA_TYPE = "application/problem+json"
LONGEST = 300


class Fault(NamedTuple):
    """One thing that is wrong. `place` is path, query, header, cookie or body; `name` is a parameter's, `pointer` leads
    (RFC 6901) to the value within the parameter or the body.
    """

    place: str
    message: str
    name: str | None = None
    pointer: str | None = None

    @property
    def data(self) -> dict[str, str]:
        found = {"in": self.place}
        if self.name is not None:
            found["name"] = self.name
        if self.pointer is not None:
            found["pointer"] = self.pointer
        return {**found, "message": shortened(self.message)}


@dataclass(frozen=True)
class Refusal(Exception):  # noqa: N818  (what a request meets is a refusal, not an error of ours)
    """A request that is answered with `status` and a problem document."""

    status: int
    detail: str
    faults: tuple[Fault, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def body(self) -> bytes:
        data: dict[str, Any] = {"type": "about:blank", "title": title(self.status), "status": self.status}
        data["detail"] = self.detail
        if self.faults:
            data["errors"] = [each.data for each in self.faults]
        return json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")


def title(status: int) -> str:
    """The reason phrase of a status, where it has one."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error" if status >= HTTPStatus.BAD_REQUEST else "Answer"


def shortened(message: str) -> str:
    return clean(message if len(message) <= LONGEST else message[:LONGEST] + " …")
