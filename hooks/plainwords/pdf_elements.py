"""Criteria 5 to 8 of a PDF: its figures, tables, lists and links, each made as it should be."""

import re
from collections.abc import Iterator

from pikepdf import Array, Name

from plainwords.pdf_content import Box
from plainwords.pdf_document import Document, short, tidy
from plainwords.pdf_expected import Expected, PdfProblem
from plainwords.pdf_tags import PICTURES, Element, Leaf

_FILE = re.compile(r"^\S*(\.(svg|png|jpe?g|gif|webp|pdf|tiff?)|[_/]\S*)$", re.IGNORECASE)
_SCOPES = {"/Column", "/Row", "/Both"}


def figures(document: Document, expected: Expected) -> Iterator[PdfProblem]:
    """5: figures have a text that stands for them, and a place on the page."""
    found = document.of(*PICTURES)
    for figure in found:
        page, alt = document.page_of(figure), tidy(figure.text_of("/Alt") or "")
        if not alt:
            yield PdfProblem(5, page, "a figure has no alternative text; say what it shows")
        elif _FILE.match(alt):
            yield PdfProblem(5, page, f"the alternative text '{alt}' is the name of a file; say what the figure shows")
        box = box_of(figure)
        if box is None:
            yield PdfProblem(5, page, f"the figure '{alt}' has no BBox; say where it stands on the page")
        elif page and not (box.right > box.left and box.top > box.bottom and box.meets(document.pages[page - 1].box)):
            yield PdfProblem(5, page, f"the BBox of the figure '{alt}' is not on the page")
    if expected.alts is not None:
        alts, wanted = [tidy(it.text_of("/Alt") or "") for it in found], [tidy(alt) for alt in expected.alts]
        for alt in wanted:
            if alt not in alts:
                yield PdfProblem(5, None, f"no figure has the alternative text '{alt}' of the source")


def box_of(figure: Element) -> Box | None:
    """Where an element says that it stands."""
    held = figure.attributes.get("/BBox")
    return Box(*map(float, held)) if isinstance(held, Array) and len(held) == 4 else None


def tables(document: Document, expected: Expected) -> Iterator[PdfProblem]:
    """6: cells that are heads say of what, and all rows are of the same width."""
    for cell in document.of("TH"):
        if str(cell.attributes.get("/Scope")) not in _SCOPES:
            text, page = document.text_in(cell), document.page_of(cell)
            yield PdfProblem(6, page, f"the head '{text}' has no scope; say if it is of its column or row")
    for table in document.of("Table"):
        rows = [[cell for cell in row.elements() if cell.kind in ("TH", "TD")] for row in _rows(table)]
        page = document.page_of(table)
        if not rows:
            yield PdfProblem(6, page, "a table has no rows; tag it as TR with TH and TD")
            continue
        if len({sum(int(cell.attributes.get("/ColSpan", 1)) for cell in row) for row in rows}) > 1 and not any(
            "/RowSpan" in cell.attributes for row in rows for cell in row
        ):
            yield PdfProblem(6, page, "the rows of a table have different numbers of cells")
        for cell in rows[0]:
            if cell.kind != "TH":
                yield PdfProblem(
                    6, page, f"'{short(document.text_in(cell))}' heads a column and is tagged TD; tag it as TH"
                )
        heads = [row[0].kind == "TH" for row in rows[1:] if row]
        for row, head in zip(rows[1:], heads, strict=False):
            if any(heads) and not head:
                text = document.text_in(row[0])
                yield PdfProblem(6, document.page_of(row[0]), f"'{text}' heads a row and is tagged TD; tag it as TH")


def _rows(table: Element) -> Iterator[Element]:
    for part in table.elements():
        if part.kind == "TR":
            yield part
        elif part.kind in ("THead", "TBody", "TFoot"):
            yield from _rows(part)


def lists(document: Document, expected: Expected) -> Iterator[PdfProblem]:
    """7: items of lists have a label and a body, and no element is empty."""
    for item in document.of("LI"):
        kinds = [kid.kind for kid in item.elements()]
        for kind, what in (("Lbl", "label"), ("LBody", "body")):
            if kinds.count(kind) != 1:
                text, page = short(document.text_in(item)), document.page_of(item)
                yield PdfProblem(
                    7, page, f"the list item '{text}' has {kinds.count(kind)} of {kind}; it needs one {what}"
                )
    for element in document.of("L"):
        if any(kid.kind not in ("LI", "L", "Caption") for kid in element.elements()):
            yield PdfProblem(7, document.page_of(element), "a list holds more than items; tag each as LI")
    full = _full(document)
    for element in document.elements:
        around = element.parent
        if around and element not in full and (around in full or around is document.top):
            near = short(document.text_in(around))
            message = f"an element {element.kind} beside '{near}' is empty; take it out, or tag what it shows"
            yield PdfProblem(7, document.page_of(around), message)


def _full(document: Document) -> set[Element | None]:
    """The elements that hold something, be it deep inside; a cell may be empty."""
    full: set[Element | None] = set()
    for element in reversed(document.elements):
        leaves = [kid for kid in element.kids if isinstance(kid, Leaf)]
        if (
            element in full
            or element.kind == "TD"
            or element.annotations
            or element.text_of("/Alt")
            or element.text_of("/ActualText")
            or any(leaf in document.shapes for leaf in leaves)
            or any(run.text.strip() for leaf in leaves for run in document.runs.get(leaf, ()))
        ):
            full |= {element, element.parent}
    return full


def links(document: Document, expected: Expected) -> Iterator[PdfProblem]:
    """8: links can be read and say where they lead."""
    tagged = set()
    for link in document.of("Link"):
        page, text = document.page_of(link), document.text_in(link) or link.text_of("/Alt")
        tagged |= {note.objgen for note in link.annotations}
        if not text:
            yield PdfProblem(8, page, "a link has no text; write what it leads to")
        if not link.annotations:
            yield PdfProblem(8, page, f"the link '{text}' leads nowhere; tie its annotation to it")
    for number, page_held in enumerate(document.pdf.pages, 1):
        for note in page_held.get("/Annots", Array()):
            if note.get("/Subtype") == Name.Link:
                if not any(sign.isalpha() for sign in str(note.get("/Contents", ""))):
                    yield PdfProblem(8, number, "a link has no /Contents; say in it where the link leads")
                if note.objgen not in tagged and document.top:
                    yield PdfProblem(8, number, "a link is in no Link element; tag it")
