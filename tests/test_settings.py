"""The settings of a page: what each does, and that nothing is kept before the reader says so."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

PAGE = "/disease-types/mgus/"
OTHER = "/staging/iss-and-r-iss/"
BLOCKED = (
    """Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });"""
)
STYLE = "([selector, property]) => getComputedStyle(document.querySelector(selector))[property]"
TEXT = "article > p"
KEPT = "localStorage.length + sessionStorage.length"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(color_scheme="light", reduced_motion="no-preference") as context:
        yield context.new_page()


def choose(page: Page, *names: str) -> None:
    """Open the settings, choose by label, close them again."""
    page.get_by_role("button", name="Settings").click()
    panel = page.get_by_role("dialog", name="Settings")
    for name in names:
        group, _, label = name.rpartition(": ")
        (panel.get_by_role("group", name=group) if group else panel).get_by_label(label, exact=True).check()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def style(page: Page, property: str, selector: str = TEXT) -> str:
    return str(page.evaluate(STYLE, [selector, property]))


def pixels(page: Page, property: str, selector: str = TEXT) -> float:
    return float(style(page, property, selector).removesuffix("px"))


def brightness(page: Page) -> int:
    """Of the paper that the text stands on, from 0 to 765."""
    return sum(int(part) for part in style(page, "backgroundColor", "html").strip("rgba()").split(",")[:3])


@pytest.mark.parametrize(("name", "times"), [("Large", 1.25), ("Larger", 1.5), ("Largest", 2), ("Normal", 1)])
def test_text_grows(page: Page, address: str, name: str, times: float) -> None:
    page.goto(address + PAGE)
    before = pixels(page, "fontSize")
    choose(page, "Text size: Larger")
    choose(page, f"Text size: {name}")
    assert pixels(page, "fontSize") == pytest.approx(times * before)


def test_wide_spacing_parts_letters_words_lines_and_paragraphs(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    choose(page, "Space between lines: Wide")
    size = pixels(page, "fontSize")
    assert pixels(page, "lineHeight") >= 1.5 * size
    assert pixels(page, "letterSpacing") >= 0.119 * size
    assert pixels(page, "wordSpacing") >= 0.159 * size
    assert pixels(page, "marginBottom") >= 1.99 * size
    assert style(page, "letterSpacing", "svg text") == "normal", "the words of drawings have their places"


def test_colors_follow_the_choice_and_then_the_device(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    light = brightness(page)
    choose(page, "Colors: Dark")
    dark = brightness(page)
    assert dark < 200 < 600 < light
    page.emulate_media(color_scheme="dark")
    choose(page, "Colors: Light")
    assert brightness(page) == light
    choose(page, "Colors: Like my device")
    assert brightness(page) == dark


def test_no_motion_means_none(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    page.add_style_tag(content="p { transition: color 2s; scroll-behavior: smooth }")
    assert style(page, "transitionDuration") == "2s"
    choose(page, "Motion: No motion")
    assert style(page, "transitionDuration") == "0s"
    assert style(page, "scrollBehavior") == "auto"


def test_nothing_is_kept_before_the_reader_says_so(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    light = brightness(page)
    choose(page, "Colors: Dark", "Text size: Larger")
    assert page.evaluate(KEPT) == 0
    assert page.context.cookies() == []
    page.goto(address + OTHER)
    assert brightness(page) == light


def test_what_is_kept_holds_on_the_next_page_before_it_is_painted(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    size = pixels(page, "fontSize")
    choose(page, "Colors: Dark", "Keep my choices on this device", "Text size: Larger")
    page.goto(address + OTHER)
    assert brightness(page) < 200
    page.get_by_role("button", name="Settings").click()
    expect(page.get_by_role("dialog").get_by_label("Dark")).to_be_checked()
    expect(page.get_by_role("dialog").get_by_label("Larger")).to_be_checked()
    page.route("**/*.js*", lambda route: route.abort())
    page.goto(address + PAGE)
    assert brightness(page) < 200
    assert pixels(page, "fontSize") == pytest.approx(1.5 * size)


def test_starting_over_forgets_everything(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    size = pixels(page, "fontSize")
    choose(page, "Keep my choices on this device", "Colors: Dark", "Text size: Largest")
    assert page.evaluate(KEPT) == 1
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("button", name="Start over").click()
    assert page.evaluate(KEPT) == 0
    assert brightness(page) > 600
    assert pixels(page, "fontSize") == size
    expect(page.get_by_label("Keep my choices on this device")).not_to_be_checked()


def test_keeping_no_longer_leaves_the_page_but_empties_the_store(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    choose(page, "Keep my choices on this device", "Colors: Dark")
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Keep my choices on this device").uncheck()
    assert page.evaluate(KEPT) == 0
    assert brightness(page) < 200


def test_other_tabs_follow(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    choose(page, "Keep my choices on this device")
    other = page.context.new_page()
    other.goto(address + OTHER)
    choose(page, "Colors: Dark")
    expect(other.locator("html")).to_have_attribute("data-theme", "dark")
    assert brightness(other) < 200
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("button", name="Start over").click()
    expect(other.locator("html")).not_to_have_attribute("data-theme", "dark")


def test_settings_work_where_nothing_may_be_kept(page: Page, address: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(BLOCKED)
    page.goto(address + PAGE)
    choose(page, "Colors: Dark")
    assert brightness(page) < 200
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Keep my choices on this device").click()
    expect(page.get_by_label("Keep my choices on this device")).not_to_be_checked()
    expect(page.get_by_text("does not let our pages keep anything")).to_be_visible()
    assert errors == []


SPOILED = ["", "{", "null", "7", "[]", '"dark"', '{"theme": "<b>", "text": 2, "spacing": ["wide"], "motion": null}']


@pytest.mark.parametrize("kept", SPOILED)
def test_spoiled_settings_are_no_settings(page: Page, address: str, kept: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address + PAGE)
    page.evaluate("text => localStorage.setItem('plainwords-settings', text)", kept)
    page.reload()
    assert not {"text", "spacing", "theme", "motion"} & set(
        page.evaluate("Object.keys({ ...document.documentElement.dataset })")
    )
    choose(page, "Colors: Dark")
    assert brightness(page) < 200
    assert errors == []


def test_the_panel_takes_the_focus_and_gives_it_back(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    button = page.get_by_role("button", name="Settings")
    button.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Settings")
    expect(panel).to_be_focused()
    page.keyboard.press("Tab")
    expect(panel.get_by_label("Normal").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(panel.get_by_label("Large", exact=True)).to_be_checked()
    panel.get_by_role("button", name="Close").press("Enter")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()


@pytest.mark.parametrize("path", ["/", PAGE, OTHER, "/diagnostics/how-the-diagnosis-is-made/", "/glossary/m-protein/"])
def test_the_largest_and_widest_text_fits_a_small_phone(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.route("**/*.woff2", lambda route: route.abort())  # the device's own letters, which are wider
    page.goto(address + path)
    choose(page, "Text size: Largest", "Space between lines: Wide")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="Settings").click()
    panel = page.get_by_role("dialog", name="Settings")
    assert panel.evaluate("panel => panel.scrollWidth - panel.clientWidth") == 0
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_be_hidden()


COLORS = """() => {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const names = [...rules.find((rule) => rule.selectorText === ":root").style].filter((name) => name.startsWith("--"));
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)]));
}"""


def test_dark_is_the_same_chosen_or_like_the_device(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{address}/")
    light = page.evaluate(COLORS)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    chosen = page.evaluate(COLORS)
    page.evaluate("delete document.documentElement.dataset.theme")
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(COLORS) == chosen
    assert {name for name in light if light[name] == chosen[name]} == {"--measure"}
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    assert page.evaluate(COLORS) == light
