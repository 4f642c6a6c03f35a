"""What stands on a page of a PDF: text and shapes, where, and what each is marked as."""

from dataclasses import dataclass, field
from typing import NamedTuple

from plainwords.pdf_fonts import Font

Color = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a piece of a page is marked as: content of the structure, by its number, or an artifact of some kind."""

    mcid: int | None = None
    artifact: str | None = None
    language: str | None = None

    @property
    def missing(self) -> bool:
        """Whether it is neither."""
        return self.mcid is None and self.artifact is None


class Box(NamedTuple):
    """A place on a page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "Box") -> bool:
        """Whether both share some place."""
        apart = self.right < other.left or other.right < self.left
        return not (apart or self.top < other.bottom or other.top < self.bottom)

    def within(self, other: "Box") -> "Box":
        """The place that both share."""
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        return Box(left, bottom, max(left, min(self.right, other.right)), max(bottom, min(self.top, other.top)))


class Run(NamedTuple):
    """Text shown in one go: `base` is the height that it stands on, `size` its real size on paper."""

    text: str
    box: Box
    base: float
    size: float
    color: Color
    font: Font
    mark: Mark


class Shape(NamedTuple):
    """A line, an area or an image. `level` is true for a single straight line from left to right."""

    box: Box
    level: bool
    color: Color
    mark: Mark


@dataclass
class Drawn:
    """All that stands on a page, in the order in which it is drawn."""

    box: Box
    runs: list[Run] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
