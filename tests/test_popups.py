"""Pop-ups: a word is explained where it stands, and the reader loses neither place nor way."""

import pytest
from conftest import Built, visit
from playwright.sync_api import Browser, Page, expect

PATH = "/disease-types/multiple-myeloma/"
WORD = "a.term[data-term=plasma-cell]"
SHORT = "A white blood cell that makes antibodies."


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.dataset.term ?? document.activeElement.className"))


def test_a_click_explains_the_word_beside_it_and_asks_nobody(page: Page, address: str) -> None:
    visit(page, address, PATH)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    word = page.locator(WORD).first
    word.click()
    popup = page.get_by_role("dialog", name="plasma cell")
    expect(popup).to_be_visible()
    expect(popup).to_contain_text(SHORT)
    expect(word).to_have_attribute("aria-expanded", "true")
    at, of = popup.bounding_box(), word.bounding_box()
    assert at
    assert of
    assert 0 <= at["y"] - of["y"] - of["height"] < 24
    assert page.url == address + PATH
    assert asked == []


def test_the_way_in_and_out_by_keys(page: Page, address: str) -> None:
    visit(page, address, PATH)
    word = page.locator(WORD).first
    word.focus()
    assert page.locator(".plainwords-popup").count() == 0, "focus alone opens nothing"
    page.keyboard.press("Enter")
    assert focused(page) == "plainwords-popup"
    page.keyboard.press("Escape")
    assert focused(page) == "plasma-cell"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Enter")
    assert focused(page) == "plasma-cell"
    assert page.locator(".plainwords-popup").count() == 0
    page.keyboard.press("Enter")
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="More about plasma cell")).to_be_focused()
    page.keyboard.press("Tab")
    assert focused(page) == "white-blood-cell", "on to the next word of the text"
    assert page.locator(".plainwords-popup").count() == 0


def test_a_second_click_or_one_elsewhere_closes_and_another_word_takes_over(page: Page, address: str) -> None:
    visit(page, address, PATH)
    popup = page.locator(".plainwords-popup")
    word = page.locator(WORD).first
    word.click()
    popup.locator(".plainwords-popup-text").click()
    assert popup.count() == 1, "text in it can be selected"
    word.click()
    assert popup.count() == 0
    word.click()
    page.locator("h1").click()
    assert popup.count() == 0
    word.click()
    page.locator("a.term[data-term=white-blood-cell]").first.click()
    assert popup.count() == 1
    expect(popup).to_contain_text("white blood cell")


def test_more_leads_to_the_page_of_the_word(page: Page, address: str) -> None:
    visit(page, address, PATH)
    page.locator(WORD).first.click()
    page.get_by_role("link", name="More about plasma cell").click()
    page.wait_for_url("**/glossary/plasma-cell/")


def test_with_a_modifier_key_the_link_is_a_link(page: Page, address: str) -> None:
    visit(page, address, PATH)
    with page.context.expect_page() as opened:
        page.locator(WORD).first.click(modifiers=["Control"])
    opened.value.wait_for_url("**/glossary/plasma-cell/")
    assert page.locator(".plainwords-popup").count() == 0


def test_a_note_shows_its_source_without_leaving_the_place(page: Page, address: str) -> None:
    visit(page, address, PATH)
    page.locator("sup.cite a").first.click()
    popup = page.get_by_role("dialog", name="Source 1")
    expect(popup).to_contain_text("National Cancer Institute")
    popup.get_by_role("link", name="All sources of this page").click()
    assert "#source-" in page.url
    assert popup.count() == 0


@pytest.mark.parametrize(("width", "height"), [(320, 256), (320, 568), (1280, 800)])
@pytest.mark.parametrize("size", ["100%", "200%"])
def test_close_is_in_view_on_any_screen(page: Page, address: str, width: int, height: int, size: str) -> None:
    page.set_viewport_size({"width": width, "height": height})
    visit(page, address, PATH)
    page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
    for mark in (page.locator(WORD).first, page.locator("sup.cite a").first):
        mark.click()
        expect(page.get_by_role("button", name="Close")).to_be_in_viewport(ratio=1)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("Escape")


def test_a_word_without_an_entry_leads_to_its_page(page: Page, address: str) -> None:
    visit(page, address, PATH)
    page.evaluate("document.getElementById('word-plasma-cell').remove()")
    page.locator(WORD).first.click()
    page.wait_for_url("**/glossary/plasma-cell/")


def test_it_works_from_a_file_and_is_not_printed(page: Page, site: Built) -> None:
    page.goto((site.folder / PATH.strip("/") / "index.html").as_uri())
    page.locator(WORD).first.click()
    popup = page.locator(".plainwords-popup")
    expect(popup).to_contain_text(SHORT)
    page.emulate_media(media="print")
    expect(popup).to_be_hidden()


def test_without_javascript_the_word_leads_to_its_page(chromium: Browser, address: str) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address + PATH)
        page.locator(WORD).first.click()
        page.wait_for_url("**/glossary/plasma-cell/")
