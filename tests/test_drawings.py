"""Drawings: what a writer is told about a drawing that some could not read, and what stands in the page."""

from pathlib import Path

import markdown
import pytest
from conftest import ROOT, TESTS

from plainwords.drawings import DrawingExtension, load
from plainwords.linker import LinkerExtension
from plainwords.problems import ContentError

GOOD = """<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 100" role="img" aria-labelledby="cell-title cell-desc">
  <title id="cell-title">A cell</title>
  <desc id="cell-desc">A round cell with its center.</desc>
  <!-- the cell -->
  <circle class="good" cx="50" cy="50" r="30"/>
  <text class="label" x="100" y="50" font-size="16">A cell</text>
</svg>
"""


def written(folder: Path, text: str) -> Path:
    (folder / "cell.svg").write_text(text, encoding="utf-8")
    return folder


def test_a_drawing_stands_in_the_page_with_its_words(tmp_path: Path) -> None:
    extension = DrawingExtension(load(written(tmp_path, GOOD)))
    made = markdown.markdown('Look:\n\n![A cell](../drawings/cell.svg "What it is.")\n', extensions=[extension])
    assert '<figure class="drawing">' in made
    assert '<desc id="cell-desc">A round cell with its center.</desc>' in made
    assert "<figcaption>What it is.</figcaption>" in made
    assert "<img" not in made
    assert "<?xml" not in made


def test_the_words_of_a_caption_are_explained(tmp_path: Path) -> None:
    linker = LinkerExtension(glossary=str(TESTS / "words"))
    drawings = DrawingExtension(load(written(tmp_path, GOOD)))
    made = markdown.markdown('![A cell](cell.svg "Plasma in a cell.")', extensions=[drawings, linker])
    assert '<figcaption><a class="term" href="/glossary/plasma.md" data-term="plasma">Plasma</a> in' in made
    assert "<svg" in made


@pytest.mark.parametrize("text", ["![A photo](photo.png)", "Inside ![a cell](cell.svg) a line.", "![Other](other.svg)"])
def test_other_images_stay_images(tmp_path: Path, text: str) -> None:
    made = markdown.markdown(text, extensions=[DrawingExtension(load(written(tmp_path, GOOD)))])
    assert "<img" in made
    assert "<svg" not in made


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        ('<title id="cell-title">A cell</title>', "", "has no <title>; say there what is to be seen"),
        ("A round cell with its center.", " ", "has no <desc>"),
        ('id="cell-desc"', 'id="desc"', "<desc> needs the id 'cell-desc'"),
        ('role="img"', "", 'needs role="img"'),
        ("0 0 320 100", "0 0 800 600", "is 800 units wide; at most 360"),
        ('viewBox="0 0 320 100"', "", "needs a viewBox"),
        ('font-size="16"', 'font-size="9"', "holds text of size 9; at least 13"),
        ("<circle", '<circle id="one"', "the id 'one' must begin with 'cell-'"),
        ("<circle", "<style>*{fill:red}</style><circle", "holds <style>"),
        ("</svg>", "", "is no SVG that can be read"),
    ],
)
def test_a_drawing_that_some_cannot_read_is_explained(tmp_path: Path, good: str, bad: str, message: str) -> None:
    assert good in GOOD
    with pytest.raises(ContentError, match=r"cell\.svg") as error:
        load(written(tmp_path, GOOD.replace(good, bad)))
    assert message in str(error.value)


def test_the_drawings_of_the_site_can_be_read_by_all() -> None:
    drawings = load(ROOT / "docs/drawings")
    assert len(drawings) >= 9
    used = "".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs").rglob("*.md"))
    for name in drawings:
        assert f"drawings/{name}" in used, name
