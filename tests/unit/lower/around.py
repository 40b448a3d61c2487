"""A document and a config with a text in every slot that reaches the files around the package; and what Markdown
makes of a file."""

from __future__ import annotations

import itertools
import json
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.functional.support import Generation, run_pipeline

HOSTILE = (
    'plain "quoted" text',
    "two\nlines\r\nand\rthree",
    "```\nINJ = 1\n```\n# heading\n",
    "~~~python\nimport os\n",
    "text\n\n```python\nINJ = 1",
    '"""\nINJ = 1\n"""',
    "'''\\",
    "<script>alert(1)</script>",
    "<!-- a comment",
    "-->]]><img src=x onerror=alert(1)>",
    "[click](javascript:alert(1)) ![x](data:text/html,y)",
    "[a]: javascript:alert(1)\n\n[a]",
    "<javascript:alert(1)>",
    "# heading\n## another\nsetext\n===\n",
    "| a | b |\n|---|---|\n| c | d |",
    "- item\n- item\n\n1. one\n\n    indented code",
    '"]\n[tool.evil]\nx = "',
    "''' \"\"\" \\u0041 \\ ${x} $(touch x) `touch x` ; x",
    "{{ 7 * 7 }}{% for x in y %}{# z #}",
    "nul \x00 bell \x07 escape \x1b[31m",
    "\u202eright to left \u2028 separator \x85 next",
    "*emphasis* **strong** _under_ __dunder__ ~~strike~~ `code` ``",
    "\\",
    "a|b\\|c",
    '</code></a><a href="javascript:x">',
)


def document(text: str, *, method: str = "get") -> str:
    """An API of two methods whose prose is `text` throughout."""
    thing: dict[str, Any] = {
        "type": "object",
        "description": text,
        "required": ["id", "kind"],
        "properties": {
            "id": {"type": "string", "description": text, "example": text},
            "kind": {"type": "string", "enum": ["a", text]},
            "note": {"type": ["string", "null"], "description": text, "default": text},
            "inner": {"type": "object", "properties": {"fooBar": {"type": "string", "example": text}}},
        },
    }
    answer = {"description": text, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}
    body = {"required": True, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}
    parameter = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}, "description": text}
    whole = {
        "openapi": "3.1.0",
        "info": {"title": text, "version": text, "description": text, "summary": text},
        "servers": [{"url": "https://acme.test/v1", "description": text}],
        "paths": {
            "/things": {
                "post": {"summary": text, "description": text, "requestBody": body, "responses": {"200": answer}}
            },
            "/things/{id}": {"parameters": [{**parameter, "example": text}], method: {"responses": {"200": answer}}},
        },
        "components": {"schemas": {"Thing": thing}},
    }
    return yaml.safe_dump(whole, sort_keys=False)


def config(**changes: Any) -> str:
    whole: dict[str, Any] = {
        "resources": {"things": {"methods": {"create": "post /things", "retrieve": "get /things/{id}"}}},
        **changes,
    }
    return json.dumps(whole)


def files(spec: str, settings: str) -> dict[str, str]:
    """The files outside `src/` and `tests/`."""
    generation: Generation = run_pipeline(spec, settings)
    assert generation.files, [f"{each.code} {each.message}" for each in generation.diagnostics]
    return {
        path: content.decode() for path, content in generation.files.items() if not path.startswith(("src/", "tests/"))
    }


# --- Markdown ------------------------------------------------------------------------------------------------------


def tokens(text: str) -> list[Token]:
    """All tokens, those inside of lines too, of GitHub's dialect as far as it has a structure."""
    found: list[Token] = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        found += [token, *(token.children or [])]
    return found


def headings(text: str) -> list[str]:
    parsed = MarkdownIt("commonmark").parse(text)
    pairs = itertools.pairwise(parsed)
    return [f"{token.tag} {inside.content}" for token, inside in pairs if token.type == "heading_open"]


def blocks(text: str, language: str) -> list[str]:
    return [each.content for each in tokens(text) if each.type == "fence" and each.info == language]


def links(text: str) -> list[str]:
    return [str(each.attrs["href"]) for each in tokens(text) if each.type == "link_open"]


def raw_html(text: str) -> list[str]:
    return [each.content for each in tokens(text) if each.type in ("html_inline", "html_block")]
