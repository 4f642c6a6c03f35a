"""The seam to MkDocs: what one build of a site knows, shared by the plugin and the hooks.

A `Build` is made anew for each build and lives on `config.extra["plainwords"]`: `mkdocs serve` keeps modules
alive between builds, so nothing may be kept in them.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from posixpath import dirname, relpath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from plainwords import listing
from plainwords.content import Content
from plainwords.linker import LinkerExtension, Mention
from plainwords.matcher import Matcher
from plainwords.problems import ContentError, Problem
from plainwords.render import PageLink, Renderer, TermLink
from plainwords.terms import Term

KEY = "plainwords"


class Build:
    """One build: the content, the linker, and which page mentions which terms."""

    def __init__(self, content: Content, folder: Path, address: str, render: Renderer, once: str, link: bool) -> None:
        self.content = content
        self.folder = folder
        self.address = address
        self.render = render
        self.link = link
        self.matcher = Matcher(content.terms)
        self.linker = LinkerExtension(self.matcher, once=once)
        self.files: dict[str, File] = {}
        self._all_files = Files([])
        self.mentions: dict[str, list[Mention]] = {}
        self.users: dict[str, list[Page]] = {}

    def check_addresses(self, docs: Path) -> None:
        """Raise ContentError if a page of the site has the address of a term."""
        place = docs / self.address
        if place.is_dir() and place.resolve() != self.folder.resolve():
            pages = {page.stem for page in place.glob("*.md")} & self.content.terms.keys()
            message = "has the address of the term of that name; rename the page or the term"
            if pages:
                raise ContentError(Problem(place / f"{id}.md", message) for id in pages)

    def add_files(self, files: Files, config: MkDocsConfig) -> None:
        """Make a page of each term, and the A to Z list; term files that lie among the pages stay where they are."""
        self._all_files = files
        for term in self.content.terms.values():
            uri = f"{self.address}/{term.id}.md"
            file = files.get_file_from_path(uri)
            if file is None:
                file = self._generated(term, uri, config)
                files.append(file)
            file.inclusion = InclusionLevel.NOT_IN_NAV
            self.files[term.id] = file
        if files.get_file_from_path(self.index) is None:
            files.append(File.generated(config, self.index, content=f"# {self.render.words['glossary']}\n"))

    def _generated(self, term: Term, uri: str, config: MkDocsConfig) -> File:
        path = term.path.absolute()
        file = File.generated(config, uri, abs_src_path=str(path), inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = Path(os.path.relpath(path, config.docs_dir)).as_posix()
        return file

    @property
    def index(self) -> str:
        """Where the A to Z list is among the pages."""
        return f"{self.address}/index.md"

    def term_of(self, page: Page) -> Term | None:
        """The term that a page explains."""
        folder, _, name = page.file.src_uri.rpartition("/")
        return self.content.terms.get(name.removesuffix(".md")) if folder == self.address else None

    def begin(self, page: Page) -> None:
        """Tell the linker which page comes next; give a term's page its title, description and date."""
        term = self.term_of(page)
        if term:
            page.meta = {"title": term.term, "description": term.short}
            page.update_date = term.reviewed.isoformat()
        elif page.file.src_uri == self.index:
            page.meta.setdefault("title", self.render.words["glossary"])
            page.meta.setdefault("description", self.render.words["glossary_description"])
            newest = max(term.reviewed for term in self.content.terms.values())
            page.update_date = newest.isoformat()
        self.linker.active = self.link and page.meta.get("glossary") is not False
        self.linker.setConfig("own", term.id if term else "")
        self.linker.setConfig("prefix", relpath(self.address, dirname(page.file.src_uri) or ".") + "/")

    def finish(self, html: str, page: Page) -> str:
        """Note what the page mentions; complete a term's page and the A to Z list."""
        uri = page.file.src_uri
        self.mentions[uri] = list(self.linker.linker.mentions) if self.linker.linker else []
        for mention in self.mentions[uri]:
            self.users.setdefault(mention.term.id, []).append(page)
        if term := self.term_of(page):
            foot = self.render(
                "term-foot.html",
                term=term,
                see=self._links(term.see, page),
                confused=self._links(term.confused_with, page),
                pairs=[self.page_link(uri, page) for uri, head in self.content.heads.items() if term.id in head.pair],
            )
            _add_to_toc(page, self.render.words["about_the_word"], "about-this-word")
            return self.render("term-head.html", term=term) + html + foot
        if uri == self.index:
            letters = listing.by_letter(self.content.terms.values(), self.render.words["other_letters"])
            for letter in letters:
                _add_to_toc(page, letter.name, letter.id)
            return html + self.render("a-to-z.html", letters=self._letters(letters, page))
        return html

    def _letters(self, letters: Iterable[listing.Letter], page: Page) -> list[dict[str, Any]]:
        return [
            {"name": letter.name, "id": letter.id, "entries": self._links((term.id for term in letter.terms), page)}
            for letter in letters
        ]

    def words_on(self, page: Page) -> str:
        """The section "Words on this page", or nothing where the page links no word."""
        mentions = self.mentions.get(page.file.src_uri)
        if not mentions:
            return ""
        _add_to_toc(page, self.render.words["words_on_this_page"], "words-on-this-page")
        links = [TermLink(term, self.url(term, page), _other_name(term, form)) for term, form in mentions]
        return self.render("words.html", mentions=links)

    def used_on(self, page: Page) -> str:
        """The section "Used on" of a term's page: which pages and which other terms link it."""
        term = self.term_of(page)
        if not term:
            return ""
        users = self.users.get(term.id, [])
        pages = [self.page_link(user.file.src_uri, page) for user in users if not self.term_of(user)]
        terms = [self.page_link(user.file.src_uri, page) for user in users if self.term_of(user)]
        _add_to_toc(page, self.render.words["used_on"], "used-on")
        return self.render("used-on.html", pages=pages, terms=terms)

    def page_link(self, uri: str, page: Page) -> PageLink:
        """A page by its place among the pages, as seen from another one."""
        return PageLink(self.title(uri), self._all_files.src_uris[uri].url_relative_to(page.file))

    def title(self, uri: str) -> str:
        """The title of a page by its place among the pages."""
        file = self._all_files.src_uris[uri]
        return str(file.page.title if file.page else uri)

    @property
    def index_page(self) -> Page | None:
        """The page of the A to Z list, once MkDocs has made it."""
        return self._all_files.src_uris[self.index].page

    def url(self, term: Term, page: Page) -> str:
        """The address of a term, as seen from a page."""
        return self.files[term.id].url_relative_to(page.file)

    def _links(self, ids: Iterable[str], page: Page) -> list[TermLink]:
        return [TermLink(self.content.terms[id], self.url(self.content.terms[id], page)) for id in ids]


def of(config: MkDocsConfig) -> Build:
    """The build that is under way."""
    build: Build = config.extra[KEY]
    return build


def _other_name(term: Term, form: str) -> str:
    return "" if form.lower() == term.term.lower() else form


def _add_to_toc(page: Page, title: str, id: str) -> None:
    """Put a section that the build has made at the end of the page's own list of contents."""
    items = page.toc.items
    section = AnchorLink(title, id, 2)
    if items and items[0].level == 1:
        items[0].children.append(section)
    else:
        items.append(section)
