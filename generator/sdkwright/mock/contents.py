"""The bytes of an answer: its value in its media type."""

from __future__ import annotations

import base64
import json
import math
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode
from xml.etree import ElementTree as Xml

from sdkwright.mock.nodes import is_list, is_map, mapping
from sdkwright.resolve.media import FORM, bare
from sdkwright.resolve.nodes import component_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from sdkwright.mock.operations import Media

_PIXEL: Final = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
_FILES: Final[Mapping[str, bytes]] = {
    "image/png": _PIXEL,
    "image/gif": base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"),
    "application/pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
    "application/zip": b"PK\x05\x06" + bytes(18),
}
_BYTES: Final = 256
_NAME: Final = re.compile(r"[^\w.-]+", re.ASCII)


def json_bytes(value: Any) -> bytes:
    """Numbers that JSON has no word for, which YAML has, are null."""
    try:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except ValueError:
        text = json.dumps(_finite(value), ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")


def _finite(value: Any) -> Any:
    if is_map(value):
        return {name: _finite(each) for name, each in value.items()}
    if is_list(value):
        return [_finite(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def content(value: Any, media: Media, random: Random) -> bytes:
    """What is sent for a value; the document's own text is sent as it stands."""
    match media.kind:
        case "json":
            return json_bytes(value)
        case "text":
            return _text(value, media).encode("utf-8", "replace")
        case _:
            if isinstance(value, str) and "example" in media.node:
                return value.encode("utf-8", "replace")
            return _FILES.get(bare(media.media_type)) or random.randbytes(_BYTES)


def _text(value: Any, media: Media) -> str:
    if isinstance(value, str):
        return value
    name = bare(media.media_type)
    if name.endswith(("/xml", "+xml")):
        return xml_text(value, media)
    if name == FORM and is_map(value):
        return urlencode([(str(key), _scalar(each)) for key, each in mapping(value).items()])
    return json.dumps(value, ensure_ascii=False)


def xml_text(value: Any, media: Media) -> str:
    """Properties become elements, items of a list elements of one name (OpenAPI 3.1, XML Object, without its options).

    A schema says what the root is called, by `xml.name` or by its own name.
    """
    node = mapping(media.schema.node if media.schema is not None else None)
    ref = node.get("$ref")
    name = mapping(node.get("xml")).get("name") or (component_name(ref[1:]) if isinstance(ref, str) else None)
    return Xml.tostring(_element(str(name or "root"), value), encoding="unicode", xml_declaration=True)


def _element(name: str, value: Any) -> Xml.Element:
    element = Xml.Element(_tag(name))
    if is_map(value):
        for key, each in value.items():
            for item in each if is_list(each) else [each]:
                element.append(_element(key, item))
    elif is_list(value):
        element.extend(_element("item", each) for each in value)
    elif value is not None:
        element.text = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd]", "", _scalar(value))
    return element


def _tag(name: str) -> str:
    found = _NAME.sub("_", name)
    return found if found[:1].isalpha() else f"_{found}"


def _scalar(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
