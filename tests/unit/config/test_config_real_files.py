"""Config files that real projects use load without a word."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from sdkwright.config import Config, load_config
from sdkwright.diagnostics import Diagnostics, as_text
from sdkwright.load.plain import is_list, is_map
from sdkwright.load.reading import read_source

PAIRS = Path(__file__).parents[3].parent / "shared" / "pairs"
CONFIGS = sorted(PAIRS.glob("*/stainless.yml"))
GENERATOR = Path(__file__).parents[3] / "generator"

public = pytest.mark.skipif(not CONFIGS, reason="the public configs are not here")
each = pytest.mark.parametrize("path", CONFIGS, ids=lambda path: cast("Path", path).parent.name)


def load(path: Path) -> Config:
    sink = Diagnostics()
    config = load_config(path, sink, display_name=path.name)
    assert as_text(sink, [config] if config else ()) == ""
    assert config is not None
    return config


@public
@each
def test_loads_without_a_word(path: Path) -> None:
    config = load(path)
    assert config.resources
    assert config.targets.python is not None
    assert config.environments


@public
@each
def test_nothing_written_is_lost(path: Path) -> None:
    """Every scalar of the file is somewhere in the model."""
    source = read_source(path, Diagnostics())
    assert source is not None
    kept = json.dumps(load(path).model_dump(mode="json", by_alias=True))
    for scalar in scalars(source.data):
        parts = scalar.split() if scalar.startswith(("get ", "post ", "put ", "patch ", "delete ")) else [scalar]
        for part in parts:
            assert json.dumps(part)[1:-1] in kept


def scalars(node: Any) -> list[str]:
    if is_map(node):
        return [found for value in node.values() for found in scalars(value)]
    if is_list(node):
        return [found for value in node for found in scalars(value)]
    return [node] if isinstance(node, str) else []


@public
@each
def test_our_reader_reads_what_pyyaml_does(path: Path) -> None:
    """But for dates, which the config does not have."""
    source = read_source(path, Diagnostics())
    assert source is not None
    loader = yaml.CSafeLoader(path.read_text(encoding="utf-8"))
    theirs = loader.get_data()
    loader.dispose()
    assert source.data == json.loads(json.dumps(theirs, default=str))


def test_reading_a_config_imports_no_more_than_it_needs(tmp_path: Path) -> None:
    """The tool starts for every check. What a whole run takes is timed by the benchmarks."""
    (tmp_path / "c.yml").write_text("organization: {name: a}\nresources: {r: {methods: {m: get /x}}}\n")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import pydantic\n"
        "pydantic.create_model('X', x=(int, 1))(x=1)\n"
        "import sdkwright.load, sdkwright.diagnostics\n"
        "before = set(sys.modules)\n"
        "from sdkwright.config import load_config\n"
        "assert load_config(sys.argv[2], sdkwright.diagnostics.Diagnostics()) is not None\n"
        "print(*{each.split('.')[0] for each in sys.modules.keys() - before} - sys.stdlib_module_names)\n"
        "assert 'sdkwright.config.json_schema' not in sys.modules\n"
    )
    command = [sys.executable, "-c", code, str(GENERATOR), str(tmp_path / "c.yml")]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() == ["sdkwright"]
