"""Colours by rich, which is imported only where there is a terminal that shows them."""

from __future__ import annotations

import io

from rich.console import Console
from rich.highlighter import JSONHighlighter
from rich.text import Text


def coloured_json(text: str) -> str:
    """JSON with the codes of its colours. The text must be safe already."""
    shown = Text(text, no_wrap=True, overflow="ignore")
    JSONHighlighter().highlight(shown)
    console = Console(file=io.StringIO(), force_terminal=True, width=10_000, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        console.print(shown, soft_wrap=True)
    return captured.get()
