"""Where each page's statements come from and how old they are: sources, dates and review status at its end."""

from datetime import date
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

from plainwords import build
from plainwords.provenance import next_review


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Date the page by its review: the sitemap must not change with the day of the build."""
    reviewed = page.meta.get("reviewed")
    if isinstance(reviewed, date):
        page.update_date = reviewed.isoformat()


@event_priority(-100)  # after the glossary's words, which come first on the page
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> None:
    """End the page with its sources, dates and review status."""
    made = build.of(config)
    term = made.term_of(page)
    about = term or made.content.heads.get(page.file.src_uri)
    if about is None:
        return
    page.content = (page.content or "") + made.render(
        "provenance.html",
        sources=[made.content.sources[key] for key in about.sources],
        reviewed=about.reviewed,
        next_review=next_review(about.reviewed, term.category if term else page.file.src_uri),
        review=getattr(about, "clinical_review", None),
    )
