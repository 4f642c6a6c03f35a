"""The released versions of the scripts that partners know by their hash: their bytes never change again.

Only code is released. A script with the glossary in it changes with the glossary, and has no version; the one without
data fetches them from below v1, where code of any version finds what it needs, since v1 only grows.
"""

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256, sha384
from pathlib import Path
from typing import Any, NamedTuple

from plainwords import front_matter
from plainwords.embed_site import Small
from plainwords.problems import ContentError, Problem

FOLDER = Path(__file__).parent / "releases"
LIST = "versions.yml"
FIRST = "1.0.0"

_HEAD = """\
# The versions of the scripts that other sites know by their hash. What is released never changes: its bytes lie beside
# this file. By hand, only the line 'next' is written: the version that is being worked on. 'make release' writes all
# the rest.
"""
_RAISE = (
    "sites that know it by its hash would refuse it. Write 'next: {next}' into this file (raise the second number, if"
    " it can do more than before), and run 'make release' when all is done"
)
_MENDED = "git has the lines that 'make release' wrote: bring them back"


Code = Callable[[Small], Mapping[str, str]]
"""Gives the scripts by name: as partners get them, or, if nothing makes them smaller, as they are written."""


class Hashes(NamedTuple):
    """Of a script: `source` is that of what we write, `integrity` that of what partners get."""

    source: str
    integrity: str


@dataclass(frozen=True, slots=True)
class Release:
    """A version of the scripts, the day of its release, and its scripts by their names."""

    version: str
    day: date
    hashes: Mapping[str, Hashes]
    scripts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """All releases, the oldest first; `next` is the version that is being worked on, if there is one."""

    path: Path
    next: str | None
    releases: tuple[Release, ...]

    @property
    def present(self) -> str:
        """The version of the present code."""
        return self.next or self.releases[-1].version


def read(folder: Path = FOLDER) -> Record:
    """Read the record and the bytes of all releases; raises ContentError if anything of them has changed."""
    path = folder / LIST
    given = front_matter.read_yaml(path)
    problems: list[Problem] = []
    told = given.get("releases") or {}
    if not isinstance(told, Mapping):
        raise ContentError([Problem(path, f"'releases' holds no versions; {_MENDED}")])
    releases = tuple(_release(folder, version, it, problems) for version, it in told.items())
    following = given.get("next")
    order = [*(release.version for release in releases), *([following] if following else [])]
    problems += [Problem(path, message) for message in _wrong(order, given)]
    if problems:
        raise ContentError(problems)
    return Record(path, following, releases)


def _release(folder: Path, version: str, given: Any, problems: list[Problem]) -> Release:
    try:
        day = date.fromisoformat(str(given["day"]))
        hashes = {str(name): Hashes(it["source"], it["integrity"]) for name, it in given["files"].items()}
    except (AttributeError, KeyError, TypeError, ValueError):
        problems.append(Problem(folder / LIST, f"{version} is not as it was written at its release; {_MENDED}"))
        return Release(version, date.min, {}, {})
    scripts = {}
    for name, known in hashes.items():
        path = folder / version / name
        scripts[name] = path.read_bytes().decode() if path.is_file() else ""
        if integrity(scripts[name]) != known.integrity:
            problems.append(Problem(path, "is not what was released; git has its bytes: bring them back"))
    return Release(version, day, hashes, scripts)


def _wrong(order: list[Any], given: Mapping[str, Any]) -> Iterator[str]:
    for key in given.keys() - {"next", "releases"}:
        yield f"unknown key '{key}'; there are 'next' and 'releases'"
    if not order:
        yield f"names no version; write 'next: {FIRST}'"
    bad = [version for version in order if not _numbers(version)]
    for version in bad:
        yield f"'{version}' is no version of v1; write three numbers, the first of them 1: {FIRST}"
    if not bad and (order != sorted(set(order), key=_numbers)):
        yield f"'{order[-1]}' does not follow; a version is higher than the one before it"


def _numbers(version: Any) -> tuple[int, ...]:
    """The numbers of a version of v1, or nothing."""
    parts = version.split(".") if isinstance(version, str) else []
    sound = len(parts) == 3 and parts[0] == "1" and all(part.isdecimal() and str(int(part)) == part for part in parts)
    return tuple(map(int, parts)) if sound else ()


def scripts(record: Record, code: Code, small: Small) -> Mapping[str, str]:
    """What partners get of the present code.

    Once released, it is the bytes of the release: another program that makes scripts smaller must not change them.
    Raises ContentError if the code is no longer that of its release.
    """
    if record.next:
        return code(small)
    newest = record.releases[-1]
    if changed := list(_changed(newest, _sources(code))):
        first, second, third = _numbers(newest.version)
        cure = _RAISE.format(next=f"{first}.{second}.{third + 1}")
        raise ContentError(Problem(record.path, f"{newest.version} is released, but {it}: {cure}") for it in changed)
    return newest.scripts


def _changed(release: Release, sources: Mapping[str, str]) -> Iterator[str]:
    for name in sorted({*release.hashes, *sources}):
        if name not in sources:
            yield f"{name} is gone"
        elif name not in release.hashes:
            yield f"{name} is new"
        elif release.hashes[name].source != sources[name]:
            yield f"{name} has changed"


def add(record: Record, code: Code, small: Small, today: date) -> Record:
    """Release the present code: write its bytes and the record. Raises ContentError if it has been released."""
    made, sources = scripts(record, code, small), _sources(code)
    if not record.next:
        raise ContentError([Problem(record.path, f"{record.present} is released, and nothing has changed since")])
    hashes = {name: Hashes(sources[name], integrity(text)) for name, text in made.items()}
    folder = record.path.parent / record.next
    folder.mkdir(exist_ok=True)
    for name, text in made.items():
        (folder / name).write_bytes(text.encode())
    longer = Record(record.path, None, (*record.releases, Release(record.next, today, hashes, made)))
    record.path.write_text(_written(longer.releases), encoding="utf-8")
    return longer


def _written(releases: Iterable[Release]) -> str:
    lines = [_HEAD, "releases:"]
    for release in releases:
        lines += [f"  {release.version}:", f"    day: {release.day}", "    files:"]
        for name, (source, known) in sorted(release.hashes.items()):
            lines += [f"      {name}:", f"        source: {source}", f"        integrity: {known}"]
    return "\n".join(lines) + "\n"


def integrity(text: str) -> str:
    """The hash by which a browser knows a script: the value of the attribute `integrity`."""
    return f"sha384-{base64.b64encode(sha384(text.encode()).digest()).decode()}"


def _sources(code: Code) -> dict[str, str]:
    """The hash of each script as it is written."""
    return {name: sha256(text.encode()).hexdigest() for name, text in code(lambda _, text: text).items()}
