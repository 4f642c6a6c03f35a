"""Citations in running text: what a writer types, and the numbered notes that a reader gets."""

import markdown
import pytest
from bs4 import BeautifulSoup

from plainwords.citations import CitationExtension
from plainwords.render import Renderer
from plainwords.sources import bare_boxes, cited

LABELS = {"a": "Agency, May 2024", "b": "Board, no date shown", "c": "Clinic, 2020"}


def read(text: str) -> tuple[BeautifulSoup, list[str]]:
    extension = CitationExtension(LABELS, Renderer().words)
    made = markdown.markdown(text, extensions=["admonition", "tables", extension])
    assert extension.citations is not None
    return BeautifulSoup(made, "lxml"), extension.citations.keys


def numbers(page: BeautifulSoup) -> list[str]:
    return [link.text for link in page.select("sup.cite a")]


def test_notes_are_numbered_in_reading_order_and_a_source_keeps_its_number() -> None:
    page, keys = read("One.[@b]\n\n- Two.[@a]\n- Three.[@b]\n\n| x | y |\n| - | - |\n| Four.[@c] | Five.[@a] |\n")
    assert keys == ["b", "a", "c"]
    assert numbers(page) == ["1", "2", "1", "3", "2"]
    assert [link.get("href") for link in page.select("sup.cite a")][:2] == ["#source-b", "#source-a"]


def test_one_note_may_name_several_sources() -> None:
    page, keys = read("Known.[@a; @c]")
    assert keys == ["a", "c"]
    assert page.select("sup.cite")[0].text == "1, 2"
    assert page.text.strip() == "Known.1, 2"


def test_a_note_says_aloud_whose_it_is() -> None:
    page, _ = read("Known.[@a]")
    assert page.select("sup a")[0].get("aria-label") == "Source 1: Agency, May 2024"


def test_ids_stand_once_though_a_source_is_cited_often() -> None:
    page, _ = read("One.[@a] Two.[@a]\n\nThree.[@a]")
    ids = [element["id"] for element in page.select("[id]")]
    assert ids == ["cited-a"]


@pytest.mark.parametrize("text", ["`[@a]`", "    [@a]", "```\n[@a]\n```", r"\[@a]", "[a@b.org]", "[@ a]"])
def test_what_is_no_citation_stays_text(text: str) -> None:
    page, keys = read(text)
    assert keys == []
    assert not page.select("sup")
    assert "@" in page.text


@pytest.mark.parametrize(
    ("kind", "title"), [("changed", "Changed since our source was written"), ("differ", "Sources differ")]
)
def test_a_box_gets_its_title_and_the_dates_of_both_sides(kind: str, title: str) -> None:
    page, _ = read(f"!!! {kind}\n\n    Then so.[@a] Now so.[@c] Then again.[@a]\n")
    (box,) = page.select(f".admonition.{kind}")
    assert box.select(".admonition-title")[0].text == title
    assert [item.text for item in box.select("ul.dates li")] == ["Agency, May 2024", "Clinic, 2020"]


def test_a_box_keeps_a_title_of_its_own() -> None:
    page, _ = read('!!! differ "Two views"\n\n    So.[@a] Or so.[@c]\n')
    assert page.select(".admonition-title")[0].text == "Two views"


def test_other_boxes_stay_as_they_are() -> None:
    page, _ = read('!!! key "Key points"\n\n    - One.[@a]\n')
    assert not page.select("ul.dates")
    assert page.select(".admonition-title")[0].text == "Key points"


def test_the_check_before_the_build_finds_the_same_citations() -> None:
    text = "One.[@b; @a]\n\n```\n[@no]\n```\n\n`[@no]` Two.[@c] Three.[@a]\n"
    assert cited(text) == read(text)[1] == ["b", "a", "c"]


def test_a_box_that_cites_one_side_only_is_found() -> None:
    both = "!!! changed\n\n    Then.[@a]\n\n    - Now.[@b]\n\nAfter.[@c]\n"
    one = "!!! differ\n\n    Only.[@a]\n\nAfter.[@c]\n"
    assert bare_boxes(both) == []
    assert bare_boxes(both + one) == ["differ"]
