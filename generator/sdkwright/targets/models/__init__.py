"""Models without a client, in several flavours, made by datamodel-code-generator of what the API was resolved to. Their
names are those of the SDK's models.

Nothing of the document reaches that library but through `schemas.py`, which writes the keywords that it knows, and what
comes back is looked through (`guard.py`) before it is written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pydantic import Field

from sdkwright.config import Part
from sdkwright.output import OutputFile
from sdkwright.render import Renderer, side_by_side, templates_root
from sdkwright.targets.models.flavours import FLAVOURS, FlavourName
from sdkwright.targets.models.guard import defined, strays
from sdkwright.targets.models.names import named
from sdkwright.targets.models.schemas import SchemaWriter
from sdkwright.targets.models.views import init_view, project_view
from sdkwright.targets.models.writing import EXTRA, CannotWriteError, is_installed, models_text
from sdkwright.targets.released import released_version

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sdkwright.lower.context import Context
    from sdkwright.targets.models.flavours import Flavour
    from sdkwright.targets.models.names import Named
    from sdkwright.targets.order import Order

# Types from which on a second process is worth its start.
LARGE = 100


class Options(Part):
    """What the config may say of stand-alone models."""

    flavours: tuple[FlavourName, ...] = Field(
        default=tuple(FLAVOURS), description="Which kinds of models are written, each into a folder of its name."
    )


class Made(NamedTuple):
    """The module of models of one flavour; without text, `problem` says why there is none."""

    flavour: Flavour
    text: str | None
    problem: str = ""


def files(order: Order) -> list[OutputFile]:
    """A project for each flavour; none where the library is missing, which is told."""
    context, at = order.context, order.context.config.place("sdkwright", "targets", order.name)
    if not is_installed():
        order.sink.add("SW109", f"{order.name!r} needs {EXTRA}", at=at, hint=f"pip install '{EXTRA}'")
        return []
    own = named(context)
    chosen = [FLAVOURS[each] for each in dict.fromkeys(order.options_as(Options).flavours)]
    middle = (len(chosen) + 1) // 2
    if len(context.api.types) > LARGE:
        parts = side_by_side(
            lambda: _all_made(context, chosen[:middle], own), lambda: _all_made(context, chosen[middle:], own)
        )
        made = [*parts[0], *parts[1]]
    else:
        made = _all_made(context, chosen, own)
    found: list[OutputFile] = []
    for each in made:
        if each.text is None:
            order.sink.add("SW401", f"no {each.flavour.title} of this document: {each.problem}", at=at)
        else:
            released = released_version(order.directory / each.flavour.name)
            found += _project(replace(context, released=released), each.flavour, each.text, own)
    return found


def _all_made(context: Context, flavours: Sequence[Flavour], own: Named) -> list[Made]:
    return [_made(context, each, own) for each in flavours]


def _made(context: Context, flavour: Flavour, own: Named) -> Made:
    schema = SchemaWriter(context.api.types, own, by_kind=flavour.by_kind).document()
    try:
        text = models_text(flavour, schema, field_names(context, own) if flavour.renames else None, context.comment)
        found = strays(text)
    except (CannotWriteError, SyntaxError) as error:
        return Made(flavour, None, str(error))
    if found:
        line, what = found[0]
        return Made(flavour, None, f"line {line} would hold {what}, which no model needs")
    return Made(flavour, text)


def _project(context: Context, flavour: Flavour, text: str, own: Named) -> list[OutputFile]:
    """The files of one flavour: a package, and what it takes to install it."""
    package = f"{context.names.package}_models"
    there = defined(text)
    names = sorted({*own.types.values(), *own.wholes} & there - own.inner)
    also = {name: known for name, known in own.also.items() if known in there and name not in there}
    renderer = Renderer(templates_root() / "models")
    project = renderer.render("pyproject.toml.j2", project_view(context, flavour, package))
    init = renderer.render("init.py.j2", init_view(context, flavour, names, also))
    return [
        OutputFile(f"{flavour.name}/pyproject.toml", project),
        OutputFile(f"{flavour.name}/{package}/__init__.py", init),
        OutputFile(f"{flavour.name}/{package}/models.py", text.encode()),
        OutputFile(f"{flavour.name}/{package}/py.typed", b""),
    ]


def field_names(context: Context, own: Named) -> Mapping[str, str]:
    """`Class.property` → the name that the SDK has for the field, where it is not that of the wire."""
    return {
        f"{own.types[type_id]}.{wire_name}": attribute
        for names in (context.names.keys, context.names.properties)
        for (type_id, wire_name), attribute in names.items()
        if type_id in own.types and attribute != wire_name
    }
