"""Handouts: a page as PDF for paper, in each edition; a long one in parts, each with its own words and sources.

What was made is kept in a folder by the hash of all it was made from, so nothing is set twice. Knows articles as HTML,
the glossary and the sources; nothing of MkDocs.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from itertools import combinations, pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pikepdf
import segno

from plainwords import typeset
from plainwords.print_drawing import for_paper
from plainwords.problems import ContentError, Problem
from plainwords.render import Renderer
from plainwords.sources import Source
from plainwords.terms import Term
from plainwords.typeset import TypesetError
from plainwords.typst_markup import NotForPaperError, Reader, Section, array, call, printed, string

PAGES = 4
"""A part has at most so many pages in standard size."""

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
    """What all handouts of a site share. `check` is the address at which a copy can be checked, `cache` the folder
    where what was made is kept.
    """

    terms: Mapping[str, Term]
    sources: Mapping[str, Source]
    language: str
    site: str
    check: str
    cache: Path


@dataclass(frozen=True)
class Part:
    """What one PDF holds: some sections of an article. `number` of `total` counts from 1."""

    article: Article
    number: int
    total: int
    sections: tuple[Section, ...]

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


class Printer:
    """Makes the handouts of a site."""

    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self.render = Renderer(guide.language)
        self.words: dict[str, Any] = self.render.words["handout"]
        self._reader = Reader(self._drawing, self.words["read_next"], self.words["see"])

    def _drawing(self, svg: str, caption: str) -> str:
        return for_paper(svg, caption, self.words["continued"])

    def handouts(self, article: Article) -> list[Handout]:
        """All editions of a page, in as few parts as have at most `PAGES` pages each; raises ContentError."""
        try:
            sections = self._reader.sections(article.text, article.address)
            count = min(self._fewest(sections), len(sections))
            while long := self._too_long(parts := self._parts(article, sections, count)):
                if count == len(sections):
                    raise NotForPaperError(
                        f"has a section that takes {long.pages} pages on paper, '{(*long.sections, article.title)[0]}';"
                        f" at most {PAGES}: divide it with a heading"
                    )
                count += 1
            return [self._made(part, edition) for part in parts for edition in EDITIONS]
        except (NotForPaperError, TypesetError) as error:
            raise ContentError([Problem(article.path, str(error))]) from None

    def _too_long(self, parts: Iterable[Part]) -> Handout | None:
        """The first part that has too many pages in an edition of standard size."""
        standard = [edition for edition in EDITIONS if edition.size == STANDARD]
        made = (self._made(part, edition) for part in parts for edition in standard)
        return next((handout for handout in made if handout.pages > PAGES), None)

    def _fewest(self, sections: Sequence[Section]) -> int:
        """How many parts an article needs at least, by a guess that is seldom too high."""
        return max(1, round(self._cost(sections) / PAGES - 0.4))

    def _cost(self, sections: Sequence[Section]) -> float:
        """About how many pages some sections take, with their words and sources."""
        terms, keys = _merged(it.terms for it in sections), {key for it in sections for key in it.sources}
        return 0.9 + sum(it.weight for it in sections) / 2600 + len(terms) / 15 + len(keys) / 22

    def _parts(self, article: Article, sections: Sequence[Section], count: int) -> list[Part]:
        """Divide the sections so that the longest part is as short as it can be."""
        ways = ((0, *cuts, len(sections)) for cuts in combinations(range(1, len(sections)), count - 1))
        best = min(ways, key=lambda way: max(self._cost(sections[a:b]) for a, b in pairwise(way)))
        return [Part(article, n, count, tuple(sections[a:b])) for n, (a, b) in enumerate(pairwise(best), 1)]

    @cached_property
    def _engine(self) -> str:
        return typeset.engine()

    def _made(self, part: Part, edition: Edition) -> Handout:
        """Take a PDF from the cache, or make it."""
        source = self.source(part, edition)
        key = sha256(f"{self._engine}\n{source}".encode()).hexdigest()[:32]
        file = next(self.guide.cache.glob(f"{key}-*.pdf"), None)
        if file is None:
            made = typeset.typeset(source)
            with pikepdf.open(BytesIO(made)) as pdf:
                file = self.guide.cache / f"{key}-{len(pdf.pages)}.pdf"
            beside = file.with_suffix(f".{os.getpid()}")  # a build that is stopped leaves no half of a file
            beside.write_bytes(made)
            beside.replace(file)
        titles = tuple(section.title for section in part.sections if section.title)
        pages = int(file.stem.rpartition("-")[2])
        return Handout(part.place(edition), edition, part.number, part.total, titles, pages, file)

    def source(self, part: Part, edition: Edition) -> str:
        """A part as Typst."""
        article, words = part.article, self.words
        terms = _merged(section.terms for section in part.sections)
        keys = list(dict.fromkeys(key for section in part.sections for key in section.sources))
        numbers = "".join(f"{string(key)}: {string(str(number))}, " for number, key in enumerate(keys, 1)) or ":"
        named = {
            "title": string(article.title),
            "part": string(words["part"].format(number=part.number, total=part.total)) if part.total > 1 else "none",
            "language": string(words["language"]),
            "description": string(article.description),
            "date": article.reviewed.strftime("datetime(year: %Y, month: %-m, day: %-d)"),
            "size": f"{edition.size}pt",
            "paper": string(edition.paper),
            "site": string(self.guide.site),
            "foot": array(
                [
                    string(words["foot"].format(day=self.render.day(article.reviewed), code=article.code)),
                    string(printed(article.address)),
                ]
            ),
            "clinic": array(string(label) for label in words["clinic"]),
            "page-of": string(words["page_of"]),
        }
        lines = [
            '#import "/handout.typ": *',
            f"#let numbers = ({numbers})",
            '#let notes-of(..keys) = note(keys.pos().map(key => numbers.at(key)).join(", "))',
            f"#show: handout.with({', '.join(f'{key}: {value}' for key, value in named.items())})",
        ]
        for section in part.sections:
            if section.title:
                lines.append(f"#heading(level: 2, {string(section.title)})")
            lines += [f"#{block}" for block in section.blocks]
        if terms:
            lines.append(f"#heading(level: 2, {string(self.render.words['words_on_this_page'])})")
            lines.append(f"#{self._words(terms)}")
        if keys:
            lines.append(f"#heading(level: 2, {string(self.render.words['sources'])})")
            lines.append("#" + call("notes", *(self._entry(self.guide.sources[key], article.address) for key in keys)))
        lines.append(f"#heading(level: 2, {string(self.render.words['status'])})")
        lines.append(f"#{self._about(article)}")
        return "\n".join(lines)

    def _words(self, terms: Mapping[str, str]) -> str:
        rows = []
        for id, form in terms.items():
            term = self.guide.terms[id]
            here = "" if _near(form, term.term) else f" ({self.render.words['here']}: {form})"
            say = f" {self.render.words['say']} {term.say}." if term.say else ""
            rows.append(array(string(it) for it in (term.term, here, term.short, say)))
        return call("words-table", array(string(head) for head in self.words["words_heads"]), array(rows))

    def _entry(self, source: Source, address: str) -> str:
        text = self.render("source-entry.html", source=source)
        (section,) = self._reader.sections(text, address)
        (block,) = section.blocks
        return block

    def _about(self, article: Article) -> str:
        words, render = self.render.words, self.render
        qr = segno.make(article.address, error="m", micro=False).svg_inline(border=4, scale=1, omitsize=False)
        lines = [
            f"{words['checked']}: {render.day(article.reviewed)}.",
            f"{words['next_check']}: {render.day(article.next_review)}.",
            f"{words['clinical_review']}: {article.review}",
            f"{words['advice']} {words['country']}",
            self.words["check"].format(address=printed(self.guide.check), code=article.code),
            self.words["online"].format(address=printed(article.address)),
        ]
        alt = self.words["qr"].format(address=article.address)
        return call("about", string(qr), string(alt), *(string(line) for line in lines))


def _merged(found: Iterable[Mapping[str, str]]) -> dict[str, str]:
    merged: dict[str, str] = {}
    for terms in found:
        for id, form in terms.items():
            merged.setdefault(id, form)
    return merged


def _near(form: str, term: str) -> bool:
    """Whether a reader who has met the one finds the other: they differ in an ending only."""
    form, term = form.casefold(), term.casefold()
    shorter, longer = sorted((form, term), key=len)
    return longer.startswith(shorter) and len(longer) - len(shorter) <= 2


def print_all(guide: Guide, articles: Sequence[Article], tell: Callable[[int, int], None]) -> dict[str, list[Handout]]:
    """Make the handouts of all pages, by their places, in as many processes as there are cores; `tell` hears how many
    pages are done, of how many. Raises ContentError with all that cannot be printed.
    """
    guide.cache.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[Handout]] = {}
    problems: list[Problem] = []
    workers = min(os.cpu_count() or 1, len(articles))
    with ProcessPoolExecutor(workers, get_context("spawn"), _start, (guide,)) as pool:
        waiting = {pool.submit(_work, article): article for article in articles}
        for done in as_completed(waiting):
            made, wrong = done.result()
            found[waiting[done].place] = made
            problems += wrong
            tell(len(found), len(articles))
    if problems:
        raise ContentError(problems)
    return dict(sorted(found.items()))


_printer: list[Printer] = []
"""The one of a process that does nothing but print."""


def _start(guide: Guide) -> None:
    _printer.append(Printer(guide))


def _work(article: Article) -> tuple[list[Handout], list[Problem]]:
    try:
        return _printer[0].handouts(article), []
    except ContentError as error:  # which cannot be sent from one process to another
        return [], error.problems
