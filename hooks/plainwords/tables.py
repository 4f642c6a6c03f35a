"""Tables that a small screen can show: each cell knows the head of its column, so that a style sheet can stack rows.

Knows Markdown only. The first cell of a row, which titles it, stays an ordinary one: a head holds no links to terms.
"""

from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

WIDE = 3
"""From so many columns on, a phone has no room for a row; two columns wait for very large letters."""


class Tables(Treeprocessor):
    """Names each cell by its column."""

    def run(self, root: Element) -> None:
        """Complete all tables of the page."""
        for table in root.iter("table"):
            heads = [" ".join("".join(head.itertext()).split()) for head in table.iter("th")]
            for head in table.iter("th"):
                head.set("scope", "col")
            table.set("class", "stacks" if len(heads) >= WIDE else "stacks-late")
            _name_cells(table, heads)


def _name_cells(table: Element, heads: list[str]) -> None:
    for row in table.iter("tr"):
        for cell, head in list(zip(row, heads, strict=False))[1:]:
            if cell.tag == "td":
                cell.set("data-label", head)


class TablesExtension(Extension):
    """The extension `plainwords.tables`; it has no options."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Add it to a Markdown instance, after smarty (6) has written what the heads say."""
        md.treeprocessors.register(Tables(md), "plainwords-tables", 4.5)


def makeExtension(**options: Any) -> TablesExtension:  # noqa: N802 (the name is Python-Markdown's)
    """Called by Python-Markdown."""
    return TablesExtension(**options)
