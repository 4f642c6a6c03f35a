"""The feed by which those who keep partner sites see what has changed, and when."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
import pytest
from conftest import ROOT, Built

from plainwords import embed_feed, front_matter
from plainwords.changes import Change
from plainwords.embed_site import Shown, Site
from plainwords.provenance import next_review
from plainwords.render import Renderer
from plainwords.terms import Term

HOME = "https://small.example.org/"
FEED = f"{HOME}embed/v1/en/feed.xml"
DAY, LATER = date(2026, 11, 22), date(2027, 2, 1)
CHANGES = (
    Change("better", LATER, "We said it <better>.", ("part/one.md", "glossary/plasma.md", "about/us.md")),
    Change("elsewhere", DAY, "We changed a page that nobody may show.", ("about/us.md",)),
)


def page(uri: str, reviewed: date, title: str = "A & B") -> Shown:
    return Shown(Path(uri), uri, title, "", "<p>a</p>", reviewed, date(2028, 11, 22), None, [], [])


@pytest.fixture
def home(words: dict[str, Term]) -> Site:
    terms = {id: replace(words[id], reviewed=DAY) for id in ("plasma", "platelet")}
    return Site("Small", HOME, Renderer(), terms, {}, "glossary", next_review, CHANGES)


def parsed(made: dict[str, str]) -> Any:
    feed = feedparser.parse(made["embed/v1/en/feed.xml"])
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


def links(entry: Any) -> list[str]:
    return [part.split('"')[0] for part in entry.content[0].value.split('href="')[1:]]


def test_it_tells_what_changed_on_which_page_and_word_and_when(home: Site) -> None:
    feed = parsed(embed_feed.files(home, [page("part/one.md", LATER), page("two.md", DAY)]))
    assert (feed.feed.id, feed.feed.links[0].href, feed.feed.updated) == (FEED, FEED, "2027-02-01T00:00:00Z")
    change, *_ = feed.entries
    assert (change.id, change.updated, change.link) == (f"{FEED}#better", "2027-02-01T00:00:00Z", f"{HOME}part/one/")
    assert change.title == "We said it <better>."
    assert [tag.term for tag in change.tags] == ["page/part-one", "term/plasma"]
    assert links(change) == [f"{HOME}part/one/", f"{HOME}glossary/plasma/"]


def test_it_tells_what_was_checked_on_which_day(home: Site) -> None:
    feed = parsed(embed_feed.files(home, [page("part/one.md", LATER), page("two.md", DAY)]))
    _, later, earlier = feed.entries
    assert (later.id, later.updated) == (f"{FEED}#checked-2027-02-01", "2027-02-01T00:00:00Z")
    assert later.title == "Checked against the sources on February 1, 2027"
    assert links(later) == [f"{HOME}part/one/"]
    assert links(earlier) == [f"{HOME}two/", f"{HOME}glossary/plasma/", f"{HOME}glossary/platelet/"]


def test_a_text_that_is_checked_again_moves_to_that_day(home: Site) -> None:
    before = parsed(embed_feed.files(home, [page("two.md", DAY)]))
    after = parsed(embed_feed.files(home, [page("two.md", LATER)]))
    assert [f"{HOME}two/" in links(entry) for entry in before.entries] == [False, True]
    assert [f"{HOME}two/" in links(entry) for entry in after.entries] == [False, True, False]


def test_a_site_that_shows_nothing_has_no_feed(home: Site) -> None:
    assert embed_feed.files(replace(home, terms={}), []) == {}


def test_the_data_leads_to_the_feed_of_the_site(site: Built) -> None:
    v1 = site.folder / "embed/v1/en"
    text = (v1 / "feed.xml").read_text(encoding="utf-8")
    feed = parsed({"embed/v1/en/feed.xml": text})
    for name in ("pages", "terms"):
        told = json.loads((v1 / f"{name}.json").read_text(encoding="utf-8"))
        assert told["feed"] == feed.feed.id == "https://myeloma.example.org/embed/v1/en/feed.xml"
        for entry in told[name]:
            assert f'<li><a href="{entry["url"]}">' in text
    written = front_matter.read_yaml(ROOT / "docs/changes.yml")
    keys = {entry.id.partition("#")[2] for entry in feed.entries}
    assert {key for key in keys if not key.startswith("checked-")} <= set(written)
    for file in (v1 / "page").glob("*.json"):
        page = json.loads(file.read_text(encoding="utf-8"))
        assert f"checked-{page['reviewed']}" in keys
