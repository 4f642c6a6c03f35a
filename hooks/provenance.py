"""Where each page's statements come from and how old they are: numbered notes, sources, dates and review status."""

from typing import Any
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

from plainwords import build, check
from plainwords.build import Build
from plainwords.pages import PageHead
from plainwords.provenance import Provenance, next_review
from plainwords.terms import Term

KEY, CODES = "provenance", "codes"


def on_config(config: MkDocsConfig) -> None:
    """Add the citations to Markdown."""
    made = build.of(config)
    config.extra[KEY] = Provenance(made.content, made.render)
    extensions: list[Any] = config.markdown_extensions
    extensions.append(config.extra[KEY].extension)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Date the page by its review: the sitemap must not change with the day of the build."""
    about = _about(page, build.of(config))
    if about:
        page.update_date = about.reviewed.isoformat()


def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Note what the page cites."""
    about = _about(page, build.of(config))
    if about:
        config.extra[KEY].finish(page.file.src_uri, about)


@event_priority(-100)  # after the glossary's words, which come first on the page
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> None:
    """End the page with its sources, dates and review status."""
    made, provenance = build.of(config), config.extra[KEY]
    about = _about(page, made)
    if about is None:
        return
    content = page.content or ""
    if isinstance(about, PageHead) and about.list == "sources":
        works = [(source, [made.page_link(uri, page) for uri in pages]) for source, pages in provenance.all_sources()]
        content += made.render("all-sources.html", works=works)
    due = next_review(about.reviewed, about.category if isinstance(about, Term) else page.file.src_uri)
    page.content = (
        made.render("overdue.html", due=due)
        + content
        + made.render(
            "provenance.html",
            sources=provenance.sources_of(page.file.src_uri),
            reviewed=about.reviewed,
            next_review=due,
            review=about.clinical_review if isinstance(about, PageHead) else None,
            code=config.extra[CODES].get(page.file.src_uri),
            check=made.page_link(check.PAGE, page).url,
            check_url=urljoin(str(config.site_url), check.ADDRESS),
        )
    )


def _about(page: Page, made: Build) -> Term | PageHead | None:
    return made.term_of(page) or made.content.heads.get(page.file.src_uri)
