"""What stands in a line of a page, as Typst; the words and sources on the way are noted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml.html import HtmlElement

from plainwords.addresses import printed
from plainwords.typst_code import NotForPaperError, Words, call, content, string, trimmed

PLAIN = frozenset("abbr code em i cite kbd mark small span time label".split())
"""Inline elements whose text stands on paper as it is; slanted letters are hard to read, so none are."""

STRONG = frozenset(("strong", "b"))

SCREEN_ONLY = ("no-print", "plainwords-popup", "headerlink")


@dataclass
class Section:
    """What stands below a second-level heading, or before the first, as Typst."""

    title: str = ""
    blocks: list[str] = field(default_factory=list)
    terms: dict[str, str] = field(default_factory=dict)
    """The ids of the terms that it links, in reading order, each with the words by which it first does."""

    sources: list[str] = field(default_factory=list)
    """The keys that its notes cite, in reading order."""

    weight: int = 0
    """How much room it takes on paper, about, in letters."""


class Line:
    """Reads what stands in lines, for one page at a time; `address` is that of the page."""

    def __init__(self, address: str, read_next: str) -> None:
        self.address = address
        self.read_next = read_next
        self.sections = [Section()]

    @property
    def now(self) -> Section:
        """The section that is being read."""
        return self.sections[-1]

    def inline(self, element: HtmlElement) -> str:
        """The text of an element and of all within it, as one piece of content without space at its ends."""
        self.now.weight += len(text_of(element))
        return content(trimmed(self._pieces(element)))

    def _pieces(self, element: HtmlElement) -> Iterator[str]:
        yield Words(element.text)
        for child in element:
            yield from self._piece(child)
            yield Words(child.tail)

    def _piece(self, child: HtmlElement) -> Iterator[str]:
        kinds = child.get("class", "").split()
        if child.tag in ("template", "script") or "ask" in kinds or any(kind in kinds for kind in SCREEN_ONLY):
            return
        if child.tag == "sup" and "cite" in kinds:
            keys = [link.get("href", "").removeprefix("#source-") for link in child]
            self.now.sources += [key for key in keys if key not in self.now.sources]
            yield call("notes-of", *(string(key) for key in keys))
        elif child.tag == "a":
            yield from self._link(child, kinds)
        elif child.tag == "br":
            yield "linebreak()"
        elif child.tag in ("sub", "sup"):
            yield call("sub" if child.tag == "sub" else "super", "typographic: false", content(self._pieces(child)))
        elif child.tag in STRONG:
            yield call("strong", content(self._pieces(child)))
        elif child.tag in PLAIN:
            language = child.get("lang")
            yield (
                call("text", f"lang: {string(language)}", content(self._pieces(child)))
                if language
                else content(self._pieces(child))
            )
        else:
            raise NotForPaperError(
                f"holds <{child.tag}> in a line, which handouts do not know: {text_of(child)[:60]!r}"
            )

    def _link(self, link: HtmlElement, kinds: list[str]) -> Iterator[str]:
        if "term" in kinds:
            id = link.get("data-term", "")
            self.now.terms.setdefault(id, text_of(link))
            yield call("term", f"<{id}>", content(self._pieces(link)))
            return
        target = urljoin(self.address, link.get("href", ""))
        if target.partition("#")[0] == self.address:
            yield content(self._pieces(link))
            return
        yield call("link", string(target), content(self._pieces(link)))
        if self.now.title == self.read_next:
            yield call("address", string(printed(target)))


def text_of(element: HtmlElement) -> str:
    """The words of an element, with single spaces."""
    return " ".join(str(element.text_content()).split())
