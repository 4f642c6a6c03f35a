"""The terms from A to Z."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from plainwords.fold import fold
from plainwords.terms import Term


class Letter(NamedTuple):
    """A letter of the list and its terms."""

    name: str
    id: str
    terms: list[Term]


def by_letter(terms: Iterable[Term], other: str) -> list[Letter]:
    """Sort terms as a reader looks for them, accents and case aside; `other` names what begins with no letter."""
    ordered = sorted(terms, key=_sort_key)
    letters = []
    for initial, group in groupby(ordered, key=lambda term: _sort_key(term)[1][:1]):
        found = initial.isalpha()
        letters.append(Letter(initial.upper() if found else other, f"letter-{initial if found else '0'}", list(group)))
    return letters


def _sort_key(term: Term) -> tuple[bool, str, str]:
    """What begins with no letter stands last."""
    plain = fold(term.term).text.lower()
    return (not plain[:1].isalpha(), plain if plain[:1].isalpha() else f"0{plain}", term.id)
