"""The kit for groups that host the embeds themselves: one zip file, the same bytes from the same files."""

import json
from collections.abc import Mapping
from datetime import date

from plainwords import headers, pack
from plainwords.embed_data import LICENCE, Snippet, code
from plainwords.embed_site import HOME, ROOT, V1, Site
from plainwords.embed_versions import LIST

KIT = f"{V1}kit.zip"
README, LICENSE = f"{ROOT}README.txt", f"{ROOT}LICENSE.txt"


def files(site: Site, made: Mapping[str, str]) -> dict[str, bytes]:
    """The kit by its place, made of all that is made for partners."""
    if not site.terms:
        return {}
    left_out = (f"{site.folder}oembed/", site.feed, LIST)  # they are of use at our own address only
    kept = {place: text for place, text in made.items() if place.startswith(V1) and not place.startswith(left_out)}
    kept[README] = _readme(site, kept, json.loads(made[LIST])["versions"][0]["version"])
    kept[LICENSE] = site.render("embed-kit-license.txt", site=site, licence=LICENCE)
    return {KIT: pack.zipped({place: kept[place].encode() for place in sorted(kept)})}


def _readme(site: Site, kept: Mapping[str, str], version: str) -> str:
    """What to do with the kit, for somebody who can copy files to a server and edit a page."""
    pages = json.loads(kept.get(f"{site.folder}pages.json", '{"pages": []}'))["pages"]
    terms = json.loads(kept[f"{site.folder}terms.json"])["terms"]
    page = next((page for page in pages if page["id"] != HOME), None)
    return site.render(
        "embed-kit-readme.txt",
        site=site,
        kit=site.at(KIT),
        feed=site.at(site.feed),
        licence=LICENCE,
        version=version,
        checked=max(it["reviewed"] for it in (*pages, *terms)),
        example=_page(site, page) if page else _term(site, terms[0]),
        page=page is not None,
        script=f"/{V1}embed.js",
        words_script=f"/{own}" if (own := site.words) in kept else "",
        headers={name: value for name, value in headers.EMBEDS.items() if value != headers.ALWAYS.get(name)},
        license=LICENSE.removeprefix(ROOT),
        v1=V1,
    )


def _page(site: Site, page: Mapping[str, str]) -> str:
    place = f"/{site.frame('page', page['id'])}"
    return code(site, Snippet(page["url"], page["title"], page["description"], _day(page), place), width="100%")


def _term(site: Site, term: Mapping[str, str]) -> str:
    place = f"/{site.frame('term', term['id'])}"
    return code(site, Snippet(term["url"], term["term"], term["short"], _day(term), place), width="100%")


def _day(it: Mapping[str, str]) -> date:
    return date.fromisoformat(it["reviewed"])
