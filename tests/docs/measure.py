"""The reference of every public document of ../shared/corpus: dead links, the largest page, and how long it takes.

`python -m tests.docs.measure` writes the Markdown of all of them; `--site NAME,…` builds the web sites of these, too.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sdkwright.diagnostics import Diagnostics
from sdkwright.pipeline import Pipeline

from tests.docs.building import build, write
from tests.docs.links import dead_links
from tests.docs.test_site import dead, read

if TYPE_CHECKING:
    from sdkwright.lower.context import Context

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
ENDINGS = (".json", ".yaml", ".yml")


class Row(NamedTuple):
    """`seconds` are those of the clock and, behind the plus, of the build; `largest` is in bytes."""

    document: str
    what: str
    pages: int
    largest: int
    dead: int
    seconds: str

    def line(self) -> str:
        return f"{self.document:24} {self.what:8} {self.pages:6} pages  largest {self.largest:7}  dead {self.dead}  {self.seconds} s"


def made(pipeline: Pipeline) -> tuple[dict[str, str], float]:
    """The files of the one target, and the seconds that it took."""
    begun = time.perf_counter()
    (output,) = pipeline.outputs() or []
    return {each.path: each.content.decode() for each in output.files}, time.perf_counter() - begun


def markdown(path: Path) -> Row:
    pages, seconds = made(pipeline_of(path, "docs"))
    largest = max(len(each.encode()) for each in pages.values())
    return Row(path.name, "markdown", len(pages), largest, len(dead_links(pages)), f"{seconds:.1f}")


def site(path: Path) -> Row:
    files, seconds = made(pipeline_of(path, "docs-site"))
    with tempfile.TemporaryDirectory() as folder:
        project = write(files, Path(folder))
        begun = time.perf_counter()
        built = build(project)
        building = time.perf_counter() - begun
        pages = read(built)
        largest = max(each.stat().st_size for each in built.rglob("*.html"))
        return Row(path.name, "site", len(pages), largest, len(dead(pages, built)), f"{seconds:.1f} + {building:.1f}")


def pipeline_of(path: Path, target: str) -> Pipeline:
    """With the document read and resolved, which all targets share."""
    pipeline = Pipeline(str(path), None, (target,), Diagnostics())
    context: Context = pipeline.context
    assert context.api.types is not None
    return pipeline


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", default="", help="documents to build sites of, by their names without ending")
    parser.add_argument("--only", default="", help="documents to look at, in the same way")
    chosen = parser.parse_args()
    if not CORPUS.is_dir():
        print("skipped: there is no ../shared/corpus")
        return 0
    only, sites = set(filter(None, chosen.only.split(","))), set(filter(None, chosen.site.split(",")))
    rows: list[Row] = []
    for path in sorted(each for each in CORPUS.iterdir() if each.suffix in ENDINGS):
        if not only or path.stem in only:
            rows.append(markdown(path))
            print(rows[-1].line(), flush=True)
        if path.stem in sites:
            rows.append(site(path))
            print(rows[-1].line(), flush=True)
    return int(any(each.dead or each.largest > 300_000 for each in rows))


if __name__ == "__main__":
    raise SystemExit(main())
