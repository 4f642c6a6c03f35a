"""Measures what handouts and booklets cost: CPU time, memory and size, made anew and from the cache.

    python bench/pdfs.py [--count 240] [--booklet]

The site's pages are read once; one process then sets them, so that memory is that of one worker.
"""

import argparse
import contextlib
import os
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from plainwords import handout_print, typeset
from plainwords.booklet import Booklet
from plainwords.handout import Article, Guide, Handout
from plainwords.handout_print import Printer

ROOT = Path(__file__).resolve().parent.parent


def read() -> tuple[Guide, list[Article | Booklet]]:
    """What the site would print."""
    found: list[Any] = []

    def take(guide: Guide, texts: list[Article | Booklet], _: object) -> dict[str, Any]:
        found.extend((guide, texts))
        raise KeyboardInterrupt

    handout_print.print_all = take  # type: ignore[assignment] # before the hook takes its name
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    with tempfile.TemporaryDirectory() as site, contextlib.suppress(KeyboardInterrupt):
        build(load_config(str(ROOT / "mkdocs.yml"), site_dir=site, strict=True))
    return found[0], found[1]


def held_in(path: Path) -> Iterator[Any]:
    """What was written to a file, one by one, as a worker of the build gets it."""
    with path.open("rb") as file, contextlib.suppress(EOFError):
        while True:
            yield pickle.load(file)  # noqa: S301 (our own)


def measure(path: Path, count: int, *, booklet: bool) -> None:
    """Print a line for the first run and one for the second."""
    guide: Guide = replace(next(held_in(path)), cache=path.parent / "cache")
    guide.cache.mkdir()
    made = 0
    setting = typeset.typeset

    def counted(source: str) -> bytes:
        nonlocal made
        made += 1
        return setting(source)

    typeset.typeset = counted
    for run in ("first", "second"):
        start, made = time.process_time(), 0
        held: list[Handout] = []
        printer = Printer(guide)
        for text in islice(held_in(path), 1, None):
            if isinstance(text, Booklet) == booklet and len(held) < count:
                held += printer.booklets(text) if isinstance(text, Booklet) else printer.handouts(text)
        cpu = time.process_time() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        size = sum(it.file.stat().st_size for it in held) / 1024 / len(held)
        print(f"| {run} | {len(held)} | {made} | {cpu:.1f} s | {memory:.0f} MB | {size:.0f} KB |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=240)
    parser.add_argument("--booklet", action="store_true", help="booklets in place of handouts")
    parser.add_argument("--texts", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.texts:
        measure(given.texts, given.count, booklet=given.booklet)
    else:
        print("| run | PDFs | set | CPU | most memory | a PDF |\n| --- | --- | --- | --- | --- | --- |", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            texts = Path(folder, "texts")
            guide, found = read()
            with texts.open("wb") as file:
                for part in (guide, *found):
                    pickle.dump(part, file)
            subprocess.run([sys.executable, __file__, *sys.argv[1:], "--texts", str(texts)], check=True, env=os.environ)
