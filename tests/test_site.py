"""The promises of the real site, as a reader of the built pages finds them kept."""

import json
import re
from bisect import bisect_right
from copy import copy
from itertools import accumulate
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import Tag
from bs4.element import NavigableString
from conftest import BIN, ROOT, Built, mkdocs, run

from plainwords import pages, sources
from plainwords.matcher import Matcher
from plainwords.terms import Term, load

NO_LINKS_IN = ("h1, h2, h3, h4, h5, h6, a, code, pre, kbd, abbr, button, summary, th, label").split(", ")
MADE_BY_THE_BUILD = "[class^=plainwords-], .paper-only, ul.dates, sup.cite"
UNLINKED = [
    "glossary/index.html",
    "check/index.html",
    "handouts/index.html",
    *(
        f"about/{name}/index.html"
        for name in "accessibility all-pages changes embed license offline print privacy readability sources".split()
    ),
    *(f"about/embed/{name}/index.html" for name in "data frames make steps words".split()),
]
"""Pages that explain no medical word (`glossary: false`): the list of all words, and those about the site itself."""
CLOSED = [*NO_LINKS_IN, "script", "style"]


@pytest.fixture(scope="module")
def terms() -> dict[str, Term]:
    return load(ROOT / "glossary")


@pytest.fixture(scope="module")
def texts(articles: dict[str, Tag]) -> dict[str, Tag]:
    """The articles without what the build has added at their ends."""
    copies = {path: copy(article) for path, article in articles.items()}
    for article in copies.values():
        for section in article.select(MADE_BY_THE_BUILD):
            section.decompose()
    return copies


@pytest.fixture(scope="module")
def articles(site: Built) -> dict[str, Tag]:
    """The text of each page, by its path; the 404 page has none of its own."""
    found = {path: page.find("article") for path, page in site.pages().items() if path != "404.html"}
    return {path: article for path, article in found.items() if isinstance(article, Tag)}


def links(tag: Tag) -> list[str]:
    return [str(link["data-term"]) for link in tag.select("a.term")]


def words(article: Tag) -> list[str]:
    return [str(entry["id"]).removeprefix("word-") for entry in article.select(".plainwords-words dl > div")]


def topics(paths: dict[str, Tag]) -> list[str]:
    return [path for path in paths if not path.startswith("glossary/")]


def own_term(path: str, terms: dict[str, Term]) -> str | None:
    id = Path(path).parent.name
    return id if path.startswith("glossary/") and id in terms else None


def test_the_build_says_nothing_to_worry_about(site: Built) -> None:
    assert not [line for line in site.log.splitlines() if not line.startswith("INFO")]


def test_every_page_and_every_term_is_there(site: Built, terms: dict[str, Term]) -> None:
    pages = {page.relative_to(ROOT / "docs").with_suffix("") for page in (ROOT / "docs").rglob("*.md")}
    addresses = {page.parent if page.name == "index" else page for page in pages}
    expected = {(address / "index.html").as_posix() for address in addresses}
    assert set(site.paths()) == {"404.html"} | expected | {f"glossary/{id}/index.html" for id in terms}
    assert len(expected) >= 60
    assert len(terms) >= 345


def test_each_internal_link_and_anchor_leads_somewhere(site: Built) -> None:
    report = site.folder.parent / "lychee.json"
    command = (BIN / "lychee", "--offline", "--include-fragments", "--index-files", "index.html")
    more = ("--no-progress", "--format", "json", "--output", report, "--root-dir", site.folder)
    done = run(*command, *more, f"{site.folder}/**/*.html")
    found = json.loads(report.read_text(encoding="utf-8"))
    assert found["successful"] > 5000
    assert not found["error_map"], done.stderr
    assert done.returncode == 0


def test_no_page_needs_anything_from_elsewhere(site: Built) -> None:
    for path, page in site.pages().items():
        needed = [str(tag.get("src") or tag.get("href")) for tag in page.select("script[src], img, iframe, link")]
        away = [address for address in needed if urlsplit(address).netloc]
        told = [str(link["href"]) for link in page.select("link[rel=canonical], link[type$=oembed]")]
        assert away == told, path
        styles = "".join(style.text for style in page.select("style"))
        assert "http" not in styles, path


def test_no_name_of_a_place_is_given_twice_on_a_page(site: Built) -> None:
    for path, page in site.pages().items():
        given = [str(tag["id"]) for tag in page.select("[id]")]
        assert len(given) == len(set(given)), path


def test_each_page_has_title_description_sources_and_dates(articles: dict[str, Tag], site: Built) -> None:
    for path, article in articles.items():
        page = site.page(path)
        assert page.title
        assert len(page.title.text) > len("Myeloma in Plain Words"), path
        description = page.select_one("meta[name=description]")
        assert description is not None, path
        assert 20 <= len(str(description["content"])) <= 160, path
        assert len(page.select("h1")) == 1, path
        assert article.select(".plainwords-sources li"), path
        assert len(article.select(".plainwords-status time")) >= 2, path
        assert "No clinician has reviewed this page yet." in article.text, path
        assert "not medical advice" in article.text, path


def test_quotation_marks_and_apostrophes_are_curved_wherever_people_read(site: Built) -> None:
    straight = set()
    for path, page in site.pages().items():
        for text in page.find_all(string=re.compile("['\"]")):
            if type(text) is NavigableString and not text.find_parent(["code", "pre", "kbd", "textarea"]):
                straight.add((path, str(text)))
        for named in ("title", "alt", "aria-label", "content"):
            straight |= {(path, str(it[named])) for it in page.select(f'[{named}*="\'"]')}
    assert not straight


def test_each_source_is_shown_with_publisher_and_date(articles: dict[str, Tag]) -> None:
    listed = sources.load(ROOT / "docs/sources.yml").values()
    shown: dict[str, list[tuple[str, bool]]] = {}
    for source in listed:
        shown.setdefault(source.title, []).append((source.publisher, bool(source.date)))
    for path, article in articles.items():
        for item in article.select(".plainwords-sources li"):
            title = item.select_one("a, cite")
            assert title is not None, path
            fits = shown.get(" ".join(title.text.split()), [])
            text = item.text
            dated = "no date shown" not in text
            assert any(publisher in text and dated == has_date for publisher, has_date in fits), (path, item)
            assert re.search(r"seen \w+ \d+, \d{4}", text), path


def test_each_note_leads_to_the_source_of_its_number(articles: dict[str, Tag]) -> None:
    for path, article in articles.items():
        ids = [str(item["id"]) for item in article.select(".plainwords-sources > ol > li")]
        notes = article.select("sup.cite a")
        for note in notes:
            assert ids[int(note.text) - 1] == str(note["href"]).removeprefix("#"), (path, note)
        numbers = [int(note.text) for note in notes]
        assert list(dict.fromkeys(numbers)) == sorted(set(numbers)), path


def test_each_box_about_old_or_differing_sources_shows_two_dates(articles: dict[str, Tag]) -> None:
    boxes = 0
    for path, article in articles.items():
        for box in article.select(".admonition.changed, .admonition.differ"):
            boxes += 1
            assert len(box.select("ul.dates li")) >= 2, path
            title = box.select_one(".admonition-title")
            assert title is not None
            assert title.text in ("Changed since our source was written", "Sources differ"), path
    assert boxes >= 20


def test_the_list_of_sources_names_every_source_and_every_page_that_uses_it(articles: dict[str, Tag]) -> None:
    here = "about/sources/index.html"
    using: dict[str, set[str]] = {key: set() for key in sources.load(ROOT / "docs/sources.yml")}
    for path, article in articles.items():
        for item in article.select(".plainwords-sources > ol > li"):
            using[str(item["id"]).removeprefix("source-")].add(path)
    listed = {}
    for item in articles[here].select(".plainwords-all-sources > li"):
        pages = [normpath(f"about/sources/{link['href']}") for link in item.select("p a")]
        listed[str(item["id"])] = {f"{page}/index.html".removeprefix("./") for page in pages}
    assert listed == using


def test_an_overdue_notice_waits_in_every_page(articles: dict[str, Tag]) -> None:
    for path, article in articles.items():
        notice = article.select_one(".plainwords-overdue")
        assert notice is not None, path
        assert notice.has_attr("hidden"), path
        assert str(notice["data-due"]) in {str(time["datetime"]) for time in article.select(".plainwords-status time")}


def test_each_pair_is_linked_from_both_its_terms(articles: dict[str, Tag], terms: dict[str, Term], site: Built) -> None:
    heads, _ = pages.read(ROOT / "docs", None, ROOT / "glossary")
    pairs = {uri: head.pair for uri, head in heads.items() if head.pair}
    assert len(pairs) >= 7
    for uri, ids in pairs.items():
        for id in ids:
            path = f"glossary/{id}/index.html"
            targets = {
                ((site.folder / path).parent / str(link["href"])).resolve()
                for link in articles[path].select(".plainwords-about a")
            }
            assert (site.folder / uri).with_suffix("").resolve() in targets, (uri, id)


def test_each_term_that_a_page_uses_is_linked_there(texts: dict[str, Tag], terms: dict[str, Term]) -> None:
    """Or has a reason not to be: it may not be linked at all, is the page's own, or no link may stand there."""
    matcher = Matcher(terms)
    for path, article in texts.items():
        if path in UNLINKED:
            continue
        linked = set(links(article))
        text = copy(article)
        for link in text.select("a.term"):
            link.unwrap()
        text.smooth()
        for block in text.select("p, li, td, dt, dd, figcaption"):
            strings = [(string, string.find_parent(CLOSED)) for string in block.find_all(string=True)]
            ends = list(accumulate(len(string) for string, _ in strings))
            for match in matcher.find("".join(string for string, _ in strings)):
                first, last = bisect_right(ends, match.start), bisect_right(ends, match.end - 1)
                reasons = (
                    not match.term.link,
                    match.term.id == own_term(path, terms),
                    first != last,  # it crosses the border of an element
                    strings[first][1] is not None,
                )
                assert match.term.id in linked or any(reasons), (path, match)


def test_no_term_is_linked_where_no_link_may_stand(articles: dict[str, Tag]) -> None:
    for path, article in articles.items():
        for link in article.select("a.term"):
            for around in link.parents:
                assert around.name not in NO_LINKS_IN, (path, link)
                assert not {"admonition-title", "no-gloss"}.intersection(around.get_attribute_list("class")), (
                    path,
                    link,
                )


def test_no_term_is_linked_on_its_own_page(articles: dict[str, Tag], terms: dict[str, Term]) -> None:
    for path, article in articles.items():
        assert own_term(path, terms) not in links(article), path


def test_a_term_is_linked_once_in_each_section(articles: dict[str, Tag]) -> None:
    for path, article in articles.items():
        section: list[str] = []
        for tag in article.select("h2, a.term"):
            if tag.name == "h2":
                section = []
                continue
            assert tag["data-term"] not in section, (path, tag)
            section.append(str(tag["data-term"]))


def test_each_link_leads_to_its_term(articles: dict[str, Tag], site: Built) -> None:
    for path, article in articles.items():
        for link in article.select("a.term"):
            target = (site.folder / path).parent / unquote(str(link["href"])) / "index.html"
            assert target.resolve() == site.folder.resolve() / "glossary" / str(link["data-term"]) / "index.html", path


def test_words_on_this_page_are_the_linked_ones_in_reading_order(
    articles: dict[str, Tag], texts: dict[str, Tag], terms: dict[str, Term]
) -> None:
    for path, article in articles.items():
        assert words(article) == list(dict.fromkeys(links(texts[path]))), path
        for entry in article.select(".plainwords-words dl > div"):
            id = str(entry["id"]).removeprefix("word-")
            definition = entry.select_one("dd")
            assert definition is not None
            assert definition.text == terms[id].short, (path, id)


def test_used_on_names_each_page_that_links_the_term(
    articles: dict[str, Tag], terms: dict[str, Term], site: Built
) -> None:
    using: dict[str, set[Path]] = {id: set() for id in terms}
    for path, article in articles.items():
        for id in links(article):
            using[id].add((site.folder / path).parent.resolve())
    for id in terms:
        path = f"glossary/{id}/index.html"
        here = (site.folder / path).parent
        named = {(here / str(link["href"])).resolve() for link in articles[path].select(".plainwords-used-on a")}
        assert named == using[id], id


def test_each_term_is_used_or_marked_as_reference_only(articles: dict[str, Tag], terms: dict[str, Term]) -> None:
    used = {id for article in articles.values() for id in links(article)}
    idle = {id for id, term in terms.items() if id not in used and term.link and not term.reference}
    assert not idle


def test_the_list_from_a_to_z_holds_every_term(articles: dict[str, Tag], terms: dict[str, Term]) -> None:
    listed = [entry.text for entry in articles["glossary/index.html"].select(".plainwords-letter dt a")]
    assert sorted(listed) == sorted(term.term for term in terms.values())
    letters = [heading.text for heading in articles["glossary/index.html"].select(".plainwords-letter h2")]
    assert letters == sorted(letters, key=lambda letter: (not letter.isalpha(), letter))


def test_each_edit_link_leads_to_the_file_that_the_page_is_made_of(site: Built, terms: dict[str, Term]) -> None:
    base = "https://code.example.org/myeloma-in-plain-words/edit/main/"
    for path, page in site.pages().items():
        for link in page.select("a[rel=edit]"):
            address = str(link["href"])
            assert address.startswith(base), path
            file = ROOT / address.removeprefix(base)
            assert file.is_file(), (path, address)
            if id := own_term(path, terms):
                assert file == ROOT / "glossary" / f"{id}.md"


def test_the_sitemap_has_the_date_of_each_review(site: Built, terms: dict[str, Term]) -> None:
    sitemap = (site.folder / "sitemap.xml").read_text(encoding="utf-8")
    dates = dict(re.findall(r"<loc>https://myeloma\.example\.org/(\S*)</loc>\s*<lastmod>(\S+)</lastmod>", sitemap))
    assert len(dates) == len(site.paths()) - 1
    for id, term in terms.items():
        assert dates[f"glossary/{id}/"] == term.reviewed.isoformat()


def test_the_list_of_sources_is_not_published(site: Built) -> None:
    assert not list(site.folder.rglob("*.yml"))


def test_two_builds_are_the_same_byte_for_byte(site: Built, tmp_path: Path) -> None:
    assert mkdocs(ROOT, tmp_path).returncode == 0
    one, other = (
        {p.relative_to(s): p.read_bytes() for p in s.rglob("*") if p.is_file()} for s in (site.folder, tmp_path)
    )
    assert one.keys() == other.keys()
    assert not [path for path in one if one[path] != other[path]]
