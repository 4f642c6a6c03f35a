"""Reading without internet: the switch that keeps the site on a device, and the worker and list behind it."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, pass_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url

from plainwords import build, offline
from plainwords.addresses import place

SWITCH = "offline"
SCRIPTS = "assets/pages"
STICK = "stick"
"""Set in the `extra` of offline.yml for the copy on a memory stick, which needs no worker."""


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """On a memory stick, let what templates say of a page's folder lead to its file."""
    if not config.extra.get(STICK):
        return
    places = {place(file.src_uri): file.url for file in files.documentation_pages()}
    url = env.filters["url"]
    env.filters["url"] = pass_context(lambda context, value: url(context, places.get(value, value)))


@event_priority(-60)  # before the sources
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Put the switch on the page that asks for it."""
    made = build.of(config)
    head = made.content.heads.get(page.file.src_uri)
    if head is not None and head.list == SWITCH and not config.extra.get(STICK):
        script = normalize_url("assets/offline.js", page)
        page.content = (page.content or "") + made.render("offline.html", script=script)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """On a memory stick, let pages for handouts be scripts, too: from a file, nothing can be fetched."""
    if config.extra.get(STICK) and page.meta.get("handout") is True:
        name = place(page.file.src_uri).rstrip("/")
        path = Path(config.site_dir, SCRIPTS, f"{name}.js")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(offline.page_script(name, output), encoding="utf-8")


@event_priority(-90)  # when every file of the site is as it stays
def on_post_build(config: MkDocsConfig) -> None:
    """List what a device keeps, and give the worker the version of it."""
    if config.extra.get(STICK):
        return
    render = build.of(config).render
    notices = {why: render("kept.html", why=why) for why in render.words["offline"]["why"]}
    offline.publish(Path(config.site_dir), notices, render.words["lang"])
