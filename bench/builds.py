"""Measures what the links cost a whole build: CPU time and memory with them, over the same build without them.

    python bench/builds.py --pages 200 --terms 300 [--way extension|plugin] [--theme mkdocs|material] [--pairs 5]

Each build is a process of its own, with its bytecode at hand as after any first build; with and without take turns,
and the median of the pairs counts, their quartiles beside it. On a machine that others use, CPU time differs by a
fifth from run to run: where `perf` can count instructions (Debian's linux-perf), their ratio is the one to trust;
elsewhere, take many pairs. `--one-term-in 25` writes pages with a term in every 25 words instead of 44.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

import corpus

PERF = (
    shutil.which("perf")
    and not subprocess.run(
        ["perf", "stat", "-e", "instructions:u", "true"], capture_output=True, check=False
    ).returncode
)
BUILD = "import sys; from mkdocs.__main__ import cli; cli(['build', '--quiet', '--config-file', sys.argv[1]])"


def configure(root: Path, way: str, theme: str, *, link: bool) -> Path:
    """Write the configuration of one of the two builds."""
    config: dict[str, object] = {
        "site_name": "Bench",
        "site_url": "https://bench.example.org/",
        "docs_dir": "docs",
        "site_dir": f"site-{link}",
        "theme": {"name": theme, "font": False} if theme == "material" else {"name": theme},
        "plugins": ["search"],
        "markdown_extensions": ["tables", "attr_list"],
        "validation": {"omitted_files": "ignore", "absolute_links": "ignore"},
    }
    if way == "plugin":
        config["plugins"] = ["search", {"plainwords": {"link": link}}]
    elif link:
        config["markdown_extensions"] = [
            "tables",
            "attr_list",
            {"plainwords.linker": {"glossary": str(root / "glossary")}},
        ]
    path = root / f"mkdocs-{link}.yml"
    path.write_text(json.dumps(config), encoding="utf-8")
    return path


class Cost(NamedTuple):
    """CPU seconds, peak memory in MB and instructions (0 where `perf` cannot count them) of one build."""

    seconds: float
    memory: float
    instructions: int


def cost(config: Path, python: str = sys.executable) -> Cost:
    """Build once, in a process of its own; the programs that it calls count."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": ""}
    with tempfile.NamedTemporaryFile() as counted:
        count = ["perf", "stat", "-x,", "-e", "instructions:u", "-o", counted.name] if PERF else []
        command = [*count, python, "-c", BUILD, str(config)]
        child = subprocess.Popen(command, env=environment, cwd=config.parent, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        found = re.search(rb"^(\d+),", counted.read(), re.MULTILINE)
    if status:
        raise SystemExit(f"the build of {config} failed")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, int(found[1]) if found else 0)


def measure(pages: int, terms: int, way: str, theme: str, pairs: int) -> list[tuple[Cost, Cost]]:
    """The cost without and with links, in so many pairs of runs that begin in turn with one and the other."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        names = corpus.terms(terms)
        corpus.write_terms(root / "glossary", names)
        corpus.write_pages(root / "docs", names, pages)
        configs = [configure(root, way, theme, link=link) for link in (False, True)]
        runs = []
        for number in range(pairs):
            first, then = (cost(configs[side]) for side in ((1, 0) if number % 2 else (0, 1)))
            runs.append((then, first) if number % 2 else (first, then))
    return runs


def row(runs: list[tuple[Cost, Cost]]) -> str:
    """What the pairs of runs say, as the last cells of a row."""
    without, linked = (Cost(*map(median, zip(*side, strict=True))) for side in zip(*runs, strict=True))
    counted = f"**{linked.instructions / without.instructions:.3f}**" if without.instructions else "not counted"
    ratios = [each[1].seconds / each[0].seconds for each in runs]
    lower, middle, upper = quantiles(ratios, method="inclusive") if len(ratios) > 1 else ratios * 3
    return (
        f"{counted} | {without.seconds:.1f} s | {linked.seconds:.1f} s | {middle:.2f} ({lower:.2f} to {upper:.2f})"
        f" | {without.memory:.0f}, {linked.memory:.0f} MB |"
    )


def main() -> None:
    """Measure and print one row of the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, nargs="+", default=[200])
    parser.add_argument("--terms", type=int, nargs="+", default=[300])
    parser.add_argument("--way", choices=("extension", "plugin"), nargs="+", default=["extension"])
    parser.add_argument("--theme", choices=("mkdocs", "material"), nargs="+", default=["material"])
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--one-term-in", type=int, default=corpus.ONE_TERM_IN)
    args = parser.parse_args()
    corpus.ONE_TERM_IN = args.one_term_in
    measure(2, 20, "plugin", "material", 1)  # so that no build that counts has to compile a module
    print("| way | theme | pages | terms | instructions | without | with | CPU (quartiles) | memory |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for way, theme, pages, terms in product(args.way, args.theme, args.pages, args.terms):
        cells = row(measure(pages, terms, way, theme, args.pairs))
        print(f"| {way} | {theme} | {pages} | {terms} | {cells}", flush=True)


if __name__ == "__main__":
    main()
