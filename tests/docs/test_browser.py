"""The web site in a real browser: search, flavours, folded types, links, phones, dark mode."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.docs.browser import Browser, program, running
from tests.docs.building import HAS_ZENSICAL, build, served

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PROJECT = ROOT / "generated" / "docs-site"
SCREENSHOTS = ROOT / ".screenshots"
pytestmark = [
    pytest.mark.skipif(not HAS_ZENSICAL, reason="zensical is not installed (extra `site`)"),
    pytest.mark.skipif(program() is None, reason="there is no chromium (Debian: apt-get install chromium)"),
    pytest.mark.xdist_group("browser"),
]
FLAVOUR = """(() => {
  const set = document.querySelector('.tabbed-set');
  const inputs = [...set.querySelectorAll(':scope > input')];
  const labels = [...set.querySelectorAll(':scope > .tabbed-labels > label')];
  return labels[inputs.findIndex((each) => each.checked)].textContent.trim();
})()"""
SHOWN = "[...document.querySelectorAll('.tabbed-block')].filter((each) => each.offsetParent).length"
DIALOG = "([...document.querySelectorAll('*')].find((each) => each.shadowRoot) || {}).shadowRoot"
WIDE = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("browser") / "project"
    shutil.copytree(PROJECT, folder, ignore=shutil.ignore_patterns("site", ".cache"))
    with served(build(folder)) as url:
        yield url


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory, site: str) -> Iterator[Browser]:
    with running(tmp_path_factory.mktemp("profile")) as found:
        found.size(1400, 1000)
        found.prefer("light")
        yield found
        foreign = [each for each in found.requests if not each.startswith((f"{site}/", "data:", "about:", "blob:"))]
        assert foreign == []
        assert found.problems == []


def label(flavour: str) -> str:
    """The label of a flavour, for a click."""
    return f".tabbed-labels > label:nth-child({('Python', 'HTTP', 'CLI').index(flavour) + 1})"


def test_a_flavour_stays_chosen_from_page_to_page(browser: Browser, site: str) -> None:
    browser.open(f"{site}/beta/chat/set_title.html")
    assert browser.evaluate(FLAVOUR) == "Python"
    browser.screenshot(SCREENSHOTS / "light.png")
    browser.click(label("HTTP"))
    browser.until(f"{FLAVOUR} === 'HTTP'")
    assert "curl https://" in browser.evaluate("document.querySelector('.tabbed-block:nth-child(2)').innerText")
    browser.click("nav a[href$='create.html']")
    browser.loaded("create.html")
    browser.until(f"{FLAVOUR} === 'HTTP'")
    browser.click(label("CLI"))
    browser.click("nav a[href$='stream.html']")
    browser.loaded("stream.html")
    browser.until(f"{FLAVOUR} === 'CLI'")
    assert browser.evaluate(SHOWN) == 1


def test_a_method_is_found(browser: Browser, site: str) -> None:
    """The dialog of the search lives in a tree of its own."""
    browser.open(f"{site}/index.html")
    browser.click("button.md-search__button")
    browser.until(f"{DIALOG} && {DIALOG}.activeElement")
    browser.type("generate title")
    browser.until(f"{DIALOG}.querySelector('a')")
    browser.screenshot(SCREENSHOTS / "search.png")
    assert "set_title.html" in browser.evaluate(f"{DIALOG}.querySelector('a').href")
    browser.evaluate(f"{DIALOG}.querySelector('a').click()")
    browser.loaded("set_title.html")
    browser.until("document.querySelector('h1').innerText === 'Generate Session Title'")


def test_types_unfold(browser: Browser, site: str) -> None:
    browser.open(f"{site}/beta/chat/retrieve.html")
    browser.click(label("Python"))
    inner = ".tabbed-block:nth-child(1) details details:not([open])"
    before = browser.evaluate(f"document.querySelectorAll({inner!r}).length")
    assert before > 1
    browser.click(f"{inner} > summary")
    browser.until(f"document.querySelectorAll({inner!r}).length < {before}")
    browser.screenshot(SCREENSHOTS / "unfolded.png")
    browser.evaluate("[...document.querySelectorAll('.fold-all')].filter((e) => e.offsetParent)[0].click()")
    browser.until(f"document.querySelectorAll({inner!r}).length === 0")
    assert (
        browser.evaluate("[...document.querySelectorAll('.fold-all')].filter((e) => e.offsetParent)[0].innerText")
        == "Collapse all"
    )


def test_links_are_followed(browser: Browser, site: str) -> None:
    browser.open(f"{site}/index.html")
    browser.click("article a[href$='chat/list.html']")
    browser.loaded("beta/chat/list.html")
    assert browser.evaluate("document.querySelector('h1').innerText") == "List Sessions"


def test_code_can_be_copied(browser: Browser, site: str) -> None:
    browser.open(f"{site}/beta/chat/create.html")
    assert browser.until("document.querySelectorAll('.highlight button').length") >= 2


def test_dark_mode(browser: Browser, site: str) -> None:
    browser.open(f"{site}/beta/chat/set_title.html")
    assert browser.evaluate("document.body.dataset.mdColorScheme") == "default"
    browser.click("form[data-md-component=palette] label:not([hidden])")
    browser.until("document.body.dataset.mdColorScheme === 'slate'")
    browser.screenshot(SCREENSHOTS / "dark.png")
    browser.click("form[data-md-component=palette] label:not([hidden])")
    browser.until("document.body.dataset.mdColorScheme === 'default'")


def test_a_phone_shows_all_of_it(browser: Browser, site: str) -> None:
    browser.size(390, 844, phone=True)
    for page in ("index.html", "beta/chat/index.html", "beta/chat/set_title.html", "beta/chat/retrieve.html"):
        browser.open(f"{site}/{page}")
        assert browser.evaluate(WIDE), page
    browser.screenshot(SCREENSHOTS / "phone.png")
    browser.size(1400, 1000)
