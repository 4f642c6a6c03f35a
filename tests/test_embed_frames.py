"""Frames on the pages of others: as tall as what they hold, quiet, and deaf to everybody else."""

import json
import re
from importlib.resources import files
from typing import Literal

import brotli
import pytest
from conftest import Built
from partners import KEPT, LOOKUP, MGUS, SANDBOX, TERM, WORDPRESS, Partner
from playwright.sync_api import Browser, Page, expect
from serving import Host

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
FRAME_BYTES, SCRIPT_BYTES = 12_000, 1_024
LOOKUP_BYTES_A_TERM = 85
STRANGE = """* { line-height: 3; font-family: serif } iframe { border: 3px solid; padding: 5px; max-width: 100% }"""
"""What a host page may do to everything on it."""

MUST = [
    "Last checked against its sources: November",
    "No clinician has reviewed this text yet.",
    "not medical advice",
    "CC BY 4.0",
    "Myeloma in Plain Words",
]
"""What each frame says below what it shows."""


# As they should be


@pytest.mark.parametrize("sandbox", [SANDBOX, WORDPRESS, ""], ids=["ours", "scripts-only", "none"])
@pytest.mark.parametrize("box", ["content-box", "border-box"])
def test_a_frame_is_as_tall_as_what_it_holds(partner: Partner, sandbox: str, box: str) -> None:
    style = f"<style>{STRANGE} iframe {{ box-sizing: {box} }}</style>"
    partner.show(partner.iframe(more=sandbox) + partner.embed_js(), style)
    for width in (320, 480, 768, 1280):
        partner.page.set_viewport_size({"width": width, "height": 700})
        assert partner.wrong_by() <= 1, width
    word = partner.frame().locator("[data-plainwords=plasma-cell]").first
    before = partner.height()
    word.click()
    expect(partner.frame().get_by_role("group", name="plasma cell")).to_contain_text("A white blood cell")
    assert partner.wrong_by() <= 1
    assert partner.height() > before
    partner.frame().get_by_role("button", name="Close").click()
    assert partner.wrong_by() <= 1
    assert partner.height() == before
    partner.frame().locator("summary").last.click()
    assert partner.wrong_by() <= 1
    assert partner.height() > before
    assert partner.elsewhere == []
    assert partner.trouble == []


@pytest.mark.parametrize("sandbox", [SANDBOX, WORDPRESS])
def test_words_are_explained_by_keys_alone(partner: Partner, sandbox: str) -> None:
    partner.show("<button>Host</button>" + partner.iframe(more=sandbox) + partner.embed_js())
    partner.wrong_by()
    frame, keys = partner.frame(), partner.page.keyboard
    partner.page.locator("button").focus()
    for _ in range(6):
        keys.press("Tab")
        if frame.evaluate("document.activeElement.dataset.plainwords"):
            break
    word = frame.evaluate("document.activeElement.dataset.plainwords")
    assert word
    mark = frame.locator(f"[data-plainwords={word}]").first
    keys.press("Enter")
    box = frame.locator(".explained")
    expect(box).to_be_focused()
    expect(mark).to_have_attribute("aria-expanded", "true")
    keys.press("Escape")
    expect(mark).to_be_focused()
    expect(mark).to_have_attribute("aria-expanded", "false")
    keys.press("Enter")
    keys.press("Tab")
    expect(frame.get_by_role("button", name="Close")).to_be_focused()
    keys.press("Tab")
    expect(box.get_by_role("link")).to_be_focused()
    keys.press("Shift+Tab")
    keys.press("Enter")
    expect(mark).to_be_focused()
    expect(box).to_have_count(0)


def test_a_second_click_closes_and_another_word_takes_over(partner: Partner) -> None:
    partner.show(partner.iframe() + partner.embed_js())
    frame = partner.frame()
    word = frame.locator("[data-plainwords=m-protein]").first
    word.click()
    word.click()
    expect(frame.locator(".explained")).to_have_count(0)
    word.click()
    frame.locator("[data-plainwords=watchful-waiting]").first.click()
    expect(frame.locator(".explained")).to_have_count(1)
    expect(frame.locator(".explained")).to_contain_text("watchful waiting")
    assert partner.wrong_by() <= 1


@pytest.mark.parametrize("place", [MGUS, TERM, LOOKUP])
def test_25_a_frame_asks_once_keeps_nothing_and_works_alone(page: Page, ours: Host, place: str) -> None:
    asked: list[str] = []
    trouble: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: trouble.append(said.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto(ours.address + place)
    page.wait_for_load_state("networkidle")
    assert asked == [ours.address + place]
    assert trouble == []
    assert page.evaluate(KEPT) == []
    assert page.context.cookies() == []
    text = page.locator("footer").inner_text()
    for must in MUST:
        assert must in text
    assert page.locator("link[rel=canonical]").count() == 1
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    policy = page.locator("meta[http-equiv]").get_attribute("content") or ""
    assert policy.startswith("default-src 'none'; ")
    assert "img-src https://myeloma.example.org;" in policy
    assert "unsafe" not in policy


def test_every_frame_is_small_and_allows_no_script_but_its_own(site: Built) -> None:
    for path in (site.folder / "embed/v1/en").rglob("index.html"):
        text = path.read_text(encoding="utf-8")
        if "lookup" not in path.parts:
            pressed = (
                len(brotli.compress(text.encode(), quality=quality)) for quality in (5, 11)
            )  # the quick way first
            assert any(size <= FRAME_BYTES for size in pressed), path
        assert " style=" not in text, path
        assert " src=" not in text, path


LINK = r'<a (?=[^>]*href="https?:)(?![^>]*rel="noreferrer")'
ACTION = re.compile(
    rf"<(?:form|select|textarea|object|embed|iframe)\b|\b(?:formaction|download)=|<[a-z][^<>]* on[a-z]+=|{LINK}"
)
"""What a click that somebody else has lured a reader to could do harm with."""


def test_24_there_is_nothing_in_a_frame_to_lure_a_click_to(site: Built) -> None:
    for path in (site.folder / "embed/v1/en").rglob("index.html"):
        assert ACTION.findall(path.read_text(encoding="utf-8")) == [], path


def test_script_and_lookup_are_small(site: Built) -> None:
    v1 = site.folder / "embed/v1"
    assert len(brotli.compress((v1 / "embed.js").read_bytes())) <= SCRIPT_BYTES
    terms = len(json.loads((v1 / "en/terms.json").read_text(encoding="utf-8"))["terms"])
    assert len(brotli.compress((v1 / "en/lookup/index.html").read_bytes())) <= LOOKUP_BYTES_A_TERM * terms


def test_without_scripts_a_word_is_a_link_and_all_words_stand_below(chromium: Browser, ours: Host) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(ours.address + MGUS)
        word = page.locator("[data-plainwords=plasma-cell]").first
        assert word.get_attribute("href") == "https://myeloma.example.org/glossary/plasma-cell/"
        page.locator("summary").first.click()
        expect(page.locator("[data-word=plasma-cell]")).to_contain_text("A white blood cell")
        page.goto(ours.address + LOOKUP)
        expect(page.get_by_role("link", name="Look in the list from A to Z")).to_be_visible()


def test_light_and_dark(page: Page, ours: Host) -> None:
    page.goto(ours.address + TERM)
    color = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(color)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(color) != light


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_in_a_frame_keeps_anybody_out(page: Page, ours: Host, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    for place, use in ((MGUS, "[data-plainwords=m-protein]"), (TERM, "summary"), (f"{LOOKUP}#q=protein", "#word")):
        page.goto(ours.address + place)
        page.locator(use).first.click()
        page.evaluate(AXE)
        assert page.evaluate("axe.run().then(({ violations }) => violations.map(({ id }) => id))") == [], place


def test_an_overdue_text_says_so_on_the_day_it_is_read(page: Page, ours: Host) -> None:
    notice = page.locator(".overdue")
    page.clock.set_fixed_time("2028-11-22T12:00:00Z")
    page.goto(ours.address + MGUS)
    expect(notice).to_be_hidden()
    page.clock.set_fixed_time("2028-11-23T12:00:00Z")
    page.goto(ours.address + MGUS)
    expect(notice).to_contain_text("This page was due for a check by November 22, 2028.")


# Looking words up


def test_a_word_is_looked_up_in_the_frame_itself(partner: Partner) -> None:
    partner.show(partner.iframe(LOOKUP) + partner.embed_js())
    partner.wrong_by()
    frame = partner.frame(LOOKUP)
    asked = list(partner.ours.asked)
    frame.get_by_label("Look up a word").fill("paraprotein")
    expect(frame.locator("dt").first).to_have_text("M protein (also called paraprotein)")
    expect(frame.locator("dd").first).to_contain_text("An abnormal antibody found in most people with myeloma")
    link = frame.get_by_role("link", name="More about M protein")
    assert link.get_attribute("href") == "https://myeloma.example.org/glossary/m-protein/"
    assert partner.wrong_by() <= 1
    frame.get_by_label("Look up a word").fill("xqzw")
    expect(frame.get_by_role("status")).to_have_text("Nothing found.")
    frame.get_by_label("Look up a word").fill("WALDENSTROM")
    expect(frame.locator("dt").first).to_contain_text("Waldenström")
    assert partner.wrong_by() <= 1
    assert partner.ours.asked == asked
    assert partner.trouble == []


# What must survive: the numbers are those of the attacks in the design


BAD_HEIGHTS = ["99999", "'1e9'", "-5", "NaN", "{}", "Infinity", "39", "20001", "null", "[500]", "'500'"]


@pytest.mark.parametrize("sandbox", ["", SANDBOX])
def test_1_our_own_frame_may_not_say_what_is_no_height(partner: Partner, sandbox: str) -> None:
    partner.show(partner.iframe(TERM, sandbox) + partner.embed_js())
    partner.wrong_by()
    before = partner.height()
    for height in BAD_HEIGHTS:
        partner.frame(TERM).evaluate(f"parent.postMessage({{ plainwords: 1, type: 'height', height: {height} }}, '*')")
    assert partner.height() == before
    assert partner.trouble == []


def test_1_a_frame_that_has_gone_elsewhere_is_not_ours(partner: Partner) -> None:
    partner.show(partner.iframe(TERM, "") + partner.embed_js())
    partner.wrong_by()
    before = partner.height()
    bad = "<script>parent.postMessage({ plainwords: 1, type: 'height', height: 999 }, '*')</script>"
    partner.put("bad.html", bad)
    partner.frame(TERM).evaluate(f"location = '{partner.host.address}bad.html'")
    partner.page.wait_for_timeout(400)
    assert partner.height() == before


def test_2_messages_that_are_none_are_ignored_on_both_sides(partner: Partner) -> None:
    partner.show(partner.iframe(TERM) + partner.embed_js())
    partner.wrong_by()
    before = partner.height()
    messages = """[null, undefined, 0, "", "height", [], [1, 2], new Blob(["a"]), new Date(), {}, { plainwords: 1 },
        { plainwords: "1", type: "height", height: 500 }, { type: "height", height: 500 }, { plainwords: 1, height: 5 },
        JSON.parse('{"__proto__": {"plainwords": 1, "type": "height", "height": 500}}'), { plainwords: 1, height: 500 },
        { plainwords: 1, type: "height" }, { plainwords: 1, type: { toString: null }, height: 500 },
        new Map([["plainwords", 1]])]"""
    partner.frame(TERM).evaluate(f"for (const it of {messages}) parent.postMessage(it, '*')")
    partner.page.evaluate(f"for (const it of {messages}) {{ postMessage(it, '*'); frames[0].postMessage(it, '*') }}")
    assert partner.height() == before
    assert partner.trouble == []


def test_3_a_frame_that_grows_without_end_is_stopped_until_its_width_changes(partner: Partner) -> None:
    partner.show(partner.iframe(TERM) + partner.embed_js())
    partner.wrong_by()
    partner.page.wait_for_timeout(500)
    grow = """async () => {
        for (let height = 1000; height < 4000; height += 100) {
            parent.postMessage({ plainwords: 1, type: "height", height }, "*");
            await new Promise(resolve => setTimeout(resolve, 20));
        }
    }"""
    partner.frame(TERM).evaluate(grow)
    assert partner.height() <= 1800
    stopped = partner.height()
    partner.frame(TERM).evaluate("parent.postMessage({ plainwords: 1, type: 'height', height: 3000 }, '*')")
    assert partner.height() == stopped
    partner.page.set_viewport_size({"width": 500, "height": 700})
    assert partner.wrong_by() <= 1


def test_4_a_secret_of_other_signs_is_none(partner: Partner) -> None:
    listen = "<script>said = []; addEventListener('message', ({ data }) => said.push(data))</script>"
    partner.show(partner.iframe(f"{TERM}#?secret=<b>a</b>", WORDPRESS), listen)
    partner.page.wait_for_timeout(300)
    assert partner.page.evaluate("said.every(({ plainwords }) => plainwords === 1)")


@pytest.mark.parametrize("named", ["", "<form name=activeElement></form><form name=currentScript></form>"])
def test_the_host_scrolls_only_for_the_frame_that_has_the_focus(partner: Partner, named: str) -> None:
    partner.show(named + partner.iframe(TERM, "") + "<p>Host</p>" * 100 + partner.embed_js())
    partner.wrong_by()
    tell = "parent.postMessage({ plainwords: 1, type: 'scroll', top: 700 }, '*')"
    partner.frame(TERM).evaluate(tell)
    partner.page.wait_for_timeout(150)
    assert partner.page.evaluate("scrollY") == 0
    partner.frame(TERM).locator("h1").click()
    partner.frame(TERM).evaluate(tell)
    partner.page.wait_for_function("scrollY > 500")


def test_a_frame_answers_nobody_but_its_host(partner: Partner) -> None:
    partner.put(
        "asks.html",
        """<script>said = 0; addEventListener("message", () => { said += 1 });
        setInterval(() => parent.frames[0].postMessage({ plainwords: 1, type: "ping" }, "*"), 20)</script>""",
    )
    listen = "<script>said = []; addEventListener('message', ({ data }) => said.push(data))</script>"
    partner.show(partner.iframe(TERM) + '<iframe src="asks.html"></iframe>', listen)
    partner.page.wait_for_timeout(200)
    partner.page.evaluate("said.length = 0")
    partner.page.wait_for_timeout(200)
    assert partner.page.evaluate("[said.length, frames[1].said]") == [0, 0]
    partner.page.evaluate("frames[0].postMessage({ plainwords: 1, type: 'ping' }, '*')")
    partner.page.wait_for_function("said.length === 1")


def test_16_a_script_that_is_there_already_does_nothing(partner: Partner) -> None:
    partner.show(partner.iframe(TERM, ""))
    partner.frame(TERM).evaluate("pings = 0; addEventListener('message', () => { pings += 1 })")
    for _ in range(3):
        partner.page.add_script_tag(url=f"{partner.ours.address}embed/v1/embed.js")
    assert partner.wrong_by() <= 1
    partner.page.wait_for_timeout(200)
    assert partner.frame(TERM).evaluate("pings") == 1


def test_16_once_is_enough_for_three_frames_wherever_they_are(partner: Partner) -> None:
    partner.show(
        f"{partner.iframe(TERM)}<details><summary>More</summary>{partner.iframe()}</details>"
        f"<div hidden>{partner.iframe(LOOKUP)}</div>{partner.embed_js()}"
    )
    assert partner.wrong_by(0) <= 1
    partner.page.locator("summary").click()
    assert partner.wrong_by(1) <= 1
    partner.page.evaluate("document.querySelector('[hidden]').hidden = false")
    partner.page.locator("iframe").nth(2).scroll_into_view_if_needed()  # browsers let frames out of view sleep
    assert partner.wrong_by(2) <= 1
    assert partner.trouble == []


def test_16_a_lazy_frame_is_sized_when_it_comes(partner: Partner) -> None:
    far = '<p style="height: 9000px">Host</p>'
    partner.show(far + partner.iframe(TERM, f'{SANDBOX} loading="lazy"') + partner.embed_js())
    partner.page.locator("iframe").scroll_into_view_if_needed()
    partner.page.wait_for_load_state("networkidle")
    assert partner.wrong_by() <= 1


def test_16_frames_out_of_view_follow_when_the_width_changes(partner: Partner) -> None:
    partner.show(partner.iframe(TERM) + '<p style="height: 9000px">Host</p>' + partner.embed_js())
    partner.wrong_by()
    partner.page.evaluate("scrollTo(0, 8000)")
    partner.page.set_viewport_size({"width": 360, "height": 700})
    assert partner.wrong_by() <= 1


def test_16_a_nested_host_sizes_its_own(partner: Partner) -> None:
    inner = f"<!doctype html>{partner.iframe(TERM)}{partner.embed_js()}"
    partner.put("inner.html", inner)
    partner.show('<iframe src="inner.html" width="600" height="900"></iframe>' + partner.embed_js())
    frame = partner.frame(TERM)
    partner.page.wait_for_timeout(500)
    shown = frame.frame_element().evaluate("it => it.clientHeight")
    assert abs(shown - frame.evaluate("document.documentElement.getBoundingClientRect().height")) <= 1
    assert partner.page.locator("iframe").get_attribute("style") is None


def test_the_script_never_throws_where_there_is_nothing_to_do(partner: Partner) -> None:
    partner.show(partner.embed_js("") + '<iframe name="x"></iframe>' + partner.embed_js(""))
    partner.page.evaluate("postMessage({ plainwords: 1, type: 'height', height: 500 }, '*')")
    partner.page.wait_for_timeout(100)
    assert partner.trouble == []
