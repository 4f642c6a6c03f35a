"""What handouts are made of and made as: pages and what they share, editions, parts, PDFs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plainwords.sources import Source
from plainwords.terms import Term
from plainwords.typst_inline import Section

STANDARD = 13


@dataclass(frozen=True)
class Edition:
    """A paper, and the size of the text in points."""

    name: str
    paper: str
    size: int


EDITIONS = (
    Edition("letter", "us-letter", 13),
    Edition("letter-large", "us-letter", 18),
    Edition("a4", "a4", 13),
    Edition("a4-large", "a4", 18),
)


@dataclass(frozen=True)
class Article:
    """A page to be printed. `path` is the file that its writer knows, `place` its address below the home page without
    the last slash, `text` its HTML.
    """

    path: Path
    place: str
    address: str
    title: str
    description: str
    text: str
    reviewed: date
    next_review: date
    review: str
    code: str


@dataclass(frozen=True)
class Guide:
    """What all handouts of a site share. `home` is the address of the home page, `check` that at which a copy can be
    checked, `cache` the folder where what was made is kept.
    """

    terms: Mapping[str, Term]
    sources: Mapping[str, Source]
    language: str
    site: str
    home: str
    check: str
    cache: Path


@dataclass(frozen=True)
class Part:
    """What one PDF holds: some sections of an article. `number` counts from 1 in `all`, the sections of each part."""

    article: Article
    number: int
    all: tuple[tuple[Section, ...], ...]

    @property
    def total(self) -> int:
        """How many parts there are."""
        return len(self.all)

    @property
    def sections(self) -> tuple[Section, ...]:
        """What this part holds."""
        return self.all[self.number - 1]

    def place(self, edition: Edition) -> str:
        """Where the PDF of an edition stands on the site."""
        part = f"-part-{self.number}" if self.total > 1 else ""
        return f"handouts/{self.article.place}{part}-{edition.name}.pdf"


@dataclass(frozen=True)
class Handout:
    """A PDF. `place` is where it stands on the site, `file` where it lies now; `part` of `parts` counts from 1."""

    place: str
    edition: Edition
    part: int
    parts: int
    sections: tuple[str, ...]
    pages: int
    file: Path


def merged(found: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The terms of several sections, each with the words by which it is first met."""
    merged: dict[str, str] = {}
    for terms in found:
        for id, form in terms.items():
            merged.setdefault(id, form)
    return merged
