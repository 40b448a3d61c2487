"""Writes trees and gets killed; run by test_kill.py as a process of its own, which has no threads and may fork.

kill_worker.py apply DIRECTORY GENERATION   says "ready", then writes that generation
kill_worker.py sweep DIRECTORY WAY          kills a child at each of its calls of the system; prints what was found
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sdkwright.diagnostics import Diagnostics
from sdkwright.output import OutputFile
from sdkwright.write import apply, locked, plan, publishing, recover, swap

if TYPE_CHECKING:
    from collections.abc import Callable

Texts = dict[str, str]

MINE = {"lib/mine.py": "mine", "src/m0/mine.py": "mine", "mine.txt": "mine"}
CALLS = ("mkdir", "rmdir", "link", "rename", "replace", "unlink", "open", "fsync", "close", "chmod", "chown", "scandir")


def tree(generation: int, size: int) -> Texts:
    """`size` files: of two neighbouring generations a third is the same, the rest changes, comes and goes."""
    files = {f"src/m{number % 10}/same{number}.py": f"same {number}\n" * 20 for number in range(size // 3)}
    files |= {f"src/m{number % 10}/new{number}.py": f"{generation}\n" * 20 for number in range(size // 3)}
    files |= {f"src/g{generation % 2}/d{number}.py": f"{generation}\n" for number in range(size - 2 * (size // 3) - 1)}
    return files | ({"swap": "file"} if generation % 2 else {"swap/inner": "directory"})


def write(directory: Path, files: Texts) -> None:
    sink = Diagnostics()
    with locked([directory]):
        assert recover(directory, sink), list(sink)
        made = plan([OutputFile(path, text.encode()) for path, text in files.items()], directory, sink)
        assert not made.refused, list(sink)
        assert apply(made, sink) is not None, list(sink)


def contents(directory: Path) -> Texts:
    """Every file but the manifest, whose entries the next run checks."""
    files = {path.relative_to(directory).as_posix(): path for path in directory.rglob("*") if path.is_file()}
    return {name: path.read_text() for name, path in files.items() if name != ".sdkwright/manifest.json"}


def add_mine(directory: Path) -> None:
    for name, text in MINE.items():
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).write_text(text)


def two_renames(_first: Path, _second: Path) -> None:
    raise swap.ExchangeUnsupportedError


def in_place(first: Path, _second: Path) -> None:
    raise OSError(errno.EXDEV, "not here", str(first))


WAYS = {"exchange": swap.exchange, "two renames": two_renames, "in place": in_place}


def die_at(moment: int, way: str) -> None:
    """Let this process kill itself before its `moment`-th call of the system if even, after it if odd."""
    left = moment // 2

    def wrap(real: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any, **options: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0 and moment % 2 == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            result = real(*arguments, **options)
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return called

    for name in CALLS:
        setattr(os, name, wrap(getattr(os, name)))
    vars(publishing)["exchange"] = wrap(WAYS[way])


def sweep(root: Path, way: str) -> Counter[str]:
    """Kill at every moment. What the directory held then, by number of moments; AssertionError for a mix."""
    trees = [tree(generation, 6) for generation in (0, 1)]
    found: Counter[str] = Counter()
    # An odd step still falls before as well as after calls.
    for moment in range(0, 100_000, 1 if way == "exchange" else 3):
        directory = root / str(moment)
        write(directory, trees[0])
        add_mine(directory)
        child = os.fork()
        if child == 0:
            die_at(moment, way)
            write(directory, trees[1])
            os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        found[state(directory, trees)] += 1
        sink = Diagnostics()
        with locked([directory]):
            assert recover(directory, sink), list(sink)
        assert state(directory, trees) in ("old", "new"), (moment, contents(directory))
        write(directory, trees[1])
        assert state(directory, trees) == "new", (moment, contents(directory))
        assert [path.name for path in root.iterdir() if path.name.startswith(".")] == []
        if status == 0:
            return found
        assert status == -signal.SIGKILL, moment
    raise AssertionError("the child never came to its end")


def state(directory: Path, trees: list[Texts]) -> str:
    """Which tree is there, with the user's files and nothing else."""
    if not directory.exists():
        return "missing"
    now = contents(directory)
    return next((name for name, texts in zip(("old", "new"), trees, strict=True) if now == texts | MINE), "mix")


def main() -> None:
    command, directory, argument = sys.argv[1:]
    if command == "sweep":
        print(json.dumps(sweep(Path(directory), argument)))
        return
    files = tree(int(argument), 150)
    print("ready", flush=True)
    write(Path(directory), files)


if __name__ == "__main__":
    main()
