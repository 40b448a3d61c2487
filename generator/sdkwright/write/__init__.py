"""write: generated files, and what is on disk -> what changes, all at once or not at all."""

from .formatting import format_files
from .lock import locked
from .plan import Change, ChangeKind, OnEdit, Plan, Report, report_of
from .planning import plan
from .publishing import apply
from .recovery import recover

__all__ = [
    "Change",
    "ChangeKind",
    "OnEdit",
    "Plan",
    "Report",
    "apply",
    "format_files",
    "locked",
    "plan",
    "recover",
    "report_of",
]
