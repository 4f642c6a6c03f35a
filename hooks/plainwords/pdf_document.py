"""A PDF opened once for all that is asked of it: its pages, its structure, the text in it, its looks."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
from PIL.Image import Image

from plainwords.pdf_content import Box, Drawn, Run, Shape
from plainwords.pdf_fonts import Font
from plainwords.pdf_reader import read
from plainwords.pdf_tags import Block, Element, Leaf, blocks, tree

_TEXT = frozenset("P LBody TD TH Span Div Sect BlockQuote Document Note Part Art".split())


SHORT = 60
"""So many characters of a text are enough to find it."""


class Line(NamedTuple):
    """A line of a block as it stands on a page."""

    page: int
    text: str
    base: float


class UnreadableError(ValueError):
    """What is given is no PDF, or a broken or locked one."""


class Document:
    """An open PDF; close it with `with`."""

    def __init__(self, held: bytes) -> None:
        self.held = held
        try:
            self.pdf = pikepdf.open(BytesIO(held))
        except pikepdf.PdfError:
            raise UnreadableError("cannot be read as a PDF; make it anew") from None
        self._shown = pypdfium2.PdfDocument(held)
        fonts: dict[Any, Font] = {}
        self.pages: list[Drawn] = [read(page, fonts) for page in self.pdf.pages]
        self.fonts = {font.name: font for font in fonts.values()}
        self.top = tree(self.pdf)
        self._images: dict[int, Image] = {}

    def __enter__(self) -> "Document":
        return self

    def __exit__(self, *_: object) -> None:
        self._shown.close()
        self.pdf.close()

    def numbered(self) -> Iterator[tuple[int, Drawn]]:
        """The pages, counted from 1."""
        return enumerate(self.pages, 1)

    @cached_property
    def elements(self) -> list[Element]:
        """All elements in reading order."""
        return list(self.top.below()) if self.top else []

    def of(self, *kinds: str) -> list[Element]:
        """All elements of some kinds."""
        return [element for element in self.elements if element.kind in kinds]

    @cached_property
    def runs(self) -> dict[Leaf, list[Run]]:
        """The text by its marked content."""
        found: dict[Leaf, list[Run]] = {}
        for number, page in self.numbered():
            for run in page.runs:
                if run.mark.mcid is not None:
                    found.setdefault(Leaf(number, run.mark.mcid), []).append(run)
        return found

    @cached_property
    def shapes(self) -> dict[Leaf, list[Shape]]:
        """The shapes by their marked content."""
        found: dict[Leaf, list[Shape]] = {}
        for number, page in self.numbered():
            for shape in page.shapes:
                if shape.mark.mcid is not None:
                    found.setdefault(Leaf(number, shape.mark.mcid), []).append(shape)
        return found

    @cached_property
    def blocks(self) -> list[Block]:
        """The text in reading order."""
        return blocks(self.top, self.runs) if self.top else []

    @cached_property
    def text(self) -> str:
        """All that is read, without the signs of list items and the words in pictures."""
        return " ".join(block.text for block in self.blocks if block.kind != "Lbl" and not block.picture)

    def text_in(self, element: Element) -> str:
        """What is read of an element, its blocks parted by spaces."""
        return tidy(" ".join(block.text for block in blocks(element, self.runs)))

    def page_of(self, element: Element) -> int | None:
        """The page that an element begins on."""
        return next((leaf.page for leaf in element.leaves()), None)

    @cached_property
    def size(self) -> float:
        """The size of most text."""
        sizes: Counter[float] = Counter()
        for block in self.blocks:
            if block.kind in _TEXT:
                for _, run in block.runs:
                    sizes[round(run.size, 1)] += len(run.text)
        return max(sizes, key=lambda size: sizes[size], default=0.0)

    def image(self, number: int) -> Image:
        """A page in color, a pixel a point."""
        if number not in self._images:
            self._images[number] = self._shown[number - 1].render(scale=1).to_pil().convert("RGB")
        return self._images[number]

    def detail(self, number: int, box: Box, scale: float) -> Image:
        """A part of a page in gray."""
        page = self.pages[number - 1].box
        crop = (box.left - page.left, box.bottom - page.bottom, page.right - box.right, page.top - box.top)
        image: Image = self._shown[number - 1].render(scale=scale, crop=crop, grayscale=True).to_pil()
        return image


def lines(block: Block) -> list[Line]:
    """The lines of a block; what is set a little higher or lower belongs to the line beside it."""
    found: list[Line] = []
    size = max((run.size for _, run in block.runs), default=0.0)
    for page, run in block.runs:
        if found and found[-1].page == page and abs(found[-1].base - run.base) < 0.6 * size:
            found[-1] = found[-1]._replace(text=found[-1].text + run.text)
        else:
            found.append(Line(page, run.text, run.base))
    return found


def short(text: str) -> str:
    """The beginning of a text, for a message."""
    text = tidy(text)
    return text if len(text) <= SHORT else f"{text[:SHORT]}…"


def tidy(text: str) -> str:
    """Text with single spaces, and without the signs that only say where a word may break."""
    for sign in "\u00ad\u200b\u2060\ufeff":
        text = text.replace(sign, "")
    return " ".join(text.split())
