"""Criteria 14 to 16, 19 and 21 of a PDF: how its pages look, to the eye, a printer and a telephone."""

import math
from collections.abc import Iterator
from typing import Any

import zxingcpp
from PIL import ImageFilter
from PIL.Image import Image

from plainwords.pdf_content import Box, Color, Run, Shape
from plainwords.pdf_document import Document, short
from plainwords.pdf_elements import box_of
from plainwords.pdf_expected import Expected, PdfProblem

CONTRAST = 7.0
"""The least contrast of text. One color is darker than half gray then, one is lighter: 1-bit black keeps both."""

WHITE: Color = (1.0, 1.0, 1.0)

INK = 0.15
FULL = 0.12
"""The part of a page that may be black, and the part of the last page that has to be used."""

EDGE = 17
"""Printers leave so many points white: 6 mm."""

DPI = 200
_POINTS = 72
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def contrast(document: Document, expected: Expected) -> Iterator[PdfProblem]:
    """14: dark text on light ground, or light text on dark."""
    for number, page in document.numbered():
        pale: dict[float, list[str]] = {}
        for run in page.runs:
            if run.text.strip():
                covered = any(shape.box.meets(run.box) and not shape.level for shape in page.shapes)
                ratio = _ratio(run.color, _ground(document.image(number), run.box, page.box) if covered else WHITE)
                if ratio < CONTRAST - 0.05:
                    pale.setdefault(ratio, []).append(run.text)
        for ratio, texts in sorted(pale.items()):
            message = f"'{short(''.join(texts))}' has a contrast of {ratio:.1f}:1; it needs {CONTRAST:g}:1"
            yield PdfProblem(14, number, message)


def _ground(image: Image, box: Box, page: Box) -> Color:
    """The color behind a text: the most frequent one around it."""
    left, top = int(box.left - page.left), int(page.top - box.top)
    right, bottom = math.ceil(box.right - page.left), math.ceil(page.top - box.bottom)
    part = image.crop((left, top, max(left + 1, right), max(top + 1, bottom)))
    counts: list[Any] = part.getcolors(part.width * part.height) or []
    _, (red, green, blue) = max(counts)
    return (red / 255, green / 255, blue / 255)


def _ratio(one: Color, other: Color) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def _light(color: Color) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ink(document: Document, expected: Expected) -> Iterator[PdfProblem]:
    """15: not too black, and neither empty nor nearly so."""
    extents: list[tuple[float, float]] = []
    for number, page in document.numbered():
        black = _black(document.image(number).convert("L"))
        if black > INK:
            yield PdfProblem(15, number, f"is {black:.0%} black; {INK:.0%} are enough: leave surfaces white")
        held: list[Run | Shape] = [*page.runs, *page.shapes]
        heights = [(it.box.bottom, it.box.top) for it in held if it.mark.mcid is not None]
        if heights:
            extents.append((min(low for low, _ in heights), max(high for _, high in heights)))
        elif black == 0 or document.top:
            yield PdfProblem(15, number, "is blank; take the page break out")
    if len(extents) > 1:
        low, high = min(low for low, _ in extents), max(high for _, high in extents)
        used = (high - extents[-1][0]) / (high - low)
        if used < FULL:
            message = f"the last page is {used:.0%} full; use {FULL:.0%} of it or more, or save the page"
            yield PdfProblem(15, len(document.pages), message)


def _black(gray: Image) -> float:
    counts = gray.histogram()
    return sum((255 - value) * count for value, count in enumerate(counts)) / 255 / sum(counts)


def edges(document: Document, expected: Expected) -> Iterator[PdfProblem]:
    """16: nothing where printers do not print."""
    for number, page in document.numbered():
        gone = "".join(run.text for run in page.runs if not run.box.meets(page.box))
        if gone.strip():
            yield PdfProblem(16, number, f"'{short(gone)}' is off the page; bring it back")
        image = document.image(number).convert("L").point([255 * (value < 250) for value in range(256)])
        held = image.getbbox()
        if held:
            nearest = min(held[0], held[1], image.width - held[2], image.height - held[3])
            if nearest < EDGE:
                message = f"something is {nearest * 25.4 / _POINTS:.0f} mm from the edge; printers need 6 mm"
                yield PdfProblem(16, number, message)


def codes(document: Document, expected: Expected) -> Iterator[PdfProblem]:
    """19: the QR code reads in gray, blurred and in 1-bit black, and leads to the page."""
    for number, box in _squares(document):
        gray = document.detail(number, box, DPI / _POINTS)
        looks = {
            "in gray": gray,
            "blurred": gray.filter(ImageFilter.GaussianBlur(gray.width / 120)),
            "in black and white": gray.point([255 * (value > 127) for value in range(256)]),
        }
        texts = {
            look: [code.text for code in zxingcpp.read_barcodes(image, formats=_QR)] for look, image in looks.items()
        }
        found = {text for some in texts.values() for text in some}
        if not found:
            continue
        for look, some in texts.items():
            if not some:
                yield PdfProblem(19, number, f"the QR code cannot be read {look}; print it larger and black on white")
        for text in sorted(found):
            if expected.address and text != expected.address:
                yield PdfProblem(19, number, f"the QR code leads to {text}; it should lead to {expected.address}")
        return
    if expected.address:
        yield PdfProblem(19, None, f"has no QR code that can be read; print one for {expected.address}, as a figure")


def _squares(document: Document) -> Iterator[tuple[int, Box]]:
    """The places of figures that may be QR codes, the last first."""
    for figure in reversed(document.of("Figure")):
        box, page = box_of(figure), document.page_of(figure)
        if box and page and 0.8 < (box.right - box.left) / max(box.top - box.bottom, 1) < 1.25:
            yield page, box
