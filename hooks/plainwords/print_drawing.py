"""Drawings on paper: an SVG whose classes are replaced by the colors that a printer can show, gray ones too.

Where a drawing is too high for a sheet, or for the room that is left, it is shown in pieces: its attribute
`data-breaks` says at which heights it may be cut. Knows SVG and Typst only.
"""

import re
from xml.etree.ElementTree import Element, ParseError, fromstring, register_namespace, tostring

from plainwords.typeset import FAMILY
from plainwords.typst_code import NotForPaperError, array, call, string

_SVG = "{http://www.w3.org/2000/svg}"
INK = "#000000"
FILLS = {
    "paper": "#ffffff",
    "soft": "#eceff1",
    "good": "#cdebe5",
    "bad": "#fbd5c4",
    "drug": "#e2d7f5",
    "bone": "#f6ebcf",
    "blood": "#f8dbe1",
}
ROUND = {"stroke-linecap": "round", "stroke-linejoin": "round"}
LOOKS: dict[str, dict[str, str]] = {
    "ink": {"fill": "none", "stroke": INK, "stroke-width": "2", **ROUND},
    "arrow": {"fill": "none", "stroke": INK, "stroke-width": "2.5", **ROUND},
    "ink-fill": {"fill": INK},
    "label": {"fill": INK},
    **{name: {"fill": fill, "stroke": INK, "stroke-width": "2", **ROUND} for name, fill in FILLS.items()},
    "thin": {"stroke-width": "1"},
    "dashed": {"stroke-dasharray": "5 4"},
    "none": {"stroke": "none"},
}
"""What the classes of the style sheet look like on paper; later ones win, as they do there."""

register_namespace("", _SVG.strip("{}"))


def for_paper(svg: str, caption: str, continued: str) -> str:
    """A call of `drawing` in `paper.typ`; raises NotForPaperError.

    `caption` is Typst; `continued` is the alternative text of the second piece and of those after it.
    """
    try:
        root = fromstring(svg)  # noqa: S314 (the site's own drawings)
    except ParseError as error:
        raise NotForPaperError(f"has a drawing that cannot be read ({error}); open it in a drawing program") from None
    said = [" ".join((root.findtext(f"{_SVG}{part}") or "").split()).rstrip(".") for part in ("title", "desc")]
    if not all(said):
        raise NotForPaperError("has a drawing without <title> and <desc>; say there what is to be seen")
    box = [float(number) for number in re.split(r"[\s,]+", root.get("viewBox", "").strip()) if number]
    if len(box) != 4:
        raise NotForPaperError('has a drawing without a viewBox, such as "0 0 320 480"')
    breaks = [float(number) for number in root.attrib.pop("data-breaks", "").split()]
    if breaks != sorted(breaks) or any(not 0 < at < box[3] for at in breaks):
        raise NotForPaperError(f"has a drawing with data-breaks that do not rise within its height: {breaks}")
    _look_printed(root)
    root.attrib |= {"font-family": FAMILY, "width": f"{box[2]:g}", "height": f"{box[3]:g}"}
    heights = array(f"{at:g}" for at in breaks)
    made = string(tostring(root, encoding="unicode"))
    alt = string(f"{'. '.join(said)}.")
    return call("drawing", alt, string(continued), caption, f"{box[2]:g}", f"{box[3]:g}", heights, made)


def _look_printed(root: Element) -> None:
    """Give each part the look of its classes, and leave out what only a page on a screen uses."""
    for element in root.iter():
        for name in element.attrib.pop("class", "").split():
            element.attrib |= LOOKS.get(name, {})
    for key in ("role", "aria-labelledby"):
        root.attrib.pop(key, None)
    for part in ("title", "desc"):
        if (found := root.find(f"{_SVG}{part}")) is not None:
            root.remove(found)
