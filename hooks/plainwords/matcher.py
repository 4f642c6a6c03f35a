"""Finds the words of a glossary in text: knows text and terms, nothing of Markdown or links.

1. Fold the text (`fold`), so that spellings which a reader takes for the same are the same.
2. Find every spelling that stands between spaces or signs, overlapping ones too (Aho-Corasick, one pass over
   bytes in which each letter is one byte and each sign a space: a short form inside a word is never a hit).
3. Drop what differs in its signs or letters, is joined to another word, stands in an address, or touches an excepted
   phrase.
4. Choose from left to right, the longest first. (Choosing before dropping would lose terms.)
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from plainwords.fold import beyond_ascii, fold
from plainwords.forms import Spelling, index
from plainwords.problems import ContentError
from plainwords.terms import Term, clash_problem

_LETTERS = b"0123456789abcdefghijklmnopqrstuvwxyz_?"  # ? stands for a letter beyond ASCII
_SIGNS_TO_SPACES = bytes(byte if byte in _LETTERS else ord(" ") for byte in range(256))
_JOINERS = "-\u2013'"  # between two letters they make one word: non-cancer, I–III, can't
_OF_ADDRESSES = ".@"  # so do these, but not before a number, which may be that of a note: info@myeloma.org
_FAR = 101
"""How far back an address may begin; a text may be long and have no space at all."""


class Match(NamedTuple):
    """A place in a text that names a term.

    `start` and `end` count the characters of the text as it was given. `form` is the form in the term file
    that was recognised; the text may hold its plural, its possessive or an equal spelling.
    """

    start: int
    end: int
    term: Term
    form: str


_Candidate = tuple[int, int, int, Spelling]
"""Start and minus the end of a whole word or phrase in the folded text, a number of its own, and whose it is."""


class Matcher:
    """The words of a glossary, ready to be found.

    Takes the terms or a mapping of them by id, in any order; raises ContentError if two terms claim a spelling.
    """

    def __init__(self, terms: Iterable[Term] | Mapping[str, Term]) -> None:
        by_key, clashes = index(terms.values() if isinstance(terms, Mapping) else terms)
        if clashes:
            raise ContentError(map(clash_problem, clashes))
        patterns: dict[bytes, list[Spelling]] = {}
        for key, spellings in by_key.items():
            patterns.setdefault(_outline(key), []).extend(spellings)
        self._spellings = list(patterns.values())
        # Those that need no second look, being one word of plain letters and digits in any case.
        self._plain = [
            found[0]
            if len(found) == 1 and not found[0].exact and found[0].key.isascii() and found[0].key.isalnum()
            else None
            for found in self._spellings
        ]
        self._excepts = any(not spelling.is_term for found in self._spellings for spelling in found)
        # The other kinds are as fast but take many times the memory (DFA) or longer to search (NoncontiguousNFA).
        self._automaton = BytesAhoCorasick(patterns, implementation=Implementation.ContiguousNFA)

    def find(self, text: str) -> Iterator[Match]:
        """Yield the terms of a text from left to right, the longest at each place, never overlapping."""
        folded = fold(text)
        candidates = self._candidates(folded.text)
        candidates.sort()
        place = folded.place
        done = 0
        for start, minus_end, _, spelling in _allowed(candidates) if self._excepts else candidates:
            if start >= done:
                done = -minus_end
                yield Match(place(start), place(done), spelling.term, spelling.form)

    def _candidates(self, text: str) -> list[_Candidate]:
        letters = text.replace("-", " ")
        lower = letters.lower()
        around = f" {text}    "  # one step to the right, so that a look around never leaves the text
        plain = self._plain
        found: list[_Candidate] = []
        for pattern, start, end in self._automaton.find_matches_as_indexes(_outline(lower), overlapping=True):
            end -= 2  # the spaces of the outline
            spelling = plain[pattern] or self._exactly(pattern, letters[start:end], lower[start:end])
            if spelling is None or (around[start] != " " and _word_goes_on(around, start, -1)):
                continue
            if around[end + 1] != " ":
                end = _end_of_word(around, start + 1, end + 1) - 1
                if end < 0:
                    continue
            found.append((start, -end, -len(found), spelling))  # later ones are longer: Bell's goes before Bell
        return found

    def _exactly(self, pattern: int, letters: str, lower: str) -> Spelling | None:
        """The spelling of an outline that the text has, its signs and, where these decide, its letters included."""
        for spelling in self._spellings[pattern]:
            if letters == spelling.exact if spelling.exact else lower == spelling.key:
                return spelling
        return None


def _outline(text: str) -> bytes:
    """A lower-case text between two spaces, each sign a space, each letter beyond ASCII a question mark."""
    if not text.isascii():
        for char in beyond_ascii(text):
            if not char.isalnum():
                text = text.replace(char, " ")
    return b" %b " % text.replace("?", " ").encode("ascii", "replace").translate(_SIGNS_TO_SPACES)


def _word_goes_on(text: str, at: int, step: int) -> bool:
    """Whether the word beside `at` goes on there, to the left (step -1) or to the right (1)."""
    if text[at] in _OF_ADDRESSES:
        return text[at + step].isalpha()
    if step < 0 and text[at] in "/=" and _is_path(text, at):
        return True
    if text[at] in _JOINERS:
        at += step
    return text[at].isalnum() or text[at] == "_"


def _is_path(text: str, end: int) -> bool:
    """Whether an address leads up to a place: www.cancer.gov/types/."""
    before = text[max(end - _FAR, 0) : end].rpartition(" ")[2]
    return any(sign in _OF_ADDRESSES and letter.isalpha() for letter, sign in pairwise(before))


def _end_of_word(text: str, start: int, end: int) -> int:
    """Where a match ends, a possessive included; 0 if it ends inside a word."""
    if text[end] == "'":
        if text[end + 1] in "sS" and not _word_goes_on(text, end + 2, 1):
            return end + 2
        quoted = text[start - 1] == "'"  # 'platelets' in quotation marks is no possessive
        if text[end - 1] in "sS" and not quoted and text[end + 1] == " " and text[end + 2].isalpha():
            return end + 1
    return 0 if _word_goes_on(text, end, 1) else end


def _allowed(candidates: list[_Candidate]) -> list[_Candidate]:
    """Leave out the excepted phrases and all that touches one, but for a longer form that holds it."""
    excepted = [(start, -minus_end) for start, minus_end, _, spelling in candidates if not spelling.is_term]
    if not excepted:
        return candidates
    longest = max(end - start for start, end in excepted)

    def touched(start: int, end: int) -> bool:
        first, last = bisect_left(excepted, (start - longest,)), bisect_left(excepted, (end,))
        return any(phrase[1] > start and not _holds(start, end, *phrase) for phrase in excepted[first:last])

    return [each for each in candidates if each[3].is_term and not touched(each[0], -each[1])]


def _holds(start: int, end: int, inner_start: int, inner_end: int) -> bool:
    return start <= inner_start and inner_end <= end and end - start > inner_end - inner_start
