"""How hard a text is to read: its school grade, its long sentences, its hard words.

The names of terms count as one plain word each: they are explained where they stand, and a page about
daratumumab cannot do without its name. The raw grade is given beside.
"""

import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from plainwords.matcher import Matcher
from plainwords.prose import PROSE, Block, sentences

LONG, TOO_LONG = 20, 30
"""Words in a sentence: `LONG` is worth a look, `TOO_LONG` is too long."""

HARD = 3.0
"""The Zipf frequency below which a word is hard: once in a million words of everyday English."""

UNUSUAL = 3.5
"""The Zipf frequency below which a word is too hard to explain an easier one: three times in a million words."""

ROMAN = 8.0
"""What stands for the frequency of a Roman number, as in "stage III"."""

_ADDRESS = re.compile(r"\S+\.(?:com|edu|eu|gov|net|org|uk)\b\S*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PLAIN = "word"
_ENDINGS = (
    *(("ies", "y"), ("iness", "y"), ("ness", ""), ("ily", "y"), ("ly", ""), ("es", ""), ("s", ""), ("’s", "")),
    *(("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ier", "y"), ("er", ""), ("er", "e"), ("y", "")),
)


@dataclass(frozen=True, slots=True)
class Measure:
    """The measures of one text; grades are those of US schools."""

    words: int
    grade: float
    smog: float
    raw_grade: float
    raw_smog: float
    longest: int
    long: tuple[str, ...]
    long_paragraphs: tuple[str, ...]
    hard: tuple[str, ...]


def measure(blocks: Iterable[Block], matcher: Matcher) -> Measure:
    """Measure a text."""
    blocks = list(blocks)
    plain = [(block, without_terms(block.text, matcher)) for block in blocks]
    prose = [(block.text, text) for block, text in plain if block.tag in PROSE]
    lines = [line for text, _ in prose for line in sentences(text)]
    lengths = [len(line.split()) for line in lines]
    masked = [line for _, text in prose for line in sentences(text)]
    grade, smog = _grades(masked)
    raw_grade, raw_smog = _grades(lines)
    paragraphs = (block.text for block in blocks if block.tag == "p")
    return Measure(
        words=sum(len(block.text.split()) for block in blocks),
        grade=grade,
        smog=smog,
        raw_grade=raw_grade,
        raw_smog=raw_smog,
        longest=max(lengths, default=0),
        long=tuple(line for line, length in zip(lines, lengths, strict=True) if length > LONG),
        long_paragraphs=tuple(text for text in paragraphs if len(sentences(text)) > 3),
        hard=tuple(dict.fromkeys(rare_words((text for _, text in plain), HARD))),
    )


def without_terms(text: str, matcher: Matcher, plain: str = _PLAIN) -> str:
    """The text with a plain word in the place of each name that the glossary explains."""
    parts = []
    done = 0
    for match in matcher.find(text):
        parts += [text[done : match.start], plain]
        done = match.end
    return "".join([*parts, text[done:]])


def rare_words(texts: Iterable[str], limit: float) -> Iterator[str]:
    """The words that are rarer than a limit, and abbreviations, in the order of the text."""
    for text in texts:
        for word in _WORD.findall(_ADDRESS.sub(" ", text)):
            if len(word) > 1 and frequency(word) < limit:
                yield word


@cache
def frequency(word: str) -> float:
    """The Zipf frequency of a word, or of the plain word that it is made of: 'dizziness' counts as 'dizzy'.

    Words in capitals are abbreviations, which no frequency makes plain.
    """
    from wordfreq import zipf_frequency  # takes a while to load, and only a reading of texts needs it

    if len(word) > 1 and word.isupper():
        return ROMAN if set(word) <= set("IVX") else 0.0
    word = word.lower()
    stems = {word} | {word.removesuffix(end) + put for end, put in _ENDINGS if word.endswith(end) and len(word) > 4}
    stems |= {stem[:-1] for stem in stems if len(stem) > 4 and stem[-1] == stem[-2]}
    return max(zipf_frequency(stem, "en") for stem in stems if len(stem) > 2 or stem == word)


def _grades(lines: list[str]) -> tuple[float, float]:
    """The Flesch-Kincaid and SMOG grades of sentences."""
    with warnings.catch_warnings():  # textstat asks an old interface of setuptools for its data
        warnings.simplefilter("ignore")
        import textstat
    # textstat takes every full stop for the end of a sentence, that of "3.5" and of "U.S." too
    text = "\n".join(re.sub(r"[.!?]", "", line) + "." for line in lines if line.strip())
    if not text:
        return 0.0, 0.0
    return float(textstat.flesch_kincaid_grade(text)), float(textstat.smog_index(text))
