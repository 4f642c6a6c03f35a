"""Term files: one Markdown file a term, read into frozen records, with every problem of every file at once."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from plainwords import front_matter, values
from plainwords.forms import Clash, clashes
from plainwords.problems import ContentError, Problem
from plainwords.schema import CATEGORIES, KEYS, MEANT, SHORT_LIMIT, SYNONYMS


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary. `short` is plain text, `body` is Markdown; `id` is also its address."""

    id: str
    term: str
    short: str
    category: str
    sources: tuple[str, ...]
    reviewed: date
    forms: tuple[str, ...] = ()
    say: str = ""
    exact: bool = False
    link: bool = True
    reference: bool = False
    excepted: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    confused_with: tuple[str, ...] = ()
    body: str = field(default="", repr=False)
    folder: str = field(default="", compare=False, repr=False)

    @property
    def path(self) -> Path:
        """The file that the term was read from."""
        return Path(self.folder, f"{self.id}.md")


def load(folder: str | Path, sources: Collection[str] | None = None) -> dict[str, Term]:
    """Read all terms of a folder, sorted by id.

    With `sources`, the keys of the known sources, each term's sources are checked too. Raises ContentError
    with all problems of all files, and reads nothing but the folder.
    """
    terms, problems = read(folder, sources)
    if problems:
        raise ContentError(problems)
    return terms


def read(folder: str | Path, sources: Collection[str] | None = None) -> tuple[dict[str, Term], list[Problem]]:
    """As `load`, but return the problems beside the terms that could be read."""
    folder = Path(folder)
    if not folder.is_dir():
        return {}, [Problem(folder, "is no folder; name the folder that holds the term files")]
    with os.scandir(folder) as entries:
        files = {entry.name: entry.is_file() for entry in entries if not entry.name.startswith(".")}
    terms: dict[str, Term] = {}
    drafts: list[Term] = []  # files with mistakes: what else is wrong with them is told in the same run
    problems: list[Problem] = []
    for name in sorted(files):
        term, messages = _read_term(str(folder), name, files[name])
        problems += [Problem(folder / name, message) for message in messages]
        if term and not messages:
            terms[term.id] = term
        elif term:
            drafts.append(term)
    if not files:
        problems.append(Problem(folder, "holds no term file; write one with: plainwords new 'M protein'"))
    known = {name.removesuffix(".md") for name in files}  # a broken file is named once, not by all that point to it
    found = [*terms.values(), *drafts]
    problems += _unknown_ids(found, known)
    if sources is not None:
        problems += _unknown_sources(found, sources)
    problems += map(clash_problem, clashes(found))
    return terms, problems


def _read_term(folder: str, name: str, is_file: bool) -> tuple[Term | None, list[str]]:
    """Read a file as far as it goes; what it lacks is empty in the record, and told in the messages."""
    id, _, suffix = name.rpartition(".")
    if suffix != "md" or not is_file:
        return None, ["is no term file; the folder holds one Markdown file a term, nothing else"]
    messages = list(_bad_name(id))
    try:
        keys, body = front_matter.read(f"{folder}/{name}", repeatable=next(iter(SYNONYMS)))
    except ContentError as error:
        return None, [*messages, *(problem.message for problem in error.problems)]
    given, found = values.read(_rename(keys), KEYS, MEANT)
    messages += found
    messages += _bad_values(given)
    if "term" not in given:
        return None, messages
    term = Term(
        id=id,
        term=given["term"],
        short=given.get("short", ""),
        category=given.get("category", ""),
        sources=given.get("sources", ()),
        reviewed=given.get("reviewed", date.min),
        forms=given.get("forms", ()),
        say=given.get("say", ""),
        exact="case" in given,
        link=given.get("link", True),
        reference=given.get("reference", False),
        excepted=given.get("except", ()),
        see=given.get("see", ()),
        confused_with=given.get("confused_with", ()),
        body=body.strip("\n"),
        folder=folder,
    )
    return term, messages


def _bad_name(id: str) -> Iterator[str]:
    if id == "index":
        yield "'index' is the address of the A to Z list; give the term another file name"
    elif not values.is_slug(id):
        good = values.slug(id) or "m-protein"
        yield f"the file name is the address; use lower-case letters, digits and hyphens only, such as '{good}.md'"


def _rename(keys: dict[str, Any]) -> dict[str, Any]:
    """Read a synonym of a key as that key; where both are there, their lists are one."""
    for synonym, name in SYNONYMS.items():
        if synonym in keys:
            keys = dict(keys)
            extra = keys.pop(synonym)
            extra = [extra] if isinstance(extra, str) else extra
            both = isinstance(extra, list) and isinstance(keys.get(name), list)
            keys[name] = [*keys[name], *extra] if both else keys.get(name, extra)
    return keys


def _bad_values(given: Mapping[str, Any]) -> Iterator[str]:
    if len(short := given.get("short", "")) > SHORT_LIMIT:
        yield f"'short' has {len(short)} characters; {KEYS['short'].write}"
    category = given.get("category", CATEGORIES[0])
    if category not in CATEGORIES:
        cure = values.did_you_mean(category, CATEGORIES) or f"; {KEYS['category'].write}"
        yield f"'category' is '{category}'{cure}"
    if given.get("case", "exact") != "exact":
        yield f"'case' is '{given['case']}'; {KEYS['case'].write}"
    for key in ("term", "forms", "except"):
        texts = given.get(key, ())
        for text in (texts,) if isinstance(texts, str) else texts:
            if not (text[0].isalnum() or any(map(str.isalnum, text))):
                yield f"'{key}' holds '{text}', which has neither letter nor digit; it could never be found"


def _unknown_ids(terms: Iterable[Term], known: Collection[str]) -> Iterator[Problem]:
    for term in terms:
        for key, ids in (("see", term.see), ("confused_with", term.confused_with)):
            for other in ids:
                if other == term.id:
                    yield Problem(term.path, f"'{key}' names the term itself; leave '{other}' out")
                elif other not in known:
                    hint = values.did_you_mean(other, known) or "; write that file, or correct the id"
                    yield Problem(term.path, f"'{key}' names '{other}', but there is no {other}.md{hint}")


def _unknown_sources(terms: Iterable[Term], sources: Collection[str]) -> Iterator[Problem]:
    from plainwords.sources import cited  # who has no list of sources need not wait for it

    for term in terms:
        for message in values.unknown("'sources' names", term.sources, sources):
            yield Problem(term.path, message)
        for message in values.unknown("the text cites", cited(term.body), sources):
            yield Problem(term.path, message)


def clash_problem(clash: Clash) -> Problem:
    """Say which two files claim one spelling, and what to do."""
    there, here = clash
    file = "this file" if there.term.id == here.term.id else f"{there.term.id}.md"
    if not (there.is_term and here.is_term):
        message = f"'{here.form}' is a form and an excepted phrase at once; keep one of the two"
    else:
        also = "" if there.form == here.form else f" (as '{there.form}')"
        message = f"form '{here.form}' also belongs to {file}{also}; a form can name one term only"
    return Problem(here.term.path, message)
