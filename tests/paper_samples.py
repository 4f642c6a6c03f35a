"""A handout in which nothing is to be mended, in all editions, and what is known of it."""

from collections.abc import Callable
from functools import cache
from io import BytesIO

import pikepdf
import segno
import typst
from conftest import ROOT, TESTS

from plainwords.pdf_expected import Expected

FONTS = ROOT / "hooks/plainwords/fonts"
SAMPLE = TESTS / "handouts"
ADDRESS = "https://myeloma.example.org/tests/biopsy/"
SOURCE = (SAMPLE / "sample.typ").read_text(encoding="utf-8")

LETTER = Expected(
    title="Bone marrow biopsy",
    language="en-US",
    words=(SAMPLE / "sample.txt").read_text(encoding="utf-8").split(),
    headings=[
        *("Bone marrow biopsy", "Key points", "What happens", "Before the test", "After the test"),
        *("Questions to ask", "Words on this page", "Sources", "About this page"),
    ],
    alts=["A cell beside the marrow that it grows in.", "Box to tick", f"QR code with the address {ADDRESS}"],
    phrases=[("es", "me duele")],
    families=["Atkinson Hyperlegible Next"],
    paper="letter",
    size=13,
    address=ADDRESS,
    checked="Checked November 22, 2026",
    code="K7Q-X3MP",
    terms=[
        ("bone marrow", "The soft inside of bones, where blood cells are made."),
        ("biopsy", "A test that takes a small piece of the body to look at it."),
    ],
    sources=["National Cancer Institute. Bone marrow tests.", "Example Society. What a biopsy is."],
    addresses=["example.org/after"],
    said=["This is information, not medical advice.", "No clinician has reviewed this page yet."],
    questions=["Why do I need this test now?", "When will I know the results?"],
)


@cache
def compiler() -> typst.Compiler:
    return typst.Compiler(root=str(SAMPLE), font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)]))


def typeset(source: str, address: str = ADDRESS) -> bytes:
    square = segno.make(address, error="m", micro=False).svg_inline(border=4, omitsize=True)
    source = source.replace('image("qr.svg"', f'image(bytes({typst_text(square)}), format: "svg"')
    made = compiler().compile(source.encode(), format="pdf", pdf_standards=["ua-1"])
    assert isinstance(made, bytes)
    return made


def typst_text(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def edition(paper: str, size: int, source: str = SOURCE) -> bytes:
    """The sample for another paper, or with larger text."""
    source = source.replace('paper = "us-letter"', f'paper = "{paper}"').replace("size = 13pt", f"size = {size}pt")
    return typeset(source if size < 18 else source.replace("side = 27mm", "side = 18mm"))


def edited(held: bytes, edit: Callable[[pikepdf.Pdf], object]) -> bytes:
    """A PDF after something was changed in it."""
    with pikepdf.open(BytesIO(held)) as pdf:
        edit(pdf)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()
