"""The list of sources: each work that pages and terms cite, once, by its key."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from plainwords import keyed, values
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

CITATION = r"\[@[\w-]+(?:\s*;\s*@[\w-]+)*\]"
"""How running text cites: `[@nci-pdq-2023]`, or several: `[@iss-2005; @r-iss-2015]`."""

BOXES = ("changed", "differ")
"""The kinds of boxes that must cite both sides: the source that said it, and the one that changed it or differs."""

_BOX = re.compile(rf"^!!! ({'|'.join(BOXES)})\b.*\n((?:[ \t]+.*\n|[ \t]*\n)*)", re.MULTILINE)
_CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]*`", re.MULTILINE | re.DOTALL)

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
    entries, problems = keyed.read(path, _KEYS, _bad_values)
    return {key: Source(key=key, **given) for key, given in entries.items()}, problems


def _bad_values(given: Mapping[str, Any]) -> Iterator[str]:
    if (kind := given.get("kind", KINDS[0])) not in KINDS:
        yield f"'kind' is '{kind}'{values.did_you_mean(kind, KINDS) or '; ' + _KEYS['kind'].write}"
    if (url := given.get("url")) and not re.match(r"https?://\S+\Z", url):
        yield f"'url' is '{url}'; {_KEYS['url'].write}"


def cited(text: str) -> list[str]:
    """The keys that a Markdown text cites, each once, in the order of the text."""
    if "[@" not in text:
        return []
    found = re.findall(CITATION, _CODE.sub("", text))
    return list(dict.fromkeys(key for citation in found for key in keys_of(citation)))


def keys_of(citation: str) -> list[str]:
    """The keys of one citation."""
    return re.findall(r"@([\w-]+)", citation)


def bare_boxes(text: str) -> list[str]:
    """The kinds of those boxes of a text that do not cite both sides."""
    return [kind for kind, inside in _BOX.findall(_CODE.sub("", text + "\n")) if len(cited(inside)) < 2]
