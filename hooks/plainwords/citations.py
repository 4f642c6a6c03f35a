"""Citations: `[@nci-pdq-2023]` or `[@key-a; @key-b]` in running text becomes a numbered note.

Two boxes say where sources part, `!!! changed` and `!!! differ`: they get their title and the dates of all that
they cite from here. Knows Markdown only; the notes themselves are written where the page ends.
"""

import re
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from plainwords.sources import BOXES, CITATION, keys_of


class _Reader(InlineProcessor):
    """Finds citations; their numbers are given when the whole page is read, in its order."""

    def handleMatch(  # type: ignore[override] # noqa: N802 (the name is Python-Markdown's)
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        note = Element("sup", {"class": "cite", "data-search-exclude": ""})
        for key in keys_of(m[0]):
            SubElement(note, "span", {"data-cite": key})  # no link yet: MkDocs would ask where it leads
        return note, m.start(0), m.end(0)


class Citations(Treeprocessor):
    """Numbers the citations of a page; `keys` then holds what it cites, in the order of the numbers."""

    def __init__(self, md: Markdown, labels: Mapping[str, str], words: Mapping[str, str]) -> None:
        super().__init__(md)
        self.labels = labels
        self.words = words
        self.keys: list[str] = []

    def run(self, root: Element) -> None:
        """Number the notes and complete the boxes."""
        self.keys.clear()
        for note in root.iter("sup"):
            if note.get("class") == "cite":
                self._number(note)
        for box in root.iter("div"):
            for kind in BOXES:
                if kind in box.get("class", "").split() and "admonition" in box.get("class", ""):
                    self._complete(box, kind)

    def _number(self, note: Element) -> None:
        links = list(note)
        for link in links:
            key = link.attrib.pop("data-cite")
            link.tag = "a"
            if key not in self.keys:
                self.keys.append(key)
                link.set("id", f"cited-{key}")
            number = str(self.keys.index(key) + 1)
            link.text = number
            link.set("href", f"#source-{key}")
            link.set("aria-label", self.words["note"].format(number=number, source=self.labels.get(key, key)))
            link.tail = ", " if link is not links[-1] else None

    def _complete(self, box: Element, kind: str) -> None:
        title = box.find("p[@class='admonition-title']")
        if title is not None and title.text == kind.capitalize():  # what Python-Markdown writes for a box without one
            title.text = self.words[kind]
        keys = [link.get("href", "").removeprefix("#source-") for link in box.findall(".//sup[@class='cite']/a")]
        if keys:
            dates = SubElement(box, "ul", {"class": "dates", "aria-label": self.words["dates_of_sources"]})
            for key in dict.fromkeys(keys):
                SubElement(dates, "li").text = self.labels.get(key, key)


class CitationExtension(Extension):
    """The extension. `labels` says publisher and date of each known source by its key; without `words`, which the
    notes and boxes need, citations are only taken out of the text.

    `citations` is the processor of the latest Markdown instance that the extension was added to.
    """

    def __init__(self, labels: Mapping[str, str], words: Mapping[str, str] | None = None, **options: Any) -> None:
        super().__init__(**options)
        self._labels = labels
        self._words = words
        self.citations: Citations | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Add the citations to a Markdown instance."""
        md.inlinePatterns.register(_Reader(CITATION, md), "plainwords-cite", 175)  # after escapes, before links
        if self._words is None:
            return
        self.citations = Citations(md, self._labels, self._words)
        # After MkDocs has checked all links (0): what these point to is written when the page is complete.
        md.treeprocessors.register(self.citations, "plainwords-cite", -10)
