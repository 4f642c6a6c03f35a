"""The script that explains words of the glossary in the text of other sites, with the glossary in it and without."""

import json
import re
from typing import Any

from plainwords.embed_frames import Small
from plainwords.embed_site import V1, Site
from plainwords.terms import Term

_NOT_PLAIN = re.compile("[^\n -~]")
EXACT, UNLINKED = 1, 2
"""What may be true of a term, added up."""


def script_files(site: Site, small: Small) -> dict[str, str]:
    """Both scripts, by their places on the site; none for an empty glossary."""
    if not site.terms:
        return {}
    return {
        f"{V1}words.js": _script(site, small, None),
        f"{site.folder}words.js": _script(site, small, _rows(site)),
    }


def _script(site: Site, small: Small, rows: Any) -> str:
    words = site.render.words
    said = {
        "lang": site.language,
        **{key: words[key] for key in ("close", "say", "checked")},
        "more": words["more_about"].split("{term}"),
        "foot": f"{words['embed']['not_reviewed']} {words['embed']['advice']} {words['embed']['from']} {site.name},"
        f" {words['embed']['licence']}.",
        "start": words["embed"]["start"],
    }
    mark_style, popup_style = (
        json.dumps(small("text/css", site.render(f"embed-words-{part}.css"))) for part in ("mark", "popup")
    )
    made = site.render(
        "embed-words.js",
        base=json.dumps(site.at(V1)),
        glossary=json.dumps(site.at(f"{site.address}/")),
        said=json.dumps(said),
        mark_style=mark_style,
        popup_style=popup_style,
        rows=rows,
    )
    return _NOT_PLAIN.sub(_escaped, small("text/javascript", made))


def _rows(site: Site) -> dict[str, str]:
    """The glossary as the script unpacks it: by columns, which are packed best with their like."""
    terms = list(site.terms.values())
    days = sorted({term.reviewed for term in terms})
    columns = {
        "days": [day.isoformat() for day in days],
        "terms": [_row(term, days.index(term.reviewed)) for term in terms],
    }
    return {name: json.dumps(column, separators=(",", ":")) for name, column in columns.items()}


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
