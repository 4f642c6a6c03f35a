"""The handouts of the real site: linked from their pages, and true to every promise that a machine can check."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Literal

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import Built
from printable import one, passages, sections, squeezed, with_handouts
from verapdf import verapdf

from plainwords.handout import EDITIONS, Edition
from plainwords.handout_print import PAGES
from plainwords.pdf_check import check
from plainwords.pdf_expected import Expected

SHARES = 8
ADDRESS = "https://myeloma.example.org/"
BEGINNING = "The beginning"
"""What a part is called that holds no section with a heading."""


@dataclass(frozen=True)
class Sheet:
    """A handout as its page shows it; `named` and `held` are the title and the sections of its part."""

    file: Path
    edition: Edition
    pages: int
    named: str
    held: dict[str, list[Tag]]


def sheets(site: Built, path: str, page: BeautifulSoup) -> Iterator[Sheet]:
    """The handouts of a page, part by part."""
    article, folder = page.article, (site.folder / path).parent
    assert article
    written = sections(article)
    title = squeezed(one(page, "h1"))
    titles = [one(page, ".plainwords-handouts"), *page.select(".plainwords-handouts h3")]
    lists = page.select(".plainwords-handouts ul")
    for number, links in enumerate(lists, 1):
        held = written
        if len(lists) > 1:
            said = squeezed(titles[number])
            assert said.startswith(f"Part {number} of {len(lists)}: ") or number == 1
            held = _held(written, said.partition(": ")[2], number == 1)
        named = f"{title}, part {number} of {len(lists)}" if len(lists) > 1 else title
        for link in links.select("a"):
            file = (folder / str(link["href"])).resolve()
            edition = next(it for it in reversed(EDITIONS) if file.stem.endswith(it.name))
            pages = int(re.findall(r"\((\d+) page", squeezed(_parent(link)))[0])
            yield Sheet(file, edition, pages, named, held)


def expectations(site: Built, path: str, page: BeautifulSoup) -> Iterator[tuple[Path, Expected]]:
    """The handouts of a page, and what must stand on each; the editions of a part differ in nothing but their look."""
    entries = {str(it["id"]): it for it in page.select(".plainwords-words dl > div")}
    words = {id: (squeezed(one(it, "dt a")), squeezed(one(it, "dd"))) for id, it in entries.items()}
    works = {str(it["id"]): squeezed(one(it, "a, cite")) for it in page.select(".plainwords-sources li[id]")}
    for (named, _), part in groupby(sheets(site, path, page), lambda sheet: (sheet.named, list(sheet.held))):
        editions = list(part)
        held = editions[0].held
        tags = [tag for tags in held.values() for tag in tags]
        terms = dict.fromkeys(str(link["data-term"]) for tag in tags for link in tag.select("a.term"))
        sources = dict.fromkeys(str(link["href"])[1:] for tag in tags for link in tag.select("sup.cite a"))
        status = one(page, ".plainwords-status")
        expected = Expected(
            title=named,
            language="en-US",
            passages=[it for name, tags in held.items() for it in [name, *passages(tags)] if it],
            headings=[
                re.sub(r", part \d+ of \d+$", "", named),
                *(name for name in held if name),
                *(squeezed(tag) for tag in page.select(".plainwords-words h2") if terms),
                *(squeezed(tag) for tag in page.select(".plainwords-sources h2") if sources),
                squeezed(one(status, "h2")),
                *(squeezed(tag) for tag in tags if tag.name == "h3"),
            ],
            alts=[f"QR code with the address {_address(path)}"],
            families=["AtkinsonHyperlegibleNext"],
            address=_address(path),
            checked=squeezed(one(status, "time")),
            code=squeezed(one(status, ".text-code")),
            terms=[words[f"word-{id}"] for id in terms],
            sources=[works[id] for id in sources],
            said=[squeezed(one(status, "dl + p")), "No clinician has reviewed this page yet."],
            questions=[squeezed(asked) for tag in tags for asked in tag.select("li.question .ask-text")],
            limit=150_000,
        )
        for sheet in editions:
            paper: Literal["a4", "letter"] = "a4" if sheet.edition.paper == "a4" else "letter"
            yield sheet.file, replace(expected, paper=paper, size=sheet.edition.size)


def _held(sections: dict[str, list[Tag]], said: str, first: bool) -> dict[str, list[Tag]]:
    names, rest = [""] if first else [], said.removeprefix(BEGINNING if first else "")
    for name in sections:
        if name and rest.startswith(name):
            names.append(name)
            rest = rest[len(name) :].removeprefix(" · ")
    assert rest == "", f"the page names sections that it does not have: {rest}"
    return {name: sections[name] for name in names}


def _address(path: str) -> str:
    return ADDRESS + path.removesuffix("index.html")


def _parent(tag: Tag) -> Tag:
    assert tag.parent
    return tag.parent


def test_every_page_for_paper_leads_to_its_handouts(site: Built) -> None:
    linked = {sheet.file for path, page in with_handouts(site).items() for sheet in sheets(site, path, page)}
    made = set((site.folder / "handouts").rglob("*.pdf"))
    assert linked == {path for path in made if not path.name.startswith("booklet")}


def test_every_section_stands_on_one_part_in_every_edition(site: Built) -> None:
    for path, page in with_handouts(site).items():
        assert page.article
        names = [name for name in sections(page.article) if name]
        parts = [squeezed(tag).partition(": ")[2] for tag in page.select(".plainwords-handouts h3")]
        assert not parts or " · ".join(part for part in parts if part != BEGINNING) == " · ".join(names), path
        editions = [sheet.edition.name for sheet in sheets(site, path, page)]
        assert editions == [edition.name for edition in EDITIONS] * max(1, len(parts)), path


def test_no_part_is_longer_than_four_pages_in_standard_size(site: Built) -> None:
    for path, page in with_handouts(site).items():
        for sheet in sheets(site, path, page):
            assert sheet.edition.size > 13 or sheet.pages <= PAGES, sheet.file


@pytest.mark.parametrize("share", range(SHARES))
def test_every_handout_passes_every_check(site: Built, share: int) -> None:
    found = []
    for path, page in list(with_handouts(site).items())[share::SHARES]:
        for file, expected in expectations(site, path, page):
            found += [f"{file.relative_to(site.folder)}: {problem}" for problem in check(file, expected)]
    assert not found, "\n".join(found)


@pytest.mark.slow
def test_vera_pdf_finds_nothing_in_any_handout(site: Built) -> None:
    made = sorted((site.folder / "handouts").rglob("*.pdf"))
    files = [path for path in made if not path.stem.endswith("-fold")]  # those are sheets for a printer, in its order
    assert {path: rules for path, rules in verapdf(files).items() if rules} == {}
