"""Words explained on the pages of others: the same words as here, whatever else those pages do."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from bs4 import BeautifulSoup
from conftest import FOR_OTHERS, Built
from partners import MARKS, WITH_DATA, WITHOUT, Partner
from playwright.sync_api import Browser, Page, Route, expect
from serving import Host, serve
from test_embed_frames import AXE

CODE_BYTES, BYTES_A_TERM = 5 * 1024, 85
TEXT = "<main><p>A plasma cell, a biopsy and the M protein.</p></main>"
ALL = ["plasma cell", "biopsy", "M protein"]
"""The words of TEXT."""


@pytest.fixture(scope="session")
def ours(small: Host) -> Host:
    """Our site, with the words of the tests."""
    return small


# Which words


@pytest.mark.parametrize("place", [WITH_DATA, WITHOUT])
def test_both_scripts_explain_the_same(partner: Partner, place: str) -> None:
    partner.explain(TEXT, place=place)
    assert partner.marks() == ALL
    partner.page.locator(MARKS).first.click()
    expect(partner.dialog).to_contain_text("plasma cell")
    expect(partner.dialog).to_contain_text("Last checked against its sources: ")
    expect(partner.dialog).to_contain_text("No clinician has reviewed this text yet.")
    more = partner.dialog.get_by_role("link", name="More about plasma cell")
    assert more.get_attribute("href") == "https://ours.example.org/glossary/plasma-cell/"
    assert partner.trouble == partner.elsewhere == []


OPEN = "<p>plasma cell</p>"
CLOSED = [
    *(
        "<a href=#>{}</a>",
        "<h1>{}</h1>",
        "<h3>{}</h3>",
        "<nav>{}</nav>",
        "<code>{}</code>",
        "<pre>{}</pre>",
        "<kbd>{}</kbd>",
    ),
    *(
        "<form><p>{}</p></form>",
        "<button>{}</button>",
        "<label>{}</label>",
        "<textarea>{}</textarea>",
        "<abbr>{}</abbr>",
    ),
    *(
        "<select><option>{}</select>",
        "<details><summary>{}</summary></details>",
        "<div contenteditable><p>{}</p></div>",
    ),
    *("<p hidden>{}</p>", "<p aria-hidden=true>{}</p>", "<p translate=no>{}</p>", "<p class=no-gloss>{}</p>"),
    *(
        "<div role=button>{}</div>",
        "<div role=navigation><p>{}</p></div>",
        "<p role=heading>{}</p>",
        "<svg><text>{}</text></svg>",
    ),
    *(
        "<script type=text/x>{}</script>",
        "<style>{}</style>",
        "<noscript>{}</noscript>",
        "<template><p>{}</p></template>",
    ),
    *("<table><tr><th>{}</table>", "<p data-plainwords=nothing>{}</p>", "<a href=#><div>{}</div></a>"),
]


@pytest.mark.parametrize("closed", CLOSED)
def test_19_never_where_a_mark_would_do_harm(partner: Partner, closed: str) -> None:
    partner.explain(f"<main>{closed.format('plasma cell')}<p>A biopsy.</p></main>", more="data-once=always")
    assert partner.marks() == ["biopsy"]


AROUND = [
    "<a href=#><article>{}</article></a>",
    "<button><article>{}</article></button>",
    "<nav><article>{}</article></nav>",
    "<section hidden><article>{}</article></section>",
    "<section class=quiet><article>{}</article></section>",
    "<main class=notranslate>{}</main>",
    "<main role=search>{}</main>",
    "<div data-v-app><main>{}</main></div>",
    "<div role=listbox><article>{}</article></div>",
]


@pytest.mark.parametrize("closed", AROUND)
def test_19_nor_where_what_is_around_the_text_forbids_it(partner: Partner, closed: str) -> None:
    partner.explain(f"{closed.format('<p>biopsy</p>')}<article>{OPEN}</article>", more="data-skip=.quiet")
    assert partner.marks() == ["plasma cell"]
    partner.page.evaluate("document.querySelector('p').append(' and platelets')")
    partner.page.locator("article").last.evaluate("it => it.insertAdjacentHTML('beforeend', '<p>platelets</p>')")
    expect(partner.page.locator(MARKS)).to_have_text(["plasma cell", "platelets"])


def test_words_of_another_language_are_none_of_ours(partner: Partner) -> None:
    partner.explain("<main><p lang=de>Plasma cell</p><p lang=en-GB>A biopsy</p><p>Platelets</p></main>")
    assert partner.marks() == ["biopsy", "Platelets"]


def test_a_page_that_is_one_form_has_text_all_the_same(partner: Partner) -> None:
    partner.explain("<form><main><p>A biopsy.</p><form></form><label>platelets</label></main></form>")
    assert partner.marks() == ["biopsy"]


def test_a_word_that_nobody_sees_is_not_the_one_that_is_explained(partner: Partner) -> None:
    hidden = "<div style='display: none'><p>A biopsy, a biopsy.</p><p>A biopsy.</p></div>"
    partner.explain(f"<main>{hidden}<p>A biopsy, a biopsy.</p></main>")
    expect(partner.page.locator(MARKS).filter(visible=True)).to_have_count(1)
    assert partner.page.locator(f"div {MARKS}").count() == 1


def test_when_a_page_is_left_for_another_its_words_count_no_more(partner: Partner) -> None:
    partner.explain("<main><p>A biopsy, platelets, a plasma cell.</p></main>", more="data-max=2")
    assert partner.marks() == ["biopsy", "platelets"]
    partner.page.evaluate("document.querySelector('main').innerHTML = '<p>Plasma cells, platelets, a biopsy.</p>'")
    expect(partner.page.locator(MARKS)).to_have_text(["Plasma cells", "platelets"])


@pytest.mark.parametrize("place", [WITH_DATA, WITHOUT])
@pytest.mark.parametrize("end", ["?ver=6.5", "#x", "?a=1#x"])
def test_an_address_may_be_marked_by_a_cms(partner: Partner, place: str, end: str) -> None:
    partner.explain(TEXT, place=place + end)
    assert partner.marks() == ALL


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", ["biopsy", "platelets", "biopsy"]),
        ("data-once=page", ["biopsy", "platelets"]),
        ("data-once=always", ["biopsy", "biopsy", "platelets", "biopsy"]),
        ("data-once=never", ["biopsy", "platelets", "biopsy"]),
        ("data-max=1", ["biopsy"]),
        ("data-max=-3", ["biopsy", "platelets", "biopsy"]),
        ("data-auto=off", []),
        ("data-skip=.quiet", ["biopsy", "biopsy"]),
        ("data-skip='<<'", ["biopsy", "platelets", "biopsy"]),
        ("data-root=.quiet", ["platelets"]),
        ("data-root=body", ["biopsy", "platelets", "biopsy"]),
        ("data-root=.none", []),
        ("data-root='!!'", ["biopsy", "platelets", "biopsy"]),
    ],
)
def test_options_and_unknown_values_mean_the_default(partner: Partner, more: str, expected: list[str]) -> None:
    text = "<p>A biopsy, a biopsy.</p><p class=quiet>And platelets.</p><h2>Next</h2><p>A biopsy.</p>"
    partner.explain(f"<article>{text}</article>", more=more)
    assert partner.marks() == expected
    assert partner.page.evaluate("window.marked") == len(expected)
    assert partner.trouble == []


def test_words_stand_in_the_main_part_or_else_anywhere(partner: Partner) -> None:
    partner.explain(
        "<p>A biopsy.</p><main><article><p>A biopsy.</p></article></main><footer>A biopsy.</footer>",
        more="data-once=always",
    )
    assert partner.marks() == ["biopsy"]
    partner.explain("<header>A biopsy.</header><div>A biopsy.</div><footer>A biopsy.</footer>", more="data-once=always")
    assert partner.marks() == ["biopsy"]


def test_words_marked_by_hand_are_explained_anywhere(partner: Partner) -> None:
    hand = "<h2><span data-plainwords=m-protein>the spike</span> <span data-plainwords=none>x</span></h2>"
    partner.explain(f'<a href="#away" data-plainwords="biopsy">a test</a>{hand}', more="data-auto=off")
    assert partner.marks() == ["a test", "the spike"]
    partner.page.get_by_role("button", name="the spike").click()
    expect(partner.dialog).to_contain_text("M protein")
    partner.page.get_by_role("link", name="a test").click()
    expect(partner.dialog).to_contain_text("biopsy")
    assert "#away" not in partner.page.url


def test_only_who_asks_gets_words_where_the_page_says_so(partner: Partner) -> None:
    partner.write(TEXT + partner.words_js("data-load=click", WITHOUT))
    partner.page.goto(partner.host.address)
    button = partner.page.get_by_role("button", name="Explain the hard words on this page")
    expect(button).to_be_visible()
    assert not [url for url in partner.asked if "terms.json" in url]
    assert partner.marks() == []
    partner.page.emulate_media(media="print")
    expect(button).to_be_hidden()
    partner.page.emulate_media(media="screen")
    button.click()
    partner.page.wait_for_function("window.marked !== undefined")
    assert partner.marks() == ALL
    expect(button).to_have_count(0)


def test_who_asked_in_vain_may_ask_again_and_then_is_at_the_first_word(partner: Partner) -> None:
    partner.page.route("**/terms.json", lambda route: route.abort())
    partner.write("<p><button>Another</button></p>" + TEXT + partner.words_js("data-load=click", WITHOUT))
    partner.page.goto(partner.host.address)
    button = partner.page.get_by_role("button", name="Explain the hard words on this page")
    with partner.page.expect_event("requestfailed"):
        button.press("Enter")
    partner.page.unroute("**/terms.json")
    with partner.page.expect_response("**/terms.json"):
        button.press("Enter")
    expect(partner.page.locator(MARKS).first).to_be_focused()
    expect(button).to_have_count(0)
    assert partner.marks() == ALL
    partner.page.keyboard.press("Enter")
    expect(partner.dialog).to_contain_text("plasma cell")


def test_where_the_reader_went_on_they_stay(partner: Partner) -> None:
    partner.write("<p><button>Another</button></p>" + TEXT + partner.words_js("data-load=click", WITHOUT))
    partner.page.goto(partner.host.address)
    other = partner.page.get_by_role("button", name="Another")

    def answer(route: Route) -> None:
        other.focus()
        route.continue_()

    partner.page.route("**/terms.json", answer)
    partner.page.get_by_role("button", name="Explain the hard words on this page").click()
    expect(partner.page.locator(MARKS)).to_have_count(len(ALL))
    expect(other).to_be_focused()


def test_no_word_is_marked_in_an_address(partner: Partner) -> None:
    partner.explain("<p>info@biopsy.org, www.biopsy.org, https://x.org/biopsy/</p><p>A biopsy.</p><p>plasma cell.</p>")
    assert partner.marks() == ["biopsy", "plasma cell"]
    assert "A " in str(partner.page.locator("p", has=partner.page.locator(MARKS)).first.text_content())


# How a word is explained


def test_20_by_mouse_and_finger(partner: Partner) -> None:
    partner.explain(f"{TEXT}<p id=away>Away</p>")
    marks = partner.page.locator(MARKS)
    marks.first.hover()
    expect(partner.dialog).to_have_count(0)
    marks.first.click()
    partner.dialog.get_by_text("plasma cell").first.click()
    expect(partner.dialog).to_have_count(1)
    marks.first.click()
    expect(partner.dialog).to_have_count(0)
    marks.first.click()
    marks.nth(1).click(position={"x": 3, "y": 3})
    expect(partner.dialog).to_have_accessible_name("biopsy")
    partner.dialog.get_by_role("button", name="Close").click()
    expect(marks.nth(1)).to_be_focused()
    marks.nth(1).click()
    partner.page.locator("#away").click(position={"x": 700, "y": 3})
    expect(partner.dialog).to_have_count(0)


def test_a_word_on_a_thing_that_can_be_clicked_does_but_one(partner: Partner) -> None:
    partner.explain('<main onclick="window.hit = 1"><p>A biopsy.</p></main>')
    partner.page.locator(MARKS).click()
    expect(partner.dialog).to_have_count(1)
    assert partner.page.evaluate("window.hit") is None


@pytest.mark.parametrize(("width", "height"), [(320, 256), (320, 568), (1280, 800)])
def test_21_the_pop_up_is_whole_on_any_screen(partner: Partner, width: int, height: int) -> None:
    partner.page.set_viewport_size({"width": width, "height": height})
    filler = "<p>Nothing.</p>" * 40
    partner.explain(f"<main>{filler}<p style='text-align:right'>The M protein</p>{filler}</main>")
    partner.page.locator(MARKS).click()
    button = partner.dialog.get_by_role("button", name="Close")
    expect(button).to_be_in_viewport(ratio=1)
    partner.dialog.evaluate("it => it.scrollTo(0, 1e6)")
    expect(button).to_be_in_viewport(ratio=1)
    box = partner.dialog.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= height
    assert partner.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("theme", ["auto", "light", "dark", "pink"])
def test_21_light_and_dark(partner: Partner, theme: str) -> None:
    partner.page.emulate_media(color_scheme="dark")
    partner.explain(TEXT, more=f"data-theme={theme}")
    partner.page.locator(MARKS).first.click()
    color = partner.dialog.evaluate("it => getComputedStyle(it).backgroundColor")
    assert (color == "rgb(255, 255, 255)") == (theme == "light")


def test_21_in_the_colors_that_a_reader_forces_on_all(partner: Partner) -> None:
    partner.page.emulate_media(forced_colors="active", reduced_motion="reduce")
    partner.explain(TEXT, "<style>body { color: #777; background: #777 }</style>")
    mark = partner.page.locator(MARKS).first
    mark.click()
    look = "it => { const look = getComputedStyle(it); return [look.color, look.backgroundColor, look.borderTopStyle] }"
    text, ground, border = partner.dialog.evaluate(look)
    assert text != ground
    assert border == "solid"
    assert mark.evaluate("it => getComputedStyle(it).textDecorationLine") == "underline"
    assert partner.dialog.evaluate("it => it.getAnimations({ subtree: true }).length") == 0


def test_21_on_paper_there_is_nothing_of_it(partner: Partner) -> None:
    partner.explain(TEXT)
    partner.page.locator(MARKS).first.click()
    partner.page.emulate_media(media="print")
    expect(partner.dialog).to_be_hidden()
    assert "underline" not in partner.page.locator(MARKS).first.evaluate(
        "it => getComputedStyle(it).textDecorationLine"
    )


def test_axe_finds_nothing(partner: Partner) -> None:
    partner.explain(TEXT.replace("<main>", "<main><h1>Host</h1>"))
    partner.page.locator(MARKS).first.click()
    partner.page.evaluate(AXE)
    found = partner.page.evaluate("axe.run().then(({ violations }) => violations.map(({ id }) => id))")
    assert found == []


# What must survive: the numbers are those of the attacks in the design


POISON: list[Any] = [
    None,
    7,
    [],
    {"id": "__proto__", "term": "plasma cell", "short": "Bad."},
    {"id": "constructor", "term": ["biopsy"], "short": "Bad."},
    {"id": "x", "term": "biopsy", "short": 5},
    {"id": "bad url", "term": "biopsy", "short": "Bad."},
    {
        "id": "js",
        "term": "platelet",
        "forms": [None, {}, "<b>"],
        "short": "<img src=x onerror=alert(1)>",
        "url": "javascript:alert(1)",
    },
    {
        "id": "data",
        "term": "biopsy",
        "short": "A test.",
        "url": "data:text/html,x",
        "reviewed": {},
        "except": 3,
        "say": 1,
    },
]


def test_6_a_poisoned_glossary_harms_nobody(partner: Partner) -> None:
    def answer(route: Route) -> None:
        route.fulfill(json={"terms": POISON}, headers={"Access-Control-Allow-Origin": "*"})

    partner.page.route("**/terms.json", answer)
    partner.explain("<main><p>A plasma cell, a platelet, a biopsy.</p></main>", place=WITHOUT)
    assert partner.marks() == ["platelet", "biopsy"]
    for mark in partner.page.locator(MARKS).all():
        mark.click()
        expect(partner.dialog).to_have_count(1)
        assert partner.dialog.locator("img").count() == 0
        assert partner.dialog.get_by_role("link").count() == 0
        partner.page.keyboard.press("Escape")
    assert partner.trouble == []


@pytest.mark.parametrize("body", ["", "{", "null", "[]", '{"terms": 5}', '{"terms": {}}', "<html>"])
def test_6_a_broken_glossary_leaves_the_page_as_it_is(partner: Partner, body: str) -> None:
    partner.page.route(
        "**/terms.json", lambda route: route.fulfill(body=body, headers={"Access-Control-Allow-Origin": "*"})
    )
    partner.write(TEXT + partner.words_js(place=WITHOUT))
    partner.page.goto(partner.host.address)
    partner.page.wait_for_load_state("networkidle")
    assert partner.marks() == []
    assert partner.trouble == []


def test_11_a_host_of_ours_that_says_nothing_about_others(partner: Partner, page: Page) -> None:
    headers = partner.ours.folder / "_headers"
    headers.write_text("", encoding="utf-8")
    try:
        partner.explain(TEXT)
        assert partner.marks() == ALL, "what is one script needs no leave"
        partner.write(TEXT + partner.words_js(place=WITHOUT))
        partner.page.goto(partner.host.address)
        partner.page.wait_for_load_state("networkidle")
        assert partner.marks() == []
        assert not [said for said in partner.trouble if "Uncaught" in said]
    finally:
        headers.write_text(FOR_OTHERS, encoding="utf-8")


def test_18_text_that_is_written_anew_while_its_words_are_found(partner: Partner) -> None:
    write = """<script>{
        const later = setTimeout;
        let turns = 0;
        window.setTimeout = (job, ...more) => later((...given) => {
            if (++turns === 3) document.querySelector("p").firstChild.data = "Nothing but platelets.";
            job(...given);
        }, ...more);
    }</script>"""
    partner.explain(f"<main><p>{'A biopsy of plasma cells. ' * 2_000}</p></main>", write, "data-once=always")
    expect(partner.page.locator("p")).to_have_text("Nothing but platelets.")
    expect(partner.page.locator(MARKS)).to_have_text(["platelets"])


def test_18_not_where_the_page_does_not_want_it(partner: Partner) -> None:
    partner.explain(f"{TEXT}<main id=late></main>", more="data-watch=off")
    partner.page.evaluate("late.innerHTML = '<p>Some platelets</p>'")
    partner.page.wait_for_timeout(300)
    assert partner.marks() == ALL


def test_18_what_a_framework_has_written_is_left_to_it(partner: Partner) -> None:
    own = "for (const it of document.querySelectorAll('.own')) it[it.dataset.key] = {};"
    keys = ("__reactFiber$x1", "__vue__", "__svelte_meta", "__ngContext__", "_vnode")
    body = "".join(f"<div class=own data-key={key}><p>A plasma cell.</p></div>" for key in keys)
    partner.explain(f"<main>{body}<p>A biopsy.</p></main><script>{own}</script>", more="defer")
    assert partner.marks() == ["biopsy"]


def test_18_a_page_that_undoes_all_is_left_in_peace(partner: Partner) -> None:
    undo = """<script>let undone = 0; new MutationObserver(() => {
        const text = document.querySelector('main p');
        if (text.children.length) { undone++; text.textContent = text.textContent; }
    }).observe(document, { childList: true, subtree: true })</script>"""
    partner.explain(f"<main><p>A biopsy.</p></main>{undo}")
    partner.page.wait_for_function("undone === 20")
    partner.page.wait_for_timeout(500)
    assert partner.page.evaluate("undone") == 20


def test_21_touch(chromium: Browser, ours: Host, tmp_path: Path) -> None:
    with (
        serve(tmp_path) as host,
        chromium.new_context(has_touch=True, viewport={"width": 390, "height": 700}) as context,
    ):
        partner = Partner(context.new_page(), host, ours)
        partner.explain(TEXT)
        mark = partner.page.locator(MARKS).first
        mark.tap()
        expect(partner.dialog).to_be_visible()
        mark.tap()
        expect(partner.dialog).to_have_count(0)


# With all words of the site


@pytest.fixture
def real(site: Built, page: Page, tmp_path: Path) -> Iterator[Partner]:
    with serve(site.folder) as ours, serve(tmp_path) as host:
        yield Partner(page, host, ours)


def test_22_a_long_page_is_marked_without_a_shift(real: Partner, site: Built) -> None:
    paths = [path for path in site.paths() if path.startswith(("treatments/", "staging/", "diagnostics/"))]
    article = "".join(f"<p>{tag.get_text()}</p>" for path in paths for tag in site.page(path).select("article p"))
    text = BeautifulSoup(article, "lxml").get_text()
    assert len(text.split()) > 7_000
    head = """<script>window.shifts = 0; new PerformanceObserver(list => {
        for (const it of list.getEntries()) shifts += it.value;
    }).observe({ type: "layout-shift", buffered: true })</script>"""
    real.explain(f"<main>{article}</main>", head, "async data-once=always")
    assert real.page.evaluate("window.marked") > 500
    assert real.page.evaluate("window.shifts") == 0
    assert real.page.evaluate("document.querySelector('main').textContent") == text


def test_the_scripts_are_small_and_read_the_same_in_any_encoding(site: Built) -> None:
    code, whole = ((site.folder / place).read_bytes() for place in (WITHOUT, WITH_DATA))
    terms = len(json.loads((site.folder / "embed/v1/en/terms.json").read_text(encoding="utf-8"))["terms"])
    assert len(brotli.compress(code)) <= CODE_BYTES
    assert len(brotli.compress(whole)) <= CODE_BYTES + BYTES_A_TERM * terms
    assert code.isascii()
    assert whole.isascii()
