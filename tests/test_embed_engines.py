"""What we give to others works in each of the three engines. Numbers are those of the attacks in the design."""

import base64
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import Built
from engines import Engine, element
from partners import (
    HOLDS,
    KEPT,
    LISTEN,
    LOOKUP,
    MARKS,
    MGUS,
    TERM,
    WITH_DATA,
    WITHOUT,
    WORDPRESS,
    Site,
    fits,
)
from serving import Host, serve
from test_linker import CASES, convert, options

TEXT = "<main><p>A plasma cell, a biopsy and the M protein.</p></main>"
ALL = ["plasma cell", "biopsy", "M protein"]
"""The words of TEXT."""

DIALOG, CLOSE, MORE = (f"[popover] >>> {inner}" for inner in ("[role=dialog]", "button", "a"))


def show(engine: Engine, site: Site, body: str, head: str = "") -> None:
    engine.errors()  # those of the page before are none of this one's
    site.write(body, LISTEN + head)
    engine.open(site.host.address)


def trouble(engine: Engine) -> list[str]:
    return [*engine.errors(), *engine.evaluate("window.trouble")]


def height(engine: Engine, selector: str = "iframe") -> float:
    return float(engine.evaluate(f"{element(selector)}.offsetHeight"))


# Frames


STRANGE = """<style>* { line-height: 3; font-family: serif }
    iframe { border: 3px solid; padding: 5px; max-width: 100%; box-sizing: content-box }</style>"""
"""What a host page may do to everything on it."""


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_each_frame_is_as_tall_as_what_it_holds(engine: Engine, strange: Site, name: str) -> None:
    late = f"<details><summary>More</summary>{strange.iframe(TERM, WORDPRESS)}</details>"
    frames = strange.iframe() + late + strange.iframe(LOOKUP, "") + strange.iframe(f"{MGUS}#free", "")
    strange.write(frames + strange.embed_js(), LISTEN + STRANGE)
    engine.size(460, 700)
    engine.open(strange.host.address.replace("127.0.0.1", name))
    for width in (460, 768, 1280):
        engine.size(width, 700)
        for frame in (f'[src$="{MGUS}"]', "[src*=lookup]", "[src$=free]"):
            fits(engine, frame)
    engine.click("summary")
    fits(engine, "[src*=term]")
    before = height(engine)
    with engine.within("iframe"):
        engine.click("[data-plainwords=plasma-cell]")
        engine.shows(".explained")
        assert "A white blood cell" in engine.text(".explained")
    fits(engine)
    assert height(engine) > before
    with engine.within("iframe"):
        engine.press("Escape")
        engine.hides(".explained")
        assert engine.evaluate("document.activeElement.dataset.plainwords") == "plasma-cell"
    fits(engine)
    assert height(engine) == before
    assert trouble(engine) == []


def test_a_word_in_a_frame_is_explained_by_keys_alone(engine: Engine, strange: Site) -> None:
    show(engine, strange, f"<button autofocus>Host</button>{strange.iframe(more=WORDPRESS)}{strange.embed_js()}")
    fits(engine)
    engine.click("button")
    with engine.within("iframe"):
        for _ in range(6):
            engine.press("Tab")
            word = engine.evaluate("document.activeElement.dataset.plainwords")
            if word:
                break
        engine.press("Enter")
        engine.wait("document.activeElement.className === 'explained'")
        engine.press("Tab")
        engine.wait("document.activeElement.localName === 'button'")
        engine.press("Enter")
        engine.hides(".explained")
        assert engine.evaluate("document.activeElement.dataset.plainwords") == word


@pytest.mark.parametrize("style", ["", "iframe { max-height: 300px }"], ids=["alone", "held"])
def test_a_frame_without_enough_room_can_be_scrolled(engine: Engine, strange: Site, style: str) -> None:
    show(engine, strange, strange.iframe() + (strange.embed_js() if style else ""), f"<style>{style}</style>")
    engine.click("iframe")
    with engine.within("iframe"):
        engine.wait("getComputedStyle(document.documentElement).overflowY !== 'hidden'")
        engine.press("End")
        engine.wait("scrollY > 1000")


WAYS: dict[str, Callable[[Site], tuple[str, str]]] = {
    "three times": lambda it: (it.iframe(TERM) + it.embed_js("") * 2 + it.embed_js(), ""),
    "in the head": lambda it: (it.iframe(TERM), it.embed_js("")),
    "in the head, async": lambda it: (it.iframe(TERM), it.embed_js()),
    "deferred": lambda it: (it.iframe(TERM), it.embed_js("defer")),
    "as a module": lambda it: (it.iframe(TERM) + it.embed_js('type="module"'), ""),
    "injected": lambda it: (
        it.iframe(TERM) + f"""<script>setTimeout(() => {{
            const script = document.createElement("script");
            script.src = "{it.ours.address}embed/v1/embed.js";
            document.body.append(script);
        }}, 100)</script>""", ""),
    "late frame": lambda it: (
        f"<script>setTimeout(() => {{ document.body.innerHTML = {json.dumps(it.iframe(TERM))} }}, 150)</script>",
        it.embed_js("")),
    "named as members of document": lambda it: (
        "<form name=currentScript></form><img name=getElementsByTagName><img name=querySelectorAll>"
        "<form name=activeElement></form><form id=addEventListener></form><img name=body>"
        + it.iframe(TERM) + it.embed_js(""), ""),
    "named as members of document, in the head": lambda it: (
        "<form name=currentScript></form><img name=querySelectorAll><form name=body></form>" + it.iframe(TERM),
        it.embed_js("defer")),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_16_17_the_script_works_wherever_it_stands(engine: Engine, strange: Site, way: str) -> None:
    show(engine, strange, *WAYS[way](strange))
    engine.wait("document.querySelector('iframe')")
    fits(engine)
    assert height(engine) != 200
    assert trouble(engine) == []


BAD_HEIGHTS = ["99999", "'1e9'", "-5", "NaN", "{}", "Infinity", "39", "20001", "null", "[500]", "'500'"]


@pytest.mark.parametrize("sandbox", ["", WORDPRESS], ids=["free", "sandboxed"])
def test_1_a_strange_frame_moves_nothing(engine: Engine, strange: Site, sandbox: str) -> None:
    says = "".join(f"tell({height});" for height in [*BAD_HEIGHTS, "500"])
    strange.put(
        "bad.html",
        f"""<script>const tell = height => {{
            parent.postMessage({{ plainwords: 1, type: "height", height }}, "*");
            parent.postMessage({{ plainwords: 1, type: "scroll", top: height }}, "*");
        }}; setInterval(() => {{ {says} }}, 50)</script>""",
    )
    bad = f'<iframe src="bad.html" height="111" {sandbox}></iframe>'
    show(engine, strange, strange.iframe(TERM) + bad + "<p>Host</p>" * 50 + strange.embed_js(""))
    engine.wait("said.length > 50")
    fits(engine)
    assert engine.evaluate("document.querySelectorAll('iframe')[1].getAttribute('style')") is None
    assert engine.evaluate("scrollY") == 0
    assert trouble(engine) == []


def test_3_a_flood_is_stopped_and_the_last_height_holds(engine: Engine, strange: Site) -> None:
    observe = """<script>changes = 0; new MutationObserver(all => { changes += all.length })
        .observe(document.querySelector("iframe"), { attributes: true })</script>"""
    show(engine, strange, strange.iframe(TERM) + observe + strange.embed_js())
    fits(engine)
    engine.evaluate("changes = 0")
    with engine.within("iframe"):
        engine.evaluate("""(() => {
            for (let number = 0; number < 300; number += 1)
                parent.postMessage({ plainwords: 1, type: "height", height: 900 - number }, "*");
        })()""")
    engine.wait("said.filter(({ height }) => height === 601).length")
    assert 1 < engine.evaluate("changes") <= 40
    fits(engine)


STRANGE_MESSAGES = [
    "{ message: 'ready', secret: 'wrong' }",
    "{ message: 'ready' }",
    "{ message: 'x', secret: 'abcDEF1234' }",
    "{ plainwords: 1, type: 'x' }",
    "{ plainwords: 2, type: 'ping' }",
]


def test_4_only_the_right_secret_is_answered(engine: Engine, strange: Site) -> None:
    answers = "said.filter(({ message, secret }) => message && secret === 'abcDEF1234')"
    show(engine, strange, strange.iframe(f"{TERM}#?secret=abcDEF1234", WORDPRESS))
    engine.wait(f"{answers}.length > 0")
    with engine.within("iframe"):
        tall = engine.evaluate(HOLDS)
    assert abs(engine.evaluate(f"{answers}.at(-1).value") - tall) <= 1
    engine.wait("said.length >= 4")  # in each language, when it begins and when it is all there
    engine.evaluate("said.length = 0")
    for message in STRANGE_MESSAGES:
        engine.evaluate(f"frames[0].postMessage({message}, '*')")
    engine.evaluate("frames[0].postMessage({ message: 'ready', secret: 'abcDEF1234' }, '*')")
    engine.wait("said.length >= 2")
    assert engine.evaluate("said.length") == 2, "none to what came before"
    with engine.within("iframe"):
        engine.click("a.more, a[href$='/glossary/m-protein/']")
    engine.wait(f"{answers}.some(({{ message }}) => message === 'link')")
    assert engine.evaluate(f"{answers}.at(-1).value") == "https://myeloma.example.org/glossary/m-protein/"


def test_23_a_link_inside_a_frame_moves_the_page_around_it(engine: Engine, strange: Site) -> None:
    engine.size(1000, 600)
    show(engine, strange, "<p>Host</p>" * 30 + strange.iframe() + strange.embed_js())
    fits(engine)
    with engine.within("iframe"):
        engine.click("sup a")
        engine.wait("document.activeElement.id === 'source-nci-pdq-2023'")
        at = engine.evaluate("document.activeElement.getBoundingClientRect().top")
    fits(engine)
    top = f"{element('iframe')}.getBoundingClientRect().top + {at}"
    engine.wait(f"scrollY > 500 && {top} > 0 && {top} < innerHeight")


def test_23_a_header_that_stays_in_view_does_not_cover_where_a_link_leads(engine: Engine, strange: Site) -> None:
    engine.size(1000, 600)
    style = "<style>html { scroll-padding-top: 150px }</style>"
    show(engine, strange, style + "<p>Host</p>" * 30 + strange.iframe() + strange.embed_js())
    fits(engine)
    with engine.within("iframe"):
        engine.click("sup a")
        engine.wait("document.activeElement.id === 'source-nci-pdq-2023'")
        at = engine.evaluate("document.activeElement.getBoundingClientRect().top")
    top = f"{element('iframe')}.getBoundingClientRect().top + {at}"
    engine.wait(f"scrollY > 500 && {top} > 145 && {top} < innerHeight")


def test_a_word_is_looked_up_in_a_frame(engine: Engine, strange: Site) -> None:
    show(engine, strange, strange.iframe(LOOKUP, WORDPRESS) + strange.embed_js())
    fits(engine)
    asked = list(strange.ours.asked)
    with engine.within("iframe"):
        engine.click("#word")
        engine.press(*"paraprotein")
        engine.shows("dt")
        assert engine.text("dt") == "M protein (also called paraprotein)"
    fits(engine)
    assert strange.ours.asked == asked


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("biopsies", "biopsy"),
        ("side effects", "side effect"),
        ("antibodies", "antibody"),
        ("plasma cells", "plasma cell"),
    ],
)
def test_many_are_looked_up_as_one(engine: Engine, strange: Site, asked: str, first: str) -> None:
    engine.open("about:blank")
    engine.open(f"{strange.ours.address}{LOOKUP}#q={asked}")
    engine.shows("dt")
    assert engine.text("dt") == first


def test_what_is_in_no_list_is_said_to_be_in_none(engine: Engine, strange: Site) -> None:
    engine.open("about:blank")
    engine.open(f"{strange.ours.address}{LOOKUP}#q=\u9aa8\u9ad3")
    assert engine.text("[role=status]") != ""
    assert engine.evaluate("document.querySelector('dt')") is None


BAD_WORDS = [
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "javascript:alert(1)",
    "%E0%A4%A",
    "__proto__",
]


def test_5_an_address_may_ask_and_cannot_harm(engine: Engine, strange: Site) -> None:
    page = strange.ours.address + LOOKUP
    for bad in BAD_WORDS:
        engine.open("about:blank")
        engine.open(f"{page}#q={bad}")
        engine.wait("document.readyState === 'complete'")
        assert engine.evaluate("document.querySelectorAll('dl img, dl script, main img').length") == 0, bad
    engine.open("about:blank")
    engine.open(f"{page}#q=M%20protein")
    engine.shows("dt")
    assert engine.text("dt") == "M protein"
    assert engine.errors() == []


# Words


def marks(engine: Engine) -> list[str]:
    found = "Array.prototype.map.call(Document.prototype.querySelectorAll.call(document, '{}'), it => it.textContent)"
    return [str(text) for text in engine.evaluate(found.format(MARKS))]


def explained(engine: Engine, site: Site, body: str = TEXT, head: str = "", expected: list[str] = ALL) -> None:
    """Show a page with our script, and wait for what it marks."""
    show(engine, site, body + site.words_js(), head)
    engine.wait(f"document.querySelectorAll('{MARKS}').length >= {len(expected)}")
    assert marks(engine) == expected


NOT_OURS = ("12_", "10_never_in_raw_html_blocks", "15_the_prefix", "limit_raw_html_tags")
"""What only a site with pages of its own knows: opting out, raw HTML in Markdown, where term pages are."""

MARKDOWN = "data-skip=.admonition-title,.arithmatex,.MathJax_Preview,.tabbed-labels"
"""What Markdown makes out of titles and formulas: on other sites these are of many kinds."""


@pytest.mark.parametrize("case", [it for it in CASES if not it.name.startswith(NOT_OURS)], ids=lambda case: case.stem)
def test_the_words_are_those_of_the_linker(engine: Engine, small: Host, tmp_path: Path, case: Path) -> None:
    text = case.read_text(encoding="utf-8")
    linked = BeautifulSoup(case.with_suffix(".html").read_text(encoding="utf-8"), "lxml").select("a.term")
    once = options(text).get("once", "section")
    with serve(tmp_path) as host:
        site = Site(host, small)
        show(engine, site, f"<main>{convert(text)}</main>{site.words_js(f'data-once={once} {MARKDOWN}')}")
        engine.wait("window.marked")
    found = engine.evaluate(
        f"[...document.querySelectorAll('{MARKS}')].map(one => [one.textContent, one.dataset.plainwords])"
    )
    assert found == [[link.get_text(), link["data-term"]] for link in linked]


def test_20_a_word_is_explained_by_keys_alone(engine: Engine, strange: Site) -> None:
    engine.size(1000, 700)
    explained(engine, strange)
    inside = "document.activeElement.shadowRoot?.activeElement"
    engine.press("Tab")
    assert engine.evaluate("document.activeElement.textContent") == "plasma cell"
    for key in ("Enter", " "):
        engine.press(key)
        engine.wait(f"{inside}?.getAttribute('role') === 'dialog'")
        assert engine.evaluate(f"{element(MARKS)}.getAttribute('aria-expanded')") == "true"
        engine.press("Escape")
        engine.hides(DIALOG)
        assert engine.evaluate("document.activeElement.textContent") == "plasma cell"
        assert engine.evaluate(f"{element(MARKS)}.getAttribute('aria-expanded')") == "false"
    engine.press("Enter", "Tab")
    assert engine.evaluate(f"{inside}.textContent") == "Close"
    engine.press("Tab")
    assert engine.evaluate(f"{inside}.textContent") == "More about plasma cell"
    engine.press("Tab")
    assert engine.evaluate("document.activeElement.textContent") == "biopsy"
    engine.hides(DIALOG)
    engine.press("Shift+Tab", "Enter", "Tab", "Enter")
    engine.hides(DIALOG)
    assert engine.evaluate("document.activeElement.textContent") == "plasma cell", "Close gives the focus back"
    assert trouble(engine) == []


def test_20_a_word_is_explained_by_a_click_and_closed_by_any(engine: Engine, strange: Site) -> None:
    engine.size(1000, 700)
    explained(engine, strange, TEXT + "<p id=away>Away</p>")
    word, other = "[data-plainwords=plasma-cell]", "[data-plainwords=biopsy]"
    engine.click(word)
    engine.shows(DIALOG)
    assert "A white blood cell" in engine.text(DIALOG)
    engine.click("[popover] >>> p")
    engine.click(word)
    engine.hides(DIALOG)
    engine.click(word)
    engine.click(CLOSE)
    engine.hides(DIALOG)
    assert engine.evaluate("document.activeElement.textContent") == "plasma cell"
    engine.click(word)
    engine.shows(DIALOG)
    engine.evaluate(f"{element(other)}.click()")
    engine.wait(f"{element(DIALOG)}.innerText.includes('biopsy')")
    engine.evaluate("document.querySelector('#away').click()")
    engine.hides(DIALOG)
    assert trouble(engine) == []


@pytest.mark.parametrize("size", [(460, 256), (460, 640), (1280, 800)], ids=str)
def test_21_the_pop_up_is_whole_on_any_screen(engine: Engine, strange: Site, size: tuple[int, int]) -> None:
    engine.size(*size)
    filler = "<p>Nothing.</p>" * 40
    body = f"<main>{filler}<p style='text-align:right'>The M protein</p>{filler}</main>"
    explained(engine, strange, body, expected=["M protein"])
    engine.click(MARKS)
    engine.shows(DIALOG)
    engine.evaluate(f"{element(DIALOG)}.scrollTo(0, 1e6)")
    for part in (DIALOG, CLOSE):
        box = engine.evaluate(f"{element(part)}.getBoundingClientRect().toJSON()")
        assert box["left"] >= 0
        assert box["top"] >= 0
        assert box["right"] <= size[0]
        assert box["bottom"] <= size[1]
    assert engine.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_21_light_and_dark(engine: Engine, strange: Site, theme: str) -> None:
    show(engine, strange, TEXT + strange.words_js(f"data-theme={theme}"))
    engine.wait(f"!!{element(MARKS)}")
    engine.click(MARKS)
    colors = engine.evaluate(
        f"(({{ color, backgroundColor }}) => [color, backgroundColor])(getComputedStyle({element(DIALOG)}))"
    )
    light = [sum(json.loads(f"[{color[color.index('(') + 1 : -1]}]")[:3]) > 380 for color in colors]
    assert light == [theme == "dark", theme == "light"]
    with_theme = strange.iframe(f"{TERM}#theme={theme}", WORDPRESS)
    show(engine, strange, with_theme)
    with engine.within("iframe"):
        color = engine.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert (sum(json.loads(f"[{color[color.index('(') + 1 : -1]}]")[:3]) > 380) == (theme == "light")


HOSTILE = {
    "everything": """* { color: red !important; font: 40px/3 fantasy !important; padding: 9px !important;
        display: block !important; opacity: .5 !important; transform: rotate(3deg) !important;
        float: right !important }""",
    "popovers": "[popover] { left: -999px !important; display: none !important; width: 3px !important }",
    "divs": "div { display: none !important } body > * > div { visibility: hidden !important }",
    "hidden": "html, body, main, p { overflow: hidden; contain: strict; height: 60px; width: 300px }",
    "moved": "main { transform: scale(.5) translateX(100px); filter: blur(1px); will-change: transform }",
    "small root": "html { font-size: 2px } body { zoom: 1 }",
    "spans": "span { position: absolute; left: -9999px; background: black } span::before { content: 'x' }",
    "columns": "main { columns: 3; writing-mode: vertical-rl }",
}


@pytest.mark.parametrize("style", HOSTILE.values(), ids=HOSTILE.keys())
def test_14_whatever_the_style_of_the_page_the_pop_up_can_be_read(engine: Engine, strange: Site, style: str) -> None:
    engine.size(1000, 700)
    explained(engine, strange, f"{TEXT}{strange.iframe(TERM)}{strange.embed_js()}", f"<style>{style}</style>")
    fits(engine)
    engine.press("Tab", "Enter")
    engine.shows(DIALOG)
    seen = engine.evaluate(f"""(it => {{
        const look = getComputedStyle(it), host = getComputedStyle(it.getRootNode().host);
        const {{ left, top, right, bottom }} = it.getBoundingClientRect();
        return [look.color, look.fontSize, host.opacity, host.transform, look.float,
            left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight,
            it.contains(it.getRootNode().elementFromPoint((left + right) / 2, (top + bottom) / 2))];
    }})({element(DIALOG)})""")
    assert seen == ["rgb(0, 0, 0)", "16px", "1", "none", "none", True, True]
    engine.click(CLOSE)
    engine.hides(DIALOG)


def test_14_a_mark_looks_like_its_text_and_shows_focus(engine: Engine, strange: Site) -> None:
    style = "span { color: red; font-size: 3em; padding: 1em; float: right } :focus { outline: 0 !important }"
    explained(engine, strange, head=f"<style>{style}</style>")
    engine.press("Tab")
    look = engine.evaluate("""(({ color, fontSize, paddingLeft, float, outlineStyle, textDecorationLine }) =>
        [color, fontSize, paddingLeft, float, outlineStyle, textDecorationLine]
    )(getComputedStyle(document.activeElement))""")
    assert look == ["rgb(0, 0, 0)", "16px", "0px", "none", "solid", "underline"]


POLICIES = {
    "7 our script and frame alone": ("default-src 'none'; script-src {ours}; frame-src {ours}", ""),
    "8 a nonce": ("default-src 'none'; script-src 'nonce-abc' 'strict-dynamic'; frame-src *", "nonce=abc"),
    "9 Trusted Types": ("require-trusted-types-for 'script'; trusted-types 'none'", ""),
}


@pytest.mark.parametrize("kind", POLICIES)
def test_7_8_9_under_a_policy_words_are_explained_and_frames_fit(engine: Engine, strange: Site, kind: str) -> None:
    policy, more = POLICIES[kind]
    body = TEXT + strange.words_js(more) + strange.iframe(TERM) + strange.embed_js(more)
    strange.write(body, headers=("Content-Security-Policy: " + policy.format(ours=strange.ours.address),))
    engine.size(1000, 700)
    engine.open(strange.host.address)
    engine.wait(f"document.querySelectorAll('{MARKS}').length === {len(ALL)}")
    engine.click(MARKS)
    engine.shows(DIALOG)
    assert engine.evaluate(f"{element(DIALOG)}.getBoundingClientRect().width") < 500, "its style holds"
    fits(engine)
    assert [said for said in engine.errors() if "style" in said or "Type" in said] == []


@pytest.mark.parametrize("policy", ["script-src 'none'", "frame-src 'none'", "script-src 'self'; frame-src 'self'"])
def test_8_what_a_policy_forbids_leaves_the_page_intact(engine: Engine, strange: Site, policy: str) -> None:
    quote = f"<blockquote><a href='{strange.ours.address}'>MGUS</a></blockquote>"
    body = TEXT + strange.words_js() + quote + strange.iframe() + strange.embed_js()
    strange.write(body, headers=(f"Content-Security-Policy: {policy}",))
    engine.open(strange.host.address)
    if "script" in policy:
        assert marks(engine) == []
    else:
        engine.wait(f"document.querySelectorAll('{MARKS}').length === {len(ALL)}")
    assert engine.text("main p") == "A plasma cell, a biopsy and the M protein."
    assert engine.visible("blockquote a")


@pytest.mark.parametrize("place", [WITH_DATA, WITHOUT])
def test_10_a_page_that_lets_in_only_who_wants_to(engine: Engine, strange: Site, place: str) -> None:
    headers = ("Cross-Origin-Embedder-Policy: require-corp", "Cross-Origin-Opener-Policy: same-origin")
    body = TEXT + strange.words_js(place=place) + strange.iframe(TERM) + strange.embed_js()
    strange.write(body, headers=headers)
    engine.open(strange.host.address)
    engine.wait(f"document.querySelectorAll('{MARKS}').length === {len(ALL)}")
    fits(engine)
    assert height(engine) != 200, "it is ours, and not a message that there is none"


@pytest.mark.parametrize(
    ("right", "crossing", "works"), [(True, True, True), (False, True, False), (True, False, False)]
)
def test_12_a_hash_of_the_script(engine: Engine, strange: Site, *, right: bool, crossing: bool, works: bool) -> None:
    content = (strange.ours.folder / WITHOUT).read_bytes() + (b"" if right else b" ")
    hashed = base64.b64encode(hashlib.sha384(content).digest()).decode()
    more = f'integrity="sha384-{hashed}"' + (" crossorigin=anonymous" if crossing else "")
    ended = "onload='ended = 1' onerror='ended = 1'"
    show(engine, strange, TEXT + strange.words_js(f"{more} {ended}", WITHOUT))
    engine.wait("window.ended")
    if works:
        engine.wait("window.marked")
    assert marks(engine) == (ALL if works else [])
    assert engine.text("main") == "A plasma cell, a biopsy and the M protein."


@pytest.mark.parametrize("sandbox", ["allow-scripts", "allow-scripts allow-popups"])
def test_13_in_a_frame_that_may_do_little(engine: Engine, strange: Site, sandbox: str) -> None:
    strange.put("inner.html", f"<!doctype html>{TEXT}{strange.words_js()}")
    show(engine, strange, f'<iframe src="inner.html" sandbox="{sandbox}" width=600 height=400></iframe>')
    with engine.within("iframe"):
        engine.wait(f"document.querySelectorAll('{MARKS}').length === {len(ALL)}")
        engine.click(MARKS)
        engine.shows(DIALOG)
        engine.press("Escape")
        engine.hides(DIALOG)
    assert trouble(engine) == []


PAGES = {
    "right to left": ('<html lang="ar" dir="rtl">', ""),
    "base": ("<html>", '<base href="https://nowhere.example/x/">'),
    "amd": ("<html>", "<script>window.define = () => { throw 1 }; define.amd = {}; window.module = {}</script>"),
    "prototypes": (
        "<html>",
        "<script>Object.prototype.forms = 1; Object.prototype.link = false; Object.prototype.get = 2;"
        " Array.prototype.extra = () => {}; Array.from = () => []; String.prototype.more = 1</script>",
    ),
}


@pytest.mark.parametrize("kind", PAGES)
def test_15_pages_of_a_strange_make(engine: Engine, strange: Site, kind: str) -> None:
    start, head = PAGES[kind]
    engine.size(1000, 700)
    strange.write(TEXT + strange.words_js() + strange.iframe(TERM) + strange.embed_js(), LISTEN + head, start)
    engine.errors()
    engine.open(strange.host.address)
    engine.wait(f"document.querySelectorAll('{MARKS}').length === {len(ALL)}")
    engine.click(MARKS)
    engine.shows(DIALOG)
    assert engine.evaluate(f"getComputedStyle({element(DIALOG)}).direction") == "ltr"
    fits(engine)
    assert trouble(engine) == []


NAMES = """currentScript body documentElement readyState querySelector querySelectorAll createElement addEventListener
    dispatchEvent adoptedStyleSheets getElementsByTagName activeElement contains""".split()


def test_17_forms_and_pictures_with_the_names_of_what_we_need(engine: Engine, strange: Site) -> None:
    forms = "".join(
        f"<form name={name}><input name=matches><input name=closest></form><img name={name}>" for name in NAMES
    )
    show(engine, strange, forms + TEXT + strange.words_js())
    engine.wait("window.marked")
    found = """Array.prototype.map.call(Document.prototype.querySelectorAll.call(document, "[aria-haspopup]"), it => {
        it.click();
        return [it.textContent, it.nextSibling.shadowRoot.querySelector("p").textContent];
    })"""
    assert engine.evaluate(found) == [[word, word] for word in ALL]
    assert trouble(engine) == []


PUT: dict[str, Callable[[Site], tuple[str, str]]] = {
    "three times": lambda it: (TEXT + it.words_js("") * 3, ""),
    "twice in the head": lambda it: (TEXT, it.words_js("") + it.words_js("async")),
    "module": lambda it: (TEXT, it.words_js("type=module")),
    "deferred": lambda it: (TEXT, it.words_js("defer")),
    "before the text": lambda it: (it.words_js("") + TEXT, ""),
    "in two ways": lambda it: (TEXT + it.words_js("data-once=page type=module"), it.words_js("async data-once=page")),
    "injected": lambda it: (
        TEXT + f"<script>document.head.append(Object.assign(document.createElement('script'), {{ src:"
        f" {json.dumps(it.words_js('').split(chr(34))[1])} }}))</script>",
        "",
    ),
}


@pytest.mark.parametrize("way", PUT)
def test_16_however_the_script_comes(engine: Engine, strange: Site, way: str) -> None:
    show(engine, strange, *PUT[way](strange))
    engine.wait("window.marked && document.readyState === 'complete'")
    assert marks(engine) == ALL
    engine.click(MARKS)
    engine.shows(DIALOG)
    assert engine.evaluate("document.querySelectorAll('[popover]').length") == 1
    assert trouble(engine) == []


def test_18_text_that_comes_later_or_is_written_anew(engine: Engine, strange: Site) -> None:
    explained(engine, strange, f"{TEXT}<main id=late></main>")

    def then(change: str, *expected: str) -> None:
        engine.evaluate(change)
        found = f"[...document.querySelectorAll('{MARKS}')].map(it => it.textContent).join()"
        engine.wait(f"{found} === {json.dumps(','.join(expected))}")

    then("late.innerHTML = '<section><p>Some platelets</p></section>'", *ALL, "platelets")
    then("document.querySelector('p').textContent = 'Now a biopsy.'", "biopsy", "platelets")
    then("late.querySelector('p').firstChild.data = 'Some M protein and '", "biopsy", "M protein", "platelets")
    hand = "late.insertAdjacentHTML('beforeend', '<b data-plainwords=plasma-cell>a cell</b>')"
    then(hand, "biopsy", "M protein", "platelets", "a cell")
    assert trouble(engine) == []


def test_25_nothing_is_kept_asked_or_told(engine: Engine, site: Built, strange: Site) -> None:
    private = 'referrerpolicy="no-referrer"'
    with serve(site.folder) as strange.ours:  # a host that no browser has in its cache
        frames = strange.iframe(TERM, f"{WORDPRESS} {private}") + strange.iframe(LOOKUP, private)
        scripts = strange.words_js(f"async {private}", WITHOUT) + strange.embed_js(f"async {private}")
        show(engine, strange, f"{TEXT}{frames}{scripts}")
        engine.wait("window.marked")
        engine.click(MARKS)
        engine.shows(DIALOG)
        fits(engine)
        fits(engine, "[src*=lookup]")
        assert engine.evaluate(f"({KEPT})()") == []
        with engine.within("[src*=lookup]"):
            assert engine.evaluate(f"({KEPT})()") == []
        asked = dict(strange.ours.told)
    assert set(asked) == {f"/{it}" for it in (TERM, LOOKUP, WITHOUT, "embed/v1/embed.js", "embed/v1/en/terms.json")}
    assert {name for headers in asked.values() for name in headers} & {"Cookie", "Referer"} == set()
