"""Headers for the hosts that people use: Netlify and Cloudflare Pages, Apache, nginx."""

from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from plainwords import build, headers
from plainwords.embed_site import ROOT

FILES = {"_headers": "headers.txt", ".htaccess": "headers.apache.txt", "server/nginx.conf": "headers.nginx.txt"}
HIDDEN = ("_headers", ".htaccess", "server")
"""What no host shows; it is written here, so that a second build in the same folder must not find it."""


@event_priority(-100)  # when every file of the site is there
def on_post_build(config: MkDocsConfig) -> None:
    """Write the headers for the scripts that really stand in the pages."""
    site, root = Path(config.site_dir), urlsplit(str(config.site_url)).path or "/"
    parts = [f"{path.name}/" if path.is_dir() else path.name for path in site.iterdir() if path.name not in HIDDEN]
    pages = [page for part in parts if part != ROOT for page in _pages(site / part)]
    rules = headers.rules(headers.inline_scripts(pages), root, parts)
    common = headers.common(rules)
    for place, template in FILES.items():
        text = build.of(config).render(template, rules=rules, common=common, root=root)
        (site / place).parent.mkdir(exist_ok=True)
        (site / place).write_text(text, encoding="utf-8")


def _pages(part: Path) -> list[Path]:
    return [part] if part.suffix == ".html" else list(part.rglob("*.html"))
