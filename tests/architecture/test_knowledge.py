"""The toolkit knows of no API: what it makes comes from `spec/` alone."""

from __future__ import annotations

import re

from tests.architecture.sources import ROOT

WORDS = re.compile(r"(?i)\b\w*(?:chat|llama)\w*")
PLACES = ("generator", "templates", "Makefile", "pyproject.toml")


def test_nothing_knows_the_example() -> None:
    found: list[str] = []
    for place in PLACES:
        start = ROOT / place
        for path in sorted(start.rglob("*")) if start.is_dir() else [start]:
            if path.is_file() and "__pycache__" not in path.parts and not any(p.startswith(".") for p in path.parts):
                for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                    found += [f"{path.relative_to(ROOT)}:{number}: {word}" for word in WORDS.findall(line)]
    assert found == []
