"""What comes out of the printer when a reader prints a page from the browser: Debian's Chromium, Letter and A4."""

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

import pytest
from bs4 import Tag
from conftest import Built, visit
from crawl import most
from paper import MM, SHEETS, Sheet, letters, printed, read
from playwright.sync_api import Browser, Page

HOME = "myeloma.example.org"
PAGES = {
    "disease-types/mgus/": "Letter",
    "questions/at-diagnosis/": "A4",
    "glossary/m-protein/": "Letter",
    "glossary/pairs/relapsed-or-refractory/": "A4",
    "common-questions/life-expectancy/": "Letter",
    "": "A4",
    "about/how-we-write-and-check/": "Letter",
}
NOT_ON_PAPER = [
    "Skip to the text", "All topics", "Settings", "On this page", "Read to me", "Look up a word", "Back to the top",
    "Suggest a change", "Used on", "Text under CC BY", "Close",
]  # fmt: skip
HEADINGS = "[...document.querySelectorAll('h1, h2, h3, h4')].map(it => it.textContent.trim())"
WRITING = 8 * MM


@pytest.fixture(scope="module", params=PAGES, ids=lambda path: path or "home")
def path(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def reader(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context() as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def paper(reader: Page, address: str, path: str) -> list[Sheet]:
    visit(reader, address, f"/{path}")
    return printed(reader, PAGES[path])


def test_the_text_is_large_enough_and_within_the_margins(paper: list[Sheet], path: str) -> None:
    for sheet in paper:
        assert (sheet.width, sheet.height) == pytest.approx(SHEETS[PAGES[path]], abs=1)
        for line in sheet.lines:
            small_on_purpose = line.text.replace(", ", "").isdigit()  # the numbers of notes
            in_a_drawing = line.size > 11 and line.left > 150
            assert line.size > 11.9 or small_on_purpose or in_a_drawing, line
            assert min(line.left, sheet.width - line.right, line.foot, sheet.height - line.head) > 6 * MM, line
        for line in sheet.body:
            assert min(line.left, sheet.width - line.right) > 23 * MM, line
    full = [len(line.text) for sheet in paper for line in sheet.body if line.right - line.left > 150 * MM]
    assert not full or median(full) <= 85


def test_menus_and_buttons_stay_off_the_paper(paper: list[Sheet]) -> None:
    text = letters(paper)
    assert not [name for name in NOT_ON_PAPER if "".join(name.split()) in text]


def test_every_sheet_says_what_it_is_how_old_and_which_of_how_many(paper: list[Sheet], path: str) -> None:
    for number, sheet in enumerate(paper, 1):
        margins = "\n".join(line.text for line in sheet.lines if line not in sheet.body)
        assert "Myeloma in Plain Words" in margins
        assert "Checked November 22, 2026" in margins
        assert f"{HOME}/{path}".strip("/") in margins.replace("\u200b", "").replace("\u2060", "")
        assert f"Page {number} of {len(paper)}" in margins


def test_paper_names_sources_dates_and_review_and_explains_its_words(
    paper: list[Sheet], path: str, site: Built
) -> None:
    text = letters(paper)
    page = site.page(f"{path}index.html")
    for item in page.select(".plainwords-words dd, .plainwords-sources time, .plainwords-status dd"):
        assert "".join(item.text.split()) in text
    assert "Thisisinformation,notmedicaladvice." in text


def test_a_telephone_finds_the_page_as_it_is_now(paper: list[Sheet], path: str) -> None:
    assert paper[0].codes == [f"https://{HOME}/{path}"]
    assert f"Ontheinternet:{HOME}/{path}".removesuffix("/") in letters(paper[:1])


def test_the_code_of_each_page_leads_to_it(site: Built) -> None:
    for path in [path for path in most(site) if path != "404.html"]:
        code = site.page(path).select_one("article .qr svg")
        assert code is not None, path
        assert read(*drawn(code)) == [f"https://{HOME}/{path.removesuffix('index.html')}"]


def drawn(code: Tag) -> tuple[bytes, int]:
    """A code as a picture, and its width: its path says where rows begin, and which strokes they are made of."""
    size, large = int(str(code["viewbox"]).split()[2]), 4
    rows = [bytearray(b"\xff" * size * large) for _ in range(size)]
    x = y = 0.0
    for move, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", str(code.select("path")[0]["d"])):
        before, x = x, float(first) + (0 if move == "M" else x)
        if move == "h":
            rows[int(y)][int(before) * large : int(x) * large] = bytes(int(x - before) * large)
        else:
            y = float(second) + (0 if move == "M" else y)
    return b"".join(bytes(row) * large for row in rows), size * large


def test_addresses_stand_behind_what_to_read_next_and_behind_sources_once(
    paper: list[Sheet], path: str, site: Built
) -> None:
    text = letters(paper)
    page = site.page(f"{path}index.html")
    for link in page.select(".plainwords-sources a, #read-next + ul a:not(.term)"):
        address = str(link["data-address"]).replace("\u200b", "").replace("\u2060", "")
        assert text.count(f"({address})") == 1, address
        if not str(link["href"]).startswith("http"):
            assert (site.folder / address.removeprefix(HOME).lstrip("/") / "index.html").is_file(), address
    assert "https://" not in text


def test_no_heading_stands_at_the_foot_of_a_sheet(paper: list[Sheet], reader: Page) -> None:
    headings = {letters_of(text) for text in reader.evaluate(HEADINGS)}
    for sheet in paper[:-1]:
        last = min(sheet.body, key=lambda line: line.foot)
        assert letters_of(last.text) not in headings, last


def letters_of(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("path", ["questions/at-diagnosis/", "disease-types/mgus/"], scope="module")
def test_each_question_has_its_box_and_two_lines_to_write_on_all_on_one_sheet(
    paper: list[Sheet], path: str, reader: Page
) -> None:
    asked = [letters_of(text) for text in reader.locator(".ask-text").all_text_contents()]
    found = []
    for sheet in paper:
        here = [question for question in asked if question in letters([sheet])]
        lines = [rule for rule in sheet.rules if rule[0] > 90]  # what parts sections begins at the margin
        assert len(lines) == 2 * len(here)
        heights = sorted((rule[1] for rule in lines), reverse=True)
        for upper, lower in zip(heights[::2], heights[1::2], strict=True):
            assert abs(upper - lower - WRITING) < 1
        found += here
    assert sorted(found) == sorted(asked)


def test_no_row_of_a_table_is_cut_in_two(reader: Page, address: str) -> None:
    """And its head stands on each sheet."""
    visit(reader, address, "/treatments/drug-therapy/")
    rows = reader.locator("article table").first.locator("tr").all_inner_texts()
    sheets = printed(reader, "Letter")
    where = [[number for number, sheet in enumerate(sheets) if has_all(sheet, row)] for row in rows]
    assert len(where[0]) > 1, "this table is the one that runs over a sheet"
    assert all(where)
    first = [numbers[0] for numbers in where[1:]]
    assert all(one <= other for one, other in pairwise(first))


def has_all(sheet: Sheet, row: str) -> bool:
    text = letters([sheet])
    return all(letters_of(word) in text for word in row.split() if word.isalpha())


def test_text_that_was_chosen_larger_is_larger_on_paper(page: Page, address: str) -> None:
    page.goto(address + "/")
    page.evaluate("localStorage.setItem('plainwords-settings', '{\"text\":\"larger\"}')")
    visit(page, address, "/questions/at-diagnosis/")
    for sheet in printed(page, "Letter"):
        for line in sheet.lines:
            assert line.size > 17.9 or line.text.replace(", ", "").isdigit(), line
            assert min(line.left, sheet.width - line.right, line.foot, sheet.height - line.head) > 6 * MM, line


def test_what_is_folded_away_is_open_on_paper(page: Page, address: str) -> None:
    visit(page, address, "/disease-types/mgus/")
    page.evaluate("""() => {
      const details = document.createElement("details");
      details.append(document.createElement("summary"), "Folded away");
      details.firstChild.textContent = "More";
      document.querySelector("article").append(details);
    }""")
    assert "Foldedaway" in letters(printed(page, "A4"))


def test_nothing_of_it_is_to_be_seen_or_heard_on_the_screen(page: Page, address: str) -> None:
    visit(page, address, "/disease-types/mgus/")
    assert page.locator(".paper-only").count() == 2
    assert not page.locator(".paper-only:visible").count()
    assert "On the internet" not in page.locator("main").aria_snapshot()
