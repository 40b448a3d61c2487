"""Views of the files around the package: project metadata, README, api.md and what else a repository has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.api_doc import api_doc_view, standalone_docs
from sdkwright.lower.project.facts import one_line
from sdkwright.lower.project.licenses import OWN, license_template, spdx_expression
from sdkwright.lower.project.metadata import project_view
from sdkwright.lower.project.prose import license_view, prose_view
from sdkwright.lower.project.views import PlainView
from sdkwright.lower.readme import readme_view

if TYPE_CHECKING:
    from sdkwright.lower.context import Context

__all__ = ["project_files"]


def project_files(context: Context) -> list[tuple[str, str, object]]:
    """Each file's path, its template and its view."""
    prose = prose_view(context)
    files: list[tuple[str, str, object]] = [
        (".gitignore", "gitignore.j2", PlainView()),
        ("CHANGELOG.md", "CHANGELOG.md.j2", prose),
        ("CONTRIBUTING.md", "CONTRIBUTING.md.j2", prose),
        ("README.md", "README.md.j2", readme_view(context)),
        ("SECURITY.md", "SECURITY.md.j2", prose),
        ("api.md", "api.md.j2", api_doc_view(context)),
        *((path, "api.md.j2", view) for path, view in standalone_docs(context)),
        ("pyproject.toml", "pyproject.toml.j2", project_view(context)),
        (f"src/{context.names.package}/py.typed", "py.typed.j2", PlainView()),
    ]
    chosen = context.config.settings.license
    if chosen and one_line(chosen.name):
        template = OWN if chosen.contents else license_template(spdx_expression(chosen.name))
        files.append((chosen.path, template, license_view(context, chosen)))
    return files
