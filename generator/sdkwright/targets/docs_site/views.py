"""What the templates of the site see."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sdkwright.lower.emit import Markdown, Toml
    from sdkwright.targets.docs.prose import Html


class TabView(NamedTuple):
    """One flavour of a page."""

    title: Markdown
    body: Markdown


class MethodView(NamedTuple):
    """`intro` stands before the tabs, `response` behind them."""

    intro: Html
    tabs: tuple[TabView, ...]
    response: Markdown | None


class SitePageView(NamedTuple):
    """`is_wide`: it has no headings below its own, so that the room for a list of them is its own too."""

    is_wide: bool
    heading: Markdown
    blocks: tuple[Markdown | Html, ...]


class ProjectView(NamedTuple):
    name: Toml
    description: Toml
    nav: tuple[Toml, ...]
