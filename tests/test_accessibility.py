"""axe-core finds nothing on any page in any of its forms: narrow and wide, light and dark, opened and closed."""

from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

import pytest
from conftest import TESTS, Built
from crawl import crawl, is_term, most
from playwright.sync_api import Error, Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
AUDIT = (TESTS / "audit.js").read_text(encoding="utf-8")
FORMS = [(320, "light"), (320, "dark"), (1280, "dark")]
"""What differs between these and the first, wide and light one is only looked at where the looks are new."""
OPENED = "!!document.querySelector('dialog[open], :popover-open')"


@dataclass
class Auditor:
    """Visits pages, and remembers which looks it has measured in which form."""

    address: str
    looks: dict[tuple[int, str], list[int]] = field(default_factory=dict)

    def __call__(self, page: Page, path: str) -> list[str]:
        shape(page, 1280, "light")
        page.goto(f"{self.address}/{path}")
        found = said(path, "whole", page.evaluate("audit.whole()"))
        for form in FORMS:
            shape(page, *form)
            known = self.looks.setdefault(form, [])
            result = page.evaluate("known => audit.form(known)", known)
            known += result["looks"]
            found += said(path, f"{form[0]} px, {form[1]}", result["found"])
        if not is_term(path) or path.endswith("m-protein/index.html"):
            found += self.opened(page, path)
        return found

    def opened(self, page: Page, path: str) -> list[str]:
        """The word's pop-up and the search, once each: they look alike in all pages of a form."""
        shape(page, *FORMS[len(path) % 3])
        found = []
        for name, selector in [("pop-up", "article a.term"), ("search", ".top-search")]:
            if page.locator(selector).count():
                page.locator(selector).first.click()
                try:
                    page.wait_for_function(OPENED, timeout=5000)
                    found += said(path, f"{name} open", page.evaluate("audit.opened()"))
                    page.keyboard.press("Escape")
                    page.wait_for_function(f"!({OPENED})", timeout=5000)
                except Error:
                    found.append(f"no {name} | {path} | {selector} opens nothing, or Escape does not close it")
        return found


def shape(page: Page, width: int, scheme: Any) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)


def said(path: str, form: str, found: list[dict[str, str]]) -> list[str]:
    return [f"{one['rule']} | {path} | {form} | {one['place']} | {one['help']}: {one['why']}" for one in found]


def every(paths: list[str], address: str) -> list[str]:
    found = crawl(paths, Auditor(address), AXE + AUDIT, reduced_motion="reduce")
    assert len(found) == len(paths)
    return sorted(line for lines in found.values() for line in lines)


def test_axe_finds_nothing_on_topic_pages_and_a_tenth_of_the_terms(site: Built, address: str, chromium: object) -> None:
    found = every(most(site), address)
    assert not found, "\n".join(found)


@pytest.mark.slow
def test_axe_finds_nothing_on_any_page(site: Built, address: str, chromium: object) -> None:
    found = every(site.paths(), address)
    assert not found, "\n".join(found)


def test_axe_would_find_what_is_wrong(page: Page, address: str) -> None:
    page.add_init_script(AXE + AUDIT)
    page.goto(f"{address}/404.html")
    page.evaluate("""() => {
      const pale = document.createElement("p");
      pale.textContent = "pale";
      pale.style.color = "#bbb";
      document.querySelector("article").append(pale, document.createElement("button"));
    }""")
    assert {one["rule"] for one in page.evaluate("audit.whole()")} == {"color-contrast", "button-name"}
    assert [one["rule"] for one in page.evaluate("audit.form([])")["found"]] == ["color-contrast"]
