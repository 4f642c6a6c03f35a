"""The checker of PDFs: silent about a good handout, and sure to name what is wrong with a broken one."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from broken_handouts import BROKEN, ITEM, MARROW, MIDDLE, Broken, low
from paper_samples import LETTER, SOURCE, edited, edition, typeset
from verapdf import verapdf

from plainwords import cli
from plainwords.pdf_check import check

EDITIONS = [("letter", "us-letter", 13), ("a4", "a4", 13), ("letter", "us-letter", 18), ("a4", "a4", 18)]


@pytest.mark.parametrize(("paper", "name", "size"), EDITIONS)
def test_a_good_handout_has_no_problems(paper: Any, name: str, size: int) -> None:
    held = edition(name, size)
    assert check(held, replace(LETTER, paper=paper, size=size)) == []
    assert check(held) == []


FINE = {
    "dots that lead the eye": ((MIDDLE, f"{MIDDLE}#pdf.artifact[. . . . .]\n\n"),),
    "numbers that are no page numbers": (
        (MIDDLE, f"Part 1 of 2\n\n{MIDDLE}"),
        ("== Questions", "Dose 2 of 2\n\n== Questions"),
    ),
    "a word and the first line that explains it": (
        ("10000%", "0%"),
        ("=== Before the test", f"{low('68pt')}=== Before the test"),
        (ITEM, f"/ bone marrow: \\ {MARROW}"),
    ),
}


@pytest.mark.parametrize("name", FINE)
def test_what_only_looks_like_a_mistake_is_none(name: str) -> None:
    text = SOURCE
    for old, new in FINE[name]:
        assert old in text, old
        text = text.replace(old, new)
    assert check(typeset(text), replace(LETTER, words=None)) == []


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_broken_handout_is_told_by_its_criterion(broken: Broken) -> None:
    found = check(broken.make(), replace(LETTER, **broken.known))
    assert {problem.criterion for problem in found} == {broken.criterion}, "\n".join(map(str, found))
    assert any(broken.says in problem.message for problem in found), "\n".join(map(str, found))


def test_large_print_has_no_small_text() -> None:
    large = replace(LETTER, size=18)
    found = check(
        edition("us-letter", 18, SOURCE.replace("small = if large { size }", "small = if large { 14pt }")), large
    )
    assert {problem.criterion for problem in found} == {12}
    assert "has 14.0 points" in found[0].message
    assert {problem.page for problem in found} == {1, 2, 3}, "the foot of each page is told"


def test_what_is_not_tagged_at_all_is_told_without_knowing_the_source() -> None:
    found = check(edited(typeset(SOURCE), lambda document: document.Root.__delitem__("/StructTreeRoot")))
    assert "is not tagged: a screen reader finds no headings, lists or reading order in it" in [
        it.message for it in found
    ]


def test_parts_of_a_drawing_that_are_cut_off_are_not_on_the_page() -> None:
    whole = "<text x='40' y='50'>Cell</text>"
    hidden = f"{whole}<text x='400' y='50' fill='#ccc'>Nothing</text>"
    assert check(typeset(SOURCE.replace(whole, hidden)), LETTER) == []


def test_the_command_tells_file_page_reason_and_cure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, pale, text = (tmp_path / name for name in ("good.pdf", "pale.pdf", "text.pdf"))
    good.write_bytes(typeset(SOURCE))
    pale.write_bytes(typeset(SOURCE.replace("a short pull", "#text(fill: luma(45%))[a short pull]")))
    text.write_text("no PDF", encoding="utf-8")
    assert cli.main(["pdf", str(good)]) == 0
    assert capsys.readouterr().out == "1 PDF: nothing to mend\n"
    assert cli.main(["pdf", str(good), str(pale), str(text), str(tmp_path / "none.pdf")]) == 1
    said = capsys.readouterr().err.splitlines()[1:]
    assert said == [
        "  none.pdf: is no file; name a PDF",
        "  pale.pdf: page 1: contrast: 'a short pull' has a contrast of 4.7:1; it needs 7:1",
        "  text.pdf: cannot be read as a PDF; make it anew",
    ]


def test_the_command_knows_the_edition_by_the_name_of_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("biopsy-letter.pdf", "biopsy-a4.pdf", "biopsy-letter-large.pdf"):
        (tmp_path / name).write_bytes(typeset(SOURCE))
    assert cli.main(["pdf", *map(str, tmp_path.glob("*.pdf"))]) == 1
    said = capsys.readouterr().err
    assert "biopsy-letter.pdf" not in said
    assert "biopsy-a4.pdf: page 2: paper: is 612 x 792 points; it should be 595.276 x 841.89" in said
    assert "biopsy-letter-large.pdf: text size: most text has 13 points; it needs 18" in said


@pytest.mark.slow
def test_verapdf_agrees_about_the_good_and_finds_the_untagged(tmp_path: Path) -> None:
    paths = [tmp_path / f"{paper}-{size}.pdf" for paper, _, size in EDITIONS]
    for path, (_, name, size) in zip(paths, EDITIONS, strict=True):
        path.write_bytes(edition(name, size))
    untagged = tmp_path / "untagged.pdf"
    untagged.write_bytes(edited(typeset(SOURCE), lambda document: document.Root.__delitem__("/StructTreeRoot")))
    found = verapdf([*paths, untagged])
    assert [found[path] for path in paths] == [[]] * len(paths)
    assert any(rule.startswith("7.1-11 ") for rule in found[untagged]), found[untagged]
