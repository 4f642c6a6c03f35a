"""Reading without internet: nothing is kept before a reader asks, and no old page passes for the present one."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import BIN, ROOT, Built, run
from playwright.sync_api import Browser, Page, expect
from serving import Host, serve

from plainwords import offline
from plainwords.pack import write
from plainwords.problems import ContentError
from plainwords.render import Renderer

STATE = """async () => ({
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    caches: await caches.keys(),
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
})"""
NOTHING = {"workers": 0, "caches": [], "local": 0, "session": 0, "databases": 0}
RENEWED = """async before => {
    for (let all = [before]; all.length !== 1 || all[0] === before; all = await caches.keys()) {
        await new Promise(resolve => setTimeout(resolve, 50));
    }
}"""
GONE = """async () => {
    while ((await caches.keys()).length) await new Promise(resolve => setTimeout(resolve, 50));
}"""
NOTICE = ".kept [data-state]:visible"


@pytest.fixture
def host(site: Built, tmp_path: Path) -> Iterator[Host]:
    """The site below a path, as it may lie on a host that it shares: a copy that a test may change, with few terms."""
    few = shutil.ignore_patterns("[!mip]*")
    shutil.copytree(site.folder, tmp_path / "site", ignore=lambda *at: few(*at) if at[0].endswith("glossary") else [])
    publish(tmp_path / "site")
    with serve(tmp_path / "site", "/below/a/path/") as host:
        yield host


def publish(folder: Path) -> None:
    """List the files anew, as the build does."""
    listing = json.loads((folder / offline.LIST).read_text(encoding="utf-8"))
    shutil.copy(ROOT / "docs/sw.js", folder / offline.WORKER)
    offline.publish(folder, listing["notices"], listing["language"])


def change(host: Host, place: str, old: str, new: str) -> None:
    """Publish a new version of the site, in which a file is different."""
    path = host.folder / place
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    publish(host.folder)


def keep(page: Page, host: Host) -> None:
    page.goto(f"{host.address}about/offline/")
    page.get_by_role("button", name="Keep this site on this device").click()
    expect(page.get_by_text("You can read all of this site without internet.")).to_be_visible(timeout=120_000)


def test_nothing_is_kept_before_a_reader_asks(page: Page, host: Host) -> None:
    for path in ("", "glossary/m-protein/", "about/offline/"):
        page.goto(host.address + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate(STATE) == NOTHING
    assert not [path for path in host.asked if "sw.js" in path]
    assert re.search(r"It takes about \d+ MB", page.locator(".offline-switch").inner_text())


def test_a_kept_site_is_read_without_internet_and_says_what_it_is(page: Page, host: Host) -> None:
    keep(page, host)
    page.goto(host.address)
    assert page.locator(".kept").count() == 0
    host.up = False
    for path, title in (
        ("", None),
        ("glossary/m-protein/", "M protein"),
        ("treatments/drug-therapy/", None),
        ("glossary/m-protein", "M protein"),
        ("glossary/m-protein/index.html#used-on", "M protein"),
    ):
        page.goto(host.address + path)
        assert page.locator("h1").is_visible()
        assert title is None or page.locator("h1").inner_text() == title
        assert "You are offline. This is the copy on your device, saved on" in page.locator(NOTICE).inner_text()
        assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper')")
    page.goto(host.address + "no/such/page/")
    assert "not here" in page.locator("h1").inner_text()


@pytest.mark.slow
def test_all_that_a_page_may_ask_for_is_kept(page: Page, site: Built) -> None:
    """Every page, style sheet, script and the data of the search; not what only hosts and search engines read."""
    with serve(site.folder) as host:
        keep(page, host)
    kept = page.evaluate("""async () => {
        const [name] = await caches.keys();
        return (await (await caches.open(name)).keys()).map(({ url }) => url);
    }""")
    places = {url.removeprefix(host.address) for url in kept}
    files = {path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*") if path.is_file()}
    left_out = {file for file in files if file.removesuffix("index.html") not in places}
    assert {path.partition("/")[0] for path in left_out} == {
        ".htaccess",
        "_headers",
        "assets",
        "embed",
        "feed.xml",
        "handouts",
        "robots.txt",
        "server",
        "sitemap.xml",
        "sitemap.xml.gz",
        "sw.js",
    }
    assert {path for path in left_out if path.startswith("assets")} == {"assets/share.png"}
    assert {Path(path).suffix for path in left_out if path.startswith("handouts")} == {".pdf"}


def test_a_page_that_is_there_comes_from_the_network_not_from_the_copy(page: Page, host: Host) -> None:
    keep(page, host)
    path = host.folder / "glossary/m-protein/index.html"
    path.write_text(path.read_text(encoding="utf-8").replace("M protein</h1>", "Mended</h1>"), encoding="utf-8")
    page.goto(f"{host.address}glossary/m-protein/")
    assert page.locator("h1").inner_text() == "Mended"
    assert page.locator(".kept").count() == 0


@pytest.mark.slow
def test_a_page_that_is_gone_does_not_live_on_in_the_copy(page: Page, host: Host) -> None:
    keep(page, host)
    shutil.rmtree(host.folder / "glossary/m-protein")
    response = page.goto(f"{host.address}glossary/m-protein/")
    assert response is not None
    assert response.status == 404


@pytest.mark.slow
def test_a_slow_network_shows_the_copy_and_then_whether_it_still_holds(page: Page, host: Host) -> None:
    keep(page, host)
    host.open.clear()
    page.goto(f"{host.address}glossary/m-protein/", wait_until="commit")
    expect(page.locator(NOTICE)).to_contain_text("The internet did not answer in time.", timeout=20_000)
    host.open.set()
    expect(page.locator(NOTICE)).to_contain_text("this page is up to date")


def test_a_newer_version_behind_a_slow_network_is_offered(page: Page, host: Host) -> None:
    keep(page, host)
    change(host, "glossary/m-protein/index.html", "M protein</h1>", "Mended</h1>")
    host.open.clear()
    page.goto(f"{host.address}glossary/m-protein/", wait_until="commit")
    expect(page.locator(NOTICE)).to_contain_text("The internet did not answer in time.", timeout=20_000)
    assert page.locator("h1").inner_text() == "M protein"
    host.open.set()
    expect(page.locator(NOTICE)).to_have_text("There is a newer version of this page.")
    page.get_by_role("button", name="Load it again").click()
    expect(page.locator("h1")).to_have_text("Mended")
    expect(page.locator(".kept")).to_have_count(0)


def test_a_copy_renews_itself_and_fetches_only_what_changed(page: Page, host: Host) -> None:
    keep(page, host)
    [before] = page.evaluate("caches.keys()")
    change(host, "glossary/m-protein/index.html", "M protein</h1>", "Mended</h1>")
    host.asked.clear()
    page.goto(host.address)
    page.evaluate(RENEWED, before)
    fetched = {path.removeprefix(host.path) for path in host.asked if path.endswith("/")}
    assert fetched == {"", "glossary/m-protein/"}
    host.up = False
    page.goto(f"{host.address}glossary/m-protein/")
    assert page.locator("h1").inner_text() == "Mended"
    assert page.locator(NOTICE).is_visible()


@pytest.mark.slow
def test_a_site_that_is_half_published_is_not_kept(page: Page, host: Host) -> None:
    path = host.folder / "glossary/m-protein/index.html"
    path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")
    page.goto(f"{host.address}about/offline/")
    page.get_by_role("button", name="Keep this site on this device").click()
    expect(page.get_by_text("The copy could not be made.")).to_be_visible(timeout=60_000)
    page.evaluate(GONE)


def test_a_copy_is_removed_whole(page: Page, host: Host) -> None:
    keep(page, host)
    page.reload()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("The copy is gone from this device.")).to_be_visible()
    page.goto(host.address)
    assert page.evaluate(STATE) == NOTHING
    host.up = False
    with pytest.raises(Exception, match="net::ERR"):
        page.goto(host.address)


def test_the_site_can_be_installed(page: Page, host: Host) -> None:
    manifest = json.loads((ROOT / "docs/manifest.webmanifest").read_text(encoding="utf-8"))
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert f"site_name: {manifest['name']}\n" in config
    assert f"site_description: {manifest['description']}\n" in config
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}
    assert "maskable" in {icon["purpose"] for icon in manifest["icons"]}
    for icon in manifest["icons"]:
        if icon["type"] == "image/png":
            picture = (host.folder / icon["src"]).read_bytes()
            size = f"{int.from_bytes(picture[16:20])}x{int.from_bytes(picture[20:24])}"
            assert size == icon["sizes"]
    page.goto(host.address)
    devtools = page.context.new_cdp_session(page)
    assert devtools.send("Page.getAppManifest")["errors"] == []
    reasons = {error["errorId"] for error in devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]}
    assert reasons <= {"in-incognito"}  # as each test's window is


def test_two_versions_differ_if_any_file_does(tmp_path: Path) -> None:
    versions = []
    for text in ("one", "two", "one"):
        (tmp_path / "index.html").write_text(text, encoding="utf-8")
        (tmp_path / "sw.js").write_text("work();", encoding="utf-8")
        offline.publish(tmp_path, {}, "en")
        versions.append(json.loads((tmp_path / "offline.json").read_text(encoding="utf-8"))["version"])
    assert versions[0] == versions[2] != versions[1]
    assert (tmp_path / "sw.js").read_text(encoding="utf-8") == f'self.VERSION = "{versions[2]}";\nwork();'


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy for a memory stick, unpacked: where `START HERE.html` is."""
    folder = tmp_path_factory.mktemp("stick")
    build = (BIN / "mkdocs", "build", "--strict", "--config-file", "offline.yml", "--site-dir", folder / "site")
    done = run(*build, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    done = run(BIN / "plainwords", "pack", folder / "site", folder / "copy.zip", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    with ZipFile(folder / "copy.zip") as packed:
        packed.extractall(folder / "unpacked")
    return folder / "unpacked"


@pytest.mark.slow
def test_a_copy_on_a_stick_opens_by_its_first_file_and_asks_for_nothing(chromium: Browser, stick: Path) -> None:
    asked: list[str] = []
    trouble: list[str] = []
    with chromium.new_context(offline=True) as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda told: trouble.append(told.text) if told.type in ("error", "warning") else None)
        page.goto((stick / "START HERE.html").as_uri())
        page.get_by_role("link", name="Open the first page").click()
        expect(page).to_have_title(re.compile("Myeloma in Plain Words"))
        page.goto((stick / "pages/disease-types/mgus.html").as_uri())
        page.locator("a.term").first.click()
        expect(page.get_by_role("link", name=re.compile("^More about"))).to_be_visible()
        page.get_by_role("link", name=re.compile("^More about")).click()
        expect(page).to_have_url(re.compile(r"/pages/glossary/[a-z-]+\.html$"))
        page.locator("header .when-to-call").click()
        expect(page).to_have_url(re.compile(r"/pages/living/when-to-call\.html$"))
        page.goto((stick / "pages/about/offline.html").as_uri())
        assert page.locator(".offline-switch").count() == 0
    assert len(asked) > 8
    assert [url for url in asked if not url.startswith("file://")] == []
    assert trouble == []


@pytest.mark.slow
def test_a_copy_on_a_stick_makes_handouts(chromium: Browser, stick: Path) -> None:
    with chromium.new_context(offline=True) as context:
        page = context.new_page()
        place = (stick / "pages/handouts.html").as_uri()
        page.goto(f"{place}#disease-types/mgus,questions/at-diagnosis")
        expect(page.locator(".handout-page")).to_have_count(2)
        expect(page.locator("#handout-1 .paper-address")).to_contain_text("myeloma.example.org")
        page.locator("#handout-1 a", has_text="When to call").click()
        expect(page).to_have_url((stick / "pages/living/when-to-call.html").as_uri())


@pytest.mark.slow
def test_each_link_of_a_copy_on_a_stick_leads_to_a_file(stick: Path) -> None:
    """A folder would show its list of files: no link may lead to one."""
    done = run(BIN / "lychee", "--offline", "--include-fragments", "--no-progress", f"{stick}/**/*.html")
    assert done.returncode == 0, done.stdout
    for path in stick.rglob("*.html"):
        for address in re.findall(r'(?:href|src)="([^"]*)"', path.read_text(encoding="utf-8")):
            if "://" not in address and not address.startswith(("#", "mailto:")):
                assert (path.parent / address.split("#")[0].split("?")[0]).resolve().is_file(), (path, address)


@pytest.mark.slow
def test_a_copy_on_a_stick_holds_what_is_read_and_nothing_else(stick: Path, site: Built) -> None:
    files = {path.relative_to(stick / "pages").as_posix() for path in (stick / "pages").rglob("*") if path.is_file()}
    assert len([file for file in files if file.endswith(".html")]) == len(site.paths()) - 1
    assert not [file for file in files if file.startswith(("_", ".", "server/", "sitemap", "feed", "robots", "sw.js"))]
    assert "November 22, 2026" in (stick / "START HERE.html").read_text(encoding="utf-8")


def test_two_copies_are_the_same_byte_for_byte(tmp_path: Path) -> None:
    for name, time in (("one", 1_000_000_000), ("two", 1_700_000_000)):
        for file in ("index.html", "b/c.html", "a.css", "sw.js"):
            path = tmp_path / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file, encoding="utf-8")
            os.utime(path, (time, time))
        assert write(tmp_path / name, tmp_path / f"{name}.zip", Renderer(), date(2026, 11, 22)) == 4
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_copy_needs_a_built_site(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="holds no built site; 'make offline' builds it"):
        write(tmp_path, tmp_path / "copy.zip", Renderer(), date(2026, 11, 22))
