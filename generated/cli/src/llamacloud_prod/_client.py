"""The SDK's client, made of what the program was called with, the environment and the keyring."""

from __future__ import annotations

import importlib
import importlib.util
import logging
import os
import sys
from contextlib import contextmanager
from typing import Any, Dict, Generator, Mapping, NamedTuple, Optional, Tuple

import click

from ._data import Flag, Program
from ._safe import escaped_line


class Settings(NamedTuple):
    """What the options of every command say; None and empty where they were left out."""

    format: str = "auto"
    transform: Optional[str] = None
    max_items: Optional[int] = None
    output: Optional[str] = None
    base_url: Optional[str] = None
    environment: Optional[str] = None
    timeout: Optional[float] = None
    max_retries: Optional[int] = None
    header: Tuple[str, ...] = ()
    debug: bool = False
    client: Mapping[str, str] = {}


def make_client(program: Program, settings: Settings) -> Any:
    """The client; click.UsageError where something that it needs is not given."""
    arguments: Dict[str, Any] = dict(settings.client)
    for flag in program.flags:
        if flag.argument not in arguments and not (flag.env and os.environ.get(flag.env)):
            kept = from_keyring(program, flag) if flag.is_secret else None
            if kept is not None:
                arguments[flag.argument] = kept
            elif flag.is_needed:
                raise click.UsageError(_told_missing(program, flag))
    if settings.base_url is not None:
        arguments["base_url"] = settings.base_url
    elif program.needs_base_url and not os.environ.get(program.base_url_env):
        raise click.UsageError(f"Missing option '--base-url', or the environment variable {program.base_url_env}.")
    for name in ("environment", "timeout", "max_retries"):
        if getattr(settings, name) is not None:
            arguments[name] = getattr(settings, name)
    if settings.environment is not None and settings.base_url is None:
        arguments["base_url"] = None
    if settings.header:
        arguments["default_headers"] = dict(map(_header, settings.header))
    sdk: Any = importlib.import_module(program.sdk)
    return getattr(sdk, program.client)(**arguments)


def _told_missing(program: Program, flag: Flag) -> str:
    others = f", the environment variable {flag.env}" if flag.env else ""
    kept = f", or an entry of the keyring (keyring set {program.name} {flag.flag[2:]})" if flag.is_secret else ""
    return f"Missing option '{flag.flag}'{others}{kept}."


def _header(text: str) -> Tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon or not name.strip():
        raise click.UsageError(f"Invalid value for '--header': {text!r} is not of the form 'Name: value'.")
    return name.strip(), value.strip()


def from_keyring(program: Program, flag: Flag) -> str | None:
    """The secret that the system's keyring holds; None where there is none, or no keyring (`keyring` is an extra)."""
    if importlib.util.find_spec("keyring") is None:
        return None
    keyring: Any = importlib.import_module("keyring")
    try:
        found = keyring.get_password(program.name, flag.flag[2:])
    except Exception:  # no backend, a locked one, one that is broken: as good as none
        return None
    return found if isinstance(found, str) and found else None


class _StderrHandler(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        """One line; what a server put into its headers cannot act on the terminal."""
        sys.stderr.write(escaped_line(f"{record.levelname.lower()}: {record.getMessage()}") + "\n")


@contextmanager
def shown_log(program: Program, settings: Settings) -> Generator[None, None, None]:
    """Show the SDK's log on stderr where it is asked for: requests, answers, retries; no credentials, no bodies."""
    if not settings.debug:
        yield
        return
    logger = logging.getLogger(importlib.import_module(program.sdk).__title__)
    handler, level = _StderrHandler(), logger.level
    logger.setLevel(logging.DEBUG)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
