"""Finds links that lead nowhere, in pages of Markdown and of HTML."""

from __future__ import annotations

import posixpath
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# What links look like once text is escaped: an opening bracket that is no text, its end and the target behind.
LINK = re.compile(r"(?<!\\)\]\(([^()\s]*)\)")
CODE = re.compile(r"(`+)(?:(?!`).|(?!\1)`)+?\1(?!`)")
FENCE = re.compile(r"^ *(`{3,})[^`]*$")


def markdown_links(text: str) -> Iterator[str]:
    """The targets of all links outside of code."""
    fence = ""
    for line in text.split("\n"):
        mark = FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif fence:
            fence = "" if line.strip() == fence else fence
        else:
            yield from LINK.findall(CODE.sub("", line))


def dead_links(pages: Mapping[str, str]) -> list[str]:
    """Links between pages, given by path, that lead to none of them."""
    return [
        f"{path} -> {target}"
        for path, text in pages.items()
        for target in markdown_links(text)
        if not is_web(target) and resolved(path, target) not in pages
    ]


def is_web(target: str) -> bool:
    return target.startswith(("http://", "https://", "mailto:"))


def resolved(page: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(urlsplit(target).path)))


class References(HTMLParser):
    """What a page of HTML holds: `links` are followed by readers, `loads` by browsers on their own; `scripts` are its
    own scripts, whose values differ from page to page.
    """

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.attributes |= given.keys()
        self.scripts += tag == "script"
        if "id" in given:
            self.ids.add(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "link" and given.get("rel") not in ("prev", "next", "canonical"):
            self.loads.append(given.get("href", ""))
        elif "src" in given:
            self.loads.append(given["src"])
