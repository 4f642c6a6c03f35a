"""Where each statement comes from: the notes of a page, and when it is due for its next check."""

from calendar import monthrange
from datetime import date

from plainwords.citations import CitationExtension
from plainwords.content import Content
from plainwords.pages import PageHead
from plainwords.render import Renderer
from plainwords.sources import Source
from plainwords.terms import Term

MONTHS = 24
MONTHS_FOR_TREATMENTS = 12
HARD_STOP = 36
_TREATMENTS = ("treatments/", "relapse/", "drug", "drug class", "procedure")


def next_review(reviewed: date, about: str) -> date:
    """The day by which a text is due: a year after its last check for treatments, two years for the rest.

    `about` is the place of a page, or the category of a term.
    """
    return later(reviewed, MONTHS_FOR_TREATMENTS if about.startswith(_TREATMENTS) else MONTHS)


def stands_until(reviewed: date) -> date:
    """The day after which a text may no longer stand unchecked."""
    return later(reviewed, HARD_STOP)


def later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


class Provenance:
    """The citations of one build: what each page cites, and which pages use a source."""

    def __init__(self, content: Content, render: Renderer) -> None:
        self.content = content
        labels = {
            key: f"{source.publisher}, {render.day(source.date) if source.date else render.words['no_date']}"
            for key, source in content.sources.items()
        }
        self.extension = CitationExtension(labels, render.words)
        self._users: dict[str, list[str]] = {}
        self._cited: dict[str, list[str]] = {}

    def finish(self, page: str, about: Term | PageHead) -> None:
        """Note what a page cites, now that it has been read; its numbered citations come first in its sources."""
        numbered = self.extension.citations.keys if self.extension.citations else []
        self._cited[page] = list(dict.fromkeys([*numbered, *about.sources]))
        for key in self._cited[page]:
            self._users.setdefault(key, []).append(page)

    def sources_of(self, page: str) -> list[Source]:
        """The sources of a page, in the order of their numbers."""
        return [self.content.sources[key] for key in self._cited[page]]

    def all_sources(self) -> list[tuple[Source, list[str]]]:
        """Every source, by its publisher and title, with the pages that use it."""
        everything = sorted(self.content.sources.values(), key=lambda it: (it.publisher.lower(), it.title.lower()))
        return [(source, self._users.get(source.key, [])) for source in everything]
