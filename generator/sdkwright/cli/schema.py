"""The JSON Schema of the config file with the options of every target, for editors. The config itself does not know of
targets; each of them says below `sdkwright.targets` what it can be told.
"""

from __future__ import annotations

from typing import Any

from sdkwright.config import schema as config_schema
from sdkwright.config.json_schema import schema as schema_of
from sdkwright.targets import TARGETS, target_module


def whole_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12). The same content in the same order on every call."""
    made = config_schema()
    definitions: dict[str, Any] = made["$defs"]
    for name in TARGETS:
        definitions |= _options(name, definitions.keys())
    folder = definitions["OutputTarget"]
    folder["properties"]["target"]["anyOf"][0] = {"enum": list(TARGETS)}
    folder["allOf"] = [
        {
            "if": {"required": ["target"], "properties": {"target": {"const": name}}},
            "then": {"$ref": f"#/$defs/{_place(name)}"},
        }
        for name in TARGETS
    ]
    listed: dict[str, Any] = definitions["Sdkwright"]["properties"]["targets"]
    listed["properties"] = {name: _by_its_name(name) for name in TARGETS}
    return made


def _place(name: str) -> str:
    return f"target {name}".title().replace(" ", "")


def _by_its_name(name: str) -> dict[str, Any]:
    """A folder that is called like a target, and is filled by it unless it says otherwise."""
    return {
        "allOf": [
            {"$ref": "#/$defs/OutputTarget"},
            {"if": {"not": {"required": ["target"]}}, "then": {"$ref": f"#/$defs/{_place(name)}"}},
        ]
    }


def _options(name: str, taken: Any) -> dict[str, Any]:
    """The definition of a target's options, and those that it refers to."""
    own = schema_of(target_module(name).Options)
    inner: dict[str, Any] = own.pop("$defs", {})
    if clashing := sorted(inner.keys() & taken):
        raise ValueError(f"the options of {name} define {clashing}, as the config does")
    del own["$schema"], own["properties"]["$schema"]
    own["properties"] = {"target": {}, **own["properties"]}
    return {_place(name): own, **inner}
