"""The MkDocs plugin `plainwords`: any site gets the glossary with one line in its mkdocs.yml."""

from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from plainwords import build, content
from plainwords.build import Build
from plainwords.linker import ONCE
from plainwords.markdown_text import term_text
from plainwords.problems import ContentError
from plainwords.render import Renderer, languages

EXTENSION = "plainwords.linker"
STYLE, SCRIPT = "assets/plainwords.css", "assets/plainwords.js"


class PlainWordsConfig(Config):  # type: ignore[no-untyped-call] # MkDocs has no type for it
    """The options of the plugin; all of them may be left out."""

    glossary = config_options.Type(str, default="glossary")
    """The folder of the term files, seen from mkdocs.yml. It may lie among the pages or beside them."""

    address = config_options.Type(str, default="glossary")
    """Where the term pages and the A to Z list are on the site; for a folder among the pages, that is its place."""

    once = config_options.Choice(ONCE, default="section")
    """Link a term once per `section` (second-level heading), once per `page`, or `always`."""

    link = config_options.Type(bool, default=True)
    """Whether words become links; without them there are still term pages and the A to Z list."""

    popups = config_options.Type(bool, default=True)
    """Whether a click on a linked word shows what it means beside it; without, it leads to the word's page."""

    sources = config_options.Optional(config_options.Type(str))
    """The list of sources, seen from mkdocs.yml. With it, the sources of terms and the heads of pages are checked."""

    language = config_options.Choice(languages(), default="en")
    """The language of what the build itself writes, such as "Words on this page"."""


class PlainWordsPlugin(BasePlugin[PlainWordsConfig]):  # type: ignore[no-untyped-call]
    """Links the words of the glossary, makes its pages, and ends each page with the words that stand on it."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check all content before MkDocs touches the old site."""
        root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        folder, docs = root / self.config.glossary, Path(config.docs_dir)
        address = folder.relative_to(docs).as_posix() if folder.is_relative_to(docs) else self.config.address.strip("/")
        if EXTENSION in config.markdown_extensions:
            raise PluginError(f"mkdocs.yml: remove '{EXTENSION}' from markdown_extensions; the plugin brings it along")
        try:
            read = content.load(folder, docs, root / self.config.sources if self.config.sources else None)
            made = Build(read, folder, address, Renderer(self.config.language), self.config.once, self.config.link)
            made.check_addresses(docs)
        except ContentError as error:
            raise PluginError(str(error)) from None
        config.extra[build.KEY] = made
        extensions: list[Any] = config.markdown_extensions
        extensions.append(made.linker)
        config.extra_css.append(STYLE)
        if self.config.popups:
            scripts: list[Any] = config.extra_javascript
            scripts.append(SCRIPT)
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the pages of the terms, the A to Z list, the style sheet and the script."""
        made = build.of(config)
        made.add_files(files, config)
        for asset in (STYLE, SCRIPT)[: 1 + self.config.popups]:
            files.append(File.generated(config, asset, content=made.render(asset.rpartition("/")[2])))
        return files

    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str | None:
        """Give MkDocs the text of a term; its keys are the build's business."""
        term = build.of(config).term_of(page)
        return term_text(term) if term else None

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Tell the linker which page comes next."""
        build.of(config).begin(page)

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Note which terms the page mentions."""
        return build.of(config).finish(html, page)

    @event_priority(-50)  # after the search plugin: what stands on every page is nothing to be found by
    def on_page_context(
        self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> None:
        """Add the words of the page and, on a term's page, where it is used: now all pages have been read."""
        made = build.of(config)
        page.content = (page.content or "") + made.words_on(page) + made.used_on(page)

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Build again when a term changes."""
        server.watch(str(build.of(config).folder))
        return server
