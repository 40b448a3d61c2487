"""What the templates of the target are given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sdkwright.lower.emit import Code, Toml, ident, string, toml_string
from sdkwright.lower.project.facts import api_name, contact, email, one_line
from sdkwright.lower.project.licenses import spdx_expression
from sdkwright.targets.models.writing import OLDEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sdkwright.lower.context import Context
    from sdkwright.targets.models.flavours import Flavour


class ModelsInitView(NamedTuple):
    """`imports` are what follows `import` in one clause each, in the order in which formatters keep them."""

    comment: Code
    docstring: Code
    imports: tuple[Code, ...]
    exports: tuple[Code, ...]


class ModelsProjectView(NamedTuple):
    """`oldest` is the oldest Python that the models are written for, as `3.10` and `py310`."""

    distribution: Toml
    version: Toml
    description: Toml
    license: Toml | None
    author: Toml
    email: Toml | None
    requires_python: Toml
    requires: tuple[Toml, ...]
    package: Toml
    oldest: Toml
    oldest_target: Toml


def init_view(context: Context, flavour: Flavour, names: Iterable[str], also: Mapping[str, str]) -> ModelsInitView:
    clauses: dict[str, str] = {name: ident(name) for name in names}
    clauses |= {name: f"{ident(known)} as {ident(name)}" for name, known in also.items()}
    return ModelsInitView(
        comment=context.comment,
        docstring=Code(f'"""{flavour.title} of the API."""'),
        imports=tuple(Code(clauses[name]) for name in sorted(clauses)),
        exports=tuple(string(name) for name in sorted(clauses)),
    )


def project_view(context: Context, flavour: Flavour, package: str) -> ModelsProjectView:
    chosen, address = context.config.settings.license, email(contact(context))
    license_text = one_line(chosen.name) if chosen else ""
    return ModelsProjectView(
        distribution=toml_string(f"{context.names.distribution}-models"),
        version=toml_string(one_line(context.version)),
        description=toml_string(f"{flavour.title} of the {api_name(context)} API"),
        license=toml_string(spdx_expression(license_text)) if license_text else None,
        author=toml_string(api_name(context)),
        email=toml_string(address) if address else None,
        requires_python=toml_string(f">=3.{OLDEST}"),
        requires=tuple(toml_string(each) for each in flavour.requires),
        package=toml_string(package),
        oldest=toml_string(f"3.{OLDEST}"),
        oldest_target=toml_string(f"py3{OLDEST}"),
    )
