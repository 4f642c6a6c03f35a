"""Measures the parts alone: loading terms, making the matcher, and reading text with it on one core.

python bench/matching.py [--terms 300 9000] [--megabytes 4]
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import corpus
from ahocorasick_rs import AhoCorasick

from plainwords.matcher import Matcher
from plainwords.terms import load


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The CPU time of the fastest of some runs."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Print one row for each size of glossary."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--terms", type=int, nargs="+", default=[300, 9000])
    parser.add_argument("--megabytes", type=float, default=4)
    args = parser.parse_args()
    print("| terms | load | make the matcher | find | Aho-Corasick alone, no rules | matches in a MB |")
    print("| --- | --- | --- | --- | --- | --- |")
    for count in args.terms:
        names = corpus.terms(count)
        with tempfile.TemporaryDirectory() as folder:
            glossary = Path(folder) / "glossary"
            corpus.write_terms(glossary, names)
            terms = load(glossary)
            loading = seconds(lambda: load(glossary))  # noqa: B023
        text = corpus.text(random.Random(1), names, int(args.megabytes * 170_000))
        size = len(text.encode()) / 1e6
        matcher = Matcher(terms)
        making = seconds(lambda: Matcher(terms))  # noqa: B023
        found = sum(1 for _ in matcher.find(text))
        finding = seconds(lambda: sum(1 for _ in matcher.find(text)))  # noqa: B023
        plain = AhoCorasick([form.lower() for forms in names for form in forms])
        lower = text.lower()
        alone = seconds(lambda: plain.find_matches_as_indexes(lower, overlapping=True))  # noqa: B023
        print(
            f"| {count} | {loading:.2f} s | {making:.2f} s | {size / finding:.1f} MB/s"
            f" | {size / alone:.1f} MB/s | {found / size:.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
