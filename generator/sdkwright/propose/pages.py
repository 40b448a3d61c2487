"""Pages by shape: which list operations turn a page, and the schemes that they share.

An operation has pages where its answer is an array or holds one, and one of these is there, the first that is:

| kind | what the request has | what the answer has |
|---|---|---|
| `cursor` | a parameter such as `cursor`, `page_token`, `after` | the field that gives its next value |
| `cursor_id` | `after`, `starting_after` | `has_more`, and items with an `id` |
| `cursor_url` | | a field such as `next_url` that holds a URL |
| `link_header` | | a declared header `Link` (RFC 8288) |
| `offset` | an integer such as `offset`, `skip` | |
| `page_number` | an integer such as `page` | |

Fields are looked for at the top of the answer and one level down (`meta`, `pagination`, …).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sdkwright.config.pagination import MARK
from sdkwright.name.words import Casing, words_of
from sdkwright.propose.answers import says
from sdkwright.propose.vocabulary import LIST_FIELDS
from sdkwright.resolve.nodes import mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sdkwright.propose.answers import Shapes
    from sdkwright.propose.operations import Call

FieldPath = tuple[str, ...]

_NEXT: Mapping[str, frozenset[str]] = {
    "cursor": frozenset({"nextcursor", "endcursor", "next", "nextpagecursor"}),
    "nextcursor": frozenset({"nextcursor"}),
    "pagecursor": frozenset({"nextcursor", "nextpagecursor", "next"}),
    "after": frozenset({"after", "lastid", "endcursor", "next", "nextcursor", "nextafter"}),
    "aftercursor": frozenset({"after", "endcursor", "nextcursor", "aftercursor"}),
    "startingafter": frozenset({"startingafter", "lastid", "nextcursor", "next", "nextstartingafter"}),
    "startafter": frozenset({"nextstartafter", "lastid", "nextcursor"}),
    "pagetoken": frozenset({"nextpagetoken", "nexttoken"}),
    "nextpagetoken": frozenset({"nextpagetoken"}),
    "nexttoken": frozenset({"nexttoken"}),
    "continuationtoken": frozenset({"continuationtoken", "nextcontinuationtoken", "nexttoken"}),
    "paginationtoken": frozenset({"paginationtoken", "nexttoken"}),
    "marker": frozenset({"nextmarker"}),
    "scrollid": frozenset({"scrollid", "nextscrollid"}),
    "page": frozenset({"nextpage"}),
    "offset": frozenset({"nextoffset", "nextpageoffset"}),
}
"""Parameter to the fields that may hold its next value; names without separators, in lower case."""

_URLS = frozenset({"nexturl", "nextpageurl", "nextlink", "nextpageuri", "nexturi", "nextpagelink", "odatanextlink"})
_AROUND = frozenset(
    {"meta", "metadata", "pagination", "paging", "pageinfo", "responsemetadata", "cursors", "links", "nextpage", "page"}
    | {"pagemetadata", "paginationmetadata"}
)
_MORE = frozenset({"hasmore", "hasnext", "hasnextpage", "more", "hasmoreitems"})
_OFFSETS = frozenset({"offset", "skip", "startat"})
_NUMBERS = frozenset({"page", "pagenumber", "pageno", "pagenum", "currentpage", "pageindex"})
_PAGES = frozenset({"pages", "totalpages", "pagecount", "numpages", "totalpage"})
_TOTALS = frozenset({"total", "totalcount", "totalresults", "totalitems", "totalrecords"})
_TURNING = frozenset(
    {*_NEXT, *_OFFSETS, *_NUMBERS, "limit", "pagesize", "perpage", "size", "maxresults", "first", "top"}
)
_GENERAL = ("items", "data")
_LEADING = ("next_cursor_field", "cursor_url_field")
_PARAMS = {
    "cursor": "next_cursor_param",
    "cursor_id": "next_cursor_id_param",
    "offset": "offset_count_param",
    "page_number": "page_number_param",
}
_NAMES = {
    "cursor": "cursor_page",
    "cursor_id": "cursor_page",
    "cursor_url": "linked_page",
    "link_header": "linked_page",
    "offset": "offset_page",
    "page_number": "numbered_page",
}


@dataclass(frozen=True, slots=True, order=True)
class Shape:
    """What a scheme of pages is made of. `param` is what turns the page; `fields` are purposes with the path to their
    field and its JSON type. `items` is where the items are, `whole` tells that they are the whole answer.
    """

    kind: str
    items: str
    whole: bool
    param: str
    param_type: str
    first: int
    fields: tuple[tuple[str, FieldPath, str], ...]


def plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


class PageFinder:
    """Finds the shapes; one call per operation."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes

    def shape_of(self, call: Call) -> Shape | None:
        """How the operation turns pages; None where it does not, or where that is not safe to say."""
        if call.http_method not in ("get", "post"):
            return None
        params = self._parameters(call)
        if not any(plain(name) in _TURNING for name in params):
            return None
        schema = self._shapes.answer(call)
        items = self._items(schema, call.path)
        if items is None:
            return None
        whole = items == ""
        fields = {} if whole else dict(self._fields(schema))
        kind, param, told = self._way(call, params, fields, schema, items)
        if kind is None:
            return None
        first = _first(params[param]) if param and kind == "page_number" else 1
        told += tuple(self._common(kind, fields))
        return Shape(kind, items or "items", whole, param, _type(params[param]) if param else "", first, told)

    def _items(self, schema: Mapping[str, object], path: str) -> str | None:
        """The property that holds the items, "" where the answer is an array; None where it is not clear."""
        if self._shapes.is_array(schema):
            return ""
        fields = self._shapes.properties(schema)
        arrays = sorted(name for name, node in fields.items() if self._shapes.is_array(node))
        if len(arrays) == 1:
            return arrays[0]
        own = words_of(path.rpartition("/")[2])
        for chosen in ([name for name in arrays if name.lower() in LIST_FIELDS], [n for n in arrays if says(own, n)]):
            if len(chosen) == 1:
                return chosen[0]
        return None

    def _fields(self, schema: Mapping[str, object]) -> Iterator[tuple[FieldPath, Mapping[str, object]]]:
        """The scalar fields of an answer by their path: at the top, and one level down."""
        for name, node in sorted(self._shapes.properties(schema).items()):
            inner = self._shapes.properties(node)
            if inner and plain(name) in _AROUND:
                yield from (((name, each), inner[each]) for each in sorted(inner))
            elif not inner:
                yield (name,), node

    def _parameters(self, call: Call) -> dict[str, Mapping[str, object]]:
        """Schemas of the query parameters, and of the properties of a JSON body."""
        found: dict[str, Mapping[str, object]] = {}
        for holder in (call.item, call.node):
            for node in sequence(holder.get("parameters")):
                parameter = self._shapes.follow(node, call.place)
                name = text(parameter.get("name"))
                if name is not None and parameter.get("in") == "query":
                    found[name] = self._shapes.follow(parameter.get("schema"), call.place)
        if call.http_method == "post":
            content = self._shapes.content(call.node.get("requestBody"), call.place)
            for media_type in sorted(content):
                if "json" in media_type:
                    schema = self._shapes.follow(mapping(content[media_type]).get("schema"), call.place)
                    found |= self._shapes.properties(schema)
        return found

    def _way(
        self,
        call: Call,
        params: Mapping[str, Mapping[str, object]],
        fields: Mapping[FieldPath, Mapping[str, object]],
        schema: Mapping[str, object],
        items: str,
    ) -> tuple[str | None, str, tuple[tuple[str, FieldPath, str], ...]]:
        """The kind, the parameter that turns the page, and the fields that tell where the next one is."""
        for param in sorted(params):
            for path in sorted(fields, key=lambda each: (len(each), each)):
                # What is nested counts with the name of its holder too: `next_page: {offset}`.
                names = {plain(path[-1]), plain("".join(path))}
                if names & _NEXT.get(plain(param), frozenset()) and _fits(params[param], fields[path]):
                    return "cursor", param, (("next_cursor_field", path, _type(fields[path])),)
        if any(len(path) == 1 and plain(path[-1]) in _MORE for path in fields) and self._have_ids(schema, items):
            after = [name for name in sorted(params) if plain(name) in ("startingafter", "after", "startafter")]
            if len(after) == 1:
                return "cursor_id", after[0], ()
        for path in sorted(fields):
            if _is_next_url(path, fields[path]):
                return "cursor_url", "", (("cursor_url_field", path, "string"),)
        if params and self._has_link(call):
            return "link_header", "", ()
        return self._counted(params)

    def _counted(
        self, params: Mapping[str, Mapping[str, object]]
    ) -> tuple[str | None, str, tuple[tuple[str, FieldPath, str], ...]]:
        for kind, known in (("offset", _OFFSETS), ("page_number", _NUMBERS)):
            found = [name for name in sorted(params) if plain(name) in known and _type(params[name]) == "integer"]
            if len(found) == 1:
                return kind, found[0], ()
        return None, "", ()

    def _common(
        self, kind: str, fields: Mapping[FieldPath, Mapping[str, object]]
    ) -> Iterator[tuple[str, FieldPath, str]]:
        """What answers of any kind may tell: whether there is more, how many there are, which page this is."""
        wanted: dict[str, tuple[frozenset[str], str]] = {"has_next_page": (_MORE, "boolean")}
        if kind == "offset":
            wanted["offset_count_start_field"] = (_OFFSETS, "integer")
        if kind == "page_number":
            wanted["current_page_number_field"] = (_NUMBERS, "integer")
            wanted["total_page_count_field"] = (_PAGES, "integer")
        wanted["offset_total_count_field" if kind == "offset" else "total_count_field"] = (_TOTALS, "integer")
        for purpose, (names, kind_of) in wanted.items():
            found = [path for path in sorted(fields) if plain(path[-1]) in names and _type(fields[path]) == kind_of]
            if (found and purpose != "total_count_field") or (found and len(found[0]) == 1):
                yield purpose, found[0], kind_of

    def _have_ids(self, schema: Mapping[str, object], items: str) -> bool:
        array = schema if not items else self._shapes.properties(schema)[items]
        item = self._shapes.follow(array.get("items"))
        return "id" in self._shapes.properties(item)

    def _has_link(self, call: Call) -> bool:
        responses = mapping(call.node.get("responses"))
        for status in sorted(status for status in responses if status[:1] == "2"):
            headers = self._shapes.follow(responses[status], call.place).get("headers")
            return any(name.lower() == "link" for name in mapping(headers))
        return False


def _type(schema: Mapping[str, object]) -> str:
    """The JSON type, null left out; "" where it is not one scalar."""
    kinds = [schema.get("type"), *sequence(schema.get("type"))]
    kinds += [mapping(each).get("type") for word in ("anyOf", "oneOf") for each in sequence(schema.get(word))]
    found = [each for each in kinds if isinstance(each, str) and each != "null"]
    return found[0] if len(set(found)) == 1 and found[0] in ("string", "integer", "number", "boolean") else ""


def _fits(param: Mapping[str, object], field: Mapping[str, object]) -> bool:
    """Whether the field's value can be given as the parameter: a flag or a URL is none."""
    kinds = {_type(param), _type(field)}
    return "boolean" not in kinds and not _is_url(field) and ("string" in kinds or len(kinds) == 1 or "" in kinds)


def _is_url(schema: Mapping[str, object]) -> bool:
    if schema.get("format") in ("uri", "url", "uri-reference"):
        return True
    examples = [schema.get("example"), *sequence(schema.get("examples"))]
    return re.search(r"\bur[li]\b", text(schema.get("description")) or "", re.IGNORECASE) is not None or any(
        isinstance(each, str) and each.startswith(("http://", "https://", "/")) for each in examples
    )


def _is_next_url(path: FieldPath, schema: Mapping[str, object]) -> bool:
    if _type(schema) != "string":
        return False
    name = plain(path[-1])
    return name in _URLS or (name in ("next", "nextpage") and _is_url(schema))


def _first(schema: Mapping[str, object]) -> int:
    """The number of the first page: 0 where the document says so, else 1."""
    return 0 if schema.get("default") == 0 or ("default" not in schema and schema.get("minimum") == 0) else 1


def named_shapes(shapes: set[Shape]) -> dict[Shape, tuple[str, Shape]]:
    """Each shape with the scheme that serves it: its name, by what it is made of (so it stays when others join it), and
    its own shape, which has what is common to all that share it.
    """
    groups: dict[tuple[object, ...], list[Shape]] = {}
    for shape in sorted(shapes):
        groups.setdefault(_kin(shape), []).append(shape)
    merged = {key: _merged(group) for key, group in groups.items()}
    taken: set[str] = set()
    names: dict[tuple[object, ...], str] = {}
    for key, shape in sorted(merged.items(), key=lambda each: (each[1].items not in _GENERAL, each[1])):
        names[key] = next(each for each in _scheme_names(shape, len(merged)) if each not in taken)
        taken.add(names[key])
    return {shape: (names[key], merged[key]) for key, group in groups.items() for shape in group}


def _kin(shape: Shape) -> tuple[object, ...]:
    """What two shapes must share to be one scheme. An array and an object that holds one in `items` do: they are read
    alike. Fields that may be left out may differ, but not lie at different places.
    """
    told = tuple(each for each in shape.fields if each[0] in _LEADING)
    return shape.kind, shape.items, shape.param, shape.param_type, shape.first, told


def _merged(group: list[Shape]) -> Shape:
    fields: dict[str, tuple[str, FieldPath, str]] = {}
    for shape in group:
        for field in shape.fields:
            fields.setdefault(field[0], field)
    return replace(
        group[0], whole=any(each.whole for each in group), fields=tuple(fields[each] for each in sorted(fields))
    )


def _scheme_names(shape: Shape, count: int) -> Iterator[str]:
    """The kind of page, with the word for its items where that is a word of the API; then longer ones."""
    casing = Casing()
    kind = _NAMES[shape.kind]
    base = kind if shape.items in _GENERAL else casing.snake(shape.items, "page")
    told = next((path for purpose, path, _ in shape.fields if purpose in _LEADING), ())
    yield base
    yield casing.snake(shape.items, kind)
    for more in (told[-1:], (shape.param,) if shape.param else (), told, (shape.param, *told)):
        if more:
            yield casing.snake(base, "by", *more)
    for number in range(2, count + 3):
        yield f"{base}_{number}"


def scheme_of(shape: Shape, name: str) -> dict[str, Any]:
    """The scheme as a config writes it."""
    made: dict[str, Any] = {"name": name, "type": shape.kind}
    if shape.param:
        made["request"] = {shape.param: _field(shape.param_type, _PARAMS[shape.kind])}
        if shape.first != 1:
            made["request"][shape.param]["default"] = shape.first
    items: dict[str, Any] = {"type": "array", "items": {}, MARK: {"purpose": "items"}}
    if shape.whole:
        items[MARK]["is_top_level_array"] = True
    if shape.kind == "cursor_id":
        items["items"] = {"type": "object", "properties": {"id": _field("", "cursor_item_id")}}
    response: dict[str, Any] = {shape.items: items}
    for purpose, path, kind in shape.fields:
        node = response
        for key in path[:-1]:
            node = node.setdefault(key, {"type": "object", "properties": {}})["properties"]
        node.setdefault(path[-1], _field(kind, purpose))
    made["response"] = response
    return made


def _field(kind: str, purpose: str) -> dict[str, Any]:
    return {**({"type": kind} if kind else {}), MARK: {"purpose": purpose}}
