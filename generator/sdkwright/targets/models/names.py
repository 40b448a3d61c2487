"""What the definitions of a flat package of models are called: as in the SDK, where each has a module of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sdkwright.api import Reference
from sdkwright.name.scope import Claim, settle

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from sdkwright.api import TypeId, TypeRef
    from sdkwright.lower.context import Context
    from sdkwright.name.table import TypeModule

# What modules of models import or define besides, in any flavour.
TAKEN = frozenset(
    {
        "Annotated", "Any", "AwareDatetime", "BaseModel", "ConfigDict", "Dict", "Field", "List", "Literal", "Mapping",
        "Meta", "NotRequired", "Optional", "RootModel", "Sequence", "Struct", "TypeAlias", "TypeAliasType",
        "TypedDict", "UNSET", "Union", "UnsetType", "dataclass", "date", "datetime", "field",
    }
)  # fmt: skip

# Names of builtins: a class is referred to before it stands, and is taken for them then.
BUILTINS = frozenset(
    {
        "ArithmeticError", "AssertionError", "AttributeError", "BaseException", "BaseExceptionGroup", "BlockingIOError",
        "BrokenPipeError", "BufferError", "BytesWarning", "ChildProcessError", "ConnectionAbortedError",
        "ConnectionError", "ConnectionRefusedError", "ConnectionResetError", "DeprecationWarning", "EOFError",
        "Ellipsis", "EncodingWarning", "EnvironmentError", "Exception", "ExceptionGroup", "FileExistsError",
        "FileNotFoundError", "FloatingPointError", "FutureWarning", "GeneratorExit", "IOError", "ImportError",
        "ImportWarning", "IndentationError", "IndexError", "InterruptedError", "IsADirectoryError", "KeyError",
        "KeyboardInterrupt", "LookupError", "MemoryError", "ModuleNotFoundError", "NameError", "NotADirectoryError",
        "NotImplemented", "NotImplementedError", "OSError", "OverflowError", "PendingDeprecationWarning",
        "PermissionError", "ProcessLookupError", "PythonFinalizationError", "RecursionError", "ReferenceError",
        "ResourceWarning", "RuntimeError", "RuntimeWarning", "StopAsyncIteration", "StopIteration", "SyntaxError",
        "SyntaxWarning", "SystemError", "SystemExit", "TabError", "TimeoutError", "TypeError", "UnboundLocalError",
        "UnicodeDecodeError", "UnicodeEncodeError", "UnicodeError", "UnicodeTranslateError", "UnicodeWarning",
        "UserWarning", "ValueError", "Warning", "ZeroDivisionError",
    }
)  # fmt: skip

_Key: TypeAlias = "tuple[TypeId | None, tuple[str, ...]]"


class Named(NamedTuple):
    """`types` names the definitions of the API that models are made of; `wholes` are what answers or takes a method and
    is no such definition, by their names; `also` maps what the SDK calls one of both besides to the name it has here.
    `inner` are names that only stand here.
    """

    types: Mapping[TypeId, str]
    wholes: Mapping[str, TypeRef]
    also: Mapping[str, str]
    inner: AbstractSet[str]


def named(context: Context) -> Named:
    """The names of all that the API answers and takes. A definition that both do is called after what it answers."""
    claims: dict[_Key, Claim[_Key]] = {}
    wholes: dict[_Key, TypeRef] = {}
    also: dict[str, _Key] = {}
    for module, ref, name in _gathered(context):
        type_id = ref.id if isinstance(ref, Reference) else None
        key: _Key = (type_id, () if type_id else (*module.name.dotted, name))
        if type_id is None:
            wholes[key] = ref
        if name == module.root_name and not (module.role == "model" and module.flavour == "input"):
            also.setdefault(name, key)
        if key in claims:
            continue
        claims[key] = Claim(key, _candidates(module, name), type_id or "/".join(key[1]), module.role == "model")
    settled = settle(list(claims.values()), taken=TAKEN | BUILTINS).names
    types = {type_id: name for (type_id, _), name in settled.items() if type_id is not None}
    used = set(settled.values())
    others = {name: settled[key] for name, key in sorted(also.items()) if name not in used}
    hidden = {settled[key] for key, claim in claims.items() if claim.candidates[0] in TAKEN | BUILTINS}
    return Named(
        types=types,
        wholes={settled[key]: ref for key, ref in wholes.items()},
        also=others,
        inner=hidden.intersection(others.values()),
    )


def _gathered(context: Context) -> Iterator[tuple[TypeModule, TypeRef, str]]:
    """Every name that the SDK has for a type, the most telling first."""
    modules = [each for each in context.names.modules if each.role != "collect"]
    for flavour in ("output", "input"):
        own = [each for each in modules if each.flavour == flavour]
        for module in own:
            if module.root is not None:
                yield module, module.root, module.root_name
        for module in own:
            for type_id, name in module.classes:
                yield module, Reference(type_id), name
    for module in modules:
        if module.role == "params":
            body = context.operation(module.operation).body
            if body is not None and body.kind == "json":
                yield module, body.type, module.root_name


def _candidates(module: TypeModule, name: str) -> tuple[str, ...]:
    root = "" if name == module.root_name else module.root_name
    package = "".join(word.capitalize() for part in module.name.package for word in part.split("_"))
    return tuple(dict.fromkeys((name, f"{root}{name}", f"{package}{root}{name}", f"{package}{root}{name}Model")))
