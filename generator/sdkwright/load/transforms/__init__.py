"""Transforms: changes to a document that its config asks for (`openapi.transforms`).

They are applied in their order, after overlays and before anything else: to the document as its author wrote it, in its
own version, before other files are linked in. A transform that is not understood, or that finds nothing, is told and
left out; the rest goes on.

| command | arguments | does |
|---|---|---|
| update | target, value, template | replaces what is there; with `template` a text, whose old value is `{{value}}` |
| append | target, value | adds to a list, or keys to a mapping that does not have them |
| merge, mergeObject | target, value or object | merges mappings all the way down; anything else is replaced |
| remove | target, keys | takes the node out, or only these keys of it |
| copy, move | from, to | puts what is at one place to others |
| replaceProperties | target or filter.only, value | replaces schemas |
| renameValue | target or filter.only, rename | gives a property another name in some languages |
| extractToRefs | ref.target, ref.name | makes a component of an inline schema, and refers to it |
| oneOfToAnyOf | (filter) | writes each `oneOf` as `anyOf` |
| splitSchemasByEnumProperty | target or unionPath, enumProperty | makes one schema per value of an enum |

`target` is a JSONPath, a list of them, or `{matches_schema: PATH, ignore: PATHS}`: every schema that equals another.
`filter: {only: PATHS, except: PATHS}` narrows the target, and stands for it where there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sdkwright.diagnostics.clean import clean
from sdkwright.load.pointers import join
from sdkwright.load.tree import Tree

from .edits import EDITS
from .schemas import SCHEMAS
from .step import NothingFoundError, Step, TransformError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sdkwright.diagnostics import Diagnostics
    from sdkwright.load.source import SourceText

MARK: Final = "x-sdkwright-transforms"
_COMMANDS: Final = {**EDITS, **SCHEMAS}


class Transform(NamedTuple):
    """One transform; `at` is its pointer within the config."""

    command: str
    args: dict[str, Any]
    at: str


class Transforms(NamedTuple):
    """Transforms in their order, and the text of the config that holds them."""

    text: SourceText
    steps: Sequence[Transform]


@dataclass(frozen=True, slots=True)
class Transformed:
    """`moves`: pointers of what a transform wrote, to where it was; `texts`: the config by its pointer there."""

    data: Any
    texts: dict[str, SourceText]
    moves: dict[str, str]


def apply_transforms(data: Any, transforms: Transforms, sink: Diagnostics) -> Transformed:
    """The document's data with the transforms applied. The data that was given is not changed."""
    tree = Tree(data)
    config = join("", MARK, 0)
    for each in transforms.steps:
        command = _COMMANDS.get(each.command)
        if command is None:
            message = f"there is no command {clean(repr(each.command), 80)}"
            hint = f"Known: {', '.join(sorted(_COMMANDS))}."
            sink.add("SW030", message, at=transforms.text.place(join(each.at, "command")), hint=hint)
            continue
        step = Step(tree, each.args, config + join(each.at, "args"))
        try:
            command(step)
        except TransformError as error:
            code = "SW029" if isinstance(error, NothingFoundError) else "SW030"
            at = transforms.text.place(join(each.at, "args", *error.keys))
            sink.add(code, f"`{each.command}`: {error}", at=at)
    return Transformed(tree.root, {config: transforms.text}, tree.moves)
