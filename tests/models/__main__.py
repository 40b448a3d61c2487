"""`python -m tests.models [NAME,…]`: the documents of ../shared/corpus, each model held against ours."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.corpus.processes import ROOT
from tests.models.judging import judge

DOCUMENTS = ROOT.parent / "shared" / "corpus"


def main() -> None:
    if not DOCUMENTS.is_dir():
        sys.exit(f"{DOCUMENTS} with the public documents is not there")
    wanted = set(sys.argv[1].split(",")) if len(sys.argv) > 1 else set()
    paths = [path for path in DOCUMENTS.iterdir() if path.suffix in (".json", ".yaml", ".yml")]
    short = 0
    for path in sorted(paths, key=lambda each: each.stat().st_size):
        if wanted and path.stem not in wanted:
            continue
        with tempfile.TemporaryDirectory(prefix="sdkwright-models-") as scratch:
            found = judge(path, None, Path(scratch))
        short += len(found.apart)
        print(
            f"{path.stem}: {found.models} models, {found.accepted} values accepted, {found.refused} refused, "
            f"{len(found.apart)} apart, {found.beyond} beyond the document, {len(found.unsampled)} without a value",
            flush=True,
        )
        for line in found.apart[:10]:
            print(f"  {line}")
    sys.exit(1 if short else 0)


if __name__ == "__main__":
    main()
