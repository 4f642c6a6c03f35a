"""The scripts at the addresses of their versions, and the list of versions with the hash of each script."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from plainwords import embed_releases
from plainwords.embed_data import VERSION, as_json
from plainwords.embed_releases import Code, integrity
from plainwords.embed_site import ROOT, V1, Data, Site, Small
from plainwords.provenance import later

LIST = f"{V1}versions.json"
LICENCE = "https://spdx.org/licenses/MIT.html"
"""Of the code; the texts have another one."""

KEPT_MONTHS = 36
"""How long an address stays, at least, from the day of the release."""


def folder(version: str) -> str:
    """The place of a version on the site."""
    return f"{ROOT}v{version}/"


def files(site: Site, code: Code, small: Small, releases: Path) -> dict[str, str]:
    """The scripts of each version by their places, the newest below v1, too, and the list of versions.

    What is being worked on has its place already, so that it can be tried; the list says that it may still change.
    """
    record = embed_releases.read(releases)
    present = embed_releases.scripts(record, code, small)
    versions = [_version(site, it.version, it.scripts, it.day) for it in record.releases]
    made = {f"{folder(it.version)}{name}": text for it in record.releases for name, text in it.scripts.items()}
    if record.next:
        versions.append(_version(site, record.next, present, None))
        made |= {f"{folder(record.next)}{name}": text for name, text in present.items()}
    made |= {f"{V1}{name}": text for name, text in present.items()}
    newest = record.releases[-1] if record.releases else None
    told: Data = {
        "version": VERSION,
        "licence": LICENCE,
        "newest": newest.version if newest else None,
        "kept_until": _kept_until(newest.day) if newest else None,
        "versions": versions[::-1],
    }
    return {**made, LIST: as_json(told)}


def _version(site: Site, version: str, scripts: Mapping[str, str], released: date | None) -> Data:
    return {
        "version": version,
        "released": released.isoformat() if released else None,
        "kept_until": _kept_until(released) if released else None,
        "files": [
            {
                "name": name,
                "url": site.at(f"{folder(version)}{name}"),
                "integrity": integrity(text),
                "bytes": len(text.encode()),
            }
            for name, text in sorted(scripts.items())
        ],
    }


def _kept_until(day: date) -> str:
    return later(day, KEPT_MONTHS).isoformat()


def notices(releases: Path = embed_releases.FOLDER) -> Iterable[str]:
    """What a keeper of the site should know of the present code before others rely on it."""
    if version := embed_releases.read(releases).next:
        yield f"the scripts for other sites, version {version}, are not released yet and may still change: make release"
