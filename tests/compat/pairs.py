"""The pairs: a config, the document, and what the SDK was that came of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from tests.corpus.processes import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SHARED = ROOT.parent / "shared"
PAIRS = SHARED / "pairs"
TOOLS = SHARED / "tools"


@dataclass(frozen=True)
class Pair:
    """`published` says which release on PyPI has a suite that can be run; None where there is none."""

    name: str
    config: Path
    document: Path
    surface: Path
    published: dict[str, Any] | None

    @property
    def facts(self) -> dict[str, Any]:
        """The public surface of the published SDK, as `surface.py` tells it."""
        found: dict[str, Any] = json.loads(self.surface.read_text(encoding="utf-8"))
        return found

    @property
    def settings(self) -> dict[str, Any]:
        """The config's data."""
        found: dict[str, Any] = yaml.safe_load(self.config.read_text(encoding="utf-8"))
        return found


def read_pair(folder: Path) -> Pair | None:
    """None where the folder holds no pair."""
    documents = sorted(folder.glob("openapi.*"))
    config, surface, published = (folder / name for name in ("stainless.yml", "surface.json", "pair.json"))
    if not documents or not config.is_file() or not surface.is_file():
        return None
    data = json.loads(published.read_text(encoding="utf-8")) if published.is_file() else None
    return Pair(folder.name, config, documents[0], surface, data)


def find_pairs(folder: Path, only: str = "") -> list[Pair]:
    """Those of `folder`, by name; `only` is names with commas between. SystemExit where one of them is not there."""
    found = [pair for each in sorted(folder.iterdir()) if each.is_dir() and (pair := read_pair(each))]
    wanted = set(filter(None, only.split(",")))
    if unknown := wanted - {pair.name for pair in found}:
        raise SystemExit(f"no pair {', '.join(sorted(unknown))}; there is {', '.join(pair.name for pair in found)}")
    return [pair for pair in found if not wanted or pair.name in wanted]
