"""`make screenshots`: each kind of page as phone, desktop, dark and paper, on one sheet, for a person to look at."""

import functools
import http.server
import shutil
import sys
import threading
from html import escape
from pathlib import Path
from typing import Any

from conftest import FLAGS, Quiet
from crawl import KINDS
from playwright.sync_api import Browser, sync_playwright

FORMS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 390, "height": 844}},
    "small": {"viewport": {"width": 320, "height": 640}},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "paper": {"viewport": {"width": 720, "height": 960}},
}
HIGHEST = 2400
"""Long pages are shown down to here."""


def shoot(browser: Browser, address: str, folder: Path, form: str) -> None:
    with browser.new_context(**FORMS[form], reduced_motion="reduce") as context:
        page = context.new_page()
        for kind, path in KINDS.items():
            page.goto(f"{address}/{path}")
            page.wait_for_load_state("networkidle")
            if form == "paper":
                page.emulate_media(media="print")
            width = FORMS[form]["viewport"]["width"]
            height = min(page.evaluate("document.scrollingElement.scrollHeight"), HIGHEST)
            clip: Any = {"x": 0, "y": 0, "width": width, "height": height}
            page.screenshot(path=folder / f"{kind}-{form}.png", full_page=True, clip=clip)


def sheet(folder: Path) -> None:
    """One page that shows all of them, a row for each kind."""
    rows = [
        f"<h2>{escape(kind)}</h2><p>"
        + " ".join(f'<a href="{kind}-{form}.png"><img src="{kind}-{form}.png" alt="{form}"></a>' for form in FORMS)
        for kind in KINDS
    ]
    style = "<style>img{width:18vw;vertical-align:top;border:1px solid}</style>"
    text = f"<!doctype html><meta charset=utf-8><title>Screenshots</title>{style}{''.join(rows)}"
    (folder / "index.html").write_text(text, encoding="utf-8")


def main(site: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for form in FORMS:
            shoot(browser, f"http://127.0.0.1:{server.server_port}", folder, form)
        browser.close()
        server.shutdown()
    sheet(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
