"""The demo runs to its end and shows what it says."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from tests.demo.__main__ import main
from tests.demo.screen import Screen

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_demo_shows_a_conversation(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--pause", "0"])
    shown = capsys.readouterr().out
    lines = shown.splitlines()
    assert lines[0].startswith("Created session ses-")
    assert "> What were the main findings in Q3?" in lines
    assert "  retrieve(idx-q3-report)" in lines
    assert "  → 2 passages with page_3.png" in lines
    assert "Revenue grew by 12 % and costs stayed as they were, according to 2 source(s). ✔" in lines
    assert "What were the main findings in Q3?..." in shown
    assert lines[-1].startswith("Deleted session ses-")
    assert lines[-1].endswith("; 0 left")
    assert "\033" not in shown


def test_colours_are_for_terminals_that_want_them() -> None:
    plain, terminal = io.StringIO(), Terminal()
    Screen.on(plain, {}).line("x", "good")
    Screen.on(terminal, {}).line("x", "good")
    assert plain.getvalue() == "x\n"
    assert terminal.getvalue() == "\033[32mx\033[0m\n"
    assert not Screen.on(terminal, {"NO_COLOR": "1"}).colours
