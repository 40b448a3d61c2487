"""Taking files out of request bodies."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, cast

from ._types import ArrayFormat, FileTypes, NotGiven, Omit
from ._wire import Part, is_list


def extract_files(
    query: Mapping[str, object],
    *,
    paths: Sequence[Sequence[str]],
    array_format: ArrayFormat = "brackets",
    content_types: Optional[Mapping[str, str]] = None,
) -> List[Tuple[str, FileTypes]]:
    """Remove the files at the given paths from a body and return them with their form field names.

    A path is the keys that lead to the file; `<array>` stands for every element of a list, `<value>` for every value of
    a mapping, and `<files>` for those values that can only be files. Takes them out of `query` itself: see
    `deepcopy_with_paths` for a copy that shares all but the containers on the way. `content_types` holds, by the first
    key, the media type of files that come without one.
    """
    files: List[Tuple[str, FileTypes]] = []
    for path in paths:
        found: List[Tuple[str, FileTypes]] = []
        _extract(cast("Any", query), list(path), "", array_format, found)
        media_type = content_types.get(path[0]) if content_types and path else None
        files += found if media_type is None else [(name, _typed(file, media_type)) for name, file in found]
    return files


def _typed(file: FileTypes, media_type: str) -> FileTypes:
    if isinstance(file, tuple):
        return (file[0], file[1], media_type) if len(file) == 2 else file
    path: object = file if isinstance(file, PathLike) else getattr(file, "name", None)
    named = isinstance(path, (str, PathLike))
    return (Path(cast("str", path)).name if named else "upload", file, media_type)


def _extract(
    holder: Any, path: List[str], name: str, array_format: ArrayFormat, out: List[Tuple[str, FileTypes]]
) -> None:
    if not isinstance(holder, dict) or not path:
        return
    fields = cast("Dict[str, Any]", holder)
    if path[0] == "<value>":
        for key in list(fields):
            _extract(fields, [key, *path[1:]], name, array_format, out)
        return
    if path[0] == "<files>":
        for key in [key for key, value in fields.items() if _is_file(value)]:
            value = fields.pop(key)
            values = cast("List[Any]", value if is_list(value) else [value])
            out += [(f"{name}[{key}]" if name else key, each) for each in values]
        return
    if path[0] not in fields:
        return
    key, rest = path[0], path[1:]
    field = f"{name}[{key}]" if name else key
    value = fields[key]
    if isinstance(value, (Omit, NotGiven)):
        return
    if rest and rest[0] == "<array>" and is_list(value):
        for index, item in enumerate(cast("List[Any]", value)):
            element = _element_name(field, index, array_format)
            if len(rest) == 1:
                out.append((element, item))
            else:
                _extract(item, rest[1:], element, array_format, out)
        if len(rest) == 1:
            del fields[key]
    elif rest:
        _extract(value, rest, field, array_format, out)
    elif value is not None and not isinstance(value, (dict, Part)):
        out.append((field, fields.pop(key)))


def _is_file(value: Any) -> bool:
    """Whether a value of any type can only be meant as a file, or as several."""
    if is_list(value):
        return bool(value) and all(map(_is_file, value))
    if isinstance(value, tuple):
        parts = cast("Sequence[Any]", value)
        return len(parts) in (2, 3, 4) and _is_file(parts[1])
    return isinstance(value, (bytes, PathLike)) or hasattr(value, "read")


def _element_name(field: str, index: int, array_format: ArrayFormat) -> str:
    if array_format == "brackets":
        return f"{field}[]"
    return f"{field}[{index}]" if array_format == "indices" else field


def deepcopy_with_paths(item: Any, paths: Sequence[Sequence[str]]) -> Any:
    """A copy of a body in which only the dicts and lists on the given paths are new."""
    if not paths:
        return item
    if isinstance(item, dict):
        return _copy_dict(cast("Dict[str, Any]", item), paths)
    if is_list(item):
        rests = [path[1:] for path in paths if path and path[0] == "<array>"]
        return [deepcopy_with_paths(element, rests) for element in item] if rests else item
    return item


def _copy_dict(fields: Dict[str, Any], paths: Sequence[Sequence[str]]) -> Dict[str, Any]:
    copied = dict(fields)
    for key in copied if any(path and path[0] == "<value>" for path in paths) else {path[0] for path in paths if path}:
        if key in copied:
            rests = [path[1:] for path in paths if path and path[0] in (key, "<value>")]
            copied[key] = deepcopy_with_paths(copied[key], rests)
    return copied
