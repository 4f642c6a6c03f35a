"""The audit: what it tells an author about a text, and that the site's own content has nothing to mend."""

from datetime import date
from pathlib import Path

import pytest
from conftest import BIN, ROOT, TESTS, run

from plainwords import content, prose
from plainwords.audit import Audit, easy_words
from plainwords.matcher import Matcher
from plainwords.problems import ContentError, report
from plainwords.readability import frequency, measure, without_terms
from plainwords.terms import load

SOURCES = "tests:\n  title: The tests\n  publisher: Us\n  seen: 2026-01-01\n  kind: paper\n"
TERM = """---
term: {term}
short: {short}
category: test
sources: [tests]
reviewed: {reviewed}
---
{body}
"""
PAGE = """---
title: A page
description: What a page for the tests is about.
sources: [tests]
reviewed: {reviewed}
clinical_review: none
---

# A page

{text}
"""


class Folder:
    """A small site: one page, one term."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("docs/sources.yml", SOURCES)
        self.term("plasma", "The liquid part of blood.")
        self.page("Plasma is part of blood. It is good for you.")

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def page(self, text: str, reviewed: str = "2026-01-01") -> None:
        self.write("docs/page.md", PAGE.format(text=text, reviewed=reviewed))

    def term(self, term: str, short: str, body: str = "", reviewed: str = "2026-01-01") -> None:
        path = f"glossary/{term.replace(' ', '-')}.md"
        self.write(path, TERM.format(term=term, short=short, body=body, reviewed=reviewed))

    def audit(self, today: date = date(2026, 6, 1)) -> Audit:
        found = content.find(self.root)
        return Audit(content.load(*found), self.root / "docs", today)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_a_plain_text_has_nothing_to_mend(folder: Folder) -> None:
    found = folder.audit()
    assert found.problems == []
    assert found.advice == []
    assert found.pages["page.md"].grade < 6


LONG = "You " + " ".join(["can go to it and be so"] * 5) + "."
HARD = (
    "Considerable administrative responsibilities necessitate extraordinarily sophisticated international organization."
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"Plasma. {LONG}", "page.md: a sentence of 36 words; it may have 30: 'You can go to it"),
        (f"Plasma. {HARD}", "page.md: has a reading grade of"),
        (
            "Plasma is it. It is so. We go on. We are at it. We stop.",
            "page.md: a paragraph of more than three sentences",
        ),
        ("Plasma has an osmolality.", "page.md: hard word 'osmolality' has no entry; use a plain word, write a term"),
        ("Plasma for the WXYZ.", "page.md: hard word 'WXYZ' has no entry"),
        ("Plasma: ![](../x.png)", "page.md: 1 image(s) without text"),
        ("Nothing at all.", "plasma.md: no page uses it; use it, or write 'reference: true'"),
    ],
)
def test_what_must_be_mended_is_told(folder: Folder, text: str, message: str) -> None:
    folder.page(text)
    assert message in report(folder.audit().problems)


def test_a_long_sentence_is_worth_a_look(folder: Folder) -> None:
    folder.page("Plasma. You " + " ".join(["can go to it and be so"] * 3) + ".")
    found = folder.audit()
    assert found.problems == []
    assert "page.md: a sentence of 22 words; 20 are enough" in report(found.advice)


def test_the_name_of_a_term_counts_as_one_plain_word(folder: Folder) -> None:
    folder.term("ciltacabtagene autoleucel", "A drug made from your own cells.")
    folder.page("Plasma is good. You may get ciltacabtagene autoleucel at home.")
    found = folder.audit()
    assert found.problems == []
    measured = found.pages["page.md"]
    assert measured.grade < 6 < measured.raw_grade


def test_a_definition_may_not_use_a_harder_word_than_it_explains(folder: Folder) -> None:
    folder.term("plasma", "A kind of slurry.")
    assert "explains 'plasma' by the harder word 'slurry'" in report(folder.audit().problems)
    folder.term("slurry", "A wet mix.", body="Plasma is one.")
    folder.page("Plasma is a slurry.")
    assert folder.audit().problems == []


@pytest.mark.parametrize(
    ("today", "problems", "advice"),
    [
        (date(2028, 1, 1), "", ""),
        (date(2028, 1, 2), "", "page.md: was due for its next check on 2028-01-01"),
        (date(2029, 1, 2), "page.md: was last checked on 2026-01-01; check it again, or take it out", ""),
    ],
)
def test_a_text_past_its_date_is_told(folder: Folder, today: date, problems: str, advice: str) -> None:
    found = folder.audit(today)
    assert problems in report(found.problems)
    assert advice in report(found.advice)
    assert bool(found.problems) == bool(problems)
    assert bool(found.advice) == bool(advice)


def test_a_rare_word_may_be_excused_with_a_reason(folder: Folder) -> None:
    folder.page("Plasma is good. You may see the word osmolality in it. It is not bad.")
    folder.write("docs/easy-words.yml", "osmolality: A word for the tests.\n")
    assert folder.audit().problems == []


def test_an_excuse_that_nobody_needs_is_told(folder: Folder) -> None:
    folder.write("docs/easy-words.yml", "osmolality: A word for the tests.\n")
    assert "'osmolality' is not needed" in report(folder.audit().problems)


def test_an_excuse_needs_a_reason(folder: Folder) -> None:
    folder.write("docs/easy-words.yml", "osmolality:\nMayo: A name.\n")
    with pytest.raises(ContentError, match="'osmolality' cannot be read") as error:
        easy_words(folder.root / "docs")
    assert "'Mayo' cannot be read; write the word in small letters" in str(error.value)


def test_the_command_fails_with_all_that_must_be_mended(folder: Folder) -> None:
    folder.page("Plasma has an osmolality for the WXYZ.")
    done = run(BIN / "plainwords", "audit", folder.root)
    assert done.returncode == 1
    assert "osmolality" in done.stderr
    assert "WXYZ" in done.stderr
    assert "page.md" in done.stdout


def test_the_command_needs_a_site() -> None:
    done = run(BIN / "plainwords", "audit", TESTS / "words")
    assert done.returncode == 1
    assert "holds no docs/ with a sources.yml" in done.stderr


@pytest.mark.parametrize(
    ("word", "hard"),
    [("dizziness", False), ("clots", False), ("running", False), ("osmolality", True), ("WXYZ", True), ("III", False)],
)
def test_a_word_is_as_plain_as_the_word_it_is_made_of(word: str, hard: bool) -> None:
    assert (frequency(word) < 3) == hard


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>One <b>two</b><br>three.</p>", [("p", "One two three.")]),
        ("<ul><li>One<ul><li>Two</li></ul></li></ul>", [("li", "One"), ("li", "Two")]),
        ("<p>One.<sup class='cite'><a>1</a></sup> Two.</p>", [("p", "One. Two.")]),
        ("<h2>One<a class='headerlink'>¶</a></h2><pre>x</pre>", [("h2", "One")]),
        ("<figure><div><svg><text>In</text></svg></div><figcaption>One</figcaption></figure>", [("figcaption", "One")]),
        ("<table><tr><th>One</th><td>Two</td></tr></table>", [("th", "One"), ("td", "Two")]),
    ],
)
def test_prose_is_read_block_by_block(source: str, expected: list[tuple[str, str]]) -> None:
    assert [tuple(block) for block in prose.blocks(source)] == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One is 3.5 g/dL. Two.", 2),
        ("Ask Dr. Lee. Go.", 2),
        ("Do you? Yes! Go.", 3),
        ("In the U.S. Army it is so.", 1),
        ("“One.” Two.", 2),
        ("These are: one, two.", 1),
    ],
)
def test_sentences_are_told_apart(text: str, count: int) -> None:
    assert len(prose.sentences(text)) == count


def test_numbers_with_points_do_not_shorten_sentences() -> None:
    matcher = Matcher(load(TESTS / "words"))
    plain, pointed = (
        measure([prose.Block("p", f"The level was {number} and then it was {number} again.")], matcher).grade
        for number in ("35", "3.5")
    )
    assert plain == pointed


def test_terms_are_taken_out_whole() -> None:
    matcher = Matcher(load(TESTS / "words"))
    assert without_terms("Some plasma, and M protein.", matcher) == "Some word, and word."


def test_the_content_of_the_site_has_nothing_to_mend() -> None:
    done = run(BIN / "plainwords", "audit", ROOT)
    assert done.returncode == 0, done.stderr
