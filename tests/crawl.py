"""Many pages in browsers of their own, side by side: the machine has more cores than one browser uses."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from conftest import FLAGS, Built, program
from playwright.sync_api import Page, sync_playwright

BROWSERS = 2
Found = TypeVar("Found")
KINDS = {
    "home": "index.html",
    "page": "disease-types/multiple-myeloma/index.html",
    "term": "glossary/m-protein/index.html",
    "a-to-z": "glossary/index.html",
    "question": "questions/at-diagnosis/index.html",
    "answer": "common-questions/life-expectancy/index.html",
    "pair": "glossary/pairs/relapsed-or-refractory/index.html",
    "sources": "about/sources/index.html",
    "about": "about/how-we-write-and-check/index.html",
    "404": "404.html",
}
"""One page of each kind, as files of the built site."""


def is_term(path: str) -> bool:
    return Path(path).match("glossary/*/index.html") and path != "glossary/pairs/index.html"


def most(site: Built) -> list[str]:
    """Every page that is no term, and each tenth term."""
    paths = site.paths()
    return [path for path in paths if not is_term(path)] + [path for path in paths if is_term(path)][::10]


def crawl(
    paths: Sequence[str], look: Callable[[Page, str], Found], script: str = "", **context: Any
) -> dict[str, Found]:
    """What `look` finds on each page; `script` runs in each page before its own."""

    def some(mine: Sequence[str]) -> dict[str, Found]:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program(), args=FLAGS)
            with browser.new_context(**context) as alone:
                alone.add_init_script(script)
                page = alone.new_page()
                page.set_default_timeout(120_000)
                return {path: look(page, path) for path in mine}

    shares = [paths[start::BROWSERS] for start in range(BROWSERS)]
    with ThreadPoolExecutor(BROWSERS) as pool:
        found = [pair for share in pool.map(some, shares) for pair in share.items()]
    return dict(sorted(found))
