"""Headers for the hosts that people use: Netlify and Cloudflare Pages, Apache, nginx."""

from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from plainwords import build, embed_releases, headers
from plainwords.embed_site import ROOT
from plainwords.embed_versions import folder

FILES = {"_headers": "headers.txt", ".htaccess": "headers.apache.txt", "server/nginx.conf": "headers.nginx.txt"}
HIDDEN = ("_headers", ".htaccess", "server")
"""What no host shows; it is written here, so that a second build in the same folder must not find it."""


@event_priority(-100)  # when every file of the site is there
def on_post_build(config: MkDocsConfig) -> None:
    """Write the headers for the scripts that really stand in the pages."""
    site, root = Path(config.site_dir), urlsplit(str(config.site_url)).path or "/"
    parts = [part for part in _parts(site) if part != ROOT and part.rstrip("/") not in HIDDEN]
    pages = [page for part in parts for page in _pages(site / part)]
    embeds = [f"{ROOT}{part}" for part in _parts(site / ROOT)]
    fixed = [folder(release.version) for release in embed_releases.read().releases]
    rules = headers.rules(headers.inline_scripts(pages), root, [*parts, *embeds], fixed)
    common = headers.common(rules)
    for place, template in FILES.items():
        text = build.of(config).render(template, rules=rules, common=common, root=root)
        (site / place).parent.mkdir(exist_ok=True)
        (site / place).write_text(text, encoding="utf-8")


def _parts(of: Path) -> list[str]:
    """What is in a folder; the names of folders end with a slash."""
    found = of.iterdir() if of.is_dir() else ()
    return [f"{path.name}/" if path.is_dir() else path.name for path in found]


def _pages(part: Path) -> list[Path]:
    return [part] if part.suffix == ".html" else list(part.rglob("*.html"))
