"""What the matcher promises of any text: tried on texts made of terms, of pieces of terms and of noise."""

import re
import unicodedata
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainwords.fold import SEAM, fold
from plainwords.forms import numbers
from plainwords.matcher import Match, Matcher
from plainwords.problems import ContentError
from plainwords.terms import Term


def term(id: str, *forms: str, **more: object) -> Term:
    name, *others = forms or (id,)
    return Term(id, name, "A word.", "test", ("tests",), date(2026, 1, 1), tuple(others), **more)  # type: ignore[arg-type]


TERMS = [
    term("myeloma", "multiple myeloma", "MM", "myeloma"),
    term("smoldering", "smoldering multiple myeloma"),
    term("plasma"),
    term("plasma-cell", "plasma cell"),
    term("protein", excepted=("protein shake", "C-reactive protein")),
    term("m-protein", "M protein", "M-spike"),
    term("car-t", "CAR T-cell therapy", "CAR T"),
    term("t-cell", "T cell"),
    term("waldenstrom", "Waldenström macroglobulinemia"),
    term("b2m", "β2-microglobulin"),
    term("del", "del(17p)"),
    term("cd38", "CD38+"),
    term("kahler", "Kahler's disease"),
    term("crab", "CRAB"),
    term("stage", "stage I", exact=True),
    term("biopsy"),
    term("vitamin-a", "vitamin A"),
]
MATCHER = Matcher(TERMS)


Words = list[tuple[str, str]]
"""The words that are found in a text, and the terms that they name."""

ADDRESS_LIKE = "plasma plasma biopsy Plasma plasma plasma".split()
BESIDE_SIGNS = "plasma biopsy plasma plasma plasma plasma".split()
EXAMPLES: list[tuple[str, Words]] = [
    ("", []),
    ("myeloma", [("myeloma", "myeloma")]),
    ("MMs and MM's, not mm", [("MMs", "myeloma"), ("MM's", "myeloma")]),
    ("can't MM't d'MM", []),
    ("CAR T, CAR T-cell therapies", [("CAR T", "car-t"), ("CAR T-cell therapies", "car-t")]),
    ("Stage I, stage I", [("stage I", "stage")]),
    ("The T cell is, vitamin as", [("T cell", "t-cell")]),
    ("The cells' plasma' x", [("plasma", "plasma")]),
    ("www_plasma plasma_ plasma.", [("plasma", "plasma")]),
    ("CD38+CD19 (CD38+)", [("CD38+", "cd38")]),
    ("m  \n protein", [("m  \n protein", "m-protein")]),
    ("protein shakes, a protein", [("protein", "protein")]),
    ("한국 plasma 한", [("plasma", "plasma")]),
    ("info@plasma.org plasma@x.org www.plasma.org plasma.pdf ä.plasma Plasma's.org", []),
    ("https://x.org/plasma/biopsy?q=plasma x@y/plasma http://x.y/" + 97 * "z" + "/plasma", []),
    ("plasma.1 plasma...biopsy. 1.Plasma (plasma). plasma@1", [(word, word.lower()) for word in ADDRESS_LIKE]),
    (
        "plasma/biopsy ./plasma x. /plasma 1.5/plasma x.y" + 99 * "z" + "/plasma",
        [(word, word) for word in BESIDE_SIGNS],
    ),
]

CRP = term("crp", "C-reactive protein")
CASES: dict[str, tuple[list[Term], str, Words]] = {
    "a longer form that holds an excepted phrase is found": (
        [*TERMS, term("diet", "protein shake diet")],
        "a protein shake diet, a protein shake",
        [("protein shake diet", "diet")],
    ),
    "an excepted phrase that is a form of another term names that term": (
        [*TERMS, CRP],
        "a protein shake, C-reactive proteins",
        [("C-reactive proteins", "crp")],
    ),
    "so it does where the other term comes first": (
        [CRP, *TERMS],
        "C-reactive protein",
        [("C-reactive protein", "crp")],
    ),
    "so it does in the plural": (
        [*TERMS, term("a", "Shaking", "protein shakes")],
        "protein shakes",
        [("protein shakes", "a")],
    ),
    "so it does in the plural of a term that comes first": (
        [term("a", "Shaking", "protein shakes"), *TERMS],
        "protein shakes",
        [("protein shakes", "a")],
    ),
    "a form goes before the possessive of a shorter one": (
        [term("bell", "Bell"), term("palsy", "Bell's")],
        "Bell, Bell’s",
        [("Bell", "bell"), ("Bell’s", "palsy")],
    ),
    "so it does whatever the order": (
        [term("bell", "Bell's"), term("palsy", "Bell")],
        "Bell, Bell’s",
        [("Bell", "palsy"), ("Bell’s", "bell")],
    ),
    "a term that is not to be linked is still found": (
        [term("cancer", "blood cancer", link=False), term("blood")],
        "blood cancer",
        [("blood cancer", "cancer")],
    ),
    "forms of capitals may differ in letters alone": (
        [term("leukemia", "ALL"), term("allele", "All", exact=True)],
        "ALL All all",
        [("ALL", "leukemia"), ("All", "allele")],
    ),
    "capitals that have no small letters decide as others do": (
        [term("bold", "𝐀𝐁")],
        "𝐀𝐁s, not 𝐀𝐁S",
        [("𝐀𝐁s", "bold")],
    ),
    "a form may begin with a sign": (
        [term("minus", "-7"), term("brackets", "(17p)")],
        "a -7, a (17p), x(17p), 17p",
        [("-7", "minus"), ("(17p)", "brackets")],
    ),
}

SPELLINGS = [form for each in TERMS for form in (each.term, *each.forms, *each.excepted)]
NO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
NOISE = [
    *NO_WIDTH,
    " ",
    "  ",
    "\n",
    "\u00a0",
    "\u202f",
    "-",
    "\u2011",
    "–",
    "'",
    "’",
    "\u00ad",
    "\u0301",
    SEAM,
    ".",
    ",",
    "(",
    ")",
]
NOISE += ["_", "x", "s", "ies", "é", "β", "9", "of the", "non", "shake", "İ", "한", "—", "“", "?"]
texts = st.lists(
    st.sampled_from(SPELLINGS)
    | st.sampled_from(SPELLINGS).map(str.upper)
    | st.sampled_from(NOISE)
    | st.text(max_size=3),
    max_size=25,
).map("".join)


def find(text: str, matcher: Matcher = MATCHER) -> list[Match]:
    return list(matcher.find(text))


def words(text: str, matcher: Matcher = MATCHER) -> Words:
    return [(text[match.start : match.end], match.term.id) for match in find(text, matcher)]


@given(texts)
def test_matches_never_overlap_and_stand_in_order(text: str) -> None:
    found = find(text)
    assert all(0 <= match.start < match.end <= len(text) for match in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(texts)
def test_a_match_never_begins_or_ends_inside_a_word(text: str) -> None:
    def visible(characters: str) -> str:
        return "".join(c for c in characters if c not in f"\u00ad{NO_WIDTH}{SEAM}" and not unicodedata.combining(c))

    for match in find(text):
        before, after = visible(text[: match.start])[-1:], visible(text[match.end :])[:1]
        assert not re.match(r"\w", before), (text, match)
        assert not re.match(r"\w", after), (text, match)


@given(texts)
def test_what_is_found_is_a_spelling_of_its_form(text: str) -> None:
    for match in find(text):
        found = fold(text[match.start : match.end]).text.replace("-", " ").strip().lower()
        form = fold(match.form).text.replace("-", " ").lower()
        without_possessive = found.removesuffix("'s").removesuffix("'")
        assert {found, without_possessive} & {form, *numbers(form)}, (text, match)


@given(texts, st.randoms())
def test_the_order_of_the_terms_does_not_matter(text: str, chance: object) -> None:
    shuffled = TERMS.copy()
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert find(text, Matcher(shuffled)) == find(text)


@given(texts)
def test_folding_never_shifts_a_place(text: str) -> None:
    folded = fold(text)
    places = [folded.place(index) for index in range(len(folded.text) + 1)]
    assert places == sorted(places)
    assert places[-1] == len(text)
    for index, char in enumerate(folded.text):
        original = text[places[index] : max(places[index + 1], places[index] + 1)]
        if char.isascii() and char.isalnum():  # each plain letter stands where it came from
            assert unicodedata.normalize("NFD", original)[:1] == char, (text, index)


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(texts)
def test_composed_and_decomposed_letters_are_found_alike(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert [match.term.id for match in find(composed)] == [match.term.id for match in find(decomposed)]


@given(texts)
@settings(max_examples=50)
def test_text_between_two_lines_is_found_as_each_line_is(text: str) -> None:
    assert words(text + "\n\x06\n" + text) == words(text) * 2


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_examples(text: str, expected: Words) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("case", CASES)
def test_case(case: str) -> None:
    terms, text, expected = CASES[case]
    assert words(text, Matcher(terms)) == expected


def test_a_match_names_the_form_of_the_term_file() -> None:
    assert [match.form for match in find("M spikes and Multiple-Myeloma’s")] == ["M-spike", "multiple myeloma"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (term("a", "plasma"), term("b", "plasma")),
        (term("a", "plasma cell"), term("b", "Plasma-cells")),
        (term("a", "CRAB"), term("b", "crab")),
        (term("a", "Waldenström"), term("b", "Waldenstrom")),
        (term("a", "biopsy"), term("b", "other", "biopsies")),
        (term("a", "protein", excepted=("proteins",)), term("b", "other")),
    ],
)
def test_one_spelling_for_two_terms_is_an_error(one: Term, other: Term) -> None:
    with pytest.raises(ContentError):
        Matcher([one, other])
