"""The section for groups in a real browser: each way is live, the code is right, and nothing leaves the page."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import Built, watch
from playwright.sync_api import Browser, Locator, Page, Route, expect
from serving import Host, serve

from plainwords import groups
from plainwords.embed_site import Site
from plainwords.groups import Shop
from plainwords.provenance import next_review
from plainwords.render import Renderer
from plainwords.terms import Term

HOME = "https://myeloma.example.org/"
MAKE, EXAMPLE = "about/embed/make/", "embed/example/"
MGUS, WORD = "disease-types-mgus", "glossary-m-protein"
SCRIPT = f'<script src="{HOME}embed/v1/embed.js" referrerpolicy="no-referrer" async></script>'
KEPT = "[localStorage.length, sessionStorage.length, document.cookie.length]"
FITS = "[document.documentElement.getBoundingClientRect().height, innerHeight]"


@pytest.fixture
def ours(site: Built) -> Iterator[Host]:
    """The site with the headers that hosts are to send, below a path."""
    with serve(site.folder, "/guide/") as host:
        yield host


@pytest.fixture
def maker(page: Page, ours: Host) -> Iterator[Page]:
    """The page that makes the code, on which nothing may go wrong, and nothing may be asked of anybody else."""
    trouble = watch(page, ours.address)
    arrive(page, ours, "")
    yield page
    assert page.evaluate(KEPT) == [0, 0, 0]
    assert trouble == []


def arrive(page: Page, ours: Host, choice: str) -> None:
    page.goto("about:blank")
    page.goto(f"{ours.address}{MAKE}{choice}")
    expect(page.get_by_role("status").filter(has_text="The code is ready.")).to_be_visible()


def code(page: Page) -> Locator:
    return page.get_by_label("The code for your site")


def pasted(site: Built, id: str) -> str:
    """What those get who paste the address of a page."""
    answer = json.loads((site.folder / f"embed/v1/en/oembed/{id}.json").read_text(encoding="utf-8"))
    return str(answer["html"])


def preview(page: Page) -> Any:
    return page.frame_locator(".make-preview iframe")


# The code


def test_the_code_of_a_page_is_that_of_its_address_with_the_script(maker: Page, site: Built) -> None:
    maker.get_by_label("Page", exact=True).select_option(label="MGUS")
    expect(code(maker)).to_have_value(f"{pasted(site, MGUS)}\n{SCRIPT}")
    expect(preview(maker).get_by_role("heading", level=1)).to_have_text("MGUS")
    maker.get_by_label("Let it be as tall as its text").uncheck()
    expect(code(maker)).to_have_value(pasted(site, MGUS))


def test_the_code_of_a_word_and_of_the_field_to_look_words_up(maker: Page, site: Built) -> None:
    maker.get_by_label("One word").check()
    maker.get_by_label("Word", exact=True).select_option(label="M protein")
    expect(code(maker)).to_have_value(f"{pasted(site, WORD)}\n{SCRIPT}")
    expect(preview(maker).get_by_role("heading", level=1)).to_have_text("M protein")
    assert not maker.get_by_label("Page", exact=True).is_visible()
    maker.get_by_label("A field to look words up").check()
    preview(maker).get_by_label("Look up a word").fill("refractory")
    expect(preview(maker).locator("dt").first).to_have_text("refractory")
    parts = BeautifulSoup(code(maker).input_value(), "lxml")
    assert [tag.name for tag in parts.select("body > *")] == ["blockquote", "p", "script"]
    quote, frame = parts.select_one("blockquote a"), parts.select_one("iframe")
    assert isinstance(quote, Tag)
    assert isinstance(frame, Tag)
    assert quote["href"] == f"{HOME}glossary/"
    assert (frame["src"], frame["title"], frame["loading"]) == (f"{HOME}embed/v1/en/lookup/", "Look up a word", "lazy")
    assert "Last checked against its sources: November" in parts.text


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_a_frame_can_be_light_or_dark_whatever_the_device_is(maker: Page, theme: str) -> None:
    maker.emulate_media(color_scheme="dark" if theme == "Light" else "light")
    maker.get_by_label(theme, exact=True).last.check()
    expect(code(maker)).to_have_value(re.compile(f'<iframe src="[^"]+/#theme={theme.lower()}" title='))
    dark = "getComputedStyle(document.documentElement).backgroundColor === 'rgb(27, 26, 24)'"
    expect(preview(maker).locator(f"html[data-theme={theme.lower()}]")).to_be_visible()
    frame = next(frame for frame in maker.frames if "#theme=" in frame.url)
    assert frame.evaluate(dark) is (theme == "Dark")


def test_words_are_marked_as_it_is_wished(maker: Page, ours: Host) -> None:
    maker.get_by_label("Medical words, explained in your own text").check()
    start, end = f'<script src="{HOME}embed/v1/en/words.js" referrerpolicy="no-referrer"', "async></script>"
    expect(code(maker)).to_have_value(f'{start} data-once="section" {end}')
    expect(preview(maker).get_by_role("heading", level=1)).to_have_text("A letter to our members")
    preview(maker).get_by_role("button", name="bone marrow").first.click()
    expect(preview(maker).get_by_role("dialog")).to_contain_text("spongy")
    maker.get_by_label("Once on each page").check()
    maker.get_by_label("Only in these parts").fill('.news, [lang="en"]')
    maker.get_by_label("Never in these parts").fill("#menu")
    maker.get_by_label("At most so many words").fill("7")
    maker.get_by_label("Mark nothing before").check()
    maker.get_by_label("Dark", exact=True).last.check()
    root = ".news, [lang=&quot;en&quot;]"
    expect(code(maker)).to_have_value(
        f'{start} data-once="page" data-root="{root}" data-skip="#menu" data-max="7" data-theme="dark" '
        f'data-load="click" {end}'
    )
    read = BeautifulSoup(code(maker).input_value(), "lxml").select_one("script")
    assert isinstance(read, Tag)
    given = {name.removeprefix("data-"): value for name, value in read.attrs.items() if name.startswith("data-")}
    assert given["root"] == '.news, [lang="en"]'
    script = preview(maker).locator("script[src$='words.js'][data-load]")
    expect(script).to_have_attribute("data-root", given["root"])
    assert script.evaluate("it => ({...it.dataset})") == given
    maker.get_by_label("Only in these parts").fill("")
    maker.get_by_label("Only in these parts").blur()
    expect(preview(maker).locator("script[data-load]:not([data-root])")).to_be_attached()
    preview(maker).get_by_role("button", name="Explain").click()
    expect(preview(maker).locator("[data-plainwords]")).to_have_count(7)


def test_what_cannot_be_read_is_left_out_of_the_code_and_said(maker: Page) -> None:
    maker.get_by_label("Medical words, explained in your own text").check()
    said = maker.locator(".make-embed [role=status]")
    for label, wrong in (
        ("At most so many words", "1e3"),
        ("At most so many words", "0"),
        ("Only in these parts", "((("),
        ("Never in these parts", ".menu, .news:first"),
    ):
        field = maker.get_by_label(label)
        field.fill(wrong)
        field.blur()
        expect(said).to_contain_text(f"“{wrong}”")
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(code(maker)).not_to_have_value(re.compile("data-(max|root|skip)"))
        field.fill("")
        field.blur()
        expect(said).to_have_text("The code is ready.")
        expect(field).to_have_attribute("aria-invalid", "false")


# The way there


def test_a_page_and_a_word_lead_to_their_own_code(page: Page, ours: Host, site: Built) -> None:
    for place, id in (("disease-types/mgus/", MGUS), ("glossary/m-protein/", WORD)):
        page.goto(ours.address + place)
        page.get_by_role("link", name="Use this page on your site", exact=True).first.click()
        expect(page).to_have_url(f"{ours.address}{MAKE}#{id}")
        expect(code(page)).to_have_value(f"{pasted(site, id)}\n{SCRIPT}")


def test_each_page_that_may_be_shown_leads_to_its_code_and_no_other(site: Built) -> None:
    make = site.page(f"{MAKE}index.html")
    choices = {str(option["value"]) for option in make.select("option")}
    leading = set()
    for path in site.paths():
        html = (site.folder / path).read_text(encoding="utf-8")
        shown = "application/json+oembed" in html
        assert (">Use this page on your site</a></p>" in html) is shown, path
        if shown:
            leading.add(html.rpartition(f"{MAKE}#")[2].partition('"')[0])
    assert leading == choices
    assert len(choices) > 400


def test_the_address_holds_what_was_chosen_and_an_unknown_one_chooses_nothing(
    maker: Page, ours: Host, site: Built
) -> None:
    arrive(maker, ours, f"#{WORD}&theme=dark")
    expect(maker.get_by_label("Word", exact=True)).to_have_value(WORD)
    expect(maker.get_by_label("Dark", exact=True).last).to_be_checked()
    maker.get_by_label("Light", exact=True).last.check()
    expect(maker).to_have_url(f"{ours.address}{MAKE}#{WORD}&theme=light")
    for choice in ("#no-such-page&theme=x", "#%E0%A4%A", "#<img src=x>", "#&&"):
        arrive(maker, ours, choice)
        expect(maker.get_by_label("One of our pages")).to_be_checked()
        expect(code(maker)).to_have_value(re.compile("^<blockquote>"))
    maker.evaluate("location.hash = '#words'")
    expect(maker.get_by_label("Medical words, explained in your own text")).to_be_checked()


# Copying


def test_the_code_is_copied(maker: Page, ours: Host) -> None:
    maker.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=ours.address.removesuffix("/guide/"))
    maker.get_by_role("button", name="Copy the code").click()
    expect(maker.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
    assert maker.evaluate("navigator.clipboard.readText()") == code(maker).input_value()


def test_where_nothing_can_be_copied_the_code_is_selected_and_the_reader_is_told(maker: Page) -> None:
    maker.evaluate("""() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
        document.execCommand = () => false;
    }""")
    maker.get_by_role("button", name="Copy the code").click()
    expect(maker.get_by_role("status").filter(has_text="does not let us copy")).to_be_visible()
    assert code(maker).evaluate("it => it.selectionEnd - it.selectionStart === it.value.length")


def test_the_keyboard_alone_is_enough(maker: Page, site: Built) -> None:
    maker.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    keys = maker.keyboard
    maker.get_by_label("One of our pages").focus()
    keys.press("ArrowDown")
    keys.press("Tab")
    keys.type("M protein")
    expect(maker.get_by_label("Word", exact=True)).to_have_value(WORD)
    for _ in range(9):
        keys.press("Tab")
        if maker.evaluate("document.activeElement.localName") == "button":
            break
    keys.press("Enter")
    maker.wait_for_function("window.copied")
    assert maker.evaluate("window.copied") == f"{pasted(site, WORD)}\n{SCRIPT}"


# Where it cannot be made


def test_a_code_that_cannot_be_made_is_told_and_can_be_asked_for_again(page: Page, ours: Host, site: Built) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    arrive(page, ours, "")
    page.route("**/oembed/**", refuse)
    page.get_by_label("Page", exact=True).select_option(MGUS)
    expect(page.get_by_role("status").filter(has_text="The code could not be made.")).to_be_visible()
    expect(code(page)).to_have_value("")
    page.unroute("**/oembed/**", refuse)
    page.get_by_label("Dark", exact=True).last.check()
    expect(code(page)).to_have_value(re.compile("disease-types/mgus/"))


def by_hand(page: Page) -> list[str]:
    return page.locator(".make-by-hand pre:visible").all_inner_texts()


def test_without_javascript_the_code_stands_there_to_be_copied(chromium: Browser, ours: Host, site: Built) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{ours.address}{MAKE}#{MGUS}")
        expect(page.get_by_text("Your browser runs no scripts.")).to_be_visible()
        shown = by_hand(page)
        assert shown[1] == f"{pasted(site, WORD)}\n{SCRIPT}"
        assert "embed/v1/en/words.js" in shown[3]
        assert len(shown) == 4
        assert not page.get_by_role("button", name="Copy the code").count()


def test_from_a_file_the_code_stands_there_to_be_copied(page: Page, site: Built) -> None:
    page.goto((site.folder / MAKE / "index.html").as_uri())
    expect(page.get_by_text("From a file, the code cannot be made for you.")).to_be_visible()
    assert len(by_hand(page)) == 4
    assert not page.get_by_role("radio").count()


# What is live


def fits(page: Page, number: int) -> None:
    """A frame is as tall as what it holds."""
    frame = page.locator("iframe").nth(number)
    frame.scroll_into_view_if_needed()
    inside = frame.element_handle().content_frame()
    assert inside is not None
    inside.wait_for_load_state()
    inside.wait_for_function(f"(([tall, room]) => Math.abs(tall - room) <= 1)({FITS})")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_examples_are_live_and_fit(page: Page, ours: Host, width: int) -> None:
    trouble = watch(page, ours.address)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{ours.address}about/embed/frames/")
    frames = page.locator(".live iframe")
    assert frames.count() == 4
    for number in (0, 2, 3):
        fits(page, number)
    plain = frames.nth(1)
    plain.scroll_into_view_if_needed()
    assert plain.bounding_box()["height"] <= 320  # type: ignore[index]
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    page.goto(f"{ours.address}about/embed/")
    expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_have_text("M protein")
    assert trouble == []


def test_the_code_below_an_example_is_what_is_pasted(page: Page, ours: Host, site: Built) -> None:
    page.goto(f"{ours.address}about/embed/frames/")
    for summary in page.locator(".live summary").all():
        summary.click()
    shown = page.locator(".live pre").all_inner_texts()
    assert shown[2] == f"{pasted(site, WORD)}\n{SCRIPT}"
    assert shown[0] == f"{shown[1]}\n{SCRIPT}"


def test_the_example_of_another_site_shows_ours_in_a_look_of_its_own(page: Page, ours: Host, site: Built) -> None:
    trouble = watch(page, ours.address)
    page.goto(f"{ours.address}about/embed/")
    page.get_by_role("link", name="An example of another site").click()
    page.wait_for_load_state()
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    for number in range(3):
        fits(page, number)
    page.set_viewport_size({"width": 320, "height": 700})
    fits(page, 0)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    assert "serif" in page.evaluate("getComputedStyle(document.querySelector('main')).fontFamily")
    page.locator("main [data-plainwords=refractory]").click()
    expect(page.get_by_role("dialog")).to_contain_text("does not respond to a treatment")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Is multiple myeloma rare?", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is multiple myeloma rare?")
    assert trouble == []


# A small site


@pytest.fixture
def shop(words: dict[str, Term]) -> Shop:
    site = Site("Small & us", "https://small.example.org/sub/", Renderer(), words, {}, "glossary", next_review)
    return Shop(site, {}, marks=True, stick=False)


def test_on_a_memory_stick_the_examples_lead_to_the_internet(shop: Shop) -> None:
    stick = Shop(shop.site, {}, marks=False, stick=True)
    for way, place in {"term/plasma": "embed/v1/en/term/plasma/", "words": "embed/example/words/"}.items():
        shown = BeautifulSoup(groups.live(stick, way, ".."), "lxml")
        assert not shown.select("iframe, script")
        link = shown.select_one("p > a")
        assert isinstance(link, Tag)
        assert link["href"] == f"https://small.example.org/sub/{place}"


def test_words_are_shown_live_once_there_is_a_script_for_them(shop: Shop) -> None:
    assert 'src="../embed/example/words/"' in groups.live(shop, "words", "..")
    assert "<iframe" not in groups.live(Shop(shop.site, {}, marks=False, stick=False), "words", "..")


@pytest.mark.parametrize("way", ["term/none", "page/none", "none", ""])
def test_what_is_not_there_cannot_be_shown(shop: Shop, way: str) -> None:
    with pytest.raises(KeyError):
        groups.live(shop, way, "..")


def test_the_copy_for_a_device_leaves_the_example_out(site: Built) -> None:
    kept = json.loads(Path(site.folder, "offline.json").read_text(encoding="utf-8"))["files"]
    assert MAKE in kept
    assert not [place for place in kept if place.startswith("embed/")]
