"""Another generator of Python clients on the same documents, in the same run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.benchmarks.environments import environment
from tests.corpus.processes import ROOT, run

if TYPE_CHECKING:
    from pathlib import Path

PEER = "openapi-python-client==0.29.1"

_IMPORTS = """
import importlib, json, sys
from pathlib import Path
source = Path(sys.argv[1])
sys.path.insert(0, str(source))
failed = []
for path in sorted(source.rglob("*.py")):
    parts = path.relative_to(source).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    try:
        importlib.import_module(name)
    except BaseException:
        failed.append(name)
print(json.dumps(failed))
"""


@dataclass(frozen=True)
class Peer:
    """`operations` is None where it refuses the document."""

    seconds: float
    peak_mb: float
    operations: int | None
    failing_modules: int = 0


def prepare() -> Path:
    """The interpreter of the peer's environment. Raises subprocess.CalledProcessError when pip cannot install it."""
    folder = ROOT / ".bench"
    folder.mkdir(exist_ok=True)
    return environment(folder / "peer", PEER, [PEER])


def measure(python: Path, document: Path, folder: Path, *, imports: bool = True) -> Peer:
    """Generate with the peer, its own formatting step included; then import its modules, unless that is known."""
    tool = python.parent / "openapi-python-client"
    done = run(
        ["env", f"PATH={python.parent}:/usr/bin:/bin", tool, "generate", "--path", document, "--output-path", folder],
        timeout=300,
    )
    packages = [each.parent for each in folder.glob("*/client.py")] if folder.is_dir() else []
    if not packages:
        return Peer(done.seconds, done.peak_mb, None)
    operations = sum(1 for each in packages[0].glob("api/*/*.py") if each.name != "__init__.py")
    if not imports:
        return Peer(done.seconds, done.peak_mb, operations)
    imported = run([python, "-c", _IMPORTS, packages[0].parent], timeout=300)
    failing = json.loads(imported.out) if imported.out.strip() else ["all"]
    return Peer(done.seconds, done.peak_mb, operations, len(failing))
