"""`sdkwright check`: all that `generate` does but write."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sdkwright.diagnostics import Diagnostics, as_github
from sdkwright.diagnostics.clean import clean
from sdkwright.write import OnEdit, Plan, report_of
from sdkwright.write.differ import diff_change, diff_lines

from . import status
from .clock import Clock, as_line
from .findings import findings_data, show_findings
from .targets import Target, format_targets, outputs_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sdkwright.pipeline import TargetOutput

    from .options import Project
    from .terminal import Terminal

_SHOWN_LINES = 400
_SHOWN_LINES_OF_FILE = 80
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def run_check(project: Project, terminal: Terminal, *, style: str, full: bool, verbose: bool) -> int:
    """Compare and print what differs. FINE when nothing does and there is no error."""
    terminal.as_json = terminal.as_json or style == "json"
    sink = Diagnostics()
    clock = Clock(terminal.stage)
    pipeline = project.pipeline(sink, clock)
    outputs = outputs_of(pipeline, sink)
    clock("write")
    compared = [] if outputs is None or sink.has_errors else _compare(outputs, sink)
    seconds = clock.stop()
    drift = any(plan.has_drift for _, plan in compared)
    if terminal.as_json:
        result = _result(compared, sink, drift=drift) | ({"seconds": seconds} if verbose else {})
        terminal.print(json.dumps(result, indent=2))
    elif style == "github":
        for line in [*as_github(sink).splitlines(), *_annotations(compared)]:
            terminal.print(line)
    else:
        show_findings(sink, pipeline, terminal)
        _show_diff(compared, terminal, full=full)
    if not terminal.as_json:
        if verbose:
            terminal.error(as_line(seconds))
        terminal.print(_verdict(compared, sink, drift=drift), bold=True)
    return status.FINDINGS if drift or sink.has_errors else status.FINE


def _compare(outputs: Sequence[TargetOutput], sink: Diagnostics) -> list[tuple[Target, Plan]]:
    """A plan for every target; none at all when the output cannot be trusted."""
    targets = format_targets(outputs, sink)
    return [] if sink.has_errors else [(target, target.plan(sink, OnEdit.REFUSE)) for target in targets]


def _show_diff(compared: list[tuple[Target, Plan]], terminal: Terminal, *, full: bool) -> None:
    """Print the diff; unless `full`, of each file and in all no more than one wants to scroll through."""
    files = [
        (change, (target.directory / change.path).as_posix()) for target, plan in compared for change in plan.changes
    ]
    left = _SHOWN_LINES
    for change, path in files:
        lines = list(diff_change(change, path))
        shown = lines if full else lines[: max(0, min(left, _SHOWN_LINES_OF_FILE))]
        left -= len(shown)
        for line in shown:
            _show_line(line, terminal)
        if len(shown) < len(lines):
            what = f"{len(lines) - len(shown)} more lines of " if shown else f"{change.kind.value} "
            terminal.print(f"… {what}{path}")
    if left <= 0 and not full:
        terminal.print("--full prints the whole diff")


def _show_line(line: str, terminal: Terminal) -> None:
    if not terminal.colour:
        terminal.print(line)
        return
    # Only a terminal acts on control characters; elsewhere the diff must stay one that can be applied.
    shown = clean(line.expandtabs(), limit=max(2000, len(line)))
    header = line.startswith(("--- ", "+++ "))
    terminal.print(shown, bold=header, fg=None if header else _COLOURS.get(line[:1]))


def _verdict(compared: list[tuple[Target, Plan]], sink: Diagnostics, *, drift: bool) -> str:
    """The last line: how it stands, and what to do about it."""
    if any(plan.edited for _, plan in compared):
        return "edited by hand: run `sdkwright generate --merge` to keep the edits, or --overwrite to discard them"
    if sink.has_errors:
        return "errors: nothing can be generated until they are mended"
    if drift:
        counts = [len(plan.changes) or len(plan.bookkeeping) for _, plan in compared]
        files = "1 file differs" if sum(counts) == 1 else f"{sum(counts)} files differ"
        return f"{files} from what would be generated: run `sdkwright generate` and commit the result"
    return "up to date"


def _annotations(compared: list[tuple[Target, Plan]]) -> Iterator[str]:
    """A workflow command of GitHub Actions for every file that differs."""
    for target, plan in compared:
        for change in plan.changes or plan.bookkeeping:
            path = (target.directory / change.path).as_posix()
            place = path.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
            yield f"::error file={place},title=drift::would be {change.kind.value} by sdkwright generate"


def _result(compared: list[tuple[Target, Plan]], sink: Diagnostics, *, drift: bool) -> dict[str, object]:
    return {
        "command": "check",
        "ok": not drift and not sink.has_errors,
        "drift": drift,
        "targets": [_plan_data(target, plan) for target, plan in compared],
        **findings_data(sink),
    }


def _plan_data(target: Target, plan: Plan) -> dict[str, object]:
    return {
        **target.data(report_of(plan)),
        "edited": plan.edited,
        "bookkeeping": [change.path for change in plan.bookkeeping],
        "diff": "".join(f"{line}\n" for line in diff_lines(plan, target.directory.as_posix())),
    }
