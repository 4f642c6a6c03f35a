"""The check code of a text, and the log of all codes that the texts of the site have had.

A code is made of what a text says: paper with the same code says the same. The log lets the site answer for old paper,
so nothing in it is ever changed or taken out.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from plainwords import front_matter
from plainwords.problems import ContentError, Problem

NAME = "codes.yml"
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs, five bits each; 0 and O, 1 and I look alike, and are left out."""

LENGTH, FIRST = 7, 3
"""How many signs a code has, and how many of them stand before the hyphen."""

GONE = "gone"
"""Stands in the place of a code from the day on which a page was no part of the site any more."""

_CODE = rf"[{ALPHABET}]{{{FIRST}}}-[{ALPHABET}]{{{LENGTH - FIRST}}}"
_ENTRY = re.compile(rf"(\d{{4}}-\d\d-\d\d) ({_CODE}|{GONE})")
_MEND = "undo what was changed by hand"
_HEAD = """\
# The codes that each page has had, and the day from which each held, the newest last. `make codes` adds to it. Nothing
# is ever changed here or taken out: there is paper with these codes.
"""


class Entry(NamedTuple):
    """A code and the day from which it held."""

    day: date
    code: str


Log = Mapping[str, list[Entry]]
"""The entries of each page, by its place among the pages, the newest last."""


def code(title: str, body: str, words: Iterable[tuple[str, str]], sources: Iterable[str]) -> str:
    """The code of a text, such as K7Q-X3MP: `words` are those explained with it, each with its explanation.

    White space says nothing, and neither does the order of words and sources, which follows from the text.
    """
    pairs = sorted([_plain(word), _plain(short)] for word, short in words)
    said = json.dumps([_plain(title), _plain(body), pairs, sorted(sources)], ensure_ascii=False)
    number = int.from_bytes(sha256(said.encode()).digest())
    return spaced("".join(ALPHABET[number >> 5 * place & 31] for place in range(LENGTH)))


def spaced(signs: str) -> str:
    """The signs of a code as they are printed."""
    return f"{signs[:FIRST]}-{signs[FIRST:]}"


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def read(path: Path) -> tuple[dict[str, list[Entry]], list[Problem]]:
    """Read the log and all that is wrong in it; a site need not have one."""
    if not path.is_file():
        return {}, []
    try:
        pages = front_matter.read_yaml(path)
    except ContentError as error:
        return {}, error.problems
    log: dict[str, list[Entry]] = {}
    messages: list[str] = []
    for page, lines in pages.items():
        log[page], wrong = _entries(lines)
        messages += [f"{page}: {message}" for message in wrong]
    messages += _shared(log)
    return log, [Problem(path, message) for message in messages]


def _entries(lines: Any) -> tuple[list[Entry], list[str]]:
    """The entries of one page, and what is wrong in them."""
    entries = []
    wrong = []
    for line in lines if isinstance(lines, list) else [lines]:
        found = _ENTRY.fullmatch(line) if isinstance(line, str) else None
        try:
            if not found:
                raise ValueError
            entries.append(Entry(date.fromisoformat(found[1]), found[2]))
        except ValueError:
            wrong.append(f"'{line}' is no day and code, such as '2026-11-22 K7Q-X3MP'; {_MEND}")
    for one, next in pairwise(entries):
        if one.day > next.day:
            wrong.append(f"{one.day} stands before {next.day}; {_MEND}, or put the newest last")
    return entries, wrong


def _shared(log: Log) -> Iterator[str]:
    """Say which pages have the same code now; one that is gone, or has changed since, leaves its code to another."""
    pages: dict[str, list[str]] = {}
    for page, entries in log.items():
        if entries and entries[-1].code != GONE:
            pages.setdefault(entries[-1].code, []).append(page)
    for signs, found in pages.items():
        if len(found) > 1:
            yield f"{signs} is the code of {' and '.join(found)}; keep one of the pages, or let their texts differ"


def write(log: Log) -> str:
    """The log as the text of its file."""
    pages = (f"{page}:\n" + "".join(f"- {day} {signs}\n" for day, signs in log[page]) for page in sorted(log))
    return "\n".join([_HEAD, "".join(pages)])


def added(log: Log, present: Mapping[str, Entry]) -> dict[str, list[Entry]]:
    """The log with the present code of each page; no entry is older than the one before it."""
    longer = {page: list(entries) for page, entries in log.items()}
    for page, now in present.items():
        entries = longer.setdefault(page, [])
        if not entries:
            entries.append(now)
        elif entries[-1].code != now.code:
            entries.append(Entry(max(now.day, entries[-1].day), now.code))
    return longer


def past(entries: Sequence[Entry], *, present: bool) -> list[tuple[str, date]]:
    """The codes that a page had, each with the day until which it held; of a page that is present, not the last one."""
    had = [(entry.code, next.day) for entry, next in pairwise(entries)]
    if not present:
        had += [(entry.code, entry.day) for entry in entries[-1:]]
    return [(signs, day) for signs, day in had if signs != GONE]


def complete(log: Log, present: Mapping[str, Entry], today: date) -> dict[str, list[Entry]]:
    """The log with the present code of each page, and a note at each page that is not there any more."""
    gone = {page: Entry(today, GONE) for page in log if page not in present}
    longer = added(log, {**present, **gone})
    if messages := list(_shared(longer)):
        raise ContentError(Problem(Path(NAME), message) for message in messages)
    return longer


def missing(log: Log, present: Mapping[str, Entry]) -> Iterator[str]:
    """Say which pages have another text than the one whose code they have in the log, and which are not there."""
    for page in sorted({*log, *present}):
        last = log[page][-1].code if log.get(page) else ""
        now = present[page].code if page in present else GONE
        if now != last:
            known = {"": "is new; its code is", GONE: "is back; its code is"}
            why = known.get(last, f"has changed; its code was {last} and is")
            yield f"{page}: is gone" if now == GONE else f"{page}: {why} {now}"
