"""What other sites may show of this one, below `/embed/v1/`; each page that they may show leads to its oEmbed."""

from pathlib import Path
from typing import Any

import minify
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from plainwords import build, embed, embed_kit, embed_versions, embed_wordpress
from plainwords.build import Build
from plainwords.embed_site import Shown, Site
from plainwords.problems import ContentError
from plainwords.provenance import next_review

KEY, SITE, SOURCES = "embeds", "embed_site", "provenance"
"""On `config.extra`: the addresses of oEmbed by the places of the pages, the site that others embed, the sources."""

log = get_plugin_logger(KEY)


@event_priority(-50)  # when all parts of the content are known
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Make the files, now that all pages have been read; a copy on a memory stick has no partners."""
    made = build.of(config)
    site = config.extra[SITE] = _site(made, config)
    pages = [file.page for file in files.documentation_pages() if file.page and file.page.meta.get("embed") is True]
    uris = [*(page.file.src_uri for page in pages), *map(site.uri, site.terms.values())]
    config.extra[KEY] = {uri: site.at(site.oembed(uri)) for uri in uris}
    if config.extra.get("stick"):
        return
    shown = [_shown(page, made, config) for page in pages]
    try:
        found = embed.files(site, shown, minify.string)
    except ContentError as error:
        raise PluginError(str(error)) from None
    for place, text in found.items():
        files.append(File.generated(config, place, content=text))
    for place, pack in (embed_kit.files(site, found) | embed_wordpress.files(site, shown)).items():
        files.append(File.generated(config, place, content=pack))
    for notice in embed_versions.notices():
        log.info(notice)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Let those who are given the address of a page find how to show it."""
    context["oembed"] = config.extra[KEY].get(page.file.src_uri)


def _site(made: Build, config: MkDocsConfig) -> Site:
    return Site(
        str(config.site_name),
        str(config.site_url),
        made.render,
        made.content.terms,
        made.content.sources,
        made.address,
        next_review,
        made.content.changes,
    )


def _shown(page: Page, made: Build, config: MkDocsConfig) -> Shown:
    uri = page.file.src_uri
    head = made.content.heads[uri]
    return Shown(
        Path(config.docs_dir, uri),
        uri,
        head.title,
        head.description,
        page.content or "",
        head.reviewed,
        next_review(head.reviewed, uri),
        head.clinical_review,
        config.extra[SOURCES].sources_of(uri),
        [term for term, _ in made.mentions[uri]],
    )
