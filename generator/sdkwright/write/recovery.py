"""Puts right what a killed run left beside an output directory, and loses nothing that it did not write itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.diagnostics import Place

from .files import InTheWayError, link, make_parents
from .inplace import finish
from .staging import Known, NotOursError, Staging
from .tree import Kind, kind_of, signature_of, walk_files

if TYPE_CHECKING:
    from pathlib import Path

    from sdkwright.diagnostics import Diagnostics


def recover(output: Path, sink: Diagnostics) -> bool:
    """Make `output` whole again, to be called while it is `locked`. False, with a diagnostic, when that fails."""
    try:
        finish(output)
        clean(output)
    except NotOursError as error:
        sink.add("SW513", "was not made by sdkwright", at=Place(str(error)))
    except InTheWayError as error:
        sink.add("SW513", "was not made by sdkwright", at=Place((output / str(error)).as_posix()))
    except OSError as error:
        sink.add("SW511", f"what an interrupted run left cannot be cleaned up: {error}", at=Place(output.as_posix()))
    else:
        return True
    return False


def clean(output: Path) -> None:
    """Bring a whole tree to `output` if none is there, save what others put into the other tree, remove the staging.

    OSError; NotOursError when the staging directory is not the tool's.
    """
    staging = Staging.beside(output)
    output = staging.output
    if kind_of(staging.root) is Kind.MISSING:
        return
    journal = staging.read()
    if journal is None:
        staging.draft.unlink(missing_ok=True)
        staging.root.rmdir()
        return
    # Killed between two renames: the old tree goes back.
    if kind_of(output) is Kind.MISSING and kind_of(staging.old) is Kind.DIRECTORY:
        staging.old.rename(output)
    if journal.known is not None and kind_of(output) is Kind.DIRECTORY:
        for other in (staging.tree, staging.old):
            if kind_of(other) is Kind.DIRECTORY:
                rescue(other, output, journal.known)
    staging.discard()


def rescue(source: Path, target: Path, known: Known) -> None:
    """Link the files of `source` that the run did not put there (signature not `known`) into `target`.

    Such a file was made while `source` lay at the output path, or by a process whose directory it is. It takes the
    place of the run's own file in `target`; beside one that is not the run's own it gets the suffix `.rescued`.
    """
    for path in sorted(walk_files(source)):
        here = target / path
        theirs, ours = signature_of(source / path), signature_of(here)
        if theirs is None or theirs == ours or list(theirs) in known.get(path, []):
            continue
        if ours is not None:
            if kind_of(here) is Kind.DIRECTORY or list(ours) not in known.get(path, []):
                here = here.with_name(f"{here.name}.rescued")
            here.unlink(missing_ok=True)
        make_parents(target, path, set())
        link(source / path, here)
