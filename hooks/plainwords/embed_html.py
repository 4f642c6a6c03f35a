"""The text of a page as other sites may show it: known elements only, no style, no script, whole addresses.

Reads the HTML of an article. An element that is not known here is an error, since partners would miss what it says.
Knows HTML only.
"""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import html
from lxml.html import HtmlElement

KEPT = frozenset(
    "a b blockquote br caption cite code dd details div dl dt em figcaption figure h2 h3 h4 hr i li ol p strong sub"
    " summary sup table tbody td th thead time tr ul".split()
)
UNWRAPPED = frozenset("abbr article footer header label mark section small span".split())
"""Elements that mean nothing without a style sheet; what they hold stays."""

ATTRIBUTES = {"a": ("aria-label",), "ol": ("start",), "th": ("scope",), "time": ("datetime",), "ul": ("aria-label",)}
ADDRESSES = ("http", "https", "mailto", "tel")
PREFIX = "plainwords-"
"""Begins each class, since classes of these names may mean something else on another site."""

CLASSES = frozenset("cite dates key changed differ urgent admonition-title stacks stacks-late".split())
DROPPED = frozenset(("no-print", "headerlink", "ask"))
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_PLACE = re.compile(r'<img data-drawing="(\d+)">')


class NotForPartnersError(ValueError):
    """A page holds what other sites cannot show; its text says what, and what to do."""


@dataclass(frozen=True)
class Manner:
    """How to read a page. `address` is that of the page, `prefix` stands before each id.

    In a frame of ours, drawings stay and links open beside the host; elsewhere, drawings would need our style sheet,
    and are told in words behind the word `picture`. `targets` are ids that stand below the text.
    """

    address: str
    picture: str = ""
    prefix: str = ""
    frame: bool = False
    notes: bool = True
    targets: frozenset[str] = frozenset()


def read(source: str, manner: Manner) -> str:
    """The text of a page; raises NotForPartnersError."""
    drawings: list[str] = []

    def keep(found: re.Match[str]) -> str:
        drawings.append(found[0])  # an HTML parser would not keep the capitals of an SVG's attributes
        return f'<img data-drawing="{len(drawings) - 1}">'

    root = html.fragment_fromstring(_DRAWING.sub(keep, source), create_parent="div")
    reader = _Reader(manner, drawings, {str(id) for id in root.xpath("//@id")} | manner.targets)
    made = html.Element("div")
    reader.inside(root, made)
    text = html.tostring(made, encoding="unicode").removeprefix("<div>").removesuffix("</div>")
    return _PLACE.sub(lambda found: drawings[int(found[1])], text).strip()


@dataclass(frozen=True)
class _Reader:
    manner: Manner
    drawings: list[str]
    ids: set[str]

    def inside(self, element: HtmlElement, into: HtmlElement) -> None:
        _write(into, element.text)
        for child in element:
            if isinstance(child.tag, str) and not self._dropped(child):
                self._element(child, into)
            _write(into, child.tail)

    def _dropped(self, element: HtmlElement) -> bool:
        kinds = element.get("class", "").split()
        hidden = element.get("hidden") is not None or element.tag in ("h1", "template", "script")
        return hidden or not DROPPED.isdisjoint(kinds) or ("cite" in kinds and not self.manner.notes)

    def _element(self, element: HtmlElement, into: HtmlElement) -> None:
        if element.get("data-drawing") is not None:
            self._drawing(element, into)
        elif element.tag in UNWRAPPED:
            self.inside(element, into)
        elif element.tag in KEPT:
            made = html.Element(element.tag)
            into.append(made)
            self._attributes(element, made)
            self.inside(element, made)
        else:
            said = " ".join(str(element.text_content()).split())[:60]
            raise NotForPartnersError(
                f"holds <{element.tag}>, which other sites cannot show: {said!r}; write it as text, mark it 'no-print',"
                " or set 'embed: false'"
            )

    def _drawing(self, image: HtmlElement, into: HtmlElement) -> None:
        if self.manner.frame:
            into.append(html.Element("img", {"data-drawing": image.get("data-drawing", "")}))
            return
        drawing = html.fragment_fromstring(self.drawings[int(image.get("data-drawing", ""))])
        told = html.Element("p")
        told.text = f"{self.manner.picture} {drawing.findtext('.//desc') or drawing.findtext('.//title')}"
        into.append(told)

    def _attributes(self, element: HtmlElement, made: HtmlElement) -> None:
        for name in (*ATTRIBUTES.get(element.tag, ()), "lang"):
            if (value := element.get(name)) is not None:
                made.set(name, value)
        if id := element.get("id"):
            made.set("id", self.manner.prefix + id)
        classes = [f"{PREFIX}{kind}" for kind in element.get("class", "").split() if kind in CLASSES]
        if "admonition" in element.get("class", "").split():
            classes.insert(0, f"{PREFIX}box")
        if classes:
            made.set("class", " ".join(classes))
        if self.manner.frame and (label := element.get("data-label")):
            made.set("data-label", label)
        if element.tag == "a":
            self._link(element, made)

    def _link(self, link: HtmlElement, made: HtmlElement) -> None:
        href = link.get("href", "")
        if href.startswith("#") and href[1:] in self.ids:
            made.set("href", f"#{self.manner.prefix}{href[1:]}")
            return
        address = urljoin(self.manner.address, href)
        if urlsplit(address).scheme not in ADDRESSES:
            raise NotForPartnersError(f"links to '{address}', which is no address of the web; correct the link")
        made.set("href", address)
        if term := link.get("data-term"):
            made.set("class", f"{PREFIX}term")
            made.set("data-plainwords", term)
        if self.manner.frame:
            made.set("target", "_blank")
            made.set("rel", "noreferrer")


def _write(into: HtmlElement, text: str | None) -> None:
    """Put text behind what an element holds already."""
    if not text:
        return
    if len(into):
        into[-1].tail = (into[-1].tail or "") + text
    else:
        into.text = (into.text or "") + text
