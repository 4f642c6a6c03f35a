"""What the tests share: the words of the test glossary, the built site, a browser."""

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import minify
import pytest
from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer
from engines import Chromium, Engine, started
from filelock import FileLock
from hypothesis import settings
from partners import Partner, Site
from playwright.sync_api import Browser, Page, sync_playwright
from serving import Host, serve

from plainwords import embed, embed_site
from plainwords.matcher import Matcher
from plainwords.provenance import next_review
from plainwords.render import Renderer
from plainwords.terms import Term, load

TESTS = Path(__file__).parent
ROOT = TESTS.parent
BIN = Path(sys.executable).parent
READ = "article iframe img link meta script style title".split()
"""What the tests look at; to parse all of each page takes most of the time."""

FLAGS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync""".split()
"""What keeps Chromium from asking anybody for anything."""

FOR_OTHERS = "/embed/*\n  Access-Control-Allow-Origin: *\n  Cross-Origin-Resource-Policy: cross-origin\n"
"""What a host of ours sends with all that is for other sites."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write", action="store_true", help="write the expected results anew, to be read in the diff")


@pytest.fixture(scope="session")
def words() -> dict[str, Term]:
    return load(TESTS / "words")


@pytest.fixture(scope="session")
def matcher(words: dict[str, Term]) -> Matcher:
    return Matcher(words)


settings.register_profile("quick", deadline=None, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=3000)
settings.load_profile("quick")


@dataclass(frozen=True)
class Built:
    """A built site: where it is, and what MkDocs said while it was built."""

    folder: Path
    log: str

    def pages(self) -> dict[str, BeautifulSoup]:
        return {path: self.page(path) for path in self.paths()}

    def paths(self) -> list[str]:
        """The pages for readers; frames for other sites are none."""
        found = sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))
        return [path for path in found if not path.startswith("embed/")]

    @cache  # noqa: B019 (one site a session)
    def page(self, path: str) -> BeautifulSoup:
        html = (self.folder / path).read_text(encoding="utf-8")
        return BeautifulSoup(html, "lxml", parse_only=SoupStrainer(READ))


def run(*command: str | Path, **more: Any) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, env=environment, check=False, **more
    )


def mkdocs(project: Path, site: Path) -> "subprocess.CompletedProcess[str]":
    return run(BIN / "mkdocs", "build", "--strict", "--site-dir", site, cwd=project)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real site, built once as `make site` builds it, by the first of the processes that run tests."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder, log = shared / "site", shared / "site.log"
    with FileLock(shared / "site.lock"):
        if not log.exists():
            done = mkdocs(ROOT, folder)
            assert done.returncode == 0, done.stderr
            log.write_text(done.stdout + done.stderr, encoding="utf-8")
    return Built(folder, log.read_text(encoding="utf-8"))


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and says nothing; browsers leave before the end of an answer whenever they like."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def handle(self) -> None:
        """Answer for as long as somebody listens."""
        with suppress(ConnectionError):
            super().handle()


@pytest.fixture(scope="session")
def address(site: Built) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(site.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def program() -> str | None:
    """Chromium without a window, where Debian brings it: the whole program draws one for each test, unseen."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = program()
    if path is None:
        message = "no Chromium found; 'make test' installs it"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context() as context:
        yield context.new_page()


@pytest.fixture(scope="session")
def ours(site: Built) -> Iterator[Host]:
    """Our site, for those who show it on theirs."""
    with serve(site.folder) as host:
        yield host


@pytest.fixture(scope="session")
def small(words: dict[str, Term], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A site with the words of the tests, and nothing else for others."""
    site = embed_site.Site("Ours", "https://ours.example.org/", Renderer(), words, {}, "glossary", next_review)
    folder = tmp_path_factory.mktemp("ours")
    for place, text in embed.files(site, [], minify.string).items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "_headers").write_text(FOR_OTHERS, encoding="utf-8")
    with serve(folder) as host:
        yield host


@pytest.fixture
def strange(ours: Host, tmp_path: Path) -> Iterator[Site]:
    """Somebody else's site."""
    with serve(tmp_path) as host:
        yield Site(host, ours)


@pytest.fixture
def partner(page: Page, ours: Host, tmp_path: Path) -> Iterator[Partner]:
    """Somebody else's page that shows what is ours."""
    (tmp_path / "_headers").write_text("", encoding="utf-8")
    with serve(tmp_path) as host:
        yield Partner(page, host, ours)


def watch(page: Page, address: str) -> list[str]:
    """Note from now on what goes wrong on a page, and each request to anywhere else."""
    trouble: list[str] = []
    page.on("request", lambda request: trouble.append(request.url) if not request.url.startswith(address) else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda message: trouble.append(message.text) if message.type in ("error", "warning") else None)
    return trouble


def visit(page: Page, address: str, path: str) -> list[str]:
    """Open a page and let it come to rest; return what went wrong or went elsewhere."""
    trouble = watch(page, address)
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    return trouble


@pytest.fixture(scope="session")
def others() -> Iterator[Callable[[str], Engine]]:
    """Firefox and WebKit, each started when the first test asks for it."""
    with ExitStack() as stack:
        yield cache(lambda name: stack.enter_context(started(name)))


@pytest.fixture(params=["chromium", *(pytest.param(name, marks=pytest.mark.slow) for name in ("firefox", "webkit"))])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each browser in turn; whatever a reader does in one must work in all."""
    if request.param == "chromium":
        reader = Chromium(request.getfixturevalue("chromium"))
        yield reader
        reader.close()
    else:
        yield request.getfixturevalue("others")(request.param)
