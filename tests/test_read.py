"""Read to me: what is said, in which order and by which voice, with a voice that only notes it down."""

import pytest
from playwright.sync_api import Page, expect

PAGE = "/disease-types/mgus/"
TABLES = "/diagnostics/how-the-diagnosis-is-made/"
DRAWING = "/staging/iss-and-r-iss/"
VOICES = """
  const voice = (name, lang, localService) => ({ name, lang, localService, voiceURI: name, default: !localService });
  const voices = [voice("Cloud", "en-US", false), voice("Home", "en-US", true), voice("Haus", "de-DE", true)];
"""
CLOUD_ONLY = (
    """const voices = [{ name: "Cloud", lang: "en-US", localService: false, voiceURI: "Cloud", default: true }];"""
)
SPEECH = """
  window.spoken = [];
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  const speech = {
    current: null,
    getVoices: () => voices,
    speak(utterance) { spoken.push(utterance); this.current = utterance; },
    cancel() { this.current?.onerror({ error: "interrupted" }); this.current = null; },
    finish() { const { current } = this; this.current = null; current.onend({}); },
  };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
"""
TO_THE_END = "{ while (speechSynthesis.current) speechSynthesis.finish(); spoken.map(({ text }) => text); }"
LAST = "spoken.at(-1).text"
MARKED = "[...CSS.highlights.get('reading')].map(String).join('')"


def start(page: Page, address: str, path: str = PAGE, voices: str = VOICES) -> None:
    page.add_init_script(f"{{ {voices} {SPEECH} }}")
    page.goto(address + path)
    page.get_by_role("button", name="Read to me").click()
    expect(page.get_by_role("region", name="Read to me")).to_be_visible()


def everything(page: Page, address: str, path: str) -> list[str]:
    start(page, address, path)
    return list(page.evaluate(TO_THE_END))


def press(page: Page, name: str) -> None:
    page.get_by_role("region", name="Read to me").get_by_role("button", name=name, exact=True).click()


def test_a_page_is_read_from_its_title_on_without_notes_and_sources(page: Page, address: str) -> None:
    said = everything(page, address, TABLES)
    assert said[0] == "How the diagnosis is made"
    at = said.index("Key points")
    assert said[at - 2].startswith("Doctors ask if there are enough abnormal plazma cells")
    assert said[at - 2].endswith("a result that warns of harm.")
    assert said[at - 1] == "If both answers are yes, the myeloma is active."
    assert "Sources" not in said
    assert not [text for text in said if "Source 1" in text or "¶" in text or "doi.org" in text]
    assert "Words on this page" in said


def test_tables_are_read_row_by_row_with_the_heads_of_their_columns(page: Page, address: str) -> None:
    said = everything(page, address, TABLES)
    at = said.index("Bones") if "Bones" in said else said.index("What is tested: Bones")
    assert said[at - 1] == "B"
    assert said[at + 1].startswith("It counts if: one or more holes")


def test_a_drawing_is_read_by_its_title_and_description(page: Page, address: str) -> None:
    said = everything(page, address, DRAWING)
    at = said.index("Picture: The stages of myeloma by ISS and by R-ISS")
    assert said[at + 1] == "Two sets of three boxes."


def test_words_are_said_as_the_glossary_respells_them(page: Page, address: str) -> None:
    said = " ".join(everything(page, address, PAGE))
    assert "M proteen" in said
    assert "M protein" not in said
    page.goto("about:blank")
    said_of_term = everything(page, address, "/glossary/m-protein/")
    assert "Say: em proteen" in said_of_term


def test_pause_goes_on_with_the_same_sentence(page: Page, address: str) -> None:
    start(page, address)
    page.evaluate("speechSynthesis.finish()")
    second = page.evaluate(LAST)
    press(page, "Pause")
    assert page.evaluate("speechSynthesis.current") is None
    press(page, "Play")
    assert page.evaluate("spoken.length") == 3
    assert page.evaluate(LAST) == second


def test_back_and_next_go_by_sentences(page: Page, address: str) -> None:
    start(page, address)
    title = page.evaluate(LAST)
    press(page, "Next")
    assert page.evaluate(LAST) != title
    press(page, "Back")
    assert page.evaluate(LAST) == title
    press(page, "Back")
    assert page.evaluate(LAST) == title


def test_the_sentence_that_is_read_is_marked_and_in_view(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 640})
    page.emulate_media(reduced_motion="reduce")
    start(page, address)
    for _ in range(30):
        page.evaluate("speechSynthesis.finish()")
    assert page.evaluate(MARKED).split()[-1] == page.evaluate(LAST).split()[-1]
    bar = page.get_by_role("region", name="Read to me").bounding_box()
    assert bar is not None
    top, bottom = page.evaluate(
        "{ const box = [...CSS.highlights.get('reading')][0].getBoundingClientRect(); [box.top, box.bottom]; }"
    )
    assert 0 <= top < bottom <= bar["y"]


@pytest.mark.parametrize("how", ["button", "key"])
def test_stop_ends_it_and_gives_the_focus_back(page: Page, address: str, how: str) -> None:
    start(page, address)
    if how == "button":
        press(page, "Stop")
    else:
        page.keyboard.press("Escape")
    assert page.evaluate("speechSynthesis.current") is None
    expect(page.get_by_role("region", name="Read to me")).to_have_count(0)
    expect(page.get_by_role("button", name="Read to me")).to_be_focused()
    assert page.evaluate("CSS.highlights.has('reading')") is False


def test_leaving_the_page_ends_it(page: Page, address: str) -> None:
    start(page, address)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.evaluate("speechSynthesis.current") is None


def test_speed_changes_at_once_and_has_its_limits(page: Page, address: str) -> None:
    start(page, address)
    press(page, "Voice and speed")
    for _ in range(7):
        press(page, "Faster")
    assert page.evaluate("spoken.at(-1).rate") == 2
    press(page, "Slower")
    assert page.evaluate("spoken.at(-1).rate") == 1.5
    assert page.evaluate("new Set(spoken.map(({ text }) => text)).size") == 1
    assert page.evaluate("localStorage.length") == 0


def test_only_voices_of_the_device_are_used_unless_the_reader_asks(page: Page, address: str) -> None:
    start(page, address)
    assert page.evaluate("spoken.at(-1).voice.name") == "Home"
    press(page, "Voice and speed")
    choice = page.get_by_role("combobox", name="Voice")
    expect(choice.get_by_role("option")).to_have_text(["Home"])
    page.get_by_label("Show more voices").check()
    expect(choice.get_by_role("option")).to_have_text(["Home", "Cloud"])
    choice.select_option("Cloud")
    assert page.evaluate("spoken.at(-1).voice.name") == "Cloud"


def test_a_browser_with_far_voices_only_says_nothing_before_it_is_asked(page: Page, address: str) -> None:
    start(page, address, voices=CLOUD_ONLY)
    assert page.evaluate("spoken.length") == 0
    expect(page.get_by_text("This browser has no voice of its own")).to_be_visible()
    page.get_by_label("Show more voices").check()
    press(page, "Play")
    assert page.evaluate("spoken.at(-1).voice.name") == "Cloud"


@pytest.mark.parametrize("without", ["const voices = [];" + SPEECH, "delete window.speechSynthesis;"])
def test_nothing_is_offered_where_nothing_can_speak(page: Page, address: str, without: str) -> None:
    page.add_init_script(f"{{ {without} }}")
    page.goto(address + PAGE)
    page.wait_for_load_state("networkidle")
    assert page.locator("#read").count() == 1
    expect(page.locator("#read")).to_be_hidden()


SENTENCES = [
    ("Ask Dr. Smith today. Then rest.", ["Ask Dr. Smith today.", "Then rest."]),
    ("Take 2.5 mg, e.g. at night. It may be 11.5 g/dL.", ["Take 2.5 mg, e.g. at night.", "It may be 11.5 g/dL."]),
    ("Is it back? No! Wait.", ["Is it back?", "No!", "Wait."]),
    ("He said: “Go home.” We went.", ["He said: “Go home.”", "We went."]),
]
OF_TEXT = """text => {
  const article = document.createElement("article");
  article.append(Object.assign(document.createElement("p"), { textContent: text }));
  document.body.append(article);
  return plainwords.sentences(article, {}).map(({ text }) => text);
}"""


@pytest.mark.parametrize("browser", ["new", "old"])
def test_sentences_end_where_a_reader_would_end_them(page: Page, address: str, browser: str) -> None:
    if browser == "old":
        page.add_init_script("delete Intl.Segmenter")
    page.goto(address + PAGE)
    page.evaluate("plainwords.load('read-text.js')")
    for text, expected in SENTENCES:
        assert page.evaluate(OF_TEXT, text) == expected


def test_the_bar_fits_a_small_phone_with_the_largest_text(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    start(page, address)
    page.evaluate("document.documentElement.dataset.text = 'largest'")
    press(page, "Voice and speed")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    bar = page.get_by_role("region", name="Read to me")
    assert bar.evaluate("bar => bar.scrollWidth - bar.clientWidth") == 0
    for button in bar.get_by_role("button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
