"""Writes made-up sites of any size: the same numbers always give the same site."""

import random
from pathlib import Path

COMMON = (
    "the of and to in is you that it for on are as with they at be this have from or by not but what all when we"
    " there can your which if do will each about how up out them then many some so these would other into has more"
    " two time could no make than first been who people my made over did down only way find use may long little"
    " very after just where most know blood test doctor care week year body pain treatment question answer"
).split()
SYLLABLES = "ba co di fe gu la mi no pe ra si to va we xi ly thro plas cyt em osis ine mab lene tin gra pho".split()
WORDS_ON_A_PAGE = 600
ONE_TERM_IN = 44
"""One word in 44 begins a term, which gives a link in 47 words: as on the pages of our own site (26 on 1,240)."""


def terms(count: int) -> list[list[str]]:
    """The forms of each of `count` terms: one to three words, an abbreviation for every fourth."""
    chance = random.Random(count)
    seen: set[str] = set()
    found: list[list[str]] = []
    while len(found) < count:
        name = " ".join(_word(chance) for _ in range(chance.choice((1, 1, 2, 2, 3))))
        forms = [name, f"{name} {_word(chance)}"]
        if len(found) % 4 == 0:
            forms.append(f"{name[:1].upper()}{len(found)}{name[-1:].upper()}")
        if seen.isdisjoint(form.lower().rstrip("eisy") for form in forms):
            seen.update(form.lower().rstrip("eisy") for form in forms)
            found.append(forms)
    return found


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.randint(3, 5)))


def write_terms(folder: Path, names: list[list[str]]) -> None:
    """Write one term file for each list of forms, in the format of Plain Words."""
    folder.mkdir(parents=True)
    for number, (name, *others) in enumerate(names):
        forms = f"forms: [{', '.join(others)}]\n" if others else ""
        (folder / f"term-{number}.md").write_text(
            f"---\nterm: {name}\n{forms}say: EM PROH-teen\n"
            f"short: The thing of the number {number}. It is explained in two short sentences.\n"
            f"category: test\nsee: [term-{(number + 1) % len(names)}]\nsources: [bench]\nreviewed: 2026-01-01\n---\n"
            "The longer text tells what it is and why it matters to you, in a few plain words.\n",
            encoding="utf-8",
        )


def text(chance: random.Random, names: list[list[str]], words: int) -> str:
    """Running text of about so many words, a term now and then."""
    parts = []
    for _ in range(words):
        term = chance.random() * ONE_TERM_IN < 1
        word = chance.choice(chance.choice(names)) if term else chance.choice(COMMON)
        end = chance.choices(("", ",", ".", "’s"), (88, 4, 7, 1))[0]
        parts.append(word + end)
    return " ".join(parts)


def write_pages(folder: Path, names: list[list[str]], count: int, *, tables: bool = True) -> None:
    """Write so many pages of 600 words with headings, lists, a table, emphasis, links and code."""
    folder.mkdir(parents=True)
    for number in range(count):
        chance = random.Random(number)
        parts = [f"# Page {number}"]
        for section in range(4):
            parts.append(f"## Section {section}")
            parts += [text(chance, names, WORDS_ON_A_PAGE // 16) + "." for _ in range(2)]
            parts.append(f"*{text(chance, names, 6)}* and **{text(chance, names, 6)}** [a link](page-0.md) `code`.")
            parts.append("\n".join(f"- {text(chance, names, WORDS_ON_A_PAGE // 50)}" for _ in range(4)))
        if tables:
            parts.append(f"| One | Two |\n| --- | --- |\n| {text(chance, names, 8)} | {text(chance, names, 8)} |")
        (folder / f"page-{number}.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    (folder / "index.md").write_text("# Home\n\nWelcome.\n", encoding="utf-8")
