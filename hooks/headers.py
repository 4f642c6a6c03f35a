"""Headers for the hosts that people use: Netlify and Cloudflare Pages, Apache, nginx."""

from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from plainwords import build, headers

FILES = {"_headers": "headers.txt", ".htaccess": "headers.apache.txt", "server/nginx.conf": "headers.nginx.txt"}


@event_priority(-80)  # when all pages are as they stay
def on_post_build(config: MkDocsConfig) -> None:
    """Write the headers for the scripts that really stand in the pages."""
    site, root = Path(config.site_dir), urlsplit(str(config.site_url)).path or "/"
    rules = headers.rules(headers.inline_scripts(site.rglob("*.html")), root)
    for place, template in FILES.items():
        (site / place).parent.mkdir(exist_ok=True)
        (site / place).write_text(build.of(config).render(template, rules=rules, root=root), encoding="utf-8")
