"""The lines that keep the parts apart."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, TESTS

PACKAGE = ROOT / "hooks/plainwords"
MODULES = sorted(PACKAGE.rglob("*.py"))
KNOW_MKDOCS = {"plugin.py", "build.py"}


def imports(module: Path) -> set[str]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return names


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_only_the_seam_knows_mkdocs(module: Path) -> None:
    knows = any(name.split(".")[0] == "mkdocs" for name in imports(module))
    assert not knows or module.name in KNOW_MKDOCS


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_modules_are_small(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 200


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("terms", {"matcher", "linker", "build", "plugin"}),
        ("matcher", {"linker", "tree", "build", "plugin"}),
        ("linker", {"build", "plugin", "content", "render"}),
        ("content", {"build", "plugin", "render"}),
    ],
)
def test_knowledge_flows_one_way(low: str, high: set[str]) -> None:
    used = {name.removeprefix("plainwords.") for name in imports(PACKAGE / f"{low}.py")}
    assert not used & high


def test_no_hook_imports_another() -> None:
    hooks = {hook.stem for hook in (ROOT / "hooks").glob("*.py")}
    for hook in (ROOT / "hooks").glob("*.py"):
        assert not hooks & {name.split(".")[0] for name in imports(hook)}


def test_the_linker_works_where_there_is_no_mkdocs(tmp_path: Path) -> None:
    program = f"""
import sys
sys.modules["mkdocs"] = None  # any import of it fails
import markdown
config = {{"plainwords.linker": {{"glossary": {str(TESTS / "words")!r}, "once": "section"}}}}
print(markdown.markdown("Plasma.", extensions=["plainwords.linker"], extension_configs=config))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=tmp_path)
    link = '<a class="term" href="/glossary/plasma.md" data-term="plasma">Plasma</a>'
    assert done.stdout == f"<p>{link}.</p>\n", done.stderr


def test_no_words_of_a_language_stand_in_templates() -> None:
    for template in (PACKAGE / "templates").glob("*.html"):
        text = template.read_text(encoding="utf-8")
        plain = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<.*?>", "", text, flags=re.DOTALL)
        assert not re.findall(r"[^\W\d_]+", plain), template.name
