"""Writing a body to a file: whole or not at all, and only where the caller says."""

from __future__ import annotations

import os
from pathlib import Path
from typing import AsyncIterable, Iterable, Union

__all__ = ["async_save", "save"]


def save(chunks: Iterable[bytes], file: Union[str, os.PathLike[str]]) -> None:
    """Write beside the target, then rename; on any error nothing is left behind and an old file stays as it was."""
    target = Path(file)
    beside = _beside(target)
    try:
        with beside.open("xb") as out:
            for chunk in chunks:
                out.write(chunk)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


async def async_save(chunks: AsyncIterable[bytes], file: Union[str, os.PathLike[str]]) -> None:
    """The same, the file being written in a worker thread."""
    from anyio import to_thread

    target = Path(file)
    beside = _beside(target)
    try:
        with beside.open("xb") as out:
            async for chunk in chunks:
                await to_thread.run_sync(out.write, chunk)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.{os.urandom(6).hex()}.part")
