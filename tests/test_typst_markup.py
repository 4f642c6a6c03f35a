"""Pages as Typst: nothing of a page is lost on paper, and what cannot be printed is said."""

import re

import markdown
import pytest
from bs4 import BeautifulSoup

from plainwords.print_drawing import for_paper
from plainwords.typst_code import NotForPaperError
from plainwords.typst_inline import Section
from plainwords.typst_markup import Reader

ADDRESS = "https://example.org/topics/one/"
EXTENSIONS = ["tables", "admonition", "attr_list", "md_in_html"]
READER = Reader(lambda svg, caption: for_paper(svg, caption, "It goes on."), "Read next", "see:", "Box")
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 400" data-breaks="200">'
    '<title id="a-title">A cell</title><desc id="a-desc">It is round.</desc><circle class="soft thin" r="9"/></svg>'
)


def read(text: str) -> list[Section]:
    return READER.sections(markdown.markdown(text, extensions=EXTENSIONS), ADDRESS)


def words(section: Section) -> list[str]:
    """The strings of a section's Typst, word by word."""
    blocks = " ".join(section.blocks).replace('framed("key", ', "framed(")
    return re.findall(r"\w+", " ".join(re.findall(r'"((?:[^"\\]|\\.)*)"', blocks)))


def test_a_section_begins_at_each_heading() -> None:
    first, second = read("# Title\n\nBefore.\n\n## Later\n\nAfter.")
    assert (first.title, second.title) == ("", "Later")
    assert words(first) == ["Before"]
    assert words(second) == ["After"]


@pytest.mark.parametrize(
    "text",
    [
        "Plain text with **strong *and slanted* words** and `code`.",
        "- one\n- two\n    - inside\n- three",
        "1. first\n2. second\n\n    more of it",
        "> said by somebody\n\n---\n\nafter",
        '!!! key "Key points"\n\n    First.\n\n    - a point',
        "| Head | Other |\n| - | - |\n| one | two three |\n| four | five |",
        '<div markdown="1">\n\nInside a box.\n\n</div>',
        "A line<br>and another, H<sub>2</sub>O, 10<sup>9</sup>.",
    ],
    ids=lambda text: text[:12],
)
def test_every_word_stands_on_paper_once_and_in_order(text: str) -> None:
    html = markdown.markdown(text, extensions=EXTENSIONS)
    (section,) = READER.sections(html, ADDRESS)
    assert words(section) == re.findall(r"\w+", BeautifulSoup(html, "lxml").get_text(" "))


def test_a_number_stays_with_its_unit() -> None:
    (section,) = read("Under 3 g/dL, or 100.4 °F, but 3 grapes.")
    assert '"Under 3\u00a0g/dL, or 100.4\u00a0°F, but 3 grapes."' in section.blocks[0]


def test_quotation_marks_and_backslashes_are_text() -> None:
    (section,) = read('He says "no" and C:\\\\x.')
    assert r"\"no\"" in section.blocks[0]


def test_the_terms_and_sources_of_a_section_are_known_in_reading_order() -> None:
    html = (
        '<p><a class="term" data-term="b-cell" href="/x">B cells</a>, <a class="term" data-term="a" href="/y">A</a>'
        '<sup class="cite"><a href="#source-two">1</a>, <a href="#source-one">2</a></sup></p>'
        '<h2>Next</h2><p>No <a class="term" data-term="a" href="/y">a</a></p>'
    )
    first, second = READER.sections(html, ADDRESS)
    assert first.terms == {"b-cell": "B cells", "a": "A"}
    assert first.sources == ["two", "one"]
    assert second.terms == {"a": "a"}
    assert 'notes-of("two", "one")' in first.blocks[0]


def test_links_to_other_pages_are_printed_with_their_address_where_they_are_listed_as_next() -> None:
    first, second = read("See [two](../two/).\n\n## Read next\n\n- [Two](../two/): more\n- [Here](#x)")
    assert "address(" not in first.blocks[0]
    assert 'address("example.org/topics/two")' in second.blocks[0]
    assert second.blocks[0].count("link(") == 1


def test_what_only_a_screen_shows_is_left_out() -> None:
    html = '<div class="no-print"><p>Press.</p></div><p hidden>Old.</p><p>Stay.<template>x</template></p>'
    (section,) = READER.sections(html, ADDRESS)
    assert words(section) == ["Stay"]


def test_a_question_gets_its_box_and_says_where_help_is() -> None:
    html = (
        '<ul><li class="question"><input class="ask" type="checkbox">'
        '<span class="ask-text">What is it?</span> <a href="../two/">The types</a></li></ul>'
    )
    (section,) = READER.sections(html, ADDRESS)
    assert section.blocks[0].startswith("questions(")
    assert words(section)[1:7] == ["What", "is", "it", "https", "example", "org"]
    assert "(see: The types)" in section.blocks[0]


def test_a_drawing_is_printed_with_its_words_and_may_be_cut() -> None:
    (section,) = READER.sections(f"<figure><div>{DRAWING}</div><figcaption>A caption</figcaption></figure>", ADDRESS)
    (made,) = section.blocks
    assert made.startswith('drawing("A cell. It is round.", "It goes on.", {"A caption"}, 320, 400, (200, )')
    assert 'fill=\\"#eceff1\\"' in made
    assert 'stroke-width=\\"1\\"' in made
    assert "class=" not in made


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<video></video>", "<video>"),
        ("<p>A <input> field</p>", "<input>"),
        ("<figure><img src='x.png' alt='x'></figure>", "no drawing of the site"),
        (f"<figure>{DRAWING.replace('<title id=', '<titel id=').replace('</title>', '</titel>')}</figure>", "<title>"),
        (f"<figure>{DRAWING.replace('</svg>', '<g></svg>')}</figure>", "cannot be read"),
        (f"<figure>{DRAWING.replace('viewBox', 'view')}</figure>", "viewBox"),
        (
            f"<figure>{DRAWING.replace('breaks=' + chr(34) + '200', 'breaks=' + chr(34) + '900')}</figure>",
            "data-breaks",
        ),
        (
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td></tr></tbody></table>",
            "rows differ",
        ),
    ],
    ids=["video", "input", "picture", "title", "xml", "box", "breaks", "rows"],
)
def test_what_paper_cannot_show_is_said(html: str, said: str) -> None:
    with pytest.raises(NotForPaperError, match=said):
        READER.sections(html, ADDRESS)
