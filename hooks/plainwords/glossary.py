"""The matcher for a folder of terms, kept for as long as the folder stays as it is.

Site generators make a Markdown instance for each page: without this, each page would read the whole glossary.
It is the one thing that the package keeps between calls, and a result alone: the same files give the same matcher.
"""

import time
from functools import lru_cache
from os import scandir
from pathlib import Path

from plainwords.matcher import Matcher
from plainwords.terms import load


def matcher_of(folder: str | Path) -> Matcher:
    """The matcher for a folder of terms; the same one until a file changes. Raises ContentError as `load` does."""
    folder = str(Path(folder).absolute())
    try:
        changed = Path(folder).stat().st_mtime_ns
    except FileNotFoundError:
        return Matcher(load(folder))  # which says what is wrong
    return _matcher_of(folder, _fingerprint(folder, changed, int(time.monotonic() * 2)))


@lru_cache(maxsize=8)
def _matcher_of(folder: str, fingerprint: int) -> Matcher:
    return Matcher(load(folder))


@lru_cache(maxsize=8)
def _fingerprint(folder: str, changed: int, half_second: int) -> int:
    """A number for the state of all files; looked at anew twice a second, and when a file comes or goes."""
    with scandir(folder) as entries:
        found = [(entry.name, entry.stat().st_mtime_ns, entry.stat().st_size) for entry in entries]
    return hash(tuple(sorted(found)))
