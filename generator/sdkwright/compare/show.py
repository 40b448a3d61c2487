"""A comparison in words: for a terminal, as Markdown, as data."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from sdkwright.diagnostics.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .comparing import Comparison
    from .differences import Difference
    from .loading import Package


def as_data(found: Comparison) -> dict[str, Any]:
    """For JSON; `path` is below the package, `at` is file:line below its folder."""
    return {
        "old": _package(found.old),
        "new": _package(found.new),
        "verdict": found.verdict,
        "counts": {"breaking": len(found.breaking), "other": len(found.differences) - len(found.breaking)},
        "differences": [
            {
                "path": each.path,
                "kind": each.kind,
                "change": each.change,
                "breaking": each.breaks,
                "message": each.message,
                "old": each.was,
                "new": each.now,
                "at": each.where,
            }
            for each in found.differences
        ],
    }


def as_lines(found: Comparison, *, verbose: bool) -> Iterator[tuple[str, str]]:
    """(style, line): "head", "module", "breaking", "other" or "plain"."""
    yield "head", f"{_shown(found.old)} -> {_shown(found.new)}"
    other = [each for each in found.differences if not each.breaks]
    if found.breaking:
        yield "plain", ""
        yield "head", f"Breaks ({len(found.breaking)})"
        yield from _grouped(found, found.breaking, "breaking")
    if other:
        yield "plain", ""
        yield "head", f"Does not break ({len(other)})"
        if verbose:
            yield from _grouped(found, other, "other")
        else:
            yield "plain", f"  {_summary(other)}; --verbose lists them"
    yield "plain", ""
    yield "head", verdict(found)


def verdict(found: Comparison) -> str:
    """One sentence."""
    what = {
        "major": "the surface breaks: a major version",
        "minor": "nothing breaks: a minor version",
        "patch": "the surfaces are the same: a patch version",
    }
    return what[found.verdict]


def as_markdown(found: Comparison) -> str:
    """For a pull request: what breaks, and the rest folded away."""
    other = [each for each in found.differences if not each.breaks]
    lines = [f"**{verdict(found)[0].upper()}{verdict(found)[1:]}** ({_code(_shown(found.old))} to "]
    lines[0] += f"{_code(_shown(found.new))})"
    if found.breaking:
        lines += ["", f"### Breaks ({len(found.breaking)})", "", *map(_bullet, found.breaking)]
    if other:
        head = f"<summary>Does not break ({len(other)}: {_summary(other)})</summary>"
        lines += ["", "<details>", head, "", *map(_bullet, other), "", "</details>"]
    return "\n".join(lines)


def _grouped(found: Comparison, differences: Iterable[Difference], style: str) -> Iterator[tuple[str, str]]:
    """By module, the package itself first."""
    groups: dict[str, list[Difference]] = {}
    for each in differences:
        groups.setdefault(found.module_of(each.path), []).append(each)
    for module, own in sorted(groups.items()):
        yield "module", f"  {clean(f'{found.new.name}.{module}' if module else found.new.name)}"
        for each in own:
            path = each.path.removeprefix(f"{module}.") if module else each.path
            yield style, f"    {clean(path)}: {clean(each.message)}  ({clean(each.where)})"


def _summary(differences: list[Difference]) -> str:
    counts = Counter((each.kind, each.change) for each in differences)
    return ", ".join(f"{count} {kind} {change}" for (kind, change), count in counts.most_common(6)) + (
        ", …" if len(counts) > 6 else ""
    )


def _bullet(each: Difference) -> str:
    changed = f": {_code(each.was or 'nothing')} to {_code(each.now or 'nothing')}" if each.has_values else ""
    return f"- {_code(each.path)}: {each.kind} {each.meaning}{changed}"


def _code(text: str) -> str:
    """A Markdown code span, whatever `text` holds."""
    text = clean(" ".join(text.split()))
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {text} {fence}" if longest else f"{fence}{text}{fence}"


def _shown(package: Package) -> str:
    return clean(f"{package.name} {package.version}" if package.version else package.name)


def _package(package: Package) -> dict[str, str | None]:
    return {"name": package.name, "version": package.version, "folder": str(package.folder)}
