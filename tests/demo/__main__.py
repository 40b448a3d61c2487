"""`make demo`: the generated SDK talks to the chat server of the tests."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.chat_server import Settings, run_server
from tests.demo.screen import Screen

_SDK = Path(__file__).parents[2] / "generated" / "python" / "src"


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.demo", description=__doc__)
    parser.add_argument("--pause", type=float, default=0.03, help="seconds between two events of a turn")
    pause: float = parser.parse_args(arguments).pause
    if str(_SDK) not in sys.path:
        sys.path.insert(0, str(_SDK))
    from llama_cloud import LlamaCloud

    from tests.demo.conversation import converse

    with (
        run_server(Settings(pause=pause)) as server,
        LlamaCloud(api_key=server.api_key, base_url=server.url) as client,
    ):
        converse(client, Screen.on(sys.stdout))


if __name__ == "__main__":
    main()
