"""The plugin for WordPress, as one zip file: code that stays the same, and a list of what there is to show.

The list is of the day of the build, so that neither the editor nor the server asks us for anything.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from plainwords import embed_data, pack
from plainwords.embed_data import LICENCE, Snippet
from plainwords.embed_kit import KIT
from plainwords.embed_site import V1, Data, Shown, Site

PLUGIN = f"{V1}wordpress.zip"
NAME = "plainwords"
"""The folder of the plugin, which is its name for WordPress."""

CODE = "1.0"
"""The version of the code; that of the plugin ends in the day of its texts."""

WORDPRESS, TESTED, PHP = "5.8", "6.1", "7.4"
"""The oldest WordPress that it works with, the one that `make test-wordpress` runs, and the oldest PHP."""

FILES = """LICENSE.txt block/block.json block/editor.asset.php block/editor.js includes/known.php includes/settings.php
    includes/show.php includes/words.php plainwords.php readme.txt uninstall.php""".split()


def files(site: Site, pages: Sequence[Shown]) -> dict[str, bytes]:
    """The plugin by its place; a site without a glossary has none."""
    if not site.terms:
        return {}
    checked = max([*(page.reviewed for page in pages), *(term.reviewed for term in site.terms.values())])
    values = {
        "site": site,
        "say": site.render.words["embed"]["wordpress"],
        "make": site.render.words["embed"]["make"],
        "php": php,
        "version": f"{CODE}.{checked:%Y%m%d}",
        "wordpress": WORDPRESS,
        "tested": TESTED,
        "php_version": PHP,
        "plugin": site.at(PLUGIN),
        "kit": site.at(KIT),
        "guide": site.home,
        "licence": LICENCE,
        "checked": site.render.day(checked),
        "about": _about(site, checked),
        "pages": bool(pages),
        "first": "page" if pages else "term",
    }
    made = {name: site.render(f"wordpress/{name}", **values) for name in FILES}
    made["data.json"] = embed_data.as_json(_data(site, pages))
    return {PLUGIN: pack.zipped({f"{NAME}/{name}": made[name].encode() for name in sorted(made)})}


def php(text: str) -> str:
    """A text as PHP code."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _about(site: Site, checked: date) -> dict[str, str]:
    """What the plugin knows of the site, and the snippet that all others paste, too, with places to be filled."""
    places = Snippet("{url}", "{title}", "{text}", "{checked}", "{frame}")
    return {
        "name": site.name,
        "home": site.home,
        "plugin": site.at(PLUGIN),
        "checked": site.render.day(checked),
        "script": f"{V1}embed.js",
        "words": site.words,
        "snippet": f"{embed_data.code(site, places)}\n",
    }


def _data(site: Site, pages: Sequence[Shown]) -> Data:
    """What there is to show."""
    terms = list(site.terms.values())
    page = {it.id: _entry(site, embed_data.page_snippet(site, it.uri, it), it.due) for it in pages}
    dues = {term.id: site.due(term.reviewed, term.category) for term in terms}
    term = {it.id: _entry(site, embed_data.term_snippet(site, it), dues[it.id]) for it in terms}
    return {
        "page": _sorted(page),
        "term": _sorted(term),
        "lookup": _entry(site, embed_data.lookup_snippet(site), min(dues.values())),
    }


def _entry(site: Site, it: Snippet, due: date) -> Data:
    return {
        "title": it.title,
        "text": it.description,
        "url": it.url,
        "frame": it.frame.removeprefix(site.home),
        "checked": site.render.day(it.reviewed),
        "due": due.isoformat(),
    }


def _sorted(entries: Mapping[str, Data]) -> dict[str, Data]:
    """In the order in which they are looked for in a list."""
    return dict(sorted(entries.items(), key=lambda entry: (entry[1]["title"].casefold(), entry[0])))
