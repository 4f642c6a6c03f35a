"""What is wrong with the content, collected so that a writer sees all of it in one run."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing to mend: the file, and what is wrong and how to mend it."""

    path: Path
    message: str


class ContentError(Exception):
    """All problems of one run; its text is the report for the writer."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__(report(self.problems))


def report(problems: Iterable[Problem]) -> str:
    """Say all problems, one a line, the file first, under a heading for each folder."""
    parts = []
    for folder, group in groupby(sorted(problems), lambda problem: problem.path.parent):
        lines = [f"  {path.name}: {message}" for path, message in group]
        count = "1 problem" if len(lines) == 1 else f"{len(lines)} problems"
        parts.append("\n".join([f"{count} in {_short(folder)}/:", *lines]))
    return "\n".join(parts)


def _short(folder: Path) -> str:
    """A folder as seen from where the writer works, if it is below."""
    here = Path.cwd()
    absolute = folder.absolute()
    return (absolute.relative_to(here) if absolute.is_relative_to(here) else folder).as_posix()
