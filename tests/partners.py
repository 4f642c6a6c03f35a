"""Somebody else's site: an origin of its own, and pages that show what is ours."""

import time
from typing import Any

from engines import PATIENCE, Engine, element
from playwright.sync_api import Frame, Page
from serving import Host

MGUS = "embed/v1/en/page/disease-types-mgus/"
TERM = "embed/v1/en/term/m-protein/"
LOOKUP = "embed/v1/en/lookup/"
SANDBOX = 'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"'
WORDPRESS = 'sandbox="allow-scripts"'
WITH_DATA, WITHOUT = "embed/v1/en/words.js", "embed/v1/words.js"
MARKS = "[data-plainwords][aria-haspopup]"
ALWAYS = "Cache-Control: no-store"
"""A page that is written twice in a second would be taken for the same."""

INSIDE = """it => {
    const { paddingTop, paddingBottom } = getComputedStyle(it);
    return it.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom);
}"""
"""The room that a frame gives to what it holds."""

HOLDS = "document.documentElement.getBoundingClientRect().height"
"""The height of what a frame holds."""

LISTEN = """<script>trouble = []; said = []; addEventListener("error", ({ message }) => trouble.push(message));
    addEventListener("plainwords:done", () => { marked = true });
    addEventListener("message", ({ data }) => said.push(data));</script>"""
"""For the head of a page: WebKit's driver tells of no error, and no driver of events."""

KEPT = """async () => [
    document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...await caches.keys(),
    ...(await indexedDB.databases()).map(({ name }) => name),
].filter(Boolean)"""
"""What has been kept on a reader's device."""


class Site:
    """What a partner has on a host: pages that are written anew for each test."""

    def __init__(self, host: Host, ours: Host) -> None:
        self.host, self.ours = host, ours

    def iframe(self, place: str = MGUS, more: str = SANDBOX) -> str:
        return f'<iframe src="{self.ours.address}{place}" title="Ours" width="100%" height="200" {more}></iframe>'

    def embed_js(self, more: str = "async") -> str:
        return f'<script src="{self.ours.address}embed/v1/embed.js" {more}></script>'

    def words_js(self, more: str = "async", place: str = WITH_DATA) -> str:
        return f'<script src="{self.ours.address}{place}" {more}></script>'

    def put(self, name: str, text: str) -> None:
        (self.host.folder / name).write_text(text, encoding="utf-8")

    def write(
        self, body: str, head: str = "", start: str = "<html lang=en>", headers: tuple[str, ...] = (), own: str = ""
    ) -> None:
        """The one page that is looked at, the headers that it is sent with, the attributes of its body."""
        meta = '<meta charset=utf-8><meta name=viewport content="width=device-width"><title>Host</title>'
        self.put("index.html", f"<!doctype html>{start}<head>{meta}{head}</head><body {own}>{body}</body></html>")
        self.put("_headers", "/*\n" + "".join(f"  {header}\n" for header in (ALWAYS, *headers)))


class Partner(Site):
    """That page in Chromium. `trouble` are errors and warnings, `asked` are all requests."""

    def __init__(self, page: Page, host: Host, ours: Host) -> None:
        super().__init__(host, ours)
        self.page = page
        self.trouble: list[str] = []
        self.asked: list[str] = []
        page.add_init_script("addEventListener('plainwords:done', ({ detail }) => { window.marked = detail.marked })")
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("console", lambda said: self.trouble.append(said.text) if said.type in ("error", "warning") else None)
        page.on("request", lambda asked: self.asked.append(asked.url))

    @property
    def elsewhere(self) -> list[str]:
        """What was asked of third parties."""
        return [url for url in self.asked if not url.startswith((self.host.address, self.ours.address))]

    def show(self, body: str, head: str = "") -> None:
        self.write(body, head)
        self.page.goto(self.host.address)

    def mark(self) -> None:
        """Go to the page, and let the words be marked."""
        self.page.goto(self.host.address)
        self.page.wait_for_function("window.marked !== undefined")

    def explain(self, body: str, head: str = "", more: str = "async", place: str = WITH_DATA) -> None:
        self.write(body + self.words_js(more, place), head)
        self.mark()

    def marks(self) -> list[str]:
        return self.page.locator(MARKS).all_inner_texts()

    @property
    def dialog(self) -> Any:
        return self.page.get_by_role("dialog")

    def frame(self, place: str = MGUS) -> Frame:
        return next(frame for frame in self.page.frames if frame.url.startswith(self.ours.address + place))

    def wrong_by(self, number: int = 0) -> float:
        """How many pixels a frame is too short or too tall, when all has come to rest."""
        element = self.page.locator("iframe").nth(number).element_handle()
        frame = element.content_frame()
        assert frame is not None
        for _ in range(200):
            wrong = element.evaluate(INSIDE) - frame.evaluate(HOLDS)
            if abs(wrong) <= 1:
                break
            self.page.wait_for_timeout(50)
        return float(abs(wrong))

    def height(self, number: int = 0) -> float:
        self.page.wait_for_timeout(100)
        return float(self.page.locator("iframe").nth(number).evaluate("it => it.offsetHeight"))


def fits(engine: Engine, selector: str = "iframe") -> None:
    """Wait until a frame is as tall as what it holds."""
    end = time.monotonic() + PATIENCE
    while True:
        room = engine.evaluate(f"({INSIDE})({element(selector)})")
        with engine.within(selector):
            holds = engine.evaluate(HOLDS)
        if abs(room - holds) <= 1:
            return
        assert time.monotonic() < end, f"{engine.name}: {selector} has room for {room}, and holds {holds}"
