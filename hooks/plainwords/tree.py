"""Walks a Markdown tree and gathers the text in which words may become links.

The text of a page is laid out as one string for one search: what stands in one line is joined, lines and blocks are
parted by BREAK. Placeholders for characters and raw HTML are replaced by what they stand for (SEAM for the border of an
element inside a line), at the same length, so that a place in the string is a place in the tree.
"""

import re
from html import unescape
from itertools import accumulate
from xml.etree.ElementTree import Comment, Element, ProcessingInstruction

from markdown import Markdown
from markdown.util import AtomicString

from plainwords.fold import SEAM, SOFT_HYPHEN

BREAK = "\x06"
"""Stands for the end of a line or block: neither a form nor a word crosses it."""

OPT_OUT = "no-gloss"
SECTION = "h2"

_UNSEEN = (Comment, ProcessingInstruction)  # the tags of what is no element
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i img input ins kbd label mark math output q s samp script"
    " small span strike strong sub sup svg time tt u var wbr".split()
).union(_UNSEEN)
_NEVER = frozenset(
    "a abbr button code h1 h2 h3 h4 h5 h6 iframe img input kbd label math object option pre samp script select style"
    " summary svg template textarea th title tt".split()
).union(_UNSEEN)
_NEVER_CLASSES = frozenset((OPT_OUT, "admonition-title", "arithmatex", "MathJax_Preview"))
_VOID = frozenset("br hr img input wbr".split())

_STASHED = re.compile(r"\x02(?:wzxhzdk:(?P<raw>\d+)|(?P<code>\d+)|amp)\x03")  # as Python-Markdown writes them
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]*)(?P<rest>[^>]*)>\Z")
_CLASS = re.compile(r"""\bclass\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


Piece = tuple[Element, Element | None, int]
"""A stretch of text in the tree, and the number of second-level headings above it.

The text is that at the head of the first element or, where there is a second one, what follows that.
"""


class Layout:
    """The text of a page as one string, the pieces that it is made of in reading order, and where no link may stand.

    `starts` are the places of the pieces in the text; for what no link may stand in, a piece is None. `closed` are
    such places inside of pieces. The walk is written for speed: it visits every element of every page, most of
    which hold a line of plain text.
    """

    def __init__(self, root: Element, md: Markdown) -> None:
        self.pieces: list[Piece | None] = []
        self._raw_html = md.htmlStash.rawHtmlBlocks
        self._parts: list[str] = []
        self._section = 0
        self._closed: list[tuple[int, int, int]] = []  # the number of the piece, start and end in it
        self._raw_closed: list[str] = []  # open elements of raw HTML in which no link may stand
        self._walk(root, False)
        self.text = "".join(self._parts)
        self.starts = list(accumulate(map(len, self._parts[:-1]), initial=0))
        self.closed = [(self.starts[piece] + start, self.starts[piece] + end) for piece, start, end in self._closed]

    def _walk(self, element: Element, closed: bool) -> None:
        tag = element.tag
        inline = tag in _INLINE
        if tag in _NEVER:
            closed = True
            self._section += tag == SECTION
        elif not closed and (names := element.get("class")):
            closed = _has_class(names)
        raw_closed = len(self._raw_closed)
        if not inline:
            self._parts.append(BREAK)
            self.pieces.append(None)
        if inline or not closed:
            if (text := element.text) and (inline or text != "\n"):
                self._piece(text, element, None, closed)
            for child in element:
                self._walk(child, closed)
                if (text := child.tail) and (text != "\n" or child.tag in _INLINE):
                    self._piece(text, element, child, closed)
        if not inline:
            if self._raw_closed:
                del self._raw_closed[raw_closed:]
            self._parts.append(BREAK)
            self.pieces.append(None)

    def _piece(self, text: str, parent: Element, after: Element | None, closed: bool) -> None:
        if "\x02" in text:
            text = self._without_placeholders(text)
        elif self._raw_closed or type(text) is AtomicString:
            closed = True
        self._parts.append(text)
        self.pieces.append(None if closed else (parent, after, self._section))

    def _without_placeholders(self, text: str) -> str:
        done = 0
        parts = []
        for stashed in _STASHED.finditer(text):
            parts.append(text[done : stashed.start()])
            self._close(done, stashed.start())
            done = stashed.end()
            stand_in = self._stand_in(stashed)
            filler = SEAM if stand_in == SEAM else SOFT_HYPHEN  # both are nothing; only a form across a seam is dropped
            parts.append(stand_in.ljust(done - stashed.start(), filler))
            self._close(stashed.start(), done)
        parts.append(text[done:])
        self._close(done, len(text))
        return "".join(parts)

    def _close(self, start: int, end: int) -> None:
        """Note a place in the next piece, if an open element of raw HTML forbids links in it."""
        if self._raw_closed:
            self._closed.append((len(self.pieces), start, end))

    def _stand_in(self, stashed: re.Match[str]) -> str:
        """What a placeholder stands for: a character, the border of an element, or the end of a line."""
        if stashed["code"]:
            return chr(int(stashed["code"]))
        if not stashed["raw"]:
            return "&"
        html = self._raw_html[int(stashed["raw"])] if int(stashed["raw"]) < len(self._raw_html) else ""
        if not isinstance(html, str):
            return BREAK
        if html.startswith("&"):
            character = unescape(html)
            return character if len(character) < len(stashed[0]) else SEAM
        return self._raw_tag(html)

    def _raw_tag(self, html: str) -> str:
        tag = _TAG.match(html)
        if not tag:
            return SEAM if html.startswith("<!--") else BREAK
        name = tag["name"].lower()
        if tag["close"]:
            if name in self._raw_closed:
                del self._raw_closed[_last(self._raw_closed, name) :]
        elif name not in _VOID and (self._raw_closed or name in _NEVER or _has_class(_raw_class(tag["rest"]))):
            self._raw_closed.append(name)
        return SEAM if name in _INLINE else BREAK


def _has_class(names: str) -> bool:
    return not _NEVER_CLASSES.isdisjoint(names.split())


def _raw_class(attributes: str) -> str:
    found = _CLASS.search(attributes)
    return next(filter(None, found.groups()), "") if found else ""


def _last(names: list[str], name: str) -> int:
    return len(names) - 1 - names[::-1].index(name)
