"""Criteria 11 to 13 and 17 of a PDF: how its text stands on paper."""

from collections.abc import Iterator
from statistics import median

from plainwords.pdf_document import Document, Line, lines, short, tidy
from plainwords.pdf_expected import LARGE, Expected, PdfProblem
from plainwords.pdf_tags import Block

PAPERS = {"letter": (612.0, 792.0), "a4": (595.276, 841.89)}
"""Widths and heights in points."""

SMALLEST = 12
"""The size of text in points where none is asked for."""

LONGEST, MIDDLE = 85, 75
"""So many characters may be on a line, and on half of the full lines."""

ENOUGH = 5
"""The middle of fewer full lines says nothing."""


def paper(document: Document, expected: Expected) -> Iterator[PdfProblem]:
    """11: the size of the pages."""
    wanted = (
        [PAPERS[expected.paper]] if expected.paper else [*PAPERS.values(), *(size[::-1] for size in PAPERS.values())]
    )
    for number, page in document.numbered():
        width, height = page.box.right - page.box.left, page.box.top - page.box.bottom
        if not any(abs(width - it[0]) < 0.5 and abs(height - it[1]) < 0.5 for it in wanted):
            sizes = " or ".join(f"{it[0]:g} x {it[1]:g}" for it in wanted[:2])
            yield PdfProblem(11, number, f"is {width:g} x {height:g} points; it should be {sizes}")


def sizes(document: Document, expected: Expected) -> Iterator[PdfProblem]:
    """12: text as large as the edition says; in large print, all of it."""
    least = expected.size or SMALLEST
    if document.size and document.size < least - 0.05:
        yield PdfProblem(12, None, f"most text has {document.size:g} points; it needs {least:g}")
    if expected.large:
        for number, page in document.numbered():
            small = [run for run in page.runs if run.text.strip() and run.size < LARGE - 0.05]
            if small:
                run = min(small, key=lambda run: run.size)
                more = f", and {len(small) - 1} more" if len(small) > 1 else ""
                message = f"'{short(run.text)}' has {run.size:.1f} points{more}; in large print all has {LARGE} or more"
                yield PdfProblem(12, number, message)


def widths(document: Document, expected: Expected) -> Iterator[PdfProblem]:
    """13: lines that the eye can follow."""
    full: list[int] = []
    long: dict[int, list[str]] = {}
    for block in document.blocks:
        if not block.picture and block.kind != "Lbl":
            found = [line._replace(text=tidy(line.text)) for line in lines(block)]
            full += [len(line.text) for line in found[:-1]]
            for line in found:
                if len(line.text) > LONGEST:
                    long.setdefault(line.page, []).append(line.text)
    for number, texts in long.items():
        worst, more = max(texts, key=len), f" ({len(texts)} such lines)" if len(texts) > 1 else ""
        message = (
            f"'{short(worst)}' is a line of {len(worst)} characters{more}; it may have {LONGEST}: use wider margins"
        )
        yield PdfProblem(13, number, message)
    if len(full) >= ENOUGH and median(full) > MIDDLE:
        message = f"half of the lines have {median(full):g} or more characters; {MIDDLE} are enough: use wider margins"
        yield PdfProblem(13, None, message)


def breaks(document: Document, expected: Expected) -> Iterator[PdfProblem]:
    """17: what belongs together stands on one page."""
    read = [block for block in document.blocks if block.leaves]
    begins = len(document.pages) + 1
    for block in reversed(read):
        if block.element.level and block.last < begins <= len(document.pages):
            message = f"the heading '{tidy(block.text)}' is the last line of its page; keep it with its text"
            yield PdfProblem(17, block.last, message)
        begins = min(begins, block.first)
    for at, block in enumerate(read):
        found, above = lines(block), False
        if at and read[at - 1].kind == "Lbl":
            label = read[at - 1]
            if label.last < block.first:
                message = f"the label '{short(label.text)}' is the last line of its page; keep it with its text"
                yield PdfProblem(17, label.last, message)
            else:  # a word that begins above the text that explains it is one more line of that text
                above = lines(label)[0].base > found[0].base + 0.6 * document.size
        yield from _alone(block, found, labeled=above)
    for row in document.of("TR"):
        pages = sorted({leaf.page for leaf in row.leaves()})
        if len(pages) > 1:
            message = f"the row '{short(document.text_in(row))}' is cut in two; keep its cells unbroken"
            yield PdfProblem(17, pages[0], message)
    for caption in document.of("Caption"):
        pages = sorted({leaf.page for leaf in caption.parent.leaves()}) if caption.parent else []
        if len(pages) > 1 and caption.parent and caption.parent.kind != "Table":
            message = (
                f"the figure of the caption '{short(document.text_in(caption))}' is on another page; keep them together"
            )
            yield PdfProblem(17, pages[0], message)


def _alone(block: Block, found: list[Line], *, labeled: bool) -> Iterator[PdfProblem]:
    if not found or found[0].page == found[-1].page:
        return
    if block.picture:
        yield PdfProblem(17, block.first, "a figure is cut in two; keep it on one page")
        return
    for line, where in ((found[0], "last"), (found[-1], "first")):
        if sum(other.page == line.page for other in found) == 1 and not (labeled and where == "last"):
            text = short(line.text)
            yield PdfProblem(
                17, line.page, f"the {where} line of the page, '{text}', is alone; keep two lines together"
            )
