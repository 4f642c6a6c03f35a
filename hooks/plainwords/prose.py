"""The text of a rendered page: all of it, or the prose in it as blocks and sentences."""

import re
from typing import NamedTuple

from lxml import etree, html
from lxml.html import HtmlElement

PROSE = frozenset(("p", "li", "dd", "figcaption", "blockquote"))
"""Elements that hold sentences; table cells and headings hold words."""

_INLINE = frozenset(
    "a abbr b bdi br cite code del dfn em i img input ins kbd label mark q s small span strong sub sup time u"
    " var".split()
)
_SKIPPED = frozenset("audio canvas code kbd pre script style svg template video".split())
_SKIPPED_CLASSES = frozenset(("cite", "dates", "headerlink", "footnote"))
_UNPRINTED = frozenset("audio button canvas input script select style template textarea video".split())
_UNPRINTED_CLASSES = frozenset(("cite", "dates", "headerlink", "no-print"))
_SENTENCE_END = re.compile(r"(?<=[.!?:])[\"'’”)]*\s+(?=[\"'‘“(]*[A-Z0-9])")
_NO_END = re.compile(r"\b(?:Dr|Mr|Ms|Mrs|St|vs|etc|U\.S|e\.g|i\.e)\.$")


class Block(NamedTuple):
    """A stretch of text that stands alone: `tag` is the element it stands in."""

    tag: str
    text: str


def blocks(source: str) -> list[Block]:
    """The blocks of a piece of HTML; notes, code and drawings are left out."""
    found: list[Block] = []
    root = html.fragment_fromstring(source, create_parent="div")
    _walk(root, found)
    return found


def _walk(element: HtmlElement, found: list[Block]) -> None:
    tag = "h6" if "admonition-title" in element.get("class", "") else element.tag
    words = [element.text or ""]

    def flush() -> None:
        text = " ".join("".join(words).split())
        if text:
            found.append(Block(tag, text))
        words.clear()

    for child in element:
        if not isinstance(child.tag, str) or _skipped(child):
            words.append(" ")
        elif child.tag in _INLINE:
            words.append(_text(child))
        else:
            flush()
            _walk(child, found)
        words.append(child.tail or "")
    flush()


def _text(element: HtmlElement) -> str:
    """The text of an inline element, without what is skipped inside it."""
    if element.tag == "br":
        return " "
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and not _skipped(child):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _skipped(element: HtmlElement) -> bool:
    return element.tag in _SKIPPED or not _SKIPPED_CLASSES.isdisjoint(element.get("class", "").split())


def text(source: str) -> str:
    """All that a piece of HTML says on paper, drawings too; not the numbers of notes, nor the dates of sources."""
    parts: list[str] = []
    _gather(etree.HTML(f"<div>{source}</div>"), parts)
    return " ".join("".join(parts).split())


def _gather(element: etree._Element, parts: list[str]) -> None:
    """Written for speed: it visits every element of every page."""
    border = "" if element.tag in _INLINE and element.tag != "br" else " "
    parts.append(border)
    if words := element.text or element.get("alt"):
        parts.append(words)
    for child in element:
        if type(child.tag) is str and child.tag not in _UNPRINTED and not (child.attrib and _unprinted(child)):
            _gather(child, parts)
        if words := child.tail:
            parts.append(words)
    parts.append(border)


def _unprinted(element: etree._Element) -> bool:
    if element.get("data-js") is not None:
        return True
    names = element.get("class")
    return names is not None and not _UNPRINTED_CLASSES.isdisjoint(names.split())


def sentences(text: str) -> list[str]:
    """The sentences of a block; one that ends in a colon ends there, since a list follows."""
    parts: list[str] = []
    for part in _SENTENCE_END.split(text):
        if parts and _NO_END.search(parts[-1]):
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    return parts


def images_without_text(source: str) -> int:
    """How many images of a piece of HTML say nothing to those who do not see them."""
    root = html.fragment_fromstring(source, create_parent="div")
    return sum(not (image.get("alt") or "").strip() for image in root.iter("img"))
