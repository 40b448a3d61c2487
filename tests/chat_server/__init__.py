"""A real chat server on loopback for the tests and the demo: HTTP by Starlette and uvicorn, state in SQLite."""

from .app import Settings, create_app
from .faults import Fault, FaultBox
from .running import RunningServer, run_server

__all__ = ["Fault", "FaultBox", "RunningServer", "Settings", "create_app", "run_server"]
