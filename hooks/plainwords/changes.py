"""What changed on the site and when, as its keepers tell readers: a list written by hand.

The key of an entry is also its address.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from plainwords import front_matter, values
from plainwords.problems import ContentError, Problem
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
    try:
        entries = front_matter.read_yaml(path)
    except ContentError as error:
        return [], error.problems
    changes = []
    problems = []
    for key, entry in entries.items():
        given, messages = _read_entry(key, entry, known)
        problems += [Problem(path, f"{key}: {message}") for message in messages]
        if not messages:
            changes.append(Change(key=key, **given))
    days = [change.date for change in changes]
    if days != sorted(days, reverse=True):
        problems.append(Problem(path, "is not in order; write the newest change first"))
    return changes, problems


def _read_entry(key: str, entry: Any, known: Collection[str] | None) -> tuple[dict[str, Any], list[str]]:
    if not isinstance(entry, Mapping):
        return {}, [f"holds no keys; write {', '.join(_KEYS)} below it"]
    given, messages = values.read(entry, _KEYS, {"page": "did you mean 'pages'?", "day": "did you mean 'date'?"})
    return given, [*messages, *_bad_values(key, given.get("pages", ()), known)]


def _bad_values(key: str, pages: Iterable[str], known: Collection[str] | None) -> Iterator[str]:
    if not values.is_slug(key):
        yield f"is no key; use lower-case letters, digits and hyphens only, such as '{values.slug(key)}'"
    if known is not None:
        yield from values.unknown("'pages' names", pages, known, "the site")
