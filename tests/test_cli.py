"""The command as a writer uses it."""

from pathlib import Path

import pytest
from conftest import BIN, ROOT, TESTS, run

from plainwords import cli, terms

SOURCES = "nci-dictionary:\n  title: A dictionary\n  publisher: NCI\n  seen: 2026-01-01\n  kind: reference\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/sources.yml").write_text(SOURCES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("word", "file"),
    [
        ("M protein", "m-protein.md"),
        ("Waldenström macroglobulinemia", "waldenstrom-macroglobulinemia.md"),
        ('"light" chain: λ', "light-chain.md"),
        ("t(4;14)", "t-4-14.md"),
        ("no", "no.md"),
    ],
)
def test_new_writes_a_file_that_is_valid_as_it_stands(
    folder: Path, word: str, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["new", word, "--category", "cell & biology"]) == 0
    assert file in capsys.readouterr().out
    assert terms.load("glossary", sources=["nci-dictionary"])[file.removesuffix(".md")].term == word
    assert cli.main(["check"]) == 0


def test_new_never_overwrites(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", "M protein"]) == 0
    written = (folder / "glossary/m-protein.md").read_text(encoding="utf-8")
    assert cli.main(["new", "m-Protein"]) == 1
    assert "m-protein.md: is there already" in capsys.readouterr().err
    assert (folder / "glossary/m-protein.md").read_text(encoding="utf-8") == written


def test_new_needs_a_word_and_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", "…"]) == 1
    assert "neither letter nor digit" in capsys.readouterr().err
    assert cli.main(["new", "plasma", "--glossary", "words"]) == 1
    assert "words: is no folder" in capsys.readouterr().err


def test_check_tells_all_problems_and_fails(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "glossary/plasma.md").write_text("---\nterm: plasma\nsources: [nci]\n---\n", encoding="utf-8")
    (folder / "docs/index.md").write_text("# Home\n", encoding="utf-8")
    assert cli.main(["check"]) == 1
    said = capsys.readouterr().err
    assert "plasma.md: 'short' is missing" in said
    assert "index.md: has no front matter" in said


def test_check_takes_a_folder_of_terms_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(TESTS / "words")]) == 0
    assert "terms: nothing to mend" in capsys.readouterr().out


def test_the_content_of_the_site_has_nothing_to_mend() -> None:
    done = run(BIN / "plainwords", "check", ROOT)
    assert done.returncode == 0, done.stderr
    assert "nothing to mend" in done.stdout
