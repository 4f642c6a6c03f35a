"""Addresses for paper: that of a page, and those of the links that a reader of the paper may want to follow.

Those are the links of the section "Read next" and those to other sites; words are explained on the page itself.
Knows Markdown trees only.
"""

from collections.abc import Collection, Iterator
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from plainwords.tree import SECTION

WEB = ("https://", "http://")
INDEX, PAGE = "index.md", ".md"
MAY_BREAK, MAY_NOT_BREAK = "\u200b", "\u2060"
FITS_A_LINE = 60


def place(uri: str) -> str:
    """Where a host shows a page, below the home page."""
    if uri == INDEX or uri.endswith(f"/{INDEX}"):
        return uri.removesuffix(INDEX)
    return f"{uri.removesuffix(PAGE)}/" if uri.endswith(PAGE) else uri


def printed(address: str) -> str:
    """An address as people write and type it."""
    for scheme in WEB:
        address = address.removeprefix(scheme)
    return address.removesuffix("/")


def breakable(address: str) -> str:
    """An address that a line may break behind its slashes, and not behind its hyphens, which might be the break's."""
    parts = printed(address).split("/")
    return f"/{MAY_BREAK}".join(
        part.replace("-", f"-{MAY_NOT_BREAK}") if len(part) < FITS_A_LINE else part for part in parts
    )


class Addresser(Treeprocessor):
    """Gives links their address as `data-address`, which the style sheet shows on paper."""

    def __init__(self, md: Markdown, heading: str, site: str, sources: Collection[str], page: str) -> None:
        super().__init__(md)
        self.heading = heading
        self.site = site
        self.sources = sources
        self.page = page

    def run(self, root: Element) -> None:
        """Mark the links of a page; one to the same place twice says its address once."""
        found = [*self._external(root), *self._read_next(root)]
        for address, link in dict(reversed(found)).items():
            link.set("data-address", breakable(address))

    def _external(self, root: Element) -> Iterator[tuple[str, Element]]:
        for link in root.iter("a"):
            if (address := link.get("href", "")).startswith(WEB) and address not in self.sources:
                yield address, link

    def _read_next(self, root: Element) -> Iterator[tuple[str, Element]]:
        asked = False
        for block in root:
            if block.tag == SECTION:
                asked = "".join(block.itertext()).strip() == self.heading
            elif asked:
                for link in block.iter("a"):
                    path = urlsplit(link.get("href", "")).path
                    if path.endswith(PAGE) and link.get("class") != "term":
                        uri = normpath(join(dirname(self.page), path))
                        yield urljoin(self.site, place(uri)), link


class AddressExtension(Extension):
    """The extension. `heading` is that of the section "Read next", `site` the address of the home page, `sources`
    those of the works that pages list at their ends anyway. Before each page, `page` is to be set to its place.
    """

    def __init__(self, heading: str, site: str, sources: Collection[str] = (), **options: Any) -> None:
        super().__init__(**options)
        self._heading = heading
        self._site = site
        self._sources = sources
        self.page = ""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Add the addresses to a Markdown instance."""
        addresser = Addresser(md, self._heading, self._site, self._sources, self.page)
        # After the linker (5.5), which marks the links that are words; before MkDocs (0) makes of pages addresses.
        md.treeprocessors.register(addresser, "plainwords-addresses", 1)
