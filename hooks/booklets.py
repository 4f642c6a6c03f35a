"""The page that leads to the booklets, which are made together with the handouts."""

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url

from plainwords import build

KEY = LIST = "booklets"


@event_priority(-60)  # before the sources
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> None:
    """List the booklets on the page that asks for them."""
    made = build.of(config)
    head = made.content.heads.get(page.file.src_uri)
    if head and head.list == LIST:
        found = [
            (booklet, [(handout, normalize_url(handout.place, page)) for handout in handouts])
            for booklet, handouts in config.extra[KEY]
        ]
        page.content = (page.content or "") + made.render("booklets.html", booklets=found)
