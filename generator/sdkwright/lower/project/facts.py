"""What several of the files around the package say of the SDK: its names, its home, who answers for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdkwright.lower.emit import plain_text

if TYPE_CHECKING:
    from sdkwright.lower.context import Context

# GitHub's own rules for owners and repositories; a branch may follow behind `#`.
_REPOSITORY = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+?)(?:\.git)?(?:#(.*))?")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_VERSION = re.compile(r">=\s*3\.(\d+)")
OLDEST, NEWEST = 9, 14


def one_line(text: str) -> str:
    return " ".join(plain_text(text).split())


def api_name(context: Context) -> str:
    """The organization's name as people write it: `acme-cloud` is a slug, `ACME Cloud` is not. Prose says "the … API"
    around it, so that it ends in no such word itself."""
    name = one_line(context.config.organization.name or context.api.info.title)
    if re.fullmatch(r"[a-z0-9_-]+", name):
        name = " ".join(word.capitalize() for word in re.split(r"[_-]+", name) if word) or name
    return re.sub(r"(?i)\s+(api|sdk)$", "", name)


def sdk_title(context: Context) -> str:
    python = context.config.targets.python
    chosen = one_line(python.readme_title) if python and python.readme_title else ""
    return chosen or f"{api_name(context)} Python"


def repository(context: Context) -> str | None:
    """URL of the repository on GitHub; None where the config names none that could be one."""
    python = context.config.targets.python
    found = _REPOSITORY.fullmatch((python.production_repo or "").strip()) if python else None
    return f"https://github.com/{found[1]}" if found else None


def files_url(context: Context) -> str:
    """What stands before a path in links that work on package indexes too; nothing where no repository is known."""
    python = context.config.targets.python
    found = _REPOSITORY.fullmatch((python.production_repo or "").strip()) if python else None
    if found is None:
        return ""
    branch = found[2] if found[2] and re.fullmatch(r"[A-Za-z0-9._/-]+", found[2]) else "main"
    return f"https://github.com/{found[1]}/blob/{branch}/"


def docs_url(context: Context) -> str | None:
    return web_url(context.config.organization.docs)


def screencast_url(context: Context) -> str | None:
    python = context.config.targets.python
    return web_url(python.screencast) if python else None


def web_url(text: str | None) -> str | None:
    """The URL where it is http or https; a link of another scheme is none that a project should carry."""
    found = one_line(text or "")
    return found if re.match(r"(?i)https?://[^/\s]", found) else None


def email(text: str | None) -> str | None:
    found = (text or "").strip()
    return found if _EMAIL.fullmatch(found) else None


def contact(context: Context, *, security: bool = False) -> str | None:
    """Who answers: an e-mail address or a web page."""
    organization = context.config.organization
    chosen = (organization.security_contact if security else None) or organization.contact
    return email(chosen) or web_url(chosen)


def is_published(context: Context) -> bool:
    """Whether the config sends it to PyPI; one that says nothing, and names no repository either, means it too."""
    python = context.config.targets.python
    pypi = python.publish.pypi if python else None
    return bool(pypi) or (pypi is None and repository(context) is None)


def requires_python(context: Context) -> str:
    python = context.config.targets.python
    return one_line(python.requires_python) if python else f">=3.{OLDEST}"


def oldest_minor(context: Context) -> int:
    """The minor version of the lowest Python 3 that the package supports."""
    found = _VERSION.search(requires_python(context))
    return max(int(found[1]), OLDEST) if found else OLDEST
