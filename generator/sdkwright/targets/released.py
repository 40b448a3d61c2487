"""Which version the project in an output directory has: what is generated over it must not go back behind that."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 1_000_000
_LONGEST = 100


def released_version(directory: Path) -> str | None:
    """`project.version` of the `pyproject.toml` there (PyPA, "pyproject.toml specification"). None where there is no
    such file, where it is not valid, or where it leaves the version to a build tool.
    """
    try:
        with (directory / "pyproject.toml").open("rb") as file:
            written = file.read(_LARGEST).decode("utf-8")
    except (OSError, ValueError):
        return None
    import tomllib  # not needed for a new directory

    try:
        data: dict[str, object] = tomllib.loads(written)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    project = data.get("project")
    version = cast("dict[str, object]", project).get("version") if isinstance(project, dict) else None
    if not isinstance(version, str) or not version.isascii() or not version.isprintable() or len(version) > _LONGEST:
        return None
    return version.strip() or None
