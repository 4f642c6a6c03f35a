"""What a PDF must be: the criteria by number, what is known of one document, and a problem found in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

CRITERIA = {
    1: "PDF/UA",
    2: "headings",
    3: "words",
    4: "tags",
    5: "figures",
    6: "tables",
    7: "lists and empty elements",
    8: "links",
    9: "language and title",
    10: "fonts",
    11: "paper",
    12: "text size",
    13: "line length",
    14: "contrast",
    15: "ink and full pages",
    16: "edge",
    17: "page breaks",
    18: "every page",
    19: "QR code",
    20: "what must be said",
    21: "write-in lines",
    23: "file size",
}
"""Same bytes twice, 22, is a question to who makes the document."""

STANDARD, LARGE = 13, 18
"""The sizes of text in points."""


class PdfProblem(NamedTuple):
    """What is wrong and how to mend it; `page` counts from 1 and is None for the whole document."""

    criterion: int
    page: int | None
    message: str

    @property
    def name(self) -> str:
        """The criterion in a few words."""
        return CRITERIA[self.criterion]

    def __str__(self) -> str:
        place = f"page {self.page}: " if self.page else ""
        return f"{place}{self.name}: {self.message}"


@dataclass(frozen=True)
class Expected:
    """What is known of a document; what is None or empty is not asked for.

    Texts are compared with single spaces. `words` is all that is read, in reading order, without the signs of list
    items and the words in pictures; `headings` are in any order, `alts` those of figures that must be there. `phrases`
    are (language, text). `address` is whole, as in the QR code; printed, it stands without `https://` and the last
    slash, in the text and, with `checked`, on each page. `terms` are (word, what it means), in a row or list item.
    `addresses` and `said`, such as a disclaimer and the review status, stand in the text, `sources` in a list;
    `questions` have lines to write on below. `families` are names of fonts, `limit` is in bytes.
    """

    title: str | None = None
    language: str | None = None
    words: Sequence[str] | None = None
    headings: Sequence[str] | None = None
    alts: Sequence[str] | None = None
    phrases: Sequence[tuple[str, str]] = ()
    families: Sequence[str] = ()
    paper: Literal["letter", "a4"] | None = None
    size: float | None = None
    address: str | None = None
    checked: str | None = None
    code: str | None = None
    terms: Sequence[tuple[str, str]] = ()
    sources: Sequence[str] = ()
    addresses: Sequence[str] = ()
    said: Sequence[str] = ()
    questions: Sequence[str] = ()
    limit: int | None = None

    @property
    def printed(self) -> str | None:
        """The address as it stands on paper."""
        return self.address and self.address.partition("://")[2].rstrip("/")

    @property
    def large(self) -> bool:
        """Whether this is large print."""
        return self.size is not None and self.size >= LARGE
