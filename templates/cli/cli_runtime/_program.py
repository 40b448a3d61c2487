"""What differs between one API's program and another's; this sample lets the runtime work where it lies."""

from __future__ import annotations

from ._data import Flag, Group, Program

PROGRAM = Program(
    name="acme",
    package="cli_runtime",
    version="0.0.1",
    title="Acme",
    help="Use the Acme API from a terminal.",
    sdk="acme_sdk",
    client="Acme",
    flags=(Flag(flag="--api-key", argument="api_key", env="ACME_API_KEY", is_needed=True, is_secret=True),),
    groups={"pets": Group("pets", "create, list")},
    commands={},
)
