"""What changed on the site and when, as its keepers tell readers: a list written by hand.

The key of an entry is also its address.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from plainwords import keyed, values
from plainwords.problems import Problem
from plainwords.schema import Key

NAME = "changes.yml"

_KEYS = {
    key.name: key
    for key in (
        Key("date", "date", True, "write the day of the change: 2026-11-22"),
        Key("change", "text", True, "write one sentence that says what is different for the reader"),
        Key("pages", "list", True, "write the files of the pages: [treatments/drug-therapy.md, glossary/m-protein.md]"),
    )
}

_MEANT = {"page": "did you mean 'pages'?", "day": "did you mean 'date'?"}


@dataclass(frozen=True, slots=True)
class Change:
    """A change, by its key; `pages` are the places of pages and terms among the pages."""

    key: str
    date: date
    change: str
    pages: tuple[str, ...]


def read(path: Path, known: Collection[str] | None) -> tuple[list[Change], list[Problem]]:
    """Read the list, newest first; return it and all problems. `known` are the pages that there are.

    A site need not have such a list.
    """
    if not path.is_file():
        return [], []
    entries, problems = keyed.read(path, _KEYS, partial(_unknown_pages, known), _MEANT)
    changes = [Change(key=key, **given) for key, given in entries.items()]
    days = [change.date for change in changes]
    if days != sorted(days, reverse=True):
        problems.append(Problem(path, "is not in order; write the newest change first"))
    return changes, problems


def _unknown_pages(known: Collection[str] | None, given: Mapping[str, Any]) -> Iterator[str]:
    if known is not None:
        yield from values.unknown("'pages' names", given.get("pages", ()), known, "the site")
