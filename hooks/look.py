"""What the templates in docs/.overrides need to know: the words of the language, the kind of page, its place."""

from dataclasses import dataclass
from typing import Any

from jinja2 import Environment
from markdown.extensions.toc import slugify
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url

from plainwords import build
from plainwords.addresses import place, printed
from plainwords.build import Build

KINDS = {
    "questions": "question",
    "common-questions": "answer",
    "about": "about",
    "handouts.md": "handouts",
    "booklets.md": "about",
}
"""What a page in one of these folders is, or of this name; any other is a `page`, if it is no term, pair or list."""

LISTS = {"pages": "all-pages.html", "handouts": "make-handout.html"}
"""What lists pages by section: all of them, or those that are made to be handed out."""

ABOUT = "about/"
"""The section that stands at the foot of each page, not in the menu."""


@dataclass(frozen=True)
class Place:
    """A page or section as the menu shows it; the section that the reader is in lists its pages."""

    title: str
    url: str
    here: bool = False
    items: tuple["Place", ...] = ()


@dataclass(frozen=True)
class Menu:
    """The way around the site, as seen from one page: all sections, the way to this page, and what the site is."""

    items: tuple[Place, ...]
    path: tuple[Place, ...]
    about: tuple[Place, ...]


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give templates the words of the language, and its dates."""
    render = build.of(config).render
    env.globals["words"] = render.words
    env.filters["day"] = render.day
    env.trim_blocks = env.lstrip_blocks = True
    return env


@event_priority(-60)  # before the sources
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Say what kind of page it is, where it stands, and when it was checked; list all pages where it is asked for."""
    made = build.of(config)
    context["kind"] = _kind(page, made)
    context["menu"] = _menu(nav, page, made)
    head = made.content.heads.get(page.file.src_uri)
    context["trust"] = made.term_of(page) or head
    if head and head.list in LISTS:
        sections = _sections(nav, page, made, only_handouts=head.list == "handouts")
        more = {"base": context["base_url"], "home": printed(str(config.site_url)), "stick": config.extra.get("stick")}
        page.content = (page.content or "") + made.render(LISTS[head.list], sections=sections, **more)


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> None:
    """The page of a wrong address knows its way around, too."""
    if template_name == "404.html":
        context["kind"] = "lost"
        context["menu"] = _menu(context["nav"], None, build.of(config), context["base_url"])


def _kind(page: Page, made: Build) -> str:
    head = made.content.heads.get(page.file.src_uri)
    if page.is_homepage:
        return "home"
    if made.term_of(page):
        return "term"
    if page.file.src_uri == made.index:
        return "a-to-z"
    if head and head.pair:
        return "pair"
    if head and head.list == "sources":
        return "sources"
    return KINDS.get(page.file.src_uri.partition("/")[0], "page")


def _menu(nav: Navigation, page: Page | None, made: Build, base: str = "") -> Menu:
    def place(item: Page | Section, *, open: bool = False) -> Place:
        first = _first(item)
        inner = tuple(place(child) for child in _pages(item)) if open and isinstance(item, Section) else ()
        return Place(str(item.title), normalize_url(first.url or ".", page, base), item is page or first is page, inner)

    home = nav.homepage
    glossary = next(it for it in nav.pages if it.file.src_uri == made.index)
    at = page if page in nav.pages else glossary if page else None
    ways: list[Any] = list(at.ancestors)[::-1] if at else []
    sections = [it for it in nav.items if isinstance(it, Section)]
    about = [it for it in sections if _first(it).file.src_uri.startswith(ABOUT)]
    here = ways[0] if ways else None
    path = [place(home)] if home and page and page is not home else []
    path += [place(way) for way in ways if _first(way) is not page]
    return Menu(
        tuple(place(it, open=it is here) for it in sections if it not in about),
        tuple(path),
        tuple(place(child) for it in about for child in _pages(it)),
    )


def _sections(nav: Navigation, page: Page, made: Build, *, only_handouts: bool) -> list[dict[str, Any]]:
    """Every section with all its pages and what each is about, in the order of the menu."""
    sections = [
        {
            "title": section.title,
            "id": slugify(str(section.title), "-"),
            "pages": [
                {
                    "title": it.title,
                    "place": place(it.file.src_uri).rstrip("/"),
                    "url": normalize_url(it.url or ".", page),
                    "description": made.content.heads[it.file.src_uri].description,
                }
                for it in _all(section)
                if it.file.src_uri in made.content.heads and (it.meta.get("handout") is True or not only_handouts)
            ],
        }
        for section in nav.items
        if isinstance(section, Section)
    ]
    return [section for section in sections if section["pages"]]


def _all(section: Section) -> list[Page]:
    """The pages of a section and of those within it."""
    return [page for item in section.children for page in (_all(item) if isinstance(item, Section) else [_first(item)])]


def _first(item: Any) -> Page:
    """The page that a section's name leads to."""
    page: Page = _first(item.children[0]) if isinstance(item, Section) else item
    return page


def _pages(section: Section) -> list[Any]:
    """What a section lists: its own first page has the section's address already, if it is an index."""
    children = list(section.children)
    return children[1:] if _first(children[0]).file.src_uri.endswith("index.md") else children
