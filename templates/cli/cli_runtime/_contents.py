"""Content that comes from files and from standard input."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path
from typing import Any, Mapping, Tuple, cast

from ._values import BadValueError


def content_of(text: str, words: Tuple[str, ...]) -> Any:
    """What `@PATH` or `-` stands for: text, or for a `file` what the SDK sends as one. Raises BadValueError."""
    if "file" in words:
        return sys.stdin.buffer.read() if text in ("-", "@-") else _existing(text[1:])
    if text in ("-", "@-"):
        return decoded(sys.stdin.buffer.read(), "standard input")
    return decoded(_read(_existing(text[1:])), text[1:])


def _existing(name: str) -> Path:
    path = Path(name).expanduser()
    if not path.is_file():
        raise BadValueError(f"there is no file {name!r}. (A backslash before the @ makes it text.)")
    return path


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadValueError(f"cannot read {str(path)!r}: {error.strerror}.") from error


def decoded(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadValueError(f"{where} is not UTF-8 text.") from error


def piped() -> bytes | None:
    """What is piped into the program; None where nothing is. Only pipes and files count: a terminal would wait for
    somebody to type, and services run with other things.
    """
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (AttributeError, OSError, ValueError):
        return None
    if not (stat.S_ISFIFO(mode) or stat.S_ISREG(mode)):
        return None
    return sys.stdin.buffer.read()


def structure(text: str, where: str) -> Any:
    """JSON or YAML. Raises BadValueError."""
    try:
        return json.loads(text)
    except ValueError:
        pass
    import yaml

    try:
        return yaml.load(text, Loader=_plain_loader())  # noqa: S506 - a loader of plain data
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BadValueError(f"{where} is neither JSON nor YAML: {error}") from error


def _plain_loader() -> Any:
    """YAML whose dates stay text, as JSON has none."""
    import yaml

    class Plain(yaml.SafeLoader):
        pass

    resolvers = cast("Mapping[str, list[tuple[str, Any]]]", yaml.SafeLoader.yaml_implicit_resolvers)
    Plain.yaml_implicit_resolvers = {
        first: [each for each in found if each[0] != "tag:yaml.org,2002:timestamp"]
        for first, found in resolvers.items()
    }
    return Plain
