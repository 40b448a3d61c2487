"""How much of a real config comes back from the SDK that was made with it.

    python -m tests.derive.measure [PAIR]...

For each pair of ../shared/pairs: the share of the resource, method and model entries of its config that the derived one
has, and the share of files that both generate alike. The published SDKs are downloaded from PyPI, once, into the user's
cache; nothing of them is run. Not part of `make test`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import NamedTuple

from sdkwright.config import Config, load_config, parse_config
from sdkwright.derive import derive
from sdkwright.derive.evidence import plain
from sdkwright.derive.location import locate
from sdkwright.diagnostics import Diagnostics
from sdkwright.load import load_document
from sdkwright.pipeline import Pipeline
from sdkwright.propose.yaml_text import yaml_of

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

Entries = dict[tuple[str, str, str], str]


class Result(NamedTuple):
    """`kept` of `total` entries, `same` of `files` files, and what differs."""

    kept: int
    total: int
    missing: list[str]
    extra: list[str]
    questions: int
    same: int = 0
    files: int = 0


def entries_of(config: Config) -> Entries:
    """Resources, methods and models by kind, place and name, whose casing does not matter."""
    found: Entries = {}
    queue = [((name,), resource) for name, resource in config.resources.items()]
    while queue:
        path, resource = queue.pop()
        queue += [((*path, name), child) for name, child in resource.subresources.items()]
        place = "/".join(map(plain, path))
        if not resource.in_target("python"):
            continue
        found["resource", place, ""] = ""
        for name, method in resource.methods.items():
            if method.in_target("python"):
                endpoint = f"{method.endpoint.method} {method.endpoint.path}" if method.endpoint else method.type
                found["method", place, plain(name)] = endpoint
        for name, model in resource.models.items():
            if model.in_target("python"):
                found["model", place, plain(name)] = model.pointer
    return found


def compare(real: Config, derived: Config, questions: int) -> Result:
    wanted, got = entries_of(real), entries_of(derived)
    kept = sum(got.get(key) == value for key, value in wanted.items())
    missing = [f"{' '.join(key)} {value} (is {got.get(key)})" for key, value in wanted.items() if got.get(key) != value]
    return Result(kept, len(wanted), missing, [f"{' '.join(key)} {got[key]}" for key in got if key not in wanted], questions)


def sdist(requirement: str) -> Path:
    """The unpacked source distribution."""
    home = CACHE / requirement.replace("==", "-")
    if not home.exists():
        home.mkdir(parents=True)
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--ignore-requires-python"]
        subprocess.run([*command, "--no-binary", ":all:", "-d", home, requirement], check=True)
        with tarfile.open(next(home.glob("*.tar.gz"))) as archive:
            archive.extractall(home, filter="data")
    return home


def files_of(spec: Path, config: Path, folder: Path) -> dict[str, bytes]:
    outputs = Pipeline(str(spec), config, (), Diagnostics(), output_root=folder).outputs()
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
    text = yaml_of(proposal)
    derived = parse_config(text, sink)
    assert derived is not None
    questions = sum(each.code.startswith("SW6") for each in sink)
    target = folder / f"{name}.yml"
    target.write_text(text, encoding="utf-8")
    wanted, got = files_of(spec, pair / "stainless.yml", folder), files_of(spec, target, folder)
    same = [path for path in wanted if got.get(path) == wanted[path]]
    (folder / f"{name}.differ").write_text("\n".join(sorted((set(wanted) | set(got)) - set(same))), encoding="utf-8")
    return compare(real, derived, questions)._replace(same=len(same), files=len(wanted))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="*", default=list(RELEASES))
    parser.add_argument("--keep", type=Path, default=Path("/tmp/derived"), help="where the derived configs go")
    parser.add_argument("--show", action="store_true", help="list what differs")
    given = parser.parse_args()
    if not PAIRS.is_dir():
        print(f"skipped: there is no {PAIRS}")
        return 0
    given.keep.mkdir(parents=True, exist_ok=True)
    worst = 100.0
    for name in given.pairs:
        result = measure(name, given.keep)
        share = 100 * result.kept / result.total
        worst = min(worst, share)
        print(
            f"{name:12} entries {result.kept}/{result.total} ({share:.1f}%), {len(result.extra)} more, "
            f"{result.questions} questions; files alike {result.same}/{result.files}"
        )
        if given.show:
            print("\n".join([*(f"  - {each}" for each in result.missing), *(f"  + {each}" for each in result.extra)]))
    return 0 if worst >= 95 else 1


if __name__ == "__main__":
    sys.exit(main())
