"""Tries other glossary tools for MkDocs on the cases that decided against them, and costs a build of 20 pages.

    python bench/peers.py

Installs the tools into .cache/peers (they need the `pandoc` program, too) and leaves the project's own
environment alone. A case is a page and what a reader should find on it.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

import corpus
from bs4 import BeautifulSoup, Tag
from builds import cost

ROOT = Path(__file__).parent.parent
PEERS = ROOT / ".cache/peers"
INSTALL = """mkdocs-glossary-plugin==0.1.1 mkdocs-ezglossary-plugin==2.1.0 mkdocs-glossary==0.1.5
    mkdocs-material>=9.8,<10 pymdown-extensions""".split()
WORDS = {"multiple-myeloma": "multiple myeloma", "cure": "cure", "plasma": "plasma", "m-protein": "M protein"}

Check = Callable[[Tag], bool]


def linked(page: Tag) -> list[str]:
    """The words that a tool has marked on a page, as links or as abbreviations."""
    return [" ".join(mark.text.split()) for mark in page.select("p a, p abbr, h2 a, h2 abbr")]


CASES: dict[str, tuple[str, Check]] = {
    "finds a term of two words": ("It is multiple myeloma.", lambda page: "multiple myeloma" in linked(page)),
    "leaves longer words alone": ("A secure manicure, they procured it.", lambda page: not linked(page)),
    "finds a plural": ("Two cures.", lambda page: linked(page) == ["cures"]),
    "finds other hyphens and spaces": ("M-protein.\n\n## B\n\nM\u00a0protein.", lambda page: len(linked(page)) == 2),
    "marks a word once in a section": ("Plasma, plasma and plasma.", lambda page: len(linked(page)) == 1),
    "leaves headings alone": ("## Plasma\n\nText.", lambda page: not page.select("h2 a[href*=plasma], h2 abbr")),
    "keeps code blocks": (
        '```python\nif plasma:\n    print("x")\n```',
        lambda page: page.select_one("pre") is not None and 'if plasma:\n    print("x")' in page.select("pre")[0].text,
    ),
    "keeps tables": (
        "| A | B |\n| --- | --- |\n| x | y |",
        lambda page: [cell.text.strip() for cell in page.select("table td")] == ["x", "y"],
    ),
    "keeps wide tables": (
        f"| A | B |\n| --- | --- |\n| {'x ' * 60} | {'y ' * 60} |",
        lambda page: len(page.select("table td")) == 2,
    ),
    "keeps attribute lists": ("A line.\n{ .lead }", lambda page: bool(page.select("p.lead"))),
    "keeps admonitions": ('!!! note "Title"\n\n    A text.', lambda page: bool(page.select(".admonition"))),
}
"""The three tools' own words differ: a link or an abbreviation counts alike."""


def plainwords(root: Path, names: dict[str, str], *, on: bool) -> dict[str, object]:
    """Plain Words: a folder of terms beside the pages."""
    corpus.write_terms(root / "glossary", [[name] for name in names.values()])
    return {"plugins": [{"plainwords": {"link": on}}]}


def glossary_plugin(root: Path, names: dict[str, str], *, on: bool) -> dict[str, object]:
    """mkdocs-glossary-plugin: a folder of pages, each named as its word."""
    (root / "docs/words").mkdir()
    for name in names.values():
        (root / f"docs/words/{name}.md").write_text(f"# {name}\n\nIt is explained here.\n", encoding="utf-8")
    return {"plugins": [{"mkdocs-glossary-plugin": {"glossary_dirs": ["words"]}}] if on else []}


def abbreviations(root: Path, names: dict[str, str], *, on: bool) -> dict[str, object]:
    """Material's way: a list of abbreviations that is appended to each page."""
    lines = [f"*[{name}]: It is explained here." for name in names.values()]
    (root / "abbreviations.md").write_text("\n".join(lines), encoding="utf-8")
    snippets = {"pymdownx.snippets": {"base_path": [str(root)], "auto_append": ["abbreviations.md"]}}
    return {"markdown_extensions": ["abbr", snippets] if on else []}


def mark(root: Path, names: dict[str, str], form: str) -> None:
    """Mark each use of a word in the pages, as authors do by hand for the tools that find nothing themselves."""
    known = re.compile(r"\b(" + "|".join(map(re.escape, names.values())) + r")\b")
    for page in (root / "docs").rglob("*.md"):
        page.write_text(known.sub(form, page.read_text(encoding="utf-8")), encoding="utf-8")


def ezglossary(root: Path, names: dict[str, str], *, on: bool) -> dict[str, object]:
    """mkdocs-ezglossary: definition lists on a page; uses are marked by hand."""
    if on:
        mark(root, names, r"<words:\1>")
    lines = [f"words:{name}\n:   It is explained here.\n" for name in names.values()]
    (root / "docs/words.md").write_text("# Words\n\n" + "\n".join(lines), encoding="utf-8")
    return {"plugins": [{"ezglossary": {"plurals": "en"}}] if on else [], "markdown_extensions": ["def_list"]}


def numbered_glossary(root: Path, names: dict[str, str], *, on: bool) -> dict[str, object]:
    """mkdocs-glossary: a numbered list on a page; uses are marked by hand, in italics."""
    if on:
        mark(root, names, r"*\1*")
    lines = [f"{number}. **{name}** : It is explained here." for number, name in enumerate(names.values(), 1)]
    (root / "docs/glossary.md").write_text("# Words\n\n" + "\n".join(lines), encoding="utf-8")
    return {"plugins": ["glossary"] if on else [], "markdown_extensions": ["pymdownx.caret"]}


TOOLS = {
    "Plain Words": plainwords,
    "mkdocs-glossary-plugin 0.1.1": glossary_plugin,
    "Material's abbreviations": abbreviations,
    "mkdocs-ezglossary 2.1.0": ezglossary,
    "mkdocs-glossary 0.1.5": numbered_glossary,
}
BY_HAND = ("mkdocs-ezglossary 2.1.0", "mkdocs-glossary 0.1.5")
"""Their authors mark every use, so what a tool finds is no question."""
BASE = ["admonition", "attr_list", "fenced_code", "tables"]


def configure(root: Path, tool: str, names: dict[str, str], *, on: bool = True) -> Path:
    """Write the configuration of a tool, and its glossary."""
    found = TOOLS[tool](root, names, on=on)
    config = {"site_name": "Bench", "theme": {"name": "material", "font": False}, "plugins": [], **found}
    config["markdown_extensions"] = [*BASE, *found.get("markdown_extensions", [])]  # type: ignore[misc]
    path = root / f"mkdocs-{on}.yml"
    path.write_text(
        json.dumps({**config, "nav": ["index.md"], "validation": {"omitted_files": "ignore"}}), encoding="utf-8"
    )
    return path


def python_of(tool: str) -> str:
    """The interpreter that has the tool installed."""
    return sys.executable if tool == "Plain Words" else str(PEERS / "bin/python")


def answer(tool: str, case: str) -> str:
    """The cell of the table for a case."""
    if tool in BY_HAND and not case.startswith(("keeps", "leaves headings")):
        return "by hand"
    return "yes" if passes(tool, *CASES[case]) else "**no**"


def passes(tool: str, text: str, check: Check) -> bool:
    """Whether a tool builds a page on which the reader finds what they should."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "docs").mkdir()
        (root / "docs/index.md").write_text(f"# Page\n\n{text}\n", encoding="utf-8")
        config = configure(root, tool, WORDS)
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        command = [python_of(tool), "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", str(root / "site")]
        done = subprocess.run(command, capture_output=True, env=environment, check=False)
        if done.returncode:
            return False
        page = BeautifulSoup((root / "site/index.html").read_text(encoding="utf-8"), "lxml").select_one("article")
        if page is None:
            return False
        for added in page.select("[class^=plainwords-]"):
            added.decompose()
        return check(page)


def slowdown(tool: str, terms: int, pairs: int = 3) -> float:
    """What a build of 20 pages costs with the tool, over without: instructions, or CPU time without `perf`."""
    with tempfile.TemporaryDirectory() as on, tempfile.TemporaryDirectory() as off:
        configs = []
        for folder, active in ((off, False), (on, True)):
            root = Path(folder)
            names = {str(number): forms[0] for number, forms in enumerate(corpus.terms(terms))}
            corpus.write_pages(
                root / "docs", [[name] for name in names.values()], 20, tables=False
            )  # one tool stops at them
            configs.append(configure(root, tool, names, on=active))
        runs = [[cost(config, python_of(tool)) for config in configs] for _ in range(pairs)]
    return median(
        (with_it.instructions or with_it.seconds) / (without.instructions or without.seconds)
        for without, with_it in runs
    )


def main() -> None:
    """Print the table."""
    subprocess.run([sys.executable, "-m", "venv", PEERS], check=True)
    subprocess.run([PEERS / "bin/pip", "install", "--quiet", *INSTALL], check=True)
    print(f"| | {' | '.join(TOOLS)} |\n| --- |{' --- |' * len(TOOLS)}")
    for case in CASES:
        print(f"| {case} | {' | '.join(answer(tool, case) for tool in TOOLS)} |", flush=True)
    for terms in (50, 300):
        ratios = [f"{slowdown(tool, terms):.2f} ×" for tool in TOOLS]
        print(f"| cost of a build, 20 pages, {terms} terms | {' | '.join(ratios)} |", flush=True)


if __name__ == "__main__":
    main()
