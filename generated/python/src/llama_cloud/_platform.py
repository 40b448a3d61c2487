"""What the telemetry headers say of the machine; taken from what the interpreter knows already."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import Dict, Mapping, Optional

from ._seam import TELEMETRY_PREFIX

__all__ = ["OtherArch", "OtherPlatform", "get_architecture", "get_async_library", "get_platform", "platform_headers"]


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


_PLATFORMS = (
    ("android", "Android"),
    ("ios", "iOS"),
    ("darwin", "MacOS"),
    ("win", "Windows"),
    ("linux", "Linux"),
    ("freebsd", "FreeBSD"),
    ("openbsd", "OpenBSD"),
)
_ARCHITECTURES = {"arm64": "arm64", "aarch64": "arm64", "arm": "arm", "x86_64": "x64", "amd64": "x64"}
_IMPLEMENTATIONS = {"cpython": "CPython", "pypy": "PyPy", "graalpy": "GraalVM"}


def get_platform() -> str:
    """The operating system, as telemetry names it."""
    if hasattr(sys, "getandroidapilevel"):
        return "Android"
    for prefix, name in _PLATFORMS:
        if sys.platform.startswith(prefix):
            return name
    return OtherPlatform(sys.platform) if sys.platform else "Unknown"


def get_architecture() -> str:
    """The processor, as telemetry names it."""
    uname = getattr(os, "uname", None)
    machine = (uname().machine if uname is not None else os.environ.get("PROCESSOR_ARCHITECTURE", "")).lower()
    if machine in _ARCHITECTURES:
        return _ARCHITECTURES[machine]
    if sys.maxsize <= 2**32:
        return "x32"
    return OtherArch(machine) if machine else "unknown"


def get_async_library() -> str:
    """The library whose event loop runs this code, `unknown` outside of one."""
    asyncio = sys.modules.get("asyncio")
    if asyncio is not None and asyncio._get_running_loop() is not None:
        return "asyncio"
    return "trio" if "trio" in sys.modules and asyncio is None else "unknown"


@cache
def platform_headers(version: str, async_library: Optional[str] = None) -> Mapping[str, str]:
    """The telemetry headers that are the same for all calls; none when the seam turns telemetry off."""
    if TELEMETRY_PREFIX is None:
        return {}
    headers: Dict[str, str] = {
        "Lang": "python",
        "Package-Version": version,
        "OS": str(get_platform()),
        "Arch": str(get_architecture()),
        "Runtime": _IMPLEMENTATIONS.get(sys.implementation.name, sys.implementation.name),
        "Runtime-Version": sys.version.split(maxsplit=1)[0],
        "Async": "false" if async_library is None else f"async:{async_library}",
    }
    return {f"{TELEMETRY_PREFIX}-{name}": value for name, value in headers.items()}
