"""The page "How readable is this site?": the measures of every page, taken from what a reader gets."""

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

from plainwords import build, prose
from plainwords.readability import Measure, measure

KEY = "readability"


def on_config(config: MkDocsConfig) -> None:
    """Begin with no measures."""
    config.extra[KEY] = {}


@event_priority(50)  # before the build adds its lists, which nobody has written
def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Measure the page."""
    made = build.of(config)
    if page.file.src_uri in made.content.heads:
        config.extra[KEY][page.file.src_uri] = measure(prose.blocks(html), made.matcher)


@event_priority(-60)  # before the sources
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> None:
    """List the measures on the page that asks for them."""
    made = build.of(config)
    head = made.content.heads.get(page.file.src_uri)
    if head is None or head.list != "readability":
        return
    measures: dict[str, Measure] = config.extra[KEY]
    rows = sorted(
        ((made.page_link(uri, page), found) for uri, found in measures.items()), key=lambda row: row[0].title.lower()
    )
    page.content = (page.content or "") + made.render("readability.html", rows=rows)
