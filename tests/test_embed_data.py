"""What partner sites get as data: valid, whole, honest about its age, and the same for as long as they use it."""

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, TESTS, Built, run
from jsonschema import Draft202012Validator, FormatChecker
from lxml import html

from plainwords import cli, embed, front_matter
from plainwords.embed_data import LICENCE, page_data
from plainwords.embed_html import KEPT, Manner, NotForPartnersError, read
from plainwords.embed_site import Shown, Site, id_of
from plainwords.pages import ClinicalReview
from plainwords.problems import ContentError
from plainwords.provenance import next_review
from plainwords.render import Renderer
from plainwords.sources import Source
from plainwords.terms import Term, load

HOME = "https://myeloma.example.org/"
V1 = "embed/v1/"
RECORD = "tests/embed-v1.yml"
DAY = date(2026, 11, 22)
ADDRESS = "https://here.example.org/a/b/"
OF_A_PAGE = ("page/{}/", "page/{}.json", "oembed/{}.json")
OF_A_TERM = ("term/{}/", "oembed/glossary-{}.json")


@pytest.fixture(scope="module")
def v1(site: Built) -> Path:
    return site.folder / V1


def data(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pages(v1: Path) -> dict[str, dict[str, Any]]:
    return {path.stem: data(path) for path in sorted((v1 / "en/page").glob("*.json"))}


@pytest.fixture(scope="module")
def terms() -> dict[str, Term]:
    return load(ROOT / "glossary")


# What is valid


def wrong(v1: Path, schema: str, it: Any) -> list[str]:
    validator = Draft202012Validator(data(v1 / f"schema/{schema}.json"), format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}"[:200] for error in validator.iter_errors(it)]


def test_the_schemas_are_schemas_and_say_where_they_are(v1: Path) -> None:
    for path in (v1 / "schema").glob("*.json"):
        Draft202012Validator.check_schema(data(path))
        assert data(path)["$id"] == f"{HOME}{V1}schema/{path.name}"


def test_all_data_is_as_the_schemas_say(v1: Path) -> None:
    assert wrong(v1, "terms", data(v1 / "en/terms.json")) == []
    assert wrong(v1, "pages", data(v1 / "en/pages.json")) == []
    for kind in ("page", "oembed"):
        for path in (v1 / "en" / kind).glob("*.json"):
            assert wrong(v1, kind, data(path)) == [], path


@pytest.mark.parametrize("field", ["licence", "attribution", "disclaimer", "clinical_review", "reviewed", "sources"])
def test_a_page_without_what_must_go_with_it_is_not_valid(v1: Path, field: str) -> None:
    page = data(v1 / "en/page/disease-types-mgus.json")
    page.pop(field)
    assert wrong(v1, "page", page) == [f"$: '{field}' is a required property"]


# What is there


def test_every_term_is_there_as_plain_text(v1: Path, terms: dict[str, Term]) -> None:
    told = data(v1 / "en/terms.json")
    assert [entry["id"] for entry in told["terms"]] == list(terms)
    for entry in told["terms"]:
        term = terms[entry["id"]]
        assert (entry["term"], entry["short"], tuple(entry["forms"])) == (term.term, term.short, term.forms)
        assert (entry.get("case") == "exact", entry["link"], tuple(entry["except"])) == (
            term.exact,
            term.link,
            term.excepted,
        )
        assert entry["url"] == f"{HOME}glossary/{term.id}/"
        assert not re.search(r"<\w|&\w+;", f"{entry['term']} {entry['short']}")
    assert told["updated"] == max(term.reviewed for term in terms.values()).isoformat()


def test_the_pages_are_those_that_may_be_shown(v1: Path, pages: dict[str, dict[str, Any]]) -> None:
    may = {
        id_of(path.relative_to(ROOT / "docs").as_posix()): path
        for path in (ROOT / "docs").rglob("*.md")
        if front_matter.read(path)[0].get("embed") is True
    }
    assert set(pages) == set(may)
    assert "disease-types-mgus" in may
    assert "about-embed" not in may
    assert {path.name for path in (v1 / "en/page").iterdir() if path.is_dir()} == set(may)
    for id, path in may.items():
        head, _ = front_matter.read(path)
        page = pages[id]
        assert (page["title"], page["description"]) == (head["title"], head["description"])
        assert page["clinical_review"] == head["clinical_review"] == "none"
        assert page["next_review"] > page["reviewed"] == page["updated"]


def test_the_list_of_pages_says_what_the_pages_say(v1: Path, pages: dict[str, dict[str, Any]]) -> None:
    for entry in data(v1 / "en/pages.json")["pages"]:
        page = pages[entry["id"]]
        assert entry.items() <= page.items()
        assert len(page["text"].split()) == entry["words"]


def test_each_address_leads_to_a_file_of_the_site(site: Built, pages: dict[str, dict[str, Any]]) -> None:
    for page in pages.values():
        for field in ("url", "frame", "oembed", "source"):
            assert page[field].startswith(HOME)
            file = site.folder / page[field].removeprefix(HOME)
            assert (file if file.suffix else file / "index.html").is_file(), page[field]


def test_the_text_that_is_taken_is_known_elements_with_whole_addresses(pages: dict[str, dict[str, Any]]) -> None:
    every = set()
    for id, page in pages.items():
        root = html.fragment_fromstring(page["html"], create_parent="div")
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(set(ids)) == len(ids), id
        for element in root.iterdescendants():
            assert element.tag in KEPT, (id, element.tag)
            assert not {name for name in element.attrib if name in ("style", "src") or name.startswith("on")}, id
            assert (element.get("id") or f"plainwords-{id}-").startswith(f"plainwords-{id}-")
            assert all(kind.startswith("plainwords-") for kind in element.get("class", "").split()), id
            if element.tag == "a":
                href = element.get("href", "")
                assert href[1:] in ids if href.startswith("#") else urlsplit(href).scheme in ("https", "http", "tel"), (
                    id,
                    href,
                )
        every |= set(ids)
    assert len(every) == sum(page["html"].count(' id="') for page in pages.values()), "pages can stand on one page"


def test_what_must_go_with_a_text_stands_in_it(pages: dict[str, dict[str, Any]]) -> None:
    for id, page in pages.items():
        text = BeautifulSoup(page["html"], "lxml")
        said, joined = text.get_text(" ", strip=True), text.get_text()
        for must in (page["disclaimer"], "November 22, 2026", "No clinician has reviewed this page yet.", "CC BY 4.0"):
            assert must in said, (id, must)
        assert f'href="{page["url"]}"' in page["html"]
        assert page["licence"] == LICENCE
        assert page["url"] in page["attribution"]
        for source in page["sources"]:
            assert source["title"] in joined, (id, source["id"])


def test_a_drawing_is_told_in_words(pages: dict[str, dict[str, Any]]) -> None:
    page = pages["disease-types-mgus"]["html"]
    assert "<svg" not in page
    assert "<p>Picture: Three steps from top to bottom" in page
    assert "<figcaption>Each year, about 1 in 100 people with" in page


def test_each_page_and_term_leads_to_its_oembed(site: Built, pages: dict[str, dict[str, Any]], v1: Path) -> None:
    found = set()
    for path in site.paths():
        for link in site.page(path).select("link[type='application/json+oembed']"):
            place = str(link["href"]).removeprefix(HOME)
            found.add(Path(place).name)
            answer = data(site.folder / place)
            frame = BeautifulSoup(answer["html"], "lxml")
            quote = frame.select_one("blockquote a")
            assert quote is not None
            assert quote["href"] == HOME + path.removesuffix("index.html")
            shown = frame.select_one("blockquote + p > iframe")
            assert shown is not None
            assert shown["title"] == answer["title"] == quote.text
            assert shown["sandbox"] == "allow-scripts allow-popups allow-popups-to-escape-sandbox".split()
            assert (shown["loading"], shown["referrerpolicy"]) == ("lazy", "no-referrer")
            assert (site.folder / str(shown["src"]).removeprefix(HOME) / "index.html").is_file()
            assert set(found_tags(frame)) == {"blockquote", "p", "a", "iframe"}
    assert found == {path.name for path in (v1 / "en/oembed").iterdir()}
    assert {f"{id}.json" for id in pages} < found


def found_tags(soup: BeautifulSoup) -> list[str]:
    return [tag.name for tag in soup.find_all(True) if tag.name not in ("html", "body")]


# What stays


def offered(v1: Path) -> dict[str, Any]:
    """All addresses and fields that partners may use now."""
    every = {path.relative_to(v1).as_posix().removesuffix("index.html") for path in v1.rglob("*") if path.is_file()}
    pages = sorted(path.stem for path in (v1 / "en/page").glob("*.json"))
    terms = sorted(path.name for path in (v1 / "en/term").iterdir())
    every -= {f"en/{place.format(id)}" for places, ids in ((OF_A_PAGE, pages), (OF_A_TERM, terms)) for id in ids
              for place in places}  # fmt: skip
    fields: dict[str, set[str]] = {}
    note(fields, "terms.json", data(v1 / "en/terms.json"))
    note(fields, "pages.json", data(v1 / "en/pages.json"))
    note(fields, "versions.json", data(v1 / "versions.json"))
    for kind in ("page", "oembed"):
        for path in (v1 / "en" / kind).glob("*.json"):
            note(fields, kind, data(path))
    return {
        "files": sorted(every),
        "fields": sorted(f"{kind}: {name}" for kind, names in fields.items() for name in names),
        "pages": pages,
        "terms": terms,
    }


def note(fields: dict[str, set[str]], kind: str, it: dict[str, Any]) -> None:
    for name, value in it.items():
        fields.setdefault(kind, set()).add(name)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for each in value:
                note(fields, f"{kind} {name}", each)


def test_what_partners_use_is_recorded_and_still_there(v1: Path, request: pytest.FixtureRequest) -> None:
    now, path = offered(v1), ROOT / RECORD
    before = front_matter.read_yaml(path) if path.is_file() else {}
    if request.config.getoption("--write"):
        lines = [
            "# What partner sites may rely on: it only grows. `pytest tests/test_embed_data.py --write` adds to it."
        ]
        for kind, names in now.items():
            lines += ["", f"{kind}:", *(f'- "{name}"' for name in sorted({*names, *before.get(kind, ())}))]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        before = front_matter.read_yaml(path)
    gone = {kind: sorted(set(names) - set(now[kind])) for kind, names in before.items()}
    new = {kind: sorted(set(names) - set(before.get(kind, ()))) for kind, names in now.items()}
    assert not any(gone.values()), f"{gone}: partners use these: bring them back, or keep a file at their address"
    assert not any(new.values()), f"{new}: record them: pytest tests/test_embed_data.py --write adds to {RECORD}"


def test_the_record_itself_has_only_grown() -> None:
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip(f"this copy of the project has no history to compare {RECORD} with")
    now = (ROOT / RECORD).read_text(encoding="utf-8").splitlines()
    commits = run("git", "rev-list", "--full-history", "HEAD", "--", RECORD, cwd=ROOT).stdout.split()
    for commit in commits:
        shown = run("git", "show", f"{commit}:{RECORD}", cwd=ROOT)
        lost = {line for line in shown.stdout.splitlines() if line.startswith("- ")} - set(now)
        assert not lost, f"take them back: git log -p -- {RECORD}"


# A small site

SOURCE = Source("one", "The <tests>", "Us", DAY, "paper", url="https://one.example.org/?a=1&b=2")


def shown(text: str, uri: str = "part/page.md", **more: Any) -> Shown:
    path, due = Path("docs", uri), date(2028, 11, 22)
    made = Shown(path, uri, "A <page>", 'About "it".', text, DAY, due, None, [SOURCE], [])
    return replace(made, **more)


@pytest.fixture
def small(words: dict[str, Term]) -> Site:
    return Site("Small & us", "https://small.example.org/sub/", Renderer(), words, {}, "glossary", next_review)


def same(_: str, text: str) -> str:
    return text


def test_two_builds_give_the_same_bytes(small: Site) -> None:
    pages = [shown("<p>One.</p>"), shown("<p>Two.</p>", "two.md")]
    assert embed.files(small, pages, same) == embed.files(small, pages, same)


def test_the_hash_changes_with_whatever_a_partner_would_show(small: Site) -> None:
    page = shown("<p>One.</p>")
    others = [
        shown("<p>One!</p>"),
        shown("<p>One.</p>", title="Another"),
        shown("<p>One.</p>", reviewed=date(2026, 12, 1)),
        shown("<p>One.</p>", sources=[replace(SOURCE, note="New.")]),
        shown("<p>One.</p>", review=ClinicalReview("A B", "nurse", DAY)),
    ]
    hashes = {page_data(small, it)["hash"] for it in (page, *others)}
    assert len(hashes) == len(others) + 1
    assert page_data(small, page)["hash"] == page_data(small, shown("<p>One.</p>"))["hash"]


def test_a_review_is_told_as_it_was(small: Site) -> None:
    told = page_data(small, shown("<p>One.</p>", review=ClinicalReview("A B", "nurse", DAY)))
    assert told["clinical_review"] == {"name": "A B", "role": "nurse", "date": "2026-11-22"}
    assert "A B, nurse, November 22, 2026" in told["html"]
    assert "No clinician" not in told["html"]


def test_signs_of_markup_in_titles_and_sources_stay_text(small: Site) -> None:
    made = embed.files(small, [shown("<p>One.</p>")], same)
    for place in ("page/part-page/index.html", "page/part-page.json", "oembed/part-page.json"):
        assert not re.search(r"<(page|tests)>", made[f"embed/v1/en/{place}"].replace('"A <page>"', "").replace(
            '"The <tests>"', ""
        )), place  # fmt: skip
    assert "&lt;tests&gt;" in made["embed/v1/en/page/part-page.json"]


def test_ids_come_from_the_place_of_a_page() -> None:
    ids = [
        id_of(uri) for uri in ("index.md", "disease-types/mgus.md", "disease-types/index.md", "glossary/m-protein.md")
    ]
    assert ids == ["index", "disease-types-mgus", "disease-types", "glossary-m-protein"]


@pytest.mark.parametrize(
    ("uris", "message"),
    [
        (["a/b-c.md", "a-b/c.md"], "c.md: has the id 'a-b-c' for partner sites, as b-c.md has; rename one of the two"),
        (
            ["glossary-plasma.md"],
            "glossary-plasma.md: has the id 'glossary-plasma' for partner sites, as plasma.md has",
        ),
        (["Part/My page.md"], "My page.md: would be 'Part-My page' in the addresses for partner sites; use lower-case"),
    ],
)
def test_ids_that_cannot_be_are_told(small: Site, uris: list[str], message: str) -> None:
    with pytest.raises(ContentError, match=re.escape(message)):
        embed.files(small, [shown("<p>One.</p>", uri) for uri in uris], same)


def test_all_pages_that_cannot_be_shown_are_told_at_once(small: Site) -> None:
    bad = [shown("<video>Look here</video>", "a.md"), shown('<p><a href="javascript:x()">b</a></p>', "b.md")]
    with pytest.raises(ContentError) as told:
        embed.files(small, bad, same)
    assert str(told.value).splitlines() == [
        "2 problems in docs/:",
        "  a.md: holds <video>, which other sites cannot show: 'Look here'; write it as text, mark it 'no-print', or"
        " set 'embed: false'",
        "  b.md: links to 'javascript:x()', which is no address of the web; correct the link",
    ]


def test_a_glossary_on_a_site_of_any_kind_can_be_embedded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["embeds", str(tmp_path), "--folder", str(TESTS / "words"), "--name", "Any"]
    assert cli.main([*command, "--url", "https://any.example.org/"]) == 0
    terms = data(tmp_path / V1 / "en/terms.json")["terms"]
    assert terms[0]["url"] == f"https://any.example.org/words/{terms[0]['id']}/"
    assert (tmp_path / V1 / "en/term" / terms[0]["id"] / "index.html").is_file()
    assert f"files for {len(terms)} terms" in capsys.readouterr().out
    assert cli.main([*command, "--url", "any.example.org"]) == 1
    assert "--url is 'any.example.org'; write the whole address: https://…/" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<p style="color:red" onclick="x()" class="big">a</p>', "<p>a</p>"),
        ("<h1>Title</h1><p>a</p>", "<p>a</p>"),
        ('<h2 id="x">a<a class="headerlink" href="#x">#</a></h2>', '<h2 id="p-x">a</h2>'),
        ('<p><a href="../c/#d">a</a></p>', '<p><a href="https://here.example.org/a/c/#d">a</a></p>'),
        ('<p id="x"><a href="#x">a</a></p>', '<p id="p-x"><a href="#p-x">a</a></p>'),
        ('<p><a href="#elsewhere">a</a></p>', '<p><a href="https://here.example.org/a/b/#elsewhere">a</a></p>'),
        ('<p><a href="tel:+1800">a</a></p>', '<p><a href="tel:+1800">a</a></p>'),
        ("<p>a <span>b <small>c</small></span> d</p>", "<p>a b c d</p>"),
        ('<div class="admonition key"><p class="admonition-title">K</p></div>',
         '<div class="plainwords-box plainwords-key"><p class="plainwords-admonition-title">K</p></div>'),
        ('<li class="question"><input class="ask"><span class="ask-text" id="q">Why?</span></li>', "<li>Why?</li>"),
        ('<p><a class="term" href="../../g/x/" data-term="x">X</a></p>',
         '<p><a href="https://here.example.org/g/x/" class="plainwords-term" data-plainwords="x">X</a></p>'),
        ("<p>a</p><script>x()</script><template><p>b</p></template><!-- c --><p hidden>d</p>", "<p>a</p>"),
        ("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
        ('<figure class="drawing"><div><svg><title>T</title><desc>It &amp; more.</desc></svg></div></figure>',
         "<figure><div><p>Picture: It &amp; more.</p></div></figure>"),
    ],
)  # fmt: skip
def test_how_a_text_is_taken(source: str, expected: str) -> None:
    assert read(source, Manner(ADDRESS, "Picture:", "p-")) == expected


@pytest.mark.parametrize(
    "source", ["<iframe></iframe>", "<form></form>", '<p><img src="a.png"></p>', "<style>a</style>"]
)
def test_what_other_sites_cannot_show_is_an_error(source: str) -> None:
    with pytest.raises(NotForPartnersError, match="which other sites cannot show"):
        read(source, Manner(ADDRESS))
