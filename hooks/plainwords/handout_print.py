"""Prints handouts, each page as PDF in each edition, a long one in parts with own words and sources; and booklets.

What was made is kept in a folder by the hash of all it was made from, so nothing is set twice.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from functools import cache, cached_property
from hashlib import sha256
from io import BytesIO
from itertools import combinations, pairwise
from multiprocessing import get_context
from pathlib import Path

import pikepdf

from plainwords import typeset
from plainwords.booklet import FOLDED, Booklet, divided, imposed
from plainwords.booklet_source import Binder
from plainwords.handout import EDITIONS, STANDARD, Article, Edition, Guide, Handout, Part, merged
from plainwords.handout_source import Writer
from plainwords.problems import ContentError, Problem
from plainwords.typeset import TypesetError
from plainwords.typst_code import NotForPaperError
from plainwords.typst_inline import Section

PAGES = 4
"""A part has at most so many pages in standard size."""

SIDES = 40
"""A stapler holds 20 sheets: a folded booklet has at most so many sides of them."""


class Printer:
    """Makes the handouts of a site."""

    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self.writer = Writer(guide)
        self.binder = Binder(self.writer)

    def handouts(self, article: Article) -> list[Handout]:
        """All editions of a page, in as few parts as have at most `PAGES` pages each; raises ContentError."""
        try:
            sections = self.writer.reader.sections(article.text, article.address)
            parts = self._parts(article, sections, 1)
            while long := self._too_long(parts):
                if len(parts) == len(sections):
                    raise NotForPaperError(
                        f"has a section that takes {long.pages} pages on paper, '{(*long.sections, article.title)[0]}';"
                        f" at most {PAGES}: divide it with a heading"
                    )
                parts = self._parts(article, sections, len(parts) + 1)
            return [self._handout(part, edition) for part in parts for edition in EDITIONS]
        except (NotForPaperError, TypesetError) as error:
            raise ContentError([Problem(article.path, str(error))]) from None

    def _too_long(self, parts: Iterable[Part]) -> Handout | None:
        """The first part that has too many pages in an edition of standard size."""
        standard = [edition for edition in EDITIONS if edition.size == STANDARD]
        made = (self._handout(part, edition) for part in parts for edition in standard)
        return next((handout for handout in made if handout.pages > PAGES), None)

    def _cost(self, sections: Sequence[Section]) -> float:
        """About how many pages some sections take, with their words and sources: fitted to what they took."""
        terms, keys = merged(it.terms for it in sections), {key for it in sections for key in it.sources}
        return 1 + sum(it.weight for it in sections) / 2670 + len(terms) / 14.3 + len(keys) / 30

    def _parts(self, article: Article, sections: Sequence[Section], count: int) -> list[Part]:
        """Divide the sections so that the longest part is as short as it can be; in more parts if that is too long."""
        costs = cache(lambda a, b: self._cost(sections[a:b]))
        ways = ((0, *cuts, len(sections)) for cuts in combinations(range(1, len(sections)), count - 1))
        best = min(ways, key=lambda way: max(costs(a, b) for a, b in pairwise(way)))
        if count < len(sections) and max(costs(a, b) for a, b in pairwise(best)) > PAGES + 0.4:
            return self._parts(article, sections, count + 1)
        divided = tuple(tuple(sections[a:b]) for a, b in pairwise(best))
        return [Part(article, number, divided) for number in range(1, count + 1)]

    @cached_property
    def _engine(self) -> str:
        return typeset.engine()

    def _handout(self, part: Part, edition: Edition) -> Handout:
        file, pages = self._made(self.writer.document(part, edition))
        titles = tuple(section.title for section in part.sections if section.title)
        return Handout(part.place(edition), edition, part.number, part.total, titles, pages, file)

    def booklets(self, booklet: Booklet) -> list[Handout]:
        """All editions of a booklet; one to be folded in as few parts as a stapler can hold; raises ContentError."""
        for count in range(1, len(booklet.articles) + 1):
            made = [it for part in divided(booklet, count) for it in self._bound(part)]
            if not booklet.folded or all(it.pages <= SIDES for it in made):
                break
        return made

    def _bound(self, booklet: Booklet) -> Iterator[Handout]:
        titles = tuple(article.title for article in booklet.articles)
        for edition in booklet.editions:
            try:
                file, pages = self._made(
                    self.binder.document(booklet, edition), edition.paper if booklet.folded else ""
                )
            except (NotForPaperError, TypesetError) as error:
                raise ContentError([Problem(booklet.articles[0].path, f"in a booklet: {error}")]) from None
            place = booklet.place_of(edition)
            yield Handout(place, edition, booklet.number, booklet.total, titles, pages, file)

    def _made(self, source: str, half: str = "") -> tuple[Path, int]:
        """Take a PDF from the cache, or make it; with the number of its pages. Of a half sheet, two stand on each."""
        key = sha256(f"{self._engine}\n{half}\n{source}".encode()).hexdigest()[:32]
        file = next(self.guide.cache.glob(f"{key}-*.pdf"), None)
        if file is None:
            made = typeset.typeset(source)
            made = imposed(made, half) if half else made
            with pikepdf.open(BytesIO(made)) as pdf:
                file = self.guide.cache / f"{key}-{len(pdf.pages)}.pdf"
            beside = file.with_suffix(f".{os.getpid()}")  # a build that is stopped leaves no half of a file
            beside.write_bytes(made)
            beside.replace(file)
        return file, int(file.stem.rpartition("-")[2])


def print_all(
    guide: Guide, texts: Sequence[Article | Booklet], tell: Callable[[int, int], None]
) -> dict[str, list[Handout]]:
    """Make the handouts of pages and the booklets, by their places, in as many processes as there are cores; `tell`
    hears how many tasks are done, of how many. Raises ContentError with all that cannot be printed.
    """
    guide.cache.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[Handout]] = {}
    problems: list[Problem] = []
    tasks = [task for text in texts for task in _tasks(text)]
    workers = min(os.cpu_count() or 1, len(tasks))
    ready = 0
    for first in range(0, len(tasks), workers * TASKS):
        # A pool for some of the tasks, and not `max_tasks_per_child`, with which Python may wait forever (gh-115634).
        with ProcessPoolExecutor(workers, get_context("spawn"), _start, (guide,)) as pool:
            waiting = {pool.submit(_work, task): task for task in tasks[first : first + workers * TASKS]}
            for done in as_completed(waiting):
                made, wrong = done.result()
                found.setdefault(waiting[done].place, []).extend(made)
                problems += wrong
                ready += 1
                tell(ready, len(tasks))
    if problems:
        raise ContentError(problems)
    return {place: sorted(found[place], key=_in_order) for place in sorted(found)}


def _tasks(text: Article | Booklet) -> list[Article] | list[Booklet]:
    """What a worker does in one go: a booklet of the whole guide takes seconds, and memory, in each edition."""
    if isinstance(text, Article) or text.folded:
        return [text]  # type: ignore[return-value] # of the one kind or the other
    return [replace(text, editions=(edition,)) for edition in text.editions]


def _in_order(handout: Handout) -> tuple[int, int]:
    return handout.part, (*EDITIONS, *FOLDED).index(handout.edition)


TASKS = 8
"""About so many a worker does before new ones begin: the engine never gives back the memory that it took."""

_printer: list[Printer] = []
"""The one of a process that does nothing but print."""


def _start(guide: Guide) -> None:
    _printer.append(Printer(guide))


def _work(text: Article | Booklet) -> tuple[list[Handout], list[Problem]]:
    printer = _printer[0]
    try:
        return (printer.booklets(text) if isinstance(text, Booklet) else printer.handouts(text)), []
    except ContentError as error:  # which cannot be sent from one process to another
        return [], error.problems
