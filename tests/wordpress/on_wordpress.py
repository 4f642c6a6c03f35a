"""Our pages and words on a real WordPress: by address, by code and by plugin, whoever writes and whatever the theme.

Run by `make test-wordpress`, which installs it. The name of this file keeps it from all other runs. The tests go
through the same WordPress, in this order.
"""

import json
import os
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import BIN, ROOT
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, expect
from serving import Host, serve
from wordpress import host
from wordpress.host import THEMES, WordPress

MGUS, MGUS_PLACE = "disease-types-mgus", "disease-types/mgus/"
ROLES = ("administrator", "contributor")
LETTER = """
<p>Our nurse told us that myeloma is often <strong>refractory</strong>.</p>
<p>Some of us take <span data-plainwords="lenalidomide">our capsules</span> at home.</p>
<h2>What is refractory?</h2>
<p>A <a href="/about">refractory link</a> stays as it is.</p>
"""
"""What an author writes; one word is marked by hand."""


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Our site, built for the address at which it is served here; without paper, which nothing here shows."""
    folder = tmp_path_factory.mktemp("ours")
    (folder / "_headers").write_text("", encoding="utf-8")
    with serve(folder) as served:
        environment = {**os.environ, "SITE_URL": served.address, "NO_MKDOCS_2_WARNING": "1"}
        built = folder / "built"
        done = subprocess.run(
            [BIN / "mkdocs", "build", "--quiet", "--site-dir", built],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        served.folder = built
        yield served


@pytest.fixture(scope="module")
def wordpress(ours: Host) -> Iterator[WordPress]:
    if found := host.missing():
        pytest.fail(f"{', '.join(found)}: not installed; 'make test-wordpress' does that")
    with host.started(ours.port) as running:
        yield running


class Person:
    """Somebody at a browser, signed in or not. `trouble` is what went wrong, `away` who else was to be asked."""

    def __init__(self, browser: Browser, wordpress: WordPress, ours: Host, role: str = "") -> None:
        self.wordpress = wordpress
        self.ours = ours
        self.context: BrowserContext = browser.new_context(viewport={"width": 1280, "height": 900})
        self.trouble: list[str] = []
        self.away: list[str] = []
        self.context.route(re.compile(r"^https?://"), self._route)
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("console", self._note)
        if role:
            self.open("wp-login.php")
            self.page.get_by_label("Username or Email Address").fill(role)
            self.page.get_by_label("Password", exact=True).fill(role)
            self.page.get_by_role("button", name="Log In").click()
            self.page.wait_for_url("**/wp-admin/**")

    def _note(self, told: ConsoleMessage) -> None:
        """Errors; but the editor asks for some things that WordPress does not give to contributors."""
        if told.type == "error" and "rest_route" not in told.location["url"]:
            self.trouble.append(f"{told.text} ({told.location['url']})")

    def _route(self, route: Route) -> None:
        url = route.request.url
        if url.startswith((self.wordpress.address, self.ours.address)):
            route.fallback()
        else:
            self.away.append(url)
            route.fulfill(status=204)

    def open(self, place: str) -> Page:
        self.page.goto(self.wordpress.address + place)
        return self.page

    def rest(self, place: str, given: dict[str, Any]) -> Any:
        """Ask WordPress as the editor does: with the cookie of who is signed in."""
        request, address = self.context.request, self.wordpress.address
        nonce = request.get(f"{address}wp-admin/admin-ajax.php?action=rest-nonce").text()
        answer = request.post(f"{address}?rest_route=/wp/v2/{place}", data=given, headers={"X-WP-Nonce": nonce})
        assert answer.ok, answer.text()
        return answer.json()


class Group:
    """Those who write and read on the site."""

    def __init__(self, browser: Browser, wordpress: WordPress, ours: Host) -> None:
        self.wordpress = wordpress
        self.people = {role: Person(browser, wordpress, ours, role) for role in (*ROLES, "author")}
        self.admin, self.contributor = (self.people[role] for role in ROLES)
        self.reader = Person(browser, wordpress, ours)
        self.posts: dict[tuple[str, str], str] = {}

    def post(self, role: str, content: str) -> str:
        """The place of a post that somebody has written, and the administrator has published."""
        if (role, content) not in self.posts:
            given = {"title": "A letter to our members", "content": content, "status": "pending"}
            id = self.people[role].rest("posts", given)["id"]
            self.admin.rest(f"posts/{id}", {"status": "publish"})
            self.posts[role, content] = f"?p={id}"
        return self.posts[role, content]

    def read(self, role: str, content: str, theme: str) -> Page:
        """What readers see of it in a theme."""
        place = self.post(role, content)
        self.wordpress.run("theme", theme)
        return self.reader.open(place)


@pytest.fixture(scope="module")
def group(chromium: Browser, wordpress: WordPress, ours: Host) -> Iterator[Group]:
    found = Group(chromium, wordpress, ours)
    yield found
    for person in (found.reader, *found.people.values()):
        person.context.close()


@pytest.fixture(autouse=True)
def nothing_goes_wrong(group: Group) -> Iterator[None]:
    """No error in a browser or in PHP, and nobody asked but WordPress and us, whatever a test does."""
    group.reader.trouble.clear()
    yield
    assert group.reader.trouble == []
    assert group.reader.away == []
    assert group.wordpress.log() == []


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=ROLES)
def role(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def snippet(ours: Host, id: str = MGUS) -> str:
    """The frame's code, as the form on our site makes it."""
    made = json.loads((ours.folder / f"embed/v1/en/oembed/{id}.json").read_text(encoding="utf-8"))
    return f'{made["html"]}\n<script src="{ours.address}embed/v1/embed.js" referrerpolicy="no-referrer" async></script>'


def is_as_tall_as_its_text(page: Page) -> None:
    frame = page.locator("iframe")
    frame.scroll_into_view_if_needed()
    inside = frame.element_handle().content_frame()
    assert inside is not None
    inside.wait_for_load_state()
    wrong_by = inside.evaluate("""async () => {
        const wrong = () => Math.abs(document.documentElement.getBoundingClientRect().height - innerHeight);
        for (let turn = 0; turn < 300 && wrong() > 1; turn++) await new Promise(requestAnimationFrame);
        return wrong();
    }""")
    assert wrong_by <= 1


def stands_in_the_column(page: Page, selector: str) -> None:
    """Neither wider than the text around it, nor beside it."""
    text, it = (page.get_by_text("The text before.").bounding_box(), page.locator(selector).bounding_box())
    assert text
    assert it
    assert it["x"] >= text["x"] - 1
    assert it["x"] + it["width"] <= text["x"] + text["width"] + 1


# The address, pasted


BLOCK = """<!-- wp:paragraph --><p>The text before.</p><!-- /wp:paragraph -->
<!-- wp:embed {{"url":"{0}","type":"rich"}} -->
<figure class="wp-block-embed is-type-rich"><div class="wp-block-embed__wrapper">
{0}
</div></figure>
<!-- /wp:embed -->"""


@pytest.mark.parametrize("code", ["<p>The text before.</p>\n\n{0}\n", BLOCK], ids=["classic", "block"])
def test_a_pasted_address_becomes_a_frame(group: Group, ours: Host, theme: str, role: str, code: str) -> None:
    page = group.read(role, code.format(f"{ours.address}{MGUS_PLACE}"), theme)
    frame = page.locator("iframe.wp-embedded-content")
    frame.scroll_into_view_if_needed()
    expect(frame).to_be_visible()
    expect(frame).to_have_attribute("height", re.compile(r"^([2-9]\d\d|1000)$"))
    expect(frame).to_have_attribute("sandbox", "allow-scripts")
    expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_have_text("MGUS")
    expect(frame).not_to_have_css("clip", "rect(1px, 1px, 1px, 1px)")
    stands_in_the_column(page, "iframe")


def test_an_address_in_the_block_embed_is_shown_in_the_editor_and_to_readers(group: Group, ours: Host) -> None:
    page = group.contributor.open("wp-admin/post-new.php")
    page.get_by_role("textbox", name="Add title").fill("A page that we like")
    page.get_by_role("button", name="Add default block").click()
    page.keyboard.type("/embed")
    page.get_by_role("option", name="Embed", exact=True).click()
    page.get_by_label("Embed URL").fill(f"{ours.address}{MGUS_PLACE}")
    page.get_by_role("button", name="Embed", exact=True).click()
    expect(page.locator("[data-type='core/embed'] iframe")).to_be_visible()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved").first).to_be_visible()
    id = page.evaluate("wp.data.select('core/editor').getCurrentPostId()")
    group.admin.rest(f"posts/{id}", {"status": "publish"})
    shown = group.reader.open(f"?p={id}")
    expect(shown.frame_locator("iframe").get_by_role("heading", level=1)).to_have_text("MGUS")


# The code, pasted


def test_pasted_code_of_an_administrator_is_a_frame_as_tall_as_its_text(group: Group, ours: Host, theme: str) -> None:
    code = f"<p>The text before.</p>\n<!-- wp:html -->\n{snippet(ours)}\n<!-- /wp:html -->"
    page = group.read("administrator", code, theme)
    expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_have_text("MGUS")
    is_as_tall_as_its_text(page)
    stands_in_the_column(page, "iframe")


@pytest.mark.parametrize("writer", ["contributor", "author"])
def test_of_pasted_code_of_others_the_quotation_stays(group: Group, ours: Host, theme: str, writer: str) -> None:
    code = f"<p>The text before.</p>\n<!-- wp:html -->\n{snippet(ours)}\n<!-- /wp:html -->"
    page = group.read(writer, code, theme)
    quotation = page.locator("blockquote")
    expect(quotation.get_by_role("link", name="MGUS")).to_have_attribute("href", f"{ours.address}{MGUS_PLACE}")
    expect(quotation).to_contain_text("Last checked against its sources: November")
    assert page.locator("iframe").count() == 0
    assert page.locator(f"script[src^='{ours.address}']").count() == 0


# Words in their own text


def words_are_explained(page: Page) -> None:
    marked = page.locator("span.plainwords-term")
    expect(marked.filter(has_text="our capsules")).to_be_visible()
    texts = marked.all_inner_texts()
    assert "refractory" in texts
    assert "our capsules" in texts
    for place in ("header", "nav", "h1", "h2", "footer", "a"):
        assert page.locator(f"{place} span.plainwords-term").count() == 0, place
    marked.filter(has_text=re.compile("^refractory$")).first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("does not respond to a treatment")
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    marked.filter(has_text="our capsules").click()
    expect(page.get_by_role("dialog")).to_contain_text("lenalidomide")


def test_an_administrator_adds_the_script_for_words_to_a_post(group: Group, ours: Host, theme: str) -> None:
    script = f'<script src="{ours.address}embed/v1/en/words.js" referrerpolicy="no-referrer" async></script>'
    words_are_explained(group.read("administrator", f"{LETTER}<!-- wp:html -->{script}<!-- /wp:html -->", theme))


def test_of_a_contributor_the_marked_word_stays_and_the_script_does_not(group: Group, ours: Host) -> None:
    script = f'<script src="{ours.address}embed/v1/en/words.js" referrerpolicy="no-referrer" async></script>'
    page = group.read("contributor", LETTER + script, THEMES[0])
    expect(page.locator("span[data-plainwords=lenalidomide]")).to_have_text("our capsules")
    assert page.locator(f"script[src^='{ours.address}']").count() == 0


# The plugin


def uploaded(group: Group, ours: Host) -> Page:
    page = group.admin.open("wp-admin/plugin-install.php?tab=upload")
    page.get_by_label("Plugin zip file").set_input_files(ours.folder / "embed/v1/wordpress.zip")
    page.get_by_role("button", name="Install Now").click()
    return page


def installed(group: Group, ours: Host) -> None:
    """Upload the plugin and activate it, as an administrator does."""
    page = uploaded(group, ours)
    expect(page.get_by_text("Plugin installed successfully.")).to_be_visible()
    page.get_by_role("link", name="Activate Plugin").click()
    expect(page.get_by_text("Plugin activated.")).to_be_visible()


def test_each_file_of_the_plugin_is_sound_php(ours: Host, tmp_path: Path) -> None:
    with zipfile.ZipFile(ours.folder / "embed/v1/wordpress.zip") as pack:
        pack.extractall(tmp_path)
    files = sorted(tmp_path.rglob("*.php"))
    assert len(files) == 7
    for path in files:
        done = subprocess.run(["php", "-l", path], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def test_the_plugin_is_uploaded_and_activated(group: Group, ours: Host) -> None:
    installed(group, ours)
    row = group.admin.page.locator("tr[data-plugin='plainwords/plainwords.php']")
    expect(row).to_contain_text("Shows pages and words of “Myeloma in Plain Words”")
    row.get_by_role("link", name="Settings", exact=True).click()
    expect(group.admin.page.get_by_role("heading", level=1)).to_have_text("Myeloma in Plain Words")


@pytest.mark.parametrize(
    ("code", "id"),
    [
        (f'[plainwords page="{MGUS}"]', MGUS),
        ('[plainwords term="M protein"]', "glossary-m-protein"),
        (f'<!-- wp:plainwords/embed {{"kind":"page","id":"{MGUS}"}} /-->', MGUS),
    ],
)
def test_a_shortcode_and_a_block_are_the_code_of_our_site(
    group: Group, ours: Host, theme: str, role: str, code: str, id: str
) -> None:
    page = group.read(role, f"<p>The text before.</p>\n\n{code}\n", theme)
    is_as_tall_as_its_text(page)
    stands_in_the_column(page, ".plainwords")
    stands_in_the_column(page, "iframe")
    shown = BeautifulSoup(group.reader.context.request.get(page.url).text(), "lxml")
    expected = BeautifulSoup(snippet(ours, id), "lxml")
    [block] = shown.select(".plainwords")
    quotation, frame = block.select_one("blockquote"), block.select_one("iframe")
    assert quotation
    assert frame
    assert quotation.get_text(" ", strip=True) == expected.blockquote.get_text(" ", strip=True)  # type: ignore[union-attr]
    assert quotation.a["href"] == expected.a["href"]  # type: ignore[index]
    assert frame.attrs == expected.iframe.attrs  # type: ignore[union-attr]
    [script] = shown.select(f"script[src^='{ours.address}']")
    del script["id"]
    assert script.attrs == expected.script.attrs  # type: ignore[union-attr]


def test_the_field_to_look_words_up(group: Group, role: str) -> None:
    page = group.read(role, "[plainwords lookup]", THEMES[2])
    field = page.frame_locator("iframe").get_by_label("Look up a word")
    field.fill("paraprotein")
    expect(page.frame_locator("iframe").locator("dt").first).to_contain_text("M protein")


def test_the_block_is_inserted_in_the_editor(group: Group, ours: Host, role: str) -> None:
    writer = group.people[role]
    writer.trouble.clear()
    ours.asked.clear()
    page = writer.open("wp-admin/post-new.php")
    page.get_by_role("textbox", name="Add title").fill("A block")
    page.get_by_role("button", name="Add default block").click()
    page.keyboard.type("/myeloma")
    page.get_by_role("option", name="Myeloma in Plain Words").click()
    page.get_by_label("What do you want to show?").select_option("One word")
    page.get_by_role("combobox", name="Word").fill("M prot")
    page.get_by_role("option", name="M protein", exact=True).click()
    block = page.locator("[data-type='plainwords/embed']")
    expect(block.locator("blockquote")).to_contain_text("An abnormal antibody")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved").first).to_be_visible()
    assert ours.asked == [], "the editor needs nothing from us"
    assert writer.trouble == []
    id = page.evaluate("wp.data.select('core/editor').getCurrentPostId()")
    page.goto(f"{group.wordpress.address}?p={id}&preview=true")
    expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_have_text("M protein")
    page.goto(f"{group.wordpress.address}wp-admin/post.php?post={id}&action=edit")
    expect(page.locator("[data-type='plainwords/embed'] blockquote")).to_contain_text("An abnormal antibody")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ('[plainwords page="mgus"]', "no page “mgus”. The nearest names: disease-types-mgus, glossary-pairs-mgus"),
        ('[plainwords term="m-protien"]', "there is no word “m-protien”. The nearest names: m-protein,"),
        ("[plainwords]", 'write page="…", term="…" or lookup.'),
        ('[plainwords page=""]', "there is no page “”. The nearest names:"),
        ('[plainwords page="\'><script>x()</script>"]', "there is no page “"),
    ],
)
def test_a_wrong_name_is_told_to_who_can_mend_it_and_readers_get_a_link(
    group: Group, ours: Host, code: str, told: str
) -> None:
    page = group.read("contributor", code, THEMES[0])
    link = page.locator("main").get_by_role("link", name="Myeloma in Plain Words")
    expect(link).to_have_attribute("href", ours.address)
    assert page.locator("main mark").count() == 0
    expect(group.admin.open(group.post("contributor", code)).locator("main mark")).to_contain_text(told)


def test_one_word_is_explained_without_the_setting(group: Group, ours: Host, theme: str, role: str) -> None:
    text = '<p>Often refractory.</p>\n<p>[plainwords_word id="m-protein"]the protein[/plainwords_word] and '
    text += "[plainwords_word]M protein[/plainwords_word] and [plainwords_word]nonsense[/plainwords_word].</p>"
    page = group.read(role, text, theme)
    marked = page.locator("span.plainwords-term")
    expect(marked).to_have_text(["the protein", "M protein"])
    expect(page.get_by_text("the protein and M protein and nonsense.")).to_be_visible()
    marked.first.click()
    expect(page.get_by_role("dialog")).to_contain_text("An abnormal antibody")


def test_a_quotation_that_is_too_old_says_so(group: Group) -> None:
    path = group.wordpress.folder / "wp-content/plugins/plainwords/data.json"
    known = json.loads(path.read_text(encoding="utf-8"))
    known["term"]["plasma-cell"]["due"] = "2020-01-01"
    path.write_text(json.dumps(known), encoding="utf-8")
    page = group.read("contributor", '[plainwords term="plasma-cell"]\n\n[plainwords term="plasma"]', THEMES[1])
    old, fresh = page.locator("main blockquote").all()
    expect(old).to_contain_text("These lines may be out of date.")
    expect(fresh).not_to_contain_text("out of date")


def settings(group: Group) -> Page:
    return group.admin.open("wp-admin/options-general.php?page=plainwords")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save Changes").click()


def test_the_settings_are_kept_and_words_are_explained(group: Group, ours: Host, theme: str, role: str) -> None:
    page = settings(group)
    page.get_by_label("Explain medical words in posts and pages").check()
    page.get_by_label("How often is a word marked?").select_option("Once on each page")
    page.get_by_label("Colors").select_option("Dark")
    save(page)
    expect(page.get_by_text("Settings saved.")).to_be_visible()
    expect(page.get_by_label("Colors")).to_have_value("dark")
    shown = group.read(role, LETTER, theme)
    script = shown.locator(f"script[src='{ours.address}embed/v1/en/words.js']")
    for name, value in {"data-once": "page", "data-theme": "dark", "referrerpolicy": "no-referrer"}.items():
        expect(script).to_have_attribute(name, value)
    words_are_explained(shown)
    expect(shown.locator("[role=dialog].dark")).to_be_visible()
    framed = group.read(role, f'[plainwords page="{MGUS}"]', theme)
    expect(framed.locator("iframe")).to_have_attribute("src", f"{ours.address}embed/v1/en/page/{MGUS}/#theme=dark")


def test_a_post_can_be_left_alone(group: Group) -> None:
    page = group.read("contributor", "<p>Often refractory.</p>[plainwords_off]", THEMES[0])
    expect(page.get_by_text("Often refractory.")).to_be_visible()
    assert page.locator("script[src*='words.js']").count() == 0


def test_only_an_address_that_is_safe_can_be_the_host(group: Group, ours: Host) -> None:
    shown = group.post("administrator", f'[plainwords page="{MGUS}"]')
    for given, kept in {
        "https://us.example.org/kit/embed/v1/en/words.js": "https://us.example.org/kit/",
        "http://us.example.org/": "https://us.example.org/kit/",
        'https://us.example.org/"><script>': "https://us.example.org/script/",
        "": "",
    }.items():
        page = settings(group)
        page.get_by_label("Hosted by").fill(given)
        page.locator("form[action='options.php']").evaluate("form => { form.noValidate = true; }")
        save(page)
        expect(page.get_by_label("Hosted by")).to_have_value(kept)
        refused = page.get_by_text("cannot be used; the address stays as it was.")
        assert refused.count() == (1 if given.startswith("http:") else 0), given
        read = group.reader.context.request.get(group.wordpress.address + shown).text()
        for tag, place in {"iframe": f"page/{MGUS}/", "script": "words.js"}.items():
            src = BeautifulSoup(read, "lxml").select_one(f"{tag}[src*='/embed/v1/en/']")
            assert src
            assert str(src["src"]).startswith(f"{kept or ours.address}embed/v1/en/{place}"), given


def test_the_settings_are_for_administrators(group: Group) -> None:
    page = group.contributor.open("wp-admin/options-general.php?page=plainwords")
    expect(page.get_by_text("you are not allowed to access this page")).to_be_visible()
    answer = group.admin.context.request.post(
        f"{group.wordpress.address}wp-admin/options.php",
        form={"option_page": "plainwords", "action": "update", "plainwords[theme]": "light"},
    )
    assert answer.status == 403, "without its secret, the form of another site changes nothing"
    assert group.wordpress.option("plainwords")["theme"] == "dark"


def test_the_newest_plugin_takes_the_place_of_the_old_one(group: Group, ours: Host) -> None:
    before = group.wordpress.option("plainwords")
    page = uploaded(group, ours)
    expect(page.get_by_text("This plugin is already installed.")).to_be_visible()
    page.get_by_role("link", name="Replace current with uploaded").click()
    expect(page.get_by_text("Plugin updated successfully.")).to_be_visible()
    assert group.wordpress.option("plainwords") == before
    shown = group.read("contributor", "[plainwords lookup]", THEMES[2])
    expect(shown.frame_locator("iframe").get_by_label("Look up a word")).to_be_visible()


def test_the_server_asked_nobody_but_for_pasted_addresses(group: Group, ours: Host) -> None:
    foreign = [url for url in group.wordpress.asked() if not url.startswith(group.wordpress.address)]
    assert {re.sub(r"^https?://([^/]*)/.*$", r"\1", url) for url in foreign if "wordpress.org" not in url} == {
        f"127.0.0.1:{ours.port}"
    }
    assert {url.removeprefix(ours.address).partition("?")[0] for url in foreign if url.startswith(ours.address)} == {
        MGUS_PLACE,
        f"embed/v1/en/oembed/{MGUS}.json",
    }


def test_it_leaves_nothing_behind(group: Group) -> None:
    page = group.admin.open("wp-admin/plugins.php")
    row = page.locator("tr[data-plugin='plainwords/plainwords.php']")
    row.get_by_role("link", name="Deactivate").click()
    expect(page.get_by_text("Plugin deactivated.")).to_be_visible()
    assert group.wordpress.option("plainwords") is not None
    page.on("dialog", lambda dialog: dialog.accept())
    row.get_by_role("link", name="Delete").click()
    expect(page.get_by_text("was successfully deleted.")).to_be_visible()
    assert group.wordpress.option("plainwords") is None
    assert not (group.wordpress.folder / "wp-content/plugins/plainwords").exists()
