"""The text of a page as Typst: all that Markdown and its extensions write, and nothing of it lost without a word.

Reads the HTML of an article's text, section by section. Each element becomes a call of a function of `paper.typ`;
an element that is not known here is an error, since it would be missing on paper. Knows HTML and Typst only.
"""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import html
from lxml.html import HtmlElement

from plainwords.typst_code import NotForPaperError, array, call, joined, string
from plainwords.typst_inline import SCREEN_ONLY, Line, Section, text_of

THROUGH = frozenset(("div", "section", "article", "details", "header", "footer"))
"""Elements that only hold others."""

_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_BLOCKS = frozenset("p ul ol dl table figure blockquote div section details h1 h2 h3 h4 h5 h6 hr pre form".split())

DRAWING = 2500
"""About as many letters as a drawing takes the room of."""


@dataclass(frozen=True)
class Reader:
    """Reads articles. `drawing` makes Typst of an SVG and its caption; below the heading `read_next`, links to other
    pages are printed with their addresses; `see` stands before the page that helps to understand a question,
    `tick` says what is before each.
    """

    drawing: Callable[[str, str], str]
    read_next: str
    see: str
    tick: str

    def sections(self, text: str, address: str) -> list[Section]:
        """Read the HTML of an article that stands at `address`; raises NotForPaperError."""
        drawings: list[str] = []

        def keep(found: re.Match[str]) -> str:
            drawings.append(found[0])  # an HTML parser would not keep the capitals of an SVG's attributes
            return f'<img data-drawing="{len(drawings) - 1}">'

        root = html.fragment_fromstring(_DRAWING.sub(keep, text), create_parent="div")
        article = _Article(self, address, drawings)
        article.read(root)
        return article.sections


class _Article(Line):
    def __init__(self, reader: Reader, address: str, drawings: list[str]) -> None:
        super().__init__(address, reader.read_next)
        self.reader = reader
        self.drawings = drawings

    def read(self, root: HtmlElement) -> None:
        for element in _blocks(root):
            if element.tag == "h2":
                self.sections.append(Section(text_of(element)))
            elif element.tag != "h1":
                self.now.blocks += self.block(element)

    def block(self, element: HtmlElement) -> list[str]:
        """An element that stands on lines of its own."""
        kinds = element.get("class", "").split()
        if any(kind in kinds for kind in SCREEN_ONLY) or element.get("hidden") is not None:
            return []
        if "admonition" in kinds:
            return [self.box(element, kinds[-1] if len(kinds) > 1 else "note")]
        if element.tag == "ul" and "dates" in kinds:
            label = element.get("aria-label", "")
            return [call("par", string(f"{label}: {'; '.join(text_of(item) for item in element)}."))]
        reading = getattr(self, f"_{element.tag}", None)
        if reading is not None:
            return [reading(element)]
        if element.tag in THROUGH:
            return [made for child in _blocks(element) for made in self.block(child)]
        raise NotForPaperError(f"holds <{element.tag}>, which handouts do not know: {text_of(element)[:60]!r}")

    def _p(self, element: HtmlElement) -> str:
        return call("par", self.inline(element))

    def _h3(self, element: HtmlElement) -> str:
        self.now.weight += 150
        return call("heading", "level: 3", string(text_of(element)))

    def _blockquote(self, element: HtmlElement) -> str:
        return call("quoted", joined(self.blocks_in(element)))

    def _hr(self, element: HtmlElement) -> str:
        return "v(1em)"

    def box(self, element: HtmlElement, kind: str) -> str:
        self.now.weight += 200
        title, *rest = element
        inner = [made for child in rest for made in self.block(child)]
        return call("framed", string(kind), string(text_of(title)), joined(inner))

    def blocks_in(self, element: HtmlElement) -> list[str]:
        return [made for child in _blocks(element) for made in self.block(child)]

    def _ul(self, element: HtmlElement) -> str:
        if any("question" in item.get("class", "") for item in element):
            return call("questions", string(self.reader.tick), *(self.question(item) for item in element))
        return call("bullets", *(self.item(item) for item in element))

    def _ol(self, element: HtmlElement) -> str:
        return call("steps", f"start: {element.get('start', '1')}", *(self.item(item) for item in element))

    def item(self, item: HtmlElement) -> str:
        self.now.weight += 25
        if not any(child.tag in _BLOCKS for child in item):
            return self.inline(item)
        return joined(self.blocks_in(item))

    def question(self, item: HtmlElement) -> str:
        """A question, with what the page has behind it: a link to a page that helps, or notes."""
        self.now.weight += 240
        line = item[0] if len(item) and item[0].tag == "p" else item
        for link in line.findall("a"):
            if "term" not in link.get("class", ""):
                link.text = f"({self.reader.see} {link.text or ''}"
                last = link[-1] if len(link) else None
                if last is None:
                    link.text += ")"
                else:
                    last.tail = f"{last.tail or ''})"
        return self.inline(line)

    def _dl(self, element: HtmlElement) -> str:
        lines = []
        for part in element.iter("dt", "dd"):
            made = self.inline(part)
            lines.append(call("par", call("strong", made) if part.tag == "dt" else made))
        return joined(lines)

    def _table(self, element: HtmlElement) -> str:
        self.now.weight += 100
        heads = [self.inline(head) for head in element.iterfind("thead/tr/*")]
        found = list(element.iterfind("tbody/tr"))
        rows = [[self.inline(cell) for cell in row] for row in found]
        if any(len(row) != len(heads) for row in rows):
            raise NotForPaperError(f"has a table whose rows differ in length: {text_of(element)[:60]!r}")
        columns = zip(*[[text_of(cell) for cell in row] for row in [element.find("thead/tr"), *found]], strict=True)
        widths = array(_width(list(column)) for column in columns)
        cells = array(array([call("strong", row[0]), *row[1:]]) for row in rows)
        self.now.weight += 40 * len(rows)
        signs = ("" if text_of(head).endswith("?") else ":" for head in element.iterfind("thead/tr/*"))
        return call("data", widths, array(heads), array(map(string, signs)), cells)

    def _figure(self, element: HtmlElement) -> str:
        image = next(element.iter("img"), None)
        caption = element.find("figcaption")
        if image is None or image.get("data-drawing") is None:
            raise NotForPaperError(f"has a figure that is no drawing of the site: {text_of(element)[:60]!r}")
        self.now.weight += DRAWING
        shown = self.drawings[int(image.get("data-drawing", ""))]
        return self.reader.drawing(shown, "none" if caption is None else self.inline(caption))


def _blocks(element: HtmlElement) -> Iterator[HtmlElement]:
    """The children that stand on lines of their own; what stands among them in a line becomes a paragraph."""
    line = html.Element("p")
    line.text = element.text
    for child in list(element):
        tail, child.tail = child.tail, None
        if child.tag not in _BLOCKS and isinstance(child.tag, str):
            line.append(child)
            child.tail = tail
            continue
        if text_of(line) or len(line):
            yield line
        if isinstance(child.tag, str):
            yield child
        line = html.Element("p")
        line.text = tail
    if text_of(line) or len(line):
        yield line


def _width(column: list[str]) -> str:
    """The letters of the longest word of a column, and the share in the width of its table by how much it holds."""
    longest = max((len(word) for text in column for word in text.split()), default=1)
    return f"({longest}, {max(longest + 2, round(math.sqrt(max(len(text) for text in column)) * 3.5))})"
