"""What of a built page stands on paper: the text of its writer, section by section."""

from collections.abc import Iterator
from copy import copy
from typing import Any

from bs4 import BeautifulSoup, Tag
from conftest import ROOT, Built

LINES = "p, li, h2, h3, td, th, dt, dd, figcaption"
SCREEN_ONLY = (
    "template, svg, thead, sup.cite, .ask, .headerlink, .no-print, .plainwords-popup, .dates, .page-head, [hidden]"
)


def squeezed(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def with_handouts(site: Built) -> dict[str, BeautifulSoup]:
    """The pages that are for paper, by their places on the site."""
    docs = ROOT / "docs"
    files = [path for path in sorted(docs.rglob("*.md")) if "\nhandout: true\n" in path.read_text(encoding="utf-8")]
    places = [path.relative_to(docs).with_suffix("") for path in files]
    places = [place if place.name == "index" else place / "index" for place in places]
    return {f"{place.as_posix()}.html": site.page(f"{place.as_posix()}.html") for place in places}


def sections(article: Tag) -> dict[str, list[Tag]]:
    """What stands below each second-level heading of a page's own text, by the heading."""
    found: dict[str, list[Tag]] = {"": []}
    for tag in article.find_all(True, recursive=False):
        if tag.name == "h2":
            found[squeezed(tag)] = []
        elif not str((tag.get("class") or [""])[0]).startswith("plainwords-"):
            found[list(found)[-1]].append(tag)
    return found


def passages(tags: list[Tag]) -> Iterator[str]:
    """The texts that stand without a break; a link to another page may be followed by its address on paper."""
    for tag in map(copy, tags):
        if tag.css.match(SCREEN_ONLY):
            continue
        for gone in tag.select(SCREEN_ONLY):
            gone.replace_with("\n")
        for link in tag.select("a:not(.term)"):
            link.insert_before("\n")
            link.insert_after("\n")
        for line in [tag, *tag.select(LINES)]:
            line.insert(0, "\n")
            line.append("\n")
        yield from (it.strip() for it in tag.get_text().split("\n"))


def one(tag: Any, selector: str) -> Tag:
    found = tag.select_one(selector)
    assert isinstance(found, Tag), selector
    return found
