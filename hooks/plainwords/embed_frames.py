"""The frames that partner sites show: a page, a word, or the field to look words up. Each is one file alone."""

import base64
import json
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from plainwords.embed_data import LICENCE
from plainwords.embed_html import Manner, read
from plainwords.embed_site import Shown, Site, Small

Head = tuple[str, str, date, date]
"""The title of a frame, the address that it leads to, the day of the last check, and that of the next."""


class Frames:
    """Fills the templates of frames. Their style and their scripts stand in them, each known to the policy."""

    def __init__(self, site: Site, small: Small) -> None:
        self.site = site
        self._style = small("text/css", site.render("embed-frame.css"))
        self._script = small("text/javascript", site.render("embed-frame.js"))
        self._lookup = small("text/javascript", site.render("embed-lookup.js"))

    def page(self, page: Shown) -> str:
        """A page, with its words explained where they stand."""
        site, url = self.site, self.site.url(page.uri)
        targets = frozenset(f"source-{source.key}" for source in page.sources)
        article = read(page.html, Manner(url, frame=True, targets=targets))
        return self._fill(
            "embed-page.html",
            (page.title, url, page.reviewed, page.due),
            review=page.review,
            sources=page.sources,
            article=Markup(article),  # noqa: S704 (known elements only)
            words_here=[(term, site.url(site.uri(term))) for term in page.terms],
        )

    def term(self, id: str) -> str:
        """A word and what it means."""
        term = self.site.terms[id]
        due = self.site.due(term.reviewed, term.category)
        known = [self.site.sources[key] for key in term.sources if key in self.site.sources]
        url = self.site.url(self.site.uri(term))
        return self._fill("embed-term.html", (term.term, url, term.reviewed, due), term=term, sources=known)

    def lookup(self) -> str:
        """All words, to be looked up in the frame itself: nobody learns what a reader asks."""
        site = self.site
        terms = [[term.id, term.term, list(term.forms), term.short] for term in site.terms.values()]
        data = json.dumps(terms, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        checked = min(term.reviewed for term in site.terms.values())
        due = min(site.due(term.reviewed, term.category) for term in site.terms.values())
        return self._fill(
            "embed-lookup.html",
            (site.render.words["embed"]["lookup"], site.at(f"{site.address}/"), checked, due),
            [self._lookup],
            terms=Markup(data),  # noqa: S704 (no `<` in it)
            lookup=Markup(self._lookup),  # noqa: S704 (our own)
        )

    def _fill(self, template: str, head: Head, scripts: Iterable[str] = (), **more: Any) -> str:
        title, url, reviewed, due = head
        values = {"review": None, "sources": (), **more}
        return self.site.render(
            template,
            site=self.site,
            title=title,
            url=url,
            reviewed=reviewed,
            due=due,
            licence=LICENCE,
            policy=Markup(policy(self.site.home, self._style, [self._script, *scripts])),  # noqa: S704 (hashes)
            style=Markup(self._style),  # noqa: S704 (our own)
            script=Markup(self._script),  # noqa: S704
            **values,
        )


def policy(home: str, style: str, scripts: Iterable[str]) -> str:
    """What a frame may do: run what stands in it, and show pictures of ours. `'self'` is nothing in a sandbox."""
    origin = "://".join(urlsplit(home)[:2])
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {_hash(style)}",
            f"img-src {origin}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"


def term_files(site: Site, frames: Frames) -> dict[str, str]:
    """The frame of each word, and that to look words up, by their places."""
    made = {f"{site.frame('term', id)}index.html": frames.term(id) for id in site.terms}
    return {**made, f"{site.folder}lookup/index.html": frames.lookup()} if made else {}
