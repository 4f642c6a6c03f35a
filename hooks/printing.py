"""What a page shows on paper alone: its address and a code to scan, and the addresses behind some of its links."""

from typing import Any
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from plainwords import build, qr
from plainwords.addresses import AddressExtension, breakable, place

KEY = "addresses"


def on_config(config: MkDocsConfig) -> None:
    """Add the addresses to Markdown."""
    made = build.of(config)
    sources = {source.url for source in made.content.sources.values() if source.url}
    config.extra[KEY] = AddressExtension(made.render.words["paper"]["read_next"], str(config.site_url), sources)
    extensions: list[Any] = config.markdown_extensions
    extensions.append(config.extra[KEY])


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Say which page comes next."""
    config.extra[KEY].page = page.file.src_uri


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Give the page's head its address, which is that on the internet in a copy on a memory stick, too."""
    address = urljoin(str(config.site_url), place(page.file.src_uri))
    context["address"] = breakable(address)
    context["qr"] = qr.svg(address)
