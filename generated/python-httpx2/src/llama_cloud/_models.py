"""The base of response models, and construction of values without raising for what the SDK does not know."""

from __future__ import annotations

import sys
from threading import RLock
from typing import TYPE_CHECKING, Any, Callable, ClassVar, Dict, Mapping, Optional, Set, Type, TypeVar, cast

import pydantic
from pydantic import ConfigDict
from pydantic import TypeAdapter as TypeAdapter
from typing_extensions import Literal, ParamSpec, Self

from ._lazy import lazy_module
from ._options import FinalRequestOptions as FinalRequestOptions
from ._options import SecurityOptions as SecurityOptions
from ._property_info import DISCRIMINATOR_CACHE as DISCRIMINATOR_CACHE

_T = TypeVar("_T")
_P = ParamSpec("_P")
_ModelT = TypeVar("_ModelT", bound="BaseModel")

#: Held while pydantic builds a validator that was deferred: pydantic before 2.14 does not do that safely in threads.
BUILD_LOCK = RLock()


class BaseModel(pydantic.BaseModel):
    """A response object. Fields that the SDK does not know are kept, and readable as attributes.

    A field whose value has not the promised type holds that value as it came; a required field that did not come is
    None.
    """

    model_config = ConfigDict(extra="allow", defer_build=True, protected_namespaces=(), ser_json_inf_nan="constants")

    if TYPE_CHECKING:
        # Models that know the type of their other keys declare it; pydantic's own annotation cannot be narrowed.
        __pydantic_extra__: Any = pydantic.Field(init=False)

    #: The id that the server gave the request, on the top object of a response.
    _request_id: ClassVar[Optional[str]] = None

    @classmethod
    def model_rebuild(
        cls,
        *,
        force: bool = False,
        raise_errors: bool = True,
        _parent_namespace_depth: int = 2,
        _types_namespace: Optional[Mapping[str, Any]] = None,
    ) -> Optional[bool]:
        """`pydantic.BaseModel.model_rebuild`, one thread at a time. What a class inherits is looked up where it was
        written too; pydantic only knows the names in the module of the class itself.
        """
        depth = _parent_namespace_depth + 1
        modules = [vars(sys.modules[each.__module__]) for each in cls.__mro__ if issubclass(each, BaseModel)][:-1]
        with BUILD_LOCK:
            rebuild = super().model_rebuild
            if _types_namespace is not None or all(each is modules[0] for each in modules):
                return rebuild(
                    force=force,
                    raise_errors=raise_errors,
                    _parent_namespace_depth=depth,
                    _types_namespace=_types_namespace,
                )
            found = rebuild(force=force, raise_errors=False, _parent_namespace_depth=depth)
            if found is not False:
                return found
            names = {name: value for each in reversed(modules) for name, value in each.items()}
            return rebuild(force=True, raise_errors=raise_errors, _types_namespace=names)

    @classmethod
    def construct(cls, /, _fields_set: Optional[Set[str]] = None, **values: object) -> Self:
        """Build a model, and the models inside it, from wire names and values, none of which is ever refused."""
        from ._construct import construct_model

        built = construct_model(cls, values)
        if _fields_set is not None:
            object.__setattr__(built, "__pydantic_fields_set__", _fields_set)
        return built

    if not TYPE_CHECKING:
        model_construct = construct

    def __str__(self) -> str:
        return repr(self)

    def to_dict(
        self,
        *,
        mode: Literal["json", "python"] = "python",
        use_api_names: bool = True,
        exclude_unset: bool = True,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        warnings: bool = False,
    ) -> Dict[str, object]:
        """The model as a dict: by default with the names of the API and only what the server sent.

        With the mode "json" all values are such as JSON has. `warnings` are of values that have not the promised type,
        which is ordinary in answers of a newer API. The other arguments are those of pydantic's `model_dump`.
        """
        return self.model_dump(
            mode=mode,
            by_alias=use_api_names,
            exclude_unset=exclude_unset,
            exclude_defaults=exclude_defaults,
            exclude_none=exclude_none,
            warnings=warnings,
        )

    def to_json(
        self,
        *,
        indent: Optional[int] = 2,
        use_api_names: bool = True,
        exclude_unset: bool = True,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        warnings: bool = False,
    ) -> str:
        """The model as JSON text; the arguments are those of `to_dict`, `indent=None` gives one line."""
        return self.model_dump_json(
            indent=indent,
            by_alias=use_api_names,
            exclude_unset=exclude_unset,
            exclude_defaults=exclude_defaults,
            exclude_none=exclude_none,
            warnings=warnings,
        )


class GenericModel(BaseModel):
    """The base of generic response models."""


class UnknownVariant(BaseModel):
    """A variant of a tagged union that this SDK does not know; all it came with is readable by attribute."""

    if TYPE_CHECKING:

        def __getattr__(self, attr: str) -> Any: ...


def set_request_id(obj: Any, request_id: Optional[str]) -> None:
    """Put the id of the request on the object made of its response, where that is a model."""
    if request_id is not None and isinstance(obj, pydantic.BaseModel):
        object.__setattr__(obj, "_request_id", request_id)


def build(base_model_cls: Callable[_P, _ModelT], *args: _P.args, **kwargs: _P.kwargs) -> _ModelT:
    """`construct` with the signature of the model's constructor: checked by type checkers, not at run time."""
    if args:
        raise TypeError(
            f"Received positional arguments which are not supported; Keyword arguments must be used instead: {args}"
        )
    return cast("Type[_ModelT]", base_model_cls).construct(None, **cast("Dict[str, object]", kwargs))


def construct_type(*, value: object, type_: object, metadata: Optional[Any] = None) -> object:
    """Loose construction of a value of any type; what does not fit is kept as it came.

    `metadata` is that of an `Annotated` taken apart by the caller.
    """
    from ._construct import from_value

    if metadata:
        from typing_extensions import Annotated

        type_ = Annotated[cast("Any", (type_, *metadata))]
    return from_value(type_, value)


def construct_type_unchecked(*, value: object, type_: Type[_T]) -> _T:
    """`construct_type`, the result typed as what was asked for."""
    return cast("_T", construct_type(value=value, type_=type_))


if not TYPE_CHECKING:
    __getattr__, __dir__ = lazy_module(__name__, {"EagerIterable": "._utils._eager_iterable"})
