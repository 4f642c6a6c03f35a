"""Questions that a reader can tick and take along: their boxes, and all of them by id for the page "My questions"."""

from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from plainwords import build
from plainwords.problems import ContentError
from plainwords.questions import QuestionExtension, by_id, script

KEY = "questions"
SCRIPT = "assets/questions.js"


def on_config(config: MkDocsConfig) -> None:
    """Add the boxes to Markdown."""
    render = build.of(config).render
    config.extra[KEY] = QuestionExtension(render.words["list"]["heading"], render("my-questions.html"))
    extensions: list[Any] = config.markdown_extensions
    extensions.append(config.extra[KEY])


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Say which page comes next."""
    config.extra[KEY].page = page.file.src_uri


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Write all questions, now that all pages have been read."""
    try:
        known = by_id(config.extra[KEY].questions, Path(config.docs_dir)).values()
    except ContentError as error:
        raise PluginError(str(error)) from None
    pages = {
        page.file.src_uri: (str(page.title), page.url) for file in files.documentation_pages() if (page := file.page)
    }
    files.append(File.generated(config, SCRIPT, content=script(known, pages)))
