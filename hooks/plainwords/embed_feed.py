"""The feed for those who keep partner sites: which pages and words have changed or been checked, and when."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from plainwords.embed_site import Shown, Site


class Part(NamedTuple):
    """A page or word that others may show; `kind` and `id` are those of its addresses."""

    kind: str
    id: str
    title: str
    url: str
    reviewed: date


class Entry(NamedTuple):
    """One thing to tell, by its key in the feed's address; `change` is empty where texts were checked, no more."""

    key: str
    day: date
    change: str
    pages: Sequence[Part]
    words: Sequence[Part]


def files(site: Site, pages: Iterable[Shown]) -> dict[str, str]:
    """The feed by its place; a site that shows nothing has none."""
    known = dict(_parts(site, pages))
    entries = [*_changes(site, known), *_checks(known.values())]
    if not entries:
        return {}
    entries.sort(key=lambda entry: entry.day, reverse=True)
    return {site.feed: site.render("embed-feed.xml", site=site, url=site.at(site.feed), entries=entries)}


def _parts(site: Site, pages: Iterable[Shown]) -> Iterator[tuple[str, Part]]:
    for page in pages:
        yield page.uri, Part("page", page.id, page.title, site.url(page.uri), page.reviewed)
    for term in site.terms.values():
        uri = site.uri(term)
        yield uri, Part("term", term.id, term.term, site.url(uri), term.reviewed)


def _changes(site: Site, known: dict[str, Part]) -> Iterator[Entry]:
    """What the keepers of the site have told their readers, as far as it is about what partners show."""
    for change in site.changes:
        if touched := [known[uri] for uri in change.pages if uri in known]:
            yield _entry(change.key, change.date, change.change, touched)


def _checks(parts: Iterable[Part]) -> Iterator[Entry]:
    """What was checked last on each day. A text that is checked again moves on to that day."""
    by_day = sorted(parts, key=lambda part: (part.reviewed, part.title.lower(), part.id))
    for day, checked in groupby(by_day, key=lambda part: part.reviewed):
        yield _entry(f"checked-{day}", day, "", list(checked))


def _entry(key: str, day: date, change: str, parts: Sequence[Part]) -> Entry:
    pages, words = ([part for part in parts if part.kind == kind] for kind in ("page", "term"))
    return Entry(key, day, change, pages, words)
