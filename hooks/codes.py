"""Old paper can be checked: each text has a code, and the page "Check your paper" knows all codes that there were."""

from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url

from plainwords import build, check, codes, prose
from plainwords.build import Build
from plainwords.check import Checked
from plainwords.codes import Entry
from plainwords.pages import PageHead
from plainwords.problems import Problem, report
from plainwords.provenance import next_review
from plainwords.terms import Term

KEY = "codes"
"""Where the code of each page is on `config.extra`, by its place among the pages."""

TEXTS, CHECKED, SOURCES = "code_texts", "checked", "provenance"
LIST = "codes"
ALL_PAGES = "about/all-pages.md"
CURE = """\
Run 'make codes', and commit docs/codes.yml together with the texts. If the change matters to readers, add it to
docs/changes.yml: it is shown to those who check a paper with the old text."""


def on_config(config: MkDocsConfig) -> None:
    """Begin with no texts."""
    config.extra[TEXTS] = []


@event_priority(50)  # before the build adds its lists, which nobody has written
def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Keep what the page says. A page that is a list of others says something else with each of them: no code."""
    about = _about(page, build.of(config))
    if about and not (isinstance(about, PageHead) and about.list):
        config.extra[TEXTS].append((page, about, prose.text(html)))


@event_priority(50)  # before whatever prints codes
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Make the codes, now that all pages have been read, and the script that knows them."""
    made = build.of(config)
    pages = {page.file.src_uri: _checked(page, about, text, config) for page, about, text in config.extra[TEXTS]}
    config.extra[KEY] = {uri: page.code for uri, page in pages.items()}
    config.extra[CHECKED] = pages
    present = {uri: Entry(page.reviewed, page.code) for uri, page in pages.items()}
    if config.strict:
        _require(made, present, Path(config.docs_dir))
    script = check.script(codes.added(made.content.codes, present), pages, made.content.changes)
    files.append(File.generated(config, check.DATA, content=script))


@event_priority(-60)  # before the sources
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Put the field and the list of all codes on the page that asks for them."""
    made = build.of(config)
    head = made.content.heads.get(page.file.src_uri)
    if head is not None and head.list == LIST:
        rows = sorted(config.extra[CHECKED].items(), key=lambda row: made.title(row[0]).lower())
        terms = {file.src_uri for file in made.files.values()}
        page.content = (page.content or "") + made.render(
            "check.html",
            pages=[(made.page_link(uri, page), now) for uri, now in rows if uri not in terms],
            terms=[(made.page_link(uri, page), now) for uri, now in rows if uri in terms],
            signs=codes.ALPHABET,
            all_pages=made.page_link(ALL_PAGES, page),
            url=urljoin(str(config.site_url), check.ADDRESS),
            script=normalize_url("assets/check.js", page),
        )


def _about(page: Page, made: Build) -> Term | PageHead | None:
    return made.term_of(page) or made.content.heads.get(page.file.src_uri)


def _checked(page: Page, about: Term | PageHead, text: str, config: MkDocsConfig) -> Checked:
    made, uri = build.of(config), page.file.src_uri
    terms = made.content.terms.values() if uri == made.index else [term for term, _ in made.mentions[uri]]
    signs = codes.code(
        str(page.title),
        text,
        [(term.term, term.short) for term in terms],
        [source.key for source in config.extra[SOURCES].sources_of(uri)],
    )
    due = next_review(about.reviewed, about.category if isinstance(about, Term) else uri)
    return Checked(page.url, signs, about.reviewed, due)


def _require(made: Build, present: dict[str, Entry], docs: Path) -> None:
    """Let no site be published that would not know its own paper later."""
    problems = [Problem(docs / codes.NAME, message) for message in codes.missing(made.content.codes, present)]
    if problems:
        raise PluginError(f"{report(problems)}\n{CURE}")
