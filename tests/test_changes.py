"""What has changed: the list that is written by hand, its page and its feed."""

from pathlib import Path

import feedparser
import pytest
from conftest import ROOT, Built

from plainwords import changes, front_matter
from plainwords.problems import report

FEED = "https://myeloma.example.org/feed.xml"


def test_the_feed_tells_of_each_change(site: Built) -> None:
    feed = feedparser.parse((site.folder / "feed.xml").read_bytes())
    written = front_matter.read_yaml(ROOT / "docs/changes.yml")
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    assert feed.feed.id == FEED
    assert feed.feed.links[0].href == FEED
    assert [entry.title for entry in feed.entries] == [change["change"] for change in written.values()]
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    for entry, (key, change) in zip(feed.entries, written.items(), strict=True):
        assert entry.link == f"https://myeloma.example.org/about/changes/#{key}"
        assert entry.updated == f"{change['date']}T00:00:00Z"
        assert entry.content[0].value.count("<a href=") == len(change["pages"])
    assert feed.feed.updated == feed.entries[0].updated


def test_each_page_leads_feed_readers_to_the_feed(site: Built) -> None:
    for path in set(site.paths()) - {"404.html"}:
        [link] = site.page(path).select("link[type='application/atom+xml']")
        assert (site.folder / path).parent.joinpath(str(link["href"])).resolve() == site.folder / "feed.xml"


def test_the_page_lists_each_change_with_its_day_and_pages(site: Built) -> None:
    shown = site.page("about/changes/index.html").select(".plainwords-changes > ol > li")
    written = front_matter.read_yaml(ROOT / "docs/changes.yml")
    assert [str(item["id"]) for item in shown] == list(written)
    for item, change in zip(shown, written.values(), strict=True):
        assert change["change"] in item.text
        assert [str(time["datetime"]) for time in item.select("time")] == [str(change["date"])]
        assert len(item.select("ul a")) == len(change["pages"])


GOOD = "a-change:\n  date: 2026-11-22\n  change: We did it.\n  pages: [index.md]\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD.replace("index.md", "inde.md"), "a-change: 'pages' names 'inde.md', which is not in the site"),
        (GOOD.replace("  date: 2026-11-22\n", ""), "a-change: 'date' is missing; write the day of the change"),
        (GOOD.replace("change: We", "text: We"), "a-change: unknown key 'text'"),
        (GOOD.replace("pages: [index.md]", "page: index.md"), "a-change: unknown key 'page'; did you mean 'pages'?"),
        (GOOD.replace("2026-11-22", "soon"), "a-change: 'date' is 'soon', which is no date"),
        (GOOD.replace("a-change", "A change"), "A change: is no key"),
        ("a-change: We did it.\n", "a-change: holds no keys; write date, change and pages below it"),
        (GOOD + GOOD.replace("a-c", "b-c").replace("11-22", "11-23"), "is not in order; write the newest change first"),
    ],
)
def test_what_must_be_mended_is_told(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "changes.yml"
    path.write_text(text, encoding="utf-8")
    _, problems = changes.read(path, {"index.md"})
    assert message in report(problems)


def test_all_that_must_be_mended_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "changes.yml"
    path.write_text(GOOD.replace("index", "x") + "b-change:\n  date: soon\n", encoding="utf-8")
    _, problems = changes.read(path, {"index.md"})
    assert len(problems) == 4


def test_a_site_needs_no_such_list(tmp_path: Path) -> None:
    assert changes.read(tmp_path / "changes.yml", None) == ([], [])
