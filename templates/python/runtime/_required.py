"""Methods that are called in several ways, each with arguments that it needs."""

from __future__ import annotations

import functools
import inspect
from typing import Any, Callable, Iterable, Sequence, TypeVar, cast

from ._wire import is_given

_CallableT = TypeVar("_CallableT", bound=Callable[..., Any])


def required_args(*variants: Sequence[str]) -> Callable[[_CallableT], _CallableT]:
    """Make a call raise TypeError unless it gives all arguments of at least one variant, and no more than there are."""

    def decorate(func: _CallableT) -> _CallableT:
        positional = [
            name
            for name, parameter in inspect.signature(func).parameters.items()
            if parameter.kind in {parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD}
        ]

        @functools.wraps(func)
        def wrapper(*args: object, **kwargs: object) -> object:
            if len(args) > len(positional):
                raise TypeError(f"{func.__name__}() takes {len(positional)} argument(s) but {len(args)} were given")
            given = set(positional[: len(args)])
            given.update(name for name, value in kwargs.items() if is_given(value))
            if not any(given.issuperset(variant) for variant in variants):
                raise TypeError(_missing(variants, given))
            return func(*args, **kwargs)

        return cast("_CallableT", wrapper)

    return decorate


def _missing(variants: Sequence[Sequence[str]], given: Iterable[str]) -> str:
    if len(variants) == 1:
        names = [name for name in variants[0] if name not in set(given)]
        return f"Missing required argument{'s' if len(names) > 1 else ''}: {_human(names, 'and')}"
    wanted = [f"({_human(variant, 'and')})" for variant in variants]
    return f"Missing required arguments; Expected either {_human(wanted, 'or', quote=False)} arguments to be given"


def _human(names: Sequence[str], joiner: str, *, quote: bool = True) -> str:
    shown = [repr(name) for name in names] if quote else list(names)
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {joiner} {shown[-1]}"
