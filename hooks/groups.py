"""For groups that show our pages on their sites: live examples, a form that makes the code, a site that is not ours."""

import re
from typing import Any

import minify
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from plainwords import build, groups
from plainwords.build import Build
from plainwords.embed_site import id_of
from plainwords.groups import Choice, Shop

KEY, SITE, SHOP = "embeds", "embed_site", "groups"
STICK = "stick"
LIST = "embeds"
LIVE = re.compile(r'<p data-live="([^"]*)"></p>')


@event_priority(-60)  # when what is shown is there
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Add the example of a site that is not ours; a copy on a memory stick has nothing to show there."""
    made, site = build.of(config), config.extra[SITE]
    marks = files.get_file_from_path(site.words) is not None
    config.extra[SHOP] = shop = Shop(site, _pages(made, config), marks=marks, stick=bool(config.extra.get(STICK)))
    if not shop.stick:
        for place, content in groups.example(shop, minify.string).items():
            files.append(File.generated(config, place, content=content))


@event_priority(-60)  # before the sources
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Let a page lead to its code, show what it wants to show, and make the code where that is asked for."""
    made, shop, uri = build.of(config), config.extra[SHOP], page.file.src_uri
    context["embed_id"] = id_of(uri) if uri in config.extra[KEY] and not shop.stick else None
    base = context["base_url"]

    def live(found: re.Match[str]) -> str:
        try:
            return groups.live(shop, found[1], base)
        except KeyError:
            cure = "write 'page/ID' or 'term/ID' as in frames' addresses, 'lookup', 'words', 'example' or 'plugin'"
            raise PluginError(f"{uri}: data-live names '{found[1]}', which cannot be shown; {cure}") from None

    page.content = LIVE.sub(live, page.content or "")
    head = made.content.heads.get(uri)
    if head is not None and head.list == LIST:
        page.content += groups.maker(shop, _sections(nav, shop), base)


def _pages(made: Build, config: MkDocsConfig) -> dict[str, Any]:
    """The heads of the pages that others may show, by their places."""
    return {uri: made.content.heads[uri] for uri in config.extra[KEY] if uri in made.content.heads}


def _sections(nav: Navigation, shop: Shop) -> list[tuple[str, list[Choice]]]:
    """The pages that others may show, by section, in the order of the menu; the home page, which few want, last."""
    found: dict[str, list[Choice]] = {}
    for page in sorted(nav.pages, key=lambda page: page.is_homepage):
        if head := shop.pages.get(page.file.src_uri):
            top = [page, *page.ancestors][-1].title
            found.setdefault(str(top), []).append(Choice(id_of(page.file.src_uri), head.title))
    return list(found.items())
