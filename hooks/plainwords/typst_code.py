"""Pieces of Typst source, and the text among them."""

import re
from collections.abc import Iterable, Iterator

NO_BREAK = "\u00a0"
_UNITS = "°[CF]|%|percent|mg|mcg|g|kg|mL|L|dL|mm|cm|nm|Gy|mSv|mmol|nmol|pounds|ounces|units"
_QUANTITY = re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?!\w))")
_SPACE = re.compile(r"[ \t\r\n]+")


class NotForPaperError(ValueError):
    """Something that no sheet of paper can show; its text is for the writer."""


class Words(str):
    """Text of a page among pieces of Typst: one space for each run of white space, quantities kept with their units."""

    __slots__ = ()

    def __new__(cls, text: str | None) -> "Words":
        """Tidy the text."""
        return super().__new__(cls, _QUANTITY.sub(NO_BREAK, _SPACE.sub(" ", text or "")))


def string(text: str) -> str:
    """A Typst string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def call(function: str, *arguments: str) -> str:
    """A call of a Typst function."""
    return f"{function}({', '.join(arguments)})"


def joined(parts: Iterable[str]) -> str:
    """Several pieces of content as one."""
    return f"{{{'; '.join(parts)}}}"


def array(items: Iterable[str]) -> str:
    """A Typst array."""
    return f"({''.join(f'{item}, ' for item in items)})"


def content(parts: Iterable[str]) -> str:
    """Words and pieces of Typst as one piece."""
    made = [string(part) if isinstance(part, Words) else part for part in parts if part]
    return joined(made) if made else '""'


def trimmed(parts: Iterable[str]) -> Iterator[str]:
    """The pieces of a line, without space at its ends."""
    line = list(parts)
    for place, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if line and isinstance(line[place], Words):
            line[place] = Words(strip(line[place], " "))
    return iter(line)
