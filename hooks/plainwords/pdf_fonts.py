"""The fonts of a PDF: how wide their characters are, which text they stand for, and if they travel with the file."""

import re
from functools import cached_property

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

SUBSET = re.compile(r"^[A-Z]{6}\+")


class Font:
    """A font as a page names it."""

    def __init__(self, font: Object) -> None:
        self._font = font
        self._wide = font.get("/Subtype") == Name.Type0
        self._inner = font.DescendantFonts[0] if self._wide else font
        self._known: dict[bytes, tuple[str, float, int, int]] = {}

    @cached_property
    def name(self) -> str:
        """Its PostScript name, with the six letters that mark a subset, if any."""
        return str(self._font.get("/BaseFont", "/Type3"))[1:]

    @property
    def family(self) -> str:
        """Its name without subset and style."""
        return SUBSET.sub("", self.name).partition("-")[0]

    @cached_property
    def bold(self) -> bool:
        """Whether its name says that it is bold."""
        return "bold" in self.name.lower()

    @property
    def embedded(self) -> bool:
        """Whether the file holds it."""
        held = self._inner.get("/FontDescriptor", Dictionary())
        return any(key in held for key in ("/FontFile", "/FontFile2", "/FontFile3"))

    @property
    def subset(self) -> bool:
        """Whether only the characters used are held."""
        return bool(SUBSET.match(self.name))

    @property
    def mapped(self) -> bool:
        """Whether it says which text its characters stand for."""
        return isinstance(self._font.get("/ToUnicode"), Stream)

    def read(self, shown: bytes) -> tuple[str, float, int, int]:
        """The text, its width in units of the size, and how many characters and word spaces it has."""
        if shown not in self._known:
            codes = (
                [high << 8 | low for high, low in zip(shown[::2], shown[1::2], strict=False)] if self._wide else shown
            )
            text = "".join(self._text.get(code, "\ufffd" if self._wide else chr(code)) for code in codes)
            width = sum(self._widths.get(code, self._default) for code in codes) / 1000
            self._known[shown] = text, width, len(codes), 0 if self._wide else shown.count(b" ")
        return self._known[shown]

    @cached_property
    def _default(self) -> float:
        return float(self._inner.get("/DW", 1000)) if self._wide else 0.0

    @cached_property
    def _widths(self) -> dict[int, float]:
        if not self._wide:
            first = int(self._font.get("/FirstChar", 0))
            return {first + index: float(width) for index, width in enumerate(self._font.get("/Widths", Array()))}
        found: dict[int, float] = {}
        waiting: list[int] = []
        for item in self._inner.get("/W", Array()):
            if isinstance(item, Array):
                found.update({waiting[0] + index: float(width) for index, width in enumerate(item)})
                waiting = []
            elif len(waiting) == 2:
                found.update(dict.fromkeys(range(waiting[0], waiting[1] + 1), float(item)))
                waiting = []
            else:
                waiting.append(int(item))
        return found

    @cached_property
    def _text(self) -> dict[int, str]:
        found: dict[int, str] = {}
        if not self.mapped:
            return found
        for instruction in pikepdf.parse_content_stream(self._font.ToUnicode):
            items, operator = list(instruction.operands), str(instruction.operator)
            if operator == "endbfchar":
                found.update({_code(a): _decoded(bytes(b)) for a, b in zip(items[::2], items[1::2], strict=False)})
            elif operator == "endbfrange":
                for first, last, to in zip(items[::3], items[1::3], items[2::3], strict=False):
                    found.update(_spread(_code(first), _code(last), to))
        return found


def _spread(first: int, last: int, to: Object) -> dict[int, str]:
    if isinstance(to, Array):
        return {first + index: _decoded(bytes(text)) for index, text in enumerate(to)}
    start = _decoded(bytes(to))
    return {code: start[:-1] + chr(ord(start[-1]) + code - first) for code in range(first, last + 1)}


def _code(text: Object) -> int:
    return int.from_bytes(bytes(text), "big")


def _decoded(text: bytes) -> str:
    return text.decode("utf-16-be", errors="replace")
