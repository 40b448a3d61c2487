"""Objects that are loaded when they are first needed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, Generic, Iterable, TypeVar, cast

from typing_extensions import override

_T = TypeVar("_T")


class LazyProxy(ABC, Generic[_T]):
    """Stands for an object that is loaded when it is first needed; a subclass says how in `__load__`.

    One that loads a proxy, itself or another, has nothing to show and is shown by the name of its class.
    """

    def __getattr__(self, attr: str) -> object:
        proxied: Any = self.__get_proxied__()
        if _is_proxy(proxied):
            return proxied
        found: object = getattr(proxied, attr)
        return found

    @override
    def __repr__(self) -> str:
        proxied: Any = self.__get_proxied__()
        return type(proxied).__name__ if _is_proxy(proxied) else repr(proxied)

    @override
    def __str__(self) -> str:
        proxied: Any = self.__get_proxied__()
        return type(proxied).__name__ if _is_proxy(proxied) else str(proxied)

    @override
    def __dir__(self) -> Iterable[str]:
        proxied: Any = self.__get_proxied__()
        return [] if _is_proxy(proxied) else dir(proxied)

    @property  # type: ignore[misc]
    @override
    def __class__(self) -> type:  # pyright: ignore[reportIncompatibleMethodOverride]
        try:
            proxied: Any = self.__get_proxied__()
        except Exception:
            return type(self)
        return type(proxied) if type(proxied) is type(self) else proxied.__class__

    def __get_proxied__(self) -> _T:
        return self.__load__()

    def __as_proxied__(self) -> _T:
        """The proxy itself, typed as what it stands for."""
        return cast("_T", self)

    @abstractmethod
    def __load__(self) -> _T: ...


def _is_proxy(value: object) -> bool:
    return isinstance(value, LazyProxy)
