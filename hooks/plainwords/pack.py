"""Packs zip files, the copy of the site for a USB stick among them: the same files give the same bytes."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from plainwords.offline import NOT_KEPT, ONLINE_ONLY, places
from plainwords.problems import ContentError, Problem
from plainwords.render import Renderer

PAGES = "pages/"
"""The folder of the site in the copy: beside it, the one file to open is easy to find."""

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can give; it says nothing of when it was made."""

NOT_IN_COPY = (*NOT_KEPT, *ONLINE_ONLY, "404.html")
"""No browser asks for the page of a wrong address where there is no host."""


def write(site: Path, to: Path, render: Renderer, checked: date) -> int:
    """Write the zip file of a built site; `checked` is the day of its latest check. Return how many files it holds."""
    if not (site / "index.html").is_file():
        raise ContentError([Problem(site, "holds no built site; 'make offline' builds it")])
    start = render("start-here.html", first=f"{PAGES}index.html", checked=checked)
    files = {f"{render.words['offline']['start'].upper()}.html": start.encode()}
    files |= {PAGES + place: path.read_bytes() for path, place in places(site, NOT_IN_COPY)}
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(zipped(files))
    return len(files)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip file of files, by their names in it and in their order."""
    to = BytesIO()
    with ZipFile(to, "w", ZIP_DEFLATED, compresslevel=9) as pack:
        for name, content in files.items():
            entry = ZipInfo(name, FIRST_DAY)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # rights are those of Unix, wherever it is packed
            entry.external_attr = 0o644 << 16
            pack.writestr(entry, content)
    return to.getvalue()
