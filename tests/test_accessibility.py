"""axe-core finds nothing on any page in any of its forms: narrow and wide, light and dark, opened and closed.

In `make test`, target sizes are measured on one element of each look of a page, and colors on one element of each look
that the pages before did not have; what opens is measured whole in light, in dark by what colors and size can change.
In `make test-all` all of it is measured on every element.
"""

from importlib.resources import files
from typing import Any

import pytest
from conftest import TESTS, Built
from crawl import KINDS, is_term, most
from playwright.sync_api import Browser, Error, Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
AUDIT = (TESTS / "audit.js").read_text(encoding="utf-8")
FORMS = [(1280, "light"), (320, "light"), (320, "dark"), (1280, "dark")]
"""In this order, each width comes in light first: then dark can change nothing but colors."""
OPENED = "!!document.querySelector('dialog[open], :popover-open')"
OPENERS = {
    "pop-up": "article a.term",
    "search": ".top-search",
    "settings": "[popovertarget=settings]",
    "menu": "[popovertarget=menu]",
    "contents": "[popovertarget=toc]",
}
SHARES = 4
"""In how many tests the pages are looked at, so that several processes can share them."""


def audit(page: Page, address: str, path: str) -> list[str]:
    shape(page, FORMS[0])
    page.goto(f"{address}/{path}")
    found = said(path, FORMS[0], page.evaluate("audit.whole()"))
    for form in FORMS[1:]:
        shape(page, form)
        changed = "resized" if form == (320, "light") else "recolored"
        found += said(path, form, page.evaluate(f"audit.{changed}()"))
    return found


def audit_opened(page: Page, path: str, form: tuple[int, str], openers: list[str]) -> list[str]:
    """What opens over a page, and that Escape closes it."""
    shape(page, form)
    look = "audit.opened()" if form[1] == "light" else "audit.openedAgain()"
    found = []
    for name in openers:
        opener = page.locator(OPENERS[name]).first
        if not opener.count() or not opener.is_visible():
            continue
        opener.click()
        try:
            page.wait_for_function(OPENED, timeout=10_000)
            found += said(f"{path}, {name} open", form, page.evaluate(look))
            page.keyboard.press("Escape")
            page.wait_for_function(f"!({OPENED})", timeout=10_000)
        except Error:
            found.append(f"{path}, {form}: {name} does not open, or Escape does not close it")
    return found


def shape(page: Page, form: tuple[int, Any]) -> None:
    page.set_viewport_size({"width": form[0], "height": 900})
    page.emulate_media(color_scheme=form[1])


def said(path: str, form: tuple[int, str], found: list[dict[str, str]]) -> list[str]:
    return [f"{path}, {form[0]} px, {form[1]}: {one['rule']} at {one['place']}: {one['why']}" for one in found]


@pytest.fixture
def auditor(chromium: Browser, request: pytest.FixtureRequest) -> Any:
    with chromium.new_context(reduced_motion="reduce") as context:
        context.add_init_script(f"window.auditAll = {str(getattr(request, 'param', False)).lower()};")
        context.add_init_script(AXE + AUDIT)
        page = context.new_page()
        page.set_default_timeout(180_000)
        yield page


@pytest.mark.parametrize("share", range(SHARES))
def test_axe_finds_nothing_on_topic_pages_and_a_tenth_of_the_terms(
    auditor: Page, address: str, site: Built, share: int
) -> None:
    found = []
    for number, path in enumerate(most(site)[share::SHARES]):
        found += audit(auditor, address, path)
        if not is_term(path):
            found += audit_opened(auditor, path, FORMS[number % len(FORMS)], ["pop-up"])
    assert not found, "\n".join(found)


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_axe_finds_nothing_in_what_opens_on_each_kind_of_page(
    auditor: Page, address: str, form: tuple[int, str]
) -> None:
    found = []
    for path in KINDS.values():
        auditor.goto(f"{address}/{path}")
        found += audit_opened(auditor, path, form, list(OPENERS))
    assert not found, "\n".join(found)


def test_axe_finds_nothing_in_a_handout_that_is_being_made(auditor: Page, address: str) -> None:
    found = []
    for form in FORMS:
        shape(auditor, form)
        auditor.goto("about:blank")
        auditor.goto(f"{address}/handouts/#living/when-to-call,staging/iss-and-r-iss,questions/at-diagnosis")
        auditor.wait_for_selector("#handout-3")
        found += said("handouts", form, auditor.evaluate("audit.whole()"))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("choice", ["glossary-m-protein&theme=dark", "lookup", "words"])
def test_axe_finds_nothing_where_groups_make_their_code(auditor: Page, address: str, choice: str) -> None:
    found = []
    auditor.route("**/words.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    for form in FORMS:
        shape(auditor, form)
        auditor.goto("about:blank")
        auditor.goto(f"{address}/about/embed/make/#{choice}")
        auditor.wait_for_selector(".make-preview iframe")
        found += said("make", form, auditor.evaluate("audit.whole()"))
    assert not found, "\n".join(found)


def test_axe_finds_nothing_on_the_example_of_another_site(auditor: Page, address: str) -> None:
    found = audit(auditor, address, "embed/example/")
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_axe_finds_nothing_on_any_term(auditor: Page, address: str, site: Built, share: int) -> None:
    found = []
    for path in [path for path in site.paths() if is_term(path)][share::SHARES]:
        found += audit(auditor, address, path)
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("auditor", [True], indirect=True, ids=["every element"])
@pytest.mark.parametrize("share", range(SHARES))
def test_axe_finds_nothing_on_any_element(auditor: Page, address: str, site: Built, share: int) -> None:
    found = []
    for path in most(site)[share::SHARES]:
        found += audit(auditor, address, path)
        for form in FORMS:
            found += audit_opened(auditor, path, form, ["pop-up", "search"])
    assert not found, "\n".join(found)


def test_axe_would_find_what_is_wrong(auditor: Page, address: str) -> None:
    auditor.goto(f"{address}/404.html")
    auditor.evaluate("""() => {
      const pale = document.createElement("p");
      pale.textContent = "pale";
      pale.style.color = "#bbb";
      document.querySelector("article").append(pale, document.createElement("button"));
    }""")
    assert {one["rule"] for one in auditor.evaluate("audit.whole()")} == {"color-contrast", "button-name"}
    for again in ("resized", "recolored"):
        assert [one["rule"] for one in auditor.evaluate(f"audit.{again}()")] == ["color-contrast"]
