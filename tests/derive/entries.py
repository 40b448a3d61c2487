"""What two configs are compared by: their resources, methods and models."""

from __future__ import annotations

from typing import NamedTuple

from sdkwright.config import Config
from sdkwright.derive.evidence import plain

Entries = dict[tuple[str, str, str], str]


class Comparison(NamedTuple):
    """`kept` of `total` entries of the real config; what is missing or different, and what is there besides."""

    kept: int
    total: int
    missing: list[str]
    extra: list[str]


def entries_of(config: Config) -> Entries:
    """Resources, methods and models of the Python SDK by kind, place and name, whose casing does not matter."""
    found: Entries = {}
    queue = [((name,), resource) for name, resource in config.resources.items()]
    while queue:
        path, resource = queue.pop()
        if not resource.in_target("python"):
            continue
        queue += [((*path, name), child) for name, child in resource.subresources.items()]
        place = "/".join(map(plain, path))
        found["resource", place, ""] = ""
        for name, method in resource.methods.items():
            if method.in_target("python"):
                endpoint = f"{method.endpoint.method} {method.endpoint.path}" if method.endpoint else method.type
                found["method", place, plain(name)] = endpoint
        for name, model in resource.models.items():
            if model.in_target("python"):
                found["model", place, plain(name)] = model.pointer
    return found


def compare(real: Config, derived: Config) -> Comparison:
    wanted, got = entries_of(real), entries_of(derived)
    differs = [key for key, value in wanted.items() if got.get(key) != value]
    missing = [f"{' '.join(key)}: {wanted[key]} (derived: {got.get(key)})" for key in differs]
    extra = [f"{' '.join(key)}: {got[key]}" for key in got if key not in wanted]
    return Comparison(len(wanted) - len(differs), len(wanted), missing, extra)
