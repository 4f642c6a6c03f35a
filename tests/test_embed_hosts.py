"""What we give to others, on pages with the style sheets that they really have (attack 14 of the design)."""

import json
from typing import Any

import host_pages
import pytest
from conftest import Built
from engines import Engine, element
from partners import LISTEN, MARKS, Site, fits

DIALOG, CLOSE = "[popover] >>> [role=dialog]", "[popover] >>> button"
SIZES = ((390, 844), (1280, 800))

BLOCKS = """[...document.querySelectorAll("body *")].filter(it => !it.matches(".plainwords-term, script"))
    .map(it => [it.localName, it.getBoundingClientRect().top, it.getBoundingClientRect().height].join(" "))"""
"""Where everything is, from top to bottom: letters side by side may come closer by half a pixel."""

WORDS_OF_THE_PAGE = [
    *("M protein", "plasma cell", "biopsy"),
    *("platelets", "plasma cell", "MGUS", "M protein"),
]
"""Once in each section, and in nothing that can be clicked."""

SIGHT = """
    const rgb = color => {
        const context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
        context.fillStyle = color;
        context.fillRect(0, 0, 1, 1);
        return [...context.getImageData(0, 0, 1, 1).data];
    };
    const ground = it => {
        for (let at = it; at; at = at.parentElement ?? at.getRootNode().host) {
            const color = rgb(getComputedStyle(at).backgroundColor);
            if (color[3]) return color;
        }
        return [255, 255, 255];
    };
    const light = ([...color]) => color.slice(0, 3).map(it => it / 255)
        .map(it => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4)
        .reduce((sum, it, at) => sum + it * [0.2126, 0.7152, 0.0722][at], 0);
    const contrast = it => {
        const [low, high] = [light(rgb(getComputedStyle(it).color)), light(ground(it))].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    };
    const whole = it => {
        const { left, top, right, bottom } = it.getBoundingClientRect();
        return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    };
"""

FRAME = f"""(() => {{ {SIGHT}
    const frame = document.querySelector("iframe").getBoundingClientRect();
    const box = document.querySelector("article").getBoundingClientRect();
    const text = [...document.querySelectorAll("blockquote p")];
    return {{
        inside: frame.left >= box.left - 1 && frame.right <= box.right + 1, wide: frame.width,
        sizes: text.map(it => parseFloat(getComputedStyle(it).fontSize)), contrasts: text.map(contrast),
    }};
}})()"""

WORDS = f"""(() => {{ {SIGHT}
    return [...document.querySelectorAll("{MARKS}")].map(it => {{
        const own = getComputedStyle(it), around = getComputedStyle(it.parentElement);
        return {{
            text: it.textContent, line: own.textDecorationLine,
            like: ["color", "fontFamily", "fontSize", "fontWeight", "letterSpacing", "lineHeight", "textTransform"]
                .filter(name => own[name] !== around[name]),
            astray: it.parentElement.closest("nav, header, footer, h1, h2, h3, a, button, form, label, th")?.localName,
        }};
    }});
}})()"""

POPUP = f"""(() => {{ {SIGHT}
    const dialog = {element(DIALOG)}, close = {element(CLOSE)}, look = getComputedStyle(dialog);
    const {{ left, top, right, bottom }} = dialog.getBoundingClientRect();
    const texts = [...dialog.children].filter(it => it.textContent);
    return {{
        whole: [whole(dialog), whole(close)], width: right - left,
        seen: dialog.contains(dialog.getRootNode().elementFromPoint((left + right) / 2, (top + bottom) / 2)),
        size: look.fontSize, sizes: texts.map(it => parseFloat(getComputedStyle(it).fontSize)),
        contrasts: texts.map(contrast), ground: rgb(look.backgroundColor)[3],
        changed: [look.textTransform, look.letterSpacing, look.textAlign, look.textShadow, look.fontStyle],
        target: Math.round(close.getBoundingClientRect().height),
    }};
}})()"""


@pytest.fixture(scope="module")
def snippet(site: Built) -> str:
    """What a group pastes for a page."""
    path = site.folder / "embed/v1/en/oembed/disease-types-mgus.json"
    return str(json.loads(path.read_text(encoding="utf-8"))["html"])


def add(engine: Engine, address: str) -> None:
    engine.evaluate(f"document.body.append(Object.assign(document.createElement('script'), {{ src: '{address}' }}))")


@pytest.mark.parametrize("name", host_pages.LOOKS)
def test_14_pages_as_they_are(engine: Engine, strange: Site, snippet: str, name: str) -> None:
    pasted = snippet.replace("https://myeloma.example.org/embed/", f"{strange.ours.address}embed/")
    host_pages.write(strange, host_pages.LOOKS[name], pasted + strange.embed_js(), LISTEN)
    engine.size(*SIZES[0])
    engine.open("about:blank")  # Firefox would go back to where it was on the page at this address before
    engine.errors()
    engine.open(strange.host.address)
    engine.evaluate("document.querySelector('iframe').scrollIntoView({ behavior: 'instant' })")  # it is lazy
    fits(engine)
    engine.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    engine.wait("document.getAnimations().every(it => it.playState === 'finished')")
    before = engine.evaluate(BLOCKS)
    add(engine, f"{strange.ours.address}embed/v1/en/words.js")
    engine.wait("window.marked")
    assert engine.evaluate(BLOCKS) == before, "nothing has moved"
    words = engine.evaluate(WORDS)
    assert [word["text"] for word in words] == WORDS_OF_THE_PAGE
    for word in words:
        assert (word["line"], word["like"], word["astray"]) == ("underline", [], None), word
    focused = f"document.activeElement === {element(MARKS)}"
    for _ in range(12):  # by keys, since nobody else is shown where the focus is
        engine.press("Tab")
        if engine.evaluate(focused):
            break
    assert engine.evaluate(focused)
    if engine.evaluate("document.hasFocus()"):  # without a window manager WebKit loses it when the window changes
        assert engine.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    for width, height in SIZES:
        engine.size(width, height)
        fits(engine)
        look_at_frame(engine.evaluate(FRAME))
        for number in (0, len(words) - 1):
            look_at_popup(engine, number)
    assert [*engine.errors(), *engine.evaluate("trouble")] == []


def look_at_frame(seen: dict[str, Any]) -> None:
    assert seen["inside"], seen
    assert seen["wide"] >= 250, seen
    assert min(seen["sizes"]) >= 12, seen
    assert min(seen["contrasts"]) >= 3, seen


def look_at_popup(engine: Engine, number: int) -> None:
    word = f"document.querySelectorAll('{MARKS}')[{number}]"
    engine.evaluate(f"({word}.scrollIntoView({{ block: 'center', behavior: 'instant' }}), {word}.focus())")
    engine.press("Enter")
    engine.shows(DIALOG)
    seen = engine.evaluate(POPUP)
    assert seen["whole"] == [True, True], seen
    assert seen["seen"], seen
    assert seen["width"] >= 250, seen
    assert seen["size"] == "16px", seen
    assert min(seen["sizes"]) >= 13, seen
    assert min(seen["contrasts"]) >= 4.5, seen
    assert seen["ground"] == 255, seen
    assert seen["changed"] in (["none", "normal", align, "none", "normal"] for align in ("start", "left")), seen
    assert seen["target"] >= 44, seen
    engine.press("Escape")
    engine.hides(DIALOG)
    assert engine.evaluate(f"document.activeElement === {word}")
