"""Whether a request carries the credentials that an operation needs. Any value will do: a mock knows no secrets."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from sdkwright.mock.nodes import mapping, sequence
from sdkwright.mock.problems import Fault, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.api import SecurityScheme
    from sdkwright.mock.incoming import Incoming
    from sdkwright.mock.operations import Operation


class Credentials:
    """`default` are the document's own requirements. A scheme that is not known needs nothing."""

    def __init__(self, schemes: Mapping[str, SecurityScheme], default: object) -> None:
        self._schemes = schemes
        self._default = tuple(sequence(default))

    def check(self, operation: Operation, request: Incoming) -> None:
        """Raises Refusal (401) where every alternative lacks a credential."""
        alternatives = operation.security if operation.security is not None else self._default
        missing: list[SecurityScheme] = []
        for each in alternatives:
            schemes = [self._schemes[name] for name in mapping(each) if name in self._schemes]
            lacking = [scheme for scheme in schemes if not is_there(scheme, request)]
            if not lacking:
                return
            missing += lacking
        if missing:
            faults = tuple(dict.fromkeys(_fault(each) for each in missing))
            challenges = dict.fromkeys(challenge(each) for each in missing)
            detail = "no credentials that the operation accepts: " + "; ".join(
                f"{each.place} {each.name} {each.message}" for each in faults
            )
            headers = {"WWW-Authenticate": ", ".join(challenges)}
            raise Refusal(HTTPStatus.UNAUTHORIZED, detail, faults, headers)


def is_there(scheme: SecurityScheme, request: Incoming) -> bool:
    if scheme.kind == "mutualTLS":
        return True
    if scheme.place == "header":
        value = request.headers.get(scheme.wire_name.lower(), "")
        prefix = scheme.prefix.lower()
        return value.lower().startswith(prefix) and bool(value[len(prefix) :].strip())
    pairs = request.query if scheme.place == "query" else request.cookies
    return any(name == scheme.wire_name and value for name, value in pairs)


def _fault(scheme: SecurityScheme) -> Fault:
    message = f"must be `{scheme.prefix}…`" if scheme.prefix else "is missing"
    return Fault(scheme.place, message, scheme.wire_name)


def challenge(scheme: SecurityScheme) -> str:
    """RFC 9110, 11.6.1."""
    word = scheme.prefix.strip() or "ApiKey"
    return f'{word} realm="mock"'
