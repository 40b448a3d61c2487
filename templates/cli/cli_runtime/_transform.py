"""`--transform`: a JMESPath expression (https://jmespath.org) for each value before it is written."""

from __future__ import annotations

from typing import Any

import click

from ._client import Settings


class Transform:
    """Gives what is written for a value. `keeps_null`: null is written; an expression that finds nothing gives null."""

    keeps_null = True

    def __call__(self, value: Any) -> Any:
        return value


class Search(Transform):
    """What an expression finds."""

    keeps_null = False

    def __init__(self, expression: str) -> None:
        import jmespath
        from jmespath.exceptions import JMESPathError

        self._failure = JMESPathError
        try:
            self._search = jmespath.compile(expression).search
        except JMESPathError as error:
            raise click.UsageError(f"Invalid value for '--transform': {error}") from error

    def __call__(self, value: Any) -> Any:
        try:
            return self._search(value)
        except self._failure as error:
            raise click.UsageError(f"'--transform' does not fit the answer: {error}") from error


def transform_of(settings: Settings) -> Transform:
    """Raises click.UsageError where the expression is none."""
    return Transform() if settings.transform is None else Search(settings.transform)
