"""Criteria 18, 20 and 21 of a PDF: what paper has to say, on each page and once, and room to write on."""

from collections.abc import Iterator

from plainwords.pdf_content import Drawn, Shape
from plainwords.pdf_document import Document, short, tidy
from plainwords.pdf_expected import Expected, PdfProblem
from plainwords.pdf_structure import page_line
from plainwords.pdf_tags import Element

APART = 8 * 72 / 25.4 - 0.5
"""Lines to write on are 8 mm apart, in points."""

PALE = 0.6
"""A line to write on is darker."""

WIDE = 0.4
"""A line to write on takes so much of the width of the page."""


def every_page(document: Document, expected: Expected) -> Iterator[PdfProblem]:
    """18: a sheet that was parted from the others still says what it belongs to."""
    total = len(document.pages)
    for number, page in document.numbered():
        foot = _margins(page)
        if not page_line(number, total, foot):
            yield PdfProblem(18, number, f"has no page number, such as 'Page {number} of {total}'")
        for text, what in ((expected.checked, "date of the last check"), (expected.printed, "short address")):
            if text and _squeezed(text) not in _squeezed(foot):
                yield PdfProblem(18, number, f"does not show the {what}, '{text}', in its header or footer")


def _margins(page: Drawn) -> str:
    """The text of header and footer; all text, if there is none."""
    texts = [run.text for run in page.runs if run.mark.artifact is not None]
    return tidy(" ".join(texts or [run.text for run in page.runs]))


def _squeezed(text: str) -> str:
    return "".join(tidy(text).split())


def said(document: Document, expected: Expected) -> Iterator[PdfProblem]:
    """20: all that a reader needs to understand a handout and to trust it."""
    text = _squeezed(document.text)
    rows = [_squeezed(document.text_in(row)) for row in document.of("TR", "LI")]
    for word, meaning in expected.terms:
        if not any(_squeezed(word) in row and _squeezed(meaning) in row for row in rows):
            yield PdfProblem(20, None, f"'{word}' is not explained; add it with '{meaning}' to the words on this page")
    items = " ".join(_squeezed(document.text_in(item)) for item in document.of("LI"))
    for source in expected.sources:
        if _squeezed(source) not in items:
            yield PdfProblem(20, None, f"the source '{source}' is not in a list of sources")
    for need in (expected.printed, expected.code, *expected.addresses, *expected.said):
        if need and _squeezed(need) not in text:
            yield PdfProblem(20, None, f"does not say '{need}'")


def room(document: Document, expected: Expected) -> Iterator[PdfProblem]:
    """21: two lines to write on below each question."""
    texts = [(it, _squeezed(document.text_in(it))) for it in document.of("LI", "P") if expected.questions]
    for question in expected.questions:
        wanted = _squeezed(question)
        items = [it for it, text in texts if wanted in text]
        count = max((_lines_below(document, item) for item in items), default=0)
        if count < 2:
            message = f"below '{short(question)}', lines to write on that are 8 mm apart: {count}; it needs two"
            yield PdfProblem(21, document.page_of(items[-1]) if items else None, message)


def _lines_below(document: Document, item: Element) -> int:
    """How many lines to write on stand right below a question, before more text."""
    found = [(leaf.page, run) for leaf in item.leaves() for run in document.runs.get(leaf, ())]
    if not found:
        return 0
    number, last = found[-1]
    page = document.pages[number - 1]
    floor = max((run.base for run in page.runs if run.base < last.base - last.size), default=page.box.bottom)
    lines = sorted((line.box.bottom for line in page.shapes if _to_write_on(line, page)), reverse=True)
    count, above = 0, last.base
    for line in lines:
        if floor < line < last.base:
            if above - line < APART:
                break
            count, above = count + 1, line
    return count


def _to_write_on(shape: Shape, page: Drawn) -> bool:
    wide = shape.box.right - shape.box.left > WIDE * (page.box.right - page.box.left)
    return shape.level and wide and max(shape.color) < PALE and shape.mark.artifact != "Pagination"
