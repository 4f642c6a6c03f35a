"""Booklets: pages of a guide, chapter by chapter, as one document; small ones to be folded, two pages on a side."""

from dataclasses import dataclass, replace
from io import BytesIO
from itertools import accumulate

import pikepdf

from plainwords.handout import EDITIONS, Article, Edition

FOLDED = (Edition("letter-fold", "us-statement", 12), Edition("a4-fold", "a5", 12))
"""Half the sheets that they are printed on."""

SHEETS = {"us-statement": (792.0, 612.0), "a5": (841.89, 595.276)}
"""Widths and heights of the sheets in points, by the paper of a half."""

_LEAF = 4
"""Pages on both sides of a folded sheet."""


@dataclass(frozen=True)
class Chapter:
    """Pages under a title."""

    title: str
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Booklet:
    """What one document holds, and what it is made as. `place` is its name on the site; it may be one of `total` parts,
    counted from 1.
    """

    place: str
    title: str
    description: str
    chapters: tuple[Chapter, ...]
    editions: tuple[Edition, ...] = EDITIONS
    number: int = 1
    total: int = 1

    @property
    def folded(self) -> bool:
        """Whether it is made for a stapler."""
        return self.editions == FOLDED

    @property
    def articles(self) -> list[Article]:
        """All its pages."""
        return [article for chapter in self.chapters for article in chapter.articles]

    def place_of(self, edition: Edition) -> str:
        """Where the PDF of an edition stands on the site."""
        part = f"-part-{self.number}" if self.total > 1 else ""
        return f"handouts/{self.place}{part}-{edition.name}.pdf"


def divided(booklet: Booklet, count: int) -> list[Booklet]:
    """A booklet of one chapter in so many parts, about as long as each other."""
    if count == 1:
        return [booklet]
    (chapter,) = booklet.chapters
    ends = list(accumulate(len(article.text) for article in chapter.articles))
    held: list[list[Article]] = [[] for _ in range(count)]
    for article, end in zip(chapter.articles, ends, strict=True):
        middle = end - len(article.text) / 2
        held[min(count - 1, int(middle / ends[-1] * count))].append(article)
    return [
        replace(booklet, chapters=(Chapter(chapter.title, tuple(articles)),), number=number, total=count)
        for number, articles in enumerate(held, 1)
        if articles
    ]


def order(count: int) -> list[tuple[int | None, int | None]]:
    """Which pages, counted from 0, stand side by side on each side of the sheets, so that the folded stack is a book;
    None is an empty page.
    """
    total = -(-count // _LEAF) * _LEAF
    shown = [number if number < count else None for number in range(total)]
    sides: list[tuple[int | None, int | None]] = []
    for first in range(0, total // 2, 2):
        last = total - 1 - first
        sides += [(shown[last], shown[first]), (shown[first + 1], shown[last - 1])]
    return sides


def imposed(made: bytes, half: str) -> bytes:
    """The pages of a document, each half a sheet, on whole sheets for printing on both sides, turned at the short edge.

    Such sheets have no reading order, so they are for printers only.
    """
    with pikepdf.open(BytesIO(made)) as pages, pikepdf.new() as sheets:
        box = pages.pages[0].mediabox
        width, height = float(box[2] - box[0]), float(box[3] - box[1])
        middle = SHEETS[half][0] / 2
        for pair in order(len(pages.pages)):
            sheet = sheets.add_blank_page(page_size=SHEETS[half])
            for left, number in zip((middle - width, middle), pair, strict=True):
                if number is not None:
                    sheet.add_overlay(pages.pages[number], pikepdf.Rectangle(left, 0, left + width, height))
        with sheets.open_metadata(set_pikepdf_as_editor=False) as data, pages.open_metadata() as known:
            data["dc:title"] = known["dc:title"]
            data["dc:language"] = known.get("dc:language", ["en"])
        sheets.docinfo["/Title"] = pages.docinfo["/Title"]
        out = BytesIO()
        sheets.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
