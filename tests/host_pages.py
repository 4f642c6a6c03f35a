"""Pages of others as they really are: the style sheets of well-known frameworks, and the classes that go with them."""

import re
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from partners import Site

TESTS = Path(__file__).parent
STYLES = TESTS / "styles/node_modules"
FONTS = re.compile(r"@font-face\s*\{[^}]*\}|@import[^;]*;")
"""What a style sheet would ask of others."""


@dataclass(frozen=True)
class Look:
    """A style sheet, and the classes of the parts of a page; `body` are all attributes of the body."""

    sheets: tuple[str, ...]
    body: str = ""
    header: str = ""
    inner: str = ""
    brand: str = ""
    nav: str = ""
    menu: str = ""
    item: str = ""
    link: str = ""
    container: str = ""
    row: str = ""
    main: str = ""
    article: str = ""
    title: str = ""
    lead: str = ""
    button: str = ""
    table: str = ""
    card: str = ""
    card_body: str = ""
    form: str = ""
    field: str = ""
    label: str = ""
    input: str = ""
    footer: str = ""


LOOKS = {
    "bootstrap 5": Look(
        ("bootstrap/dist/css/bootstrap.css",),
        header="navbar navbar-expand-md bg-body-tertiary mb-3", inner="container", brand="navbar-brand mb-0",
        menu="navbar-nav", item="nav-item", link="nav-link", container="container", row="row", main="col-lg-8",
        title="display-5", lead="lead", button="btn btn-primary", table="table table-striped", card="card mb-3",
        card_body="card-body", field="mb-3", label="form-label", input="form-control", footer="container text-muted",
    ),
    "bootstrap 3": Look(
        ("bootstrap3/dist/css/bootstrap.css", "bootstrap3/dist/css/bootstrap-theme.css"),
        header="navbar navbar-default", inner="container", brand="navbar-text", menu="nav navbar-nav",
        container="container", row="row", main="col-md-8", lead="lead", button="btn btn-default",
        table="table table-bordered", card="panel panel-default", card_body="panel-body well", field="form-group",
        input="form-control", footer="container small",
    ),
    "foundation": Look(
        ("foundation-sites/dist/css/foundation.css",),
        header="top-bar", inner="top-bar-left", menu="menu", container="grid-container", row="grid-x grid-margin-x",
        main="cell medium-8", lead="lead", button="button", table="hover", card="card",
        card_body="card-section callout", footer="grid-container",
    ),
    "bulma": Look(
        ("bulma/css/bulma.css",),
        header="navbar is-light", inner="navbar-brand", brand="navbar-item", nav="navbar-menu is-active",
        menu="navbar-start", link="navbar-link is-arrowless", container="section", row="container columns",
        main="column is-two-thirds", article="content", title="title", lead="subtitle", button="button is-primary",
        table="table is-fullwidth", card="card", card_body="card-content", field="field", label="label", input="input",
        footer="footer",
    ),
    "pico": Look(("@picocss/pico/css/pico.css",), inner="container", container="container", card="grid"),
    "milligram": Look(
        ("normalize.css/normalize.css", "milligram/dist/milligram.css"),
        inner="container", container="container", row="row", main="column column-75", button="button-outline",
        card="row", card_body="column", footer="container",
    ),
    "pure": Look(
        ("purecss/build/pure.css", "purecss/build/grids-responsive.css"),
        inner="pure-menu pure-menu-horizontal", brand="pure-menu-heading", menu="pure-menu-list", item="pure-menu-item",
        link="pure-menu-link", row="pure-g", main="pure-u-1 pure-u-md-2-3", button="pure-button",
        table="pure-table", card="pure-g", card_body="pure-u-1", form="pure-form pure-form-stacked",
    ),
    "tachyons": Look(
        ("tachyons/css/tachyons.css",),
        body='class="sans-serif mid-gray"', header="bg-black-90 pa3", link="link dim white", menu="list pl0 flex",
        item="mr3", container="mw8 center ph3", main="fl w-100 w-two-thirds-l", article="lh-copy measure-wide",
        title="f2 lh-title", lead="f4 fw3", button="f6 br2 ph3 pv2 dib white bg-dark-blue", table="collapse ba",
        card="mw-100 br3 ba b--black-10 shadow-4", card_body="pa3", form="black-80",
        input="input-reset ba pa2 db w-100", footer="cf pa3 f6",
    ),
    "water": Look(("water.css/out/water.css",)),
    "materialize": Look(
        ("materialize-css/dist/css/materialize.css",),
        nav="nav-wrapper", container="container", row="row", main="col s12 l8", article="flow-text", button="btn",
        table="striped", card="card", card_body="card-content", field="input-field", footer="page-footer container",
    ),
    "nhs": Look(
        ("nhsuk-frontend/dist/nhsuk/nhsuk-frontend.css",),
        body='class="js-enabled"', header="nhsuk-header", inner="nhsuk-width-container nhsuk-header__container",
        nav="nhsuk-navigation", menu="nhsuk-header__navigation-list", item="nhsuk-header__navigation-item",
        link="nhsuk-header__navigation-link", container="nhsuk-width-container", row="nhsuk-grid-row",
        main="nhsuk-main-wrapper nhsuk-grid-column-two-thirds", title="nhsuk-heading-xl", lead="nhsuk-lede-text",
        button="nhsuk-button", table="nhsuk-table", card="nhsuk-card", card_body="nhsuk-card__content",
        field="nhsuk-form-group", label="nhsuk-label", input="nhsuk-input", footer="nhsuk-footer nhsuk-body",
    ),
    "spectre": Look(
        ("spectre.css/dist/spectre.css",),
        header="navbar bg-gray", inner="navbar-section", brand="navbar-brand", menu="nav", item="nav-item",
        container="container grid-md", row="columns", main="column col-8 col-sm-12", title="h1", lead="text-large",
        button="btn btn-primary", table="table", card="card", card_body="card-body", form="form-horizontal",
        field="form-group", label="form-label", input="form-input", footer="container text-gray",
    ),
    "normalize": Look(("normalize.css/normalize.css",)),
    "wordpress": Look(
        ("undescores-for-npm/style.css", "undescores-for-npm/layouts/content-sidebar.css"),
        body='class="page-template-default page"', header="site-header", inner="site-branding", brand="site-title",
        nav="main-navigation toggled", menu="menu nav-menu", item="menu-item", container="site-content",
        row="content-area", main="site-main", article="hentry", title="entry-title", card="entry-content",
        card_body="wp-block-embed", footer="site-footer",
    ),
}  # fmt: skip


def write(site: Site, look: Look, snippet: str, head: str) -> None:
    """A page with this look, and this snippet in its text."""
    links = head
    for number, sheet in enumerate(look.sheets):
        site.put(f"{number}.css", FONTS.sub("", (STYLES / sheet).read_text(encoding="utf-8")))
        links += f'<link rel=stylesheet href="{number}.css">'
    page = Environment(loader=FileSystemLoader(TESTS), autoescape=True).get_template("host_page.html")
    body = page.render(it=look, snippet=snippet)
    site.write(body, links, own=look.body)
