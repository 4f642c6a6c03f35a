"""Handouts: what stands on the paper, how long it is, and what is said when it cannot be made."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from plainwords import typeset
from plainwords.handout import EDITIONS, Article, Guide, Handout
from plainwords.handout_print import PAGES, Printer, print_all
from plainwords.problems import ContentError
from plainwords.sources import Source
from plainwords.terms import Term
from plainwords.typeset import TypesetError

TERM = Term(
    id="plasma-cell",
    term="plasma cell",
    short="A white blood cell that makes antibodies.",
    category="cell & biology",
    sources=("one",),
    reviewed=date(2026, 11, 1),
    say="PLAZ-muh sel",
)
SOURCE = Source(
    key="one", title="A work", publisher="An office", kind="government", date="2025-05", url="https://example.org/work",
    seen=date(2026, 11, 2), authors="", note="",
)  # fmt: skip
LINK = '<a class="term" data-term="plasma-cell" href="/x">such cells</a>'
NOTE = '<sup class="cite"><a href="#source-one">1</a></sup>'
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 4000"><title>A</title><desc>B</desc></svg>'
LONG = "<p>" + "Some words that fill a line of the page, and then another one. " * 12 + "</p>"


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    home = "https://myeloma.example.org/"
    return Guide({TERM.id: TERM}, {SOURCE.key: SOURCE}, "en", "Myeloma in Plain Words", home, f"{home}check/", tmp_path)


@pytest.fixture
def article(tmp_path: Path) -> Article:
    return Article(
        path=tmp_path / "one.md",
        place="topics/one",
        address="https://myeloma.example.org/topics/one/",
        title="One topic",
        description="What it is about.",
        text=f"<h1>One topic</h1><p>About {LINK}.{NOTE}</p><h2>More</h2><p>A second part.</p>",
        reviewed=date(2026, 11, 22),
        next_review=date(2028, 11, 22),
        review="No clinician has reviewed this page yet.",
        code="K7Q-X3MP",
    )


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    typeset._compiler.cache_clear()
    yield
    typeset._compiler.cache_clear()


def text(handout: Handout) -> str:
    document = pypdfium2.PdfDocument(handout.file)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


def squeezed(text: str) -> str:
    """Without its spaces and hyphens: lines may end anywhere."""
    return re.sub(r"[\s\-\ufffe\x02]+", "", text)


def long_article(article: Article, sections: int) -> Article:
    body = "".join(f"<h2>Section {number}</h2>{LONG * 4}" for number in range(sections))
    return replace(article, text=f"<p>{LINK}</p>{body}<p>{NOTE}</p>")


def test_a_page_becomes_one_pdf_for_each_paper_and_size(guide: Guide, article: Article) -> None:
    found = Printer(guide).handouts(article)
    assert [handout.place for handout in found] == [
        "handouts/topics/one-letter.pdf",
        "handouts/topics/one-letter-large.pdf",
        "handouts/topics/one-a4.pdf",
        "handouts/topics/one-a4-large.pdf",
    ]
    sizes = [tuple(round(side) for side in pypdfium2.PdfDocument(it.file)[0].get_size()) for it in found]
    assert sizes == [(612, 792), (612, 792), (595, 842), (595, 842)]


@pytest.mark.parametrize("edition", range(len(EDITIONS)))
def test_the_paper_says_what_a_reader_without_the_page_must_know(guide: Guide, article: Article, edition: int) -> None:
    said = squeezed(text(Printer(guide).handouts(article)[edition]))
    for words in (
        "One topic",
        "Clinic:",
        "plasma cell (here: such cells)",
        "A white blood cell that makes antibodies. Say: PLAZ-muh sel.",
        "1. A work. An office, May 2025 (government body).",
        "Checked November 22, 2026 · Code K7Q-X3MP",
        "myeloma.example.org/topics/one",
        "Next check due by: November 22, 2028.",
        "No clinician has reviewed this page yet.",
        "not medical advice",
        "Go to myeloma.example.org/check and type the code K7Q-X3MP.",
        "Page 1 of ",
    ):
        assert squeezed(words) in said


def test_an_address_breaks_behind_its_slashes_only(guide: Guide, article: Article) -> None:
    long = replace(article, address="https://myeloma.example.org/understanding/how-myeloma-cells-develop-and-grow/")
    for handout in Printer(guide).handouts(long):
        said = text(handout)
        assert "how-myeloma-cells-develop-and-grow" in said, handout.place
        assert "how\x02" not in said, "a hyphen at the end of a line"


def test_a_long_page_is_divided_at_its_sections(guide: Guide, article: Article) -> None:
    found = Printer(guide).handouts(long_article(article, 9))
    letter = [handout for handout in found if handout.edition.name == "letter"]
    assert len(letter) > 1
    assert [handout.part for handout in letter] == list(range(1, len(letter) + 1))
    assert all(handout.pages <= PAGES for handout in found if handout.edition.size == 13)
    assert [title for handout in letter for title in handout.sections] == [f"Section {n}" for n in range(9)]
    assert letter[0].place == "handouts/topics/one-part-1-letter.pdf"
    first, last = text(letter[0]), text(letter[-1])
    assert f"Part 1 of {len(letter)}" in first
    held = " · ".join(letter[1].sections)
    assert squeezed(f"Part 2 of {len(letter)}: {held}") in squeezed(first), "a part says what the next one holds"
    assert f"of {len(letter)}:" not in last
    assert "makes antibodies" in first, "a part explains its own words"
    assert "makes antibodies" not in last
    assert "A work." in last, "a part names its own sources"
    assert "A work." not in first


def test_cards_of_large_print_name_what_each_line_tells(guide: Guide, article: Article) -> None:
    head = "<thead><tr><th>Type</th><th>Is it cancer?</th><th>Treatment</th></tr></thead>"
    table = f"<table>{head}<tbody><tr><td>MGUS</td><td>No</td><td>R-ISS, 30 g/L</td></tr></tbody></table>"
    found = Printer(guide).handouts(replace(article, text=f"<h1>One topic</h1>{table}"))
    said = {handout.edition.name: text(handout) for handout in found}
    assert "Is it cancer? No" in said["letter-large"]
    assert "Treatment: R-ISS, 30 g/L" in said["letter-large"].replace("\u00a0", " ")
    assert "Treatment:" not in said["letter"]


def test_nothing_is_made_twice(guide: Guide, article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Printer(guide).handouts(article)
    monkeypatch.setattr(typeset, "typeset", lambda _: pytest.fail("made again"))
    assert Printer(guide).handouts(article) == first
    with pytest.raises(pytest.fail.Exception, match="made again"):
        Printer(guide).handouts(replace(article, code="222-2222"))


def test_the_same_bytes_each_time(guide: Guide, article: Article, tmp_path: Path) -> None:
    first = [handout.file.read_bytes() for handout in Printer(guide).handouts(article)]
    typeset._compiler.cache_clear()
    again = replace(guide, cache=tmp_path / "other")
    again.cache.mkdir()
    assert [handout.file.read_bytes() for handout in Printer(again).handouts(article)] == first


def test_all_problems_of_all_pages_are_said_with_their_files(guide: Guide, article: Article, tmp_path: Path) -> None:
    wrong = {
        "glyph.md": "<p>5 µg of β2</p>",
        "video.md": "<video></video>",
        "long.md": f"<h2>A very long section</h2>{LONG * 40}",
        "drawing.md": f"<figure>{DRAWING}</figure>",
    }
    pages = [replace(article, path=tmp_path / name, place=name, text=text) for name, text in wrong.items()]
    with pytest.raises(ContentError) as caught:
        print_all(guide, [*pages, article], lambda *_: None)
    report = str(caught.value)
    assert (
        "glyph.md: uses signs that the font for paper does not have: 'µ' (U+00B5), 'β' (U+03B2); write them" in report
    )
    assert "video.md: holds <video>" in report
    assert "long.md: has a section that takes" in report
    assert "'A very long section'; at most 4: divide it with a heading" in report
    assert "drawing.md: A drawing is higher than a page; name breaks in its data-breaks" in report
    assert "one.md" not in report


def test_a_missing_font_is_named_with_its_cure(
    guide: Guide, article: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeset, "FONTS", tmp_path / "fonts")
    (tmp_path / "fonts").mkdir()
    regular = next(Path(typeset.__file__).parent.glob("fonts/*400Regular.ttf"))
    shutil.copy(regular, tmp_path / "fonts")
    with pytest.raises(
        ContentError, match=r"one\.md: the font Atkinson Hyperlegible Next is missing in .*'make vendor'"
    ):
        Printer(guide).handouts(article)


def test_a_stopped_build_leaves_no_half_of_a_file(
    guide: Guide, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[:100])
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", stop)
    with pytest.raises(KeyboardInterrupt):
        Printer(guide).handouts(article)
    assert not list(guide.cache.glob("*.pdf"))


def test_typst_says_what_is_wrong_in_a_document() -> None:
    with pytest.raises(TypesetError, match="cannot be set: unknown variable: nothing"):
        typeset.typeset("#nothing")


def test_the_words_of_the_paper_are_marked_up_for_screen_readers(guide: Guide, article: Article) -> None:
    with pikepdf.open(BytesIO(Printer(guide).handouts(article)[0].file.read_bytes())) as pdf:
        kinds = [str(element.get("/S")) for element in typeset._elements(pdf.Root.StructTreeRoot)]
        assert kinds.count("/H1") == 1
        assert {"/Table", "/TH", "/L", "/LI", "/Figure", "/Link"} <= set(kinds)
        rows = [it for it in typeset._elements(pdf.Root.StructTreeRoot) if it.get("/S") == "/TH"]
        assert {str(row.A[0].Scope if isinstance(row.A, pikepdf.Array) else row.A.Scope) for row in rows} == {
            "/Row",
            "/Column",
        }
        assert pdf.Root.Lang == "en-US"
        assert str(pdf.docinfo["/Title"]) == "One topic"
