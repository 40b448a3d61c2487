"""Prose of documents: CommonMark that stays prose."""

from __future__ import annotations

import html
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from sdkwright.targets.docs.prose import HtmlWriter, MarkdownWriter

from tests.hostile.strings import STRINGS

# What sites and renderers run, beside markup: Jinja, attribute lists, snippets, admonitions, tabs, raw HTML.
HOSTILE = (
    *STRINGS,
    "<script>alert(1)</script>",
    "<img src=https://evil.test/x onerror=alert(1)>",
    "<details><summary>x",
    "</div></details></li>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x]( data:text/html,<script>1</script> )",
    "[x](//evil.test)",
    "[x](../../etc/passwd)",
    "![x](https://evil.test/pixel.png)",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    '<https://evil.test/"onmouseover=alert(1)>',
    "[x]: javascript:alert(1)\n\n[x]",
    "# heading {: onclick=alert(1) }",
    "text {: .x onclick=alert(1) }",
    '--8<-- "/etc/passwd"',
    ";--8<--\n/etc/passwd\n--8<--",
    "{{ config.items() }} {% include '/etc/passwd' %}",
    '=== "Tab"\n\n    text',
    '!!! note "x"\n    text',
    "/// tab | x\ntext\n///",
    "```\n</code></pre><script>1</script>\n```",
    "~~~~ {.python onclick=1}\nx\n~~~~",
    "| a | b |\n|---|---|\n| `x|y` | <b> |",
    "- a\n- b\n    - c\n\n1. d",
    "> quote\n# x",
    "a  \nb\\\nc",
    "\x02wzxhzdk:0\x03",
    "[^1]: note\n\n[^1]",
    "*[HTML]: Hyper",
    "$$x$$ \\(y\\)",
    ":smile: ==mark== ^^ins^^ ~~del~~ H~2~O",
    "***a** b*",
    "a" * 3000,
)
GFM = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


VOID = ("br", "hr", "img")


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open and self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


ALLOWED = {
    "p",
    "strong",
    "em",
    "code",
    "pre",
    "ul",
    "ol",
    "li",
    "blockquote",
    "a",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}


def tags_of(markup: str) -> Tags:
    parser = Tags()
    parser.feed(markup)
    parser.close()
    assert parser.open == []
    return parser


@pytest.mark.parametrize("text", HOSTILE)
def test_html_holds_nothing_but_prose(text: str) -> None:
    markup = HtmlWriter().html(text)
    for tag, attributes in tags_of(markup).found:
        assert tag in ALLOWED
        assert attributes.keys() <= {"href", "rel"}
        assert (attributes.get("href") or "https://").lower().startswith(("http://", "https://", "mailto:"))
    assert "{" not in markup and "}" not in markup
    assert "\x02" not in markup


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_holds_nothing_but_prose(text: str) -> None:
    written = MarkdownWriter().markdown(text)
    for tag, attributes in tags_of(GFM.render(written)).found:
        assert tag in ALLOWED | {"s"}
        assert attributes.keys() <= {"href", "style", "class"}
        assert (attributes.get("href") or "https://").lower().startswith(("http://", "https://", "mailto:"))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_template_of_a_site_is_left_in_markdown(text: str) -> None:
    outside = "".join(part for index, part in enumerate(MarkdownWriter().markdown(text).split("`")) if index % 2 == 0)
    for mark in ("{{", "{%", "{#", "{:", "--8<--", "<script", "<img"):
        assert mark not in outside


@pytest.mark.parametrize("text", [each for each in HOSTILE if "`" not in each and "\n" not in each])
def test_a_line_reads_as_it_was_written(text: str) -> None:
    """What is no markup is not lost."""
    shown = "".join(tags_of(HtmlWriter().html(text)).text)
    plain = "".join(
        tags_of(MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).render(text)).text
    )
    letters = [each for each in html.unescape(plain) if each.isalnum()]
    assert [each for each in shown if each.isalnum()] == letters or "![" in text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("One. Two `x_y` (three).", "One. Two `x_y` (three)."),
        ("a\nb", "a b"),
        ("# Head\n\ntext", "**Head**\n\ntext"),
        ("* one\n* two\n  * three", "- one\n- two\n\n  - three"),
        ("3. a\n4. b", "1. a\n2. b"),
        ("see [docs](https://x.test/a_b)", "see [docs](https://x.test/a_b)"),
        ("see [docs](/a)", "see docs"),
        ("![logo](https://x.test/l.png)", "[logo](https://x.test/l.png)"),
        ("a_b_c <b>x</b> 1*2", "a\\_b\\_c &lt;b&gt;x&lt;/b&gt; 1\\*2"),
        ("```json\n{}\n```", "```\n{}\n```"),
        ("| a | b |\n|---|---|\n| 1 | `x` |", "| a | b |\n|---|---|\n| 1 | `x` |"),
        ("+ not a list", "- not a list"),
        ("2024. A year", "1. A year"),
        ("  ", ""),
    ],
)
def test_markup_is_written_anew(text: str, markdown: str) -> None:
    assert MarkdownWriter().markdown(text) == markdown


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("One `x`.", "<p>One <code>x</code>.</p>"),
        ("a & b <c>", "<p>a &amp; b &lt;c&gt;</p>"),
        ("[x](https://x.test)", '<p><a href="https://x.test" rel="nofollow noopener">x</a></p>'),
        ("- a", "<ul><li><p>a</p></li></ul>"),
        ("```\na\nb{c}\n```", "<pre><code>a&#10;b&#123;c&#125;</code></pre>"),
    ],
)
def test_html_of_prose(text: str, markup: str) -> None:
    assert HtmlWriter().html(text) == markup
