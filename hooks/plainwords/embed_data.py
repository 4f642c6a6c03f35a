"""The data for partner sites: the glossary, the list of pages, each page with its HTML, and oEmbed."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from plainwords import prose
from plainwords.embed_html import PREFIX, Manner, read
from plainwords.embed_site import Data, Shown, Site, id_of
from plainwords.pages import ClinicalReview, PageHead
from plainwords.sources import Source
from plainwords.terms import Term

VERSION = 1
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
NOT_REVIEWED = "none"
SIZE = (600, 480)
"""Width and height of a frame where nothing tells it better."""

CACHE_AGE = 86_400
LISTED = """id title description url frame oembed reviewed next_review clinical_review terms words hash""".split()
"""What the list of pages says of each; the page itself says the same, and more."""


class Snippet(NamedTuple):
    """What stands in the text of a partner: a quotation that leads to us, and a frame."""

    url: str
    title: str
    description: str
    reviewed: date | str
    frame: str


def page_data(site: Site, page: Shown) -> Data:
    """A page as data: what the list of pages says of it, its text, and all that must go with that."""
    url, prefix = site.url(page.uri), f"{PREFIX}{page.id}-"
    targets = frozenset(f"source-{source.key}" for source in page.sources)
    picture = site.render.words["browser"]["read"]["picture"]
    article = read(page.html, Manner(url, picture, prefix, targets=targets))
    text = _text(page, url)
    data: Data = {
        **_head(site, page.reviewed, url),
        "id": page.id,
        "title": page.title,
        "description": page.description,
        "url": url,
        "frame": site.at(site.frame("page", page.id)),
        "oembed": site.at(site.oembed(page.uri)),
        "reviewed": page.reviewed.isoformat(),
        "next_review": page.due.isoformat(),
        "clinical_review": _review(page.review),
        "terms": [term.id for term in page.terms],
        "words": len(text.split()),
        "html": site.render(
            "embed-fragment.html", site=site, page=page, article=article, prefix=prefix, url=url, licence=LICENCE
        ),
        "text": text,
        "sources": [_source(source) for source in page.sources],
    }
    return data | {"hash": sha256(as_json(data).encode()).hexdigest()}


def page_files(site: Site, page: Shown, data: Data) -> dict[str, str]:
    """The files of a page: its data, and the answer to those who paste its address."""
    return {
        f"{site.folder}page/{page.id}.json": as_json(data),
        site.oembed(page.uri): as_json(oembed(site, page_snippet(site, page.uri, page))),
    }


def list_files(site: Site, pages: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The glossary and the list of pages as data, and oEmbed for each term."""
    terms = list(site.terms.values())
    entries = [{key: page[key] for key in LISTED} for page in pages]
    newest = max((date.fromisoformat(page["reviewed"]) for page in pages), default=date.min)
    glossary = _head(site, max((term.reviewed for term in terms), default=date.min), site.at(f"{site.address}/"))
    status = {"clinical_review": NOT_REVIEWED}  # a term has nobody to review it: what holds is said once
    feed = {"feed": site.at(site.feed)}
    made = {
        f"{site.folder}terms.json": as_json(
            {**glossary, **status, **feed, "terms": [_term(site, term) for term in terms]}
        ),
    }
    if pages:
        made[f"{site.folder}pages.json"] = as_json({**_head(site, newest, site.home), **feed, "pages": entries})
    for term in terms:
        made[site.oembed(site.uri(term))] = as_json(oembed(site, term_snippet(site, term)))
    return made


def page_snippet(site: Site, uri: str, page: Shown | PageHead) -> Snippet:
    """What a partner pastes to show a page."""
    frame = site.at(site.frame("page", id_of(uri)))
    return Snippet(site.url(uri), page.title, page.description, page.reviewed, frame)


def term_snippet(site: Site, term: Term) -> Snippet:
    """What a partner pastes to show a word."""
    return Snippet(site.url(site.uri(term)), term.term, term.short, term.reviewed, site.at(site.frame("term", term.id)))


def lookup_snippet(site: Site) -> Snippet:
    """What a partner pastes to show the field in which words are looked up: as old as the oldest of them."""
    words, checked = site.render.words["embed"], min(term.reviewed for term in site.terms.values())
    frame = site.at(f"{site.folder}lookup/")
    return Snippet(site.at(f"{site.address}/"), words["lookup"], words["lookup_about"], checked, frame)


def code(site: Site, snippet: Snippet, script: str = "", width: int | str = SIZE[0]) -> str:
    """A snippet as HTML; with `script`, the address of the one that sizes frames."""
    return site.render("embed-snippet.html", it=snippet, width=width, height=SIZE[1], script=script).strip()


def oembed(site: Site, snippet: Snippet) -> Data:
    """What a site shows whose author has pasted an address of ours."""
    width, height = SIZE
    return {
        "type": "rich",
        "version": "1.0",
        "title": snippet.title,
        "author_name": site.name,
        "provider_name": site.name,
        "width": width,
        "height": height,
        "cache_age": CACHE_AGE,
        "html": code(site, snippet),
    }


def _head(site: Site, updated: date, source: str) -> Data:
    """What goes with all data: whose it is, of when, and what it is not."""
    words = site.render.words
    return {
        "version": VERSION,
        "lang": site.language,
        "updated": updated.isoformat(),
        "licence": LICENCE,
        "attribution": site.attribution(source),
        "disclaimer": f"{words['advice']} {words['country']}",
        "source": source,
    }


def _term(site: Site, term: Term) -> Data:
    return {
        "id": term.id,
        "term": term.term,
        "forms": list(term.forms),
        **({"case": "exact"} if term.exact else {}),
        "except": list(term.excepted),
        "link": term.link,
        "short": term.short,
        **({"say": term.say} if term.say else {}),
        "category": term.category,
        "url": site.url(site.uri(term)),
        "reviewed": term.reviewed.isoformat(),
    }


def _source(source: Source) -> Data:
    known = {"title": source.title, "authors": source.authors, "publisher": source.publisher, "date": source.date}
    known |= {"url": source.url, "seen": source.seen.isoformat(), "note": source.note}
    return {"id": source.key, **{key: value for key, value in known.items() if value}}


def _review(review: ClinicalReview | None) -> str | Data:
    if review is None:
        return NOT_REVIEWED
    return {"name": review.name, "role": review.role, "date": review.date.isoformat()}


def _text(page: Shown, url: str) -> str:
    plain = read(page.html, Manner(url, notes=False, targets=frozenset()))
    return "\n\n".join(block.text for block in prose.blocks(plain))


def as_json(data: Any) -> str:
    """The text of a file for partners."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
