"""Addresses on paper: which links get theirs, and how an address is written."""

import markdown
import pytest
from bs4 import BeautifulSoup

from plainwords.addresses import AddressExtension, breakable, place, printed

SITE = "https://e.org/guide/"
SOURCE = "https://source.example/a"


def marked(text: str, page: str = "disease-types/mgus.md") -> list[str]:
    """What paper shows behind the links of a page, without the marks for the ends of lines."""
    addresses = AddressExtension("Read next", SITE, {SOURCE})
    addresses.page = page
    soup = BeautifulSoup(markdown.markdown(text, extensions=[addresses, "toc"]), "lxml")
    return [
        str(link["data-address"]).replace("\u200b", "").replace("\u2060", "") for link in soup.select("a[data-address]")
    ]


@pytest.mark.parametrize(
    ("uri", "address"),
    [
        ("index.md", ""),
        ("questions/index.md", "questions/"),
        ("disease-types/mgus.md", "disease-types/mgus/"),
        ("glossary/index-case.md", "glossary/index-case/"),
    ],
)
def test_a_page_has_the_address_of_a_folder(uri: str, address: str) -> None:
    assert place(uri) == address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [a page](a.md).", []),
        ("## Read next\n\n- [A page](a.md#part): more.", ["e.org/guide/disease-types/a"]),
        ("## Read next\n\n- [A](../index.md)\n- [B](../b/index.md)", ["e.org/guide", "e.org/guide/b"]),
        ("## Read next\n\n- [One](a.md)\n- [It, too](a.md)", ["e.org/guide/disease-types/a"]),
        ("## Read next\n\n- [A page](a.md)\n\n## More\n\n- [Another](b.md)", ["e.org/guide/disease-types/a"]),
        ("Ask [them](https://them.example/).", ["them.example"]),
        (f"See [it]({SOURCE}), which is listed below.", []),
        ("[Mail](mailto:a@b.example), [below](#below).", []),
    ],
)  # fmt: skip
def test_links_to_follow_from_paper_say_where_they_lead(text: str, expected: list[str]) -> None:
    assert marked(text) == expected


def test_an_address_is_written_as_people_type_it() -> None:
    assert printed("https://www.cancer.gov/types/") == "www.cancer.gov/types"


def test_a_line_may_end_behind_a_slash_and_not_behind_a_hyphen() -> None:
    assert breakable("https://a.example/b-c/d") == "a.example/\u200bb-\u2060c/\u200bd"
    endless = "-".join(["long"] * 30)
    assert breakable(f"https://a.example/{endless}").endswith(endless)
