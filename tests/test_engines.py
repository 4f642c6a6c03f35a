"""The three browsers do what the tests ask of them, and the site works in each."""

from pathlib import Path

import pytest
from engines import Engine


def test_a_reader_opens_tabs_clicks_and_types(engine: Engine, address: str) -> None:
    engine.size(800, 600)
    engine.open(f"{address}/")
    assert engine.evaluate("document.title") == "Myeloma in Plain Words"
    engine.press("Tab")
    assert engine.evaluate("document.activeElement.matches('.skip')"), "Tab begins at the skip link"
    engine.press("Tab", "Shift+Tab", "Enter")
    engine.wait("location.hash === '#content'")
    engine.click("header nav a")
    engine.wait("location.pathname !== '/' || document.querySelector('dialog[open], :popover-open')")
    assert engine.errors() == []


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
