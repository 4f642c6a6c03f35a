"""Booklets: what stands in them, that their page numbers are right, and that folded sheets read as a book."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

import pikepdf
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from conftest import Built
from hypothesis import given
from hypothesis import strategies as st
from printable import one, passages, sections, squeezed, with_handouts
from test_handout import DRAWING, LONG, NOTE, SOURCE, TERM

from plainwords.booklet import FOLDED, Booklet, Chapter, divided, order
from plainwords.handout import EDITIONS, Article, Edition, Guide, Handout
from plainwords.handout_print import SIDES, Printer
from plainwords.pdf_check import check
from plainwords.pdf_expected import Expected
from plainwords.problems import ContentError

HOME = "https://myeloma.example.org/"
CELLS = '<a class="term" data-term="plasma-cell" href="/x">such cells</a>'
TO_TWO = f'<a href="{HOME}topics/two/#later">the other topic</a>'


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    cache = tmp_path_factory.mktemp("cache")
    return Guide({TERM.id: TERM}, {SOURCE.key: SOURCE}, "en", "Plain Words", HOME, f"{HOME}check/", cache)


def article(name: str, text: str, day: date = date(2026, 11, 22)) -> Article:
    return Article(
        path=Path(f"{name}.md"),
        place=f"topics/{name}",
        address=f"{HOME}topics/{name}/",
        title=f"Topic {name}",
        description="What it is about.",
        text=f"<h1>Topic {name}</h1>{text}",
        reviewed=day,
        next_review=date(2028, 11, 22),
        review="No clinician has reviewed this page yet.",
        code=f"{name.upper()}2-2222"[:8],
    )


ONE = article(
    "one", f"<p>About {CELLS}, see {TO_TWO}.{NOTE}</p><h2>More</h2>{LONG * 20}<p>{CELLS}</p>", date(2026, 5, 1)
)
TWO = article("two", f"<p>Nothing new.</p><h2 id='later'>Later</h2><h3>Much later</h3><p>{CELLS}</p>")
BOOKLET = Booklet("booklet", "All of it", "A guide.", (Chapter("First", (ONE,)), Chapter("Second", (TWO,))))


@pytest.fixture(scope="module")
def made(guide: Guide) -> list[Handout]:
    return Printer(guide).booklets(BOOKLET)


def sheets(handout: Handout) -> list[str]:
    """The text of each page, with single spaces."""
    document = pypdfium2.PdfDocument(handout.file)
    return [" ".join(page.get_textpage().get_text_bounded().replace("\ufffe", "-").split()) for page in document]


def sheet_of(title: str, handout: Handout) -> int:
    """The page that a heading stands on."""
    marks = pypdfium2.PdfDocument(handout.file).get_toc()
    return next(int(mark.get_dest().get_index()) + 1 for mark in marks if mark.get_title() == title)


def test_a_booklet_is_made_for_each_paper_and_size(made: list[Handout]) -> None:
    assert [it.place for it in made] == [f"handouts/booklet-{edition.name}.pdf" for edition in EDITIONS]


def test_the_cover_says_what_it_is_and_how_old(made: list[Handout]) -> None:
    cover = sheets(made[0])[0]
    for said in (
        "Plain Words All of it A guide.",
        "Clinic:",
        "Checked May 1, 2026 or later.",
        "A next check is due by November 22, 2028.",
        "not medical advice",
        "Go to myeloma.example.org/check and type its code.",
    ):
        assert said in cover


@pytest.mark.parametrize("edition", range(len(EDITIONS)))
def test_the_contents_name_the_page_of_each_topic(made: list[Handout], edition: int) -> None:
    pages = sheets(made[edition])
    for title in ("First", "Topic one", "Second", "Topic two", "Glossary and index", "Sources"):
        (number,) = re.findall(rf"{title} ?[. ]*?(\d+)(?!\d)", pages[1])
        assert int(number) == sheet_of(title, made[edition]), title


def test_each_page_has_its_day_and_its_code(made: list[Handout]) -> None:
    text = " ".join(sheets(made[0]))
    assert "Checked May 1, 2026 · Code ONE2-222. No clinician has reviewed this page yet." in text
    assert "Checked November 22, 2026 · Code TWO2-222." in text


def test_a_link_to_another_page_says_on_which_sheet_that_is(made: list[Handout]) -> None:
    pages = sheets(made[0])
    assert f"see the other topic (page {sheet_of('Topic two', made[0])})." in pages[2]


def test_the_index_names_every_page_on_which_a_word_is_explained(made: list[Handout]) -> None:
    pages = sheets(made[0])
    on = [number for number, text in enumerate(pages, 1) if "such cells" in text][:-1]
    assert len(on) == 3, "the word stands on three pages, and in the glossary"
    meaning = "A white blood cell that makes antibodies. Say: PLAZ-muh sel."
    said = f"plasma cell (here: such cells): {meaning} Pages {', '.join(map(str, on))}."
    assert said in pages[sheet_of("Glossary and index", made[0]) - 1]


def test_the_head_of_a_sheet_names_chapter_and_page(made: list[Handout]) -> None:
    pages = sheets(made[0])
    assert pages[3].startswith("First · Topic one "), "a page that goes on"
    assert pages[sheet_of("Topic two", made[0]) - 1].startswith("Second · Topic two Second Topic two")
    assert not pages[0].startswith("First")


@pytest.mark.parametrize("edition", range(len(EDITIONS)))
def test_the_checker_finds_nothing(made: list[Handout], edition: int) -> None:
    expected = Expected(
        title="All of it",
        language="en-US",
        passages=["About such cells, see the other topic", "More", "Nothing new.", "Later", "Much later", "Sources"],
        paper="a4" if EDITIONS[edition].paper == "a4" else "letter",
        size=EDITIONS[edition].size,
        address=HOME,
        checked="Checked May 1, 2026 or later",
        sources=["A work."],
    )
    of_the_text = (13, 15)  # this one is made up; the real guide is checked for these below
    assert [it for it in check(made[edition].file, expected) if it.criterion not in of_the_text] == []


def test_links_in_a_booklet_say_where_they_lead(made: list[Handout]) -> None:
    with pikepdf.open(made[0].file) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        assert notes
        assert all(str(note.get("/Contents", "")) for note in notes)


@given(st.integers(1, 200))
def test_folded_sheets_read_as_a_book(count: int) -> None:
    sides = order(count)
    assert len(sides) % 2 == 0
    fronts, backs = sides[::2], sides[1::2]
    first = [page for front, back in zip(fronts, backs, strict=True) for page in (front[1], back[0])]
    second = [page for front, back in zip(fronts, backs, strict=True) for page in (front[0], back[1])][::-1]
    assert [page for page in first + second if page is not None] == list(range(count))
    assert all(page is None for page in (first + second)[count:]), "empty pages are the last ones"


def test_a_chapter_to_fold_stands_on_sheets_of_twice_its_size(guide: Guide) -> None:
    chapter = Booklet("booklet-first", "First", "A chapter.", (BOOKLET.chapters[0],), FOLDED)
    found = Printer(guide).booklets(chapter)
    assert [it.place for it in found] == [
        "handouts/booklet-first-letter-fold.pdf",
        "handouts/booklet-first-a4-fold.pdf",
    ]
    for handout, (wide, high) in zip(found, ((792, 612), (842, 595)), strict=True):
        document = pypdfium2.PdfDocument(handout.file)
        assert len(document) % 2 == 0
        assert {(round(page.get_width()), round(page.get_height())) for page in document} == {(wide, high)}
        cover = document[0].get_textpage().get_text_bounded(left=wide / 2)
        assert "Plain Words" in cover, "the cover is on the right side of the first sheet"
    assert [edition.size for edition in FOLDED] == [12, 12]


def test_a_chapter_that_no_stapler_holds_is_divided(guide: Guide) -> None:
    long = [replace(article(f"n{number}", f"<h2>More</h2>{LONG * 60}")) for number in range(8)]
    chapter = Booklet("booklet-long", "Long", "A chapter.", (Chapter("Long", tuple(long)),), FOLDED)
    found = Printer(guide).booklets(chapter)
    letter = [it for it in found if it.edition.name == "letter-fold"]
    assert len(letter) > 1
    assert all(it.pages <= SIDES for it in found)
    assert [title for it in letter for title in it.sections] == [it.title for it in long]
    assert letter[0].place == "handouts/booklet-long-part-1-letter-fold.pdf"
    first = pypdfium2.PdfDocument(letter[0].file)[0].get_textpage().get_text_bounded()
    assert f"Long, part 1 of {len(letter)}" in " ".join(first.split())


def test_parts_are_about_as_long_as_each_other() -> None:
    texts = [article(f"n{number}", "x" * size) for number, size in enumerate((900, 100, 100, 100, 700, 100))]
    chapter = Booklet("b", "B", "A chapter.", (Chapter("B", tuple(texts)),), FOLDED)
    one, two = divided(chapter, 2)
    assert [it.title for it in one.articles + two.articles] == [it.title for it in texts]
    assert len(one.articles) < len(two.articles)


def test_what_cannot_be_printed_is_said_with_the_booklet(guide: Guide) -> None:
    wrong = replace(ONE, text=f"<h1>One</h1><p>{DRAWING}</p>", path=Path("wrong.md"))
    with pytest.raises(ContentError, match=r"wrong\.md: in a booklet: "):
        Printer(guide).booklets(replace(BOOKLET, chapters=(Chapter("First", (wrong,)),)))


def links(site: Built) -> Iterator[tuple[str, Path]]:
    page = site.page("booklets/index.html")
    for link in page.select(".plainwords-booklets ul.handouts a"):
        yield link.get_text(), (site.folder / "booklets" / str(link["href"])).resolve()


def test_the_page_of_the_booklets_leads_to_all_of_them(site: Built) -> None:
    found = [path for _, path in links(site)]
    assert sorted(found) == sorted((site.folder / "handouts").glob("booklet*.pdf"))
    assert len([path for path in found if path.stem.removeprefix("booklet-") in {it.name for it in EDITIONS}]) == 4
    assert len([path for path in found if path.stem.endswith("-fold")]) >= 20, "each chapter for both papers"
    parts = [str(it["class"][0]) for it in site.page("booklets/index.html").select("article > [class^=plainwords-]")]
    assert parts[:2] == ["plainwords-booklets", "plainwords-sources"], "the files come first"


@pytest.fixture(scope="module")
def whole(site: Built) -> Expected:
    """What must stand in the whole guide, in every edition."""
    pages = with_handouts(site)
    listed = [str(link["href"]) for link in site.page("about/all-pages/index.html").select("article a")]
    paths = [posixpath.normpath(f"about/all-pages/{href}/index.html") for href in listed]
    held = {path: pages[path] for path in dict.fromkeys(paths) if path in pages}
    assert held.keys() == pages.keys()
    words = {
        str(entry["id"]): (squeezed(one(entry, "dt a")), squeezed(one(entry, "dd")))
        for page in held.values()
        for entry in page.select(".plainwords-words dl > div")
    }
    return Expected(
        title="The whole guide",
        language="en-US",
        passages=[it for page in held.values() for it in (squeezed(one(page, "h1")), *texts(page)) if it],
        families=["AtkinsonHyperlegibleNext"],
        address=HOME,
        checked="Checked November 22, 2026 or later",
        terms=list(words.values()),
        said=["This is information, not medical advice.", "No clinician has reviewed this page yet."],
        questions=[squeezed(tag) for page in held.values() for tag in page.select("li.question .ask-text")],
        limit=2_000_000,
    )


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: str(edition.name))
def test_the_whole_guide_passes_every_check(site: Built, whole: Expected, edition: Edition) -> None:
    paper: Literal["a4", "letter"] = "a4" if edition.paper == "a4" else "letter"
    expected = replace(whole, paper=paper, size=edition.size)
    assert check(site.folder / f"handouts/booklet-{edition.name}.pdf", expected) == []


def texts(page: BeautifulSoup) -> Iterator[str]:
    for title, tags in sections(one(page, "article")).items():
        yield title
        yield from passages(tags)
