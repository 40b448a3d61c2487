"""The same input gives the same bytes: on any machine, in any folder, in any order of keys."""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import random
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from sdkwright.diagnostics import Diagnostics
from sdkwright.pipeline import Pipeline
from sdkwright.targets.python import LARGE

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "spec"
WORKER = """
import sys
from pathlib import Path
from sdkwright.diagnostics import Diagnostics
from sdkwright.pipeline import Pipeline
import hashlib
for output in Pipeline(None, Path(sys.argv[1]), (), Diagnostics()).outputs():
    for file in output.files:
        print(hashlib.sha256(file.content).hexdigest(), output.name, file.path)
"""


def in_process(config: Path) -> dict[str, bytes]:
    sink = Diagnostics()
    outputs = Pipeline(None, config, (), sink).outputs()
    assert outputs is not None, [each.message for each in sink]
    return {f"{output.name} {file.path}": file.content for output in outputs for file in output.files}


@pytest.fixture(scope="module")
def expected() -> dict[str, bytes]:
    return in_process(SPEC / "sdkwright.yml")


def hashes(files: dict[str, bytes]) -> dict[str, str]:
    return {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}


def copied(folder: Path) -> Path:
    """A copy of the config and its document, with no output beside it."""
    shutil.copytree(SPEC, folder / "spec")
    return folder / "spec" / "sdkwright.yml"


@pytest.mark.parametrize(
    "settings",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "4242", "LC_ALL": "C", "LANG": "C", "TZ": "Pacific/Kiritimati", "PYTHONUTF8": "0"},
    ],
    ids=["seed 1", "seed 4242, plain C locale, other time zone and folder"],
)
def test_in_another_process(settings: dict[str, str], expected: dict[str, bytes], tmp_path: Path) -> None:
    config = copied(tmp_path / "a folder" / "ünï") if len(settings) > 1 else SPEC / "sdkwright.yml"
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON", "TZ"))}
    done = subprocess.run(
        [sys.executable, "-c", WORKER, str(config)],
        env={**kept, "PYTHONPATH": str(ROOT / "generator"), **settings},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    rows = (line.split(" ", 1) for line in done.stdout.decode().splitlines())
    assert {path: digest for digest, path in rows} == hashes(expected)


def shuffled(value: Any, dice: random.Random) -> Any:
    if isinstance(value, dict):
        items = list(value.items())
        dice.shuffle(items)
        return {key: shuffled(each, dice) for key, each in items}
    return [shuffled(each, dice) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_order_of_keys_does_not_matter(seed: int, expected: dict[str, bytes], tmp_path: Path) -> None:
    """Of all mappings of the document, examples too. Order that means something stands in lists, or in the config."""
    config = copied(tmp_path)
    [document] = [path for path in config.parent.iterdir() if "openapi" in path.name]
    data = shuffled(yaml.safe_load(document.read_text(encoding="utf-8")), random.Random(seed))
    document.write_text(json.dumps(data), encoding="utf-8")
    found = in_process(config)
    assert sorted(found) == sorted(expected)
    assert [path for path in found if found[path] != expected[path]] == []


def test_nothing_tells_of_the_machine(tmp_path: Path) -> None:
    """No path, user, host, date or version of Python."""
    found = in_process(copied(tmp_path))
    words = {str(tmp_path), str(ROOT), str(Path.home()), socket.gethostname()}
    # A user called "root" or a home called "/" would be found in any text.
    words |= {getpass.getuser()} - {"root", "user", "runner", "build", "test"}
    wrong = {
        word: path for path, content in found.items() for word in words if len(word) > 3 and word.encode() in content
    }
    assert wrong == {}


def test_twice_in_one_process(expected: dict[str, bytes]) -> None:
    assert in_process(SPEC / "sdkwright.yml") == expected


def test_two_processes_give_what_one_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = {"description": "", "content": {"application/json": {"schema": {"properties": {"a": {"type": "string"}}}}}}
    paths = {f"/things{number}": {"get": {"responses": {"200": answer}}} for number in range(LARGE)}
    document = {"openapi": "3.1.0", "info": {"title": "Acme", "version": "1"}, "paths": paths}
    (tmp_path / "openapi.json").write_text(json.dumps(document), encoding="utf-8")

    def files() -> dict[str, bytes]:
        outputs = Pipeline(str(tmp_path / "openapi.json"), None, (), Diagnostics()).outputs()
        assert outputs is not None
        return {file.path: file.content for output in outputs for file in output.files}

    several = files()
    monkeypatch.setattr("sdkwright.render.processes.can_fork", lambda: False)
    assert len(several) > LARGE
    assert files() == several
