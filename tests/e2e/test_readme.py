"""Every Python example of the generated README, run as it stands against the server."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from markdown_it import MarkdownIt

from tests.chat_server.store import Scope

if TYPE_CHECKING:
    from tests.chat_server import RunningServer

README = Path(__file__).parents[2] / "generated" / "python" / "README.md"
NOT_RUN = re.compile(r"<!-- not run: (\S[^>]*?) -->")
SCOPE = Scope("default", "default")


class Block(NamedTuple):
    """`reason` is why a block is not run, in the README's own words."""

    id: str
    code: str
    line: int
    reason: str | None


def python_blocks(text: str) -> list[Block]:
    found: list[Block] = []
    heading, reason = "", None
    tokens = MarkdownIt("commonmark").parse(text)
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "heading_open" and following is not None:
            heading = following.content
        elif token.type == "html_block":
            marked = NOT_RUN.search(token.content)
            reason = marked[1] if marked else None
        elif token.type == "fence" and token.info.split()[:1] == ["python"]:
            assert token.map is not None
            found.append(Block(f"{heading}:{token.map[0] + 1}", token.content, token.map[0] + 1, reason))
            reason = None
    return found


BLOCKS = python_blocks(README.read_text(encoding="utf-8")) if README.exists() else []
needs_readme = pytest.mark.skipif(not BLOCKS, reason="there is no generated/python/README.md yet")


@needs_readme
@pytest.mark.parametrize("block", [each for each in BLOCKS if each.reason is None], ids=lambda each: each.id)
def test_example_runs_as_it_stands(block: Block, server: RunningServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLAMA_CLOUD_API_KEY", server.api_key)
    monkeypatch.setenv("LLAMA_CLOUD_BASE_URL", server.url)
    for number in range(25):
        server.store.create(SCOPE, f"ses-{number}", None)
    for session_id in set(re.findall(r'session_id="([^"]+)"', block.code)):
        server.store.create(SCOPE, session_id, None)
    # The line numbers of a traceback are those of the README.
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(compile("\n" * block.line + block.code, str(README), "exec"), names)
    client = names.get("client")
    if client is not None:
        client.close()
    statuses = [(seen.method, seen.path) for seen in server.faults.seen]
    assert bool(statuses) == bool(re.search(r"client\.[a-z]", block.code)), statuses


@needs_readme
def test_examples_that_are_not_run_are_few() -> None:
    assert len(BLOCKS) > 20
    assert [each.id for each in BLOCKS if each.reason is not None] == []


def test_blocks_are_found_and_told_apart() -> None:
    text = "# A\n\n```python\nx = 1\n```\n\n<!-- not run: a reason -->\n\n```python\ny\n```\n\n```sh\nz\n```\n"
    assert [(each.id, each.code, each.reason) for each in python_blocks(text)] == [
        ("A:3", "x = 1\n", None),
        ("A:9", "y\n", "a reason"),
    ]
