"""What a writer is told: each case is a folder of term files, and the message is the text of the same name.

`pytest --write` writes the messages anew: read them in the diff.
"""

from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, TESTS

from plainwords import terms
from plainwords.problems import ContentError
from plainwords.terms import Term

CASES = sorted(path for path in (TESTS / "terms").iterdir() if path.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_message(case: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TESTS)
    with pytest.raises(ContentError) as error:
        terms.load(Path("terms", case.name), sources=["tests"])
    message = f"{error.value}\n"
    expected = case.with_suffix(".txt")
    if request.config.getoption("--write"):
        expected.write_text(message, encoding="utf-8")
    assert message == expected.read_text(encoding="utf-8")


def test_each_message_names_file_and_cure() -> None:
    for case in CASES:
        for line in case.with_suffix(".txt").read_text(encoding="utf-8").splitlines():
            if line.startswith("  "):
                file, _, message = line.strip().partition(": ")
                assert file
                assert ";" in message, line


def write(folder: Path, name: str = "m-protein.md", **changes: str) -> Path:
    keys = {
        "term": "M protein",
        "short": "A word for the tests.",
        "category": "test",
        "sources": "[tests]",
        "reviewed": "2026-01-01",
    }
    path = folder / name
    lines = [f"{key}: {value}" for key, value in {**keys, **changes}.items()]
    path.write_text("\n".join(["---", *lines, "---", "", "The *longer* text."]), encoding="utf-8")
    return path


def test_all_that_a_file_says_is_in_the_record(tmp_path: Path) -> None:
    write(tmp_path, "plasma.md", term="plasma")
    write(
        tmp_path,
        forms="[M-spike, paraprotein]",
        case="exact",
        link="false",
        reference="true",
        say="EM PROH-teen",
        see="[plasma]",
        confused_with="[plasma]",
        **{"except": "[protein shake]"},
    )
    assert terms.load(tmp_path)["m-protein"] == Term(
        id="m-protein",
        term="M protein",
        short="A word for the tests.",
        category="test",
        sources=("tests",),
        reviewed=date(2026, 1, 1),
        forms=("M-spike", "paraprotein"),
        say="EM PROH-teen",
        exact=True,
        link=False,
        reference=True,
        excepted=("protein shake",),
        see=("plasma",),
        confused_with=("plasma",),
        body="The *longer* text.",
    )


def test_terms_come_sorted_by_id(tmp_path: Path) -> None:
    for name in ("b", "c", "a"):
        write(tmp_path, f"{name}.md", term=f"word {name}")
    assert list(terms.load(tmp_path)) == ["a", "b", "c"]


def test_aliases_of_mkdocs_glossary_plugin_are_forms(tmp_path: Path) -> None:
    write(tmp_path, "m-protein.md", glossary="M-spike", forms="[paraprotein]")
    write(
        tmp_path, "plasma.md", term="plasma", glossary="blood water\nglossary: 'yellow: part'\nglossary: water of blood"
    )
    write(tmp_path, "biopsy.md", term="biopsy", glossary="[probe, tissue sample]")
    found = terms.load(tmp_path)
    assert found["m-protein"].forms == ("paraprotein", "M-spike")
    assert found["plasma"].forms == ("blood water", "yellow: part", "water of blood")
    assert found["biopsy"].forms == ("probe", "tissue sample")


def test_line_ends_and_byte_order_mark_of_other_systems_are_read(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert terms.load(tmp_path)["m-protein"].body == "The *longer* text."


def test_hidden_files_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / ".DS_Store").write_bytes(b"\xff")
    assert list(terms.load(tmp_path)) == ["m-protein"]


@pytest.mark.parametrize("folder", ["missing", "empty"])
def test_a_folder_without_terms_is_an_error(folder: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ContentError, match=r"is no folder|holds no term file"):
        terms.load(tmp_path / folder)


def test_a_broken_file_is_named_once_not_by_all_that_point_to_it(tmp_path: Path) -> None:
    write(tmp_path, "plasma.md", term="plasma", short="")
    write(tmp_path, see="[plasma]")
    with pytest.raises(ContentError) as error:
        terms.load(tmp_path)
    assert [problem.path.name for problem in error.value.problems] == ["plasma.md"]


def test_the_glossary_of_the_site_is_in_order() -> None:
    assert len(terms.load(ROOT / "glossary")) >= 100
