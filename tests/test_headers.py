"""The headers that hosts send: strict, and every page works with them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Built
from playwright.sync_api import Browser, Page
from serving import Host, headers_of, sent_with, serve

from plainwords import embed_releases
from plainwords.headers import common, inline_scripts, policy, rules
from plainwords.render import Renderer

HEADER = re.compile(r"(?:Header always set|add_header) ([\w-]+)")
KINDS = """ understanding/what-is-myeloma/ questions/at-diagnosis/ common-questions/is-myeloma-rare/ glossary/
    glossary/m-protein/ glossary/pairs/relapsed-or-refractory/ staging/iss-and-r-iss/ about/sources/ about/offline/
    about/changes/ about/embed/ about/embed/frames/ about/embed/make/ 404.html""".split(" ")


@pytest.fixture(scope="module")
def host(site: Built) -> Iterator[Host]:
    with serve(site.folder) as host:
        yield host


def watched(page: Page) -> list[str]:
    trouble: list[str] = []
    page.on("console", lambda told: trouble.append(told.text) if told.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    return trouble


@pytest.mark.parametrize("path", KINDS)
def test_a_page_of_each_kind_works_under_the_strict_policy(page: Page, host: Host, path: str) -> None:
    trouble = watched(page)
    response = page.goto(host.address + path.strip())
    page.wait_for_load_state("networkidle")
    assert response is not None
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert trouble == []
    assert page.locator("html").get_attribute("class") == "js"


@pytest.mark.slow
def test_every_page_works_under_the_strict_policy(chromium: Browser, host: Host, site: Built) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        trouble = watched(page)
        for path in site.paths():
            page.goto(host.address + path)
            assert trouble == [], path


def test_the_policy_stops_a_script_that_someone_slipped_in(page: Page, host: Host) -> None:
    trouble = watched(page)
    page.goto(host.address)
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "document.title = 'taken'";
        document.head.append(script);
        document.body.setAttribute("style", "display: none");
    }""")
    assert page.title() != "taken"
    assert page.locator("h1").is_visible()
    assert len([text for text in trouble if "Content Security Policy" in text]) == 2


def test_nothing_unsafe_is_allowed(site: Built) -> None:
    sent = dict(sent_with(headers_of(site.folder), "/about/sources/"))
    assert "unsafe" not in sent["Content-Security-Policy"]
    assert "http" not in sent["Content-Security-Policy"]
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert sent["Referrer-Policy"] == "no-referrer"


def test_no_page_carries_a_style_attribute_or_an_inline_handler(site: Built) -> None:
    for path, page in site.pages().items():
        for tag in page.find_all(True):
            assert not [name for name in tag.attrs if name == "style" or name.startswith("on")], (path, tag.name)


def by_apache(text: str, place: str) -> str:
    """What Apache sends with an address: what stands in the one block whose pattern fits."""
    blocks = re.findall(r'=~ m#(.*?)#">\n(.*?)\n</If>', text, re.DOTALL)
    [block] = [block for pattern, block in blocks if re.match(pattern, place)]
    return str(block)


def by_nginx(text: str, place: str) -> str:
    """What nginx sends with an address: what stands in the block whose path is the longest."""
    blocks = dict(re.findall(r"location (\S+) \{\n(.*?)\n\}", text, re.DOTALL))
    return str(blocks[max((path for path in blocks if place.startswith(path)), key=len)])


OF_HOSTS = {".htaccess": by_apache, "server/nginx.conf": by_nginx}


def test_all_hosts_get_the_same_headers(site: Built) -> None:
    rules = headers_of(site.folder)
    for file, block_for in OF_HOSTS.items():
        text = (site.folder / file).read_text(encoding="utf-8")
        for place in ("/", "/about/sources/", "/embed/v1/embed.js", "/embed/v1.0.0/embed.js"):
            sent, block = dict(sent_with(rules, place)), block_for(text, place)
            assert set(HEADER.findall(block)) == set(sent), (file, place)
            assert all(f'{name} "{value}"' in block for name, value in sent.items()), (file, place)


def test_only_what_is_meant_for_other_sites_may_stand_in_their_frames(site: Built) -> None:
    rules = headers_of(site.folder)
    for path in ("/", *(f"/{path.removesuffix('index.html')}" for path in site.paths())):
        assert "frame-ancestors 'self'" in dict(sent_with(rules, path))["Content-Security-Policy"], path
    for path in ("embed.js", "en/terms.json", "en/page/disease-types-mgus/", "en/lookup/"):
        sent = dict(sent_with(rules, f"/embed/v1/{path}"))
        assert "Content-Security-Policy" not in sent
        assert "X-Frame-Options" not in sent
        assert sent["Access-Control-Allow-Origin"] == "*"
        assert sent["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert sent["Cross-Origin-Embedder-Policy"] == "require-corp"
        assert sent["X-Content-Type-Options"] == "nosniff"
        assert sent["Cache-Control"] == "public, max-age=3600"


def test_no_header_is_sent_twice(site: Built) -> None:
    rules = headers_of(site.folder)
    for path in (*site.paths(), "embed/v1/embed.js", "sitemap.xml", "", "no/such/page"):
        names = [name for name, _ in sent_with(rules, f"/{path}")]
        assert len(names) == len(set(names)), path
        assert "X-Content-Type-Options" in names, path


def test_a_changed_script_has_another_hash(tmp_site: Built) -> None:
    page = tmp_site.folder / "index.html"
    scripts = inline_scripts([page])
    assert scripts == {"one()", "two()"}
    page.write_text("<script>one()</script>", encoding="utf-8")
    assert policy(inline_scripts([page])) != policy(scripts)


def test_a_site_below_a_path_names_it() -> None:
    pages, embeds = rules([], "/sub/", ["embed/v1/", "about/", "404.html"])
    assert (pages.path, pages.places) == ("/sub/", ["/sub/", "/sub/404.html", "/sub/about/*"])
    assert (embeds.path, embeds.places) == ("/sub/embed/", ["/sub/embed/v1/*"])


YEAR = "public, max-age=31536000, immutable"


def test_what_is_released_may_be_kept_for_a_year_and_nothing_else(tmp_path: Path) -> None:
    parts = ["about/", "embed/v1/", "embed/v1.0.0/", "embed/v1.1.0/"]
    made = rules([], "/", parts, ["embed/v1.0.0/"])
    render = Renderer()
    text = render("headers.txt", rules=made, common=common(made), root="/")
    (tmp_path / "_headers").write_text(text, encoding="utf-8")
    sent = headers_of(tmp_path)
    for place, kept in (
        ("/embed/v1.0.0/embed.js", YEAR),
        ("/embed/v1.1.0/embed.js", "public, max-age=3600"),
        ("/embed/v1/embed.js", "public, max-age=3600"),
        ("/about/embed/", "no-cache"),
    ):
        given = sent_with(sent, place)
        assert dict(given)["Cache-Control"] == kept, place
        assert len(dict(given)) == len(given), place
        assert "Access-Control-Allow-Origin" in dict(given) or place.startswith("/about/")
    for template, block_for in (("headers.apache.txt", by_apache), ("headers.nginx.txt", by_nginx)):
        text = render(template, rules=made, root="/")
        for place in ("/embed/v1.0.0/embed.js", "/embed/v1.1.0/embed.js", "/embed/v1/embed.js", "/"):
            assert (YEAR in block_for(text, place)) == ("v1.0.0" in place), (template, place)


def test_the_site_lets_nothing_be_kept_for_a_year_that_is_not_released(site: Built) -> None:
    sent = headers_of(site.folder)
    released = {f"v{release.version}" for release in embed_releases.read().releases}
    for folder in (site.folder / "embed").iterdir():
        kept = dict(sent_with(sent, f"/embed/{folder.name}/embed.js"))["Cache-Control"]
        assert kept == (YEAR if folder.name in released else "public, max-age=3600")


@pytest.fixture
def tmp_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("small")
    html = """<script>one()</script><script type="text/javascript">two()</script><script src="a.js"></script>
        <script type="application/ld+json">{}</script><script type="application/json">{}</script>"""
    (folder / "index.html").write_text(html, encoding="utf-8")
    return Built(folder, "")
