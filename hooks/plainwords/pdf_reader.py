"""Reads the pages of a PDF: follows what their operators draw, and under which marks."""

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Object

from plainwords.pdf_content import Box, Drawn, Mark, Run, Shape
from plainwords.pdf_fonts import Font
from plainwords.pdf_state import IDENTITY, NUMBERS, Pen, State, place, read_color, read_matrix, thinned, times

Operands = list[Any]
THIN = 3.0
"""An area that is no higher than so many points is a line."""


def read(page: pikepdf.Page, fonts: dict[Any, Font]) -> Drawn:
    """Read a page. `fonts` keeps the fonts of the document between its pages."""
    drawn = Drawn(Box(*(float(number) for number in page.mediabox)))
    _Reader(drawn, fonts, page.obj.get("/Resources", Dictionary()), State(), Mark()).follow(page)
    return drawn


class _Reader:
    def __init__(self, drawn: Drawn, fonts: dict[Any, Font], resources: Object, state: State, mark: Mark) -> None:
        self.drawn, self.fonts, self.resources, self.state = drawn, fonts, resources, state
        self.kept: list[State] = []
        self.marks = [mark]
        self.instead: list[str | None] = [None]
        self.path: list[tuple[float, float]] = []
        self.clips = False
        self.named: dict[str, Font] = {}
        self.pen = Pen()

    def follow(self, stream: pikepdf.Page | Object) -> None:
        for instruction in pikepdf.parse_content_stream(stream):
            operator = str(instruction.operator)
            if operator in _OPERATORS:
                _OPERATORS[operator](self, list(instruction.operands))
            elif operator in NUMBERS:
                setattr(self.state, NUMBERS[operator], float(instruction.operands[0]))
            elif operator in _PAINT:
                self.paint(operator)

    def keep(self, _: Operands) -> None:
        self.kept.append(copy(self.state))

    def restore(self, _: Operands) -> None:
        if self.kept:
            self.state = self.kept.pop()

    def transform(self, by: Operands) -> None:
        self.state.matrix = times(read_matrix(by), self.state.matrix)

    def more_state(self, names: Operands) -> None:
        more = self._resource("/ExtGState", names[0])
        self.state.alpha = float(more.get("/ca", self.state.alpha))
        self.state.line_alpha = float(more.get("/CA", self.state.line_alpha))

    def color(self, parts: Operands) -> None:
        self.state.fill = read_color(parts)

    def line_color(self, parts: Operands) -> None:
        self.state.stroke = read_color(parts)

    def begin_mark(self, operands: Operands) -> None:
        outer, more = self.marks[-1], operands[1] if len(operands) > 1 else Dictionary()
        if isinstance(more, Name):
            more = self._resource("/Properties", more)
        if operands[0] == Name.Artifact:
            mark = replace(outer, artifact=str(more.get("/Type", "/"))[1:])
        else:
            language = str(more["/Lang"]) if "/Lang" in more else outer.language
            mark = replace(outer, mcid=int(more["/MCID"]) if "/MCID" in more else outer.mcid, language=language)
        self.marks.append(mark)
        self.instead.append(str(more["/ActualText"]) if "/ActualText" in more else None)

    def end_mark(self, _: Operands) -> None:
        if len(self.marks) > 1:
            self.marks.pop()
            self.instead.pop()

    def begin_path(self, point: Operands) -> None:
        self.path.append(place(self.state.matrix, point[-2], point[-1]))

    def rectangle(self, operands: Operands) -> None:
        x, y, width, height = map(float, operands)
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.path += [place(self.state.matrix, *corner) for corner in corners]

    def clip(self, _: Operands) -> None:
        self.clips = True

    def paint(self, operator: str) -> None:
        if self.path:
            xs, ys = zip(*self.path, strict=True)
            box = Box(min(xs), min(ys), max(xs), max(ys))
            if operator != "n" and box.meets(self.state.clip):
                self.draw(box.within(self.state.clip), operator in _FILLS)
            if self.clips:
                self.state.clip = box.within(self.state.clip)
        self.path, self.clips = [], False

    def draw(self, box: Box, filled: bool) -> None:
        state = self.state
        color = thinned(state.fill, state.alpha) if filled else thinned(state.stroke, state.line_alpha)
        level = box.top - box.bottom < (THIN if filled else 0.1) and box.right > box.left
        self.drawn.shapes.append(Shape(box, level, color, self.marks[-1]))

    def draw_object(self, names: Operands) -> None:
        held = self._resource("/XObject", names[0])
        if held.get("/Subtype") == Name.Form:
            state, resources = copy(self.state), held.get("/Resources", self.resources)
            state.matrix = times(read_matrix(held.get("/Matrix", IDENTITY)), state.matrix)
            _Reader(self.drawn, self.fonts, resources, state, self.marks[-1]).follow(held)
        else:
            self.image(names)

    def image(self, _: Operands) -> None:
        self.rectangle([0, 0, 1, 1])
        self.paint("f")

    def shade(self, _: Operands) -> None:
        self.drawn.shapes.append(Shape(self.drawn.box, False, self.state.fill, self.marks[-1]))

    def choose_font(self, operands: Operands) -> None:
        name = str(operands[0])
        if name not in self.named:
            held = self._resource("/Font", operands[0])
            self.named[name] = self.fonts.setdefault(held.objgen if held.is_indirect else id(held), Font(held))
        self.state.font = self.named[name]
        self.state.size = float(operands[1])

    def begin_text(self, _: Operands) -> None:
        self.pen.put(IDENTITY)

    def text_matrix(self, operands: Operands) -> None:
        self.pen.put(read_matrix(operands))

    def next_line(self, by: Operands) -> None:
        self.pen.move(float(by[0]), float(by[1]))

    def next_line_leading(self, by: Operands) -> None:
        self.state.leading = -float(by[1])
        self.next_line(by)

    def new_line(self, _: Operands) -> None:
        self.pen.move(0, -self.state.leading)

    def new_line_show(self, operands: Operands) -> None:
        self.new_line([])
        self.show([operands[-1:]])

    def show_one(self, operands: Operands) -> None:
        self.show([operands])

    def show(self, operands: Operands) -> None:
        font, state = self.state.font, self.state
        if font:
            text, box, base, size = self.pen.write(operands[0], state, font)
            if self.instead[-1] is not None:
                text, self.instead[-1] = self.instead[-1], ""
            if box.meets(state.clip):
                color = thinned(state.fill, state.alpha)
                self.drawn.runs.append(Run(text, box, base, size, color, font, self.marks[-1]))

    def _resource(self, kind: str, name: Object) -> Any:
        return self.resources.get(kind, Dictionary()).get(str(name), Dictionary())


_OPERATORS: dict[str, Callable[[_Reader, Operands], None]] = {
    "q": _Reader.keep,
    "Q": _Reader.restore,
    "cm": _Reader.transform,
    "gs": _Reader.more_state,
    **dict.fromkeys(("g", "rg", "k", "sc", "scn"), _Reader.color),
    **dict.fromkeys(("G", "RG", "K", "SC", "SCN"), _Reader.line_color),
    **dict.fromkeys(("BMC", "BDC"), _Reader.begin_mark),
    "EMC": _Reader.end_mark,
    **dict.fromkeys(("m", "l", "c", "v", "y"), _Reader.begin_path),
    "re": _Reader.rectangle,
    **dict.fromkeys(("W", "W*"), _Reader.clip),
    "Do": _Reader.draw_object,
    "INLINE IMAGE": _Reader.image,
    "sh": _Reader.shade,
    "BT": _Reader.begin_text,
    "Tf": _Reader.choose_font,
    "Tm": _Reader.text_matrix,
    "Td": _Reader.next_line,
    "TD": _Reader.next_line_leading,
    "T*": _Reader.new_line,
    "Tj": _Reader.show_one,
    "TJ": _Reader.show,
    **dict.fromkeys(("'", '"'), _Reader.new_line_show),
}
_FILLS = {"f", "F", "f*", "B", "B*", "b", "b*"}
_PAINT = {*_FILLS, "S", "s", "n"}
