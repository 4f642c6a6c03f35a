"""The three browsers do what the tests ask of them, and the site works in each."""

from pathlib import Path

import pytest
from conftest import Built
from engines import Engine

from plainwords import check


def test_a_reader_opens_tabs_clicks_and_types(engine: Engine, address: str) -> None:
    engine.size(800, 600)
    engine.open(f"{address}/")
    assert engine.evaluate("document.title").startswith("Myeloma in Plain Words")
    engine.press("Tab")
    assert engine.evaluate("document.activeElement.matches('.skip')"), "Tab begins at the skip link"
    engine.press("Tab", "Shift+Tab", "Enter")
    engine.wait("location.hash === '#content'")
    engine.click("header nav a")
    engine.wait("location.pathname !== '/' || document.querySelector('dialog[open], :popover-open')")
    assert engine.errors() == []


@pytest.mark.parametrize("engine", ["chromium", pytest.param("firefox", marks=pytest.mark.slow)], indirect=True)
def test_errors_of_scripts_are_heard(engine: Engine, tmp_path: Path) -> None:
    broken = tmp_path / "broken.html"
    broken.write_text('<!doctype html><title>broken</title><script>throw new Error("on purpose")</script>')
    engine.open(broken.as_uri())
    assert any("on purpose" in said for said in engine.errors())


@pytest.mark.parametrize("width", [500, 1280])
def test_the_room_of_a_page_is_as_asked(engine: Engine, address: str, width: int) -> None:
    engine.open(f"{address}/")
    engine.size(width, 700)
    assert engine.evaluate("[innerWidth, innerHeight]") == [width, 700]
    assert engine.screenshot().startswith(b"\x89PNG")


WORD = "a.term[data-term=plasma-cell]"
MYELOMA = "/disease-types/multiple-myeloma/"


def focused(engine: Engine) -> str:
    return str(engine.evaluate("document.activeElement.dataset.term || document.activeElement.className"))


def enter(engine: Engine, text: str) -> None:
    engine.press(*text)


def test_a_word_explains_itself_and_gives_the_focus_back(engine: Engine, address: str) -> None:
    engine.size(1280, 800)
    engine.open(address + MYELOMA)
    engine.click(WORD)
    engine.shows(".plainwords-popup")
    assert "A white blood cell that makes antibodies." in engine.text(".plainwords-popup")
    assert focused(engine) == "plainwords-popup"
    engine.press("Escape")
    engine.hides(".plainwords-popup")
    assert focused(engine) == "plasma-cell"
    engine.press("Enter")
    engine.shows(".plainwords-popup")
    engine.press("Tab", "Enter")
    engine.hides(".plainwords-popup")
    assert focused(engine) == "plasma-cell", "Close was the first stop"
    engine.click(WORD)
    engine.click(WORD)
    engine.hides(".plainwords-popup")
    engine.click(WORD)
    engine.click("h1")
    engine.hides(".plainwords-popup")
    engine.click(WORD)
    engine.click(".plainwords-popup > a")
    engine.wait("location.pathname.endsWith('/glossary/plasma-cell/')")
    assert engine.errors() == []


def test_a_pop_up_is_a_sheet_at_the_foot_of_a_phone(engine: Engine, address: str) -> None:
    engine.size(460, 640)
    engine.open(address + MYELOMA)
    engine.click(WORD)
    engine.shows(".plainwords-popup")
    foot = "innerHeight - document.querySelector('.plainwords-popup').getBoundingClientRect().bottom"
    assert abs(engine.evaluate(foot)) < 1
    assert engine.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    engine.press("Escape")
    engine.hides(".plainwords-popup")


def test_a_misspelled_word_is_found_by_keys_alone(engine: Engine, address: str) -> None:
    engine.size(1280, 800)
    engine.open(address + MYELOMA)
    engine.click(".top-search")
    engine.shows("dialog.search")
    engine.wait("document.activeElement.type === 'search'")
    enter(engine, "decamethasone")
    engine.wait("document.querySelector('.search-results li')?.innerText.includes('dexamethasone')")
    engine.press("ArrowDown")
    assert engine.evaluate("document.activeElement.closest('.search-results') !== null")
    engine.press("Enter")
    engine.wait("location.pathname.endsWith('/glossary/dexamethasone/')")
    assert engine.errors() == []


def test_the_search_closes_and_gives_the_focus_back(engine: Engine, address: str) -> None:
    engine.open(address + MYELOMA)
    engine.click(".top-search")
    engine.shows("dialog.search")
    engine.press("Escape")
    engine.hides("dialog.search")
    assert focused(engine) == "top-search"


def test_a_question_is_kept_only_when_asked_and_forgotten_when_asked(engine: Engine, address: str) -> None:
    engine.size(1280, 800)
    engine.open(f"{address}/disease-types/mgus/")
    kept = "localStorage.length + sessionStorage.length"
    assert engine.evaluate(kept) == 0
    engine.click("article input.ask")
    engine.shows("[data-list-bar]")
    assert engine.evaluate(kept) == 0
    engine.click("[data-keep=localStorage]")
    engine.wait("localStorage.length === 1")
    engine.open(f"{address}/questions/my-questions/")
    engine.shows(".my-text")
    question = engine.evaluate("document.querySelector('.my-text').innerText")
    assert question.endswith("?")
    engine.evaluate("[...document.querySelectorAll('button')].find((it) => it.innerText === 'Forget my list').click()")
    engine.shows("dialog[open]")
    engine.evaluate(
        "[...document.querySelectorAll('dialog[open] button')].find((it) => /Yes/.test(it.innerText)).click()"
    )
    engine.wait("localStorage.length === 0")
    assert engine.errors() == []


def test_settings_apply_at_once(engine: Engine, address: str) -> None:
    engine.size(1280, 800)
    engine.open(address + MYELOMA)
    size = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
    before = engine.evaluate(size)
    engine.click("[popovertarget=settings]")
    engine.shows("#settings")
    engine.click("#settings input[value=largest]")
    engine.wait(f"{size} === {2 * before}")
    engine.press("Escape")
    engine.hides("#settings")
    assert engine.evaluate("localStorage.length") == 0


def test_a_code_on_paper_is_answered(engine: Engine, address: str, site: Built) -> None:
    answer, field = ".check [role=status]", "#check-code"
    signs = check.codes_of(site.folder)["treatments/drug-therapy/"]
    engine.size(460, 640)
    engine.open(f"{address}/check/#{signs}")
    engine.shows(f"{answer}[data-answer=present]")
    assert "Drug therapy" in engine.text(answer)
    engine.evaluate(f"document.querySelector('{field}').value = ''")
    engine.click(field)
    enter(engine, "222")
    engine.press("Enter")
    engine.shows("#check-error")
    assert "You typed 3." in engine.text("#check-error")
    enter(engine, "2222")
    engine.press("Enter")
    engine.shows(f"{answer}[data-answer=unknown]")
    assert engine.errors() == []
