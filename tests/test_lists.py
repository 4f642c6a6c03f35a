"""The reader's own list of questions in a real browser: ticked, written, kept only when they say so, and forgotten."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from conftest import Built
from playwright.sync_api import Browser, Dialog, Page, Route, expect
from pypdf import PdfReader

MGUS, RELAPSE, MINE = "/disease-types/mgus/", "/relapse/next-treatment/", "/questions/my-questions/"
LOW_RISK = "Is my MGUS low risk?"
GOAL = "What is the goal of this treatment?"
KEPT = "[localStorage.length, sessionStorage.length, document.cookie.length]"
HOSTILE = '"><img src=x onerror=alert(1)> </textarea><script>alert(2)</script> {n} &amp; …'
KEY = "plainwords-list"


@pytest.fixture(autouse=True)
def _nothing_goes_wrong(page: Page) -> Iterator[None]:
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    yield
    assert trouble == []


def tick(page: Page, question: str) -> None:
    page.get_by_role("checkbox", name=question, exact=True).check()


def open_list(page: Page) -> None:
    page.locator(".top-list").click()
    page.wait_for_url("**/my-questions/**")
    expect(page.locator(".my-count")).not_to_be_empty()


def write_own(page: Page, text: str) -> None:
    page.get_by_label("Write a question of your own").fill(text)
    page.get_by_role("button", name="Add", exact=True).click()


def keep(page: Page) -> None:
    page.get_by_role("button", name="Keep it", exact=True).click()


def shown(page: Page) -> list[str]:
    return page.locator(".my-text").all_text_contents()


def test_questions_of_two_pages_meet_on_the_list_and_nothing_is_kept(page: Page, address: str) -> None:
    page.goto(address + MGUS)
    tick(page, LOW_RISK)
    expect(page.get_by_role("status")).to_have_text("1 question on your list.")
    page.locator("main a[href='../smoldering-myeloma/']").first.click()
    page.wait_for_url("**/smoldering-myeloma/**")
    expect(page).to_have_url(f"{address}/disease-types/smoldering-myeloma/")  # nobody hands on their list with it
    tick(page, "What is my risk group, and by which rule?")
    expect(page.locator(".top-list")).to_have_text("My questions\u00a0(2)")
    open_list(page)
    assert shown(page) == [LOW_RISK, "What is my risk group, and by which rule?"]
    expect(page.get_by_role("link", name="MGUS", exact=True).first).to_have_attribute(
        "href", "../../disease-types/mgus/"
    )
    page.reload()
    expect(page.locator(".my-text")).to_have_count(2)
    assert page.evaluate(KEPT) == [0, 0, 0]


def test_who_ticks_nothing_loads_nothing_for_it(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + MGUS, wait_until="networkidle")
    assert not [url for url in asked if "list" in url or "questions" in url]
    with page.expect_response("**/assets/my-list.js*"):
        tick(page, LOW_RISK)


def test_a_kept_list_comes_back_and_is_forgotten_whole(page: Page, address: str) -> None:
    page.goto(address + MGUS)
    tick(page, LOW_RISK)
    keep(page)
    expect(page.get_by_role("status")).to_have_text("Your list is kept on this device.")
    page.goto(address + RELAPSE)
    tick(page, GOAL)
    expect(page.locator("[data-keep]").first).not_to_be_visible()
    page.goto(address + MGUS)
    expect(page.get_by_role("checkbox", name=LOW_RISK, exact=True)).to_be_checked()
    open_list(page)
    assert shown(page) == [LOW_RISK, GOAL]
    assert page.evaluate(KEPT) == [1, 0, 0]
    page.get_by_role("button", name="Forget my list").click()
    page.get_by_role("button", name="No, go back").click()
    expect(page.locator(".my-text")).to_have_count(2)
    page.get_by_role("button", name="Forget my list").click()
    page.get_by_role("button", name="Yes, forget it").click()
    expect(page.locator(".my-text")).to_have_count(0)
    assert page.evaluate(KEPT) == [0, 0, 0]
    page.goto(address + MGUS)
    expect(page.get_by_role("checkbox", name=LOW_RISK, exact=True)).not_to_be_checked()


def test_a_list_for_this_tab_only_is_kept_in_no_other_place(page: Page, address: str) -> None:
    page.goto(address + MGUS)
    tick(page, LOW_RISK)
    page.get_by_role("button", name="Only in this tab").click()
    page.goto(address + MINE)
    expect(page.locator(".my-text")).to_have_text([LOW_RISK])
    assert page.evaluate(KEPT) == [0, 1, 0]
    page.get_by_role("button", name="Keep it on this device").click()
    assert page.evaluate(KEPT) == [1, 0, 0]


def test_own_questions_are_text_whatever_is_in_them(page: Page, address: str) -> None:
    page.goto(address + MINE)
    write_own(page, HOSTILE)
    write_own(page, "Second")
    write_own(page, "   ")
    page.get_by_role("button", name="Keep it on this device").click()
    page.get_by_label("Note or answer").first.fill(HOSTILE)
    page.reload()
    expect(page.get_by_label("Your question")).to_have_count(2)
    assert shown(page) == [HOSTILE, "Second"]
    assert page.get_by_label("Note or answer").first.input_value() == HOSTILE
    assert page.locator(".my-list :is(img, script)").count() == 0
    page.get_by_role("button", name="Move down").first.click()
    assert shown(page) == ["Second", HOSTILE]
    expect(page.get_by_role("button", name="Move up").last).to_be_focused()
    page.get_by_label("Your question").first.fill("Changed")
    page.get_by_role("button", name="Delete").last.click()
    page.reload()
    expect(page.get_by_label("Your question")).to_have_count(1)
    assert shown(page) == ["Changed"]


SPOILED = [
    "{",
    "null",
    '"text"',
    "[null, 1, [], {}, {\"id\": {}}]",
    '[{"id": "__proto__", "text": "x"}, {"__proto__": {"id": "own-aaaaaaaa", "text": "inherited"}}]',
    json.dumps([{"id": "own-aaaaaaaa", "text": 7, "note": ["x"], "page": None}] * 3),
    json.dumps([{"id": f"own-{number:08}", "text": "x" * 999} for number in range(2000)]),
]  # fmt: skip


@pytest.mark.parametrize("spoiled", SPOILED, ids=range(len(SPOILED)))
def test_a_spoiled_storage_does_no_harm(page: Page, address: str, spoiled: str) -> None:
    page.goto(address + MINE)
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [KEY, spoiled])
    page.reload()
    expect(page.locator(".my-count")).not_to_be_empty()
    assert "inherited" not in shown(page)
    assert page.evaluate("Object.prototype.id ?? null") is None
    assert len(shown(page)) <= 300
    assert all(len(text) <= 500 for text in shown(page))
    write_own(page, "Still works?")
    if len(shown(page)) < 300:
        assert shown(page)[-1] == "Still works?"


@pytest.mark.parametrize("hash", ["#list=<b>.__proto__.x", "#list=aaaaaaaa.bbbbbbbb", "#list=%E0%A4%A", "#list="])
def test_a_strange_address_does_no_harm(page: Page, address: str, hash: str) -> None:
    page.goto(address + MINE + hash)
    expect(page.locator(".my-count")).not_to_be_empty()
    assert shown(page) == []


BLOCKED = """for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
}"""
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"


@pytest.mark.parametrize("trouble", [BLOCKED, FULL], ids=["blocked", "full"])
def test_where_nothing_can_be_kept_the_reader_is_told_and_the_list_works(
    page: Page, address: str, trouble: str
) -> None:
    page.add_init_script(trouble)
    page.goto(address + MGUS)
    tick(page, LOW_RISK)
    keep(page)
    expect(page.get_by_role("status")).to_contain_text("does not let us keep your list")
    open_list(page)
    assert shown(page) == [LOW_RISK]


def test_a_question_that_no_page_asks_any_more_keeps_its_words(page: Page, address: str) -> None:
    page.goto(address + MINE)
    old = [{"id": "zzzzzzzz", "text": "An old question?", "page": "A page that was"}]
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [KEY, json.dumps(old)])
    page.reload()
    expect(page.locator(".my-text")).to_have_text(["An old question?"])
    expect(page.get_by_role("heading", name="From older pages")).to_be_visible()


def test_two_tabs_stay_in_step(page: Page, address: str) -> None:
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(address + MGUS)
    tick(page, LOW_RISK)
    tick(other, "Which tests will you use to follow it, and how often?")
    keep(page)
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(2)
    expect(other.get_by_role("checkbox", checked=True)).to_have_count(2)
    page.goto(address + MINE)
    page.get_by_role("button", name="Forget my list").click()
    page.get_by_role("button", name="Yes, forget it").click()
    expect(other.get_by_role("checkbox", checked=True)).to_have_count(0)
    assert other.evaluate(KEPT) == [0, 0, 0]


def test_a_tick_is_not_lost_on_a_slow_connection(page: Page, address: str) -> None:
    held: list[Route] = []
    page.route("**/my-list.js*", lambda route: route.continue_() if held else held.append(route))
    page.goto(address + MGUS)
    with page.expect_request("**/my-list.js*"):
        tick(page, LOW_RISK)
    page.locator(".top-list").click()
    held[0].continue_()
    expect(page.locator(".my-text")).to_have_text([LOW_RISK])


def test_a_link_does_not_wait_for_a_script_that_never_comes(page: Page, address: str) -> None:
    page.clock.install()
    page.route("**/my-list.js*", lambda _: None)
    page.goto(address + MGUS)
    tick(page, LOW_RISK)
    page.locator("main a[href='../smoldering-myeloma/']").first.click(no_wait_after=True)
    page.clock.run_for(3_100)
    expect(page).to_have_url(re.compile("/smoldering-myeloma/$"))


def letters(paper: bytes) -> str:
    return "".join("".join(sheet.extract_text().split()) for sheet in PdfReader(BytesIO(paper)).pages)


def test_paper_has_the_questions_the_answers_and_room_to_write(page: Page, address: str) -> None:
    page.goto(address + MGUS)
    tick(page, LOW_RISK)
    open_list(page)
    write_own(page, "May I travel?")
    page.get_by_label("Note or answer").first.fill("Yes, low.")
    text = letters(page.pdf(format="Letter"))
    for expected in (LOW_RISK, "May I travel?", "Yes, low.", "Room for your own questions"):
        assert "".join(expected.split()) in text
    for button in ("Forget", "SaveAs", "Moveup"):
        assert button not in text
    page.emulate_media(media="print")
    drawn = "node => { const box = getComputedStyle(node, '::before'); return [box.width, box.borderTopStyle]; }"
    width, border = page.locator(".my-text").first.evaluate(drawn)
    assert float(width.removesuffix("px")) >= 5 / 25.4 * 96, "a box of 5 mm can be ticked by hand"
    assert border == "solid"
    assert page.locator(".my-lines span").count() >= 4


def test_the_list_leaves_as_a_file_by_mail_and_by_the_clipboard(page: Page, address: str, tmp_path: Path) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + MGUS)
    tick(page, LOW_RISK)
    open_list(page)
    write_own(page, "May I “travel”?")
    page.get_by_label("Note or answer").first.fill("Yes.")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a text file").click()
    download.value.save_as(tmp_path / "list.txt")
    lines = (tmp_path / "list.txt").read_text(encoding="utf-8").splitlines()
    assert download.value.suggested_filename == "my-questions.txt"
    assert lines[0] == "My questions"
    assert lines[2:] == [
        "", "MGUS", f"[ ] {LOW_RISK}", "    Note or answer: Yes.", "", "My own questions", "[ ] May I “travel”?",
    ]  # fmt: skip
    page.get_by_role("button", name="Copy").click()
    expect(page.locator(".my-said")).to_have_text("Copied. You can paste it anywhere.")
    assert page.evaluate("navigator.clipboard.readText()").splitlines() == lines
    mail = page.get_by_role("link", name="Send by email")
    assert str(mail.get_attribute("href")).startswith("mailto:?subject=My%20questions&body=My%20questions%0D%0A")


def test_own_words_are_not_lost_without_a_question(page: Page, address: str) -> None:
    page.goto(address + MINE)
    write_own(page, "May I travel?")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay)
    page.get_by_role("link", name="Questions to ask").first.click()
    page.wait_for_url("**/questions/")
    assert asked == ["beforeunload"]


def test_the_keyboard_alone_is_enough(page: Page, address: str) -> None:
    page.goto(address + MGUS)
    page.get_by_role("checkbox", name=LOW_RISK, exact=True).focus()
    page.keyboard.press("Space")
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Keep it":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="See my list")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/my-questions/**")
    page.get_by_label("Write a question of your own").focus()
    page.keyboard.type("May I travel?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Write a question of your own")).to_be_focused()
    page.get_by_role("button", name="Delete").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Take off the list")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".my-count")).to_be_focused()
    assert shown(page) == []


def test_closing_the_bar_settles_the_matter_until_the_reader_asks(page: Page, address: str) -> None:
    page.goto(address + MGUS)
    tick(page, LOW_RISK)
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_role("checkbox", name=LOW_RISK, exact=True)).to_be_focused()
    page.locator("main a[href='../smoldering-myeloma/']").first.click()
    page.wait_for_url("**/smoldering-myeloma/**")
    tick(page, "What is my risk group, and by which rule?")
    expect(page.locator(".top-list")).to_have_text("My questions\u00a0(2)")
    expect(page.get_by_role("button", name="Keep it", exact=True)).not_to_be_visible()
    assert page.evaluate(KEPT) == [0, 0, 0]


@pytest.mark.parametrize("path", [MGUS, "/questions/at-diagnosis/"])
def test_boxes_are_large_and_labelled(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    for box in page.locator("input.ask").all():
        size = box.bounding_box()
        assert size is not None
        assert min(size["width"], size["height"]) >= 44
        assert box.evaluate("box => document.getElementById(box.getAttribute('aria-labelledby')).innerText.length") > 8
        text = box.evaluate("box => box.nextElementSibling.getClientRects()[0].left")
        assert text >= size["x"] + size["width"], "no box stands on its question"


def test_without_javascript_there_are_boxes_and_lines_to_write_on(chromium: Browser, address: str) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address + MGUS)
        page.get_by_label(LOW_RISK).check()
        assert "".join(LOW_RISK.split()) in letters(page.pdf(format="Letter"))
        page.goto(address + MINE)
        expect(page.get_by_text("Room for your own questions")).to_be_visible()
        expect(page.locator(".my-lines span").first).to_be_visible()
        expect(page.get_by_role("button", name="Add", exact=True)).not_to_be_visible()
        expect(page.get_by_role("link", name="At diagnosis", exact=True)).to_be_visible()


def test_it_works_from_a_file(page: Page, site: Built) -> None:
    page.goto((site.folder / "disease-types/mgus/index.html").as_uri())
    tick(page, LOW_RISK)
    page.locator(".top-list").evaluate("link => link.href += 'index.html'")  # as the offline build writes it
    open_list(page)
    expect(page.locator(".my-text")).to_have_text([LOW_RISK])
    page.get_by_role("button", name="Keep it on this device").click()
    expect(page.get_by_text("It is kept in this browser, on this device.")).to_be_visible()
    assert page.evaluate("localStorage.getItem('plainwords-list')")
    # A link carries the list, too: from files, Chromium does not always show a page what another has kept.
    page.locator("a[href$='disease-types/mgus/']").first.evaluate(
        "link => { link.href += 'index.html'; link.click(); }"
    )
    expect(page.get_by_role("checkbox", name=LOW_RISK, exact=True)).to_be_checked()
