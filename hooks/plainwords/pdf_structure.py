"""Criteria 2 to 4 of a PDF: a screen reader finds its headings and all its words, in order, and nothing else."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from plainwords.pdf_content import Run
from plainwords.pdf_document import Document, short, tidy
from plainwords.pdf_expected import Expected, PdfProblem
from plainwords.pdf_tags import Leaf

MOST = 5
"""So many differences of the words are told; more are but counted."""

BIG = 1.15
"""Bold text that is so much larger than the rest looks like a heading."""


def headings(document: Document, expected: Expected) -> Iterator[PdfProblem]:
    """2: one H1, no skipped level, bookmarks and source the same."""
    found = [(element.level, document.text_in(element), element) for element in document.elements if element.level]
    tops = [text for level, text, _ in found if level == 1]
    if len(tops) != 1:
        yield PdfProblem(2, None, f"has {len(tops)} headings of level 1; it needs just one, its title")
    before = 0
    for level, text, element in found:
        if level > before + 1 and before:
            page = document.page_of(element)
            yield PdfProblem(2, page, f"'{text}' skips from level {before} to {level}; use level {before + 1}")
        before = level
    yield from _bookmarks(document, [(level, text) for level, text, _ in found])
    texts = [text for _, text, _ in found]
    for text in _not_in([tidy(text) for text in expected.headings or ()], texts):
        yield PdfProblem(2, None, f"'{text}' is not tagged as a heading; tag it as H1 to H6")
    if expected.headings is not None:
        for text in _not_in(texts, [tidy(text) for text in expected.headings]):
            yield PdfProblem(2, None, f"'{short(text)}' is tagged as a heading and is none in the source")
    for block in document.blocks:
        if block.kind in ("P", "Span", "Div") and block.runs and expected.headings is None:
            big = all(run.font.bold and run.size > BIG * document.size for _, run in block.runs if run.text.strip())
            if big:
                message = f"'{short(block.text)}' looks like a heading and is tagged as {block.kind}; tag it as heading"
                yield PdfProblem(2, block.first, message)


def _bookmarks(document: Document, found: list[tuple[int, str]]) -> Iterator[PdfProblem]:
    with document.pdf.open_outline() as outline:
        waiting = [(item, 1) for item in reversed(outline.root)]
        marks: list[tuple[int, str]] = []
        while waiting:
            item, level = waiting.pop()
            marks.append((level, tidy(str(item.title))))
            waiting += [(child, level + 1) for child in reversed(item.children)]
    if found and not marks:
        yield PdfProblem(2, None, "has no bookmarks; make one of each heading")
    elif marks != found:
        texts, titles = [text for _, text in found], [title for _, title in marks]
        missing = [f"'{short(text)}' is missing" for text in _not_in(texts, titles)]
        extra = [f"'{title}' is no heading" for title in _not_in(titles, texts)]
        what = ", ".join(missing + extra) or "their order or levels differ"
        yield PdfProblem(2, None, f"bookmarks are not the headings: {what}")


def _not_in(some: list[str], others: list[str]) -> list[str]:
    return [text for text in some if text not in others]


def words(document: Document, expected: Expected) -> Iterator[PdfProblem]:
    """3: the words of the source, in its order, none glued together."""
    if expected.words is None or not document.top:
        return
    source, read = tidy(" ".join(expected.words)).split(), tidy(document.text).split()
    if source == read:
        return
    differences = [it for it in SequenceMatcher(None, source, read, autojunk=False).get_opcodes() if it[0] != "equal"]
    for _, a, b, c, d in differences[:MOST]:
        wanted, got, after = source[a:b], read[c:d], " ".join(source[max(0, a - 4) : a])
        place = f"after '{after}'" if after else "at the beginning"
        if "".join(wanted) == "".join(got):
            message = f"'{_some(got)}' {place} is '{_some(wanted)}' in the source; keep the spaces at ends of lines"
        elif not got:
            message = f"'{_some(wanted)}' is missing {place}"
        elif not wanted:
            message = f"'{_some(got)}' {place} is not in the source at this place"
        else:
            message = f"reads '{_some(got)}' {place}; the source says '{_some(wanted)}'"
        yield PdfProblem(3, None, message)
    if len(differences) > MOST:
        yield PdfProblem(3, None, f"differs from the source in {len(differences) - MOST} more places")


def passages(document: Document, expected: Expected) -> Iterator[PdfProblem]:
    """3: the texts of the source, whole and in its order, where other words may stand between them."""
    text, at, told = tidy(document.text), 0, 0
    for passage in map(tidy, expected.passages if document.top else ()):
        found = re.compile(rf"{_edge(passage[0])}{re.escape(passage)}{_edge(passage[-1])}").search(text, at)
        if found:
            at = found.end()
        elif (told := told + 1) <= MOST:
            after = text[max(0, at - 30) : at]
            yield PdfProblem(3, None, f"'{short(passage)}' is missing after '{after}', or has lost a space")


def _edge(letter: str) -> str:
    return r"\b" if letter.isalnum() else ""


def _some(found: list[str]) -> str:
    return " ".join(found) if len(found) <= 12 else " ".join([*found[:12], "…"])


def tags(document: Document, expected: Expected) -> Iterator[PdfProblem]:
    """4: everything is in the structure or an artifact, and only what is repeated on each page is an artifact."""
    if document.top is None:
        yield PdfProblem(4, None, "is not tagged: a screen reader finds no headings, lists or reading order in it")
        return
    known = set(document.top.leaves())
    repeated = " ".join(document.text_in(element) for element in document.of("TH"))
    for number, page in document.numbered():
        loose = [run.text for run in page.runs if run.mark.missing]
        lost = [run.text for run in page.runs if run.mark.mcid is not None and Leaf(number, run.mark.mcid) not in known]
        if loose or any(shape.mark.missing for shape in page.shapes):
            what = f"text '{_joined(loose)}'" if loose else "a drawing"
            yield PdfProblem(4, number, f"{what} is neither tagged nor an artifact; tag it, or mark it as an artifact")
        if lost:
            yield PdfProblem(4, number, f"text '{_joined(lost)}' is marked, but no element of the structure holds it")
        hidden = [run.text for run in page.runs if run.mark.artifact not in (None, "Pagination") and run.text.strip()]
        if any(it.isalnum() for it in "".join(hidden)) and tidy("".join(hidden)) not in repeated:
            yield PdfProblem(4, number, f"text '{_joined(hidden)}' is an artifact, so it is not read; tag it")
        yield from _margins(number, page.runs)
    yield from _page_lines(document)


def _margins(number: int, runs: list[Run]) -> Iterator[PdfProblem]:
    """Headers and footers stand above or below all that is read."""
    read = [run.base for run in runs if run.mark.mcid is not None]
    if read:
        inside = [r.text for r in runs if r.mark.artifact == "Pagination" and min(read) < r.base < max(read)]
        if inside:
            message = f"text '{_joined(inside)}' stands among the text and is marked as header or footer; tag it"
            yield PdfProblem(4, number, message)


def _page_lines(document: Document) -> Iterator[PdfProblem]:
    total = len(document.pages)
    tagged = [
        next(
            (block for block in document.blocks if block.first == number and page_line(number, total, block.text)), None
        )
        for number in range(1, total + 1)
    ]
    alike = {re.sub(r"\d+", "", block.text) for block in tagged if block}
    if total > 1 and all(tagged) and len(alike) == 1 and tagged[0]:
        message = f"'{short(tagged[0].text)}' is read on each page; make header and footer artifacts"
        yield PdfProblem(4, 1, message)


def page_line(number: int, total: int, text: str) -> bool:
    """Whether a text numbers a page, as 'Page 2 of 4' does in any language."""
    return bool(re.search(rf"(?<!\d){number}\D{{1,9}}{total}(?!\d)", text))


def _joined(texts: list[str]) -> str:
    return short("".join(texts))
