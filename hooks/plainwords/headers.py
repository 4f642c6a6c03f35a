"""The headers that a host has to send with the site, for the hosts that people use.

The policy allows no script but the site's own files and the few that stand in its pages, each known by its hash.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import html

from plainwords.embed_site import ROOT

PROGRAMS = ("", "text/javascript", "application/javascript", "module")
"""The types of `script` elements that a browser runs; others hold data, which no policy forbids."""

_NOBODY = "accelerometer autoplay camera display-capture geolocation gyroscope magnetometer microphone midi payment usb"

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _NOBODY.split()),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",  # a browser asks each time whether its copy still holds; mostly, the answer is yes
}


EMBEDS = {
    **ALWAYS,
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",  # pages that demand it show no frame that does not
    "Cache-Control": "public, max-age=3600",
}
"""For what other sites show. It may stand in frames anywhere: its pages bring their own policy with them."""


FIXED = {**EMBEDS, "Cache-Control": "public, max-age=31536000, immutable"}
"""For what never changes: a year, and no browser need ask again."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Headers for all addresses that begin with a path, but for those that go on with one of `without`.

    `places` are the same addresses for hosts that add up the headers of all rules that hold for an address, and have
    no way to say "but for": `*` stands for any end.
    """

    path: str
    headers: Mapping[str, str]
    places: Sequence[str]
    without: Sequence[str] = ()


def policy(scripts: Iterable[str]) -> str:
    """The content security policy for pages with these scripts in them."""
    hashes = " ".join(sorted(f"'{_hash(script)}'" for script in set(scripts)))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {hashes}".rstrip(),
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "frame-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def inline_scripts(pages: Iterable[Path]) -> set[str]:
    """The programs that stand in pages."""
    found: set[str] = set()
    for page in pages:
        root = html.document_fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        found |= {
            script.text or ""
            for script in root.iter("script")
            if script.get("src") is None and script.get("type", "") in PROGRAMS
        }
    return found


def rules(scripts: Iterable[str], root: str, parts: Iterable[str], fixed: Iterable[str] = ()) -> list[Rule]:
    """The rules of the site; `root` is the path of its home page, `parts` are the files and folders in it.

    Of the folder for other sites, `parts` are what is in it; `fixed` are those of them that never change. A folder's
    name ends with a slash. No two rules hold for the same address.
    """
    pages = {"Content-Security-Policy": policy(scripts), **ALWAYS}
    never = sorted(fixed)
    ours, theirs = [root], list[str]()
    for part in sorted(set(parts) - set(never)):
        (theirs if part.startswith(ROOT) else ours).append(f"{root}{part}{'*' if part.endswith('/') else ''}")
    return [
        Rule(root, pages, ours, without=[ROOT]),
        Rule(f"{root}{ROOT}", EMBEDS, theirs, without=[part.removeprefix(ROOT) for part in never]),
        *(Rule(f"{root}{part}", FIXED, [f"{root}{part}*"]) for part in never),
    ]


def common(rules: Sequence[Rule]) -> dict[str, str]:
    """The headers that are the same everywhere."""
    first, *others = rules
    return {
        name: value for name, value in first.headers.items() if all(rule.headers.get(name) == value for rule in others)
    }
