"""Questions to ask: which lines of a page get a box, and the ids by which lists know them."""

from pathlib import Path

import markdown
import pytest
from bs4 import BeautifulSoup
from conftest import TESTS, Built

from plainwords.linker import LinkerExtension
from plainwords.problems import ContentError
from plainwords.questions import Question, QuestionExtension, by_id, id_of, script

HEADING = "Questions to ask"


def made(text: str, page: str = "disease-types/mgus.md") -> tuple[BeautifulSoup, QuestionExtension]:
    asking = QuestionExtension(HEADING, "<form>The list</form>")
    asking.page = page
    linker = LinkerExtension(glossary=str(TESTS / "words"))
    html = markdown.markdown(text, extensions=[asking, linker, "smarty", "md_in_html", "toc"])
    return BeautifulSoup(html, "lxml"), asking


def asked(text: str, page: str = "disease-types/mgus.md") -> list[str]:
    return [question.text for question in made(text, page)[1].questions]


ASK = "## Questions to ask\n\n"


@pytest.mark.parametrize(
    ("text", "page", "expected"),
    [
        (f"{ASK}- Is it low?\n- Why?\n\n## Read next\n\n- [A page](a.md): more.", "a.md", ["Is it low?", "Why?"]),
        ("## In short\n\n- It is low.", "a.md", []),
        ("## What?\n\n- Is it low? [Read it](a.md)\n- [A page](a.md): more.", "questions/a.md", ["Is it low?"]),
        ("## What?\n\n- Is it low? [Read it](a.md)", "a.md", []),
        ("- **Ask for plain words.** You may ask twice.", "questions/index.md", []),
        (
            f'{ASK}- Is it "low", and what\'s *that*?\n\n- Why & how?',
            "a.md",
            ["Is it “low”, and what’s that?", "Why & how?"],
        ),
        (f"{ASK}- Is my plasma low?", "a.md", ["Is my plasma low?"]),
        (f"{ASK}- Is [this page](a.md) for me?", "a.md", ["Is this page for me?"]),
    ],
)
def test_the_questions_of_a_page_are_found(text: str, page: str, expected: list[str]) -> None:
    assert asked(text, page) == expected


def test_a_question_gets_a_labelled_box_and_help_stays_outside_of_it() -> None:
    soup, asking = made("## What?\n\n- Is my plasma low? [How to read it](a.md)", "questions/a.md")
    box, label, link = soup.select("li.question > *")
    assert (box["type"], box["value"]) == ("checkbox", asking.questions[0].id)
    assert label["id"] == box["aria-labelledby"]
    assert label.get_text() == "Is my plasma low?"
    assert label.select_one("a.term")
    assert link.get_text() == "How to read it"


def test_the_list_of_the_reader_stands_where_the_page_wants_it() -> None:
    soup, _ = made('# Mine\n\n<div class="my-questions" markdown></div>\n\nMore.')
    assert str(soup.select_one("div.my-questions")) == '<div class="my-questions"><form>The list</form></div>'


def test_an_id_outlives_marks_and_capitals_but_not_other_words_or_pages() -> None:
    id = id_of("a.md", "Is it “low”?")
    assert id == id_of("a.md", 'is it "low" ?')
    assert len({id, id_of("a.md", "Is it high?"), id_of("b.md", "Is it “low”?")}) == 3


def test_questions_that_cannot_be_told_apart_are_named() -> None:
    twice = [Question("abc", "Is it low?", "a.md"), Question("abc", "is it low", "a.md")]
    with pytest.raises(
        ContentError, match=r"a\.md: the question 'is it low' cannot be told from 'Is it low\?' in a\.md"
    ):
        by_id(twice, Path("docs"))


def test_the_script_says_text_and_page_of_each_question() -> None:
    questions = [
        Question("abc", "Is it “low”?", "a.md"),
        Question("def", "Why?", "b.md"),
        Question("ghi", "How?", "a.md"),
    ]
    pages = {"a.md": ("A", "a/"), "b.md": ("B", "b/"), "c.md": ("C", "c/")}
    expected = '{"asked":{"abc":["Is it “low”?",0],"def":["Why?",1],"ghi":["How?",0]},"pages":[["A","a/"],["B","b/"]]}'
    assert script(questions, pages) == f"plainwords.questions = {expected};\n"


def test_every_question_of_the_site_can_be_ticked(site: Built) -> None:
    pages = site.pages()
    for path, page in pages.items():
        items = page.select("h2#questions-to-ask + ul > li")
        assert len(items) == len(page.select("h2#questions-to-ask + ul > li.question > input.ask")), path
    total = sum(len(page.select("li.question")) for page in pages.values())
    assert total > 300
    assert (site.folder / "assets/questions.js").read_text(encoding="utf-8").count('",') > total
