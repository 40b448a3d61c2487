"""Completion: what shells ask, and bash itself asking."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.cli_support import CHAT, Program

VARIABLE = "_LLAMACLOUD_PROD_COMPLETE"


def completed(chat: Program, line: str) -> list[str]:
    ran = chat.run(COMP_LINE=line, **{VARIABLE: "bash_complete"})
    assert ran.err == ""
    return [each.partition(",")[2] for each in ran.out.splitlines()]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("llamacloud-prod be", ["beta:chat"]),
        ("llamacloud-prod beta:chat set", ["set-title"]),
        ("llamacloud-prod beta:chat set-title --first", ["--first-message"]),
        ("llamacloud-prod --format j", ["json", "jsonl"]),
        ("llamacloud-prod beta:chat list --format y", ["yaml"]),
        ("llamacloud-prod completion z", ["zsh"]),
    ],
)
def test_words_are_completed(chat: Program, line: str, expected: list[str]) -> None:
    assert completed(chat, line) == expected


def test_all_that_may_stand_at_a_place_is_told(chat: Program) -> None:
    assert completed(chat, "llamacloud-prod ") == ["beta:chat", "completion"]
    assert "retrieve" in completed(chat, "llamacloud-prod beta:chat ")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_something_to_read(chat: Program, shell: str) -> None:
    ran = chat.run("completion", shell)
    assert (ran.status, ran.err) == (0, "")
    assert VARIABLE in ran.out
    if found := shutil.which(shell):
        subprocess.run([found, "-n"], input=ran.data, check=True)


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
@pytest.mark.parametrize(
    ("line", "replies"),
    [
        ("llamacloud-prod beta:c", ["chat"]),
        ("llamacloud-prod be", ["beta:chat"]),
        ("llamacloud-prod beta:chat li", ["list"]),
    ],
)
def test_bash_completes_names_with_colons(chat: Program, tmp_path: Path, line: str, replies: list[str]) -> None:
    script = chat.run("completion", "bash").out
    program = tmp_path / "llamacloud-prod"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m llamacloud_prod "$@"\n')
    program.chmod(0o755)
    function = script.split("(", 1)[0]
    ask = f"{script}\nCOMP_LINE='{line}' COMP_POINT={len(line)}\n{function} llamacloud-prod\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n"
    env = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": os.pathsep.join(map(str, CHAT))}
    ran = subprocess.run(["bash", "-c", ask], env=env, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == replies
