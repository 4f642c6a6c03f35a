"""Measures what the links cost a whole build: CPU time and memory with them, over the same build without them.

    python bench/builds.py --pages 200 --terms 300 [--way extension|plugin] [--theme mkdocs|material] [--pairs 5]

Each build is a process of its own; with and without take turns, and the fastest run of each counts: what else a
machine does can only add. `--one-term-in 100` writes pages with a term in every hundred words instead of 25.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import corpus

BUILD = "import sys; from mkdocs.__main__ import cli; cli(['build', '--quiet', '--config-file', sys.argv[1]])"


def configure(root: Path, way: str, theme: str, *, link: bool) -> Path:
    """Write the configuration of one of the two builds."""
    config: dict[str, object] = {
        "site_name": "Bench",
        "site_url": "https://bench.example.org/",
        "docs_dir": "docs",
        "site_dir": f"site-{link}",
        "theme": {"name": theme, "font": False} if theme == "material" else {"name": theme},
        "nav": [{"Home": "index.md"}],
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


def cost(config: Path, python: str = sys.executable) -> tuple[float, float]:
    """CPU seconds and peak memory in MB of one build, the programs that it calls included."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    child = subprocess.Popen([python, "-c", BUILD, str(config)], env=environment, cwd=config.parent)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"the build of {config} failed")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def measure(pages: int, terms: int, way: str, theme: str, pairs: int) -> dict[str, float]:
    """The fastest of so many paired runs."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        names = corpus.terms(terms)
        corpus.write_terms(root / "glossary", names)
        corpus.write_pages(root / "docs", names, pages)
        configs = [configure(root, way, theme, link=link) for link in (False, True)]
        runs = [[cost(config) for config in configs] for _ in range(pairs)]
    without, linked = (min(run[side][0] for run in runs) for side in (0, 1))
    return {
        "seconds without": without,
        "seconds with": linked,
        "ratio": linked / without,
        "MB without": max(run[0][1] for run in runs),
        "MB with": max(run[1][1] for run in runs),
    }


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
    print("| way | theme | pages | terms | CPU without | CPU with | ratio | memory without | memory with |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for way in args.way:
        for theme in args.theme:
            for pages in args.pages:
                for terms in args.terms:
                    row = measure(pages, terms, way, theme, args.pairs)
                    print(
                        f"| {way} | {theme} | {pages} | {terms} | {row['seconds without']:.2f} s"
                        f" | {row['seconds with']:.2f} s | **{row['ratio']:.3f}**"
                        f" | {row['MB without']:.0f} MB | {row['MB with']:.0f} MB |",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
