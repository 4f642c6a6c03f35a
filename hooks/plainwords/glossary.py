"""The matcher for a folder of terms, kept for as long as the folder stays as it is.

Site generators make a Markdown instance for each page: without this, each page would read the whole glossary.
It is the one thing that the package keeps between calls, and it is a result alone: the same files, the same matcher.
"""

import os
import time
from dataclasses import dataclass
from pathlib import Path

from plainwords.matcher import Matcher
from plainwords.terms import load

FEW = 20
"""So many files are looked at anew for each page; it takes no time worth mentioning."""

PAUSE = 0.2
"""Pages that follow one another faster than this (seconds) belong to one build, which reads its terms once."""


@dataclass
class _Kept:
    """A matcher, and what its folder was like; `state` holds the name, time and size of each file."""

    matcher: Matcher
    changed: int
    state: frozenset[tuple[str, int, int]]
    last_used: float


_kept: dict[str, _Kept] = {}


def matcher_of(folder: str | Path) -> Matcher:
    """The matcher for a folder of terms; the same one until a file changes. Raises ContentError as `load` does."""
    folder = os.path.abspath(folder)  # noqa: PTH100 (once a page: a Path takes longer than the rest together)
    if not os.path.isdir(folder):  # noqa: PTH112
        return Matcher(load(folder))  # which says what is wrong
    kept = _kept.get(folder)
    changed = os.stat(folder).st_mtime_ns  # noqa: PTH116
    same_build = (
        kept is not None
        and kept.changed == changed
        and len(kept.state) > FEW
        and time.monotonic() - kept.last_used < PAUSE
    )
    if kept is None or not same_build:
        state = _state(folder)
        if kept is None or kept.state != state:
            kept = _kept[folder] = _Kept(Matcher(load(folder)), changed, state, 0)
        kept.changed = changed
    kept.last_used = time.monotonic()
    return kept.matcher


def _state(folder: str) -> frozenset[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        return frozenset((entry.name, entry.stat().st_mtime_ns, entry.stat().st_size) for entry in entries)
