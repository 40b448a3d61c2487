"""Path templates: the places in them that values fill, and what of them is sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

SLOT = re.compile(r"\{([^{}]*)\}")
# RFC 6570 writes the query into the template, too: `/search{?q,limit}`. There it says what parameters say anyway.
QUERY_SLOT = re.compile(r"\{[?&][^{}]*\}")
# What other notations add to a name: operators and modifiers of RFC 6570 (`+path`, `path*`), API gateways' `proxy+`,
# patterns behind `=` (`name=projects/*`) or `:` (`id:[0-9]+`).
DECORATED = re.compile(r"[+#./;]?([^=:*+]+)[*+]?(?:[=:].*)?")
SEVERAL_SEGMENTS = re.compile(r"\+.*|[^=:]*[*+]|[^=]*=.*[*/].*|[^:]*:path")


def sent_path(path: str) -> str:
    """The template without a fragment, by which some documents tell operations of one path apart and which is never
    sent (RFC 3986, 3.5), and without expansions of a query.
    """
    return QUERY_SLOT.sub("", path.partition("#")[0])


def slots(path: str) -> list[str]:
    """What stands between braces, each once, in order."""
    return list(dict.fromkeys(SLOT.findall(sent_path(path))))


def slot_name(slot: str, declared: Container[str]) -> str:
    """The name of the parameter that fills a slot: the slot itself, or what is left of it without its decoration."""
    if slot in declared:
        return slot
    found = DECORATED.fullmatch(slot)
    return found[1] if found else slot


def takes_segments(slot: str) -> bool:
    """Whether a value may hold slashes: `{+path}`, `{path*}`, `{proxy+}`, `{name=shelves/*}`."""
    return SEVERAL_SEGMENTS.fullmatch(slot) is not None


def is_in_query(path: str, slot: str) -> bool:
    """Whether the slot stands behind the question mark of a template such as `/a?id={id}`."""
    return f"{{{slot}}}" not in sent_path(path).partition("?")[0]
