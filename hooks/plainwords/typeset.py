"""Typst source to an accessible PDF: the one place that knows the engine.

What Typst cannot say yet is added afterwards: the first cell of a row of a table is its head, and each link says where
it leads.
"""

import re
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name, String

_HERE = Path(str(files("plainwords")))
TEMPLATES, FONTS = _HERE / "templates", _HERE / "fonts"
FAMILY = "Atkinson Hyperlegible Next"
_MISSING = re.compile(r"the text `?\"?(.*?)\"?`? could not be displayed")


class TypesetError(ValueError):
    """What keeps a document from being set, and how to mend it."""


def typeset(source: str) -> bytes:
    """Set a document as tagged PDF/UA-1, the same bytes each time; raises TypesetError."""
    try:
        made = _compiler().compile(source.encode(), format="pdf", pdf_standards=["ua-1"], timestamp=0)
    except typst.TypstError as error:
        raise TypesetError(_said(error)) from None
    return _completed(bytes(made))  # type: ignore[arg-type] # one document, not a list of pictures


def engine() -> str:
    """What the look of all documents depends on: versions, templates and fonts."""
    names = sorted([*TEMPLATES.glob("*.typ"), *FONTS.glob("*.ttf"), Path(__file__)])
    return "\n".join([version("typst"), version("pikepdf"), *(_digest(path) for path in names)])


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    weights = {font.weight for font in fonts.fonts() if font.family == FAMILY}
    if not {400, 700} <= weights:
        raise TypesetError(f"the font {FAMILY} is missing in {FONTS}, regular or bold; 'make vendor' puts it there")
    return typst.Compiler(root=str(TEMPLATES), font_paths=fonts)


def _said(error: typst.TypstError) -> str:
    """What Typst found, in the words of someone who writes pages."""
    missing = dict.fromkeys(_MISSING.findall(error.diagnostic or error.message))
    if missing:
        signs = ", ".join(f"'{sign}' (U+{ord(sign[0]):04X})" for sign in missing if sign)
        return f"uses signs that the font for paper does not have: {signs}; write them as words"
    if panic := re.search(r"panicked with: \"?(.*?)\"?$", error.message):
        return panic[1]
    return f"cannot be set: {error.message}{''.join(f' ({hint})' for hint in error.hints)}"


def _completed(made: bytes) -> bytes:
    with pikepdf.open(BytesIO(made)) as pdf:
        for element in _elements(pdf.Root.StructTreeRoot):
            if element.get("/S") == Name.TBody:
                for row in _kids(element):
                    _head_of_row(row)
        for page in pdf.pages:
            for note in page.get("/Annots", Array()):
                if note.get("/Subtype") == Name.Link and "/Contents" not in note and "/A" in note:
                    note.Contents = String(str(note.A.get("/URI", "")))
        out = BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _head_of_row(row: pikepdf.Object) -> None:
    cells = _kids(row)
    if len(cells) > 1 and cells[0].get("/S") == Name.TD:
        cells[0].S = Name.TH
        cells[0].A = Array([Dictionary(O=Name.Table, Scope=Name.Row)])


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    found = element.get("/K", Array())
    kids = list(found) if isinstance(found, Array) else [found]
    return [kid for kid in kids if isinstance(kid, Dictionary) and "/S" in kid]


def _elements(root: pikepdf.Object) -> list[pikepdf.Object]:
    found, waiting = [], _kids(root)
    while waiting:
        element = waiting.pop()
        found.append(element)
        waiting += _kids(element)
    return found
