"""The nodes that a JSONPath stands for: RFC 9535, and the older forms that transforms are written in.

Those forms (JSONPath Plus) are brought to RFC 9535 where it has the same:

| written | read as |
|---|---|
| `.name` with any character but `.`, `[`, `]`, `^` and `~`, such as `.get-it`, `./v1/users` | `['name']` |
| `['/v1/users']`, `["x"]`, `[0]`, `[*]`, `[?(…)]` | the same |
| `===`, `!==` within a filter | `==`, `!=` |
| `^` at the end | the parent of what the rest stands for |
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Protocol

from sdkwright.diagnostics.clean import clean

from .plain import ABSENT, descend

if TYPE_CHECKING:
    from .tree import Keys

_NAME: Final = re.compile(r"[^.\[\]^~]+")
_INDEX: Final = re.compile(r"\d+")
_QUOTED: Final = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""")


class _Match(Protocol):
    @property
    def parts(self) -> Keys: ...


def select(root: Any, path: str) -> list[Keys]:
    """The places that a JSONPath (RFC 9535) stands for, each once. Raises ValueError, with a reason, if it is none."""
    import jsonpath  # only where there is a path that needs it

    environment = jsonpath.JSONPathEnvironment(strict=True)
    try:
        matches: list[_Match] = list(environment.compile(path).finditer(root))
    except (jsonpath.JSONPathError, RecursionError) as error:
        raise ValueError(clean(str(error).partition("\n")[0], 200) or type(error).__name__) from error
    return list(dict.fromkeys(match.parts for match in matches))


def select_plus(root: Any, path: str) -> list[Keys]:
    """As `select`, of a path in the older forms."""
    up = len(path) - len(path.rstrip("^"))
    segments = _segments(path.rstrip("^"))
    keys = definite(segments)
    found = select(root, "$" + "".join(segments)) if keys is None else _present(root, keys)
    return list(dict.fromkeys(each[: len(each) - up] for each in found if len(each) >= up))


def definite_keys(path: str) -> Keys | None:
    """The keys of a path that can stand for one node only, be it there or not; None if it may stand for several.

    Raises ValueError if it is no path.
    """
    return definite(_segments(path))


def definite(segments: list[str]) -> Keys | None:
    """The keys of segments that name one node; None if one of them may stand for several."""
    keys: list[str | int] = []
    for segment in segments:
        inner = segment[1:-1]
        quoted = _QUOTED.fullmatch(inner)
        if segment.startswith("[") and quoted:
            keys.append(re.sub(r"\\(.)", r"\1", quoted[1] if quoted[1] is not None else quoted[2]))
        elif segment.startswith("[") and _INDEX.fullmatch(inner):
            keys.append(int(inner))
        else:
            return None
    return tuple(keys)


def _present(root: Any, keys: Keys) -> list[Keys]:
    return [] if descend(root, map(str, keys))[0] is ABSENT else [keys]


def _segments(path: str) -> list[str]:
    """The parts of a path after `$`, in the form of RFC 9535. Raises ValueError where it has no such form."""
    if not path.startswith("$"):
        raise ValueError("it does not begin with `$`")
    found: list[str] = []
    at = 1
    while at < len(path):
        if path[at] == "[":
            end = _closing(path, at)
            found.append(_bracket(path[at:end]))
        elif path.startswith("..", at):
            if path.startswith("[", at + 2):
                end = _closing(path, at + 2)
                found.append(".." + _bracket(path[at + 2 : end]))
            else:
                name, end = _name(path, at + 2)
                found.append(".." + name)
        elif path[at] == ".":
            name, end = _name(path, at + 1)
            found.append(name)
        else:
            raise ValueError(f"`{clean(path[at], 10)}` has no meaning here")
        at = end
    return found


def _name(path: str, at: int) -> tuple[str, int]:
    found = _NAME.match(path, at)
    if found is None:
        raise ValueError("a name is missing after `.`")
    text = found[0]
    if text == "*":
        return "[*]", found.end()
    quoted = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"['{quoted}']", found.end()


def _closing(path: str, at: int) -> int:
    """The index after the bracket that closes the one at `at`; those in quotes do not count."""
    depth = 0
    while at < len(path):
        quoted = _QUOTED.match(path, at)
        if quoted is not None:
            at = quoted.end()
            continue
        depth += {"[": 1, "]": -1}.get(path[at], 0)
        at += 1
        if depth == 0:
            return at
    raise ValueError("a bracket is not closed")


def _bracket(text: str) -> str:
    if text.startswith("[?"):
        return text.replace("!==", "!=").replace("===", "==")
    inner = text[1:-1].strip()
    if re.fullmatch(r"[A-Za-z_$][\w$-]*", inner):
        return f"['{inner}']"
    return f"[{inner}]"
