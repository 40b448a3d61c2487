"""What the SDK is called: the title of the document, without the words that every API has."""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sdkwright.name.reserved import FOREIGN_MODULES, KEYWORDS, ROOT_MODULES
from sdkwright.name.words import words_of
from sdkwright.resolve.nodes import mapping, sequence, text

if TYPE_CHECKING:
    from sdkwright.load import Document
    from sdkwright.propose.proposal import Draft

_DROPPED = frozenset(
    {"api", "apis", "rest", "restful", "http", "https", "openapi", "oas", "spec", "specification", "specs", "sdk"}
    | {
        "documentation",
        "docs",
        "doc",
        "reference",
        "preview",
        "official",
        "public",
        "the",
        "a",
        "an",
        "for",
        "of",
        "and",
    }
    | {"version", "definition", "definitions", "schema", "beta", "alpha", "json", "our", "extension", "description"}
)
_VERSION = re.compile(r"v?\d+([.x]\d*)*", re.IGNORECASE)
_PHRASES = re.compile(r"\bopen ?api\b|\bweb apis?\b|(?<=\w)['’]s\b|\([^)]*\)", re.IGNORECASE)
_ASIDE = re.compile(r"\s\+\s|\s[|(]|:\s")
_HOST = re.compile(r"(api|www|app|rest|gateway|dev|staging|sandbox)\d*")
_MOST_WORDS = 3
_LONGEST = 40


def propose_names(document: Document, draft: Draft) -> frozenset[str]:
    """Enter the names of the organization, the client and the package; give the words of the title."""
    words = title_words(text(mapping(document.root.get("info")).get("title")) or "") or host_words(document) or ["api"]
    package = package_name(words)
    client = "".join(word[:1].upper() + word[1:] for word in words)
    draft.put(("organization", "name"), " ".join(words), origin="/info/title")
    draft.put(("client_settings", "client_name"), client, origin="/info/title")
    draft.put(("client_settings", "default_env_prefix"), package.upper(), origin="/info/title")
    draft.put(
        ("targets", "python", "package_name"),
        package,
        origin="/info/title",
        comment="What users import, and the name on PyPI.",
    )
    draft.put(("targets", "python", "project_name"), package.replace("_", "-"), origin="/info/title")
    return frozenset(word for each in words for word in (each.lower(), *words_of(each)))


def title_words(title: str) -> list[str]:
    """The words of a title that tell APIs apart, in ASCII: `Acme REST API v3` gives `Acme`. None if there is none."""
    plain = _ascii(_PHRASES.sub(" ", title))
    head = _ASIDE.split(plain)[0]
    for part in (head, plain):
        words = [word for word in re.split(r"[^A-Za-z0-9.]+", part) if word.strip(".")]
        kept = [word for word in words if word.lower() not in _DROPPED and not _VERSION.fullmatch(word)]
        found = [clean for word in kept if (clean := re.sub(r"[^A-Za-z0-9]", "", word))]
        if any(word[0].isalpha() for word in found):
            while not found[0][0].isalpha():
                found.pop(0)
            return _short(found)
    return []


def host_words(document: Document) -> list[str]:
    """The name in the address of the first server: `https://api.acme.test` gives `acme`."""
    for node in sequence(document.root.get("servers")):
        try:
            host = urlsplit(text(mapping(node).get("url")) or "").hostname or ""
        except ValueError:
            continue
        labels = [each for each in host.split(".")[:-1] if re.fullmatch(r"[a-z][a-z0-9-]*", each)]
        named = [each for each in labels if not _HOST.fullmatch(each)]
        if named:
            return _short(named[-1].split("-"))
    return []


def package_name(words: list[str]) -> str:
    """An importable name that is neither a keyword nor a module of Python's own."""
    found = "_".join(words).lower()
    taken = found in KEYWORDS | FOREIGN_MODULES | ROOT_MODULES or found in sys.stdlib_module_names
    return f"{found}_sdk" if taken else found


def _ascii(title: str) -> str:
    return unicodedata.normalize("NFKD", title.replace("ß", "ss")).encode("ascii", "ignore").decode()


def _short(words: list[str]) -> list[str]:
    kept = [word[:_LONGEST] for word in words[:_MOST_WORDS] if word]
    while len("_".join(kept)) > _LONGEST:
        kept.pop()
    return kept
