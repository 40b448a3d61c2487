"""Helpers around callables, iterators and lazily loaded objects."""

from __future__ import annotations

import functools
import inspect
from abc import ABC, abstractmethod
from typing import (
    Any,
    AsyncIterator,
    Awaitable,
    Callable,
    Generic,
    Iterable,
    Iterator,
    Optional,
    Sequence,
    TypeVar,
    cast,
)

from typing_extensions import ParamSpec, override

from ._guards import is_given

_T = TypeVar("_T")
_P = ParamSpec("_P")
_CallableT = TypeVar("_CallableT", bound=Callable[..., Any])


def required_args(*variants: Sequence[str]) -> Callable[[_CallableT], _CallableT]:
    """Make a call raise TypeError unless it gives all arguments of at least one variant."""

    def decorate(func: _CallableT) -> _CallableT:
        positional = [
            name
            for name, parameter in inspect.signature(func).parameters.items()
            if parameter.kind in {parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD}
        ]

        @functools.wraps(func)
        def wrapper(*args: object, **kwargs: object) -> object:
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


def lru_cache(*, maxsize: Optional[int] = 128) -> Callable[[_CallableT], _CallableT]:
    """`functools.lru_cache` that keeps the signature for type checkers."""
    return cast("Callable[[_CallableT], _CallableT]", functools.lru_cache(maxsize=maxsize))


def consume_sync_iterator(iterator: Iterator[Any]) -> None:
    for _ in iterator:
        ...


async def consume_async_iterator(iterator: AsyncIterator[Any]) -> None:
    async for _ in iterator:
        ...


def asyncify(function: Callable[_P, _T]) -> Callable[_P, Awaitable[_T]]:
    """Run a blocking function in a worker thread, on asyncio and trio alike."""

    @functools.wraps(function)
    async def wrapper(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        from anyio import to_thread  # heavy, and only async callers need it

        return await to_thread.run_sync(functools.partial(function, *args, **kwargs))

    return wrapper


class LazyProxy(ABC, Generic[_T]):
    """Stands for an object that is loaded when it is first needed; a subclass says how in `__load__`."""

    def __getattr__(self, attr: str) -> object:
        found: object = getattr(self.__get_proxied__(), attr)
        return found

    @override
    def __repr__(self) -> str:
        return repr(self.__get_proxied__())

    @override
    def __str__(self) -> str:
        return str(self.__get_proxied__())

    @override
    def __dir__(self) -> Iterable[str]:
        return dir(self.__get_proxied__())

    @property  # type: ignore[misc]
    @override
    def __class__(self) -> type:  # pyright: ignore[reportIncompatibleMethodOverride]
        try:
            return type(self.__get_proxied__())
        except Exception:
            return type(self)

    def __get_proxied__(self) -> _T:
        return self.__load__()

    def __as_proxied__(self) -> _T:
        """The proxy itself, typed as what it stands for."""
        return cast("_T", self)

    @abstractmethod
    def __load__(self) -> _T: ...
