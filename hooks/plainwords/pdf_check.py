"""Checks a PDF for paper: all that a machine can see of the criteria, with what is wrong, where, and the cure."""

import re
from pathlib import Path

from plainwords import pdf_elements, pdf_facts, pdf_looks, pdf_paper, pdf_said, pdf_structure
from plainwords.pdf_document import Document, UnreadableError
from plainwords.pdf_expected import LARGE, STANDARD, Expected, PdfProblem

__all__ = ["Expected", "PdfProblem", "UnreadableError", "by_name", "check"]

_CRITERIA = (
    pdf_structure.headings,
    pdf_structure.words,
    pdf_structure.tags,
    pdf_elements.figures,
    pdf_elements.tables,
    pdf_elements.lists,
    pdf_elements.links,
    pdf_facts.identity,
    pdf_facts.fonts,
    pdf_facts.weight,
    pdf_paper.paper,
    pdf_paper.sizes,
    pdf_paper.widths,
    pdf_paper.breaks,
    pdf_looks.contrast,
    pdf_looks.ink,
    pdf_looks.edges,
    pdf_looks.codes,
    pdf_said.every_page,
    pdf_said.said,
    pdf_said.room,
)


_EDITION = re.compile(r"-(letter|a4)(-large)?$")


def check(pdf: bytes | Path, expected: Expected | None = None) -> list[PdfProblem]:
    """All problems of a PDF, those of the whole document first, then page by page.

    Without `expected`, only what needs no knowledge of the document is checked. Raises UnreadableError.
    """
    expected = expected or Expected()
    with Document(pdf.read_bytes() if isinstance(pdf, Path) else pdf) as document:
        found = [problem for criterion in _CRITERIA for problem in criterion(document, expected)]
        found += pdf_facts.accessible(document, found)
    return sorted(set(found), key=lambda problem: (problem.page or 0, problem.criterion, problem.message))


def by_name(path: Path) -> Expected:
    """What the name of a handout says of it: `NAME-letter.pdf`, `NAME-a4-large.pdf`."""
    edition = _EDITION.search(path.stem)
    if not edition:
        return Expected()
    return Expected(paper="a4" if edition[1] == "a4" else "letter", size=LARGE if edition[2] else STANDARD)
