"""The head of each page: what the site promises to show about it, checked before anything is built."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from plainwords import front_matter, values
from plainwords.problems import ContentError, Problem
from plainwords.schema import Key
from plainwords.sources import bare_boxes, cited

DESCRIPTION_LIMIT = 160
LISTS = ("sources", "readability", "changes", "offline", "pages", "codes", "handouts", "booklets", "embeds")
"""What the build can list at the end of a page."""

KEYS = {
    key.name: key
    for key in (
        Key("title", "text", True, "write the title of the page"),
        Key("description", "text", True, f"write what the page answers in at most {DESCRIPTION_LIMIT} characters"),
        Key("sources", "list", False, "write the keys of sources that the page as a whole rests on: [nci-pdq-2023]"),
        Key("reviewed", "date", True, "write the day of the last check against the sources: 2026-11-21"),
        Key("clinical_review", "review", True, "write 'none', or {name: …, role: …, date: 2026-11-21}"),
        Key("handout", "flag", False, "write true or false"),
        Key("embed", "flag", False, "write true or false"),
        Key("questions", "list", False, "write other ways to ask what the page answers: [Is myeloma rare?]"),
        Key("pair", "list", False, "write the ids of the terms that the page tells apart: [relapsed, refractory]"),
        Key("list", "text", False, f"write one of: {', '.join(LISTS)}"),
        Key("glossary", "flag", False, "write 'false' for a page without glossary links"),
        # Keys of the theme, which it checks itself.
        Key("template", "any", False, ""),
        Key("hide", "any", False, ""),
        Key("search", "any", False, ""),
        Key("icon", "any", False, ""),
        Key("status", "any", False, ""),
    )
}


_BARE_BOX = (
    "a box '!!! {}' cites fewer than two sources; cite the one that said it, and the one that changed it or differs"
)


@dataclass(frozen=True, slots=True)
class ClinicalReview:
    """Who of the profession has read a page, and when."""

    name: str
    role: str
    date: date


@dataclass(frozen=True, slots=True)
class PageHead:
    """What a page says of itself. `clinical_review` is None until a clinician has read it.

    `sources` are those that the page names for its whole text and those that it cites; `pair` the terms it tells
    apart; `list` what the build writes at its end.
    """

    title: str
    description: str
    sources: tuple[str, ...]
    reviewed: date
    clinical_review: ClinicalReview | None
    pair: tuple[str, ...] = ()
    list: str = ""


def read(docs: str | Path, sources: Collection[str] | None, without: Path) -> tuple[dict[str, PageHead], list[Problem]]:
    """Read the heads of all pages of a folder, by their path inside it; return them and all problems.

    The folder `without` is left out: term files may lie among the pages, and have keys of their own.
    """
    docs, without = Path(docs), without.resolve()
    heads = {}
    problems = []
    for path in sorted(docs.rglob("*.md")):
        inside = path.relative_to(docs)
        if any(part.startswith(".") for part in inside.parts) or path.resolve().parent == without:
            continue
        try:
            keys, text = front_matter.read(path)
        except ContentError as error:
            problems += error.problems
            continue
        given, messages = values.read(keys, KEYS, {"date": "did you mean 'reviewed'?"})
        keys_cited = cited(text)
        messages += _bad_values(given, keys_cited, sources)
        messages += [_BARE_BOX.format(kind) for kind in bare_boxes(text)]
        problems += [Problem(path, message) for message in messages]
        if not messages:
            heads[inside.as_posix()] = _head(given, keys_cited)
    return heads, problems


def _head(given: Mapping[str, Any], keys: Iterable[str]) -> PageHead:
    return PageHead(
        title=given["title"],
        description=given["description"],
        sources=tuple(dict.fromkeys([*keys, *given.get("sources", ())])),
        reviewed=given["reviewed"],
        clinical_review=ClinicalReview(**given["clinical_review"]) if given["clinical_review"] else None,
        pair=given.get("pair", ()),
        list=given.get("list", ""),
    )


def _bad_values(given: Mapping[str, Any], keys: list[str], sources: Collection[str] | None) -> Iterator[str]:
    if len(description := given.get("description", "")) > DESCRIPTION_LIMIT:
        yield f"'description' has {len(description)} characters; {KEYS['description'].write}"
    if (name := given.get("list", LISTS[0])) not in LISTS:
        yield f"'list' is '{name}'{values.did_you_mean(name, LISTS) or '; ' + KEYS['list'].write}"
    if not keys and not given.get("sources"):
        yield "names no source; cite one in the text, as [@nci-pdq-2023], or name those of the whole page in 'sources'"
    if sources is not None:
        yield from values.unknown("'sources' names", given.get("sources", ()), sources)
        yield from values.unknown("the text cites", keys, sources)
