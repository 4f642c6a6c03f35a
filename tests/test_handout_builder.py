"""The page "Make a handout" in a real browser: pages are chosen, seen and printed as one; nothing leaves it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Built, watch
from paper import MM, SHEETS, letters, printed
from playwright.sync_api import Browser, Page, Route, expect
from serving import serve

from plainwords.offline import page_script

PLACE = "handouts/"
MGUS, SMOLDERING, ASK = "disease-types/mgus", "disease-types/smoldering-myeloma", "questions/at-diagnosis"
CHOICE = f"#{MGUS},{ASK}"
KEY = "plainwords-clinic"
KEPT = "[localStorage.length, sessionStorage.length, document.cookie.length]"
BROKEN = """() => {
  const handout = document.querySelector(".handout");
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `twice: ${id}`);
  const named = [...handout.querySelectorAll("[aria-labelledby], [aria-describedby], [for], [headers]")]
    .flatMap((it) => ["aria-labelledby", "aria-describedby", "for", "headers"].map((name) => it.getAttribute(name)))
    .filter(Boolean).flatMap((names) => names.split(" "));
  const led = [...handout.querySelectorAll("a[href^='#']")].map((link) => link.hash.slice(1));
  const lost = [...named, ...led].filter((id) => !document.getElementById(id)).map((id) => `nowhere: ${id}`);
  const others = [...handout.querySelectorAll("a:not([href^='#'])")];
  const away = others.filter((link) => !link.getAttribute("href").startsWith("http"));
  return [...twice, ...lost, ...away.map((link) => `relative: ${link.outerHTML}`)];
}"""


@pytest.fixture
def host(site: Built) -> Iterator[str]:
    """The site with the headers that hosts are to send, below a path."""
    with serve(site.folder, "/guide/") as host:
        yield host.address


@pytest.fixture
def maker(page: Page, host: str) -> Iterator[Page]:
    """The page, on which nothing may go wrong, and nothing may be asked of anybody else."""
    trouble = watch(page, host)
    page.goto(host + PLACE)
    yield page
    assert trouble == []


def section(page: Page, name: str) -> None:
    page.locator("summary", has_text=name).click()


def choose(page: Page, host: str, choice: str) -> None:
    page.goto("about:blank")
    page.goto(host + PLACE + choice)
    expect(page.locator(".handout-page")).to_have_count(choice.split("&")[0].count(",") + 1)


def said(page: Page) -> str:
    return page.locator(".make-said").inner_text()


def test_pages_are_ticked_seen_and_counted(maker: Page) -> None:
    expect(maker.get_by_role("button", name="Print")).to_be_disabled()
    section(maker, "Questions to ask")
    maker.get_by_label("Questions at diagnosis").check()
    expect(maker.get_by_role("status").filter(has_text="1 page chosen.")).to_be_visible()
    section(maker, "Disease types")
    maker.get_by_label("MGUS", exact=True).check()
    expect(maker.get_by_role("status").filter(has_text="2 pages chosen.")).to_be_visible()
    expect(maker.locator("summary", has_text="Disease types")).to_have_text("Disease types (1 chosen)")
    titles = ["Your handout", "MGUS", "Questions at diagnosis", "Words in this handout", "Sources", "About these pages"]
    expect(maker.locator(".handout h1")).to_have_text(titles)
    maker.get_by_label("MGUS", exact=True).uncheck()
    expect(maker.locator(".handout-page")).to_have_count(1)
    maker.get_by_role("button", name="Untick all pages").click()
    expect(maker.get_by_role("status").filter(has_text="No page chosen yet.")).to_be_visible()
    assert not maker.locator(".handout").is_visible()


def test_every_page_for_handouts_can_be_chosen(maker: Page, site: Built) -> None:
    boxes = [str(box.get_attribute("value")) for box in maker.locator("[name=page]").all()]
    assert len(boxes) == len(set(boxes)) > 60
    assert {MGUS, ASK, "living/when-to-call", "glossary/pairs/stage-or-risk"} <= set(boxes)
    assert all((site.folder / box / "index.html").is_file() for box in boxes)


def test_one_document_is_printed_with_the_clinic_on_it_and_nothing_of_the_form(maker: Page, host: str) -> None:
    choose(maker, host, CHOICE)
    maker.get_by_label("Clinic or group").fill("Riverside <b>Cancer</b> Center")
    maker.get_by_label("Telephone").fill("555-0100")
    maker.get_by_label("Note for the reader").fill("Please read page 2.\nUntil Tuesday!")
    sheets = printed(maker, "A4")  # the choice on the page holds, not that of the printer
    assert (sheets[0].width, sheets[0].height) == pytest.approx(SHEETS["Letter"], abs=1)
    first, text = letters(sheets[:1]), letters(sheets)
    for expected in ("Riverside<b>Cancer</b>Center", "555-0100", "Pleasereadpage2.", "UntilTuesday!", "Madeon",
                     "1.MGUS", "2.Questionsatdiagnosis", "notmedicaladvice"):  # fmt: skip
        assert expected in first
    for unwanted in ("Choosethepages", "Untick", "Howitwilllook", "Makeahandout", "Keepthese", "Readtome"):
        assert unwanted not in text
    for sheet in sheets:
        assert "Riverside <b>Cancer</b> Center · 555-0100" in sheet.text
        for line in sheet.lines:
            small_on_purpose = line.text.replace(", ", "").isdigit() or (line.size > 11 and line.left > 150)
            assert line.size > 12.9 or small_on_purpose, line
    starts = [min(n for n, sheet in enumerate(sheets) if sheet.codes == [f"https://myeloma.example.org/{it}/"])
              for it in (MGUS, ASK)]  # fmt: skip
    assert starts[0] == 1 < starts[1]
    assert sheets[starts[1]].body[0].text == "Questions at diagnosis"
    asked = maker.locator(".handout .ask-text").count()
    lines = sum(len([rule for rule in sheet.rules if rule[0] > 90]) for sheet in sheets[1:])
    assert lines == 2 * asked > 40


def test_each_word_and_each_source_stands_once_and_each_note_leads_to_its_source(
    maker: Page, host: str, site: Built
) -> None:
    choose(maker, host, f"#{MGUS},{SMOLDERING},{ASK}")
    paths = [f"{place}/index.html" for place in (MGUS, SMOLDERING, ASK)]
    words, sources = (
        {" ".join(it.text.split()) for path in paths for it in site.page(path).select(found)}
        for found in (".plainwords-words dt a", ".plainwords-sources li")
    )
    listed = maker.locator(".handout dt > a").all_inner_texts()
    assert listed == sorted(words, key=str.casefold)
    shown = [" ".join(it.split()) for it in maker.locator("#handout-sources li").all_text_contents()]
    assert len(shown) == len(sources)
    assert set(shown) == sources
    notes = maker.locator(".handout-page sup.cite a")
    for number, path in enumerate(paths, 1):
        theirs = site.page(path).select("article sup.cite a")
        ours = maker.locator(f"#handout-{number} sup.cite a").all()
        assert len(ours) == len(theirs)
        for mine, other in zip(ours, theirs, strict=True):
            source = site.page(path).select_one(str(other["href"]))
            assert source is not None
            assert " ".join(source.text.split()) == shown[int(mine.inner_text()) - 1]
            label = str(mine.get_attribute("aria-label"))
            assert label.startswith(f"Source {mine.inner_text()}: ")
    assert notes.count() > 50
    # What the pages call the word, all of it: on paper, nobody follows a link.
    assert maker.locator("#handout-word-multiple-myeloma dt").inner_text() == "multiple myeloma (here: myeloma)"


def test_no_name_clashes_and_each_link_leads_somewhere(maker: Page, host: str) -> None:
    choose(maker, host, f"#{MGUS},{SMOLDERING},{ASK},staging/iss-and-r-iss,diagnostics/bone-marrow-tests")
    assert maker.evaluate(BROKEN) == []
    inside = maker.locator("#handout-1 li", has_text="the step between").get_by_role("link").first
    expect(inside).to_have_attribute("href", "#handout-2")
    assert inside.get_attribute("data-address") is None, "the reader has that page in the hand"
    outside = maker.locator("#handout-1 a[data-address]", has_text="Watchful waiting")
    expect(outside).to_have_attribute("href", f"{host}treatments/watchful-waiting/")
    inside.click()
    expect(maker.locator("#handout-2 h1")).to_be_in_viewport()
    assert maker.evaluate("location.hash").startswith(f"#{MGUS},")


def test_large_print_and_paper_stand_in_the_address_what_was_typed_does_not(maker: Page, host: str) -> None:
    choose(maker, host, f"#{ASK}&large&a4")
    expect(maker.get_by_label("Large print (18 point)")).to_be_checked()
    expect(maker.get_by_label("A4")).to_be_checked()
    maker.get_by_label("Clinic or group").fill("Riverside Cancer Center, by the old bridge")
    maker.get_by_label("Telephone").fill("555-0100")
    sheets = printed(maker, "Letter")
    assert (sheets[0].width, sheets[0].height) == pytest.approx(SHEETS["A4"], abs=1)
    for sheet in sheets:
        assert "Page" in sheet.text
        for line in sheet.lines:
            assert line.size > 17.9 or line.text.replace(", ", "").isdigit(), line
            assert min(line.left, sheet.width - line.right, line.foot, sheet.height - line.head) > 6 * MM, line
    assert "Inthishandout" not in letters(sheets), "one page needs no contents"
    assert sheets[0].codes == [f"https://myeloma.example.org/{ASK}/"]
    maker.get_by_label("Letter").check()
    expect(maker).to_have_url(f"{host}{PLACE}#{ASK}&large")
    section(maker, "Disease types")
    maker.get_by_label("MGUS", exact=True).check()
    expect(maker).to_have_url(f"{host}{PLACE}#{MGUS},{ASK}&large")


def test_an_address_that_names_no_page_chooses_nothing(maker: Page, host: str) -> None:
    for choice in ("#content", "#no/such/page&large", "#%E0%A4%A", "#&&,,"):
        maker.goto("about:blank")
        maker.goto(host + PLACE + choice)
        assert said(maker) == "No page chosen yet."
        assert maker.locator(":checked[name=page]").count() == 0
    maker.evaluate(f"location.hash = '{CHOICE},no/such/page'")
    expect(maker.locator(".handout-page")).to_have_count(2)


def test_nothing_is_kept_unless_the_reader_says_so_and_then_not_the_note(maker: Page, host: str) -> None:
    def type_all() -> None:
        for label, text in (("Clinic or group", "Riverside"), ("Telephone", "555"), ("Note for the reader", "Hello")):
            maker.get_by_label(label).fill(text)

    choose(maker, host, CHOICE)
    type_all()
    assert "Riverside" not in maker.url
    maker.reload()
    expect(maker.get_by_label("Clinic or group")).to_have_value("")
    assert maker.evaluate(KEPT) == [0, 0, 0]
    type_all()
    maker.get_by_label("Keep these details").check()
    maker.get_by_label("Telephone").fill("556")
    maker.reload()
    expect(maker.get_by_label("Clinic or group")).to_have_value("Riverside")
    expect(maker.get_by_label("Telephone")).to_have_value("556")
    expect(maker.get_by_label("Note for the reader")).to_have_value("")
    maker.get_by_label("Keep these details").uncheck()
    assert maker.evaluate(KEPT) == [0, 0, 0]


@pytest.mark.parametrize("spoiled", ["{", "null", "[]", '{"clinic": 7}'])
def test_what_was_kept_may_be_spoiled(maker: Page, host: str, spoiled: str) -> None:
    maker.evaluate("([key, value]) => localStorage.setItem(key, value)", [KEY, spoiled])
    choose(maker, host, CHOICE)
    assert said(maker) == "2 pages chosen."


def test_where_nothing_can_be_kept_the_reader_is_told(maker: Page, host: str) -> None:
    maker.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); };")
    choose(maker, host, CHOICE)
    maker.get_by_label("Keep these details").click()
    expect(maker.get_by_text("This browser does not let our pages keep anything.").last).to_be_visible()
    expect(maker.get_by_label("Keep these details")).not_to_be_checked()


def test_a_page_that_does_not_come_is_named_and_can_be_asked_for_again(page: Page, host: str) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    page.goto(host + PLACE)
    page.route(f"**/{MGUS}/", refuse)
    page.evaluate(f"location.hash = '{CHOICE}'")
    expect(page.locator(".make-said")).to_have_text(
        "“MGUS” could not be loaded and is not in the handout. Check your connection, then tick it again. "
        "1 page chosen."
    )
    expect(page.locator(".handout-page")).to_have_count(1)
    page.unroute(f"**/{MGUS}/", refuse)
    page.get_by_label("MGUS", exact=True).check()
    expect(page.locator(".handout-page")).to_have_count(2)


def test_a_page_past_its_date_says_so_on_paper_too(maker: Page, host: str) -> None:
    maker.clock.set_fixed_time("2026-12-01T12:00:00Z")
    choose(maker, host, CHOICE)
    assert not maker.locator(".handout .plainwords-overdue:visible").count()
    maker.clock.set_fixed_time("2029-12-01T12:00:00Z")
    choose(maker, host, CHOICE)
    assert "ThispagewasdueforacheckbyNovember22,2028." in letters(printed(maker, "Letter"))
    assert "MadeonDecember1,2029" in letters(printed(maker, "Letter"))


def test_the_keyboard_alone_is_enough(maker: Page) -> None:
    maker.evaluate("window.print = () => { window.asked = true; }")
    maker.locator("summary", has_text="Disease types").focus()
    maker.keyboard.press("Enter")
    maker.keyboard.press("Tab")
    maker.keyboard.press("Tab")
    maker.keyboard.press("Space")
    expect(maker.get_by_label("MGUS", exact=True)).to_be_checked()
    expect(maker.locator(".handout-page")).to_have_count(1)
    for _ in range(60):
        maker.keyboard.press("Tab")
        if maker.evaluate("document.activeElement.textContent") == "Print":
            break
    maker.keyboard.press("Enter")
    assert maker.evaluate("window.asked")


def test_boxes_in_the_handout_are_for_a_pen(maker: Page, host: str) -> None:
    choose(maker, host, CHOICE)
    assert maker.locator(".handout :is(input, button, select, textarea, script, template)").count() == 0
    maker.locator(".handout .ask-text").first.click()
    assert maker.evaluate(KEPT) == [0, 0, 0]
    expect(maker.locator(".top-list")).to_have_text("My questions")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_handout_fits_on_the_screen(maker: Page, host: str, width: int) -> None:
    maker.set_viewport_size({"width": width, "height": 800})
    choose(maker, host, "#living/when-to-call,treatments/drug-therapy,staging/iss-and-r-iss&large")
    assert maker.evaluate("document.scrollingElement.scrollWidth") <= width
    drawn = "it => getComputedStyle(it, '::after').borderTopStyle"
    assert maker.locator(".handout .question").first.evaluate(drawn) == "solid", "it looks as it will on paper"


def test_an_empty_page_prints_as_any_other(maker: Page) -> None:
    text = letters(printed(maker, "Letter"))
    assert text.startswith("MyelomainPlainWords")
    assert "Makeahandout" in text
    assert "Checked" in text


def test_without_javascript_the_pages_stand_there_to_be_opened(chromium: Browser, address: str) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/{PLACE}")
        expect(page.get_by_text("Your browser runs no scripts")).to_be_visible()
        section(page, "Disease types")
        page.get_by_role("link", name="MGUS", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("MGUS")


def test_from_a_file_it_says_what_to_do_instead(page: Page, site: Built) -> None:
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto((site.folder / PLACE / "index.html").as_uri() + CHOICE)
    expect(page.get_by_text("From a file, this page cannot put pages together.")).to_be_visible()
    section(page, "Disease types")
    expect(page.get_by_role("link", name="MGUS", exact=True)).to_be_visible()
    assert not page.get_by_role("checkbox").count()
    assert not page.get_by_role("button", name="Print").count()
    assert trouble == []


def test_a_page_as_a_script_says_what_the_page_says(page: Page) -> None:
    html = '<p>It\'s "so": 5 < 6 </script> \u2028 é</p>'
    page.goto("about:blank")
    page.evaluate("window.plainwords = {}")
    page.evaluate(page_script("a/b", html))
    assert page.evaluate("plainwords.pages") == {"a/b": html}


def test_the_site_on_the_internet_has_no_pages_as_scripts(site: Built) -> None:
    assert not Path(site.folder, "assets/pages").exists()
    listing = json.loads((site.folder / "offline.json").read_text(encoding="utf-8"))
    assert {"handouts/", "assets/handout.js", "assets/make-handout.js", "assets/handouts.css"} <= set(listing["files"])
    assert not [file for file in listing["files"] if re.match("assets/pages/", file)]
