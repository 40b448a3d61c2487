"""The `derive` stage: an SDK and its `Document` → `Proposal`. What the config must have said that the SDK came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.derive.asking import Answers
from sdkwright.derive.checking import settle
from sdkwright.derive.client import derive_client
from sdkwright.derive.endpoints import Endpoints
from sdkwright.derive.evidence import Evidence
from sdkwright.derive.examples import derive_examples
from sdkwright.derive.location import Location, locate
from sdkwright.derive.modules import Modules
from sdkwright.derive.paging import derive_pages
from sdkwright.derive.project import derive_project, facts_of
from sdkwright.derive.resources import derive_resources
from sdkwright.derive.settings import derive_settings
from sdkwright.derive.streams import derive_streams
from sdkwright.derive.tree import client_of, resource_of
from sdkwright.diagnostics import Diagnostics, Place
from sdkwright.load import Refs
from sdkwright.propose.answers import Shapes
from sdkwright.propose.operations import calls_of

if TYPE_CHECKING:
    from sdkwright.load import Document
    from sdkwright.propose.proposal import Proposal

__all__ = ["Location", "derive", "gather", "locate"]


def derive(document: Document, location: Location, sink: Diagnostics) -> Proposal | None:
    """The config of an SDK. None after a diagnostic, where it is no SDK or one of another API."""
    evidence = gather(document, location, sink)
    if evidence is None:
        return None
    facts = facts_of(location)
    derive_project(evidence, facts)
    derive_settings(evidence)
    derive_client(evidence)
    derive_pages(evidence)
    derive_streams(evidence)
    derive_resources(evidence)
    derive_examples(evidence, facts.readme)
    settle(evidence)
    unused = [call.endpoint for call in evidence.unused]
    if unused:
        evidence.answers.put(("unspecified_endpoints",), unused)
    return evidence.answers.finish()


def gather(document: Document, location: Location, sink: Diagnostics) -> Evidence | None:
    """Read the SDK's tree of resources and match its requests with the operations of the document."""
    modules = Modules(location, sink)
    module = modules.get("_client")
    client = client_of(module, modules) if module is not None else None
    if module is None or client is None:
        at = Place(location.shown(location.package / "_client.py"))
        sink.add("SW601", "there is no class of a synchronous client", at=at)
        return None
    tree = resource_of(client, modules)
    calls = calls_of(document, Refs(document, sink))
    endpoints = Endpoints(calls)
    requests = {
        (each.path, method.name): method.request
        for each in tree.all()
        for method in each.methods
        if method.request is not None
    }
    matches = {
        key: match
        for key, request in requests.items()
        if (match := endpoints.find(request.http_method, request.path)) is not None
    }
    if not matches:
        _another_api(len(requests), location, document, sink)
        return None
    for key, request in requests.items():
        guess = None if key in matches else endpoints.guess(request.http_method, request.path)
        if guess is not None:
            matches[key] = guess
    refs = Refs(document, Diagnostics())
    return Evidence(
        location, modules, tree, document, refs, Shapes(refs), Answers(sink), tuple(endpoints.unused()), matches
    )


def _another_api(count: int, location: Location, document: Document, sink: Diagnostics) -> None:
    what = f"none of its {count} requests is an operation of the document" if count else "it makes no request"
    sink.add(
        "SW603",
        f"{location.name}: {what}",
        at=document.place("/paths"),
        hint="Give the SDK and the document of one API, and of about the same time.",
    )
