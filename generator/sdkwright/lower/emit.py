"""Text that may stand in output. Each function takes untrusted text and gives a value for one kind of place;
templates print
nothing else. A plain `str` never reaches a template (the renderer refuses it)."""

from __future__ import annotations

import json
import re
import unicodedata
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
SPACE_AND_WORD = re.compile(r"(\s*)(\S+)")
WIDTH = 96


class Emitted(str):
    """Text that is right for its place. Made by the functions of this module only."""

    __slots__ = ()


class Code(Emitted):
    """A piece of Python source that the generator itself composed of emitted parts."""

    __slots__ = ()


def ident(name: str) -> Code:
    """A Python identifier; anything else is a bug of the `name` stage."""
    if not name.isidentifier():
        raise ValueError(f"not an identifier: {name!r}")
    return Code(name)


def dotted(*parts: str) -> Code:
    return Code(".".join(ident(part) for part in parts))


def string(value: str) -> Code:
    """A Python string literal, double-quoted as formatters write it; every character that could end it is escaped."""
    if value.isprintable():
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    else:
        escaped = "".join(_escape(char) for char in value)
    return Code(f'"{escaped}"')


def _escape(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char == "\n":
        return "\\n"
    if char == "\t":
        return "\\t"
    if char == " " or (is_plain(char) and not char.isspace()):
        return char
    point = ord(char)
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def is_plain(char: str) -> bool:
    """Printable, and of no category that hides or reorders text (control, format, surrogate, line separators)."""
    return char == " " or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def value(data: object) -> Code:
    """A Python literal of JSON data. Numbers that have no literal are written as calls of `float`."""
    match data:
        case None | bool():
            return Code(repr(data))
        case str():
            return string(data)
        case float() if data != data or data in (float("inf"), float("-inf")):
            return Code(f'float("{data!r}")')
        case int() | float():
            return Code(repr(data))
        case list() | tuple():
            items = cast("Sequence[object]", data)
            return Code("[" + ", ".join(value(each) for each in items) + "]")
        case dict():
            entries = cast("Mapping[str, object]", data).items()
            return Code("{" + ", ".join(f"{string(str(key))}: {value(each)}" for key, each in entries) + "}")
        case _:
            raise TypeError(f"not JSON data: {type(data).__name__}")


def plain_text(text: str) -> str:
    """The text with one kind of line end, and without characters that hide or reorder what is seen."""
    unified = text if text.isprintable() else LINE_ENDS.sub("\n", text)
    return "\n".join("\t".join(map(_visible, line.split("\t"))) for line in unified.split("\n"))


def _visible(text: str) -> str:
    """The text with a mark for each character that hides or reorders what is seen."""
    return text if text.isprintable() else "".join(char if is_plain(char) else "\ufffd" for char in text)


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters where words allow it; lines that are short enough stay as they are."""
    lines: list[str] = []
    fenced = False
    for line in plain_text(text).expandtabs(4).strip("\n").split("\n"):
        line = line.rstrip()
        fenced ^= line.lstrip().startswith("```")
        if len(line) <= width or fenced:
            lines.append(line)
            continue
        indent = re.match(r"\s*(?:[-*+]\s+|\d+\.\s+)?", line)
        hang = " " * (indent.end() if indent else 0)
        lines += _folded(line, width, hang)
    return lines


def _folded(line: str, width: int, hang: str) -> list[str]:
    """One line broken at spaces; what follows the first break stands behind `hang`. A word is never broken."""
    found: list[str] = []
    current = ""
    for space, word in SPACE_AND_WORD.findall(line):
        if current and len(current) + len(space) + len(word) > width:
            found.append(current)
            current = hang + word
        else:
            current += space + word
    return [*found, current]


def docstring(lines: Iterable[str], indent: int) -> Code:
    """A docstring literal whose first line stands behind `indent` columns that the template writes."""
    plain = [_visible(line) for line in lines]
    while plain and not plain[-1].strip():
        plain.pop()
    safe = [line.replace("\\", "\\\\").replace('"""', '\\"\\"\\"') for line in plain]
    if not safe:
        return Code('""""""')
    if len(safe) == 1:
        bare = plain[0].rstrip('"')
        quotes = len(plain[0]) - len(bare)
        body = bare.replace("\\", "\\\\").replace('"""', '\\"\\"\\"') + '\\"' * quotes
        return Code(f'"""{_lead(body)}"""')
    pad = " " * indent
    rest = "\n".join(f"{pad}{line}" if line else "" for line in safe[1:])
    return Code(f'"""{_lead(safe[0])}\n{rest}\n{pad}"""')


def _lead(line: str) -> str:
    """A docstring that begins with a quote would run into its own opening."""
    return "\\" + line if line.startswith('"') else line


def prose(text: str | None, indent: int, *, width: int = WIDTH) -> Code | None:
    """A docstring of a text of the document; None where there is none."""
    if text is None or not text.strip():
        return None
    return docstring(wrapped(text, width - indent), indent)


def comment(text: str) -> Code:
    """Comment lines, each behind `# `; the first stands where the template puts it, so use it at column 0.

    At the top of a file none of them declares an encoding (PEP 263).
    """
    lines = (re.sub(r"coding(?=[:=])", "coding ", line) for line in wrapped(text, WIDTH))
    return Code("\n".join(f"# {line}".rstrip() for line in lines))


# --- other languages -----------------------------------------------------------------------------------------------


class Toml(Emitted):
    __slots__ = ()


class Markdown(Emitted):
    __slots__ = ()


class JsonText(Emitted):
    __slots__ = ()


def toml_string(text: str) -> Toml:
    """A TOML 1.0 basic string: JSON's escapes are a subset of its own; DEL must be escaped too."""
    clean = text.encode("utf-8", "replace").decode()
    return Toml(json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007f"))


def markdown_code(text: str) -> Markdown:
    """An inline code span that its content cannot close (CommonMark 6.1)."""
    if text.isprintable() and "`" not in text and "  " not in text:
        return Markdown(f"`{text}`")
    clean = re.sub(r"\s+", " ", plain_text(text))
    ticks = "`" * (max((len(run) for run in re.findall(r"`+", clean)), default=0) + 1)
    pad = " " if clean.startswith("`") or clean.endswith("`") else ""
    return Markdown(f"{ticks}{pad}{clean}{pad}{ticks}")


def url(text: str) -> Markdown:
    """A link target: http(s) or mailto only, every character that could close the link percent-encoded."""
    clean = plain_text(text).strip()
    if not re.match(r"(?i)(https?://|mailto:)", clean):
        return Markdown("#")
    return Markdown(re.sub(r"[\s<>()\[\]\"'`\\|^{}]", lambda found: f"%{ord(found[0]):02X}", clean))


def json_document(data: object) -> JsonText:
    """Pretty JSON with sorted keys: what stands in golden files does not depend on the order of the document's keys."""
    return JsonText(_pretty(data, "\n") + "\n")


def _pretty(data: object, margin: str) -> str:
    """As `json.dumps` with `indent=2` and `sort_keys`, which is slow: with an indent it is not the compiled one."""
    match data:
        case dict() if data:
            entries = cast("dict[str, object]", data)
            inner = margin + "  "
            parts = [f"{inner}{encode_basestring(key)}: {_pretty(entries[key], inner)}" for key in sorted(entries)]
            return "{" + ",".join(parts) + margin + "}"
        case list() if data:
            inner = margin + "  "
            return "[" + ",".join([inner + _pretty(each, inner) for each in cast("list[object]", data)]) + margin + "]"
        case str():
            return encode_basestring(data)
        case _:
            return json.dumps(data, allow_nan=False)
