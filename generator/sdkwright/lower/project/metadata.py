"""`pyproject.toml`: metadata by PEP 621 and PEP 639, settings of the tools that the SDK is checked with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.emit import toml_string
from sdkwright.lower.project.facts import (
    NEWEST,
    api_name,
    contact,
    docs_url,
    email,
    oldest_minor,
    one_line,
    repository,
    requires_python,
)
from sdkwright.lower.project.licenses import spdx_expression
from sdkwright.lower.project.views import ProjectView, TomlPair

if TYPE_CHECKING:
    from sdkwright.lower.context import Context

CLASSIFIERS = (
    "Intended Audience :: Developers",
    "Operating System :: OS Independent",
    "Programming Language :: Python :: 3 :: Only",
)
# The oldest Python that mypy checks against; what is older is left to pyright and to the tests.
OLDEST_CHECKED = 10


def project_view(context: Context) -> ProjectView:
    oldest = oldest_minor(context)
    address = email(contact(context))
    chosen = context.config.settings.license
    license_text = one_line(chosen.name) if chosen else ""
    own = classifier(context)
    return ProjectView(
        distribution=toml_string(context.names.distribution),
        source=toml_string(f"src/{context.names.package}"),
        version=toml_string(one_line(context.version)),
        description=toml_string(f"The official Python library for the {api_name(context)} API"),
        license=toml_string(spdx_expression(license_text)) if license_text and not own else None,
        license_file=toml_string(chosen.path) if chosen and license_text else None,
        requires_python=toml_string(requires_python(context)),
        author=toml_string(api_name(context)),
        email=toml_string(address) if address else None,
        urls=urls(context),
        classifiers=tuple(toml_string(each) for each in (*classifiers(oldest), *own)),
        oldest_typed=toml_string(f"3.{max(oldest, context.http.oldest_typed)}"),
        oldest_target=toml_string(f"py3{oldest}"),
        oldest_checked=toml_string(f"3.{max(oldest, context.http.oldest_typed, OLDEST_CHECKED)}"),
    )


def classifier(context: Context) -> tuple[str, ...]:
    """The licence's classifier where the config says one. PEP 639 allows none beside an expression."""
    found = one_line(context.config.settings.python.license_classifier or "")
    return (found,) if found else ()


def classifiers(oldest: int) -> tuple[str, ...]:
    versions = (f"Programming Language :: Python :: 3.{minor}" for minor in range(oldest, max(NEWEST, oldest) + 1))
    return (*CLASSIFIERS, *versions, "Typing :: Typed")


def urls(context: Context) -> tuple[TomlPair, ...]:
    home, docs = repository(context), docs_url(context)
    found = {"Homepage": home or docs, "Repository": home, "Documentation": docs}
    return tuple(TomlPair(toml_string(key), toml_string(target)) for key, target in found.items() if target)
