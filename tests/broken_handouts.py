"""Handouts broken on purpose, each in one thing, by a change of the sample's source or of its PDF."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from paper_samples import ADDRESS, SOURCE, edited, typeset
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String


@dataclass(frozen=True)
class Broken:
    """A document with one thing wrong, the criterion that it breaks, and what is said of it."""

    name: str
    criterion: int
    says: str
    make: Callable[[], bytes]
    known: dict[str, Any] = field(default_factory=dict)


def source(
    name: str, criterion: int, says: str, *changes: tuple[str, str], address: str = ADDRESS, **known: Any
) -> Broken:
    """Broken before it is typeset."""

    def make() -> bytes:
        text = SOURCE
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        return typeset(text, address)

    return Broken(name, criterion, says, make, known)


def pdf(name: str, criterion: int, says: str, edit: Callable[[Pdf], object], **known: Any) -> Broken:
    """Broken afterwards."""
    return Broken(name, criterion, says, lambda: edited(typeset(SOURCE), edit), known)


def elements(document: Pdf, kind: str) -> list[Any]:
    """All elements of a kind, in reading order."""

    def below(held: Any) -> Iterator[Any]:
        kids = held.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and "/S" in kid:
                if str(kid.S) == f"/{kind}":
                    yield kid
                yield from below(kid)

    return list(below(document.Root.StructTreeRoot))


def retag(kind: str, index: int, to: str) -> Callable[[Pdf], None]:
    def edit(document: Pdf) -> None:
        elements(document, kind)[index].S = Name(f"/{to}")

    return edit


def without(kind: str, index: int, *keys: str) -> Callable[[Pdf], None]:
    """An element without an entry, or without one in its attributes."""

    def edit(document: Pdf) -> None:
        element = elements(document, kind)[index]
        for held in (element, *element.get("/A", Array())):
            for key in keys:
                if key in held:
                    del held[key]

    return edit


def alt(text: str) -> Callable[[Pdf], None]:
    def edit(document: Pdf) -> None:
        elements(document, "Figure")[0].Alt = String(text)

    return edit


def swapped(document: Pdf) -> None:
    items = elements(document, "L")[0].K
    items[0], items[1] = items[1], items[0]


def some_rows_without_head(document: Pdf) -> None:
    for row in elements(document, "TR")[1:-1]:
        row.K[0].S = Name.TH
        row.K[0].A = Array([Dictionary(O=Name.Table, Scope=Name.Row)])


def title(text: str | None) -> Callable[[Pdf], None]:
    def edit(document: Pdf) -> None:
        with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
            del metadata["dc:title"]
            if text:
                metadata["dc:title"] = text

    return edit


def bookmark(change: Callable[[list[Any]], object]) -> Callable[[Pdf], None]:
    def edit(document: Pdf) -> None:
        with document.open_outline() as outline:
            change(outline.root[0].children)

    return edit


def rename(items: list[Any]) -> None:
    items[0].title = "Main points"


def each_font(change: Callable[[Any], object]) -> Callable[[Pdf], None]:
    def edit(document: Pdf) -> None:
        for font in {font.objgen: font for page in document.pages for font in page.Resources.Font.values()}.values():
            change(font)

    return edit


def not_embedded(font: Any) -> None:
    del font.DescendantFonts[0].FontDescriptor.FontFile2


def not_subset(font: Any) -> None:
    for held in (font, font.DescendantFonts[0]):
        held.BaseFont = Name(re.sub(r"^/[A-Z]{6}\+", "/", str(held.BaseFont)))


def drawn(operators: bytes) -> Callable[[Pdf], None]:
    return lambda document: document.pages[0].contents_add(operators)


def glued(document: Pdf) -> None:
    """The space at the end of a line is lost, as engines do that break lines late."""
    page = document.pages[0]
    instructions = list(pikepdf.parse_content_stream(page))
    texts = [it for it in instructions if str(it.operator) == "TJ"]
    line = next(it for it in texts if len(it.operands[0]) > 40)
    line.operands[0][-1] = String(bytes(line.operands[0][-1])[:-2])
    page.Contents = document.make_stream(pikepdf.unparse_content_stream(instructions))


def heavy(document: Pdf) -> None:
    document.Root.Ballast = Stream(document, os.urandom(200_000))


def empty(document: Pdf) -> None:
    top = elements(document, "Document")[0]
    top.K.append(document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=top)))


def lost(document: Pdf) -> None:
    """A paragraph that the structure does not know any more."""
    top = elements(document, "Document")[0]
    del top.K[next(index for index, kid in enumerate(top.K) if kid.S == Name.P)]


def untied_link(document: Pdf) -> None:
    link = elements(document, "Link")[0]
    link.K = Array([kid for kid in link.K if isinstance(kid, int)])


def no_contents(document: Pdf) -> None:
    for note in document.pages[0].Annots:
        del note.Contents


def no_claim(document: Pdf) -> None:
    with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
        del metadata["pdfuaid:part"]


def low(height: str) -> str:
    """A page that is empty but for some lines at its foot."""
    return f"#pagebreak()\n#block(height: 100% - {height})\n"


FOOT = "Checked November 22, 2026 · myeloma.example.org/tests/biopsy · Code K7Q-X3MP"
MIDDLE = "== What happens\n"
ITEM = "+ Tell your team about all your medicines, above all those that thin the blood"
MARROW = "It is the soft inside of the bones. It makes the blood. " * 3
BOX = "width: 100%, stroke: (left: 5pt)"
BROKEN = [
    pdf("no claim to be PDF/UA", 1, "PDFUA1-ID-PART", no_claim),
    pdf("heading tagged as P", 2, "'What happens' is not tagged as a heading", retag("H2", 1, "P")),
    pdf(
        "heading tagged as P, and the source is not known",
        2,
        "looks like a heading and is tagged as P",
        retag("H2", 1, "P"),
        headings=None,
    ),
    pdf("paragraph tagged as heading", 2, "is none in the source", retag("P", 3, "H3")),
    pdf("skipped level", 2, "'Key points' skips from level 1 to 3", retag("H2", 0, "H3")),
    pdf("two H1", 2, "has 2 headings of level 1", retag("H2", 1, "H1")),
    pdf("no bookmarks", 2, "has no bookmarks", lambda document: document.Root.__delitem__("/Outlines")),
    pdf("bookmark unlike its heading", 2, "'Main points' is no heading", bookmark(rename)),
    pdf("bookmark missing", 2, "'About this page' is missing", bookmark(lambda items: items.pop())),
    pdf("swapped order", 3, "is missing after", swapped),
    pdf("words glued at the end of a line", 3, "'howmany'", glued),
    source("word missing", 3, "'short' is missing after 'feel pressure and a'", ("a short pull", "a pull")),
    source(
        "word too many",
        3,
        "'very' after 'feel pressure and a' is not in the source",
        ("a short pull", "a very short pull"),
    ),
    pdf("swapped order, and but passages known", 3, "or has lost a space", swapped, words=None),
    pdf("words glued, and but passages known", 3, "'how many' is missing", glued, words=None, passages=["how many"]),
    source(
        "passage missing", 3, "'You may feel pressure and a short pull.' is missing after", (" short", ""), words=None
    ),
    source(
        "real text as artifact",
        4,
        "'Call us at once.' is an artifact",
        (MIDDLE, f"{MIDDLE}#pdf.artifact[Call us at once.]\n\n"),
    ),
    source(
        "page number as artifact among dots",
        4,
        "'. . . . 7' is an artifact",
        (MIDDLE, f"{MIDDLE}#pdf.artifact[. . . . 7]\n\n"),
    ),
    source(
        "real text as footer",
        4,
        "marked as header or footer",
        (MIDDLE, f'{MIDDLE}#pdf.artifact(kind: "footer")[Call us at once.]\n\n'),
    ),
    source(
        "page number tagged as text",
        4,
        "make header and footer artifacts",
        (MIDDLE, f"Page 1 of 2\n\n{MIDDLE}"),
        ("== Questions", "Page 2 of 2\n\n== Questions"),
        words=None,
    ),
    pdf("untagged drawing", 4, "a drawing is neither tagged nor an artifact", drawn(b"q 1 w 100 100 m 200 100 l S Q")),
    pdf("content that no element holds", 4, "no element of the structure holds it", lost, words=None),
    pdf("alternative text missing", 5, "has no alternative text", without("Figure", 0, "/Alt"), alts=None),
    pdf("alternative text is a file name", 5, "'cells.svg' is the name of a file", alt("cells.svg"), alts=None),
    pdf(
        "alternative text is not that of the source",
        5,
        "no figure has the alternative text",
        alt("Some cells in a drawing."),
    ),
    pdf("figure without a box", 5, "has no BBox", without("Figure", 0, "/BBox")),
    pdf("head of a column tagged as TD", 6, "'When' heads a column", retag("TH", 0, "TD")),
    pdf("head without scope", 6, "'When' has no scope", without("TH", 0, "/Scope", "/Headers")),
    pdf("head of a row tagged as TD", 6, "'biopsy' heads a row", some_rows_without_head),
    pdf("list item without label", 7, "needs one label", retag("Lbl", 0, "Span"), words=None),
    pdf("list item without body", 7, "needs one body", retag("LBody", 0, "Div")),
    pdf("empty element", 7, "an element P", empty),
    source(
        "tick box that nobody hears of",
        7,
        "an element Lbl",
        (', alt: "Box to tick"', ""),
        ("#let tick = box(", "#let tick = pdf.artifact(box("),
        ("height: 0.85em))", "height: 0.85em)))"),
        alts=None,
    ),
    pdf("link without contents", 8, "has no /Contents", no_contents),
    pdf("link tied to nothing", 8, "is in no Link element", untied_link),
    pdf("no language", 9, "has the language ''", lambda document: document.Root.__delitem__("/Lang"), phrases=[]),
    pdf(
        "other language",
        9,
        "should be 'en-US'",
        lambda document: document.Root.__setitem__("/Lang", String("de")),
        phrases=[],
    ),
    source("foreign words not marked", 9, "'me duele' is not marked", ('#text(lang: "es")[me duele]', "me duele")),
    pdf("no title", 9, "has no title", title(None)),
    pdf("title is a file name", 9, "the name of a file", title("biopsy-letter.pdf")),
    pdf("title of another page", 9, "'Blood tests'", title("Blood tests")),
    pdf(
        "title not shown",
        9,
        "DisplayDocTitle",
        lambda document: document.Root.ViewerPreferences.__delitem__("/DisplayDocTitle"),
    ),
    pdf("font not embedded", 10, "is not embedded", each_font(not_embedded)),
    pdf("font not subset", 10, "is embedded whole", each_font(not_subset)),
    source(
        "foreign font", 10, "LibertinusSerif", ("The doctor uses", '#text(font: "Libertinus Serif")[The] doctor uses')
    ),
    source("wrong paper", 11, "should be 612 x 792", ('"us-letter"', '"a4"')),
    source(
        "text too small",
        12,
        "most text has 12 points; it needs 13",
        ("size = 13pt", "size = 12pt"),
        ("side = 27mm", "side = 32mm"),
    ),
    source("lines too long", 13, "it may have 85", ("side = 27mm", "side = 12mm")),
    source(
        "pale text",
        14,
        "'a short pull' has a contrast of 4.7:1",
        ("a short pull", "#text(fill: luma(45%))[a short pull]"),
    ),
    source("pale text on a dark ground", 14, "'Call your team", (BOX, f"{BOX}, fill: luma(50%)")),
    source("pale words in a drawing", 14, "'Cell'", ("<text x='40'", "<text fill='#999' x='40'")),
    source(
        "too much ink", 15, "21% black", ("== Sources", "#rect(width: 100%, height: 70mm, fill: black)\n== Sources")
    ),
    source("blank page", 15, "is blank", (MIDDLE, f"#pagebreak()\n#pagebreak()\n{MIDDLE}")),
    Broken(
        "last page nearly empty",
        15,
        "the last page is 2% full",
        lambda: typeset(f"{SOURCE}\n#pagebreak()\nEnd."),
        {"words": None},
    ),
    source(
        "text at the edge", 16, "3 mm from the edge", (MIDDLE, f"#place(dx: -side + 3mm)[No!]\n{MIDDLE}"), words=None
    ),
    source(
        "text off the page",
        16,
        "'Gone!' is off the page",
        (MIDDLE, f"#place(dx: -side - 30mm)[Gone!]\n{MIDDLE}"),
        words=None,
    ),
    source(
        "drawing at the edge",
        16,
        "3 mm from the edge",
        (MIDDLE, f"#place(dx: -side + 3mm, line(length: 5mm))\n{MIDDLE}"),
    ),
    source("heading last on its page", 17, "'What happens' is the last line", (MIDDLE, f"{MIDDLE}#pagebreak()\n")),
    source(
        "row cut in two",
        17,
        "is cut in two",
        ("cell(breakable: false)", "cell(breakable: true)"),
        ("=== After the test", f"{low('45mm')}=== After the test"),
        ("(1fr, 1.6fr)", "(1fr, 0.4fr)"),
    ),
    source("single line alone", 17, "is alone", ("10000%", "0%"), ("The doctor uses", f"{low('2em')}The doctor uses")),
    source(
        "line of a numbered item alone",
        17,
        "'Tell your team",
        ("10000%", "0%"),
        ("=== Before the test", f"{low('56pt')}=== Before the test"),
        (ITEM, f"{ITEM}. Say a little too much"),
        words=None,
    ),
    source(
        "line beside its word alone",
        17,
        "'It is the soft",
        ("10000%", "0%"),
        ("=== Before the test", f"{low('56pt')}=== Before the test"),
        (ITEM, f"/ bone marrow: {MARROW}"),
        words=None,
    ),
    source(
        "word apart from what explains it",
        17,
        "the label 'bone marrow' is the last line",
        ("10000%", "0%"),
        ("=== Before the test", f"{low('56pt')}=== Before the test"),
        (ITEM, f"/ bone marrow: \\ {MARROW}"),
        words=None,
    ),
    source(
        "figure apart from its caption",
        17,
        "the figure of the caption",
        (MIDDLE, f"#show figure: set block(breakable: true)\n{low('128pt')}{MIDDLE}"),
    ),
    source(
        "no page number",
        18,
        "'Page 2 of 2'",
        ("[Page #counter(page).display() of #counter(page).final().first()]", "[]"),
    ),
    source(
        "no date at the foot", 18, "date of the last check", (FOOT, FOOT.removeprefix("Checked November 22, 2026 · "))
    ),
    source(
        "no address at the foot", 18, "short address", (FOOT, FOOT.replace("myeloma.example.org/tests/biopsy · ", ""))
    ),
    source("QR code too small", 19, "has no QR code that can be read", ("width: 30mm)", "width: 6mm)")),
    source(
        "QR code to another page",
        19,
        "leads to https://myeloma.example.org/tests/blood/",
        address="https://myeloma.example.org/tests/blood/",
    ),
    source(
        "no QR code",
        19,
        "has no QR code that can be read",
        ('image("qr.svg", width: 30mm)', "rect(width: 30mm, height: 30mm)"),
    ),
    source(
        "term not explained",
        20,
        "'bone marrow' is not explained",
        ("The soft inside of bones, where blood cells are made.", "It is soft."),
        words=None,
    ),
    source(
        "source missing",
        20,
        "the source 'Example Society.",
        ("  [Example Society. What a biopsy is. 2025.],\n", ""),
        words=None,
    ),
    source(
        "no disclaimer",
        20,
        "'This is information, not medical advice.'",
        ("  par[This is information, not medical advice.]\n", ""),
        words=None,
    ),
    source(
        "no review status",
        20,
        "'No clinician has reviewed",
        (" No clinician has reviewed this page yet.", ""),
        words=None,
    ),
    source("no check code", 20, "'K7Q-X3MP'", (" Code K7Q-X3MP.]", "]"), words=None),
    source("address of a link not printed", 20, "'example.org/after'", (" (example.org/after)", ""), words=None),
    source("one line to write on", 21, "8 mm apart: 1", ("rule, v(8mm), rule))", "rule))")),
    source("lines too near to each other", 21, "8 mm apart: 1", ("rule, v(8mm), rule", "rule, v(5mm), rule")),
    source("lines too pale to see", 21, "8 mm apart: 0", ("gray = luma(35%)", "gray = luma(80%)")),
    pdf("too large a file", 23, "it may have 150 KB", heavy),
]
