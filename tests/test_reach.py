"""Everybody reaches everything: by keyboard, in large letters, without colors, motion or scripts."""

from typing import Any

import pytest
from conftest import TESTS, Built
from crawl import KINDS, crawl, is_term
from playwright.sync_api import Browser, Page, expect

KEYBOARD = (TESTS / "keyboard.js").read_text(encoding="utf-8")
LAYOUT = (TESTS / "layout.js").read_text(encoding="utf-8")
NOTHING: dict[str, list[str]] = {"missed": [], "strange": [], "jumps": [], "unseen": [], "covered": []}

kinds = pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)


LONG = {"a-to-z", "sources"}
"""Kinds with a thousand links: a minute of Tab."""


@pytest.mark.parametrize("colors", ["none", pytest.param("active", marks=pytest.mark.slow)], ids="{}-forced".format)
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "path",
    [pytest.param(path, id=kind, marks=pytest.mark.slow if kind in LONG else ()) for kind, path in KINDS.items()],
)
def test_tab_reaches_everything_in_order_and_in_sight(
    chromium: Browser, address: str, path: str, width: int, colors: Any
) -> None:
    size: Any = {"width": width, "height": 800}
    with chromium.new_context(viewport=size, reduced_motion="reduce", forced_colors=colors) as context:
        page = context.new_page()
        page.goto(f"{address}/{path}")
        page.evaluate(KEYBOARD)
        assert page.evaluate("keyboard.ahead") == []
        for _ in range(page.evaluate("keyboard.count")):
            page.keyboard.press("Tab")
        assert page.evaluate("keyboard.result()") == NOTHING
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('body, .skip')"), "Tab leads out of the page"


FORMS = {
    "320 px": (320, ""),
    "200 % text": (1280, "html { font-size: 200% !important }"),
    "320 px and 200 % text": (320, "html { font-size: 200% !important }"),
    # WCAG 1.4.12
    "spaced text": (
        320,
        "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
        "p { margin-bottom: 2em !important }",
    ),
}
RESTYLE = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [sheet];
}"""


def fitted(paths: list[str], address: str) -> list[str]:
    def look(page: Page, path: str) -> list[str]:
        page.goto(f"{address}/{path}")
        found: list[str] = []
        for name, (width, style) in FORMS.items():
            page.set_viewport_size({"width": width, "height": 640})
            page.evaluate(RESTYLE, style)
            found += [f"{path} | {name} | {misfit}" for misfit in page.evaluate("misfits()")]
        return found

    return [line for lines in crawl(paths, look, LAYOUT).values() for line in lines]


def test_nothing_scrolls_sideways_or_is_cut_on_topic_pages(site: Built, address: str, chromium: object) -> None:
    paths = [path for path in site.paths() if not is_term(path)] + [KINDS["term"]]
    found = fitted(paths, address)
    assert not found, "\n".join(found)


@pytest.mark.slow
def test_nothing_scrolls_sideways_or_is_cut_on_any_page(site: Built, address: str, chromium: object) -> None:
    found = fitted(site.paths(), address)
    assert not found, "\n".join(found)


MOVING = """() => [...document.querySelectorAll("*")].flatMap((one) => ["", "::before", "::after"].flatMap((part) => {
  const style = getComputedStyle(one, part || null);
  const long = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
  return long(style.transitionDuration) || (style.animationName !== "none" && long(style.animationDuration))
    || style.scrollBehavior === "smooth" ? [`${one.localName}.${one.className}${part}`] : [];
}))"""


@kinds
def test_nothing_moves_for_who_asks_for_less_motion(page: Page, address: str, path: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{address}/{path}")
    assert page.evaluate(MOVING) == []
    page.locator(".top-search").click()
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate(MOVING) == []


BARE = """() => [...document.querySelectorAll("button, input, select, textarea, .button")].filter((one) => {
  if (!one.checkVisibility()) return false;
  const edged = (style) => style.borderTopStyle !== "none" && parseFloat(style.borderTopWidth) >= 1
    && style.borderTopColor !== getComputedStyle(document.body).backgroundColor;
  const style = getComputedStyle(one);
  const border = edged(style) || edged(getComputedStyle(one, "::before"));
  return !border && !style.textDecorationLine.includes("underline");
}).map((one) => `${one.localName}.${one.className}: ${one.innerText}`)"""


@pytest.mark.parametrize("width", [320, 1280])
@kinds
def test_controls_keep_an_edge_in_forced_colors(page: Page, address: str, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(forced_colors="active")
    page.goto(f"{address}/{path}")
    assert page.evaluate(BARE) == []


LINES = """() => document.querySelector("main").innerText.split("\\n").map((line) => line.trim()).filter(Boolean)"""
LINKS = """() => [...document.querySelectorAll("a[href]")].map((link) => link.href)"""
UNEXPLAINED = """() => [...document.querySelectorAll("a.term[data-term]")].map((word) => word.dataset.term)
  .filter((id) => !document.querySelector(`#word-${CSS.escape(id)} dd`)?.innerText.trim())"""


@kinds
def test_without_scripts_all_text_links_and_explanations_are_there(
    chromium: Browser, page: Page, address: str, path: str
) -> None:
    page.goto(f"{address}/{path}")
    with chromium.new_context(java_script_enabled=False) as context:
        plain = context.new_page()
        plain.goto(f"{address}/{path}")
        without = set(plain.evaluate(LINES))
        assert [line for line in page.evaluate(LINES) if line not in without] == []
        assert set(page.evaluate(LINKS)) <= set(plain.evaluate(LINKS))
        if path != KINDS["a-to-z"]:
            assert plain.evaluate(UNEXPLAINED) == []
        assert plain.locator("html:not(.js) [data-js]:visible").count() == 0


@kinds
def test_without_scripts_the_menu_opens_on_a_phone(chromium: Browser, address: str, path: str) -> None:
    size: Any = {"width": 320, "height": 640}
    with chromium.new_context(java_script_enabled=False, viewport=size) as context:
        page = context.new_page()
        page.goto(f"{address}/{path}")
        page.locator("[popovertarget=menu]").first.click()
        link = page.locator("#menu a").first
        goal = str(link.evaluate("link => link.href"))
        link.click()
        page.wait_for_url(goal)
        expect(page.locator("h1")).to_be_visible()
