"""The structure of a tagged PDF as a tree of elements, and the blocks of text in it in reading order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from plainwords.pdf_content import Run

INLINE = frozenset("Span Strong Em Link Quote Code Reference Note FENote BibEntry Annot Sub".split())
PICTURES = frozenset({"Figure", "Formula"})


@dataclass(frozen=True)
class Leaf:
    """Marked content: the page, counted from 1, and its number there."""

    page: int
    mcid: int


@dataclass(eq=False)
class Element:
    """One element: its kind as a standard name, its attributes merged, and what it holds."""

    kind: str
    held: Any = None
    parent: "Element | None" = None
    kids: "list[Element | Leaf]" = field(default_factory=list)
    annotations: list[Any] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)

    def text_of(self, key: str) -> str | None:
        """An entry that is text, such as /Alt."""
        return str(self.held[key]) if self.held is not None and key in self.held else None

    @property
    def inline(self) -> bool:
        """Whether it stands in a line of text."""
        return self.kind in INLINE and self.attributes.get("/Placement") != Name.Block

    @property
    def level(self) -> int:
        """The level of a heading; 0 for all else."""
        return int(self.kind[1:]) if self.kind[:1] == "H" and self.kind[1:].isdigit() else 0

    def elements(self) -> "list[Element]":
        """The elements right below."""
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def below(self) -> "Iterator[Element]":
        """All elements below, in reading order."""
        for kid in self.elements():
            yield kid
            yield from kid.below()

    def leaves(self) -> Iterator[Leaf]:
        """All marked content below, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Leaf):
                yield kid
            else:
                yield from kid.leaves()


@dataclass(eq=False)
class Block:
    """Text that belongs together, or a picture: what stands between two borders of block elements."""

    element: Element
    text: str = ""
    leaves: list[Leaf] = field(default_factory=list)
    runs: list[tuple[int, Run]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What it is part of."""
        return self.element.kind

    @property
    def picture(self) -> bool:
        """Whether its words are those of a picture, for which its alternative text stands."""
        return self.kind in PICTURES

    @property
    def first(self) -> int:
        """The page that it begins on."""
        return self.leaves[0].page if self.leaves else 0

    @property
    def last(self) -> int:
        """The page that it ends on."""
        return self.leaves[-1].page if self.leaves else 0


def tree(pdf: pikepdf.Pdf) -> Element | None:
    """The whole structure, if the document has one."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return None
    pages = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
    roles = {str(key): str(value) for key, value in root.get("/RoleMap", {}).items()}
    top = Element("StructTreeRoot")
    _read_kids(root, top, 0, pages, roles)
    return top


def _read_kids(held: Any, element: Element, page: int, pages: dict[Any, int], roles: dict[str, str]) -> None:
    kids = held.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            element.kids.append(Leaf(page, kid))
            continue
        here = pages.get(kid.Pg.objgen, 0) if "/Pg" in kid else page
        if "/S" in kid:
            child = Element(_kind(str(kid.S), roles), kid, element, attributes=_attributes(kid))
            element.kids.append(child)
            _read_kids(kid, child, here, pages, roles)
        elif "/MCID" in kid:
            element.kids.append(Leaf(here, int(kid.MCID)))
        elif "/Obj" in kid:
            element.annotations.append(kid.Obj)


def _kind(name: str, roles: dict[str, str]) -> str:
    seen: set[str] = set()
    while name in roles and name not in seen:
        seen.add(name)
        name = roles[name]
    return name.removeprefix("/")


def _attributes(held: Any) -> dict[str, Any]:
    groups = held.get("/A", Array())
    found: dict[str, Any] = {}
    for group in groups if isinstance(groups, Array) else [groups]:
        if isinstance(group, Dictionary):
            found.update(group.items())
    return found


def blocks(top: Element, runs: Mapping[Leaf, list[Run]]) -> list[Block]:
    """All blocks in reading order; runs are what stands on the pages, by its marked content."""
    found: list[Block] = []
    _close(_add(top, Block(top), found, runs), found)
    return found


def _add(element: Element, block: Block, found: list[Block], runs: Mapping[Leaf, list[Run]]) -> Block:
    """Fill the open block; a new one begins where an element begins or ends that is no part of a line."""
    instead = element.text_of("/ActualText")
    if instead is not None:
        block.text += instead
    for kid in element.kids:
        if isinstance(kid, Leaf):
            here = runs.get(kid, [])
            block.leaves.append(kid)
            block.runs += [(kid.page, run) for run in here]
            if instead is None:
                block.text += "".join(run.text for run in here)
        elif kid.inline:
            block = _add(kid, block, found, runs)
        else:
            _close(block, found)
            _close(_add(kid, Block(kid), found, runs), found)
            block = Block(element)
    return block


def _close(block: Block, found: list[Block]) -> None:
    if block.leaves or block.text.strip():
        found.append(block)
