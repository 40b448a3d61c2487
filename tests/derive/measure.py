"""How much of a real config comes back from the SDK that was made with it.

    python -m tests.derive.measure [PAIR]...

For each pair of ../shared/pairs: the share of the resource, method and model entries of its config that the derived one
has, and the share of files that both generate alike. The published SDKs are downloaded from PyPI, once, into the user's
cache; nothing of them is run. Not part of `make test`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from sdkwright.config import load_config
from sdkwright.derive import derive
from sdkwright.derive.evidence import plain
from sdkwright.derive.location import locate
from sdkwright.diagnostics import Diagnostics
from sdkwright.load import load_document
from sdkwright.pipeline import Pipeline
from sdkwright.propose.yaml_text import yaml_of

from tests.derive.entries import Comparison, compare

PAIRS = Path(__file__).parents[3] / "shared" / "pairs"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "sdkwright" / "sdists"
# What each pair's surface was read from; llama-stack's is of a time between two releases.
RELEASES = {
    "honcho-core": "honcho-ai==0.2.0",
    "imagekit": "imagekitio==5.1.2",
    "isaacus": "isaacus==0.21.0",
    "llama-stack": "llama-stack-client==0.4.0",
    "onebusaway": "onebusaway==1.26.0",
    "parsec": "parsec-api==0.4.0",
    "stagehand": "stagehand==3.19.3",
}


class Result(NamedTuple):
    """`same` of `files` that the real config gives are given by the derived one too."""

    entries: Comparison
    questions: int
    same: int
    files: int


def sdist(requirement: str) -> Path:
    """The unpacked source distribution."""
    home = CACHE / requirement.replace("==", "-")
    if not home.exists():
        part = home.with_name(f"{home.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--ignore-requires-python"]
        subprocess.run([*command, "--no-binary", ":all:", "-d", part, requirement], check=True)
        with tarfile.open(next(part.glob("*.tar.gz"))) as archive:
            archive.extractall(part, filter="data")
        part.rename(home)
    return home


def ordered(node: Any) -> Any:
    """The config with its resources, methods and models in one order: it shows nowhere but in the order of the text."""
    if not isinstance(node, dict):
        return node
    named = {"resources", "subresources", "methods", "models"}
    return {
        key: {name: ordered(value[name]) for name in sorted(value, key=plain)}
        if key in named and isinstance(value, dict)
        else ordered(value)
        for key, value in node.items()
    }


def files_of(spec: Path, config: Path, folder: Path) -> dict[str, bytes]:
    """What is generated for a config, in one order."""
    target = folder / f"{config.stem}.ordered.yml"
    target.write_text(yaml.safe_dump(ordered(yaml.safe_load(config.read_text(encoding="utf-8"))), sort_keys=False))
    outputs = Pipeline(str(spec), target, (), Diagnostics(), output_root=folder).outputs()
    return {each.path: each.content for output in outputs or [] for each in output.files}


def measure(name: str, folder: Path) -> Result:
    """Derive the config of one pair into `folder`, and compare it with the real one."""
    pair, sink = PAIRS / name, Diagnostics()
    spec = next(pair.glob("openapi.*"))
    document = load_document(str(spec), sink)
    location = locate(str(sdist(RELEASES[name])), sink)
    assert document is not None and location is not None
    proposal = derive(document, location, sink)
    real = load_config(pair / "stainless.yml", Diagnostics())
    assert proposal is not None and real is not None
    target = folder / f"{name}.yml"
    target.write_text(yaml_of(proposal), encoding="utf-8")
    derived = load_config(target, sink)
    assert derived is not None
    wanted, got = files_of(spec, pair / "stainless.yml", folder), files_of(spec, target, folder)
    same = [path for path in wanted if got.get(path) == wanted[path]]
    (folder / f"{name}.differ").write_text("\n".join(sorted((set(wanted) | set(got)) - set(same))), encoding="utf-8")
    for path in (set(wanted) | set(got)) - set(same):
        for kind, files in (("real", wanted), ("derived", got)):
            into = folder / kind / name / path
            into.parent.mkdir(parents=True, exist_ok=True)
            into.write_bytes(files.get(path, b""))
    return Result(compare(real, derived), sum(each.code.startswith("SW6") for each in sink), len(same), len(wanted))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="*", default=list(RELEASES))
    parser.add_argument("--keep", type=Path, default=CACHE.parent / "derived", help="where the derived configs go")
    parser.add_argument("--show", action="store_true", help="list what differs")
    given = parser.parse_args()
    if not PAIRS.is_dir():
        print(f"skipped: there is no {PAIRS}")
        return 0
    given.keep.mkdir(parents=True, exist_ok=True)
    worst = 100.0
    for name in given.pairs:
        result = measure(name, given.keep)
        entries = result.entries
        share = 100 * entries.kept / entries.total
        worst = min(worst, share)
        print(
            f"{name:12} entries {entries.kept}/{entries.total} ({share:.1f}%), {len(entries.extra)} more, "
            f"{result.questions} questions; files alike {result.same}/{result.files}"
        )
        if given.show:
            print("\n".join([*(f"  - {each}" for each in entries.missing), *(f"  + {each}" for each in entries.extra)]))
    return 0 if worst >= 95 else 1


if __name__ == "__main__":
    sys.exit(main())
