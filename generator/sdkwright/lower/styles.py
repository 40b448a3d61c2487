"""How values travel where the client's own way is not the document's: which function of the runtime writes each.

| place            | what the document says                     | function            |
|------------------|--------------------------------------------|---------------------|
| query, cookie    | `form` without `explode`: list, object     | `comma_delimited`   |
| query, cookie    | `form` with `explode`: object              | `exploded_object`   |
| query            | `spaceDelimited`, `pipeDelimited`          | `space_`, `pipe_delimited` |
| query            | `deepObject`: list                         | `indexed_list`      |
| query            | `allowReserved`                            | `reserved_text`     |
| query, cookie    | `content` of JSON                          | `json_text`         |
| query            | the whole query (`in: querystring`)        | `json_query`, `text_query` |
| form             | object, list of objects; JSON by `encoding` | `json_text`, `json_items` |
| multipart        | object, list of objects; JSON by `encoding` | `json_part`, `json_parts` |
| multipart        | object, or list of them, or something else | `object_part`       |
| multipart        | another media type by `encoding`           | `part_as(…)`        |
| path             | `simple` of lists and objects              | `simple_style`      |
| path             | `label`, `matrix`                          | `label_style`, `matrix_style` |
| path             | `allowReserved`, `{+name}`                 | `reserved_path`     |

Everything else needs none: single values, lists that repeat their name, objects as `name[key]`. With the config's
`query_settings` in force, query and forms follow these, and only `content` counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import (
    Alias,
    Enum,
    ListOf,
    LiteralOf,
    MapOf,
    Nullable,
    Object,
    Reference,
    Scalar,
    Union,
    UnionOf,
    Unknown,
)
from sdkwright.lower.emit import Code, string
from sdkwright.lower.wire import file_paths

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sdkwright.api import Body, Encoding, Parameter, Property, TypeDef, TypeRef
    from sdkwright.lower.context import Context

DELIMITED: Mapping[str, str] = {
    "form": "comma_delimited",
    "spaceDelimited": "space_delimited",
    "pipeDelimited": "pipe_delimited",
}
JSON = "application/json"
OBJECT, OBJECTS = frozenset({"object"}), frozenset({"objects"})
# What the runtime has for values of paths and headers.
FUNCTIONS = frozenset({"header_text", "json_text", "label_style", "matrix_style", "reserved_path", "simple_style"})


def by_document(context: Context) -> bool:
    """Whether each parameter's own style counts, rather than the config's `query_settings`."""
    return context.config.query_settings.styles == "document"


def querystring(context: Context) -> Code:
    """The arguments of the client's `Querystring`: the config's formats, or what OpenAPI means where a document says
    nothing.
    """
    if by_document(context):
        return Code('array_format="repeat", nested_format="brackets", multipart_format="repeat", send_empty=True')
    settings = context.config.query_settings
    return Code(f"array_format={string(settings.array_format)}, nested_format={string(settings.nested_format)}")


def shapes(types: Mapping[str, TypeDef], ref: TypeRef) -> frozenset[str]:
    """What a value may be: `scalar`, `list`, `objects` (a list of objects), `object`, `any`."""
    found: set[str] = set()
    for each in alternatives(types, ref):
        match each:
            case Scalar() | LiteralOf() | Enum():
                found.add("scalar")
            case ListOf(item=item):
                found.add("objects" if "object" in item_shapes(types, item) else "list")
            case MapOf() | Object():
                found.add("object")
            case Unknown() | None:
                found.add("any")
    return frozenset(found)


def alternatives(
    types: Mapping[str, TypeDef], ref: TypeRef
) -> Iterator[Scalar | LiteralOf | ListOf | MapOf | Unknown | Object | Enum | None]:
    """All that a value may be, behind null, unions and aliases; None for a definition that is not there."""
    seen: set[str] = set()
    queue: list[TypeRef] = [ref]
    while queue:
        match queue.pop(0):
            case Nullable(inner=inner):
                queue.append(inner)
            case UnionOf(variants=variants):
                queue += variants
            case Reference(id=type_id):
                if type_id in seen:
                    continue
                seen.add(type_id)
                match types.get(type_id):
                    case Union(variants=chosen):
                        queue += [each.type for each in chosen]
                    case Alias(target=target):
                        queue.append(target)
                    case definition:
                        yield definition
            case each:
                yield each


def item_shapes(types: Mapping[str, TypeDef], item: TypeRef) -> frozenset[str]:
    inner = item.inner if isinstance(item, Nullable) else item
    return frozenset() if isinstance(inner, ListOf) else shapes(types, inner)


# --- query and cookies ---------------------------------------------------------------------------------------------


def of_parameter(context: Context, parameter: Parameter) -> Code | None:
    """The function for a parameter of the query or a cookie."""
    if parameter.place == "query" and not parameter.wire_name:
        return Code("json_query" if is_json(parameter.content_type) else "text_query")
    if parameter.content_type is not None:
        return Code("json_text")
    if not by_document(context) and parameter.place != "cookie":
        return None
    kinds = shapes(context.api.types, parameter.type)
    if parameter.place == "query" and parameter.style == "deepObject" and parameter.wire_name.endswith("[]"):
        return None
    return in_style(kinds, parameter.style, explode=parameter.explode, reserved=parameter.allow_reserved)


def in_style(kinds: frozenset[str], style: str, *, explode: bool, reserved: bool) -> Code | None:
    several = kinds & {"list", "objects"}
    if style == "deepObject":
        return Code("indexed_list") if several else None
    if not explode and (several or "object" in kinds):
        return Code(DELIMITED.get(style, "comma_delimited"))
    if kinds == OBJECT:
        return Code("exploded_object")
    return Code("reserved_text") if reserved and "object" not in kinds else None


# --- forms ---------------------------------------------------------------------------------------------------------


def form_properties(types: Mapping[str, TypeDef], ref: TypeRef) -> dict[str, Property]:
    """The properties of a form by wire name; those of all variants of a union, of which the first counts."""
    found: dict[str, Property] = {}
    for each in alternatives(types, ref):
        if isinstance(each, Object):
            for own in each.properties:
                found.setdefault(own.wire_name, own)
    return found


def of_form(context: Context, body: Body) -> dict[str, Code]:
    """The functions for the properties of a form, by wire name."""
    if not by_document(context) or body.kind not in ("form", "multipart"):
        return {}
    found: dict[str, Code] = {}
    paths = file_paths(context, body.type) if body.kind == "multipart" else []
    files, deeper = {path[0] for path in paths}, {path[0] for path in paths if len(path) > 1}
    for wire_name, prop in form_properties(context.api.types, body.type).items():
        encoding, kinds = body.encodings.get(wire_name), shapes(context.api.types, prop.type)
        if body.kind == "form":
            style = in_form(kinds, encoding)
        elif wire_name in files:
            style = Code("object_part") if "object" in kinds and wire_name not in deeper else None
        else:
            style = in_multipart(kinds, encoding)
        if style is not None:
            found[wire_name] = style
    return found


def in_form(kinds: frozenset[str], encoding: Encoding | None) -> Code | None:
    """A property with a style has it; else objects are JSON (OpenAPI 3.1, Encoding Object)."""
    if encoding and (encoding.style or encoding.explode is not None or encoding.allow_reserved):
        style = encoding.style or "form"
        explode = encoding.explode if encoding.explode is not None else style == "form"
        return in_style(kinds, style, explode=explode, reserved=encoding.allow_reserved)
    if (encoding and is_json(encoding.content_type)) or kinds == OBJECT:
        return Code("json_text")
    return Code("json_items") if kinds == OBJECTS else None


def in_multipart(kinds: frozenset[str], encoding: Encoding | None) -> Code | None:
    """The media type that `encoding` names; else objects are JSON, each of a list a part of its own."""
    media_type = single_type(encoding)
    if media_type is not None:
        if is_json(media_type):
            return Code("json_part")
        return None if media_type == "text/plain" else Code(f"part_as({string(media_type)})")
    if kinds == OBJECT:
        return Code("json_part")
    if kinds == OBJECTS:
        return Code("json_parts")
    return Code("object_part") if kinds & {"object", "objects", "any"} else None


def file_types(context: Context, body: Body) -> dict[str, str]:
    """The media types of files that come without one, by wire name, where the document names exactly one."""
    if not by_document(context):
        return {}
    named = {path[0] for path in file_paths(context, body.type)}
    found = {each: single_type(body.encodings.get(each)) for each in sorted(named)}
    return {wire_name: media_type for wire_name, media_type in found.items() if media_type is not None}


def single_type(encoding: Encoding | None) -> str | None:
    media_type = encoding.content_type if encoding else None
    plain = media_type is not None and media_type.isascii() and media_type.isprintable()
    return media_type if plain and media_type and not {"*", ","} & set(media_type) else None


def is_json(media_type: str | None) -> bool:
    bare = (media_type or "").partition(";")[0].strip().lower()
    return bare == JSON or bare.endswith("+json")


# --- paths ---------------------------------------------------------------------------------------------------------


def in_path(types: Mapping[str, TypeDef], parameter: Parameter, value: Code) -> Code:
    """The expression for a value of the path."""
    kinds = shapes(types, parameter.type)
    explode = ", explode=True" if parameter.explode else ""
    if parameter.content_type is not None:
        return Code(f"json_text({value})")
    match parameter.style:
        case "label":
            return Code(f"label_style({value}{explode})")
        case "matrix":
            return Code(f"matrix_style({string(parameter.wire_name)}, {value}{explode})")
        case _ if kinds & {"list", "objects", "object"}:
            return Code(f"simple_style({value}{explode if 'object' in kinds else ''})")
        case _:
            return Code(f"reserved_path({value})" if parameter.allow_reserved else value)
