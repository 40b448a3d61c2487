"""What the project around a package says: its names, its licence, where it is at home."""

from __future__ import annotations

import ast
import email.parser
import re
import tomllib
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sdkwright.derive.asking import NOT_FOUND
from sdkwright.derive.evidence import plain
from sdkwright.name.words import Casing
from sdkwright.resolve.nodes import mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.derive.evidence import Evidence
    from sdkwright.derive.location import Location

_DESCRIPTION = re.compile(r"The official Python library for the (?P<name>.+?) API\.?")
_DOCS = re.compile(r"REST API documentation can be found on \[[^\]]*\]\((?P<url>[^)\s]+)\)")
_REPO = re.compile(r"https?://github\.com/(?P<name>[\w.-]+/[\w.-]+?)(?:\.git)?/?$")
_EMAIL = re.compile(r"[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+")
_TITLE = re.compile(r"^# (?P<title>.+?)\s*$", re.MULTILINE)
_USUAL_TITLE = re.compile(r"(?P<name>.+?) (?:Python )?API library")
_LARGEST = 4_000_000


class Facts(NamedTuple):
    """What `pyproject.toml` and the package index know; "" where they do not."""

    name: str
    description: str
    license: str
    contact: str
    home: str
    docs: str
    readme: str
    settings: str


def facts_of(location: Location) -> Facts:
    """Those of the project, else those of the installed package's metadata."""
    project = mapping(_toml(location).get("project"))
    metadata = email.parser.Parser().parsestr(location.metadata)
    body = metadata.get_payload()
    readme = _read(location, "README.md") or (body if isinstance(body, str) else "")
    if not project:
        urls = {
            key.strip().lower(): url.strip()
            for each in metadata.get_all("Project-URL") or []
            for key, _, url in [each.partition(",")]
        }
        return Facts(
            metadata.get("Name", ""),
            metadata.get("Summary", ""),
            metadata.get("License-Expression") or metadata.get("License") or "",
            _address(metadata.get("Author-Email", "")),
            urls.get("repository") or urls.get("homepage", ""),
            urls.get("documentation", ""),
            readme,
            "",
        )
    urls = {key.lower(): text(url) or "" for key, url in mapping(project.get("urls")).items()}
    licensed = project.get("license")
    authors = [_address(text(mapping(each).get("email")) or "") for each in sequence(project.get("authors"))]
    return Facts(
        text(project.get("name")) or "",
        text(project.get("description")) or "",
        text(licensed) or text(mapping(licensed).get("text")) or "",
        next(filter(None, authors), ""),
        urls.get("repository") or urls.get("homepage", ""),
        urls.get("documentation", ""),
        readme,
        _read(location, "pyproject.toml"),
    )


def derive_project(evidence: Evidence, facts: Facts) -> None:
    """Enter who publishes the SDK and what it is called."""
    answers, location = evidence.answers, evidence.location
    name = _organization(facts, evidence)
    answers.put(("organization", "name"), name)
    documented = _DOCS.search(facts.readme)
    docs = documented["url"] if documented else facts.docs
    if docs:
        answers.put(("organization", "docs"), docs)
    if facts.contact:
        answers.put(("organization", "contact"), facts.contact)
    for key, value, what in (
        ("docs", docs, "address of the API's documentation"),
        ("contact", facts.contact, "e-mail address"),
    ):
        if not value:
            hint = f"Write `{key}` if there is one."
            answers.ask(("organization", "name"), f"the {what} is not known", hint, code=NOT_FOUND)
    client = evidence.client.definition.name
    if Casing().pascal(name) != client:
        answers.put(("client_settings", "client_name"), client)
    if re.fullmatch(r"[A-Za-z0-9.+ -]{2,40}", facts.license):
        answers.put(("settings", "license"), facts.license)
    if _has_helpers(evidence):
        # Code beside it may rely on what it ships.
        answers.put(("sdkwright", "compat"), value=True)
    if _has_plain_resources(evidence):
        answers.put(("sdkwright", "resource_suffix"), value=False)
    python = ("targets", "python")
    answers.put((*python, "package_name"), location.name)
    if facts.name and facts.name != location.name:
        answers.put((*python, "project_name"), facts.name)
    repo = _REPO.match(facts.home)
    if repo:
        answers.put((*python, "production_repo"), repo["name"] + _branch(repo["name"], facts))
    if location.metadata or re.search(rf"^pip install '?{re.escape(facts.name)}'?\s*$", facts.readme, re.MULTILINE):
        answers.put((*python, "publish", "pypi"), value=True)
    title = _title(facts).removesuffix(" API library")
    if title and plain(title) not in {
        plain(f"{each} Python") for each in (name, re.sub(r"(?i)[ _-]+(api|sdk)$", "", name))
    }:
        answers.put((*python, "readme_title"), title)


def _has_plain_resources(evidence: Evidence) -> bool:
    """Whether most classes of resources are called after the resource alone, as those of older SDKs are."""
    names = [each.definition.name for each in evidence.client.all() if each.path]
    return sum(each.endswith("Resource") for each in names) * 2 < len(names)


def _branch(repo: str, facts: Facts) -> str:
    """`#branch` where links to files of the repository lead to one that is not `main`."""
    links = rf"github\.com/{re.escape(repo)}/(?:tree|blob)/([\w.-]+)/"
    branches = Counter(re.findall(links, facts.settings) or re.findall(links, facts.readme))
    branch = max(branches, key=lambda each: (branches[each], each), default="main")
    return "" if branch == "main" else f"#{branch}"


def _has_helpers(evidence: Evidence) -> bool:
    """Whether it is an SDK of Stainless, by the comment at the top of its client, or one made to stand in for one."""
    module, seam = evidence.client.definition.module, evidence.modules.get("_seam")
    if "by Stainless" in module.text[:2000].partition("\nimport ")[0]:
        return True
    loose = seam.definitions.get("LOOSE_UNIONS") if seam is not None else None
    return isinstance(loose, ast.Constant) and loose.value is True


def _organization(facts: Facts, evidence: Evidence) -> str:
    """The name that headings and the client's class are made of."""
    client = evidence.client.definition.name
    described = _DESCRIPTION.fullmatch(facts.description)
    if described:
        return described["name"]
    title = _title(facts)
    usual = _USUAL_TITLE.fullmatch(title)
    if usual and plain(usual["name"]) == plain(client):
        return usual["name"]
    evidence.answers.ask(
        ("organization", "name"), "the name is the client's class", "Correct it; headings of the README use it."
    )
    return client


def _title(facts: Facts) -> str:
    """The README's own heading; "" where it has none. A line in a block of code is no heading."""
    found = _TITLE.search(re.sub(r"^```.*?^```", "", facts.readme, flags=re.DOTALL | re.MULTILINE))
    return found["title"] if found else ""


def _address(written: str) -> str:
    found = _EMAIL.search(written)
    return found[0].strip("\"'<>,") if found else ""


def _toml(location: Location) -> Mapping[str, object]:
    try:
        return tomllib.loads(_read(location, "pyproject.toml"))
    except tomllib.TOMLDecodeError:
        return {}


def _read(location: Location, name: str) -> str:
    """A file of the project; "" where there is none."""
    if location.project is None:
        return ""
    try:
        return (location.project / name).read_bytes()[:_LARGEST].decode("utf-8", "replace")
    except OSError:
        return ""
