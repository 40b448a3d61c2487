"""`sdkwright generate`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sdkwright.diagnostics import Diagnostics
from sdkwright.write import OnEdit, Plan, Report, apply, locked, report_of

from . import status
from .clock import Clock, as_line
from .findings import findings_data, show_findings
from .targets import Target, format_targets, outputs_of, recover_all

if TYPE_CHECKING:
    from collections.abc import Callable

    from .options import Project
    from .terminal import Terminal

# As many changed files as a screen shows; --verbose lists all.
_LISTED = 20


def run_generate(project: Project, terminal: Terminal, *, on_edit: str, dry_run: bool, verbose: bool) -> int:
    """Generate; print what changed on stdout and findings on stderr. The exit status."""
    sink = Diagnostics()
    clock = Clock(terminal.stage)
    pipeline = project.pipeline(sink, clock)
    outputs = outputs_of(pipeline, sink)
    targets: list[Target] = []
    reports: list[Report] = []
    if outputs is not None and not sink.has_errors:
        clock("write")
        targets = format_targets(outputs, sink)
        if not sink.has_errors:
            reports = _carry_out(targets, sink, OnEdit(on_edit), dry_run=dry_run, on_wait=_waiting(terminal))
    seconds = clock.stop()
    if terminal.as_json:
        result = _result(targets, reports, sink, dry_run=dry_run) | ({"seconds": seconds} if verbose else {})
        terminal.print(json.dumps(result, indent=2))
    else:
        show_findings(sink, pipeline, terminal)
        for target, report in zip(targets, reports, strict=False):
            _show_report(target, report, terminal, dry_run=dry_run, limit=None if verbose else _LISTED)
        if sink.has_errors:
            terminal.error(_failure(targets, reports, dry_run=dry_run))
        if verbose:
            terminal.error(as_line(seconds))
    return status.FINDINGS if sink.has_errors else status.FINE


def _waiting(terminal: Terminal) -> Callable[[], None]:
    return lambda: terminal.error("waiting for another run of sdkwright that writes here")


def _carry_out(
    targets: list[Target], sink: Diagnostics, on_edit: OnEdit, *, dry_run: bool, on_wait: Callable[[], None]
) -> list[Report]:
    """The reports of the targets that were written: of all, or of the first ones when a later one failed."""
    if dry_run:
        return [report_of(plan) for plan in _plan_all(targets, sink, on_edit)]
    reports: list[Report] = []
    try:
        with locked([target.directory for target in targets], on_wait):
            plans = _plan_all(targets, sink, on_edit) if recover_all(targets, sink) else []
            for plan in plans:
                report = apply(plan, sink)
                if report is None:
                    break
                reports.append(report)
    except OSError as error:
        sink.add("SW511", str(error))
    return reports


def _plan_all(targets: list[Target], sink: Diagnostics, on_edit: OnEdit) -> list[Plan]:
    """A plan for every target, or none at all when one is refused."""
    plans = [target.plan(sink, on_edit) for target in targets]
    return [] if sink.has_errors else plans


def _show_report(target: Target, report: Report, terminal: Terminal, *, dry_run: bool, limit: int | None) -> None:
    rows = [
        *((path, "created", "green") for path in report.created),
        *((path, "changed", "yellow") for path in report.changed),
        *((path, "deleted", "red") for path in report.deleted),
    ]
    shown = sorted(rows)[:limit]
    for path, what, colour in shown:
        terminal.print(f"{what}  {_join(target, path)}", fg=colour)
    if len(rows) > len(shown):
        terminal.print(f"… and {len(rows) - len(shown)} more (--verbose lists them)")
    counts = ((report.created, "created"), (report.changed, "changed"), (report.deleted, "deleted"))
    parts = [f"{len(paths)} {what}" for paths, what in counts if paths] + [f"{len(report.unchanged)} unchanged"]
    merged = f" ({len(report.merged)} with custom code)" if report.merged else ""
    would = "would be: " if dry_run else ""
    terminal.print(f"{target.name} in {target.directory.as_posix()}: {would}{', '.join(parts)}{merged}", bold=True)


def _join(target: Target, path: str) -> str:
    return (target.directory / path).as_posix()


def _failure(targets: list[Target], reports: list[Report], *, dry_run: bool) -> str:
    if dry_run:
        return "nothing would be written"
    if not reports:
        return "nothing was written"
    written = ", ".join(target.name for target, _ in zip(targets, reports, strict=False))
    return f"written: {written}; the rest is as it was"


def _result(targets: list[Target], reports: list[Report], sink: Diagnostics, *, dry_run: bool) -> dict[str, object]:
    written = [target.data(report) for target, report in zip(targets, reports, strict=False)]
    return {
        "command": "generate",
        "ok": not sink.has_errors,
        "dry_run": dry_run,
        "targets": written,
        **findings_data(sink),
    }
