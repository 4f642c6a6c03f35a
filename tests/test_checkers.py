"""What other people's checkers say: the Nu HTML checker of every page, Lighthouse of each kind of page."""

import json
import subprocess
from pathlib import Path

import pytest
from conftest import BIN, TESTS, Built, run
from crawl import KINDS
from engines import found

TOOLS = TESTS / "tools" / "node_modules"
CATEGORIES = ["accessibility", "best-practices", "seo"]
pytestmark = pytest.mark.slow


def test_nu_finds_no_error_on_any_page(site: Built) -> None:
    jar = TOOLS / "vnu-jar/build/dist/vnu.jar"
    checked = run(
        found("java"), "-Xss4m", "-jar", jar, "--skip-non-html", "--errors-only", "--format", "json", site.folder
    )
    said = json.loads(checked.stderr)["messages"]
    wrong = [f"{one['url'].partition('/site/')[2]}: {one['message']}" for one in said]
    assert checked.returncode == 0, "\n".join(wrong)
    assert wrong == []


def test_nu_would_find_an_error(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html lang=en><title>a</title><p autocomplete=on>text</p>", encoding="utf-8")
    jar = TOOLS / "vnu-jar/build/dist/vnu.jar"
    assert "autocomplete" in run(found("java"), "-jar", jar, "--errors-only", page).stderr


@pytest.mark.parametrize("kind", ["home", "page", "term", "a-to-z"])
def test_lighthouse_gives_100(address: str, kind: str, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    flags = "--chrome-flags=--headless --no-sandbox --disable-gpu"
    address = f"{address}/{KINDS[kind].removesuffix('index.html')}"
    command = [BIN / "node", TOOLS / "lighthouse/cli/index.js", address, "--quiet", flags, "--output=json"]
    command += [f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}"]
    environment = {"CHROME_PATH": found("chromium"), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    result = json.loads(report.read_text(encoding="utf-8"))
    failed = [
        f"{audit['id']}: {audit['title']}"
        for name in CATEGORIES
        for part in result["categories"][name]["auditRefs"]
        if part["weight"] and (audit := result["audits"][part["id"]])["score"] not in (1, None)
    ]
    assert {name: result["categories"][name]["score"] for name in CATEGORIES} == dict.fromkeys(CATEGORIES, 1), failed
