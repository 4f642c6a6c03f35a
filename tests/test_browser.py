"""What a reader meets in a real browser: Debian's Chromium, driven by Playwright."""

import unicodedata
from io import BytesIO

import pytest
from conftest import ROOT, Built, visit, watch
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from plainwords.terms import load

TOPICS = """/ /understanding/what-is-myeloma/ /disease-types/ /disease-types/mgus/ /diagnostics/bone-marrow-tests/
    /diagnostics/understanding-your-results/ /staging/iss-and-r-iss/ /treatments/drug-therapy/
    /treatments/stem-cell-transplant/ /relapse/relapsed-and-refractory/ /questions/at-diagnosis/
    /living/when-to-call/ /common-questions/life-expectancy/ /glossary/ /glossary/m-protein/
    /glossary/pairs/relapsed-or-refractory/ /about/sources/ /about/readability/ /404.html""".split()


@pytest.mark.parametrize("path", TOPICS)
def test_a_page_loads_from_this_site_alone_and_keeps_nothing(page: Page, address: str, path: str) -> None:
    assert visit(page, address, path) == []
    assert page.context.cookies() == []
    assert page.locator("h1").is_visible()


def letters(text: str) -> str:
    """A text without spaces and ligatures, which paper sets as it likes."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize("path", ["/disease-types/mgus/", "/staging/iss-and-r-iss/"])
def test_paper_explains_the_words_and_names_the_sources(page: Page, address: str, path: str, site: Built) -> None:
    visit(page, address, path)
    linked = {str(link["data-term"]) for link in site.page(f"{path.strip('/')}/index.html").select("a.term")}
    paper = PdfReader(BytesIO(page.pdf(format="Letter")))
    text = letters("".join(sheet.extract_text() for sheet in paper.pages))
    terms = load(ROOT / "glossary")
    missing = [id for id in linked if letters(terms[id].short) not in text]
    assert not missing
    assert letters("No clinician has reviewed this page yet.") in text
    assert letters("National Cancer Institute") in text


def test_a_page_says_itself_that_its_date_has_passed(page: Page, address: str) -> None:
    notice = page.locator(".plainwords-overdue")
    page.clock.set_fixed_time("2027-11-22T12:00:00Z")
    visit(page, address, "/treatments/stem-cell-transplant/")
    assert not notice.is_visible()
    page.clock.set_fixed_time("2027-11-23T12:00:00Z")
    page.reload()
    page.wait_for_load_state("networkidle")
    assert notice.is_visible()
    assert "November 22, 2027" in notice.inner_text()


OUTSIDE = """svg => {
  const box = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].map(text => [text.textContent, text.getBoundingClientRect()]);
  const small = texts.filter(([_, at]) => at.height < 14).map(([text]) => "small: " + text);
  const outside = texts.filter(([_, at]) => at.left < box.left - 1 || at.right > box.right + 1
    || at.top < box.top - 1 || at.bottom > box.bottom + 1).map(([text]) => "outside: " + text);
  return [...small, ...outside];
}"""


@pytest.mark.parametrize("width", [320, 1280])
def test_the_words_of_drawings_stand_whole_and_large_enough(page: Page, address: str, site: Built, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    drawn = [path for path in site.paths() if "drawing-svg" in (site.folder / path).read_text(encoding="utf-8")]
    assert len(drawn) >= 9
    for path in drawn:
        visit(page, address, f"/{path}")
        for drawing in page.locator("svg.drawing-svg").all():
            assert drawing.evaluate(OUTSIDE) == [], path


def test_no_drawing_is_higher_than_a_sheet(page: Page, address: str, site: Built) -> None:
    sheet = 24 / 2.54 * 96  # what margins leave of Letter, in CSS pixels
    page.set_viewport_size({"width": 720, "height": 960})
    page.emulate_media(media="print")
    for path in site.paths():
        if "drawing-svg" in (site.folder / path).read_text(encoding="utf-8"):
            page.goto(f"{address}/{path}")
            for drawing in page.locator("figure.drawing").all():
                assert drawing.evaluate("it => it.getBoundingClientRect().height") < sheet, path


@pytest.mark.slow
def test_every_page_loads_from_this_site_alone(chromium: Browser, address: str, site: Built) -> None:
    with chromium.new_context(viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        trouble = watch(page, address)
        for path in site.paths():
            page.goto(f"{address}/{path}")
            assert trouble == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert context.cookies() == []
