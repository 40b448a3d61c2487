"""Packages whose names are imported when they are first used (PEP 562), so that importing an SDK costs little."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, Callable, Dict, List, Sequence, Tuple


def lazy_module(
    module: str, exports: Dict[str, str], *, packages: Sequence[str] = ()
) -> Tuple[Callable[[str], Any], Callable[[], List[str]]]:
    """`__getattr__` and `__dir__` for `module`, a package or a module.

    `exports` maps each name to the relative module that defines it, `packages` are sub-packages that are attributes.
    A name is looked up once; from then on it is an ordinary attribute of the module.
    """

    package = vars(sys.modules[module])["__package__"]

    def get(name: str) -> Any:
        if name in exports:
            value = getattr(import_module(exports[name], package), name)
        elif name in packages:
            value = import_module(f".{name}", package)
        else:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        setattr(sys.modules[module], name, value)
        return value

    def names() -> List[str]:
        return sorted({*vars(sys.modules[module]), *exports, *packages})

    return get, names
