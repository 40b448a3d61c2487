"""Programs that were written against the published SDK: its README's examples, and a call of each of its methods."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.compat.hand_written import hand_written, own_names
from tests.compat.programs.checking import Programs, check
from tests.compat.programs.documents import examples
from tests.compat.programs.writing import programs

if TYPE_CHECKING:
    from pathlib import Path

    from tests.compat.pairs import Pair

_WORD = re.compile(r"\w+")

__all__ = ["Programs", "judge_programs"]


def judge_programs(pair: Pair, documents: Path, sources: tuple[Path, Path], python: Path, scratch: Path) -> Programs:
    """Type-check them with the published package and with ours: `sources` are the folders that hold those two.

    Examples of what was written by hand are left out.
    """
    assert pair.published is not None
    package = pair.published["package"]
    beginning = f"from {package} import Client\nclient = Client()\n"
    facts = pair.facts
    aside = hand_written(facts, pair.settings)
    own = own_names(aside)
    shown = {name: text for name, text in examples(documents, beginning).items() if not own & set(_WORD.findall(text))}
    return check({**shown, **programs(package, facts, aside)}, sources, python, scratch)
