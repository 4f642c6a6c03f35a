"""A Python-Markdown extension that makes the words of a glossary into links to their explanation.

    markdown.markdown(text, extensions=["plainwords.linker"],
                      extension_configs={"plainwords.linker": {"glossary": "path/to/terms"}})

Knows Markdown trees only: which page is being written, and where term pages are, it is told by its options.
"""

import time
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from os import scandir
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from plainwords.matcher import Match, Matcher
from plainwords.terms import Term, load
from plainwords.tree import Layout, Piece
from plainwords.values import did_you_mean

ONCE = ("section", "page", "always")


class Mention(NamedTuple):
    """A term that a page links, and the form by which it does so first."""

    term: Term
    form: str


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
        mentions: dict[str, Mention] = {}
        if not _opted_out(self.md):
            layout = Layout(root, self.md)
            for piece, matches in groupby(self._links(layout), lambda link: link[0]):
                found = [match for _, match in matches]
                for match in found:
                    mentions.setdefault(match.term.id, Mention(match.term, match.form))
                self._splice(piece, found)
        self.mentions[:] = mentions.values()

    def _links(self, layout: Layout) -> Iterator[tuple[Piece, Match]]:
        starts = [piece.start for piece in layout.pieces]
        seen = set()
        for match in self.matcher.find(layout.text):
            term = match.term
            if not term.link or term.id == self.own:
                continue
            piece = layout.pieces[bisect_right(starts, match.start) - 1]
            if self.once != "always":
                reach = (term.id, piece.section if self.once == "section" else 0)
                if reach in seen or _is_closed(layout, match.start):
                    continue
                seen.add(reach)
            elif _is_closed(layout, match.start):
                continue
            yield piece, match

    def _splice(self, piece: Piece, matches: list[Match]) -> None:
        """Cut the text of a piece into links and what stands between them."""
        parent, after = piece.parent, piece.after
        text = (parent.text if after is None else after.tail) or ""
        place = 0 if after is None else list(parent).index(after) + 1
        ends = [match.start - piece.start for match in matches[1:]] + [len(text)]
        before = text[: matches[0].start - piece.start]
        if after is None:
            parent.text = before
        else:
            after.tail = before
        for match, until in zip(matches, ends, strict=True):
            id, end = match.term.id, match.end - piece.start
            link = Element("a", {_CLASS: "term", _HREF: f"{self.prefix}{id}.md", _DATA_TERM: id})
            link.text, link.tail = text[match.start - piece.start : end], text[end:until]
            parent.insert(place, link)
            place += 1


class _Name(str):
    """An attribute's name that sorts by rank: Python-Markdown sorts attributes, and the shape of links is public."""

    rank: int

    def __new__(cls, name: str, rank: int) -> "_Name":
        self = super().__new__(cls, name)
        self.rank = rank
        return self

    def __lt__(self, other: str) -> bool:
        return self.rank < getattr(other, "rank", self.rank + 1)


_CLASS, _HREF, _DATA_TERM = (_Name(name, rank) for rank, name in enumerate(("class", "href", "data-term")))


def _opted_out(md: Markdown) -> bool:
    """Whether the page's own head says `glossary: false` (where the `meta` extension has read it)."""
    said: list[str] = getattr(md, "Meta", {}).get("glossary", [])
    return [value.lower() for value in said] == ["false"]


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


def matcher_of(folder: str | Path) -> Matcher:
    """The matcher for a folder of terms; the same one until a file changes.

    Site generators make a Markdown instance for each page: without this, each page would read the whole glossary.
    """
    folder = str(Path(folder).absolute())
    try:
        changed = Path(folder).stat().st_mtime_ns
    except FileNotFoundError:
        return Matcher(load(folder))  # which says what is wrong
    return _matcher_of(folder, _fingerprint(folder, changed, int(time.monotonic() * 2)))


@lru_cache(maxsize=8)
def _matcher_of(folder: str, fingerprint: int) -> Matcher:
    return Matcher(load(folder))


@lru_cache(maxsize=8)
def _fingerprint(folder: str, changed: int, half_second: int) -> int:
    """A number for the state of all files; looked at anew twice a second, and when a file comes or goes."""
    with scandir(folder) as entries:
        found = [(entry.name, entry.stat().st_mtime_ns, entry.stat().st_size) for entry in entries]
    return hash(tuple(sorted(found)))
