"""What other sites may show of this one: data, frames and the script that sizes them, as static files.

All of it lies below one versioned address. What is there once stays, with its fields: partners rely on it.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from plainwords import embed_data, embed_feed, embed_releases, embed_versions, values
from plainwords.embed_frames import Frames, term_files
from plainwords.embed_html import NotForPartnersError
from plainwords.embed_site import V1, Shown, Site, Small, id_of
from plainwords.embed_words import with_words, without_words
from plainwords.problems import ContentError, Problem
from plainwords.render import Renderer

SCHEMAS = ("terms", "pages", "page", "oembed", "versions")


def code(render: Renderer, small: Small) -> dict[str, str]:
    """The scripts that are released, by name: code alone, the same on every site."""
    return {"embed.js": small("text/javascript", render("embed.js")), "words.js": without_words(render, small)}


def files(site: Site, pages: Sequence[Shown], small: Small, releases: Path = embed_releases.FOLDER) -> dict[str, str]:
    """Every file for partners but the kit of them, by its place on the site; raises ContentError."""
    check_ids(site, pages)
    frames = Frames(site, small)
    made: dict[str, str] = {}
    found, problems = [], []
    for page in pages:
        try:
            data = embed_data.page_data(site, page)
            made |= embed_data.page_files(site, page, data)
            made[f"{site.frame('page', page.id)}index.html"] = frames.page(page)
            found.append(data)
        except NotForPartnersError as error:
            problems.append(Problem(page.path, str(error)))
    if problems:
        raise ContentError(problems)
    made |= embed_data.list_files(site, found)
    made |= term_files(site, frames)
    made |= with_words(site, small)
    made |= embed_feed.files(site, pages)
    made |= embed_versions.files(site, partial(code, site.render), small, releases)
    for name in SCHEMAS:
        made[f"{V1}schema/{name}.json"] = site.render(f"embed-schema-{name}.json", base=site.at(f"{V1}schema/"))
    return made


def check_ids(site: Site, pages: Iterable[Shown]) -> None:
    """Raise ContentError if a page has no proper id, or that of another page or term."""
    taken = {id_of(site.uri(term)): term.path for term in site.terms.values()}
    problems = list(_bad_ids(taken, pages))
    if problems:
        raise ContentError(problems)


def _bad_ids(taken: dict[str, Path], pages: Iterable[Shown]) -> Iterator[Problem]:
    for page in pages:
        if not values.is_slug(page.id):
            cure = "use lower-case letters, digits and single hyphens in its path"
            yield Problem(page.path, f"would be '{page.id}' in the addresses for partner sites; {cure}")
        elif page.id in taken:
            cure = "rename one of the two, or set 'embed: false'"
            yield Problem(page.path, f"has the id '{page.id}' for partner sites, as {taken[page.id].name} has; {cure}")
        taken[page.id] = page.path
