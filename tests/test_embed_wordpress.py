"""The plugin for WordPress as the build makes it. That it works on a WordPress is what `make test-wordpress` proves."""

import json
import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from conftest import Built

from plainwords import embed_wordpress
from plainwords.embed_site import Site
from plainwords.embed_wordpress import PLUGIN, php
from plainwords.provenance import next_review
from plainwords.render import Renderer
from plainwords.terms import Term

HOME = "https://myeloma.example.org/"


@pytest.fixture(scope="module")
def plugin(site: Built) -> dict[str, str]:
    """The files of the plugin, by their places in its folder."""
    with ZipFile(site.folder / PLUGIN) as pack:
        assert {name.partition("/")[0] for name in pack.namelist()} == {"plainwords"}
        return {name.partition("/")[2]: pack.read(name).decode() for name in pack.namelist()}


@pytest.fixture(scope="module")
def data(plugin: dict[str, str]) -> Any:
    return json.loads(plugin["data.json"])


def small(words: dict[str, Term]) -> Site:
    return Site("Small & us", "https://small.example.org/", Renderer(), words, {}, "glossary", next_review)


def test_the_same_texts_give_the_same_bytes(words: dict[str, Term]) -> None:
    [made] = embed_wordpress.files(small(words), []).values()
    [again] = embed_wordpress.files(small(dict(reversed(words.items()))), []).values()
    assert made == again
    with ZipFile(BytesIO(made)) as pack:
        assert {entry.date_time for entry in pack.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_glossary_alone_has_a_plugin_of_words_and_no_glossary_has_none(words: dict[str, Term]) -> None:
    [made] = embed_wordpress.files(small(words), []).values()
    with ZipFile(BytesIO(made)) as pack:
        assert json.loads(pack.read("plainwords/block/block.json"))["attributes"]["kind"]["default"] == "term"
        told = json.loads(pack.read("plainwords/data.json"))
        assert (told["page"], len(told["term"])) == ({}, len(words))
        assert "page: __(" not in pack.read("plainwords/block/editor.js").decode().partition("labels")[0]
        assert " * Plugin Name:       Small & us\n" in pack.read("plainwords/plainwords.php").decode()
    assert embed_wordpress.files(small({}), []) == {}


def test_it_knows_what_may_be_shown(data: Any, site: Built) -> None:
    v1 = site.folder / "embed/v1/en"
    assert set(data["page"]) == {path.stem for path in (v1 / "page").glob("*.json")}
    assert set(data["term"]) == {path.name for path in (v1 / "term").iterdir()}
    for entry in (*data["page"].values(), *data["term"].values(), data["lookup"]):
        assert (site.folder / entry["frame"] / "index.html").is_file()
        assert entry["due"] > "2026-11-22"


def about(plugin: dict[str, str]) -> dict[str, str]:
    """What it knows of the site: PHP of which a test can read as much as it needs."""
    return dict(re.findall(r"^\t'(\w+)' => '([^']*)',$", plugin["includes/known.php"], re.MULTILINE))


def test_its_scripts_are_there(plugin: dict[str, str], site: Built) -> None:
    for script in ("script", "words"):
        assert (site.folder / about(plugin)[script]).is_file()


def test_its_quotations_are_those_of_the_site(plugin: dict[str, str], data: Any, site: Built) -> None:
    snippet = about(plugin)["snippet"]
    for kind, id, name in (
        ("page", "disease-types-mgus", "disease-types-mgus"),
        ("term", "m-protein", "glossary-m-protein"),
    ):
        entry, filled = data[kind][id], snippet
        for place, value in {**entry, "frame": HOME + entry["frame"]}.items():
            filled = filled.replace(f"{{{place}}}", value)
        answer = json.loads((site.folder / f"embed/v1/en/oembed/{name}.json").read_text(encoding="utf-8"))
        assert BeautifulSoup(filled.strip(), "lxml") == BeautifulSoup(answer["html"], "lxml")
    assert not re.findall(r"\{(?!url|title|text|checked|frame)", snippet)


def test_the_read_me_is_as_the_directory_of_plugins_wants_it(plugin: dict[str, str]) -> None:
    lines = plugin["readme.txt"].splitlines()
    assert lines[0] == "=== Myeloma in Plain Words ==="
    head = dict(line.split(": ", 1) for line in lines[1 : lines.index("")])
    assert head["License"] == "GPL-2.0-or-later"
    assert len(head["Tags"].split(", ")) <= 5
    assert len(lines[lines.index("") + 1]) <= 150
    named = dict(re.findall(r"^ \* (\w[\w ]+):\s+(.+)$", plugin["plainwords.php"], re.MULTILINE))
    assert named["Version"] == head["Stable tag"] == "1.0.20261122"
    assert named["Requires at least"] == head["Requires at least"]
    assert named["Requires PHP"] == head["Requires PHP"]
    assert plugin["LICENSE.txt"].lstrip().startswith("GNU GENERAL PUBLIC LICENSE")
    for section in ("Description", "Installation", "Frequently Asked Questions", "Privacy", "Changelog"):
        assert f"== {section} ==" in lines


def test_no_file_of_it_does_anything_when_it_is_asked_for_by_its_address(plugin: dict[str, str]) -> None:
    for name, text in plugin.items():
        if name.endswith(".php") and name != "block/editor.asset.php":
            assert re.search(r"^defined\( '(ABSPATH|WP_UNINSTALL_PLUGIN)' \) \|\| exit;$", text, re.MULTILINE), name


def test_each_text_of_it_can_be_translated(plugin: dict[str, str]) -> None:
    code = "".join(text for name, text in plugin.items() if name.endswith(".php"))
    calls = re.findall(r"_(?:_|html__)\( '(?:\\.|[^'\\])*'(, 'plainwords')? \)", code)
    assert len(calls) == code.count("__( '") > 20
    assert set(calls) == {", 'plainwords'"}


@pytest.mark.parametrize(
    ("text", "code"),
    [("a", "'a'"), ("it's", r"'it\'s'"), ("\\", r"'\\'"), ("\\'", r"'\\\''"), ("$a {$b}", "'$a {$b}'")],
)
def test_a_text_is_nothing_but_a_text_in_php(text: str, code: str) -> None:
    assert php(text) == code
