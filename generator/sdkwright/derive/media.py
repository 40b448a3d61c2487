"""Which media type a method sends and asks for, where the document offers several.

A method names one in its body (`extra_headers = {"Content-Type": "multipart/form-data", …}`); JSON goes without saying.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from sdkwright.derive.roots import answer_schemas
from sdkwright.derive.syntax import string
from sdkwright.resolve.answer_media import best_answer
from sdkwright.resolve.media import bare, best_media_type
from sdkwright.resolve.nodes import mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.derive.evidence import Evidence
    from sdkwright.derive.tree import SdkMethod
    from sdkwright.propose.operations import Call


def media_types(method: SdkMethod, call: Call, evidence: Evidence, *, streams: bool) -> dict[str, str]:
    """The keys for media types other than those that are taken by themselves. Where a method streams,
    answers of both kinds are asked for.
    """
    named = {
        bare(value) for node in ast.walk(method.node) if isinstance(node, ast.Constant) and (value := string(node))
    }
    taken = evidence.shapes.content(call.node.get("requestBody"), call.place)
    given = {media_type: {"schema": node.schema} for media_type, node in answer_schemas(call, evidence)}
    found: dict[str, str] = {}
    sent = _only(taken, named)
    if sent is not None and sent != best_media_type(taken):
        found["x-sdkwright-request-type"] = sent
    asked = _only(given, named)
    if asked is not None and not streams and asked != best_answer(given):
        found["x-sdkwright-response-type"] = asked
    return found


def _only(content: Mapping[str, object], named: set[str]) -> str | None:
    """The one media type of several that is named."""
    hits = [each for each in mapping(content) if bare(each) in named]
    return hits[0] if len(hits) == 1 and len(content) > 1 else None
