"""What a first visit costs a reader, over a server that compresses as hosts do."""

import functools
import mimetypes
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import brotli
import pytest
from conftest import Built
from crawl import KINDS, crawl, is_term
from playwright.sync_api import Page

BYTES = 60_000
REQUESTS = 7
COMPRESSED = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml", ".webmanifest"}
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.shifted += shift.value;
}).observe({ type: "layout-shift", buffered: true });
"""
KEPT = """async () => [
  ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...await caches.keys(),
  ...(await indexedDB.databases()).map(({ name }) => name),
  ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
]"""
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "device_scale_factor": 3}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}


@functools.cache
def packed(file: Path) -> bytes:
    return brotli.compress(file.read_bytes()) if file.suffix in COMPRESSED else file.read_bytes()


class Host(BaseHTTPRequestHandler):
    """Serves the folder of its server as brotli."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        folder: Path = self.server.folder  # type: ignore[attr-defined]
        file = folder / urlsplit(self.path).path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        self.send_response(200 if file.exists() else 404)
        body = packed(file) if file.exists() else b""
        self.send_header("Content-Type", mimetypes.guess_type(file.name)[0] or "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        if file.suffix in COMPRESSED and file.exists():
            self.send_header("Content-Encoding", "br")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def host(site: Built) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        server.folder = site.folder  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def first_visit(page: Page, path: str, host: str) -> tuple[int, list[str]]:
    """The bytes of a page that nothing is kept of, and what is wrong with the visit."""
    with page.context.browser.new_context(**PHONE) as context:  # type: ignore[union-attr]
        phone = context.new_page()
        phone.add_init_script(SHIFTS)
        asked: list[str] = []
        sizes: list[int] = []
        wrong: list[str] = []
        phone.on("request", lambda request: asked.append(request.url))
        phone.on("requestfinished", lambda done: sizes.append(done.sizes()["responseBodySize"]))
        phone.on("response", lambda answer: wrong.append(f"{answer.status} {answer.url}") if not answer.ok else None)
        address = f"{host}/{path.removesuffix('index.html')}"
        phone.goto(address)
        phone.wait_for_load_state("networkidle")
        wrong += [f"asks elsewhere: {url}" for url in asked if not url.startswith((host, "data:"))]
        wrong += [f"{len(asked)} requests: {asked}"] if len(asked) > REQUESTS else []
        wrong += [f"{sum(sizes):,} bytes"] if sum(sizes) > BYTES else []
        wrong += [f"keeps {name}" for name in phone.evaluate(KEPT)]
        wrong += [f"cookie {cookie}" for cookie in context.cookies()]
        wrong += shifts(phone, "phone")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    wrong += shifts(page, "desktop")
    return sum(sizes), wrong


def shifts(page: Page, where: str) -> list[str]:
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    moved = page.evaluate("window.shifted")
    return [f"what is read moves by {moved:.3f} ({where})"] if moved else []


def test_a_first_visit_is_small_quiet_and_still(site: Built, host: str, chromium: object) -> None:
    biggest = sorted(
        (path for path in site.paths() if not is_term(path)), key=lambda path: -(site.folder / path).stat().st_size
    )
    lists = {KINDS["a-to-z"], KINDS["sources"]}  # long on purpose, and no articles
    articles = [path for path in biggest if path not in lists][:4]
    paths = list(dict.fromkeys([*KINDS.values(), *articles]))
    visits = crawl(paths, lambda page, path: first_visit(page, path, host), SHIFTS, **DESKTOP)
    costs = [f"{size:,} {path}" for path, (size, _) in sorted(visits.items(), key=lambda visit: -visit[1][0])]
    wrong = [
        f"{path}: {what}"
        for path, (_, found) in visits.items()
        for what in found
        if not (path in lists and what.endswith(" bytes"))
    ]
    assert not wrong, "\n".join([*wrong, "", "bytes:", *costs])
