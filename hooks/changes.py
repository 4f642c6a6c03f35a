"""What has changed: the page that lists it, and the feed that tells of it."""

from typing import Any
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url

from plainwords import build
from plainwords.build import Build
from plainwords.render import PageLink

LIST = "changes"
FEED = "feed.xml"


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Announce the feed; it is written when all pages have titles. A copy on a memory stick (offline.yml) has none."""
    if build.of(config).content.changes and not config.extra.get("stick"):
        files.append(File.generated(config, FEED, content=""))


@event_priority(-60)  # before the sources
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> None:
    """List the changes on the page that asks for them."""
    made = build.of(config)
    head = made.content.heads.get(page.file.src_uri)
    if head is not None and head.list == LIST:
        entries = [(change, [made.page_link(uri, page) for uri in change.pages]) for change in made.content.changes]
        feed = "" if config.extra.get("stick") else normalize_url(FEED, page)
        page.content = (page.content or "") + made.render("changes.html", changes=entries, feed=feed)


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Write the feed, now that all pages have been read."""
    made = build.of(config)
    feed = files.get_file_from_path(FEED)
    if feed is not None and made.content.changes:
        feed.content_string = _feed(made, config, files)


def _feed(made: Build, config: MkDocsConfig, files: Files) -> str:
    site = str(config.site_url)
    home = next((uri for uri, head in made.content.heads.items() if head.list == LIST), "index.md")
    return made.render(
        FEED,
        name=config.site_name,
        url=site,
        home=urljoin(site, files.src_uris[home].url),
        language=made.render.words["lang"],
        rights=config.copyright or "",
        changes=[
            (change, [PageLink(made.title(uri), urljoin(site, files.src_uris[uri].url)) for uri in change.pages])
            for change in made.content.changes
        ],
    )
