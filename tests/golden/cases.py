"""The golden cases, found by walking, and what is generated from each.

Run as a module it prints, as JSON, the hash of every file of every case: under another hash seed they must be the same.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import yaml
from sdkwright.diagnostics import Diagnostics, as_text
from sdkwright.pipeline import Pipeline
from sdkwright.write import format_files

FOLDER = Path(__file__).parent
# What of a package a topic is about; the rest belongs to other topics.
TOPICS: dict[str, tuple[str, ...]] = {
    "types": ("types/*",),
    "names": ("types/*", "resources/*"),
    "requests": ("types/*", "resources/*"),
    "pages": ("pagination.py", "resources/*"),
    "streams": ("types/*", "resources/*", "_seam.py"),
    "clients": ("_client.py", "_seam.py"),
}


@dataclass(frozen=True)
class Case:
    folder: Path

    @property
    def name(self) -> str:
        return self.folder.relative_to(FOLDER).as_posix()

    @property
    def topic(self) -> str:
        return self.folder.parent.name

    @property
    def package(self) -> str:
        return f"acme_{self.folder.name}"

    def is_about(self, path: str) -> bool:
        return any(fnmatch(path, pattern) for pattern in TOPICS[self.topic])


@dataclass(frozen=True)
class Output:
    """`files` by their path within the project, formatted."""

    files: dict[str, bytes]
    diagnostics: str


def cases() -> list[Case]:
    return [Case(path.parent) for path in sorted(FOLDER.glob("*/*/spec.yaml"))]


def generated(case: Case) -> Output:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "spec.yaml").write_bytes((case.folder / "spec.yaml").read_bytes())
        (folder / "config.yml").write_text(yaml.safe_dump(config_of(case), sort_keys=False), encoding="utf-8")
        sink = Diagnostics()
        pipeline = Pipeline(None, folder / "config.yml", (), sink)
        outputs = pipeline.outputs() or []
        files = format_files([file for output in outputs for file in output.files], sink)
        shown = as_text(sink, [pipeline.document]).replace(f"{folder}/", "")
    return Output({each.path: each.content for each in files}, shown)


def config_of(case: Case) -> dict[str, Any]:
    given = yaml.safe_load((case.folder / "config.yml").read_text(encoding="utf-8"))
    return {
        "organization": {"name": "acme"},
        "sdkwright": {"spec": "spec.yaml"},
        "targets": {"python": {"package_name": case.package}},
        **given,
    }


def hashes() -> dict[str, dict[str, str]]:
    return {
        case.name: {path: hashlib.sha256(content).hexdigest() for path, content in generated(case).files.items()}
        for case in cases()
    }


if __name__ == "__main__":
    print(json.dumps(hashes(), sort_keys=True))
