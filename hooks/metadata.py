"""What machines read: each page says in its head what it is, in the words of schema.org."""

from typing import Any
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page

from plainwords import build, metadata, prose
from plainwords.build import Build
from plainwords.pages import PageHead
from plainwords.render import PageLink

KEY = "metadata"
ROBOTS = "robots.txt"


def on_config(config: MkDocsConfig) -> None:
    """Begin with no answers."""
    config.extra[KEY] = {}


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Tell search engines where the list of all pages is."""
    content = build.of(config).render(ROBOTS, sitemap=urljoin(str(config.site_url), "sitemap.xml"))
    files.append(File.generated(config, ROBOTS, content=content))


@event_priority(50)  # before the build adds its lists, which answer nothing
def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Keep the short answer of a page that asks a question."""
    uri = page.file.src_uri
    if uri.startswith(metadata.ANSWERS) and not page.is_index:
        config.extra[KEY][uri] = metadata.short_answer(prose.blocks(html))


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Give the page's head what it says to machines; only where readers come to install it, that it can be."""
    made = build.of(config)
    head = made.content.heads.get(page.file.src_uri)
    context[KEY] = {
        "json_ld": metadata.json_ld(_node(page, config, made)),
        "installs_here": page.is_homepage or (head is not None and head.list == "offline"),
    }


def _node(page: Page, config: MkDocsConfig, made: Build) -> metadata.Node:
    uri, title, home = page.file.src_uri, str(page.title), str(config.site_url)
    url = urljoin(home, page.url)
    term, head = made.term_of(page), made.content.heads.get(uri)
    read = term or head
    about = metadata.Described(
        url=url,
        title=title,
        description=str(page.meta.get("description") or config.site_description),
        language=made.render.words["lang"],
        way=_way(page, config, made),
        reviewed=read.reviewed if read else None,
        review=head.clinical_review if isinstance(head, PageHead) else None,
    )
    node = metadata.page(about, not uri.startswith(metadata.ABOUT), metadata.condition_in(title, made.matcher))
    if page.is_homepage:
        node["isPartOf"] = metadata.site(config.site_name, home)
    elif term:
        node["mainEntity"] = metadata.term(term, url, urljoin(url, "../"))
    elif uri == made.index:
        node["mainEntity"] = metadata.term_set(title, url)
    elif uri in config.extra[KEY]:
        node["@type"] = [node["@type"], "FAQPage"]
        node["mainEntity"] = metadata.question(title, config.extra[KEY][uri])
    return node


def _way(page: Page, config: MkDocsConfig, made: Build) -> tuple[PageLink, ...]:
    """The pages above a page, and itself; a section without a page of its own has no address to name."""
    above = [child for section in list(page.ancestors)[::-1] for child in _index_of(section)]
    home = PageLink(config.site_name, str(config.site_url))
    if made.term_of(page) and made.index_page:
        above = [made.index_page]
    steps = [PageLink(str(step.title), urljoin(home.url, step.url)) for step in [*above, page]]
    return tuple(dict.fromkeys([home, *(step for step in steps if step.url != home.url)]))


def _index_of(section: Any) -> list[Page]:
    pages = section.children if isinstance(section, Section) else []
    return [child for child in pages if isinstance(child, Page) and child.is_index][:1]
