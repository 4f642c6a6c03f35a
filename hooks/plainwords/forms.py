"""Which spellings name a term: its forms, their regular plurals and singulars."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from plainwords.fold import fold

if TYPE_CHECKING:
    from plainwords.terms import Term


class Spelling(NamedTuple):
    """One way to write a form of a term, or a phrase in which its form means something else.

    `key` is the folded spelling in lower case with spaces for hyphens; `exact` is the same in its own letters
    where these decide, else empty; `form` is what the term file says.
    """

    key: str
    exact: str
    form: str
    term: "Term"
    is_term: bool


class Clash(NamedTuple):
    """Two claims to one spelling, which would leave a choice."""

    first: Spelling
    second: Spelling


def index(terms: Iterable["Term"]) -> tuple[dict[str, list[Spelling]], list[Clash]]:
    """Collect the spellings of all terms by key, and the clashes between them, whatever the order of the terms."""
    by_key: dict[str, list[Spelling]] = {}
    found: dict[tuple[str, str, str], Clash] = {}
    for term in sorted(terms, key=lambda term: term.id):
        for spelling in spellings(term):
            others = by_key.get(spelling.key)
            if others is None:
                by_key[spelling.key] = [spelling]
                continue
            for other in others:
                if _clash(other, spelling):
                    found.setdefault((other.term.id, term.id, spelling.form), Clash(other, spelling))
            others.append(spelling)
            others.sort(key=lambda each: not each.is_term)  # a phrase that has an entry of its own names that one
    return by_key, list(found.values())


def _clash(one: Spelling, other: Spelling) -> bool:
    if one.exact and other.exact and one.exact != other.exact:
        return False
    if one.term.id == other.term.id:
        return one.is_term != other.is_term
    return one.is_term and other.is_term


def clashes(terms: Iterable["Term"]) -> list[Clash]:
    """The clashes alone, found without spelling out every form: a check of 9,000 terms in a tenth of the time."""
    first: dict[str, tuple[Term, bool]] = {}
    suspects: dict[str, Term] = {}
    for term in terms:
        forms = [(form, True) for form in (term.term, *term.forms)]
        for form, is_term in (*forms, *((phrase, False) for phrase in term.excepted)):
            stem = _letters(form).lower().rstrip("eisy")  # a plural differs from its singular in these alone
            other, other_is_term = first.setdefault(stem, (term, is_term))
            if other is not term or other_is_term != is_term:
                suspects[other.id] = other
                suspects[term.id] = term
    return index(suspects.values())[1]


def spellings(term: "Term") -> Iterator[Spelling]:
    """All spellings of a term's forms, and of the phrases in which they mean something else."""
    for form in dict.fromkeys((term.term, *term.forms)):
        yield from _spellings(form, term, True)
    for phrase in term.excepted:
        yield from _spellings(phrase, term, False)


def _spellings(form: str, term: "Term", is_term: bool) -> Iterator[Spelling]:
    letters = _letters(form)
    exact = term.exact or (not letters.islower() and has_two_capitals(letters))
    for spelling in (letters, *numbers(letters)):
        yield Spelling(spelling.lower(), spelling if exact else "", form, term, is_term)


def _letters(form: str) -> str:
    return (form if form.isascii() else fold(form).text).replace("-", " ")


def has_two_capitals(form: str) -> bool:
    """Whether a word of a form has two capital letters or more: such a form is matched letter for letter."""
    return any(sum(map(str.isupper, word)) > 1 for word in form.split(" "))


def numbers(form: str) -> list[str]:
    """The regular English plurals and singulars of a form's last word; none where it ends in no letter.

    A word that ends in a capital takes a lower-case s. Irregular ones ("metastases") have to be listed as forms.
    Some of the results are no words ("viruse"): they do no harm, and leaving them out would take a dictionary.
    """
    if not form[-1:].isalpha():
        return []
    head, space, word = form.rpartition(" ")
    if len(word) < 2:  # "stage I" has no plural "stage is"
        return []
    return [head + space + other for other in (*_plurals(word), *_singulars(word))]


def _plurals(word: str) -> tuple[str, ...]:
    last = word[-1]
    if last.isupper():
        return (word + "s",)
    if last in "sxz" or word.endswith("sh"):
        return (word + "es",)
    if word.endswith("ch") or (last == "o" and word[-2] not in "aeiou"):  # "branches", but "stomachs"
        return (word + "es", word + "s")
    if last == "y" and word[-2] not in "aeiou":
        return (word[:-1] + "ies",)
    return (word + "s",)


def _singulars(word: str) -> tuple[str, ...]:
    if word[-1] != "s" or word.endswith(("ss", "us", "is")):
        return ()
    if word[-2:-1].isupper():
        return (word[:-1],)
    if len(word) < 4:
        return ()
    if word.endswith("ies"):  # "biopsies", but "calories"
        return (word[:-3] + "y", word[:-1])
    if word.endswith(("sses", "xes", "zes", "ches", "shes", "oes", "uses")):  # "viruses", but "causes"
        return (word[:-2], word[:-1])
    return (word[:-1],)
