"""What the telemetry headers say of the machine; taken from what the interpreter knows already."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import Mapping, Optional

from ._seam import TELEMETRY_PREFIX

_PLATFORMS = {
    "android": "Android", "ios": "iOS", "darwin": "MacOS", "win": "Windows", "linux": "Linux", "freebsd": "FreeBSD",
    "openbsd": "OpenBSD",
}  # fmt: skip
_ARCHITECTURES = {"arm64": "arm64", "aarch64": "arm64", "arm": "arm", "x86_64": "x64", "amd64": "x64"}
_IMPLEMENTATIONS = {"cpython": "CPython", "pypy": "PyPy", "graalpy": "GraalVM"}


class OtherPlatform(str):
    """An operating system without a name of its own here."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"Other:{super().__str__()}"


class OtherArch(str):
    """A processor architecture without a name of its own here."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"other:{super().__str__()}"


def get_platform() -> str:
    """The operating system, as telemetry names it."""
    system = "android" if hasattr(sys, "getandroidapilevel") else sys.platform
    return next((name for prefix, name in _PLATFORMS.items() if system.startswith(prefix)), OtherPlatform(system))


def get_architecture() -> str:
    """The processor, as telemetry names it."""
    uname = getattr(os, "uname", None)
    machine = (os.environ.get("PROCESSOR_ARCHITECTURE", "") if uname is None else uname().machine).lower()
    other = "x32" if sys.maxsize <= 2**32 else OtherArch(machine) if machine else "unknown"
    return _ARCHITECTURES.get(machine, other)


def get_async_library() -> str:
    """The library whose event loop runs this code, `unknown` outside of one."""
    asyncio = sys.modules.get("asyncio")
    if asyncio is not None and asyncio._get_running_loop() is not None:
        return "asyncio"
    return "trio" if "trio" in sys.modules and asyncio is None else "unknown"


@cache
def platform_headers(version: str, async_library: Optional[str] = None) -> Mapping[str, str]:
    """The telemetry headers that are the same for all calls; none when the seam turns telemetry off."""
    headers = {
        "Lang": "python",
        "Package-Version": version,
        "OS": str(get_platform()),
        "Arch": str(get_architecture()),
        "Runtime": _IMPLEMENTATIONS.get(sys.implementation.name, sys.implementation.name),
        "Runtime-Version": sys.version.split(maxsplit=1)[0],
        "Async": "false" if async_library is None else f"async:{async_library}",
    }
    return {f"{TELEMETRY_PREFIX}-{name}": value for name, value in headers.items() if TELEMETRY_PREFIX is not None}
