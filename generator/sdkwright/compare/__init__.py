"""The public surfaces of two SDK packages, and whether code written against the old one works with the new.

Both are read as text (griffe, without inspection): nothing of them is imported or run.

**What is public.** Modules, classes, functions, type aliases and members whose names do not start with an underscore,
and `__init__`; names that a package's `__init__` takes from its own modules; the classes of `_client`; and, as names
alone, those that hand-written code imports from the runtime's modules (`promised.py`). Members that a class inherits
within the package are its own.

**What breaks.** The old name or member is gone. A class became something else, or lost a base. A positional parameter
moved, or can only be given by keyword. A parameter is gone, became required, or lost its default. A method became a
coroutine, or stopped being one. A parameter or a key of a `TypedDict` takes less than it took; a return, a field or an
alias gives what it did not give. A method with several overloads is held by each call that one of the old ones allowed.

**What does not.** Whatever was added: names, members, optional parameters. Parameters and keys that take more; returns
and fields that give less. Further values of a `Literal` in what is returned, since servers add those at any time. A
default of another value. `Optional[X]` for `X | None`, `List` for `list`, an alias for what it stands for, another
order of a union or of keyword parameters: these are no differences at all.

**The verdict.** Major if anything breaks, minor if there is any other difference, else patch.
"""

from __future__ import annotations

from .comparing import Comparison, compare
from .differences import Difference
from .loading import Package, UnreadableError, load

__all__ = ["Comparison", "Difference", "Package", "UnreadableError", "compare", "load"]
