"""The web site of the reference: what is built of it."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from tests.docs.building import HAS_ZENSICAL, build, write
from tests.docs.links import References, dead_links, is_web, resolved
from tests.docs.support import pages_of
from tests.docs.test_prose import ALLOWED, GFM, HOSTILE

ROOT = Path(__file__).parents[2]
PROJECT = ROOT / "generated" / "docs-site"
LARGEST = 300_000
needs_zensical = pytest.mark.skipif(not HAS_ZENSICAL, reason="zensical is not installed (extra `site`)")


def read(site: Path) -> dict[str, References]:
    found: dict[str, References] = {}
    for path in sorted(site.rglob("*.html")):
        references = References()
        references.feed(path.read_text(encoding="utf-8"))
        found[path.relative_to(site).as_posix()] = references
    return found


def dead(pages: dict[str, References], site: Path) -> list[str]:
    """Links and files that lead nowhere; an anchor must be there too."""
    wrong: list[str] = []
    for page, references in pages.items():
        for target in (*references.links, *references.loads):
            path, _, anchor = target.partition("#")
            if is_web(target) or page == "404.html":
                continue
            found = resolved(page, path) if path else page
            if not (site / found).is_file() or (anchor and found in pages and anchor not in pages[found].ids):
                wrong.append(f"{page} -> {target}")
    return wrong


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "project"
    shutil.copytree(PROJECT, folder, ignore=shutil.ignore_patterns("site", ".cache"))
    return build(folder)


@needs_zensical
class TestChat:
    def test_no_link_leads_nowhere(self, site: Path) -> None:
        pages = read(site)
        assert len(pages) > 8
        assert dead(pages, site) == []

    def test_nothing_is_loaded_from_other_hosts(self, site: Path) -> None:
        assert [each for page in read(site).values() for each in page.loads if "//" in each or ":" in each] == []

    def test_pages_are_light(self, site: Path) -> None:
        assert {path.name: size for path in site.rglob("*.html") if (size := path.stat().st_size) > LARGEST} == {}

    def test_each_method_has_its_flavours(self, site: Path) -> None:
        page = (site / "beta/chat/set_title.html").read_text(encoding="utf-8")
        for label in ("Python", "HTTP", "CLI"):
            assert f">{label}</label>" in page
        for text in ("first_message</b>: str", "first_message</b>: string", "--first-message</b>: string"):
            assert text in page
        assert 'class="highlight"' in page

    def test_methods_are_searched_once(self, site: Path) -> None:
        items = json.loads((site / "search.json").read_text(encoding="utf-8"))["items"]
        assert [each["location"] for each in items if each["title"] == "Generate Session Title"] == [
            "beta/chat/set_title.html"
        ]
        (text,) = (each["text"] for each in items if each["location"] == "beta/chat/set_title.html")
        assert text.count("The first message of the user in the session.") == 1


# --- hostile text --------------------------------------------------------------------------------------------------

TEXTS = [each for each in HOSTILE if "\x00" not in each]
PAYLOAD = "\n\n".join(TEXTS)
LINE = "<img src=x onerror=INJ()> {{ INJ }} {% INJ %} {: onclick=INJ } </code></li></div></title></head><script>INJ()</script> `INJ` ]]> [x](javascript:INJ)"
PATH = "/things/<b>INJ"


def hostile_document() -> str:
    schema = {
        "type": "object",
        "title": LINE,
        "description": PAYLOAD,
        "properties": {
            LINE: {"type": "string", "description": PAYLOAD, "default": LINE, "pattern": LINE},
            "kind": {"enum": [LINE, PAYLOAD], "description": PAYLOAD},
            "inner": {"type": "object", "properties": {"b" + LINE: {"type": "string", "example": LINE}}},
        },
    }
    operation = {
        "operationId": "run",
        "summary": LINE,
        "description": PAYLOAD,
        "parameters": [{"name": LINE, "in": "query", "description": PAYLOAD, "schema": {"type": "string"}}],
        "requestBody": {"content": {"application/json": {"schema": schema, "example": {LINE: PAYLOAD}}}},
        "responses": {
            "200": {"description": PAYLOAD, "content": {"application/json": {"schema": schema}}},
            "404": {"description": PAYLOAD, "content": {"application/json": {"schema": schema}}},
        },
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": LINE, "version": LINE, "description": PAYLOAD},
        "servers": [{"url": "https://acme.test"}],
        "paths": {
            PATH: {
                "post": operation,
                "get": {**operation, "operationId": "two"},
            }
        },
    }
    return json.dumps(document)


@needs_zensical
def test_resources_may_be_called_like_folders_of_a_site(tmp_path: Path) -> None:
    """Sites leave a folder `templates` out, and have `assets` of their own."""
    names = ("templates", "assets", "search", "readme", "types", "index", "docs")
    paths = ", ".join(
        f"/{each}/{inner}: {{get: {{responses: {{'200': {{description: ok}}}}}}}}" for each in names for inner in names
    )
    pages = pages_of(f"paths: {{{paths}}}", tmp_path, target="docs-site")
    site = build(write(pages, tmp_path / "project"))
    found = read(site)
    assert dead(found, site) == []
    assert len([path for path in pages if path.endswith(".md")]) == len(found) - 1


HARMLESS = "paths: {/a: {get: {operationId: a, responses: {'200': {description: ok}}}}}"


@needs_zensical
def test_hostile_text_stays_text(tmp_path: Path) -> None:
    (tmp_path / "spec").mkdir()
    config = json.dumps(
        {"organization": {"name": LINE}, "resources": {"things": {"methods": METHODS, "description": LINE}}}
    )
    pages = pages_of(hostile_document(), tmp_path / "spec", config, target="docs-site")
    assert len(pages) > 4
    site = build(write(pages, tmp_path))
    found = read(site)
    (tmp_path / "plain").mkdir()
    harmless = write(pages_of(HARMLESS, tmp_path / "plain", target="docs-site"), tmp_path / "plain" / "site-project")
    usual = read(build(harmless))
    known = EXPECTED.union(*(page.tags for page in usual.values()))
    for path, page in found.items():
        assert page.tags <= known, path
        assert not [name for name in page.attributes if name.startswith("on")], path
        assert page.scripts == usual[path if path in usual else "index.html"].scripts, path
        for target in (*page.links, *page.loads):
            assert not target.lower().startswith(("javascript:", "data:", "vbscript:", "//")), path
    assert dead(found, site) == []


METHODS = {"run": f"post {PATH}", "two": f"get {PATH}"}
EXPECTED = {
    "b", "blockquote", "code", "details", "em", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "pre", "strong", "summary",
    "table", "tbody", "td", "th", "thead", "tr", "ul", "a", "div", "span", "nav", "label", "input", "button", "br",
}  # fmt: skip


def test_hostile_text_stays_text_in_markdown(tmp_path: Path) -> None:
    pages = pages_of(hostile_document(), tmp_path, target="docs")
    assert len(pages) > 9
    for path, text in pages.items():
        references = References()
        references.feed(GFM.render(text))
        assert references.tags <= ALLOWED | {"h1", "h2", "h3", "h4", "h5", "h6", "s"}, path
        assert references.attributes <= {"href", "class", "style"}, path
        assert not [each for each in references.links if each.lower().startswith(("javascript:", "data:"))], path
    assert dead_links(pages) == []


def test_settings_are_read_back(tmp_path: Path) -> None:
    """Titles of the document are values of the settings and nothing more."""
    settings = tomllib.loads(pages_of(hostile_document(), tmp_path, target="docs-site")["zensical.toml"])
    assert settings["project"]["theme"]["font"] is False
    assert set(settings["project"]["markdown_extensions"]) == {"pymdownx", "tables"}
    assert settings["project"]["nav"][0] == {"Overview": "index.md"}
    assert [list(each) for each in settings["project"]["nav"]] == [["Overview"], ["Things"], ["Types"]]
