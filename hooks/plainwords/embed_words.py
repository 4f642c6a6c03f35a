"""The script that explains words of the glossary in the text of other sites, with the glossary in it and without."""

import json
import re
from typing import Any

from plainwords.embed_site import Site, Small
from plainwords.render import Renderer
from plainwords.terms import Term

_NOT_PLAIN = re.compile("[^\n -~]")
EXACT, UNLINKED = 1, 2
"""What may be true of a term, added up."""


def with_words(site: Site, small: Small) -> dict[str, str]:
    """The script with the glossary in it, by its place on the site; none for an empty glossary."""
    return {site.words: _script(site.render, small, _rows(site))} if site.terms else {}


def without_words(render: Renderer, small: Small) -> str:
    """The script that fetches the glossary from beside it: the same on every site in this language."""
    return _script(render, small, None)


def _script(render: Renderer, small: Small, rows: Any) -> str:
    words = render.words
    said = {
        **{key: words[key] for key in ("lang", "close", "say", "checked")},
        "more": words["more_about"].split("{term}"),
        "foot": f"{words['embed']['not_reviewed']} {words['embed']['advice']} ",
        "start": words["embed"]["start"],
    }
    mark_style, popup_style = (
        json.dumps(small("text/css", render(f"embed-words-{part}.css"))) for part in ("mark", "popup")
    )
    made = render("embed-words.js", said=json.dumps(said), mark_style=mark_style, popup_style=popup_style, rows=rows)
    return _NOT_PLAIN.sub(_escaped, small("text/javascript", made))


def _rows(site: Site) -> dict[str, str]:
    """The glossary as the script unpacks it, and what goes with it."""
    terms = list(site.terms.values())
    days = sorted({term.reviewed for term in terms})
    parts = {
        "days": [day.isoformat() for day in days],
        "terms": [_row(term, days.index(term.reviewed)) for term in terms],
        "address": site.at(f"{site.address}/"),
        "credit": site.attribution(site.at(f"{site.address}/")),
    }
    return {name: json.dumps(part, separators=(",", ":")) for name, part in parts.items()}


def _row(term: Term, day: int) -> list[Any]:
    flags = EXACT * term.exact + UNLINKED * (not term.link)
    row = [term.id, term.term, term.short, list(term.forms), term.say, list(term.excepted), flags, day]
    while not row[-1]:
        row.pop()
    return row


def _escaped(found: re.Match[str]) -> str:
    """A character as a script names it: a page in another encoding would take it for something else."""
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
