"""What the page "Check your paper" knows: the codes that pages have, in a list on it, and those that they had."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin

from plainwords import codes
from plainwords.changes import Change
from plainwords.codes import Log
from plainwords.problems import ContentError, Problem

PAGE, ADDRESS = "check.md", "check/"
"""The page, by its place among the pages, and its address on the site, which is printed on paper and stays as it is."""

DATA = "assets/check-data.js"


class Checked(NamedTuple):
    """A page as it is now: its code, the day of its last check, and the day by which the next one is due."""

    url: str
    code: str
    reviewed: date
    due: date


def script(log: Log, pages: Mapping[str, Checked], changes: Iterable[Change]) -> str:
    """The codes of the past as a classic script, which works where no file may be fetched.

    Each page that had others is given as its address, or null if it is gone, and its codes with the days until which
    they held. Days and pages stand once, and are numbers elsewhere. Present codes stand in the list on the page.
    """
    past = {uri: codes.past(entries, present=uri in pages) for uri, entries in log.items()}
    past = {uri: entries for uri, entries in past.items() if entries}
    changes = list(changes)
    days = {day for entries in past.values() for _, day in entries} | {change.date for change in changes}
    number = {day: number for number, day in enumerate(sorted(days))}
    place = {uri: number for number, uri in enumerate(past)}
    records = {
        "days": [day.isoformat() for day in number],
        "pages": [[pages[uri].url if uri in pages else None, *_flat(entries, number)] for uri, entries in past.items()],
        "changes": [[number[it.date], it.change, [place[uri] for uri in it.pages if uri in place]] for it in changes],
    }
    return f"plainwords.checkData({json.dumps(records, ensure_ascii=False, separators=(',', ':'))});\n"


def _flat(entries: Iterable[tuple[str, date]], number: Mapping[date, int]) -> list[Any]:
    return [part for signs, day in entries for part in (signs.replace("-", ""), number[day])]


def codes_of(site: Path) -> dict[str, str]:
    """The present code of each page of a built site, by its address, in the order of the list."""
    from lxml import html  # only here: a site without such a page does without it

    path = site / ADDRESS / "index.html"
    if not path.is_file():
        raise ContentError([Problem(path, "is missing; 'make codes' builds the site with it")])
    home = "https://site.invalid/"
    found = {}
    for row in html.document_fromstring(path.read_bytes()).iterfind(".//tr[@data-due]"):
        url = urljoin(home + ADDRESS, row.find(".//a").get("href")).removeprefix(home)
        found[url] = row.find_class("text-code")[0].text
    return found
