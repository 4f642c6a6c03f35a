"""What the page "Check your paper" knows: the codes that pages have and had, and what has changed since."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from plainwords import codes
from plainwords.changes import Change
from plainwords.codes import Entry, Log
from plainwords.problems import ContentError, Problem

PAGE, ADDRESS = "check.md", "check/"
"""The page, by its place among the pages, and its address on the site, which is printed on paper and stays as it is."""

DATA = "assets/check-data.js"
_BEFORE, _AFTER = "plainwords.checkData(", ");\n"


class Checked(NamedTuple):
    """A page as it is now: its code, the day of its last check, and the day by which the next one is due."""

    url: str
    code: str
    reviewed: date
    due: date


def script(log: Log, pages: Mapping[str, Checked], changes: Iterable[Change], named: Callable[[date], str]) -> str:
    """All of it as one classic script, which works where no file may be fetched; `named` says a day in words.

    Days and pages stand once, and are numbers elsewhere. A page that is gone has no address; titles stand in the list
    on the page.
    """
    changes = list(changes)
    log = codes.added(log, {uri: Entry(page.reviewed, page.code) for uri, page in pages.items()})
    days = {entry.day for entries in log.values() for entry in entries} | {change.date for change in changes}
    days |= {day for page in pages.values() for day in (page.reviewed, page.due)}
    day = {day: number for number, day in enumerate(sorted(days))}
    place = {uri: number for number, uri in enumerate(log)}
    records = {
        "days": [[it.isoformat(), named(it)] for it in day],
        "pages": [[*_now(pages.get(uri), day), _flat(entries, day)] for uri, entries in log.items()],
        "changes": [[day[it.date], it.change, [place[uri] for uri in it.pages if uri in place]] for it in changes],
    }
    return f"{_BEFORE}{json.dumps(records, ensure_ascii=False, separators=(',', ':'))}{_AFTER}"


def _now(page: Checked | None, day: Mapping[date, int]) -> list[Any]:
    return [page.url, day[page.reviewed], day[page.due]] if page else [None]


def _flat(entries: Iterable[Entry], day: Mapping[date, int]) -> list[Any]:
    return [part for entry in entries for part in (entry.code.replace("-", ""), day[entry.day])]


def codes_of(site: Path) -> dict[str, str]:
    """The present code of each page of a built site, by its address."""
    path = site / DATA
    if not path.is_file():
        raise ContentError([Problem(path, "is missing; 'make codes' builds the site with it")])
    records = json.loads(path.read_text(encoding="utf-8").removeprefix(_BEFORE).removesuffix(_AFTER))
    return {page[0]: codes.spaced(page[-1][-2]) for page in records["pages"] if page[0] is not None}
