"""The site's own search: one file of what can be found, which a browser asks for when a reader opens the search."""

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from plainwords import build
from plainwords.search import SearchExtension, SearchPage, script

KEY = "search_pages"
EXTENSION = "search_extension"
DATA = "assets/search-data.js"


def on_config(config: MkDocsConfig) -> None:
    """Have the text of pages gathered."""
    config.extra[KEY] = {}
    config.extra[EXTENSION] = SearchExtension()
    extensions: list[Any] = config.markdown_extensions
    extensions.append(config.extra[EXTENSION])


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Leave out the pages of terms: a term is found by its names and its short text."""
    config.extra[EXTENSION].active = build.of(config).term_of(page) is None


def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Keep what was gathered."""
    gatherer = config.extra[EXTENSION].gatherer
    if gatherer:
        about = page.meta.get("description", ""), tuple(page.meta.get("questions", ()))
        config.extra[KEY][page.file.src_uri] = SearchPage(page.url, str(page.title), *about, gatherer.sections)


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Write the file, now that all pages have been read."""
    made = build.of(config)
    terms = [(made.files[id].url, term) for id, term in made.content.terms.items()]
    common: str = made.render.words["search"]["common"]
    pages = [page for _, page in sorted(config.extra[KEY].items())]
    files.append(File.generated(config, DATA, content=script(terms, pages, common.split())))
