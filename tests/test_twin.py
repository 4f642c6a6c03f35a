"""The matcher's twin for pages of others finds in a real browser what the matcher finds: the same terms and places."""

import json
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from random import Random

import brotli
import minify
from bs4 import BeautifulSoup
from conftest import ROOT
from playwright.sync_api import Page
from test_linker import CASES as PAGES
from test_linker import options
from test_matcher import CASES, EXAMPLES, TERMS, Words, term

from plainwords.matcher import Matcher
from plainwords.terms import Term, load

SOURCE = ROOT / "hooks/plainwords/templates/embed-matcher.js"
SCRIPT: str = minify.string("text/javascript", SOURCE.read_text(encoding="utf-8"))
RUN = f"""(jobs) => {{
  {SCRIPT}
  const run = ([terms, texts]) => {{
    const find = matcher();
    for (const term of terms) for (const form of [term.term, ...term.forms]) find.list(term, form);
    for (const term of terms) for (const phrase of term.except) find.list(term, phrase, true);
    return texts.map((text) => [...find(text)].filter(Boolean));
  }};
  return JSON.stringify(JSON.parse(jobs).map(run));
}}"""
BYTES = 1_800

Found = list[tuple[int, int, str]]
"""Start and end, counted as JavaScript counts, and the id of the term."""

Job = tuple[list[Term], list[str]]
"""Terms, and the texts in which they are looked for."""

KNOWN = [char for char in map(chr, range(0x110000)) if unicodedata.category(char) not in ("Cn", "Co", "Cs")]
"""What this Python has a category for. A browser may know characters of a later Unicode, and take them for letters."""

SPACES = [*" \t\n\r\x1c\x85\u00a0\u1680\u2003\u2009\u202f\u3000", "  ", " \n ", " \u00ad "]
SIGNS = [*".,;:!?()[]/+&%_=*#\"-‐‑–—'’‘ʼ“”…", "\ufffd", "\u2212", "'s", "’S ", "s' ", "—’"]
UNSEEN = [*"\u00ad\x05\u200b\u200c\u200d\u200e\u2060\u180e\ufeff\ufe0f"]
MARKS = [*"\u0301\u0308\u0327\u0334\u0345\u034f\u0483\u20dd\u05b0\u0e38\u093f\u1b44", "\U0001d165", "\u0301\u0327"]
LETTERS = [*"sSxéÅøµßẞſİıΣςσßﬁªᴬⅧ½²٣βЖאعह中한각ǆ", "es", "ies", "\u1112\u1161", "क्षि"]
ASTRAL = [*"😀𝐀𝛽𐐀𝟙𠀀🄰", "👩\u200d🔬", "🇺🇸", "❤\ufe0f"]
HEADS = ["", "I", "Ⅷ", "𝐀", "ma", "Ma", "MA", "cell ma", "cell-", "ma ", "17("]
ENDINGS = """a aa s x z sh ch o io y ay ies ss us is sses xes zes ches shes oes uses ses es as ie A S SH O Y 1 1s )
    )s a+ a- ß é ó Ⅷ Ⅷs Σ ς ſ 𝐀 𝐀s ǅ 한 İ ı ʼs""".split()
NOISE: list[list[str]] = [SPACES, SIGNS, UNSEEN, MARKS, LETTERS, ASTRAL, KNOWN]


def record(term: Term) -> dict[str, object]:
    """A term as terms.json has it, as far as a matcher reads it."""
    exact = {"case": "exact"} if term.exact else {}
    return {"id": term.id, "term": term.term, "forms": term.forms, "except": term.excepted, **exact}


def in_browser(page: Page, *jobs: Job) -> list[list[Found]]:
    records = [[[record(term) for term in terms], texts] for terms, texts in jobs]
    results = json.loads(page.evaluate(RUN, json.dumps(records)))
    return [[[(at["start"], at["end"], at["id"]) for at in found] for found in texts] for texts in results]


def in_python(matcher: Matcher, text: str) -> Found:
    astral = [place for place, char in enumerate(text) if char > "\uffff"]  # JavaScript counts each of them twice
    return [
        (at.start + bisect_left(astral, at.start), at.end + bisect_left(astral, at.end), at.term.id)
        for at in matcher.find(text)
    ]


def named(text: str, found: Found) -> Words:
    letters = text.encode("utf-16-le")
    return [(letters[2 * start : 2 * end].decode("utf-16-le"), id) for start, end, id in found]


def difference(page: Page, *jobs: Job) -> str:
    """The shortest of the texts, or of the pieces of one, in which the two find different things, and what."""

    def shortest(jobs: Iterable[Job]) -> tuple[str, Found, Found, list[Term]] | None:
        different = []
        for (terms, texts), twins in zip(jobs, in_browser(page, *jobs), strict=True):
            matcher = Matcher(terms)
            pairs = [(text, in_python(matcher, text), twin, terms) for text, twin in zip(texts, twins, strict=True)]
            different += [pair for pair in pairs if pair[1] != pair[2]]
        return min(different, key=lambda pair: len(pair[0]), default=None)

    first = shortest(jobs)
    if first is None:
        return ""
    whole, _, _, terms = first
    pieces = [whole[start:end] for start in range(len(whole)) for end in range(start + 1, start + 60)]
    text, python, browser, _ = shortest([(terms, pieces)]) or first
    return f"{text!a}: {python} in Python, {browser} in the browser"


def test_the_cases_of_the_matcher(page: Page) -> None:
    jobs: list[Job] = [(TERMS, [text]) for text, _ in EXAMPLES] + [(terms, [text]) for terms, text, _ in CASES.values()]
    expected = [found for _, found in EXAMPLES] + [found for _, _, found in CASES.values()]
    results = in_browser(page, *jobs)
    assert [named(text, found) for (_, [text]), [found] in zip(jobs, results, strict=True)] == expected


def test_the_cases_of_the_linker_that_are_no_matter_of_markdown(page: Page, words: dict[str, Term]) -> None:
    """Those that link each mention, in paragraphs of words alone."""
    texts: list[str] = []
    expected: list[Words] = []
    rules = set()
    for case in PAGES:
        html = BeautifulSoup(case.with_suffix(".html").read_text(encoding="utf-8"), "lxml")
        others = html.select("body :not(p, h2, a.term)")
        if options(case.read_text(encoding="utf-8")).get("once") != "always" or others:
            continue
        rules.add(case.stem.partition("_")[0])
        for paragraph in html.select("p"):
            texts.append(paragraph.get_text())
            expected.append([(link.get_text(), str(link["data-term"])) for link in paragraph.select("a")])
    assert rules == {"01", "02", "03", "04", "05", "06", "11", "13", "limit"}
    [results] = in_browser(page, (list(words.values()), texts))
    linked = [[at for at in found if words[at[2]].link] for found in results]
    assert [named(text, found) for text, found in zip(texts, linked, strict=True)] == expected


def test_ten_thousand_texts_of_terms_and_noise(page: Page) -> None:
    terms = list(load(ROOT / "glossary").values())
    spellings = [form for term in terms for form in (term.term, *term.forms, *term.excepted)]
    chance = Random(20261118)  # noqa: S311 (the same texts each time)
    assert difference(page, (terms, [some_text(chance, spellings) for _ in range(10_000)])) == ""


def test_every_character_in_and_around_a_word(page: Page) -> None:
    """Of the ideographs and syllables, which come by the ten thousand and are all alike, some stand for all."""
    many = [char for char in KNOWN if char < "\u3400" or unicodedata.category(char) != "Lo"]
    chars = many + sorted({*KNOWN} - {*many})[::40]
    around = [f"plasma{char}cell plas{char}ma {char}plasma-{char} platelet's{char} MMs' {char}" for char in chars]
    texts = ["\n".join(around[start : start + 32]) for start in range(0, len(around), 32)]
    assert difference(page, (TERMS, texts)) == ""


def test_forms_of_every_ending(page: Page) -> None:
    jobs = []
    for head in HEADS:
        forms = [head + ending for ending in ENDINGS]
        texts = [*forms, *(form.upper() for form in forms), *(form.lower() + "’s" for form in forms)]
        jobs += [([term(form)], texts) for form in forms if any(map(str.isalnum, form))]
    assert difference(page, *jobs) == ""


def test_it_is_small() -> None:
    assert len(brotli.compress(SCRIPT.encode())) <= BYTES


def some_text(chance: Random, spellings: list[str]) -> str:
    def noise() -> str:
        return chance.choice(chance.choice(NOISE))

    def spoiled(form: str) -> str:
        at = chance.randrange(len(form))
        ways: list[str] = [
            form.upper(),
            form.title(),
            form.lower(),
            form[:at] + form[at + 1 :],
            form[:at] + noise() + form[at:],
            form[:at] + form[at] + form[at:],
            form.replace(" ", chance.choice(SPACES + SIGNS)),
            form.replace("-", chance.choice(SPACES + SIGNS)),
            unicodedata.normalize(chance.choice(["NFC", "NFD", "NFKD"]), form),
            chance.choice(MARKS).join(form),
        ]
        return chance.choice(ways)

    text = ""
    for _ in range(chance.randint(1, 6)):
        form = chance.choice(spellings)
        text += form if chance.random() < 0.5 else spoiled(form)
        text += "".join(chance.choice([" ", noise()]) for _ in range(chance.choice([0, 1, 1, 1, 2, 3])))
    return text
