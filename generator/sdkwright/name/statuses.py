"""What the answers of an operation beside its first success are called: by the phrase of their status (RFC 9110)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from sdkwright.api import Nullable, Scalar, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sdkwright.api import Operation, Response, TypeRef

RANGES: Mapping[str, str] = {"2XX": "success", "3XX": "redirect", "4XX": "client", "5XX": "server", "DEFAULT": ""}
OWN_WORDS: Mapping[str, str] = {"200": "ok", "500": "internal server"}


class Further(NamedTuple):
    """An answer with a class of its own, and the words that end its name."""

    status: str
    type: TypeRef
    words: tuple[str, ...]


def further_answers(operation: Operation) -> Iterator[Further]:
    """Each further success and each error of another type than those before it, by status. None where only the first
    success counts.
    """
    if not operation.successes:
        return
    seen = {operation.success.type, operation.streaming.event if operation.streaming else None}
    for each, last in [(each, "response") for each in operation.successes] + [
        (each, "error") for each in typed(operation)
    ]:
        if each.type is not None and each.type not in seen:
            seen.add(each.type)
            words = status_words(each.status)
            yield Further(each.status, each.type, (*words, *([] if words[-1:] == (last,) else [last])))


def typed(operation: Operation) -> list[Response]:
    """The documented errors whose bodies are more than a value of any kind; none where errors do not count."""
    if not operation.successes:
        return []
    return [each for each in operation.errors if each.kind == "json" and is_told(each.type)]


def is_told(ref: TypeRef | None) -> bool:
    inner = ref.inner if isinstance(ref, Nullable) else ref
    return inner is not None and not isinstance(inner, (Scalar, Unknown))


def status_words(status: str) -> tuple[str, ...]:
    """`("not", "found")` for 404, `("client",)` for `4XX`, nothing for `default`."""
    word = RANGES.get(status.upper(), OWN_WORDS.get(status))
    if word is None:
        try:
            word = HTTPStatus(int(status)).phrase
        except ValueError:
            word = f"status {status}"
    return tuple(word.lower().replace("-", " ").replace("'", "").split())
