"""Writes a new term file that is valid as it stands, from the template."""

import json
from datetime import date
from pathlib import Path

from plainwords import values
from plainwords.problems import ContentError, Problem
from plainwords.render import Renderer
from plainwords.schema import KEYS


def write(term: str, folder: Path, category: str, today: date) -> Path:
    """Write a file for a term; raises ContentError where there is one already or the word gives no address."""
    path = folder / f"{values.slug(term)}.md"
    if not folder.is_dir():
        raise ContentError([Problem(folder, "is no folder; name the folder of the term files with --glossary")])
    if not values.slug(term):
        raise ContentError([Problem(path, f"'{term}' has neither letter nor digit; give the word itself")])
    given = {
        "term": json.dumps(term, ensure_ascii=False),
        "short": KEYS["short"].write,
        "category": category,
        "sources": "[nci-dictionary]",
        "reviewed": today.isoformat(),
    }
    text = Renderer()("term.md", keys=KEYS.values(), given=given)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise ContentError([Problem(path, "is there already; edit that file")]) from None
    return path
