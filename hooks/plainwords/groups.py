"""What groups need to show our pages on their sites: each way shown live with its code, a form that makes the code,
and a site that is not ours, on which all of it stands.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from posixpath import relpath
from typing import NamedTuple

from plainwords import embed_data
from plainwords.embed_data import SIZE, Snippet
from plainwords.embed_site import ROOT, V1, Site, Small
from plainwords.embed_wordpress import PLUGIN
from plainwords.pages import PageHead

EXAMPLE = f"{ROOT}example/"
TEXT = f"{EXAMPLE}words/"
"""A text of somebody else's with our words in it; its address takes the options of the script."""

SCRIPT = f"{V1}embed.js"
PLAIN = "plain "
"""Stands before what is shown in a frame of fixed height."""

PAGE, TERM = "page/common-questions-is-myeloma-rare", "term/m-protein"
"""What is shown where any page or word would do."""


class Choice(NamedTuple):
    """A page or word to choose, by its id."""

    id: str
    title: str


@dataclass(frozen=True)
class Shop:
    """What there is to show: `pages` by their places; `marks` says whether there is a script that marks words.

    On a memory stick there are no frames.
    """

    site: Site
    pages: Mapping[str, PageHead]
    marks: bool
    stick: bool

    def snippet(self, way: str) -> Snippet:
        """What is to be shown, by the end of its frame's address; raises KeyError."""
        kind, _, id = way.partition("/")
        if kind == "term":
            return embed_data.term_snippet(self.site, self.site.terms[id])
        if kind == "page":
            uri = {self.site.oembed(uri): uri for uri in self.pages}[f"{self.site.folder}oembed/{id}.json"]
            return embed_data.page_snippet(self.site, uri, self.pages[uri])
        return {"lookup": embed_data.lookup_snippet(self.site)}[way]

    def code(self, way: str) -> str:
        """What a group pastes; in a frame of fixed height, nothing but the frame's own code."""
        if way == "words":
            return self.site.render("embed-words-snippet.html", script=self.site.at(self.site.words)).strip()
        script = "" if way.startswith(PLAIN) else self.site.at(SCRIPT)
        return embed_data.code(self.site, self.snippet(way.removeprefix(PLAIN)), script)


def live(shop: Shop, way: str, base: str) -> str:
    """One way, live, and the code for it; `base` leads to the home page. Raises KeyError if there is no such way."""
    words, what = shop.site.render.words["embed"], way.removeprefix(PLAIN)
    if there := {"example": EXAMPLE, "plugin": PLUGIN}.get(what):
        href = shop.site.at(there) if shop.stick else f"{base}/{there}"
        text = words["example"]["title"] if what == "example" else words["wordpress"]["get"]
        return shop.site.render("embed-link.html", href=href, text=text)
    if what == "words":
        title, place = words["make"]["sample"], TEXT
    else:
        title, place = shop.snippet(what).title, f"{shop.site.folder}{what}/"
    return shop.site.render(
        "embed-live.html",
        way=way,
        shop=shop,
        title=title,
        src=f"{base}/{place}",
        online=shop.site.at(place),
        shown=shop.marks or what != "words",
        plain=way.startswith(PLAIN),
        script="" if what == "words" else f"{base}/{SCRIPT}",
        size=SIZE,
    )


def maker(shop: Shop, pages: Sequence[tuple[str, Iterable[Choice]]], base: str) -> str:
    """The form that makes the code. Without scripts, and from a file, it shows code to copy by hand."""
    site = shop.site
    terms = sorted(site.terms.values(), key=lambda term: term.term.casefold())
    plain = {"page": PAGE, "term": TERM, "lookup": "lookup", "words": "words"}
    return site.render(
        "make-embed.html",
        site=site,
        base=base,
        stick=shop.stick,
        pages=pages,
        first=PAGE.removeprefix("page/"),
        terms=[Choice(f"{site.address}-{term.id}", term.term) for term in terms],
        codes={name: shop.code(way) for name, way in plain.items()},
        sample=f"{base}/{TEXT}",
    )


def example(shop: Shop, small: Small) -> dict[str, str]:
    """The files of a site that is not ours, by their places. It names ours as seen from there, wherever both are."""
    site = shop.site

    def near(way: str, script: str = "") -> str:
        there = shop.snippet(way)
        url, frame = (f"{relpath(address, site.at(EXAMPLE))}/" for address in (there.url, there.frame))
        return embed_data.code(site, there._replace(url=url, frame=frame), script)

    script, marks = relpath(SCRIPT, EXAMPLE), relpath(site.words, EXAMPLE)
    frames = {"page": near(PAGE, script), "term": near(TERM, script), "lookup": near("lookup", script)}
    marking = site.render("embed-words-snippet.html", script=marks).strip() if shop.marks else ""
    more = {"site": site, "back": relpath("about/embed/", EXAMPLE)}
    return {
        f"{EXAMPLE}index.html": site.render("embed-example.html", up="", frames=frames, marking=marking, **more),
        f"{TEXT}index.html": site.render("embed-example.html", up="../", frames={}, marking="", **more),
        f"{EXAMPLE}example.css": small("text/css", site.render("embed-example.css")),
        f"{EXAMPLE}example.js": small("text/javascript", site.render("embed-example.js", words=marks)),
    }
