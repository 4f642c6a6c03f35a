"""Codes of texts: what makes a new one, the log that forgets none, and the page that tells what has become of paper."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import brotli
import pytest
from conftest import BIN, ROOT, Built, run
from lxml import html
from playwright.sync_api import Browser, Locator, Page, expect

from plainwords import check, cli, codes, prose
from plainwords.changes import Change
from plainwords.check import Checked
from plainwords.codes import Entry, code
from plainwords.content import Content, find, load
from plainwords.problems import ContentError, report

LOG = "docs/codes.yml"
TEXT = ("A title", "The body.", [("plasma", "Part of blood."), ("cell", "Part of you.")], ["nci", "fda"])
DAYS = [date(2026, 11, 22), date(2027, 1, 10), date(2027, 3, 1)]
A, B, C, D = "AAA-AAAA", "BBB-BBBB", "CCC-CCCC", "DDD-DDDD"


def test_a_code_stays_the_same_for_ever() -> None:
    assert code(*TEXT) == "4JL-EEZR"


def test_a_code_has_two_groups_of_signs_that_cannot_be_mistaken() -> None:
    made = {code("", str(number), [], []) for number in range(2000)}
    assert len(made) == 2000
    assert all(re.fullmatch(r"[2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{4}", it) for it in made)
    assert set("".join(made)) == {*codes.ALPHABET, "-"}


@pytest.mark.parametrize(
    "other",
    [
        (" A\ntitle", "The\u00a0body. \n", TEXT[2], TEXT[3]),
        ("A title", "The body.", TEXT[2][::-1], TEXT[3][::-1]),
        ("A title", "The body.", [("plasma ", "Part  of blood."), ("cell", "Part of you.")], TEXT[3]),
    ],
)
def test_space_and_order_of_lists_make_no_new_code(other: tuple[Any, ...]) -> None:
    assert code(*other) == code(*TEXT)


def test_a_letter_is_the_same_however_it_is_encoded() -> None:
    assert code("Waldenstro\u0308m", "", [], []) == code("Waldenstr\u00f6m", "", [], [])


@pytest.mark.parametrize(
    "other",
    [
        ("The title", *TEXT[1:]),
        ("A title", "The bodies.", *TEXT[2:]),
        ("A title", "the body.", *TEXT[2:]),
        ("A title The", "body.", *TEXT[2:]),
        (*TEXT[:2], [("plasma", "Part of the blood."), TEXT[2][1]], TEXT[3]),
        (*TEXT[:2], [("blood plasma", "Part of blood."), TEXT[2][1]], TEXT[3]),
        (*TEXT[:2], TEXT[2][:1], TEXT[3]),
        (*TEXT[:3], ["nci"]),
        (*TEXT[:3], ["nci", "ema"]),
    ],
)
def test_each_part_of_what_is_said_makes_a_new_code(other: tuple[Any, ...]) -> None:
    assert code(*other) != code(*TEXT)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>One <strong>two</strong>,\n three.</p><p>Four</p>", "One two, three. Four"),
        ("<td>1</td><td>2<br>3</td>", "1 2 3"),
        ('<p>Said.<sup class="cite"><a href="#s">1</a></sup> So</p><ul class="dates"><li>2023</li></ul>', "Said. So"),
        ("<svg><title>A cell</title><desc>It is round.</desc><text>Core</text><text>Skin</text></svg>", None),
        ('<p><img src="a.png" alt="A nurse"> waits<!-- no --></p>', "A nurse waits"),
        ('<button>Press</button><div class="x no-print">Not on paper</div><p data-js>Nor this</p>Text', "Text"),
        ("", ""),
    ],
)
def test_the_text_is_what_stands_on_paper(source: str, text: str | None) -> None:
    assert prose.text(source) == (text if text is not None else "A cell It is round. Core Skin")


GOOD = "a.md:\n- 2026-11-22 AAA-AAAA\n- 2027-01-10 BBB-BBBB\nb.md:\n- 2026-11-22 CCC-CCCC\n- 2027-03-01 gone\n"
READ = {"a.md": [Entry(DAYS[0], A), Entry(DAYS[1], B)], "b.md": [Entry(DAYS[0], C), Entry(DAYS[2], "gone")]}


def log_of(folder: Path, text: str) -> tuple[dict[str, list[Entry]], str]:
    path = folder / codes.NAME
    path.write_text(text, encoding="utf-8")
    log, problems = codes.read(path)
    return log, report(problems)


def test_the_log_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert log_of(tmp_path, GOOD) == (READ, "")
    assert log_of(tmp_path, codes.write(READ)) == (READ, "")
    assert codes.write(READ).endswith(GOOD)
    assert codes.read(tmp_path / "none.yml") == ({}, [])


SUCH, MEND = "such as '2026-11-22 K7Q-X3MP'", "undo what was changed by hand"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "AAA-AAAA",
            "AAA-AAA0",
            f"a.md: '2026-11-22 AAA-AAA0' is no day and code, {SUCH}; {MEND}",
        ),
        ("AAA-AAAA", "AAAAAAA", "a.md: '2026-11-22 AAAAAAA' is no day and code"),
        ("2026-11-22 AAA", "2026-02-30 AAA", "a.md: '2026-02-30 AAA-AAAA' is no day and code"),
        (" AAA-AAAA", "", "a.md: '2026-11-22' is no day and code"),
        ("2027-01-10", "2026-01-10", f"a.md: 2026-11-22 stands before 2026-01-10; {MEND}, or put the newest last"),
        ("- 2027-03-01 gone", "- 2027-03-01 BBB-BBBB", "BBB-BBBB is the code of a.md and b.md; keep one of the pages"),
        ("b.md", "a.md", "key 'a.md' stands twice; keep one"),
        ("\n- 2026-11-22 CCC-CCCC\n- 2027-03-01 gone", " none", "b.md: 'none' is no day and code"),
    ],
)
def test_a_broken_log_is_told(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    assert message in log_of(tmp_path, GOOD.replace(old, new, 1))[1]


def test_a_page_may_take_the_code_of_one_that_is_gone_or_has_changed(tmp_path: Path) -> None:
    assert log_of(tmp_path, GOOD + "c.md:\n- 2027-03-01 CCC-CCCC\nd.md:\n- 2027-03-01 AAA-AAAA\n")[1] == ""


def test_the_log_only_grows() -> None:
    present = {"a.md": Entry(DAYS[0], D), "c.md": Entry(DAYS[1], A)}
    longer = codes.complete(READ, present, DAYS[2])
    assert longer == {
        "a.md": [*READ["a.md"], Entry(DAYS[1], D)],  # never older than the one before
        "b.md": READ["b.md"],
        "c.md": [Entry(DAYS[1], A)],
    }
    assert codes.complete(longer, present, DAYS[2]) == longer
    back = {"a.md": Entry(DAYS[2], A), "b.md": Entry(DAYS[0], C)}
    assert codes.complete(READ, back, DAYS[2]) == {
        "a.md": [*READ["a.md"], Entry(DAYS[2], A)],
        "b.md": [*READ["b.md"], Entry(DAYS[2], C)],
    }
    assert codes.complete(READ, {}, DAYS[2])["a.md"] == [*READ["a.md"], Entry(DAYS[2], "gone")]


def test_two_pages_with_the_same_text_are_not_logged() -> None:
    with pytest.raises(ContentError, match=r"AAA-AAAA is the code of c\.md and d\.md; keep one of the pages, or let"):
        codes.complete({}, {"c.md": Entry(DAYS[0], A), "d.md": Entry(DAYS[0], A)}, DAYS[0])


def test_what_the_log_does_not_know_is_told() -> None:
    present = {"b.md": Entry(DAYS[0], C), "c.md": Entry(DAYS[1], D)}
    assert list(codes.missing(READ, present)) == [
        "a.md: is gone",
        "b.md: is back; its code is CCC-CCCC",
        "c.md: is new; its code is DDD-DDDD",
    ]
    assert list(codes.missing(READ, {"a.md": Entry(DAYS[2], B)})) == []


# The log of this site, and its history


def git(folder: Path, *command: str) -> str:
    who = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    done = run("git", *who, *command, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def entries(text: str) -> set[str]:
    """The lines of a log, each with the page that it is about."""
    found, page = set(), ""
    for line in text.splitlines():
        if line.startswith("- "):
            found.add(f"{page} {line[2:]}")
        elif not line.startswith("#"):
            page = line
    return found


def forgotten(folder: Path) -> list[str]:
    """What stands in any committed version of the log, on side branches too, and not in the present one."""
    lost = set()
    for commit in git(folder, "rev-list", "--full-history", "HEAD", "--", LOG).split():
        if git(folder, "ls-tree", commit, LOG):
            lost |= entries(git(folder, "show", f"{commit}:{LOG}"))
    path = folder / LOG
    return sorted(lost - entries(path.read_text(encoding="utf-8") if path.is_file() else ""))


def test_no_code_is_ever_forgotten() -> None:
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("this copy of the project has no history to compare docs/codes.yml with")
    assert forgotten(ROOT) == [], f"take them back: git log -p -- {LOG}"
    if git(ROOT, "rev-parse", "--is-shallow-repository").strip() == "true":
        pytest.skip(f"compared only the newest versions of {LOG}: 'git fetch --unshallow' gets the others")


@pytest.fixture
def repository(tmp_path: Path) -> Callable[[str | None], None]:
    """Commits a log, or its end."""
    git(tmp_path, "init", "-q", "-b", "main")

    def commit(text: str | None) -> None:
        path = tmp_path / LOG
        path.parent.mkdir(exist_ok=True)
        path.unlink(missing_ok=True) if text is None else path.write_text(text, encoding="utf-8")
        git(tmp_path, "add", "--all")
        git(tmp_path, "commit", "-q", "--allow-empty", "-m", "x")

    commit(GOOD)
    return commit


@pytest.mark.parametrize(
    ("new", "lost"),
    [
        (GOOD, []),
        (GOOD.replace("b.md:", "aa.md:\n- 2027-01-01 DDD-DDDD\nb.md:") + "- 2027-03-02 CCC-CCCC\n", []),
        (GOOD.replace("- 2026-11-22 AAA-AAAA\n", ""), ["a.md: 2026-11-22 AAA-AAAA"]),
        (GOOD.replace("AAA-AAAA", "AAA-AAAB"), ["a.md: 2026-11-22 AAA-AAAA"]),
        (GOOD.replace("2026-11-22 AAA", "2026-11-21 AAA"), ["a.md: 2026-11-22 AAA-AAAA"]),
        (GOOD.replace("b.md", "c.md"), ["b.md: 2026-11-22 CCC-CCCC", "b.md: 2027-03-01 gone"]),
        (None, sorted(entries(GOOD))),
    ],
)
def test_an_entry_that_is_changed_or_taken_out_is_found(
    tmp_path: Path, repository: Callable[[str | None], None], new: str | None, lost: list[str]
) -> None:
    repository(new)
    repository(new)
    assert forgotten(tmp_path) == lost


def test_an_entry_that_a_merge_has_dropped_is_found(tmp_path: Path, repository: Callable[[str | None], None]) -> None:
    git(tmp_path, "checkout", "-q", "-b", "side")
    repository(GOOD + "side.md:\n- 2027-01-01 DDD-DDDD\n")
    git(tmp_path, "checkout", "-q", "main")
    repository("\n" + GOOD)
    git(tmp_path, "merge", "-q", "-s", "ours", "side", "-m", "x")
    assert forgotten(tmp_path) == ["side.md: 2027-01-01 DDD-DDDD"]


# A small site with codes


HEAD = "---\ntitle: {title}\ndescription: About it.\nsources: [one]\nreviewed: 2026-11-22\nclinical_review: none\n"
CONFIG = f"""
site_name: Small
site_url: https://small.example.org/
plugins:
  - plainwords: {{sources: docs/sources.yml}}
hooks:
  - {ROOT}/hooks/provenance.py
  - {ROOT}/hooks/codes.py
exclude_docs: "*.yml"
"""
TERM = "---\nterm: plasma\nshort: {short}\ncategory: test\nsources: [two]\nreviewed: 2026-11-22\n---\nMore.\n"
SOURCE = "{}:\n  title: The tests\n  publisher: Us\n  seen: 2026-01-01\n  kind: paper\n"


class Small:
    """A small site whose texts can be changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("mkdocs.yml", CONFIG)
        self.write("docs/sources.yml", SOURCE.format("one") + SOURCE.format("two"))
        self.write("glossary/plasma.md", TERM.format(short="Part of blood."))
        for name in ("date", "index", "layout", "source", "title", "word", "about/all-pages"):
            self.page(name, f"# {name}\n\nIt is about {name} alone.")
        self.page("definition", "Here is plasma.")
        self.page("check", "Check it.", "list: codes\n")

    def write(self, path: str, text: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8")

    def page(self, name: str, text: str, keys: str = "", title: str = "") -> None:
        self.write(f"docs/{name}.md", f"{HEAD.format(title=title or name)}{keys}---\n{text}\n")

    def build(self, *, strict: bool = True) -> str:
        """Build it; return why that failed."""
        done = run(BIN / "mkdocs", "build", "-q", *["--strict"] * strict, "--site-dir", "site", cwd=self.folder)
        assert bool(done.returncode) is bool(done.stderr), done.stderr
        return done.stderr

    def log(self) -> str:
        """What `make codes` does."""
        assert self.build(strict=False) == ""
        done = run(BIN / "plainwords", "codes", "site", cwd=self.folder)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def codes(self) -> dict[str, list[Entry]]:
        return codes.read(self.folder / LOG)[0]


@pytest.fixture(scope="module")
def logged(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """A small site with a log; no test changes it."""
    small = Small(tmp_path_factory.mktemp("small"))
    assert small.log() == "docs/codes.yml: 9 entries added\n"
    return small


@pytest.fixture
def small(logged: Small, tmp_path: Path) -> Small:
    shutil.copytree(logged.folder, tmp_path, dirs_exist_ok=True)
    made = Small.__new__(Small)
    made.folder = tmp_path
    return made


def test_words_definitions_sources_and_titles_make_new_codes_and_dates_and_layout_do_not(small: Small) -> None:
    before = small.codes()
    assert set(before) == {
        *(f"{name}.md" for name in "about/all-pages date definition index layout source title word".split()),
        "glossary/plasma.md",
    }
    small.write("docs/date.md", (small.folder / "docs/date.md").read_text(encoding="utf-8").replace("11-22", "11-23"))
    small.page("layout", "# layout\n\nIt is\nabout **layout** [alone](index.md).", "glossary: false\n")
    small.write("mkdocs.yml", CONFIG + "nav: [word.md, index.md]\nvalidation: {omitted_files: ignore}\n")
    assert small.build() == ""
    small.page("word", "# word\n\nIt is about words alone.")
    small.page("title", "# title\n\nIt is about title alone.", title="Title")
    small.page("source", "# source\n\nIt is about source alone.[@two]")
    small.write("glossary/plasma.md", TERM.format(short="A part of blood."))
    told = small.build()
    changed = re.findall(r"^  codes\.yml: (\S+): has changed; its code was (\S+) and is (\S+)$", told, re.MULTILINE)
    assert [page for page, *_ in changed] == ["definition.md", "glossary/plasma.md", "source.md", "title.md", "word.md"]
    assert all(before[page][-1].code == old != new for page, old, new in changed)
    assert "5 problems in docs/:" in told
    assert "Run 'make codes', and commit docs/codes.yml together with the texts." in told
    assert "If the change matters to readers, add it to\ndocs/changes.yml" in told
    assert small.build(strict=False) == ""
    assert small.log() == "docs/codes.yml: 5 entries added\n"
    after = small.codes()
    assert {page: log[: len(before[page])] for page, log in after.items()} == before
    assert [page for page in after if after[page] != before[page]] == [page for page, *_ in changed]
    assert small.build() == ""
    assert small.log() == "docs/codes.yml: 0 entries added\n"


def test_a_page_that_is_new_or_gone_or_has_moved_is_noted(small: Small) -> None:
    shutil.move(small.folder / "docs/word.md", small.folder / "docs/words.md")
    (small.folder / "docs/date.md").unlink()
    told = small.build()
    for line in (
        "codes.yml: date.md: is gone",
        "codes.yml: word.md: is gone",
        "codes.yml: words.md: is new; its code is ",
    ):
        assert line in told
    assert small.log() == "docs/codes.yml: 3 entries added\n"
    log = small.codes()
    assert log["words.md"] == log["word.md"][:1]
    assert [log[page][-1] for page in ("date.md", "word.md")] == [Entry(date.today(), "gone")] * 2
    assert small.build() == ""


def test_a_broken_log_stops_every_build(small: Small) -> None:
    text = (small.folder / LOG).read_text(encoding="utf-8")
    small.write(LOG, text.replace("2026-11-22 ", "2026-11-22", 1))
    for strict in (True, False):
        assert "codes.yml: about/all-pages.md: '2026-11-22" in small.build(strict=strict)
    done = run(BIN / "plainwords", "check", cwd=small.folder)
    assert "is no day and code" in done.stderr


def test_codes_come_from_a_built_site(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["codes", str(small.folder / "docs"), "--folder", str(small.folder)]) == 1
    assert "index.html: is missing; 'make codes' builds the site with it" in capsys.readouterr().err
    assert cli.main(["codes", str(small.folder / "site"), "--folder", str(small.folder / "docs")]) == 1
    assert "holds no docs/ with a sources.yml; name the folder of a site" in capsys.readouterr().err


# The pages of this site


@pytest.fixture(scope="module")
def content() -> Content:
    return load(*find(ROOT))


def test_each_text_shows_its_code_and_where_it_can_be_checked(site: Built, content: Content) -> None:
    shown = {}
    for path in set(site.paths()) - {"404.html"}:
        page = html.document_fromstring((site.folder / path).read_bytes())
        for sign in page.find_class("text-code"):
            if sign.tag == "span":
                link = sign.getnext()
                assert link.text == "myeloma.example.org/check"
                assert ((site.folder / path).parent / link.get("href")).resolve() == site.folder / "check"
                shown[path.removesuffix("index.html")] = sign.text
    assert shown == check.codes_of(site.folder)
    assert sorted(shown.values()) == sorted(log[-1].code for log in content.codes.values() if log[-1].code != "gone")
    lists = {f"{uri.removesuffix('.md')}/" for uri, head in content.heads.items() if head.list}
    assert {path.removesuffix("index.html") for path in site.paths()} - set(shown) == lists | {"404.html"}


def test_the_log_is_not_published(site: Built) -> None:
    assert not list(site.folder.rglob("codes*"))


def test_what_the_page_loads_is_small(site: Built) -> None:
    assert len(brotli.compress((site.folder / check.DATA).read_bytes())) < 15_000


# "Check your paper" in the browser


PAGES = {
    "a.md": Checked("glossary/m-protein/", B, DAYS[1], date(2028, 1, 10)),
    "c.md": Checked("", D, DAYS[0], date(2028, 11, 22)),
    "e.md": Checked("treatments/drug-therapy/", "EEE-EEE2", DAYS[2], date(2028, 3, 1)),
}
PAST = {
    **READ,
    "c.md": [Entry(DAYS[0], "DDD-DDD2"), Entry(DAYS[0], D)],
    "e.md": [Entry(DAYS[0], C), Entry(DAYS[1], "EEE-EEE3"), Entry(DAYS[2], "EEE-EEE2")],
}
CHANGES = [
    Change("z", DAYS[2], "Something <else>.", ("e.md", "x.md")),
    Change("y", DAYS[1], "A number is different.", ("a.md", "e.md")),
    Change("x", DAYS[0], "We began.", ("a.md", "c.md")),
]
DATA = check.script(PAST, PAGES, CHANGES)


def test_the_page_gets_the_codes_of_the_past_with_days_and_pages_as_numbers() -> None:
    records = json.loads(DATA.removeprefix("plainwords.checkData(").removesuffix(");\n"))
    assert records["days"] == ["2026-11-22", "2027-01-10", "2027-03-01"]
    assert records["pages"][0] == ["glossary/m-protein/", "AAAAAAA", 1]
    assert records["pages"][1] == [None, "CCCCCCC", 2]
    assert records["changes"][0] == [2, "Something <else>.", [3]]


def listed(source: str, known: dict[str, str]) -> str:
    """The page, its list with the codes and days of these tests."""
    for it in PAGES.values():
        row = re.compile(rf'<tr data-due="[-0-9]+">(<td>.*?</td><td [^>]*>){known[it.url]}(</td><td [^>]*>).*?</td>')
        day = f'<time datetime="{it.reviewed}">day {it.reviewed:%d.%m.%Y}</time>'
        source, count = row.subn(rf'<tr data-due="{it.due}">\g<1>{it.code}\g<2>{day}</td>', source)
        assert count == 1
    return source


@pytest.fixture
def paper(page: Page, address: str, site: Built) -> Page:
    """The page, with a past of its own."""
    source = listed(
        (site.folder / check.ADDRESS / "index.html").read_text(encoding="utf-8"), check.codes_of(site.folder)
    )
    page.route(f"{address}/check/", lambda route: route.fulfill(body=source, content_type="text/html; charset=utf-8"))
    page.route("**/check-data.js", lambda route: route.fulfill(body=DATA, content_type="text/javascript"))
    page.clock.set_fixed_time("2027-06-01T12:00:00Z")
    page.goto(f"{address}/check/")
    return page


def answer(page: Page) -> Locator:
    return page.locator(".check").get_by_role("status")


def ask(page: Page, text: str) -> str:
    page.get_by_label("Code on your paper").fill(text)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(answer(page)).not_to_be_empty()
    return answer(page).inner_text()


@pytest.mark.parametrize("typed", ["BBB-BBBB", "bbbbbbb", " bbb bbbb ", "bbb–BBBB.", "ＢＢＢ-bbbb"])
def test_a_present_code_is_known_however_it_is_typed(paper: Page, typed: str) -> None:
    said = ask(paper, typed)
    assert said.startswith("This is the present text.")
    assert "It was last checked on day 10.01.2027." in said
    assert "due for a check" not in said
    link = answer(paper).get_by_role("link", name="M protein")
    link.click()
    expect(paper.locator("h1")).to_have_text("M protein")


def test_a_present_text_that_is_past_its_check_says_so(paper: Page) -> None:
    paper.clock.set_fixed_time("2028-01-11T12:00:00Z")
    assert "It was due for a check by January 10, 2028. Some of it may no longer be right" in ask(paper, B)


def test_an_old_code_tells_what_has_changed_since_and_leads_to_the_page(paper: Page) -> None:
    said = ask(paper, A)
    assert said.startswith("This text has changed since your copy.")
    status = answer(paper)
    assert status.get_by_role("listitem").all_inner_texts() == ["January 10, 2027: A number is different."]
    assert "We began" not in said
    assert "no list of what is different" not in said
    expect(status.get_by_role("link", name="M protein")).to_have_attribute("href", "../glossary/m-protein/")
    ask(paper, "EEE-EEE3")
    assert status.get_by_role("listitem").all_inner_texts() == ["March 1, 2027: Something <else>."]


def test_an_old_code_whose_change_nobody_told_says_so(page: Page, address: str) -> None:
    data = check.script(PAST, PAGES, [])
    page.route("**/check-data.js", lambda route: route.fulfill(body=data, content_type="text/javascript"))
    page.goto(f"{address}/check/")
    said = ask(page, A)
    assert "This text has changed since your copy." in said
    assert "We have no list of what is different." in said
    assert "What has changed" not in said


def test_a_page_that_is_gone_still_answers(page: Page, address: str) -> None:
    data = check.script({"b.md": READ["b.md"]}, {}, [])
    page.route("**/check-data.js", lambda route: route.fulfill(body=data, content_type="text/javascript"))
    page.goto(f"{address}/check/")
    assert "This page is no longer part of the guide." in ask(page, C)
    answer(page).get_by_role("link", name="list of all pages").click()
    expect(page.locator("h1")).to_have_text("All pages")


def test_a_page_that_has_moved_answers_at_its_new_place(paper: Page) -> None:
    assert ask(paper, C).startswith("This text has changed since your copy.")
    expect(answer(paper).get_by_role("link", name="Drug therapy")).to_be_visible()


def test_an_unknown_code_gets_help_and_the_nearest_ones(paper: Page) -> None:
    said = ask(paper, "EEE-EEE8")
    assert said.startswith("We do not know the code EEE-EEE8.")
    assert "2 3 4 5 6 7 8 9 A B C D E F G H J K L M N P Q R S T U V W X Y Z. There is no 0, 1, I or O in it." in said
    buttons = answer(paper).get_by_role("button")
    assert sorted(buttons.all_inner_texts()) == ["EEE-EEE2", "EEE-EEE3"]
    buttons.filter(has_text="EEE-EEE2").click()
    expect(answer(paper)).to_contain_text("This is the present text.")
    expect(paper.get_by_label("Code on your paper")).to_be_focused()
    assert ask(paper, "<b>7777</b>2").startswith("We do not know the code B77-77B2.")


def test_a_sign_that_no_code_has_is_no_wall(paper: Page) -> None:
    ask(paper, "0bb-bbbb")
    assert answer(paper).get_by_role("button").all_inner_texts() == [B]


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "Type the code that is on your paper."),
        (" - ", "Type the code that is on your paper."),
        ("bbb", "A code has 7 letters and numbers. You typed 3. Please look again."),
        ("BBB-BBBBB", "A code has 7 letters and numbers. You typed 8. Please look again."),
    ],
)
def test_what_is_no_code_is_told_next_to_the_field(paper: Page, typed: str, error: str) -> None:
    ask(paper, B)
    field = paper.get_by_label("Code on your paper")
    field.fill(typed)
    field.press("Enter")
    expect(field).to_have_accessible_description(re.compile(re.escape(error)))
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    expect(answer(paper)).to_be_empty()
    assert ask(paper, B)
    expect(field).to_have_attribute("aria-invalid", "false")


def test_the_address_on_paper_answers_without_typing(paper: Page, address: str) -> None:
    status = answer(paper)
    paper.goto("about:blank")
    paper.goto(f"{address}/check/#BBB-BBBB")
    expect(status).to_contain_text("This is the present text.")
    expect(status).to_be_in_viewport()
    paper.evaluate("location.hash = '#aaa%20aaaa'")
    expect(status).to_contain_text("This text has changed since your copy.")
    paper.evaluate("location.hash = '#all-codes'")
    expect(paper.get_by_label("Code on your paper")).to_have_value("aaa aaaa")
    paper.goto("about:blank")
    paper.goto(f"{address}/check/#sources")
    expect(status).to_be_empty()


def test_what_cannot_be_loaded_is_told_and_is_not_needed_for_a_present_code(
    page: Page, address: str, site: Built
) -> None:
    page.route("**/check-data.js", lambda route: route.abort())
    page.goto(f"{address}/check/")
    assert ask(page, A).startswith("The list of codes did not load.")
    assert ask(page, check.codes_of(site.folder)["glossary/m-protein/"]).startswith("This is the present text.")
    page.unroute("**/check-data.js")
    ask(page, A)
    expect(answer(page)).to_contain_text("We do not know the code AAA-AAAA.")


def test_nothing_is_loaded_or_sent_before_a_reader_types(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/check/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "check-data" in url]
    before = len(asked)
    ask(page, A)
    assert asked[before:] == [f"{address}/assets/check-data.js"]


def test_a_copy_on_a_memory_stick_answers_too_and_says_what_it_is(page: Page, site: Built) -> None:
    known = check.codes_of(site.folder)
    page.goto(f"{(site.folder / 'check/index.html').as_uri()}#{known['treatments/drug-therapy/']}")
    expect(answer(page)).to_contain_text("This is the present text.")
    expect(answer(page).get_by_role("link", name="Drug therapy")).to_be_visible()
    expect(page.get_by_text("This is a saved copy of our site.")).to_be_visible()


def test_without_scripts_every_code_can_be_compared_by_eye(chromium: Browser, address: str, site: Built) -> None:
    known = check.codes_of(site.folder)
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/check/")
        expect(page.get_by_label("Code on your paper")).to_be_hidden()
        row = page.get_by_role("row", name=re.compile("Drug therapy"))
        expect(row).to_be_hidden()
        page.get_by_text("Show the codes of all pages").click()
        expect(row).to_contain_text(known["treatments/drug-therapy/"])
        expect(row).to_contain_text("November 22, 2026")
        rows = page.locator(".check-all tbody tr").all_text_contents()
        links = page.locator(".check-all tbody a").evaluate_all("all => all.map(it => it.href)")
    assert len(rows) == len(known)
    assert {url.removeprefix(f"{address}/") for url in links} == set(known)
    for url, row_text in zip(links, rows, strict=True):
        assert known[url.removeprefix(f"{address}/")] in row_text
