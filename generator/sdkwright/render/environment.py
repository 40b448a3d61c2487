"""The one Jinja environment: strict, and blind to anything but emitted text."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Undefined

from sdkwright.lower.emit import Emitted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jinja2.bccache import Bucket


class RawTextError(TypeError):
    """A template tried to print a value that no emitter made: a bug of the toolkit, not of a document."""


def templates_root() -> Path:
    """The folder of templates: inside the package when installed, at the root of the repository otherwise."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent.parent / "templates"


def only_emitted(value: object) -> object:
    """Jinja's `finalize`: text of a document is a plain `str` and is refused, whatever template it slipped into."""
    if isinstance(value, Emitted):
        return value
    if isinstance(value, Undefined):
        str(value)  # raises, and names what is missing
    raise RawTextError(f"a template printed {type(value).__name__} {value!r:.80}, which no emitter made")


class TemplateCache(FileSystemBytecodeCache):
    """Compiled templates in the `__pycache__` beside their sources, as Python keeps compiled modules.

    Compiling takes longer than all else that `check` does. Jinja keys the entries by the text of the template. Where
    Python may not write its own caches, this one is read only.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "__pycache__"
        super().__init__(str(self._folder), "%s.jinja")

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                self._folder.mkdir(exist_ok=True)
                super().dump_bytecode(bucket)


class _SpokenLoader(FileSystemLoader):
    """Templates in other words."""

    def __init__(self, folders: Sequence[Path], spoken: Callable[[str], str]) -> None:
        super().__init__(folders)
        self._spoken = spoken

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, filename, is_current = super().get_source(environment, template)
        return self._spoken(source), filename, is_current


class Renderer:
    """Renders the templates of one target; `folders` are searched in order, so that a variant can override a
    template. `spoken` puts what the templates themselves say into other words.
    """

    def __init__(self, *folders: Path, spoken: Callable[[str], str] | None = None) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folders) if spoken is None else _SpokenLoader(folders, spoken),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,  # noqa: S701 - what is printed is no HTML, and emitters have escaped it for its place
            finalize=only_emitted,
            auto_reload=False,
            bytecode_cache=TemplateCache(folders[0]),
        )

    def render(self, template: str, view: object) -> bytes:
        """The text of `template` with `view`, as UTF-8 with one newline at its end."""
        text = self._environment.get_template(template).render(view=view)
        return (text.strip("\n") + "\n").encode()
