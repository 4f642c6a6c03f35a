"""Each page that says `handout: true` as PDF, in every edition, linked from the page; and booklets of all of them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markdown.extensions.toc import slugify
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url

from plainwords import build, check
from plainwords.addresses import place
from plainwords.booklet import FOLDED, Booklet, Chapter
from plainwords.build import Build
from plainwords.handout import Article, Guide
from plainwords.handout_print import print_all
from plainwords.problems import ContentError
from plainwords.provenance import next_review

KEY, BOOKLETS, NAV, CODES = "handouts", "booklets", "handouts_nav", "codes"
WHOLE = "booklet"
"""The name of the booklet that holds the whole guide."""

CACHE = Path(".cache/handouts")
STEPS = 10
"""How often a long run says how far it is."""

log = get_plugin_logger("handouts")


def on_nav(nav: Navigation, config: MkDocsConfig, **_: Any) -> None:
    """Keep the order of the pages, for the booklets."""
    config.extra[NAV] = nav


@event_priority(-50)  # when all parts of the content are known
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Make the PDFs of all pages, now that all have been read, and put them on the site.

    Only a strict build is for readers: neither `mkdocs serve` nor `make codes` waits for paper.
    """
    made = build.of(config)
    config.extra[KEY], config.extra[BOOKLETS] = {}, []
    pages = [file.page for file in files.documentation_pages() if file.page and file.page.meta.get("handout") is True]
    if not config.strict or not pages:
        return
    guide = Guide(
        made.content.terms,
        made.content.sources,
        str(made.render.words["lang"]),
        str(config.site_name),
        str(config.site_url),
        f"{config.site_url}{check.ADDRESS}",
        Path(config.config_file_path).parent / CACHE,
    )
    articles = {page.file.src_uri: _article(page, made, config) for page in pages}
    booklets = _booklets(articles, made, config)
    try:
        found = print_all(guide, [*booklets, *articles.values()], _tell)
    except ContentError as error:
        raise PluginError(str(error)) from None
    for handouts in found.values():
        for handout in handouts:
            files.append(
                File(
                    handout.file.name,
                    str(handout.file.parent),
                    config.site_dir,
                    use_directory_urls=False,
                    dest_uri=handout.place,
                )
            )
    config.extra[KEY] = found
    config.extra[BOOKLETS] = [(booklet, found[booklet.place]) for booklet in booklets]


@event_priority(-150)  # below the sources
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Lead from a page to its PDFs."""
    if handouts := config.extra[KEY].get(_place(page)):
        links = [(handout, normalize_url(handout.place, page)) for handout in handouts]
        page.content = (page.content or "") + build.of(config).render("handouts.html", links=links)


def _booklets(articles: Mapping[str, Article], made: Build, config: MkDocsConfig) -> list[Booklet]:
    """The whole guide, and each chapter of it to be folded."""
    sections = [item for item in config.extra[NAV].items if isinstance(item, Section)]
    chapters = [chapter for section in sections if (chapter := _chapter(section, articles)).articles]
    words = made.render.words["booklet"]
    whole = Booklet(WHOLE, words["whole"], str(config.site_description), tuple(chapters))
    return [
        whole,
        *(Booklet(f"{WHOLE}-{slugify(it.title, '-')}", it.title, words["part_of"], (it,), FOLDED) for it in chapters),
    ]


def _chapter(section: Section, articles: Mapping[str, Article]) -> Chapter:
    """The pages of a section for paper. If all stand in a section within it, that one says what they are."""
    found: list[Article] = []
    inner = [_chapter(child, articles) for child in section.children if isinstance(child, Section)]
    for child in section.children:
        if isinstance(child, Page) and child.file.src_uri in articles:
            found.append(articles[child.file.src_uri])
    if not found and len(inner) == 1:
        return inner[0]
    return Chapter(str(section.title), (*found, *(article for chapter in inner for article in chapter.articles)))


def _tell(done: int, of: int) -> None:
    if done * STEPS // of != (done - 1) * STEPS // of:
        log.info("%d of %d pages and booklets are ready for paper", done, of)


def _article(page: Page, made: Build, config: MkDocsConfig) -> Article:
    uri = page.file.src_uri
    head, words = made.content.heads[uri], made.render.words
    review = head.clinical_review
    return Article(
        Path(config.docs_dir, uri),
        _place(page),
        f"{config.site_url}{place(uri)}",
        head.title,
        head.description,
        page.content or "",
        head.reviewed,
        next_review(head.reviewed, uri),
        words["reviewed_by"].format(name=review.name, role=review.role, day=made.render.day(review.date))
        if review
        else words["no_clinician"],
        config.extra[CODES][uri],
    )


def _place(page: Page) -> str:
    """Where its PDFs are, and what their names begin with; in a copy on a memory stick, too."""
    return place(page.file.src_uri).strip("/") or "index"
