"""The site that others embed, and the pages of it that they may show, as the modules for partners know them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from plainwords.addresses import place
from plainwords.changes import Change
from plainwords.pages import ClinicalReview
from plainwords.render import Renderer
from plainwords.sources import Source
from plainwords.terms import Term

ROOT = "embed/"
V1 = f"{ROOT}v1/"
HOME = "index"
"""The id of the home page, whose place has no name."""

Data = dict[str, Any]
Small = Callable[[str, str], str]
"""Makes a style sheet or a script smaller, by its media type."""


@dataclass(frozen=True)
class Site:
    """The site that others embed: `home` is its address, `address` the place of its glossary.

    `due` says by when a text of a day and kind is to be checked again; `changes` is what readers are told of.
    """

    name: str
    home: str
    render: Renderer
    terms: Mapping[str, Term]
    sources: Mapping[str, Source]
    address: str
    due: Callable[[date, str], date]
    changes: Sequence[Change] = ()

    @property
    def language(self) -> str:
        """The language of the texts, which is a part of their addresses."""
        return str(self.render.words["lang"])

    @property
    def folder(self) -> str:
        """The place of all that is in this language."""
        return f"{V1}{self.language}/"

    @property
    def feed(self) -> str:
        """The place of the feed for those who keep partner sites."""
        return f"{self.folder}feed.xml"

    @property
    def words(self) -> str:
        """The place of the script that marks words in the texts of others."""
        return f"{self.folder}words.js"

    def attribution(self, source: str) -> str:
        """Whose the texts are, and from which address."""
        return str(self.render.words["embed"]["attribution"]).format(site=self.name, url=source)

    def at(self, place: str) -> str:
        """The whole address of a place."""
        return urljoin(self.home, place)

    def uri(self, term: Term) -> str:
        """The place of a term among the pages."""
        return f"{self.address}/{term.id}.md"

    def url(self, uri: str) -> str:
        """The address of a page, by its place among the pages."""
        return self.at(place(uri))

    def frame(self, kind: str, id: str) -> str:
        """The place of the frame of a page or term."""
        return f"{self.folder}{kind}/{id}/"

    def oembed(self, uri: str) -> str:
        """The place of what those get who are given the address of a page, by its place among the pages."""
        return f"{self.folder}oembed/{id_of(uri)}.json"


@dataclass(frozen=True)
class Shown:
    """A page that others may show: its text as HTML, and what must go with it."""

    path: Path
    uri: str
    title: str
    description: str
    html: str
    reviewed: date
    due: date
    review: ClinicalReview | None
    sources: Sequence[Source]
    terms: Sequence[Term]

    @property
    def id(self) -> str:
        """Its name in the addresses for partners: disease-types/mgus.md is disease-types-mgus."""
        return id_of(self.uri)


def id_of(uri: str) -> str:
    """The id of a page by its place among the pages."""
    return place(uri).strip("/").replace("/", "-") or HOME
