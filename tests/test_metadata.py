"""What machines read: schema.org in each page, previews for those who share it, the list of pages."""

import json
import re
from datetime import date
from typing import Any

import pytest
from conftest import ROOT, TESTS, Built

from plainwords import front_matter, metadata
from plainwords.pages import ClinicalReview
from plainwords.prose import blocks
from plainwords.terms import load

HOME = "https://myeloma.example.org/"
SCHEMA = front_matter.read_yaml(TESTS / "schema.org.yml")
SCHEMA |= {"MedicalWebPage": SCHEMA["WebPage"], "FAQPage": SCHEMA["WebPage"]}
VALUES = {
    "text": lambda value: isinstance(value, str) and value.strip() == value != "",
    "address": lambda value: isinstance(value, str) and value.startswith("https://"),
    "number": lambda value: isinstance(value, int),
    "day": lambda value: bool(date.fromisoformat(value)),
}


def check(node: dict[str, Any], at: str) -> None:
    """That schema.org knows each type, and each property with a value of this kind."""
    types = [node["@type"]] if isinstance(node["@type"], str) else node["@type"]
    known = {name: kinds for type in types for name, kinds in SCHEMA[type].items()}
    for name, value in node.items():
        if name.startswith("@"):
            continue
        assert name in known, (at, name)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                assert each["@type"] in known[name], (at, name)
                check(each, at)
            else:
                assert any(VALUES[kind](each) for kind in known[name] if kind in VALUES), (at, name, each)


@pytest.fixture(scope="module")
def nodes(site: Built) -> dict[str, dict[str, Any]]:
    found = {}
    for path, page in site.pages().items():
        for script in page.select("script[type='application/ld+json']"):
            found[path] = json.loads(script.text)
    return found


def test_each_page_says_what_it_is_in_words_of_schema_org(nodes: dict[str, dict[str, Any]], site: Built) -> None:
    assert set(nodes) == set(site.paths()) - {"404.html"}
    for path, node in nodes.items():
        assert node["@context"] == "https://schema.org"
        assert node["url"] == HOME + path.removesuffix("index.html")
        assert "reviewedBy" not in node, path  # until a clinician has
        check(node, path)


def test_each_term_is_one_of_the_glossarys(nodes: dict[str, dict[str, Any]]) -> None:
    terms = load(ROOT / "glossary")
    for id, term in terms.items():
        node = nodes[f"glossary/{id}/index.html"]
        said = node["mainEntity"]
        assert (said["@type"], said["termCode"], said["name"]) == ("DefinedTerm", id, term.term)
        assert said["description"] == term.short
        assert said.get("alternateName", []) == list(term.forms)
        assert said["inDefinedTermSet"] == nodes["glossary/index.html"]["mainEntity"]["url"] == f"{HOME}glossary/"
        assert node["lastReviewed"] == term.reviewed.isoformat()


def test_each_common_question_has_its_short_answer(nodes: dict[str, dict[str, Any]], site: Built) -> None:
    asked = {path: node for path, node in nodes.items() if "FAQPage" in node["@type"]}
    written = {path.stem for path in (ROOT / "docs/common-questions").glob("*.md")} - {"index"}
    assert {path.split("/")[1] for path in asked} == written
    for path, node in asked.items():
        question = node["mainEntity"]
        answer = question["acceptedAnswer"]["text"]
        first = site.page(path).select("article > header ~ p")
        assert question["name"] == site.page(path).select("article h1")[0].text
        assert 40 < len(answer) < 600, path
        assert not re.search(r"\[@|[.!?]\d", answer), path
        assert answer.split()[0] in " ".join(paragraph.text for paragraph in first).split(), path


def test_the_way_to_a_page_leads_through_pages_that_exist(nodes: dict[str, dict[str, Any]], site: Built) -> None:
    for path, node in nodes.items():
        steps = node.get("breadcrumb", {}).get("itemListElement", [])
        assert path == "index.html" or len(steps) >= 2, path
        for number, step in enumerate(steps, 1):
            assert step["position"] == number
            assert (site.folder / step["item"].removeprefix(HOME) / "index.html").is_file(), (path, step)
        if steps:
            assert steps[-1]["item"] == node["url"]


def test_a_disease_is_named_where_the_title_names_it(nodes: dict[str, dict[str, Any]]) -> None:
    about = {path: node["about"]["name"] for path, node in nodes.items() if "about" in node}
    assert about["disease-types/smoldering-myeloma/index.html"] == "smoldering multiple myeloma"
    assert about["common-questions/is-myeloma-rare/index.html"] == "multiple myeloma"
    assert "treatments/drug-therapy/index.html" not in about


def test_each_page_can_be_shared_with_a_picture_and_words(site: Built) -> None:
    for path in set(site.paths()) - {"404.html"}:
        page = site.page(path)
        said = {str(tag["property"]): str(tag["content"]) for tag in page.select("meta[property^='og:']")}
        description = page.select_one("meta[name=description]")
        canonical = page.select_one("link[rel=canonical]")
        assert description is not None
        assert canonical is not None
        assert said["og:url"] == canonical["href"] == HOME + path.removesuffix("index.html")
        assert said["og:description"] == description["content"]
        assert said["og:title"] in page.select("title")[0].text
        assert (site.folder / said["og:image"].removeprefix(HOME)).is_file()
        assert said["og:image:alt"]


def test_the_picture_has_the_size_that_the_pages_say(site: Built) -> None:
    picture = (site.folder / "assets/share.png").read_bytes()
    size = (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24]))
    said = {str(tag["property"]): str(tag["content"]) for tag in site.page("index.html").select("meta[property]")}
    assert size == (int(said["og:image:width"]), int(said["og:image:height"])) == (1200, 630)
    assert len(picture) < 60_000


def test_search_engines_are_told_where_all_pages_are(site: Built) -> None:
    robots = (site.folder / "robots.txt").read_text(encoding="utf-8")
    assert f"Sitemap: {HOME}sitemap.xml" in robots
    assert "Disallow" not in robots
    sitemap = (site.folder / "sitemap.xml").read_text(encoding="utf-8")
    listed = set(re.findall(r"<loc>(\S+)</loc>", sitemap))
    assert listed == {HOME + path.removesuffix("index.html") for path in site.paths()} - {f"{HOME}404.html"}


def test_a_clinician_who_has_read_a_page_is_named() -> None:
    review = ClinicalReview("A. Lee", "hematologist", date(2026, 12, 1))
    node = metadata.page(metadata.Described("https://a.example/", "A", "B", "en", review=review), medical=True)
    check(node, "a page")
    assert node["reviewedBy"] == {"@type": "Person", "name": "A. Lee", "jobTitle": "hematologist"}


def test_no_text_can_end_the_script_that_it_stands_in() -> None:
    evil = "</script><script>alert(1)</script><!--"
    text = metadata.json_ld(metadata.question(evil, evil))
    assert "<" not in text
    assert json.loads(text)["name"] == evil


@pytest.mark.parametrize(
    ("html", "answer"),
    [
        ("<h1>Is it?</h1><p>No.</p><h2>Why</h2><p>So.</p>", "No."),
        (
            "<h1>Is it?</h1><p>Stop <b>here</b>.</p><p>It is.<sup class='cite'>1</sup></p><h2>Why</h2>",
            "Stop here. It is.",
        ),
        ("<h1>Is it?</h1><p>Three:</p><ul><li>One.</li><li>Two.</li></ul><h2>Why</h2>", "Three: One. Two."),
    ],
)
def test_the_short_answer_is_what_stands_before_the_first_heading(html: str, answer: str) -> None:
    assert metadata.short_answer(blocks(html)) == answer
