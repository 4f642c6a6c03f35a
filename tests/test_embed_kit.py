"""The kit: all that a group needs to host the embeds itself, and it works where nothing of ours can be reached."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Literal
from zipfile import ZipFile

import pytest
from conftest import ROOT, TESTS, Built
from playwright.sync_api import Page, expect
from serving import Host, serve

from plainwords import cli, embed, embed_kit
from plainwords.embed_site import Site
from plainwords.provenance import next_review
from plainwords.render import Renderer
from plainwords.terms import Term

HOME = "https://myeloma.example.org/"
FOLDER = "our group's site (2)/"
"""Where a group may put the kit: no name that we would choose."""

MGUS = "embed/v1/en/page/disease-types-mgus/"
LOOKUP = "embed/v1/en/lookup/"


@pytest.fixture(scope="module")
def kit(site: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A group's site that holds the kit, unpacked, and nothing else of ours."""
    folder = tmp_path_factory.mktemp("group")
    (folder / "_headers").write_text("", encoding="utf-8")
    with ZipFile(site.folder / "embed/v1/kit.zip") as pack:
        pack.extractall(folder / FOLDER)
    return folder


@pytest.fixture(scope="module")
def group(kit: Path) -> Iterator[Host]:
    with serve(kit) as host:
        yield host


def test_it_holds_what_is_on_our_site_but_what_is_of_use_there_alone(site: Built, kit: Path) -> None:
    ours = {path.relative_to(site.folder).as_posix() for path in (site.folder / "embed/v1").rglob("*.*")}
    theirs = {path.relative_to(kit / FOLDER).as_posix() for path in (kit / FOLDER).rglob("*.*")}
    assert theirs - ours == {"embed/README.txt", "embed/LICENSE.txt"}
    missing = {re.sub(r"/oembed/.*", "/oembed/…", place) for place in ours - theirs}
    left_out = ("kit.zip", "wordpress.zip", "versions.json", "en/feed.xml", "en/oembed/…")
    assert missing == {f"embed/v1/{place}" for place in left_out}
    for place in theirs & ours:
        assert (kit / FOLDER / place).read_bytes() == (site.folder / place).read_bytes(), place


def test_the_same_files_give_the_same_bytes(words: dict[str, Term]) -> None:
    home = Site("Small", "https://small.example.org/", Renderer(), words, {}, "glossary", next_review)
    made = embed.files(home, [], lambda _, text: text)
    [kit] = embed_kit.files(home, made).values()
    assert list(embed_kit.files(home, dict(reversed(made.items()))).values()) == [kit]
    with ZipFile(BytesIO(kit)) as pack:
        assert pack.namelist() == sorted(pack.namelist())
        assert {(entry.date_time, entry.external_attr >> 16) for entry in pack.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 0o644)
        }


def test_it_says_who_may_do_what_with_it(kit: Path) -> None:
    text = (kit / FOLDER / "embed/LICENSE.txt").read_text(encoding="utf-8")
    code, _ = (ROOT / "LICENSE").read_text(encoding="utf-8").split("-----", 1)
    assert text.startswith(code)
    assert 'if you name "Myeloma in Plain Words" as its source' in " ".join(text.split())
    assert "https://creativecommons.org/licenses/by/4.0/" in text


def test_the_read_me_can_be_read_in_any_editor(kit: Path) -> None:
    text = (kit / FOLDER / "embed/README.txt").read_text(encoding="utf-8")
    assert max(len(line) for line in text.splitlines() if "<" not in line) <= 80
    assert not re.findall(r"\{|&#|&quot;", text)
    for place in ("embed/v1/kit.zip", "embed/v1/en/feed.xml"):
        assert f"{HOME}{place}" in " ".join(text.split())
    headings = re.findall(r"^(\d)\. .+\n-+$", text, re.MULTILINE)
    assert headings == ["1", "2", "3", "4", "5"]


def pasted(kit: Path) -> str:
    """What a group pastes, as the read-me says: with the folder in front of both addresses."""
    text = (kit / FOLDER / "embed/README.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("<") and "/words.js" not in line]
    return "\n".join(lines).replace('"/embed/', f'"/{FOLDER}embed/')


@pytest.mark.parametrize("sandbox", ["ours", "none"])
def test_it_works_from_a_strange_folder_of_another_site(
    page: Page, group: Host, kit: Path, sandbox: Literal["ours", "none"]
) -> None:
    asked, trouble = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda said: trouble.append(said.text) if said.type in ("error", "warning") else None)
    snippet = pasted(kit) if sandbox == "ours" else re.sub(r' sandbox="[^"]*"', "", pasted(kit))
    example = re.search(r'src="/[^"]*?(embed/v1/en/page/[^"]*)"', snippet)
    assert example
    body = snippet.replace(example[1], MGUS).replace('height="480"', 'height="100"').replace(' loading="lazy"', "")
    look_up = f'<iframe src="/{FOLDER}{LOOKUP}" title="Look up" width="100%" height="100"></iframe>'
    head = '<!doctype html><meta name="viewport" content="width=device-width"><title>Group</title>'
    (kit / "index.html").write_text(head + body + look_up, encoding="utf-8")
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(group.address)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") == 320, "it fits a phone as it was pasted"
    frames = page.locator("iframe")
    for number in range(2):
        element = frames.nth(number).element_handle()
        inside = element.content_frame()
        assert inside is not None
        expect(frames.nth(number)).to_have_attribute("style", re.compile("height: "))
        height = inside.evaluate("document.documentElement.getBoundingClientRect().height")
        assert abs(element.evaluate("it => it.clientHeight") - height) <= 1
    frame = page.frame_locator("iframe").first
    frame.locator("[data-plainwords=plasma-cell]").first.click()
    box = frame.get_by_role("group", name="plasma cell")
    expect(box).to_contain_text("A white blood cell")
    expect(box.get_by_role("link")).to_have_attribute("href", f"{HOME}glossary/plasma-cell/")
    page.frame_locator("iframe").last.locator("#word").fill("paraprotein")
    expect(page.frame_locator("iframe").last.locator("dt").first).to_contain_text("M protein")
    assert {url.startswith(group.address) for url in asked} == {True}
    assert trouble == []


@pytest.mark.parametrize("script", ["en/words.js", "words.js"])
def test_words_are_explained_from_there_too(page: Page, group: Host, kit: Path, script: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    text = f'<!doctype html><main><p>A plasma cell.</p></main><script src="/{FOLDER}embed/v1/{script}" async></script>'
    (kit / f"{script.replace('/', '-')}.html").write_text(text, encoding="utf-8")
    page.goto(f"{group.address}{script.replace('/', '-')}.html")
    page.locator("[data-plainwords=plasma-cell]").click()
    expect(page.get_by_role("dialog")).to_contain_text("A white blood cell")
    expect(page.get_by_role("dialog")).to_contain_text("From “Myeloma in Plain Words”")
    assert {url.startswith(group.address) for url in asked} == {True}


def test_the_example_of_the_read_me_is_a_page_that_is_there(kit: Path) -> None:
    [frame] = re.findall(r'<iframe src="/([^"]+)"', (kit / FOLDER / "embed/README.txt").read_text(encoding="utf-8"))
    assert (kit / FOLDER / frame / "index.html").is_file()


def test_a_glossary_alone_has_a_kit_of_words(tmp_path: Path) -> None:
    command = ["embeds", str(tmp_path), "--folder", str(TESTS / "words"), "--name", "Any"]
    assert cli.main([*command, "--url", "https://any.example.org/"]) == 0
    with ZipFile(tmp_path / "embed/v1/kit.zip") as pack:
        names = pack.namelist()
        text = pack.read("embed/README.txt").decode()
        frames = re.findall(r'<iframe src="/([^"]+)"', text)
    assert [f"{frame}index.html" in names for frame in frames] == [True]
    assert "2. Show what a word means" in text
    assert "pages.json" not in text
    told = json.loads((tmp_path / "embed/v1/versions.json").read_text(encoding="utf-8"))
    assert (tmp_path / f"embed/v{told['versions'][0]['version']}/embed.js").is_file()
    assert (tmp_path / "embed/v1/en/feed.xml").is_file()
