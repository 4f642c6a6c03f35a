"""Each case is a pair of files whose name is the sentence that it proves.

The number in front is that of the rule in hooks/plainwords/LINKING.md. `pytest --write` writes the results anew: read
them in the diff. A case may begin with options: `Once: page`.
"""

import re
from pathlib import Path

import markdown
import pytest
from conftest import TESTS
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions import Extension

from plainwords.linker import LinkerExtension
from plainwords.matcher import Matcher

CASES = sorted((TESTS / "links").glob("*.md"))
EXTENSIONS: list[str | Extension] = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "fenced_code",
    "footnotes",
    "md_in_html",
    "meta",
    "smarty",
    "tables",
    "pymdownx.arithmatex",
    "pymdownx.details",
    "pymdownx.tabbed",
]


def convert(text: str, *more: str | Extension) -> str:
    return markdown.markdown(text, extensions=[*EXTENSIONS, *more], output_format="html") + "\n"


def options(text: str) -> dict[str, str]:
    found = re.findall(r"^(Once|Own|Prefix): (\S+)$", text, re.MULTILINE)
    return {name.lower(): value for name, value in found}


def without_links(html: str) -> str:
    return re.sub(r'<a class="term"[^>]*>(.*?)</a>', r"\1", html, flags=re.DOTALL)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case: Path, matcher: Matcher, request: pytest.FixtureRequest) -> None:
    text = case.read_text(encoding="utf-8")
    html = convert(text, LinkerExtension(matcher, **options(text)))
    expected = case.with_suffix(".html")
    if request.config.getoption("--write"):
        expected.write_text(html, encoding="utf-8")
    assert html == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_without_its_links_a_page_is_as_it_was(case: Path, matcher: Matcher) -> None:
    text = case.read_text(encoding="utf-8")
    assert without_links(convert(text, LinkerExtension(matcher, **options(text)))) == convert(text)


PIECES = [
    *(
        "plasma",
        "Plasma cells",
        "M protein",
        "t(4;14)",
        "H&E stain",
        "platelets'",
        "biopsy",
        "CRAB",
        "β2-microglobulin",
    ),
    *(" ", "\n", "\n\n", "*", "**", "`", "_", "[", "](x.md)", "![", "<b>", "</b>", "<br>", "<button>", "</button>"),
    *("<!-- ", " -->", "&nbsp;", "&amp;", "&", "<", "\\", "\\*", "- ", "> ", "# ", "## ", "1. ", "    ", "| "),
    *('"', "'", "--", "...", "'s", "\u00ad", "\u0301", "é", "x", ".", "$", "~", "=", "+", "{ .no-gloss }"),
    *("[^1]", "\n\n[^1]: ", ":   ", "!!! note\n\n    ", "<div markdown>\n", "\n</div>", "\\(", "\\)"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_whatever_is_written_the_rest_of_the_page_stays_as_it_was(matcher: Matcher, text: str) -> None:
    linked = convert(text, LinkerExtension(matcher, once="always"))
    assert without_links(linked) == convert(text)
    for words in re.findall(r'<a class="term"[^>]*>(.*?)</a>', linked, flags=re.DOTALL):
        assert "<" not in words


def test_each_rule_has_a_case() -> None:
    rules = {case.stem[:2] for case in CASES}
    found_elsewhere = {"07", "08"}  # ambiguity: tests/terms; order of files: test_matcher.py
    assert {f"{number:02}" for number in range(1, 16)} <= rules | found_elsewhere


def test_each_case_has_both_files() -> None:
    files = (TESTS / "links").iterdir()
    assert sorted({file.stem for file in files}) == [case.stem for case in CASES]
