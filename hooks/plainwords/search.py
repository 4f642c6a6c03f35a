"""What readers can search: the words of the glossary, and each page by its sections.

The text is gathered from the Markdown tree while the page is made, so no page is parsed again for the search. What
later steps add (notes, sources, "Words on this page") is not in the tree yet, and nobody wants to find it.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from plainwords.fold import fold_text
from plainwords.terms import Term

_NEVER = frozenset("button iframe img input math object script select style svg template textarea".split())
_INLINE = frozenset("a abbr b cite code del em i ins kbd mark q s small span strong sub sup u".split())
_NEVER_CLASS = "headerlink"
_EXCLUDED = "data-search-exclude"  # the mark that Material's search knows, too
_STASHED = re.compile(r"\x02(?:wzxhzdk:(?P<raw>\d+)|(?P<code>\d+)|(?P<amp>amp))\x03")
_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Section:
    """A second-level section; the text above the first one has neither heading nor id."""

    id: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page as it can be searched. `questions` are other ways to ask what it answers."""

    url: str
    title: str
    description: str
    questions: tuple[str, ...]
    sections: tuple[Section, ...]


def script(terms: Iterable[tuple[str, Term]], pages: Iterable[SearchPage], common: Iterable[str]) -> str:
    """The records as one classic script, which works where no file may be fetched; terms come with their address.

    `common` are words that say nothing about what is looked for; the texts of sections come without them.
    """
    common = tuple(common)
    records = {
        "common": common,
        "terms": [[url, term.term, term.forms, term.say, term.short] for url, term in terms],
        "pages": [_record(page, frozenset(common)) for page in pages],
    }
    # "<" is escaped for those who put the script into a page; both letters end a line in old JavaScript
    data = json.dumps(records, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    data = data.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"plainwords.searchData({data});\n"


def _record(page: SearchPage, common: frozenset[str]) -> list[Any]:
    """A page in few bytes: each word of a section once."""
    sections = [[part.id, part.heading, " ".join(words(part.text, common))] for part in page.sections]
    return [page.url, page.title, page.description, page.questions, sections]


def words(text: str, common: frozenset[str] = frozenset()) -> Iterator[str]:
    """The distinct words of a text, folded, in their order, without common ones."""
    found = dict.fromkeys(_WORD.findall(fold_text(text).lower()))
    return (word for word in found if word not in common)


class Gatherer(Treeprocessor):
    """Gathers the sections of one page, which it leaves as it is."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._sections: list[tuple[str, str, list[str]]] = []
        self._stash = md.htmlStash

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections that hold anything."""
        made = (Section(id, heading, _one_line(parts)) for id, heading, parts in self._sections)
        return tuple(section for section in made if section.heading or section.text)

    def run(self, root: Element) -> None:
        """Read the tree."""
        self._sections[:] = [("", "", [])]
        self._read(root)

    def _read(self, element: Element) -> None:
        if _is_left_out(element) or element.tag == "h1":  # the title is a field of its own
            return
        if element.tag == "h2":
            heading: list[str] = []
            self._text(element, heading)
            self._sections.append((element.get("id", ""), _one_line(heading), []))
            return
        self._add(element.text)
        for child in element:
            self._read(child)
            self._add(child.tail)
        if element.tag not in _INLINE:
            self._add(" ")

    def _add(self, text: str | None) -> None:
        self._sections[-1][2].append(self._plain(text))

    def _text(self, element: Element, parts: list[str]) -> None:
        parts.append(self._plain(element.text))
        for child in element:
            if not _is_left_out(child):
                self._text(child, parts)
            parts.append(self._plain(child.tail))

    def _plain(self, text: str | None) -> str:
        """A text with what Python-Markdown's placeholders in it stand for."""
        if not text or "\x02" not in text:
            return text or ""
        return _STASHED.sub(self._stood_for, text)

    def _stood_for(self, stashed: re.Match[str]) -> str:
        if stashed["code"]:
            return chr(int(stashed["code"]))
        if stashed["amp"]:
            return "&"
        blocks, number = self._stash.rawHtmlBlocks, int(stashed["raw"])
        html = blocks[number] if number < len(blocks) else ""
        return unescape(html) if isinstance(html, str) and html.startswith("&") else " "


def _is_left_out(element: Element) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in _NEVER or element.get(_EXCLUDED) is not None:  # a comment's tag is no text
        return True
    return _NEVER_CLASS in element.get("class", "").split()


def _one_line(parts: Iterable[str]) -> str:
    return " ".join("".join(parts).split())


class SearchExtension(Extension):
    """The extension; `gatherer` belongs to the latest Markdown instance that it was added to, if `active` then."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.active = True
        self.gatherer: Gatherer | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Add the gatherer to a Markdown instance."""
        self.gatherer = Gatherer(md) if self.active else None
        if self.gatherer:
            md.treeprocessors.register(self.gatherer, "plainwords-search", 4)  # after toc (5), which gives the ids
