"""Run the server by hand: `python -m tests.chat_server --port 8765`."""

from __future__ import annotations

import argparse
import contextlib
import time

from .app import Settings
from .running import run_server


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.chat_server", description=__doc__)
    parser.add_argument("--port", type=int, default=8765, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--api-key", default="secret-key", help="the bearer token that clients must send")
    parser.add_argument("--database", default=":memory:", help="SQLite file that keeps the sessions")
    parser.add_argument("--pause", type=float, default=0.05, help="seconds between the events of a stream")
    arguments = parser.parse_args()
    settings = Settings(api_key=arguments.api_key, pause=arguments.pause)
    with (
        contextlib.suppress(KeyboardInterrupt),
        run_server(settings, port=arguments.port, database=arguments.database) as server,
    ):
        print(f"LLAMA_CLOUD_BASE_URL={server.url} LLAMA_CLOUD_API_KEY={server.api_key}", flush=True)
        while True:
            time.sleep(1)


if __name__ == "__main__":
    main()
