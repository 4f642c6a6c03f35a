"""The head of each page: what the site promises to show about it, checked before anything is built."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from plainwords import front_matter, values
from plainwords.problems import ContentError, Problem
from plainwords.schema import Key

DESCRIPTION_LIMIT = 160

KEYS = {
    key.name: key
    for key in (
        Key("title", "text", True, "write the title of the page"),
        Key("description", "text", True, f"write what the page answers in at most {DESCRIPTION_LIMIT} characters"),
        Key("sources", "list", True, "write the keys of its sources: [nci-pdq-2023]"),
        Key("reviewed", "date", True, "write the day of the last check against the sources: 2026-11-21"),
        Key("clinical_review", "review", True, "write 'none', or {name: …, role: …, date: 2026-11-21}"),
        Key("handout", "flag", False, "write true or false"),
        Key("embed", "flag", False, "write true or false"),
        Key("questions", "any", False, ""),
        Key("glossary", "flag", False, "write 'false' for a page without glossary links"),
        # Keys of the theme, which it checks itself.
        Key("template", "any", False, ""),
        Key("hide", "any", False, ""),
        Key("search", "any", False, ""),
        Key("icon", "any", False, ""),
        Key("status", "any", False, ""),
    )
}


@dataclass(frozen=True, slots=True)
class ClinicalReview:
    """Who of the profession has read a page, and when."""

    name: str
    role: str
    date: date


@dataclass(frozen=True, slots=True)
class PageHead:
    """What a page says of itself. `clinical_review` is None until a clinician has read it."""

    title: str
    description: str
    sources: tuple[str, ...]
    reviewed: date
    clinical_review: ClinicalReview | None


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
            keys, _ = front_matter.read(path)
        except ContentError as error:
            problems += error.problems
            continue
        given, messages = values.read(keys, KEYS, {"date": "did you mean 'reviewed'?"})
        messages += _bad_values(given, sources)
        problems += [Problem(path, message) for message in messages]
        if not messages:
            heads[inside.as_posix()] = _head(given)
    return heads, problems


def _head(given: Mapping[str, Any]) -> PageHead:
    return PageHead(
        title=given["title"],
        description=given["description"],
        sources=given["sources"],
        reviewed=given["reviewed"],
        clinical_review=ClinicalReview(**given["clinical_review"]) if given["clinical_review"] else None,
    )


def _bad_values(given: Mapping[str, Any], sources: Collection[str] | None) -> Iterator[str]:
    if len(description := given.get("description", "")) > DESCRIPTION_LIMIT:
        yield f"'description' has {len(description)} characters; {KEYS['description'].write}"
    for key in given.get("sources", ()):
        if sources is not None and key not in sources:
            hint = values.did_you_mean(key, sources) or "; add it there, or correct the key"
            yield f"'sources' names '{key}', which is not in the list of sources{hint}"
