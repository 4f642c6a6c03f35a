"""A Python-Markdown extension that makes the words of a glossary into links to their explanation.

    markdown.markdown(text, extensions=["plainwords.linker"],
                      extension_configs={"plainwords.linker": {"glossary": "path/to/terms"}})

Knows Markdown trees only: which page is being written, and where term pages are, it is told by its options.
"""

from bisect import bisect_right
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from plainwords import host
from plainwords.fold import SEAM
from plainwords.glossary import matcher_of
from plainwords.matcher import Matcher
from plainwords.terms import Term
from plainwords.tree import Layout, Piece
from plainwords.values import did_you_mean

ONCE = ("section", "page", "always")


class Mention(NamedTuple):
    """A term that a page links, and the form by which it does so first."""

    term: Term
    form: str


Link = tuple[int, int, str]
"""A link to be made in a piece of text: from where to where, and to which term."""


class Linker(Treeprocessor):
    """Links the words of one page; `mentions` then holds the linked terms in reading order."""

    def __init__(self, md: Markdown, matcher: Matcher, options: dict[str, Any]) -> None:
        super().__init__(md)
        self.matcher = matcher
        self.once: str = options["once"]
        self.prefix: str = options["prefix"]
        self.own: str = options["own"]
        self.mentions: list[Mention] = []

    def run(self, root: Element) -> None:
        """Put the links into the tree."""
        self.mentions.clear()
        if host.opted_out(self.md):
            return
        layout = Layout(root, self.md)
        prefix = host.prefix_from_page(self.md, self.prefix)
        for number, links in self._links(layout).items():
            piece = layout.pieces[number]
            if piece:
                _splice(piece, links, prefix)

    def _links(self, layout: Layout) -> dict[int, list[Link]]:
        """The links to be made, by the number of the piece; notes each term that is linked."""
        own = self.own or host.own_term(self.md, self.prefix)
        links: dict[int, list[Link]] = {}
        seen = set()
        mentions: dict[str, Mention] = {}
        text, pieces, starts = layout.text, layout.pieces, layout.starts
        for start, end, term, form in self.matcher.find(text):
            id = term.id
            if not term.link or id == own:
                continue
            number = bisect_right(starts, start) - 1
            piece = pieces[number]
            if piece is None:
                continue
            reach = (id, piece[2]) if self.once == "section" else id
            if reach in seen or (layout.closed and _is_closed(layout, start)):
                continue
            if text.find(SEAM, start, end) >= 0:
                end = start + len(text[start:end].rstrip(SEAM))
            if starts[number + 1] < end or text.find(SEAM, start, end) >= 0:  # no link holds the border of an element
                continue
            if self.once != "always":
                seen.add(reach)
            if id not in mentions:
                mentions[id] = Mention(term, form)
            links.setdefault(number, []).append((start - starts[number], end - starts[number], id))
        self.mentions.extend(mentions.values())
        return links


def _splice(piece: Piece, links: list[Link], prefix: str) -> None:
    """Cut the text of a piece into links and what stands between them."""
    parent, after, _ = piece
    text = (parent.text if after is None else after.tail) or ""
    place = 0 if after is None else list(parent).index(after) + 1
    before = text[: links[0][0]]
    if after is None:
        parent.text = before
    else:
        after.tail = before
    untils = [start for start, _, _ in links[1:]] + [len(text)]
    for (start, end, id), until in zip(links, untils, strict=True):
        element = Element("a", {"class": "term", "href": f"{prefix}{id}.md", _DATA_TERM: id})
        element.text = text[start:end]
        element.tail = text[end:until]
        parent.insert(place, element)
        place += 1


class _Last(str):
    """An attribute's name that sorts behind all others: Markdown sorts them, and the shape of links is public."""

    def __lt__(self, other: str) -> bool:
        return False

    def __gt__(self, other: str) -> bool:
        return True


_DATA_TERM = _Last("data-term")


def _is_closed(layout: Layout, place: int) -> bool:
    nearest = bisect_right(layout.closed, (place, len(layout.text))) - 1
    return nearest >= 0 and place < layout.closed[nearest][1]


class LinkerExtension(Extension):
    """The extension; a caller that has a matcher at hand may give it instead of the folder.

    `linker` is the processor of the latest Markdown instance that the extension was added to; none is added,
    and nothing is linked, while `active` is false.
    """

    def __init__(self, matcher: Matcher | None = None, **options: Any) -> None:
        self.config = {
            "glossary": ["", "The folder of the term files."],
            "once": ["section", "Link a term once per 'section' (second-level heading), once per 'page' or 'always'."],
            "prefix": ["/glossary/", "What stands before ID.md in the address of a term."],
            "own": ["", "The id of the term that the text explains; it is not linked."],
        }
        super().__init__(**options)
        if self.getConfig("once") not in ONCE:
            hint = did_you_mean(str(self.getConfig("once")), ONCE)
            raise ValueError(f"plainwords.linker: 'once' is {self.getConfig('once')!r}{hint}; write one of {ONCE}")
        if matcher is None and not self.getConfig("glossary"):
            raise ValueError("plainwords.linker: 'glossary' is missing; name the folder of the term files")
        self._matcher = matcher
        self.active = True
        self.linker: Linker | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Add the linker to a Markdown instance."""
        self.linker = None
        if not self.active:
            return
        matcher = self._matcher or matcher_of(self.getConfig("glossary"))
        self.linker = Linker(md, matcher, self.getConfigs())
        # After smarty (6), which would read the quotation marks around a link otherwise; before toc (5).
        md.treeprocessors.register(self.linker, "plainwords", 5.5)


def makeExtension(**options: Any) -> LinkerExtension:  # noqa: N802 (the name is Python-Markdown's)
    """Called by Python-Markdown with the options of `plainwords.linker`."""
    return LinkerExtension(**options)
