"""The list of sources: each work that pages and terms cite, once, by its key."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from plainwords import front_matter, values
from plainwords.problems import ContentError, Problem
from plainwords.schema import Key

KINDS = (
    "regulator",
    "government",
    "paper",
    "society",
    "charity",
    "company",
    "community",
    "news",
    "reference",
    "ai",
)

_KEYS = {
    key.name: key
    for key in (
        Key("title", "text", True, "write the title of the work"),
        Key("publisher", "text", True, "write who published the work"),
        Key("authors", "text", False, "write who wrote it: 'Greipp PR and others'"),
        Key("date", "day", False, "write the day, month or year of the work: 2025-11-06, '2025-11' or '2025'"),
        Key("url", "text", False, "write the work's own address: https://…"),
        Key("seen", "date", True, "write the day on which it was last looked at: 2026-11-21"),
        Key("kind", "text", True, f"write one of: {', '.join(KINDS)}"),
        Key("note", "text", False, "write one plain sentence for the reader"),
    )
}


@dataclass(frozen=True, slots=True)
class Source:
    """A cited work. `date` is that of the work, as exact as it is known, or empty where the work shows none."""

    key: str
    title: str
    publisher: str
    seen: date
    kind: str
    authors: str = ""
    date: str = ""
    url: str = ""
    note: str = ""


def load(path: str | Path) -> dict[str, Source]:
    """Read the list of sources; raises ContentError with all that is wrong in it."""
    sources, problems = read(path)
    if problems:
        raise ContentError(problems)
    return sources


def read(path: str | Path) -> tuple[dict[str, Source], list[Problem]]:
    """As `load`, but return the problems beside the sources that could be read."""
    path = Path(path)
    if not path.is_file():
        return {}, [Problem(path, "is missing; write the list of sources, or name it in the option 'sources'")]
    try:
        entries = front_matter.read_yaml(path)
    except ContentError as error:
        return {}, error.problems
    sources = {}
    problems = []
    for key, entry in entries.items():
        given, messages = _read_entry(key, entry)
        problems += [Problem(path, f"{key}: {message}") for message in messages]
        if not messages:
            sources[key] = Source(key=key, **given)
    return sources, problems


def _read_entry(key: str, entry: Any) -> tuple[dict[str, Any], list[str]]:
    if not isinstance(entry, Mapping):
        return {}, ["holds no keys; write title, publisher, seen and kind below it"]
    given, messages = values.read(entry, _KEYS, {})
    return given, [*messages, *_bad_values(key, given)]


def _bad_values(key: str, given: Mapping[str, Any]) -> Iterator[str]:
    if not values.is_slug(key):
        yield f"is no key; use lower-case letters, digits and hyphens only, such as '{values.slug(key)}'"
    if (kind := given.get("kind", KINDS[0])) not in KINDS:
        yield f"'kind' is '{kind}'{values.did_you_mean(kind, KINDS) or '; ' + _KEYS['kind'].write}"
    if (url := given.get("url")) and not re.match(r"https?://\S+\Z", url):
        yield f"'url' is '{url}'; {_KEYS['url'].write}"
