"""Questions to ask: each gets a box to tick, on the screen and on paper, and an id by which a reader's list knows it.

    ## Questions to ask

    - Is my MGUS low risk?

On a page of the folder `questions/`, whose lists stand under many headings, the items that end in a link to a page
that helps are the questions; that link is no part of them. Knows Markdown trees only.
"""

import json
import re
from base64 import b32encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2s
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from plainwords.fold import SEAM, SOFT_HYPHEN
from plainwords.problems import ContentError, Problem
from plainwords.tree import BREAK, SECTION, Layout

FOLDER = "questions/"
SHEET = "my-questions"
"""The class of the place where the reader's own list stands."""

_UNSEEN = str.maketrans("", "", SEAM + SOFT_HYPHEN + BREAK)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as a page asks it. The same words on another page are another question: there they mean its case."""

    id: str
    text: str
    page: str


class Asker(Treeprocessor):
    """Gives the questions of one page their boxes, and adds them to `questions` in reading order."""

    def __init__(self, md: Markdown, heading: str, sheet: str, page: str, questions: list[Question]) -> None:
        super().__init__(md)
        self.heading = heading
        self.sheet = sheet
        self.page = page
        self.questions = questions

    def run(self, root: Element) -> None:
        """Make the boxes, and the list of the reader's own where the page has a place for it."""
        self.questions += [self._box(line, help) for line, help in self._lines(root)]
        for place in root.iter("div"):
            if place.get("class") == SHEET:
                place.text = self.md.htmlStash.store(self.sheet)

    def _lines(self, root: Element) -> Iterator[tuple[Element, int]]:
        """The elements that hold a question, each with the number of the child at which help begins."""
        asked = False
        for block in root:
            if block.tag == SECTION:
                asked = "".join(block.itertext()).strip() == self.heading
            elif block.tag == "ul":
                for item in block:
                    line = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
                    help = _help(line)
                    if asked or (self.page.startswith(FOLDER) and help < len(line) and _has_text(line, help)):
                        item.set("class", "question")
                        yield line, help

    def _box(self, line: Element, help: int) -> Question:
        words = Element("span")
        words.text, line.text = line.text, None
        for child in line[:help]:
            line.remove(child)
            words.append(child)
        _strip_end(words)
        text = " ".join(Layout(words, self.md).text.translate(_UNSEEN).split())
        question = Question(id_of(self.page, text), text, self.page)
        # No label element: a click on a word in it would be a click on two things.
        words.set("class", "ask-text")
        words.set("id", f"asked-{question.id}")
        words.tail = " "
        named = {"type": "checkbox", "class": "ask", "value": question.id, "aria-labelledby": f"asked-{question.id}"}
        box = Element("input", named)
        line.insert(0, box)
        line.insert(1, words)
        return question


def _help(line: Element) -> int:
    """The number of the child at which the links and notes behind a question begin."""
    first = len(line)
    while first and not (line[first - 1].tail or "").strip() and _is_help(line[first - 1]):
        first -= 1
    return first


def _is_help(child: Element) -> bool:
    kind = child.get("class", "")
    return (child.tag == "a" and kind != "term") or (child.tag == "sup" and kind == "cite")


def _strip_end(words: Element) -> None:
    if len(words):
        words[-1].tail = (words[-1].tail or "").rstrip()
    else:
        words.text = (words.text or "").rstrip()


def _has_text(line: Element, until: int) -> bool:
    return bool((line.text or "").strip()) or until > 0


def id_of(page: str, text: str) -> str:
    """The id of a question: it changes with the page and its words, not with capitals, marks or links."""
    letters = re.sub(r"[\W_]+", "", text.casefold())
    return b32encode(blake2s(f"{page}\n{letters}".encode(), digest_size=5).digest()).decode().lower()


def by_id(questions: Iterable[Question], docs: Path) -> dict[str, Question]:
    """All questions of a site by id; raises ContentError where two of them cannot be told apart."""
    known: dict[str, Question] = {}
    problems = []
    for question in questions:
        other = known.setdefault(question.id, question)
        if other is not question:
            message = f"the question '{question.text}' cannot be told from '{other.text}' in {other.page}"
            problems.append(Problem(docs / question.page, f"{message}; take one out, or change a word"))
    if problems:
        raise ContentError(problems)
    return known


def script(questions: Iterable[Question], pages: Mapping[str, tuple[str, str]]) -> str:
    """All questions as a script, which a page can load from file:// too; `pages` says title and address of each."""
    asked: dict[str, tuple[str, int]] = {}
    numbers: dict[str, int] = {}
    for question in questions:
        asked[question.id] = (question.text, numbers.setdefault(question.page, len(numbers)))
    found = {"asked": asked, "pages": [pages[page] for page in numbers]}
    return f"plainwords.questions = {json.dumps(found, ensure_ascii=False, separators=(',', ':'))};\n"


class QuestionExtension(Extension):
    """The extension. `heading` is the heading of the sections that hold questions, `sheet` the HTML of the reader's
    own list. Before each page, `page` is to be set to its place; `questions` are those of all pages so far.
    """

    def __init__(self, heading: str, sheet: str = "", **options: Any) -> None:
        super().__init__(**options)
        self._heading = heading
        self._sheet = sheet
        self.page = ""
        self.questions: list[Question] = []

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Add the boxes to a Markdown instance."""
        asker = Asker(md, self._heading, self._sheet, self.page, self.questions)
        # After the linker (5.5) has made the links that are no help; before toc (5) adds to headings.
        md.treeprocessors.register(asker, "plainwords-ask", 5.2)
