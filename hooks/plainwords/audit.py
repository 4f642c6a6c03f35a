"""What an author must know about the content: what is hard to read, unexplained, overdue or unused."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from statistics import median

from markdown import Markdown

from plainwords import front_matter, prose
from plainwords.citations import CitationExtension
from plainwords.content import Content
from plainwords.markdown_text import term_text
from plainwords.matcher import Matcher
from plainwords.problems import ContentError, Problem
from plainwords.provenance import next_review, stands_until
from plainwords.readability import HARD, LONG, TOO_LONG, UNUSUAL, Measure, frequency, measure, rare_words, without_terms
from plainwords.terms import Term

MEDIAN_GRADE, HIGHEST_GRADE = 6.0, 8.0
EASY_WORDS = "easy-words.yml"
_EXTENSIONS = ("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables")


class Audit:
    """One reading of all pages and terms.

    `pages` and `terms` hold the measures by name, `problems` what must be mended, `advice` what is worth a look.
    """

    def __init__(self, content: Content, docs: Path, today: date) -> None:
        self.pages: dict[str, Measure] = {}
        self.terms: dict[str, Measure] = {}
        self.problems: list[Problem] = []
        self.advice: list[Problem] = []
        self._content = content
        self._docs = docs
        self._today = today
        self._matcher = Matcher(content.terms)
        self._easy = easy_words(docs)
        self._easy_met: set[str] = set()
        self._used: set[str] = set()
        self._markdown = Markdown(extensions=[*_EXTENSIONS, CitationExtension({})])
        for uri, head in content.heads.items():
            text = front_matter.read(docs / uri)[1]
            self.pages[uri] = self._read(docs / uri, text, head.reviewed, uri)
        for id, term in content.terms.items():
            self.terms[id] = self._read(term.path, term_text(term), term.reviewed, term.category)
            self.problems += [Problem(term.path, message) for message in self._harder_words(term)]
        self._look_at_the_whole()

    def _read(self, path: Path, text: str, reviewed: date, about: str) -> Measure:
        html = self._markdown.reset().convert(text)
        blocks = prose.blocks(html)
        if about in self._content.heads:
            self._used |= {match.term.id for block in blocks for match in self._matcher.find(block.text)}
        found = measure(blocks, self._matcher)
        self.problems += [Problem(path, message) for message in self._shortcomings(found, html)]
        self.advice += [
            Problem(path, f"a sentence of {len(line.split())} words; {LONG} are enough: {_start(line)}")
            for line in found.long
            if len(line.split()) <= TOO_LONG
        ]
        due, until = next_review(reviewed, about), stands_until(reviewed)
        if until < self._today:
            self.problems.append(Problem(path, f"was last checked on {reviewed}; check it again, or take it out"))
        elif due < self._today:
            self.advice.append(Problem(path, f"was due for its next check on {due}"))
        return found

    def _shortcomings(self, found: Measure, html: str) -> Iterator[str]:
        if found.grade > HIGHEST_GRADE:
            yield f"has a reading grade of {found.grade:.1f}; it may be {HIGHEST_GRADE:g}: shorten sentences and words"
        for line in found.long:
            if len(line.split()) > TOO_LONG:
                yield f"a sentence of {len(line.split())} words; it may have {TOO_LONG}: {_start(line)}"
        for text in found.long_paragraphs:
            yield f"a paragraph of more than three sentences; split it: {_start(text)}"
        for word in self._not_easy(found.hard):
            yield f"hard word '{word}' has no entry; use a plain word, write a term, or give a reason in {EASY_WORDS}"
        if images := prose.images_without_text(html):
            yield f"{images} image(s) without text; say in [ ] what is to be seen"

    def _harder_words(self, term: Term) -> Iterator[str]:
        """Words of the short text that are harder than the word it explains, and are not explained themselves."""
        rarest = min((frequency(word) for word in term.term.split()), default=0.0)
        limit = min(rarest, UNUSUAL)
        for word in self._not_easy(rare_words([without_terms(term.short, self._matcher)], limit)):
            if frequency(word) >= HARD:
                yield f"'short' explains '{term.term}' by the harder word '{word}'; use a plainer one, or explain it"

    def _not_easy(self, words: Iterator[str] | tuple[str, ...]) -> list[str]:
        words = tuple(words)
        self._easy_met |= {word.lower() for word in words} & self._easy.keys()
        return [word for word in words if word.lower() not in self._easy and not self._is_form(word)]

    def _is_form(self, word: str) -> bool:
        """Whether a word that was left standing, for it is part of a name, has an entry of its own."""
        return any(match.end - match.start == len(word) for match in self._matcher.find(word))

    def _look_at_the_whole(self) -> None:
        for term in self._content.terms.values():
            if not term.reference and term.id not in self._used and self.pages:
                self.problems.append(Problem(term.path, "no page uses it; use it, or write 'reference: true'"))
        for word in self._easy.keys() - self._easy_met:
            message = f"'{word}' is not needed: no text uses it, or it is not rare, or it is a term; take it out"
            self.problems.append(Problem(self._docs / EASY_WORDS, message))
        middle = median(page.grade for page in self.pages.values()) if self.pages else 0
        if middle > MEDIAN_GRADE:
            message = f"the median reading grade of all pages is {middle:.1f}; it may be {MEDIAN_GRADE:g}"
            self.problems.append(Problem(self._docs / "index.md", message))


def easy_words(docs: Path) -> Mapping[str, str]:
    """The rare words that need no entry, each with its reason, as they stand in a file beside the pages, if any.

    Raises ContentError where a word has no reason.
    """
    path = docs / EASY_WORDS
    if not path.is_file():
        return {}
    words = front_matter.read_yaml(path)
    bad = [word for word, reason in words.items() if not isinstance(reason, str) or word != word.lower()]
    if bad:
        cure = "write the word in small letters, and why it needs no entry: 'fridge: everyday word'"
        raise ContentError(Problem(path, f"'{word}' cannot be read; {cure}") for word in bad)
    return words


def table(measures: Mapping[str, Measure]) -> str:
    """The measures as lines of text: grades with and without the names of terms, words, longest sentence."""
    head = f"{'grade':>6} {'SMOG':>6} {'(raw':>6} {'SMOG)':>6} {'words':>6} {'longest':>8}"
    lines = [
        f"{it.grade:6.1f} {it.smog:6.1f} {it.raw_grade:6.1f} {it.raw_smog:6.1f} {it.words:6} {it.longest:8}  {name}"
        for name, it in sorted(measures.items(), key=lambda item: -item[1].grade)
    ]
    return "\n".join([head, *lines])


def _start(text: str) -> str:
    return f"'{text[:60]}…'"
