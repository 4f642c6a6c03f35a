"""The search: what is gathered, what is found, and how it is used, in a real browser."""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import markdown
import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, TESTS, Built
from playwright.sync_api import Browser, Page, Route, expect

from plainwords.front_matter import read_yaml
from plainwords.search import SearchExtension, SearchPage, Section, script
from plainwords.terms import Term, load

QUERIES: dict[str, Any] = read_yaml(TESTS / "queries.yml")
PARTS = {"search-data.js", "search-find.js", "search.js", "vendor/search.js", "words.js"}
"""What a browser gets when a reader searches, and not before."""

Find = Callable[[list[str]], list[list[str]]]


expect.set_options(timeout=30_000)  # a machine that others use may take its time


def gathered(text: str) -> tuple[Section, ...]:
    extension = SearchExtension()
    markdown.markdown(text, extensions=["toc", "smarty", "attr_list", "md_in_html", "tables", extension])
    assert extension.gatherer
    return extension.gatherer.sections


def test_a_page_is_gathered_by_its_second_level_sections() -> None:
    text = "# Title\n\nAbove.\n\n## One *two*\n\nText.\n\n### Deeper\n\nMore.\n\n## One two\n\n| a |\n|---|\n| b |"
    assert gathered(text) == (
        Section("", "", "Above."),
        Section("one-two", "One two", "Text. Deeper More."),
        Section("one-two_1", "One two", "a b"),
    )


def test_the_text_is_what_a_reader_sees() -> None:
    text = 'It\'s "5 < 6" &amp; H~2~O&nbsp;– un*believ*able <b>bold</b> \\*\n\n- a\n- b\n\n<script>no()</script>\n'
    assert gathered(text)[0].text == "It’s “5 < 6” & H~2~O – unbelievable bold * a b"


def test_notes_are_not_searched() -> None:
    assert (
        gathered('A<sup data-search-exclude="">1</sup> b\n\n<p markdown="1" data-search-exclude>c</p>')[0].text
        == "A 1 b"
    )


def test_the_file_is_a_script_that_says_the_same_each_time(words: dict[str, Term]) -> None:
    page = SearchPage(
        "a/", "</script>", "What.", ("Why?",), (Section("x", "Of the X", "The cell, the Cell\u2028 and Waldenström"),)
    )
    made = script([("g/plasma/", words["plasma"])], [page], ["the", "and"])
    found = json.loads(made.removeprefix("plainwords.searchData(").removesuffix(");\n"))
    assert found["terms"][0][:2] == ["g/plasma/", words["plasma"].term]
    assert found["pages"] == [["a/", "</script>", "What.", ["Why?"], [["x", "Of the X", "cell waldenstrom"]]]]
    assert "</script" not in made
    assert made == script([("g/plasma/", words["plasma"])], [page], ["the", "and"])


@pytest.fixture(scope="module")
def find(chromium: Browser, address: str) -> Iterator[Find]:
    """What the engine finds for each of many queries: addresses, the best first."""
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/404.html")
        page.evaluate(
            """async parts => {
              await plainwords.load(...parts);
              window.finder = new plainwords.Finder(plainwords.searchRecords, plainwords.vendor);
              await finder.ready;
            }""",
            sorted(PARTS),
        )
        ask = "queries => queries.map(query => finder.find(query).results.slice(0, 10).map(({ of }) => of.url))"
        yield lambda queries: page.evaluate(ask, queries)


def expected(part: str) -> dict[str, list[str]]:
    groups = QUERIES[part].values()
    return {q: [hits] if isinstance(hits, str) else hits for group in groups for q, hits in group.items()}


@pytest.mark.parametrize(("part", "among"), [("first", 1), ("among the first three", 3)])
def test_what_readers_type_is_found(find: Find, part: str, among: int) -> None:
    queries = expected(part)
    found = dict(zip(queries, find(list(queries)), strict=True))
    missed = {query: found[query][:5] for query, hits in queries.items() if not {*found[query][:among]} & {*hits}}
    assert missed == {}


def test_the_list_is_long_and_names_what_is_there(site: Built) -> None:
    queries = {**expected("first"), **expected("among the first three")}
    assert len(queries) >= 80
    missing = {hit for hits in queries.values() for hit in hits if not (site.folder / hit / "index.html").is_file()}
    assert missing == set()


def test_what_is_no_word_finds_nothing(find: Find) -> None:
    assert find(QUERIES["nothing"]) == [[]] * len(QUERIES["nothing"])


def forms_missed(find: Find, terms: list[Term]) -> list[str]:
    asked = [(term, form) for term in terms for form in (term.term, *term.forms)]
    found = find([form for _, form in asked])
    return [form for (term, form), hits in zip(asked, found, strict=True) if f"glossary/{term.id}/" not in hits[:3]]


def test_terms_are_found_by_each_of_their_forms(find: Find) -> None:
    assert forms_missed(find, list(load(ROOT / "glossary").values())[::8]) == []


@pytest.mark.slow
def test_every_term_is_found_by_each_of_its_forms(find: Find) -> None:
    assert forms_missed(find, list(load(ROOT / "glossary").values())) == []


NEIGHBORS = dict(zip("abcdefghijklmnopqrstuvwxyz", "svvfrghjoklknmpowtdyibecux", strict=True))
"""A key beside each on the keyboard."""


def typos(word: str) -> Iterator[str]:
    """A letter left out, doubled, swapped with the next one, or hit beside its key."""
    for at, letter in enumerate(word):
        before, after = word[:at], word[at + 1 :]
        yield before + after
        yield before + letter * 2 + after
        yield before + NEIGHBORS[letter] + after
        if after and after[0] != letter:
            yield before + after[0] + letter + after[1:]


def typos_found(find: Find, step: int) -> float:
    names = {term.id: term.term.lower() for term in load(ROOT / "glossary").values()}
    single = {id: name for id, name in names.items() if re.fullmatch("[a-z]{6,}", name)}
    asked = [(id, typo) for id, name in single.items() for typo in typos(name)][::step]
    assert len(asked) > 300
    found = find([typo for _, typo in asked])
    return sum(f"glossary/{id}/" in hits[:5] for (id, _), hits in zip(asked, found, strict=True)) / len(asked)


def test_terms_are_found_with_a_typing_error(find: Find) -> None:
    assert typos_found(find, 41) >= 0.97


@pytest.mark.slow
def test_every_term_is_found_with_any_typing_error(find: Find) -> None:
    assert typos_found(find, 3) >= 0.99


def search(page: Page, text: str) -> None:
    """Open the search and type."""
    page.locator("a.top-search").click()
    page.keyboard.type(text)
    expect(page.locator("#search .search-status")).to_have_text(re.compile("result|Nothing"))


def names(page: Page) -> list[str]:
    return page.locator(".search-results .search-name").all_inner_texts()


def test_nothing_is_loaded_before_someone_searches(page: Page, address: str) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url.removeprefix(address).partition("?")[0]))
    page.goto(f"{address}/disease-types/mgus/", wait_until="networkidle")
    assert not [request for request in requests if request.removeprefix("/assets/") in PARTS]
    requests.clear()
    search(page, "m spike")
    assert set(requests) == {f"/assets/{part}" for part in PARTS}


def test_a_word_is_found_and_explained(page: Page, address: str) -> None:
    page.goto(f"{address}/disease-types/mgus/")
    search(page, "decamethasone")
    status = page.locator("#search .search-status")
    expect(status).to_contain_text("Showing results for dexamethasone.")
    first = page.locator(".search-results li").first
    expect(first.locator(".search-name")).to_have_text("dexamethasone")
    expect(first.locator(".search-kind")).to_have_text("Word")
    expect(first.locator(".search-text")).to_have_text(load(ROOT / "glossary")["dexamethasone"].short)
    first.locator("a").click()
    page.wait_for_url("**/glossary/dexamethasone/")


def test_a_result_says_by_which_other_name_it_was_found(page: Page, address: str) -> None:
    page.goto(address)
    search(page, "velkade")
    expect(page.locator(".search-results .search-also").first).to_have_text("also called Velcade")


def test_a_page_is_found_at_the_section_that_answers(page: Page, address: str) -> None:
    page.goto(f"{address}/glossary/m-protein/")
    search(page, "why see a dentist")
    found = page.locator(".search-results li", has_text="Part: Why see a dentist first?")
    expect(found.locator(".search-kind")).to_have_text("Page")
    found.locator("a").click()
    page.wait_for_url("**/treatments/supportive-care/#why-see-a-dentist-first")
    expect(page.locator("#why-see-a-dentist-first")).to_be_in_viewport()


def test_a_result_on_this_very_page_closes_the_search(page: Page, address: str) -> None:
    page.goto(f"{address}/treatments/supportive-care/")
    search(page, "why see a dentist")
    page.locator(".search-results li", has_text="Part: Why see a dentist first?").locator("a").click()
    expect(page.locator("#search")).not_to_be_visible()
    expect(page.locator("#why-see-a-dentist-first")).to_be_in_viewport()


def test_the_keyboard_is_enough(page: Page, address: str) -> None:
    page.goto(f"{address}/disease-types/mgus/")
    page.locator("a.top-search").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#search-words")).to_be_focused()
    page.keyboard.type("kappa")
    links = page.locator(".search-results a")
    expect(links.first).to_contain_text("kappa")
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#search-words")).to_be_focused()
    page.keyboard.press("Enter")
    expect(links.first).to_be_focused()
    page.keyboard.press("Tab")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#search")).not_to_be_visible()
    expect(page.locator("a.top-search")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/kappa/")


def test_close_closes_and_nothing_found_helps(page: Page, address: str) -> None:
    page.goto(f"{address}/disease-types/mgus/")
    search(page, "qqqqqq")
    expect(page.locator("#search .search-status")).to_have_text("Nothing found.")
    expect(page.locator(".search-none")).to_contain_text("Ask your care team")
    expect(page.locator(".search-none a")).to_have_attribute("href", re.compile("glossary/$"))
    page.get_by_role("dialog").get_by_role("button").click()
    expect(page.locator("#search")).not_to_be_visible()
    expect(page.locator("a.top-search")).to_be_focused()


def test_the_form_on_the_home_page_opens_the_search_with_its_words(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("form.word-search input").fill("myloma")
    page.keyboard.press("Enter")
    expect(page.locator("#search-words")).to_have_value("myloma")
    expect(page.locator(".search-results .search-name").first).to_have_text("multiple myeloma")


@pytest.mark.parametrize("place", ["glossary/?q=kahler", "disease-types/mgus/#q=kahler"])
def test_a_search_can_be_linked(page: Page, address: str, place: str) -> None:
    page.goto(f"{address}/{place}")
    expect(page.locator(".search-results .search-name").first).to_have_text("multiple myeloma")


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "javascript:alert(1)", "%E0%A4%A"]
)
def test_hostile_words_are_words(page: Page, address: str, text: str) -> None:
    alerts: list[str] = []
    page.on("dialog", lambda dialog: alerts.append(dialog.message))
    page.on("pageerror", lambda error: alerts.append(str(error)))
    page.goto(f"{address}/disease-types/mgus/#q={text}")
    expect(page.locator("#search .search-status")).to_have_text(re.compile("result|Nothing"))
    assert page.locator("#search :is(img, script)").count() == 0
    assert page.locator("#search a:not([href*='127.0.0.1'], [href^='.'])").count() == 0
    assert alerts == []


def test_nothing_is_kept_of_a_search(page: Page, address: str) -> None:
    page.goto(f"{address}/disease-types/mgus/")
    search(page, "myloma")
    kept = "[localStorage.length, sessionStorage.length, document.cookie, location.search + location.hash]"
    assert page.evaluate(kept) == [0, 0, "", ""]


def strict(route: Route) -> None:
    """Answer as a host that lets a page run only its own files and the inline scripts that it names."""
    answer = route.fetch()
    if "text/html" not in answer.headers["content-type"]:
        route.fulfill(response=answer)
        return
    inline = [str(tag.string) for tag in BeautifulSoup(answer.text(), "lxml").select("script:not([src])")]
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inline]
    sources = " ".join(f"'sha256-{hash}'" for hash in hashes)
    policy = f"default-src 'none'; script-src 'self' {sources}; style-src 'self'; font-src 'self'; img-src 'self' data:"
    route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})


def test_the_search_works_under_a_strict_policy(page: Page, address: str) -> None:
    trouble: list[str] = []
    page.route("**/*", strict)
    page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    page.goto(f"{address}/disease-types/mgus/")
    search(page, "waldenstrom")
    assert names(page)[0] == "Waldenström macroglobulinemia"
    assert trouble == []


def test_the_search_works_from_a_folder(page: Page, site: Built) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(Path(site.folder, "disease-types/mgus/index.html").as_uri())
    search(page, "emm protein")
    assert names(page)[0] == "M protein"
    assert all(request.startswith("file:") for request in requests)


def test_a_search_that_does_not_load_says_so_and_can_be_tried_again(page: Page, address: str) -> None:
    page.route("**/search-data.js*", lambda route: route.abort())
    page.goto(f"{address}/disease-types/mgus/")
    page.locator("a.top-search").click()
    expect(page.locator("#search .search-status")).to_contain_text("did not load")
    expect(page.locator(".search-none a")).to_be_visible()
    page.keyboard.press("Escape")
    page.unroute("**/search-data.js*")
    search(page, "kappa")
    assert names(page)[0] == "kappa"
