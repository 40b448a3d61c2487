"""Examples out of a published SDK's README and `api.md`."""

from __future__ import annotations

import ast
import re
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = re.compile(r"^```(?:py|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def examples(folder: Path, beginning: str) -> dict[str, str]:
    """Module → text: each Python block that can be parsed, of all such documents below `folder`.

    A block that uses a `client` which an earlier one made gets `beginning`, which makes one.
    """
    found: dict[str, str] = {}
    for path in sorted({*folder.glob("README.md"), *folder.rglob("api.md")}):
        stem = re.sub(r"\W+", "_", path.relative_to(folder).with_suffix("").as_posix()).lower()
        for number, block in enumerate(_BLOCK.findall(path.read_text(encoding="utf-8"))):
            text = textwrap.dedent(block)
            if _is_program(text):
                found[f"{stem}_{number}"] = text if re.search(r"\bclient\b[^.\n]* [=:]", text) else beginning + text
    return found


def _is_program(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True
