"""Taking files out of request bodies."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Sequence, Tuple, cast

from typing_extensions import Literal

from .._types import FileTypes, NotGiven, Omit
from ._guards import is_list

ArrayFormat = Literal["comma", "repeat", "indices", "brackets"]


def extract_files(
    query: Mapping[str, object], *, paths: Sequence[Sequence[str]], array_format: ArrayFormat = "brackets"
) -> List[Tuple[str, FileTypes]]:
    """Remove the files at the given paths from a body and return them with their form field names.

    A path is the keys that lead to the file; `<array>` stands for every element of a list. Takes them out of `query`
    itself: see `deepcopy_with_paths` for a copy that shares all but the containers on the way.
    """
    files: List[Tuple[str, FileTypes]] = []
    for path in paths:
        _extract(cast("Any", query), list(path), "", array_format, files)
    return files


def _extract(
    holder: Any, path: List[str], name: str, array_format: ArrayFormat, out: List[Tuple[str, FileTypes]]
) -> None:
    if not isinstance(holder, dict) or not path or path[0] not in holder:
        return
    fields = cast("Dict[str, Any]", holder)
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
    elif value is not None:
        out.append((field, fields.pop(key)))


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
    for key in {path[0] for path in paths if path}:
        if key in copied:
            copied[key] = deepcopy_with_paths(copied[key], [path[1:] for path in paths if path and path[0] == key])
    return copied
