"""Any MkDocs site gets the glossary with one line: small sites of their own, built and looked at."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import BIN, TESTS, Built, mkdocs, run

from plainwords.terms import load

CONFIG = """
site_name: Small
site_url: https://small.example.org/sub/
repo_url: https://code.example.org/small
edit_uri: edit/main/docs/
plugins:
  - search
  - plainwords
"""
PAGE = "# A page\n\nPlasma cells and M protein, MM too.\n\n## Second\n\nPlasma again, and plasma.\n"


class Project:
    """A MkDocs site to be, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(TESTS / "words", folder / "glossary")
        self.write("mkdocs.yml", CONFIG)
        self.write("docs/index.md", "# Home\n\nNo words here.\n")
        self.write("docs/deep/page.md", PAGE)

    def write(self, path: str, text: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8")

    def cite(self, *keys: str) -> None:
        """Give the site a list of sources."""
        self.write("mkdocs.yml", CONFIG.replace("- plainwords", "- plainwords: {sources: docs/sources.yml}"))
        entry = "{}:\n  title: The tests\n  publisher: Us\n  seen: 2026-01-01\n  kind: paper\n"
        self.write("docs/sources.yml", "".join(entry.format(key) for key in keys))

    def build(self) -> "subprocess.CompletedProcess[str]":
        return mkdocs(self.folder, self.folder / "site")

    def built(self) -> Built:
        done = self.build()
        assert done.returncode == 0, done.stderr
        return Built(self.folder / "site", done.stdout + done.stderr)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Project(tmp_path_factory.mktemp("small")).built()


def parse(built: Built, path: str) -> Tag:
    page = BeautifulSoup((built.folder / path).read_text(encoding="utf-8"), "lxml")
    found = page.select_one("[role=main]")
    assert found is not None
    return found


def test_words_are_linked_and_lead_to_their_terms(small: Built) -> None:
    page = parse(small, "deep/page/index.html")
    links = [(link["href"], link.text) for link in page.select("a.term")]
    assert links == [
        ("../../glossary/plasma-cell/", "Plasma cells"),
        ("../../glossary/m-protein/", "M protein"),
        ("../../glossary/multiple-myeloma/", "MM"),
        ("../../glossary/plasma/", "Plasma"),
    ]
    assert (small.folder / "glossary/plasma-cell/index.html").is_file()


def test_a_page_ends_with_its_words_in_reading_order(small: Built) -> None:
    page = parse(small, "deep/page/index.html")
    entries = page.select(".plainwords-words dl > div")
    assert [" ".join(entry.text.split()) for entry in entries] == [
        "plasma cell A word for the tests.",
        "M protein A word for the tests.",
        "multiple myeloma (here: MM) A word for the tests.",
        "plasma A word for the tests.",
    ]
    assert entries[0].select("a")[0]["href"] == "../../glossary/plasma-cell/"


def test_a_page_without_words_has_no_list_of_them(small: Built) -> None:
    assert not parse(small, "index.html").select(".plainwords-words")


def test_a_term_page_says_what_it_is_and_where_it_is_used(small: Built) -> None:
    page = parse(small, "glossary/m-protein/index.html")
    assert page.select("h1")[0].text == "M protein"
    assert "A word for the tests." in page.text
    assert "M-spike" in page.select(".plainwords-about")[0].text
    assert [link["href"] for link in page.select(".plainwords-used-on a")] == ["../../deep/page/"]


def test_a_term_that_nothing_uses_says_so(small: Built) -> None:
    assert "No page of this site uses this word yet." in parse(small, "glossary/biopsy/index.html").text


def test_the_list_from_a_to_z_is_made_where_the_site_has_none(small: Built) -> None:
    page = parse(small, "glossary/index.html")
    assert page.select("h1")[0].text.startswith("Glossary")
    assert [link.text for link in page.select("dt a")][:2] == ["biopsy", "bone marrow"]


def test_the_sites_own_glossary_page_keeps_its_words(project: Project) -> None:
    project.write("docs/glossary/index.md", "# Our words\n\nAn introduction about plasma.\n")
    page = parse(project.built(), "glossary/index.html")
    assert page.select("h1")[0].text.startswith("Our words")
    assert "An introduction" in page.text
    assert page.select(".plainwords-letter dt a")


def test_edit_links_lead_to_the_term_files(small: Built) -> None:
    html = (small.folder / "glossary/m-protein/index.html").read_text(encoding="utf-8")
    assert "https://code.example.org/small/edit/main/glossary/m-protein.md" in html


def test_words_are_not_found_again_by_the_search(small: Built) -> None:
    index = (small.folder / "search/search_index.json").read_text(encoding="utf-8")
    assert "Words on this page" not in index
    assert '"title":"M protein"' in index


def test_term_files_may_lie_among_the_pages(project: Project) -> None:
    (project.folder / "glossary").rename(project.folder / "docs/words")
    project.write("mkdocs.yml", CONFIG.replace("- plainwords", "- plainwords: {glossary: docs/words}"))
    built = project.built()
    assert parse(built, "words/m-protein/index.html").select("h1")[0].text == "M protein"
    assert parse(built, "deep/page/index.html").select("a.term")[0]["href"] == "../../words/plasma-cell/"
    html = (built.folder / "words/m-protein/index.html").read_text(encoding="utf-8")
    assert "https://code.example.org/small/edit/main/docs/words/m-protein.md" in html


def test_options_change_the_address_and_how_often_words_are_linked(project: Project) -> None:
    project.write("mkdocs.yml", CONFIG.replace("- plainwords", "- plainwords: {address: words/all, once: page}"))
    page = parse(project.built(), "deep/page/index.html")
    assert [link["href"] for link in page.select("a.term")][-1] == "../../words/all/plasma/"


def test_without_links_there_are_still_pages_of_terms(project: Project) -> None:
    project.write("mkdocs.yml", CONFIG.replace("- plainwords", "- plainwords: {link: false}"))
    built = project.built()
    assert not parse(built, "deep/page/index.html").select("a.term")
    assert (built.folder / "glossary/m-protein/index.html").is_file()


def test_a_page_may_opt_out(project: Project) -> None:
    project.write("docs/deep/page.md", f"---\nglossary: false\n---\n{PAGE}")
    page = parse(project.built(), "deep/page/index.html")
    assert not page.select("a.term, .plainwords-words")


def test_works_without_directory_urls(project: Project) -> None:
    project.write("mkdocs.yml", f"{CONFIG}use_directory_urls: false\n")
    page = parse(project.built(), "deep/page.html")
    assert page.select("a.term")[0]["href"] == "../glossary/plasma-cell.html"


def test_a_short_text_is_text_not_markdown(project: Project) -> None:
    short = "short: A *star*, a _line_, <b>bold</b> & [a link](x.md) `code`."
    file = project.folder / "glossary/biopsy.md"
    file.write_text(file.read_text(encoding="utf-8").replace("short: A word for the tests.", short), encoding="utf-8")
    page = parse(project.built(), "glossary/biopsy/index.html")
    assert short.removeprefix("short: ") in page.text


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("glossary/plasma.md", "---\nterm: plasma\nalias: x\n---\n", "plasma.md: unknown key 'alias'; did you mean"),
        ("glossary/second.md", "", "second.md: has no front matter"),
        ("docs/glossary/plasma.md", "# Plasma\n", "plasma.md: has the address of the term of that name"),
    ],
)
def test_a_broken_glossary_stops_the_build_and_leaves_the_old_site(
    project: Project, path: str, text: str, message: str
) -> None:
    old = project.folder / "site/old.html"
    project.write("site/old.html", "old")
    project.write(path, text)
    done = project.build()
    assert done.returncode != 0
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert old.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("{glosary: words}", "Unrecognised configuration name: glosary"),
        ("{once: paragraph}", "Expected one of"),
        ("{glossary: missing}", "missing: is no folder"),
        ("{sources: docs/sources.yml}", "sources.yml: is missing"),
        ("{language: xx}", "Expected one of"),
    ],
)
def test_a_wrong_option_is_explained(project: Project, option: str, message: str) -> None:
    project.write("mkdocs.yml", CONFIG.replace("- plainwords", f"- plainwords: {option}"))
    done = project.build()
    assert done.returncode != 0
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_the_extension_named_beside_the_plugin_is_explained(project: Project) -> None:
    project.write("mkdocs.yml", f"{CONFIG}markdown_extensions: [plainwords.linker: {{glossary: glossary}}]\n")
    done = project.build()
    assert done.returncode != 0
    assert "remove 'plainwords.linker' from markdown_extensions" in done.stderr


def test_all_problems_of_sources_pages_and_terms_are_told_at_once(project: Project) -> None:
    project.cite("tests")
    project.write("glossary/new.md", "---\nterm: new\n---\n")
    project.write("docs/deep/page.md", "---\ntitel: A page\nsources: [test]\nreviewed: 2026-01-01\n---\n")
    done = project.build()
    assert done.returncode != 0
    for message in (
        "new.md: 'short' is missing",
        "page.md: unknown key 'titel'; did you mean 'title'?",
        "page.md: 'sources' names 'test', which is not in the list of sources; did you mean 'tests'?",
        "page.md: 'clinical_review' is missing",
        "index.md: has no front matter",
    ):
        assert message in done.stderr


def test_citations_pairs_lists_and_boxes_are_checked_before_the_build(project: Project) -> None:
    project.cite("tests")
    head = "---\ntitle: A\ndescription: B\nreviewed: 2026-01-01\nclinical_review: none\n{}---\n{}\n"
    for path in ("docs/index.md", "docs/deep/page.md"):
        project.write(path, head.format("", "So.[@tests]"))
    project.write("docs/one.md", head.format("", "It is so.[@test; @tests]"))
    project.write("docs/two.md", head.format("", "Nothing. `[@tests]`"))
    project.write("docs/three.md", head.format("pair: [plasm, plasma]\nlist: source\n", "So.[@tests]"))
    project.write("docs/four.md", head.format("", "!!! differ\n\n    So.[@tests]\n"))
    done = project.build()
    assert done.returncode != 0
    for message in (
        "one.md: the text cites 'test', which is not in the list of sources; did you mean 'tests'?",
        "two.md: names no source; cite one in the text",
        "three.md: 'list' is 'source'; did you mean 'sources'?",
        "four.md: a box '!!! differ' cites fewer than two sources",
    ):
        assert message in done.stderr
    project.write("docs/three.md", head.format("pair: [plasm, plasma]\n", "So.[@tests]"))
    assert "three.md: 'pair' names 'plasm', which is not in the glossary; did you mean" in project.build().stderr


def test_a_source_that_nothing_cites_stops_the_build(project: Project) -> None:
    keys = sorted({key for term in load(TESTS / "words").values() for key in term.sources} | {"unused"})
    project.cite(*keys)
    for path in ("docs/index.md", "docs/deep/page.md"):
        project.write(
            path, f"---\ntitle: A\ndescription: B\nreviewed: 2026-01-01\nclinical_review: none\n---\nSo.[@{keys[0]}]\n"
        )
    done = project.build()
    assert done.returncode != 0
    assert "sources.yml: unused: no page and no term cites it; cite it, or take it out of the list" in done.stderr


@pytest.fixture
def server(project: Project) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = "{}:{}".format(*free.getsockname())
    command = [str(BIN / "mkdocs"), "serve", "--dev-addr", address]
    with subprocess.Popen(command, cwd=project.folder, stderr=subprocess.PIPE, text=True) as process:
        yield process, f"http://{address}/sub/"
        process.terminate()


def wait_for(server: "subprocess.Popen[str]", text: str) -> None:
    """Read the server's log up to a line that holds the text."""
    assert server.stderr is not None
    for line in server.stderr:
        if text in line:
            return
    pytest.fail(f"the server ended without saying {text!r}")


def test_the_server_picks_up_new_and_changed_terms(
    project: Project, server: tuple["subprocess.Popen[str]", str]
) -> None:
    process, address = server
    wait_for(process, "Serving on")
    plasma = (project.folder / "glossary/plasma.md").read_text(encoding="utf-8")
    project.write("glossary/again.md", plasma.replace("term: plasma", "term: again"))
    project.write("glossary/plasma.md", plasma.replace("A word for the tests.", "The liquid of the blood."))
    wait_for(process, "Reloading browsers")
    for _ in range(20):  # the watcher may build once for each of the two files
        with urlopen(f"{address}deep/page/") as page:
            html = page.read().decode()
        if 'data-term="again"' in html and "The liquid of the blood." in html:
            return
        time.sleep(0.5)
    pytest.fail("the page does not show the changed terms")


def test_one_line_is_enough(tmp_path: Path) -> None:
    shutil.copytree(TESTS / "words", tmp_path / "glossary")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("Some plasma.\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: One\nplugins: [plainwords]\n", encoding="utf-8")
    done = run(BIN / "mkdocs", "build", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert 'href="glossary/plasma/"' in (tmp_path / "site/index.html").read_text(encoding="utf-8")
