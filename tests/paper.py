"""A printed page as a reader has it in the hand: sheets of lines, with sizes in points and places from the foot."""

import math
from contextlib import closing
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp
from playwright.sync_api import Page

SHEETS = {"Letter": (612, 792), "A4": (595, 842)}
MM = 72 / 25.4
MARKS = str.maketrans({"\u200b": "", "\u2060": "", "\ufffe": "-", "\x02": "-"})
"""Where lines may break and may not; and a hyphen at the end of a line, as PDFium tells of it."""
BLACK_AND_WHITE = bytes(128) + b"\xff" * 128


@dataclass(frozen=True)
class Line:
    text: str
    size: float
    left: float
    foot: float
    right: float
    head: float


@dataclass(frozen=True)
class Sheet:
    """One side of paper: `lines` of text, and `rules`, the lines that are drawn, as (left, foot, right, head);
    `codes`, what a telephone reads, in black and white.
    """

    width: float
    height: float
    lines: list[Line]
    rules: list[tuple[float, float, float, float]]
    codes: list[str]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def body(self) -> list[Line]:
        """The lines between the margins."""
        return [line for line in self.lines if line.foot > 18 * MM - 1 and line.head < self.height - 18 * MM + 1]


def read(shades: bytes, width: int) -> list[str]:
    """The codes of a picture of grays, a byte for each."""
    found = zxingcpp.read_barcodes(memoryview(shades).cast("B", (len(shades) // width, width)))
    return [code.text for code in found]


def printed(page: Page, paper: str) -> list[Sheet]:
    """The page that is open, printed."""
    with closing(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, format=paper))) as document:
        return [_sheet(sheet) for sheet in document]


def letters(sheets: list[Sheet]) -> str:
    """The text of all sheets without spaces, which paper sets as it likes."""
    return "".join("".join(sheet.text.translate(MARKS).split()) for sheet in sheets)


def _sheet(sheet: pypdfium2.PdfPage) -> Sheet:
    width, height = sheet.get_size()
    paths = [path.get_bounds() for path in sheet.get_objects([pdfium.FPDF_PAGEOBJ_PATH], max_depth=9)]
    rules = [(left, foot, right, head) for left, foot, right, head in paths if right - left > 400 and head - foot < 2]
    picture = sheet.render(scale=120 / 72, grayscale=True)
    codes = read(bytes(picture.buffer).translate(BLACK_AND_WHITE), picture.stride)
    return Sheet(width, height, _lines(sheet.get_textpage()), rules, codes)


def _lines(text: pypdfium2.PdfTextPage) -> list[Line]:
    lines, start = [], 0
    for line in text.get_text_range().splitlines(keepends=True):
        places = [at for at in range(start, start + len(line)) if not line[at - start].isspace()]
        start += len(line)
        boxes = [text.get_charbox(at) for at in places]
        if boxes:
            left, foot, right, head = zip(*boxes, strict=True)
            size = max(_size(text, at) for at in places)
            lines.append(Line(line.strip(), size, min(left), min(foot), max(right), max(head)))
    return lines


def _size(text: pypdfium2.PdfTextPage, at: int) -> float:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text.raw, at, matrix)
    return float(pdfium.FPDFText_GetFontSize(text.raw, at) * math.hypot(matrix.c, matrix.d))
