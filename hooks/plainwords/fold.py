"""Makes spellings equal that a reader takes for the same, and finds the way back to the original text.

The rules are those of the linking contract: white space of any kind and length is one space, hyphens are one
hyphen, apostrophes are straight, accents, soft hyphens and what has no width are nothing, whether letters are composed
or not.
"""

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import NamedTuple

SOFT_HYPHEN = "\u00ad"
SEAM = "\x05"
"""Stands for the border of an element inside a line. It is nothing to a reader, so a word or form may cross it."""

_NO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"  # pasted in unseen, to allow a line break, as <wbr> does, or forbid it
_NOTHING = (SOFT_HYPHEN, SEAM, *_NO_WIDTH)
_APOSTROPHES = "\u2019\u2018\u02bc"
_HYPHENS = "\u2010\u2011"
_ASCII_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f"
_ASCII_SPACE = str.maketrans(dict.fromkeys(_ASCII_SPACES, " "))
_ASCII = bytes(range(128))


class Folded(NamedTuple):
    """A folded text, letter case and hyphens kept, and the way back to the original.

    At each of `cuts` (places in the folded text) the original runs ahead by the number in `shifts`.
    """

    text: str
    cuts: list[int]
    shifts: list[int]

    def place(self, index: int) -> int:
        """The place in the original text that `index` of the folded text stands for.

        Characters that fold to nothing belong to the one before them: an accent stays with its letter.
        """
        return index + self.shifts[bisect_right(self.cuts, index) - 1] if self.cuts else index


def fold(text: str) -> Folded:
    """Fold a text; the same for a form and for the text in which it is looked for."""
    if text.isascii():
        text = text.translate(_ASCII_SPACE)
        odd = {SEAM} if SEAM in text else set()
    else:
        text, odd = _fold_letters(text)
    if not odd and "  " not in text:
        return Folded(text, [], [])
    return _without_seams(text) if odd == {SEAM} else _shorten(text, odd)


def beyond_ascii(text: str) -> set[str]:
    """The characters of a text that are not ASCII (three times as fast as a pattern for them)."""
    return set(text.encode(errors="surrogatepass").translate(None, _ASCII).decode(errors="surrogatepass"))


def fold_text(text: str) -> str:
    """The folded text alone."""
    return fold(text).text


def _fold_letters(text: str) -> tuple[str, set[str]]:
    """Replace each character that equals one other; return the text and the characters that do not."""
    odd = {SEAM} if SEAM in text else set()
    for char in beyond_ascii(text):
        equal = _equal(char)
        if len(equal) != 1:
            odd.add(char)
        elif equal != char:
            text = text.replace(char, equal)
    for char in _ASCII_SPACES:
        if char in text:
            text = text.replace(char, " ")
    return text, odd


def _without_seams(text: str) -> Folded:
    """As `_shorten`, in a tenth of the time, for what is usual on a page: seams and nothing else."""
    pieces = text.split(SEAM)
    whole = "".join(pieces)
    if "  " in whole:
        return _shorten(text, {SEAM})
    return Folded(whole, [0, *accumulate(map(len, pieces[:-1]))], list(range(len(pieces))))


def _shorten(text: str, odd: set[str]) -> Folded:
    """Make one space of each run of spaces; leave out or spell out the characters in `odd`."""
    nothing = "".join(sorted(char for char in odd if not _equal(char)))
    run = f" (?:[{re.escape(nothing)}]* )+" if nothing else "  +"
    pattern = f"{run}|[{re.escape(''.join(sorted(odd)))}]" if odd else run
    pieces: list[str] = []
    cuts, shifts = [0], [0]
    done = length = 0
    for found in re.finditer(pattern, text):
        start, end = found.span()
        equal = " " if text[start] == " " else _equal(text[start])
        pieces += text[done:start], equal
        length += start - done
        for _ in equal[1:]:  # inside what one character is made of, one is still at that character
            length += 1
            cuts.append(length)
            shifts.append(start - length)
        length += 1 if equal else 0
        done = end
        cuts.append(length)
        shifts.append(done - length)
    pieces.append(text[done:])
    return Folded("".join(pieces), cuts, shifts)


@cache
def _equal(char: str) -> str:
    """What one character equals: itself, another one, nothing, or the letters that it is made of."""
    if char.isspace():
        return " "
    if char in _HYPHENS:
        return "-"
    if char in _APOSTROPHES:
        return "'"
    if char in _NOTHING:
        return ""
    return "".join(part for part in unicodedata.normalize("NFD", char) if not unicodedata.combining(part))
