"""The linker as it stands in Zensical, the successor of Material for MkDocs."""

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import BIN, TESTS, run

CONFIG = """
site_name: Small
nav: [index.md, deep/page.md]
markdown_extensions:
  - plainwords.linker: {glossary: docs/glossary}
"""
PAGE = "# A page\n\nPlasma cells and M protein.\n\n## Second\n\nPlasma again.\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("zensical")
    shutil.copytree(TESTS / "words", folder / "docs/glossary")
    (folder / "docs/deep").mkdir()
    (folder / "docs/index.md").write_text("# Home\n", encoding="utf-8")
    (folder / "docs/deep/page.md").write_text(PAGE, encoding="utf-8")
    (folder / "docs/out.md").write_text(f"---\nglossary: false\n---\n{PAGE}", encoding="utf-8")
    plasma = folder / "docs/glossary/plasma.md"
    plasma.write_text(plasma.read_text(encoding="utf-8") + "\nPlasma is no plasma cell.\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    done = run(BIN / "zensical", "build", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def links(built: Path, path: str) -> list[tuple[str, str]]:
    page = BeautifulSoup((built / path / "index.html").read_text(encoding="utf-8"), "lxml")
    targets = [(link, (built / path / str(link["href"])).resolve()) for link in page.select("a.term")]
    assert all((target / "index.html").is_file() for _, target in targets)
    return [(target.relative_to(built.resolve()).as_posix(), link.text) for link, target in targets]


def test_a_page_carries_the_same_links_and_they_lead_to_the_terms(built: Path) -> None:
    assert links(built, "deep/page") == [
        ("glossary/plasma-cell", "Plasma cells"),
        ("glossary/m-protein", "M protein"),
        ("glossary/plasma", "Plasma"),
    ]


def test_a_term_is_not_linked_on_its_own_page(built: Path) -> None:
    assert links(built, "glossary/plasma") == [("glossary/plasma-cell", "plasma cell")]


def test_a_page_may_opt_out(built: Path) -> None:
    assert links(built, "out") == []
