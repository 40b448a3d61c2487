"""A document in a few lines, and what is proposed for it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import yaml
from sdkwright.config import Config, config_from_data
from sdkwright.diagnostics import Diagnostics, Place
from sdkwright.load import Document, load_document
from sdkwright.propose import Proposal, propose

LIST = {"200": {"description": "", "content": {"application/json": {"schema": {"type": "array", "items": {}}}}}}
ITEM = {"200": {"description": "", "content": {"application/json": {"schema": {"type": "object"}}}}}


def load(root: dict[str, Any]) -> Document:
    whole = {"openapi": "3.1.0", "info": {"title": "Acme", "version": "1"}, **root}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "openapi.yaml")
        path.write_text(yaml.safe_dump(whole, sort_keys=False), encoding="utf-8")
        found = load_document(path, Diagnostics())
    assert found is not None
    return found


def proposed(root: dict[str, Any] | str, location: str | None = None) -> Proposal:
    """The proposal for a document without its head, checked to be a config."""
    data: dict[str, Any] = yaml.safe_load(root) if isinstance(root, str) else root
    sink = Diagnostics()
    found = propose(load(data), sink, location=location)
    assert list(sink) == []
    config(found)
    return found


def config(proposal: Proposal) -> Config:
    return config_from_data(dict(proposal.data), lambda keys: Place("document", proposal.origin(keys)))


def paths(*calls: str, **more: Any) -> dict[str, Any]:
    """A document of operations such as `get /pets`; behind that may stand `id` (an operationId), `list` for one that
    answers an array, `none` for one that answers nothing, `tag=…`.
    """
    found: dict[str, Any] = {}
    for call in calls:
        method, path, *rest = call.split()
        operation: dict[str, Any] = {"responses": ITEM}
        for word in rest:
            if word == "list":
                operation["responses"] = LIST
            elif word == "none":
                operation["responses"] = {"204": {"description": ""}}
            elif word.startswith("tag="):
                operation["tags"] = [word[4:]]
            else:
                operation["operationId"] = word
        found.setdefault(path, {})[method] = operation
    return {"paths": found, **more}


def methods(proposal: Proposal) -> dict[str, str]:
    """Dotted name of each method to its endpoint."""
    found: dict[str, str] = {}

    def walk(nodes: Any, above: str) -> None:
        for word, node in nodes.items():
            for name, value in node.get("methods", {}).items():
                found[f"{above}{word}.{name}"] = value if isinstance(value, str) else value["endpoint"]
            walk(node.get("subresources", {}), f"{above}{word}.")

    walk(proposal.data.get("resources", {}), "")
    return found


def names(*calls: str) -> list[str]:
    """The method of each call, in the order in which they are given."""
    by_endpoint = {endpoint: name for name, endpoint in methods(proposed(paths(*calls))).items()}
    assert len(by_endpoint) == len(calls)
    return [by_endpoint[" ".join(call.split()[:2])] for call in calls]
