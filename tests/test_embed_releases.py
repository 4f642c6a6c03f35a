"""The scripts that partners know by their hash: what is released stays, byte for byte, and the build holds us to it."""

import base64
import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from hashlib import sha384
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Built, run
from jsonschema import Draft202012Validator, FormatChecker
from playwright.sync_api import Page, expect
from serving import Host, serve

from plainwords import cli, embed, embed_releases, embed_versions, front_matter
from plainwords.embed_releases import Code
from plainwords.embed_site import Site
from plainwords.problems import ContentError
from plainwords.provenance import next_review
from plainwords.render import Renderer
from plainwords.terms import Term

RELEASES = "hooks/plainwords/releases"
DAY = date(2026, 12, 1)
MENDED = "git has the lines that 'make release' wrote: bring them back"


def small(_: str, text: str) -> str:
    return text.replace(" ", "")


def written(**scripts: str) -> Code:
    """Code of these scripts."""
    return lambda small: {f"{name}.js": small("text/javascript", text) for name, text in scripts.items()}


ONE = written(embed="one( );", words="words( );")
TWO = written(embed="two( );", words="words( );")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "versions.yml").write_text("next: 1.0.0\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def released(folder: Path) -> Path:
    embed_releases.add(embed_releases.read(folder), ONE, small, DAY)
    return folder


@pytest.fixture
def home(words: dict[str, Term]) -> Site:
    return Site("Small", "https://small.example.org/sub/", Renderer(), words, {}, "glossary", next_review)


def raise_to(folder: Path, version: str) -> None:
    path = folder / "versions.yml"
    path.write_text(f"next: {version}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


def listed(made: dict[str, str]) -> Any:
    return json.loads(made["embed/v1/versions.json"])


def test_before_its_release_a_version_is_made_of_the_present_code_and_promises_nothing(
    home: Site, folder: Path
) -> None:
    made = embed_versions.files(home, ONE, small, folder)
    assert made["embed/v1.0.0/embed.js"] == made["embed/v1/embed.js"] == "one();"
    told = listed(made)
    assert (told["newest"], told["kept_until"]) == (None, None)
    assert [(it["version"], it["released"], it["kept_until"]) for it in told["versions"]] == [("1.0.0", None, None)]
    changed = embed_versions.files(home, TWO, small, folder)
    assert changed["embed/v1.0.0/embed.js"] == "two();"
    assert list(embed_versions.notices(folder)) == [
        "the scripts for other sites, version 1.0.0, are not released yet and may still change: make release"
    ]


def test_a_release_stays_even_where_another_program_makes_scripts_smaller(home: Site, released: Path) -> None:
    made = embed_versions.files(home, ONE, lambda _, text: text + "!", released)
    assert made["embed/v1.0.0/embed.js"] == made["embed/v1/embed.js"] == "one();"
    told = listed(made)
    assert (told["newest"], told["kept_until"]) == ("1.0.0", "2029-12-01")
    assert [(it["version"], it["released"], it["kept_until"]) for it in told["versions"]] == [
        ("1.0.0", "2026-12-01", "2029-12-01")
    ]
    assert list(embed_versions.notices(released)) == []


def test_changed_code_needs_another_version(home: Site, released: Path) -> None:
    changed = written(embed="two( );", more="more( );")
    with pytest.raises(ContentError) as told:
        embed_versions.files(home, changed, small, released)
    cure = (
        "sites that know it by its hash would refuse it. Write 'next: 1.0.1' into this file (raise the second number,"
        " if it can do more than before), and run 'make release' when all is done"
    )
    assert str(told.value).splitlines()[1:] == [
        f"  versions.yml: 1.0.0 is released, but embed.js has changed: {cure}",
        f"  versions.yml: 1.0.0 is released, but more.js is new: {cure}",
        f"  versions.yml: 1.0.0 is released, but words.js is gone: {cure}",
    ]


def test_after_a_raise_the_old_version_is_still_there(home: Site, released: Path) -> None:
    raise_to(released, "1.1.0")
    made = embed_versions.files(home, TWO, small, released)
    assert (made["embed/v1.0.0/embed.js"], made["embed/v1.1.0/embed.js"]) == ("one();", "two();")
    assert made["embed/v1/embed.js"] == "two();"
    assert [it["version"] for it in listed(made)["versions"]] == ["1.1.0", "1.0.0"]
    assert listed(made)["newest"] == "1.0.0"
    embed_releases.add(embed_releases.read(released), TWO, small, date(2028, 2, 29))
    told = listed(embed_versions.files(home, TWO, small, released))
    assert (told["newest"], told["kept_until"]) == ("1.1.0", "2031-02-28")
    assert told["versions"][1]["kept_until"] == "2029-12-01"


def test_nothing_is_released_twice(released: Path) -> None:
    with pytest.raises(ContentError, match=re.escape("1.0.0 is released, and nothing has changed since")):
        embed_releases.add(embed_releases.read(released), ONE, small, DAY)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("", "names no version; write 'next: 1.0.0'"),
        ("next: 1.0\n", "'1.0' is no version of v1; write three numbers, the first of them 1: 1.0.0"),
        ("next: 2.0.0\n", "'2.0.0' is no version of v1"),
        ("next: 1.01.0\n", "'1.01.0' is no version of v1"),
        ("next: 1.0.0\nlast: 1.0.0\n", "unknown key 'last'; there are 'next' and 'releases'"),
        ("releases: [1.0.0]\n", f"'releases' holds no versions; {MENDED}"),
        ("releases:\n  1.0.0: soon\n", f"1.0.0 is not as it was written at its release; {MENDED}"),
        ("releases:\n  1.0.0:\n    day: 2026-12-41\n    files: {}\n", "1.0.0 is not as it was written"),
        ("releases:\n  1.0.0:\n    day: 2026-12-01\n    files:\n      embed.js: x\n", "1.0.0 is not as it was written"),
    ],
)
def test_what_must_be_mended_is_told(folder: Path, lines: str, message: str) -> None:
    (folder / "versions.yml").write_text(lines, encoding="utf-8")
    with pytest.raises(ContentError, match=re.escape(f"versions.yml: {message}")):
        embed_releases.read(folder)


@pytest.mark.parametrize("version", ["1.0.0", "1.0.0\n"])
def test_a_version_is_higher_than_the_one_before_it(released: Path, version: str) -> None:
    raise_to(released, version)
    with pytest.raises(ContentError, match=re.escape("'1.0.0' does not follow; a version is higher than the one")):
        embed_releases.read(released)


def test_versions_follow_as_numbers_do(released: Path) -> None:
    for version in ("1.9.0", "1.10.0"):
        raise_to(released, version)
        embed_releases.add(embed_releases.read(released), ONE, small, DAY)
    assert [release.version for release in embed_releases.read(released).releases] == ["1.0.0", "1.9.0", "1.10.0"]


@pytest.mark.parametrize("spoil", [lambda path: path.write_text("two();"), lambda path: path.unlink()])
def test_a_release_that_has_changed_stops_the_build(released: Path, spoil: Any) -> None:
    spoil(released / "1.0.0/embed.js")
    with pytest.raises(ContentError, match=re.escape("embed.js: is not what was released; git has its bytes: bring")):
        embed_releases.read(released)


def test_one_command_releases_the_present_code(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["release", str(folder)]) == 0
    assert f"{folder}/1.0.0: released; commit it together with versions.yml" in capsys.readouterr().out
    [release] = embed_releases.read(folder).releases
    assert release.scripts.keys() == embed.code(Renderer(), small).keys()
    assert "// Sizes our frames" not in release.scripts["embed.js"], "partners get the small one"
    assert cli.main(["release", str(folder)]) == 1
    assert "1.0.0 is released, and nothing has changed since" in capsys.readouterr().err


# The site itself


def test_nothing_that_was_released_has_changed(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip(f"this copy of the project has no history to compare {RELEASES} with")
    now = front_matter.read_yaml(ROOT / RELEASES / "versions.yml").get("releases", {})
    record = f"{RELEASES}/versions.yml"
    for commit in run("git", "rev-list", "--full-history", "HEAD", "--", record, cwd=ROOT).stdout.split():
        then = tmp_path / f"{commit}.yml"
        then.write_text(run("git", "show", f"{commit}:{record}", cwd=ROOT).stdout, encoding="utf-8")
        for version, known in front_matter.read_yaml(then).get("releases", {}).items():
            assert now.get(version) == known, f"bring it back as it was: git show {commit}:{record}"


def test_each_version_is_where_the_list_says_with_the_hash_that_it_says(site: Built) -> None:
    v1 = site.folder / "embed/v1"
    told = json.loads((v1 / "versions.json").read_text(encoding="utf-8"))
    schema = json.loads((v1 / "schema/versions.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(told)) == []
    for version in told["versions"]:
        for file in version["files"]:
            assert file["url"] == f"https://myeloma.example.org/embed/v{version['version']}/{file['name']}"
            content = (site.folder / f"embed/v{version['version']}/{file['name']}").read_bytes()
            assert file["bytes"] == len(content)
            assert file["integrity"] == "sha384-" + base64.b64encode(sha384(content).digest()).decode()
    for file in told["versions"][0]["files"]:
        assert (v1 / file["name"]).read_bytes() == (
            v1.parent / f"v{told['versions'][0]['version']}/{file['name']}"
        ).read_bytes()
    assert all(notice in site.log for notice in embed_versions.notices())


@pytest.fixture(scope="module")
def ours(site: Built) -> Iterator[Host]:
    with serve(site.folder) as host:
        yield host


@pytest.mark.parametrize("right", [True, False])
def test_12_a_script_known_by_its_hash_runs_if_the_hash_is_right(
    page: Page, ours: Host, tmp_path: Path, right: bool
) -> None:
    told = json.loads((ours.folder / "embed/v1/versions.json").read_text(encoding="utf-8"))["versions"][0]
    [known] = [file["integrity"] for file in told["files"] if file["name"] == "embed.js"]
    known = known if right else known[:-2] + ("AA" if known[-2:] != "AA" else "BB")
    (tmp_path / "_headers").write_text("", encoding="utf-8")
    (tmp_path / "index.html").write_text(
        f"""<!doctype html><html lang=en><title>Host</title>
        <iframe src="{ours.address}embed/v1/en/term/m-protein/" title="Ours" height="150" sandbox="allow-scripts">
        </iframe>
        <script src="{ours.address}embed/v{told["version"]}/embed.js" integrity="{known}" crossorigin="anonymous">
        </script>
        """, encoding="utf-8")  # fmt: skip
    with serve(tmp_path) as host:
        page.goto(host.address)
        page.wait_for_load_state("networkidle")
    if right:
        expect(page.locator("iframe")).to_have_attribute("style", re.compile("height: "))
    else:
        assert page.locator("iframe").get_attribute("style") is None
        expect(page.locator("iframe")).to_be_visible()
