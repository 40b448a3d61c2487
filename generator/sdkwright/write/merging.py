"""Three-way merges of custom code, with git: `merge-file` for the merge, `cat-file` for a base that it still has."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from .manifest import blob_id

if TYPE_CHECKING:
    from collections.abc import Iterable

# Set by git for its hooks; they would lead away from the repository that holds the output.
_HOOK_VARIABLES = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"})


class MergeError(Exception):
    """git cannot merge these files (not text, or git is missing). The message says why."""


def find_blobs(ids: Iterable[str], directory: Path) -> dict[str, bytes]:
    """The blobs among `ids` that the repository around `directory` has; none when there is no repository or no git."""
    wanted = sorted(set(ids))
    if not wanted or not directory.is_dir():
        return {}
    try:
        done = _git(["cat-file", "--batch"], directory, "".join(f"{name}\n" for name in wanted).encode())
    except OSError:
        return {}
    return {name: content for name, content in _parse_batch(done.stdout) if blob_id(content) == name}


def merge(base: bytes, mine: bytes, theirs: bytes) -> bytes | None:
    """`mine` with what leads from `base` to `theirs` worked in, or None when the two edits conflict."""
    with tempfile.TemporaryDirectory(prefix="sdkwright-") as name:
        root = Path(name)
        for label, content in (("custom", mine), ("pristine", base), ("generated", theirs)):
            (root / label).write_bytes(content)
        try:
            done = _git(["merge-file", "--stdout", "custom", "pristine", "generated"], root, b"")
        except OSError as error:
            raise MergeError(f"git cannot be started: {error}") from error
    if done.returncode == 0:
        return done.stdout
    # The status is the number of conflicts, at most 127; anything above stands for an error.
    if 0 < done.returncode < 128:
        return None
    raise MergeError(done.stderr.decode(errors="replace").strip() or f"git ended with status {done.returncode}")


def _git(arguments: list[str], directory: Path, text: bytes) -> subprocess.CompletedProcess[bytes]:
    environment = {key: value for key, value in os.environ.items() if key not in _HOOK_VARIABLES}
    environment |= {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    command = ["git", *arguments]
    return subprocess.run(command, cwd=directory, env=environment, input=text, capture_output=True, check=False)  # noqa: S603


def _parse_batch(output: bytes) -> Iterable[tuple[str, bytes]]:
    """(id, content) of every blob in the output of `git cat-file --batch`."""
    position = 0
    while (end := output.find(b"\n", position)) >= 0:
        header = output[position:end].decode(errors="replace").split(" ")
        position = end + 1
        if len(header) == 3 and header[2].isdigit():
            size = int(header[2])
            if header[1] == "blob":
                yield header[0], output[position : position + size]
            position += size + 1
