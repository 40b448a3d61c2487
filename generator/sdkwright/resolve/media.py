"""Media types of request bodies: which of several is used, and what kind of body each is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdkwright.api import Encoding
from sdkwright.resolve.docs import first_example
from sdkwright.resolve.nodes import is_mapping, mapping, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.api import BodyKind, Json

JSON_NAMES = frozenset({"application/json", "text/json", "application/x-json", "text/x-json", "json"})
# Texts that are written by hand or by another library, and sent as they are.
TEXT = re.compile(
    r"text/.*|[^/]+/[^/]+\+(xml|yaml)|"
    r"application/(x-)?(xml|yaml|csv|javascript|ecmascript|graphql|sql|toml|pem-.*|pgp-.*|soap)"
)
MULTIPART = "multipart/form-data"
FORM = "application/x-www-form-urlencoded"
VENDOR = re.compile(r"application/(vnd\.|prs\.|x-amz-json|x\.).*")
# What is sent where the document names a range of media types, or none that exists.
CONCRETE: Mapping[str, str] = {
    "json": "application/json",
    "form": FORM,
    "multipart": MULTIPART,
    "binary": "application/octet-stream",
    "text": "text/plain",
}
# Names that are no media types (RFC 9110, 8.3.1) are sent as well, if a header can hold them.
SENDABLE = re.compile(r"[!#-+\--~]+(;[ -~]*)?")


def bare(media_type: str) -> str:
    """The media type without its parameters, in lower case."""
    return media_type.split(";")[0].strip().lower()


def best_media_type(content: Mapping[str, object]) -> str:
    """JSON before forms before bytes before text; within a rank by name, so that key order does not matter.

    Of other JSON, what changes a resource by its own form (RFC 7396) comes before lists of changes (RFC 6902).
    """

    def rank(media_type: str) -> tuple[int, str]:
        name = bare(media_type)
        if name == "application/json":
            return (0 if media_type == name else 1), media_type
        kind = body_kind(media_type, mapping(mapping(content[media_type]).get("schema")))
        if kind == "json":
            return (4 if "*" in name else 3 if "json-patch" in name else 2), media_type
        return {"multipart": 5, "form": 6, "binary": 7, "text": 8}[kind], media_type

    return min(content, key=rank)


def is_json(media_type: str) -> bool:
    """RFC 6839: a type whose structured syntax suffix is `+json` is JSON."""
    name = bare(media_type)
    return name in JSON_NAMES or name.endswith("+json")


def body_kind(media_type: str, schema: Mapping[str, object] | None = None) -> BodyKind:
    """What a body of this media type is. Where that does not tell (ranges such as `*/*`, types of vendors), its schema
    does: structures are JSON, strings are text, and bytes where they are said to be binary.
    """
    name = bare(media_type)
    if is_json(name):
        return "json"
    if name == MULTIPART or name == "multipart/*":
        return "multipart"
    if name == FORM:
        return "form"
    if TEXT.fullmatch(name):
        return "text"
    kind = (schema or {}).get("type")
    structured = kind in ("object", "array") or any(word in (schema or {}) for word in ("properties", "items"))
    if name in ("*/*", "application/*", "*"):
        if kind == "string":
            return "binary" if (schema or {}).get("format") == "binary" else "text"
        return "json"
    return "json" if structured and VENDOR.fullmatch(name) else "binary"


def sent_media_type(media_type: str, kind: BodyKind) -> str:
    """What the header says: the media type as it stands, unless it is a range or no media type at all."""
    is_range = "/*" in media_type or "*/" in media_type or "/" not in media_type
    return media_type.strip() if SENDABLE.fullmatch(media_type.strip()) and not is_range else CONCRETE[kind]


def media_example(holder: tuple[Mapping[str, object], str] | None, media_type: str | None = None) -> tuple[bool, Json]:
    """The first example of a request or response, in the media type given or the best one."""
    content = mapping(holder[0].get("content") if holder else None)
    if not content:
        return False, None
    return first_example(mapping(content.get(media_type or best_media_type(content))))


def encodings(media: Mapping[str, object]) -> dict[str, Encoding]:
    """OpenAPI 3.1, Encoding Object: by property of the form."""
    found: dict[str, Encoding] = {}
    for wire_name, node in mapping(media.get("encoding")).items():
        if is_mapping(node):
            explode = node.get("explode")
            found[wire_name] = Encoding(
                content_type=text(node.get("contentType")),
                style=text(node.get("style")),
                explode=explode if isinstance(explode, bool) else None,
                allow_reserved=node.get("allowReserved") is True,
            )
    return found
