"""All that a site is made of besides its text: terms, sources, heads, changes and codes, read and checked in one go."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plainwords import changes, codes, pages, sources, terms, values
from plainwords.changes import Change
from plainwords.codes import Log
from plainwords.pages import PageHead
from plainwords.problems import ContentError, Problem
from plainwords.sources import Source, cited
from plainwords.terms import Term


@dataclass(frozen=True)
class Content:
    """What was read. Without a list of sources, sources and heads are empty: nothing is asked of pages then."""

    terms: Mapping[str, Term]
    sources: Mapping[str, Source] = field(default_factory=dict)
    heads: Mapping[str, PageHead] = field(default_factory=dict)
    changes: Sequence[Change] = ()
    codes: Log = field(default_factory=dict)


def find(folder: Path) -> tuple[Path, Path | None, Path | None]:
    """The glossary, the pages and the list of sources in a site's folder; a folder of terms is its own glossary."""
    glossary, docs = folder / "glossary", folder / "docs"
    if not glossary.is_dir() and (docs / "glossary").is_dir():
        glossary = docs / "glossary"
    source_list = docs / "sources.yml"
    if not glossary.is_dir():
        return folder, None, None
    return glossary, docs if docs.is_dir() else None, source_list if source_list.is_file() else None


def load(glossary: Path, docs: Path | None = None, source_list: Path | None = None) -> Content:
    """Read the glossary and, where there is a list of sources, that, the heads of all pages, the list of changes and
    the log of codes.

    Raises ContentError with the problems of all of them together.
    """
    if source_list is None:
        return Content(terms.load(glossary))
    known, problems = sources.read(source_list)
    keys = None if problems else known.keys()  # a broken list would make every key unknown
    found, more = terms.read(glossary, keys)
    problems = [*problems, *more]
    heads: dict[str, PageHead] = {}
    told: list[Change] = []
    log: Log = {}
    if docs is not None:
        heads, more = pages.read(docs, keys, without=glossary)
        problems += [*more, *_unknown_pairs(heads, found, docs)]
        told, more = changes.read(docs / changes.NAME, _places(glossary, docs, found))
        log, wrong = codes.read(docs / codes.NAME)
        problems += [*more, *wrong]
        if not problems:  # what is broken cites nothing yet
            problems += _unused(known, source_list, [*heads.values(), *found.values()])
    if problems:
        raise ContentError(problems)
    return Content(found, known, heads, told, log)


def _places(glossary: Path, docs: Path, found: Iterable[str]) -> set[str]:
    """The places of all pages and terms, broken pages too: what is wrong with those is told once."""
    written = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
    return written | {f"{glossary.name}/{id}.md" for id in found}


def _unused(known: Iterable[str], source_list: Path, users: Iterable[PageHead | Term]) -> Iterator[Problem]:
    used = {key for user in users for key in (*user.sources, *cited(getattr(user, "body", "")))}
    for key in known:
        if key not in used:
            yield Problem(source_list, f"{key}: no page and no term cites it; cite it, or take it out of the list")


def _unknown_pairs(heads: Mapping[str, PageHead], known: Mapping[str, Term], docs: Path) -> Iterator[Problem]:
    for uri, head in heads.items():
        for message in values.unknown("'pair' names", head.pair, known, "the glossary"):
            yield Problem(docs / uri, message)
