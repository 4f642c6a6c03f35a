"""Criteria 1, 9, 10 and 23 of a PDF: what the file says of itself, its fonts, its size in bytes."""

import re
from collections.abc import Iterable, Iterator

import page as validator
from pikepdf import Dictionary

from plainwords.pdf_document import Document, tidy
from plainwords.pdf_expected import Expected, PdfProblem

HANDOUT, BOOKLET = 150_000, 1_000_000
"""So many bytes are enough."""

LONG = 20
"""A document of more pages is a booklet."""

_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_FILE = re.compile(r"\.(pdf|typ|html?|md|docx?)$|^[^\s]*[_/\\][^\s]*$|^(untitled|microsoft word - .*)$", re.IGNORECASE)
_OURS = {
    2: ("HEADING",),
    4: ("CONTENT-TAGGING", "ARTIFACT", "TAGGED", "STRUCT-TREE", "STRUCT-ELEMENT"),
    5: ("FIGURE", "FORMULA"),
    6: ("TABLE", "TR-", "TH-", "TD-", "THEAD", "TBODY", "TFOOT"),
    7: ("L-", "LI-", "LBODY"),
    8: ("LINK",),
    9: ("METADATA-TITLE", "METADATA-LANGUAGE", "VIEWER", "LANGUAGE"),
    10: ("FONT", "CID", "CMAP", "TRUETYPE", "NOTDEF", "TYPE0"),
}
"""Where a rule of PDF/UA is the same as a criterion of ours, we say it, and with the cure."""


def accessible(document: Document, ours: Iterable[PdfProblem]) -> Iterator[PdfProblem]:
    """1: PDF/UA-1, but for what was found already."""
    told = {problem.criterion for problem in ours}
    for failure in validator.validate_pdf_bytes(document.held, profile=validator.ValidationProfile.PDF_UA_1).failures:
        rule = failure.rule_id.removeprefix("PDFUA1-")
        if not any(_same(rule, names) for criterion, names in _OURS.items() if criterion in told):
            yield PdfProblem(1, None, f"{failure.message} ({failure.rule_id})")


def _same(rule: str, names: Iterable[str]) -> bool:
    return any(rule.startswith(name) or (name == "LANGUAGE" and "LANGUAGE" in rule) for name in names)


def identity(document: Document, expected: Expected) -> Iterator[PdfProblem]:
    """9: language, title, and that the title is shown."""
    root = document.pdf.Root
    language, title = str(root.get("/Lang", "")), _title(document)
    if not _LANGUAGE.match(language):
        yield PdfProblem(9, None, f"has the language '{language}'; name one, such as 'en-US'")
    elif expected.language and language != expected.language:
        yield PdfProblem(9, None, f"has the language '{language}'; it should be '{expected.language}'")
    if not title:
        yield PdfProblem(9, None, "has no title; give it the one of its page")
    elif _FILE.search(title):
        yield PdfProblem(9, None, f"has the title '{title}', the name of a file; give it the one of its page")
    elif expected.title and title != tidy(expected.title):
        yield PdfProblem(9, None, f"has the title '{title}'; it should be '{expected.title}'")
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle"):
        yield PdfProblem(9, None, "shows the name of the file as its title; set DisplayDocTitle")
    for foreign, phrase in expected.phrases:
        if tidy(phrase) not in _in_language(document, foreign):
            yield PdfProblem(9, None, f"'{phrase}' is not marked as being in the language '{foreign}'")


def _title(document: Document) -> str:
    with document.pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        return tidy(str(metadata.get("dc:title") or ""))


def _in_language(document: Document, language: str) -> str:
    marked = [run.text for page in document.pages for run in page.runs if _is(run.mark.language, language)]
    tagged = [document.text_in(it) for it in document.elements if _is(it.text_of("/Lang"), language)]
    return tidy(" ".join(["".join(marked), *tagged]))


def _is(language: str | None, wanted: str) -> bool:
    return language is not None and (language == wanted or language.startswith(f"{wanted}-"))


def fonts(document: Document, expected: Expected) -> Iterator[PdfProblem]:
    """10: all fonts travel with the file, can be read, and are ours."""
    families = {family.replace(" ", "") for family in expected.families}
    for name, font in sorted(document.fonts.items()):
        if not font.embedded:
            yield PdfProblem(10, None, f"the font {name} is not embedded; other devices will show another one")
        elif not font.subset:
            yield PdfProblem(10, None, f"the font {name} is embedded whole; embed only the characters used")
        if not font.mapped:
            yield PdfProblem(10, None, f"the font {name} has no ToUnicode, so its text cannot be read or searched")
        if families and font.family not in families:
            yield PdfProblem(10, None, f"uses the font {font.family}; allowed: {', '.join(sorted(expected.families))}")


def weight(document: Document, expected: Expected) -> Iterator[PdfProblem]:
    """23: small enough to be sent."""
    limit = expected.limit or (BOOKLET if len(document.pages) > LONG else HANDOUT)
    if len(document.held) > limit:
        size = f"{len(document.held) / 1000:.0f} KB"
        yield PdfProblem(
            23, None, f"has {size}; it may have {limit / 1000:.0f} KB: embed less of the fonts, or draw simpler"
        )
