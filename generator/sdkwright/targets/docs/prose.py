"""Prose of the document, which is CommonMark (OpenAPI 3.1, Rich Text Formatting), for the pages of a reference.

It is read by a CommonMark parser that knows no HTML, and written anew: what is no paragraph, list, table, quotation,
emphasis or code stays text. Links lead to the web or to a mailbox; an image is a link, so that no page asks another
host for one. Headings are bold: those of a page are its own.
"""

from __future__ import annotations

import html
import re
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from sdkwright.lower.emit import Emitted, Markdown, markdown_code, plain_text, url
from sdkwright.lower.project.markdown import cell_code, code_block

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

# One line in which nothing but code spans means anything.
PLAIN = re.compile(r"(?![-+]\s|\d+[.)]\s)(?:[\w ,.;:'()?/%\"-]|`[\w .,:/=\"'()-]*[\w.,:/=\"'()-]`)+")
WEB = re.compile(r"(?i)(https?://|mailto:)")
# CommonMark 2.4.
ACTIVE = re.compile(r"([\\`*_\[\]|~$])")
BLOCK_START = re.compile(r"^(\d*)([+=.):-])")
DEEPEST = 12


class Html(Emitted):
    """Markup for the body of a page. Made by the functions of this package only."""

    __slots__ = ()


def html_text(text: str) -> Html:
    """Text between tags or in an attribute."""
    return Html(without_braces(html.escape(plain_text(text))))


def markdown_text(text: str) -> str:
    """Text within a line of Markdown, that reads as itself."""
    return without_braces(ACTIVE.sub(r"\\\1", html.escape(text, quote=False)))


def without_braces(text: str) -> str:
    """What templates and lists of attributes begin with: a backslash before it would not hide it from them."""
    return text.replace("{", "&#123;").replace("}", "&#125;")


class Writer(ABC):
    """Writes prose in one language; each text is read once. Blocks are lines, what is inside a line is text."""

    def __init__(self) -> None:
        self._parser: MarkdownIt | None = None
        self._known: dict[str, tuple[str, ...]] = {}

    def lines(self, text: str) -> tuple[str, ...]:
        """The blocks of a text, an empty line between."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = tuple(self._read(plain_text(text).strip()))
        return found

    def _read(self, text: str) -> list[str]:
        if PLAIN.fullmatch(text):
            return self.paragraph("".join(map(self._piece, re.split(r"(`[^`]*`)", text))))
        return self._blocks(self._tree(text), 0)

    def _piece(self, text: str) -> str:
        return self.code(text[1:-1]) if text.startswith("`") else self.text(text)

    def _tree(self, text: str) -> SyntaxTreeNode:
        from markdown_it import MarkdownIt  # takes long to import, and most texts are plain
        from markdown_it.tree import SyntaxTreeNode

        if self._parser is None:
            self._parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
        return SyntaxTreeNode(self._parser.parse(text))

    def _blocks(self, node: SyntaxTreeNode, depth: int) -> list[str]:
        """The blocks inside a node."""
        found: list[str] = []
        for each in node.children:
            block = self._block(each, depth + 1)
            found += [*([""] if found and block else []), *block]
        return found

    def _block(self, node: SyntaxTreeNode, depth: int) -> list[str]:
        if depth > DEEPEST:
            return []
        match node.type:
            case "paragraph":
                return self.paragraph(self._inline(node))
            case "heading":
                return self.paragraph(self.strong(self._inline(node)))
            case "bullet_list" | "ordered_list":
                items = [self._blocks(each, depth) for each in node.children]
                return self.items(items, is_numbered=node.type == "ordered_list")
            case "fence" | "code_block":
                return self.block_of_code(node.content.rstrip("\n").split("\n"))
            case "blockquote":
                return self.quotation(self._blocks(node, depth))
            case "table":
                rows = [row for part in node.children for row in part.children]
                return self.table([[self._inline(cell, in_table=True) for cell in row.children] for row in rows])
            case _:
                return []

    def _inline(self, node: SyntaxTreeNode, *, in_table: bool = False) -> str:
        """The text of a block, or of what is inside it."""
        found: list[str] = []
        for each in node.children:
            match each.type:
                case "text" | "html_inline":
                    found.append(self.text(each.content))
                case "softbreak" | "hardbreak":
                    found.append(" ")
                case "code_inline":
                    found.append(self.code(each.content, in_table=in_table))
                case "strong":
                    found.append(self.strong(self._inline(each, in_table=in_table)))
                case "em":
                    found.append(self.emphasis(self._inline(each, in_table=in_table)))
                case "link":
                    found.append(self._link(self._inline(each, in_table=in_table), str(each.attrs.get("href", ""))))
                case "image":
                    found.append(self._link(self.text(each.content or "image"), str(each.attrs.get("src", ""))))
                case _:
                    found.append(self._inline(each, in_table=in_table))
        return "".join(found)

    def _link(self, text: str, target: str) -> str:
        """Where a link leads to no web page, its text is all."""
        return self.link(text, target) if WEB.match(target) and text.strip() else text

    @abstractmethod
    def text(self, text: str) -> str: ...

    @abstractmethod
    def code(self, text: str, *, in_table: bool = False) -> str: ...

    @abstractmethod
    def strong(self, inside: str) -> str: ...

    @abstractmethod
    def emphasis(self, inside: str) -> str: ...

    @abstractmethod
    def link(self, inside: str, target: str) -> str: ...

    @abstractmethod
    def paragraph(self, inside: str) -> list[str]: ...

    @abstractmethod
    def items(self, items: list[list[str]], *, is_numbered: bool) -> list[str]: ...

    @abstractmethod
    def block_of_code(self, lines: list[str]) -> list[str]: ...

    @abstractmethod
    def quotation(self, inside: list[str]) -> list[str]: ...

    @abstractmethod
    def table(self, rows: list[list[str]]) -> list[str]: ...


class MarkdownWriter(Writer):
    """CommonMark with GitHub's tables."""

    def text(self, text: str) -> str:
        return markdown_text(text)

    def code(self, text: str, *, in_table: bool = False) -> str:
        return cell_code(text) if in_table else markdown_code(text)

    def strong(self, inside: str) -> str:
        return wrapped_in("**", inside)

    def emphasis(self, inside: str) -> str:
        return wrapped_in("*", inside)

    def link(self, inside: str, target: str) -> str:
        return f"[{inside}]({url(target)})"

    def paragraph(self, inside: str) -> list[str]:
        line = BLOCK_START.sub(r"\1\\\2", inside.strip())
        return [line] if line else []

    def items(self, items: list[list[str]], *, is_numbered: bool) -> list[str]:
        found: list[str] = []
        for number, item in enumerate(items, 1):
            mark = f"{number}. " if is_numbered else "- "
            first, *rest = item or [""]
            found += [(mark + first).rstrip(), *((" " * len(mark) + each).rstrip() for each in rest)]
        return found

    def block_of_code(self, lines: list[str]) -> list[str]:
        return code_block(lines, "").split("\n")

    def quotation(self, inside: list[str]) -> list[str]:
        return [f"> {each}".rstrip() for each in inside]

    def table(self, rows: list[list[str]]) -> list[str]:
        head, *rest = ["| " + " | ".join(row) + " |" for row in rows]
        return [head, "|" + "---|" * len(rows[0]), *rest]

    def markdown(self, text: str) -> Markdown:
        return Markdown("\n".join(self.lines(text)))


class HtmlWriter(Writer):
    """HTML without scripts, styles or requests."""

    def text(self, text: str) -> str:
        return html_text(text)

    def code(self, text: str, *, in_table: bool = False) -> str:  # noqa: ARG002 - a cell is no other place in HTML
        return f"<code>{html_text(text)}</code>"

    def strong(self, inside: str) -> str:
        return f"<strong>{inside}</strong>"

    def emphasis(self, inside: str) -> str:
        return f"<em>{inside}</em>"

    def link(self, inside: str, target: str) -> str:
        return f'<a href="{html_text(url(target))}" rel="nofollow noopener">{inside}</a>'

    def paragraph(self, inside: str) -> list[str]:
        return [f"<p>{inside.strip()}</p>"] if inside.strip() else []

    def items(self, items: list[list[str]], *, is_numbered: bool) -> list[str]:
        tag = "ol" if is_numbered else "ul"
        return [f"<{tag}>", *(f"<li>{''.join(item)}</li>" for item in items), f"</{tag}>"]

    def block_of_code(self, lines: list[str]) -> list[str]:
        inside = "&#10;".join(map(html_text, lines))
        return [f"<pre><code>{inside}</code></pre>"]

    def quotation(self, inside: list[str]) -> list[str]:
        return ["<blockquote>", *inside, "</blockquote>"]

    def table(self, rows: list[list[str]]) -> list[str]:
        head, *rest = rows
        first = "<tr>" + "".join(f"<th>{each}</th>" for each in head) + "</tr>"
        others = ["<tr>" + "".join(f"<td>{each}</td>" for each in row) + "</tr>" for row in rest]
        return [f"<table><thead>{first}</thead><tbody>{''.join(others)}</tbody></table>"]

    def html(self, text: str) -> Html:
        return Html("".join(self.lines(text)))


def wrapped_in(mark: str, inside: str) -> str:
    """Emphasis holds only around text without space at its ends (CommonMark 6.2)."""
    return f"{mark}{inside}{mark}" if inside and inside == inside.strip() else inside
