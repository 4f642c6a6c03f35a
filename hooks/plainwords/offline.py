"""What a reader's device may keep: which files of the built site, and the hash by which each is known."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

ONLINE_ONLY = tuple("_headers .htaccess server/ embed/ sitemap robots.txt feed.xml manifest.webmanifest".split())
"""What only hosts, partner sites, search engines and feed readers use, by how its place begins."""

WORKER, LIST = "sw.js", "offline.json"

NOT_KEPT = (*ONLINE_ONLY[:-1], WORKER, LIST, "assets/share.png")
"""What a reader without internet has no use for; an installed site does use its manifest."""

HASH_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Kept:
    """The files that a device keeps, by their addresses below the home page, with their hashes."""

    files: Mapping[str, str]
    bytes: int


def kept(site: Path) -> Kept:
    """Find what of a built site a device keeps."""
    files, size = {}, 0
    for path, place in places(site, NOT_KEPT):
        if _is_for_paper(place):
            continue
        content = path.read_bytes()
        size += len(content)
        files[_address(place)] = _hash(content)
    return Kept(files, size)


def _is_for_paper(place: str) -> bool:
    """Handouts, which are many: who has no internet can still print the page itself."""
    return place.endswith(".pdf")


def places(site: Path, left_out: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    """The files of a site, sorted, with their places in it."""
    for path in sorted(site.rglob("*")):
        place = path.relative_to(site).as_posix()
        if path.is_file() and not place.startswith(left_out):
            yield path, place


def _address(place: str) -> str:
    """The page of a folder has the folder's address."""
    return place.removesuffix("index.html") if place.rpartition("/")[2] == "index.html" else place


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()[:HASH_LENGTH]


def page_script(name: str, html: str) -> str:
    """A page as a script, by its name: a browser that shows files loads scripts, and fetches nothing."""
    return f"(plainwords.pages ??= {{}})[{json.dumps(name)}] = {json.dumps(html, ensure_ascii=False)};\n"


def publish(site: Path, notices: Mapping[str, str], language: str) -> None:
    """Write the list that the service worker goes by, and give the worker its version, which any difference changes."""
    found, source = kept(site), (site / WORKER).read_text(encoding="utf-8")
    fixed = {"language": language, "notices": notices, "bytes": found.bytes, "files": found.files}
    version = _hash(source.encode() + json.dumps(fixed).encode())
    listing = json.dumps({"version": version, **fixed}, ensure_ascii=False, separators=(",", ":"))
    (site / LIST).write_text(listing + "\n", encoding="utf-8")
    (site / WORKER).write_text(f'self.VERSION = "{version}";\n{source}', encoding="utf-8")
