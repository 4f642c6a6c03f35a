"""Drawings: an image of one of the site's own SVG files becomes the drawing itself.

    ![What the drawing shows](../drawings/bone-marrow.svg "The caption")

So its words can be read, found, enlarged and read aloud, and it takes the colors of the page, dark or light.
Anywhere else the same line is an ordinary image. Knows Markdown and SVG only.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from plainwords.problems import ContentError, Problem

_SVG = "{http://www.w3.org/2000/svg}"
_BANNED = (f"{_SVG}image", f"{_SVG}style", f"{_SVG}script")
_PROLOG = re.compile(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->", re.DOTALL)
SMALLEST_TEXT = 13.0
WIDEST = 360.0


class _Framer(Treeprocessor):
    """Makes a figure of a drawing that stands alone in its paragraph; its title becomes the caption."""

    def __init__(self, md: Markdown, drawings: dict[str, str]) -> None:
        super().__init__(md)
        self.drawings = drawings

    def run(self, root: Element) -> None:
        for paragraph in root.iter("p"):
            image = paragraph.find("img")
            alone = image is not None and len(paragraph) == 1 and not (paragraph.text or "").strip()
            if image is None or not alone or _name(image) not in self.drawings:
                continue
            caption = image.attrib.pop("title", "")
            paragraph.clear()
            paragraph.tag = "figure"
            paragraph.set("class", "drawing")
            SubElement(paragraph, "div").append(image)
            if caption:
                SubElement(paragraph, "figcaption").text = caption


class _Drawer(_Framer):
    """Puts the drawing in the place of the image."""

    def run(self, root: Element) -> None:
        for figure in root.iter("figure"):
            for holder in figure.findall("div"):
                image = holder.find("img")
                if image is not None and _name(image) in self.drawings:
                    holder.remove(image)
                    holder.text = self.md.htmlStash.store(self.drawings[_name(image)])


def _name(image: Element) -> str:
    return (image.get("src") or "").rpartition("/")[2]


class DrawingExtension(Extension):
    """The extension. `drawings` holds the text of each SVG file by its name."""

    def __init__(self, drawings: dict[str, str], **options: Any) -> None:
        super().__init__(**options)
        self._drawings = drawings

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Add the drawings to a Markdown instance."""
        # Before the linker (5.5), which explains the words of captions; after smarty (6).
        md.treeprocessors.register(_Framer(md, self._drawings), "plainwords-frame", 5.8)
        # After MkDocs has checked that the file is there (0).
        md.treeprocessors.register(_Drawer(md, self._drawings), "plainwords-draw", -5)


def load(folder: Path) -> dict[str, str]:
    """Read all drawings of a folder, which may be missing; raises ContentError with all that is wrong in them."""
    drawings = {}
    problems = []
    for path in sorted(folder.glob("*.svg")):
        text = path.read_text(encoding="utf-8")
        try:
            messages = list(_mistakes(path.stem, fromstring(text)))  # noqa: S314 (the site's own files)
        except ParseError as error:
            messages = [f"is no SVG that can be read ({error}); open it in a drawing program and save it again"]
        problems += [Problem(path, message) for message in messages]
        drawings[path.name] = " ".join(_PROLOG.sub("", text).split())
    if problems:
        raise ContentError(problems)
    return drawings


def _mistakes(name: str, svg: Element) -> Iterator[str]:
    """What keeps a drawing from being read by everybody, in every width and color."""
    for part in ("title", "desc"):
        found = svg.find(f"{_SVG}{part}")
        if found is None or not (found.text or "").strip():
            yield f"has no <{part}>; say there what is to be seen, for those who do not see it"
        elif found.get("id") != f"{name}-{part}":
            yield f"<{part}> needs the id '{name}-{part}'"
    if svg.get("role") != "img" or svg.get("aria-labelledby") != f"{name}-title {name}-desc":
        yield f'the <svg> needs role="img" and aria-labelledby="{name}-title {name}-desc"'
    box = (svg.get("viewBox") or "").split()
    if len(box) != 4:
        yield 'the <svg> needs a viewBox, such as "0 0 320 480"'
    elif float(box[2]) > WIDEST:
        yield f"is {box[2]} units wide; at most {WIDEST:g}, so that it can be read on a small phone"
    for element in svg.iter():
        yield from _mistakes_of_part(name, element)


def _mistakes_of_part(name: str, part: Element) -> Iterator[str]:
    if (size := part.get("font-size")) and float(size.removesuffix("px")) < SMALLEST_TEXT:
        yield f"holds text of size {size}; at least {SMALLEST_TEXT:g}, so that it can be read on a small phone"
    if (id := part.get("id")) and not id.startswith(f"{name}-"):
        yield f"the id '{id}' must begin with '{name}-': several drawings may stand on one page"
    if part.tag in _BANNED:
        tag = part.tag.removeprefix(_SVG)
        yield f"holds <{tag}>; draw with shapes and text, and color with the classes of the style sheet"
