"""Measures the script for partner sites on a long page: how long it ever keeps a page waiting.

    python bench/words.py [--cpu 4] SITE

SITE is a built site. The page holds 7,000 words of the guide, with every mention marked; `--cpu` slows the browser.
A slice is what runs between two times when the page is free; the time in which the script itself is read comes on top.
"""

import argparse
import http.server
import shutil
import threading
from functools import partial
from pathlib import Path

from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright

WORDS = 7_000
PROBE = """(() => {
    const timer = window.setTimeout;
    window.slices = [];
    window.setTimeout = (job, ...rest) => timer((...given) => {
        const start = performance.now();
        job(...given);
        window.slices.push(performance.now() - start);
    }, ...rest);
    addEventListener("plainwords:done", ({ detail }) => { window.marked = detail.marked; });
})()"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def text_of(site: Path, whole: bool) -> str:
    """A page of 7,000 words: paragraphs, or all in one."""
    found: list[str] = []
    for path in sorted(site.glob("treatments/*/index.html")):
        article = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml").article
        found += [tag.get_text() for tag in article.select("p, li")] if article else []
    while sum(len(text.split()) for text in found) > WORDS:
        found.pop()
    return f"<p>{' '.join(found)}</p>" if whole else "".join(f"<p>{text}</p>" for text in found)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--cpu", type=float, default=1)
    given = parser.parse_args()
    handler = partial(Quiet, directory=str(given.site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        program = shutil.which("chromium-headless-shell")
        home = f"http://127.0.0.1:{server.server_port}"
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell"), args=["--no-sandbox"]
        )
        print("| page | marks | slices | the longest | all |\n| --- | --- | --- | --- | --- |")
        for name, whole in (("in paragraphs", False), ("in one paragraph", True)):
            page = browser.new_page()
            page.add_init_script(PROBE)
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": given.cpu})
            script = '<script src="/embed/v1/en/words.js" async data-once=always></script>'
            body = f"<!doctype html><title>x</title><main>{text_of(given.site, whole)}</main>{script}"
            page.route(f"{home}/x", lambda route, _, body=body: route.fulfill(body=body, content_type="text/html"))
            page.goto(f"{home}/x")
            page.wait_for_function("window.marked !== undefined")
            slices = page.evaluate("window.slices")
            marked = page.evaluate("window.marked")
            print(f"| {name} | {marked} | {len(slices)} | {max(slices):.1f} ms | {sum(slices):.0f} ms |")
        browser.close()
        server.shutdown()
