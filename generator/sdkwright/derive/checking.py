"""What the generator makes of the derived config, held against the SDK; where they differ, the config says more.

Some keys cannot be read off an SDK: they only show where the SDK is not what it would be without them.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from sdkwright.config import config_from_data
from sdkwright.derive.casings import Spellings
from sdkwright.derive.evidence import keys_of
from sdkwright.derive.fields import fields_of
from sdkwright.diagnostics import Diagnostics
from sdkwright.name import name
from sdkwright.resolve import resolve
from sdkwright.resolve.nodes import mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdkwright.api import Api, Operation
    from sdkwright.derive.evidence import Evidence


def settle(evidence: Evidence) -> None:
    """Enter what shows only in the result: which methods page, how words are spelled, how properties are ordered."""
    _settle_order(evidence)
    api = _api(evidence)
    _settle_pages(api, evidence)
    _settle_casings(api, evidence)


def _api(evidence: Evidence) -> Api:
    config = config_from_data(evidence.answers.data, lambda _: evidence.document.place(""))
    return resolve(evidence.document, config, Diagnostics())


def _operations(api: Api) -> Iterator[tuple[tuple[str, ...], Operation]]:
    queue = list(api.resources)
    while queue:
        resource = queue.pop()
        queue += resource.children
        yield from ((resource.path, each) for each in resource.operations)


def _settle_pages(api: Api, evidence: Evidence) -> None:
    """`paginated` where the form of an operation suggests something else than the SDK does."""
    found = {(path, operation.name): operation.paging for path, operation in _operations(api)}
    for resource in evidence.client.all():
        for method in resource.methods:
            if (resource.path, method.name) not in found or method.request is None:
                continue
            paging = found[resource.path, method.name]
            wanted = evidence.schemes.get(method.request.page or "")
            if (paging.scheme if paging else None) != wanted:
                keys = (*keys_of(resource.path), "methods", method.name)
                evidence.answers.add(keys, "paginated", wanted if wanted is not None else False)


def _settle_casings(api: Api, evidence: Evidence) -> None:
    """`custom_casings` for the words that classes of the SDK spell otherwise."""
    config = config_from_data(evidence.answers.data, lambda _: evidence.document.place(""))
    table = name(api, config, Diagnostics(), evidence.document.place)
    spellings = Spellings()
    for resource in evidence.client.all():
        names = table.resources.get(resource.path)
        if names is not None:
            spellings.compare(names.title, resource.definition.name.removesuffix("Resource"))
    for section in evidence.sections.values():
        spellings.compare_name(section.title, section.title)
    for path, own in evidence.model_paths.values():
        spellings.compare_name(path.rpartition(".")[2], own)
    for page, scheme in evidence.schemes.items():
        spellings.compare_name(scheme, page.removeprefix("Sync"))
    for word, casing in spellings.found().items():
        evidence.answers.put(("custom_casings", word), casing)


def _settle_order(evidence: Evidence) -> None:
    """`sort_schema_properties: false` where fields stand as in the document, not required ones first and each part by
    the alphabet.
    """
    as_written = by_alphabet = 0
    for key, definition in evidence.pairs.definitions.items():
        pointers = evidence.pairs.votes[key]
        node = mapping(evidence.refs.at(next(iter(pointers))))
        if len(pointers) != 1 or "allOf" in node or not isinstance(definition.node, ast.ClassDef):
            continue
        required = sequence(node.get("required"))
        fields = fields_of(definition, evidence.modules)
        alphabet = sorted(fields, key=lambda each: (each not in required, each))
        documented = [each for each in mapping(node.get("properties")) if each in fields]
        by_need = sorted(documented, key=lambda each: each not in required)
        if len(documented) == len(fields) and alphabet not in (documented, by_need):
            as_written += list(fields) in (documented, by_need)
            by_alphabet += list(fields) == alphabet
    if as_written > by_alphabet:
        evidence.answers.put(("settings", "sort_schema_properties"), value=False)
