"""What the operators of a PDF change as they go, and the geometry and colors in it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pikepdf import Name, String

from plainwords.pdf_content import Box, Color
from plainwords.pdf_fonts import Font

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE = Box(-math.inf, -math.inf, math.inf, math.inf)


@dataclass
class State:
    """What `q` keeps and `Q` brings back."""

    clip: Box = EVERYWHERE
    matrix: Matrix = IDENTITY
    fill: Color = (0.0, 0.0, 0.0)
    stroke: Color = (0.0, 0.0, 0.0)
    alpha: float = 1.0
    line_alpha: float = 1.0
    font: Font | None = None
    size: float = 0.0
    between: float = 0.0
    space: float = 0.0
    wide: float = 100.0
    leading: float = 0.0
    rise: float = 0.0


NUMBERS = {"Tc": "between", "Tw": "space", "Tz": "wide", "TL": "leading", "Ts": "rise"}


class Pen:
    """Where text is written."""

    def __init__(self) -> None:
        self.line = self.at = IDENTITY

    def put(self, matrix: Matrix) -> None:
        """Begin a line somewhere else."""
        self.line = self.at = matrix

    def move(self, x: float, y: float) -> None:
        """Begin a line so far from where the last one began."""
        self.put(times((1, 0, 0, 1, x, y), self.line))

    def write(self, shown: Iterable[Any], state: State, font: Font) -> tuple[str, Box, float, float]:
        """Go along a text and the gaps in it: the text, its place, the height that it stands on, its size on paper."""
        text, along, wide = "", 0.0, state.wide / 100
        for item in shown:
            if isinstance(item, String):
                more, width, characters, spaces = font.read(bytes(item))
                along += (width * state.size + characters * state.between + spaces * state.space) * wide
                text += more
            else:
                along -= float(item) / 1000 * state.size * wide
        matrix = times(self.at, state.matrix)
        self.at = times((1, 0, 0, 1, along, 0), self.at)
        size = state.size * math.hypot(matrix[2], matrix[3])
        left, base = place(matrix, 0, state.rise)
        right, end = place(matrix, along, state.rise)
        low, high = min(base, end) - 0.2 * size, max(base, end) + 0.75 * size
        return text, Box(min(left, right), low, max(left, right), high), base, size


def times(first: Matrix, then: Matrix) -> Matrix:
    """One after the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def read_matrix(numbers: Iterable[Any]) -> Matrix:
    """The numbers of a PDF as a matrix."""
    a, b, c, d, e, f = (float(number) for number in numbers)
    return (a, b, c, d, e, f)


def place(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a point stands on the page."""
    x, y = float(x), float(y)
    return x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5]


def read_color(parts: Iterable[Any]) -> Color:
    """The numbers of a PDF as a color: one is a gray, three are red, green and blue, four are inks."""
    numbers = [float(part) for part in parts if not isinstance(part, Name)]
    if len(numbers) == 4:
        cyan, magenta, yellow, black = numbers
        return ((1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black))
    if len(numbers) == 3:
        return (numbers[0], numbers[1], numbers[2])
    gray = numbers[0] if numbers else 0.0
    return (gray, gray, gray)


def thinned(color: Color, alpha: float) -> Color:
    """How a color looks on white that lets the paper show through."""
    red, green, blue = (1 - alpha * (1 - part) for part in color)
    return (red, green, blue)
