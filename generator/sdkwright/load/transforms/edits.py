"""Commands that change nodes of any kind."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from sdkwright.load.plain import ABSENT, is_list, is_map
from sdkwright.load.selecting import definite_keys

from .step import NothingFoundError, TransformError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sdkwright.load.tree import Keys

    from .step import Step

_PLACEHOLDER: Final = "{{value}}"
_NAMING: Final = "x-stainless-naming"


def update(step: Step) -> None:
    name, value = step.value("value")
    template = step.args.get("template") is True
    if template and (not isinstance(value, str) or _PLACEHOLDER not in value):
        raise TransformError(f"a template is a text with `{_PLACEHOLDER}`", "value")
    for keys in step.targets("target"):
        old = step.tree.at(keys)
        if template and not isinstance(old, str):
            raise TransformError("a template takes the place of a text, and this is none", "target")
        step.tree.put(keys, value.replace(_PLACEHOLDER, old) if template else value, step.written(name))


def append(step: Step) -> None:
    name, value = step.value("value")
    present: list[str] = []
    for keys in step.targets("target"):
        target = step.tree.at(keys)
        if is_list(target):
            items = value if is_list(value) else [value]
            for number, each in enumerate(items):
                written = step.written(name, number) if is_list(value) else step.written(name)
                step.tree.put((*keys, len(target) + number), each, written)
        elif is_map(target) and is_map(value):
            for key, each in value.items():
                if key in target:
                    present.append(key)
                else:
                    step.tree.put((*keys, key), each, step.written(name, key))
        else:
            raise TransformError("the target is a list, or a mapping for the keys of one", "target")
    if present:
        names = ", ".join(f"`{key}`" for key in dict.fromkeys(present))
        raise NothingFoundError(f"{names} is there already, and stays as it is", "value")


def merge(step: Step) -> None:
    name, value = step.value("value", "object")
    if not is_map(value):
        raise TransformError("what is merged is a mapping", name)
    for keys in step.targets("target"):
        step.map_at(keys, "target")
        _merge(step, keys, value, (name,))


def _merge(step: Step, keys: Keys, value: Mapping[str, Any], at: tuple[str | int, ...]) -> None:
    for key, each in value.items():
        if is_map(each) and is_map(step.tree.at((*keys, key))):
            _merge(step, (*keys, key), each, (*at, key))
        else:
            step.tree.put((*keys, key), each, step.written(*at, key))


def remove(step: Step) -> None:
    targets = step.targets("target")
    if "keys" not in step.args:
        step.tree.remove(targets)
        return
    given = step.args["keys"]
    wanted = [str(each) for each in (given if is_list(given) else [given])]
    found = [(*keys, key) for keys in targets for key in wanted if key in step.map_at(keys, "target")]
    if not found:
        raise NothingFoundError("no target has one of these keys", "keys")
    step.tree.remove(found)


def copy(step: Step) -> None:
    _carry(step)


def move(step: Step) -> None:
    step.tree.remove([_carry(step)])


def _carry(step: Step) -> Keys:
    """Put what is at `from` to each place of `to`; gives the keys it was at."""
    source, path = step.value("from", "source")
    found = step.paths(path, source)
    if not found:
        raise NothingFoundError("nothing in the document is there", source)
    if len(found) > 1:
        raise TransformError(f"it stands for {len(found)} nodes, and one can be taken", source)
    name, given = step.value("to", "target")
    value, origin = step.tree.at(found[0]), step.tree.origin(found[0])
    for number, each in enumerate(given if is_list(given) else [given]):
        at = (name, number) if is_list(given) else (name,)
        for keys in _destinations(step, each, at):
            step.tree.put(keys, deepcopy(value), origin)
    return found[0]


def _destinations(step: Step, path: Any, at: tuple[str | int, ...]) -> list[Keys]:
    """What is there, or one new key of a mapping that is there."""
    found = step.paths(path, *at)
    if found:
        return found
    keys = definite_keys(path)
    if not keys or not is_map(step.tree.at(keys[:-1])):
        raise NothingFoundError("nothing in the document is there", *at)
    return [keys]


def replace_properties(step: Step) -> None:
    name, value = step.value("value")
    for keys in step.targets("target"):
        step.tree.put(keys, value, step.written(name))


def rename_value(step: Step) -> None:
    """A name per language is kept with the schema; what is on the wire stays."""
    name, renames = step.value("rename")
    if not is_map(renames):
        raise TransformError("`rename` gives a name for each language, as in `python: new_name`", name)
    for keys in step.targets("target"):
        step.map_at(keys, "target")
        for language, new in renames.items():
            naming = {_NAMING: {str(language): {"property_name": new}}}
            _merge_renamed(step, keys, naming, step.written(name, language))


def _merge_renamed(step: Step, keys: Keys, value: Mapping[str, Any], written: str) -> None:
    for key, each in value.items():
        below = (*keys, key)
        if is_map(each):
            if step.tree.at(below) is ABSENT:
                step.tree.put(below, {}, written)
            _merge_renamed(step, below, each, written)
        else:
            step.tree.put(below, each, written)


EDITS: Final[Mapping[str, Callable[[Step], None]]] = {
    "update": update,
    "append": append,
    "merge": merge,
    "mergeObject": merge,
    "remove": remove,
    "copy": copy,
    "move": move,
    "replaceProperties": replace_properties,
    "renameValue": rename_value,
}
