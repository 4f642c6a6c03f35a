"""A booklet as a whole document: Typst that `booklet.typ` lays out."""

from collections.abc import Iterator, Mapping, Sequence

from plainwords import qr
from plainwords.addresses import printed
from plainwords.booklet import Booklet
from plainwords.handout import Article, Edition
from plainwords.handout_source import Writer, cited, near, numbered
from plainwords.typst_code import array, call, string
from plainwords.typst_inline import Section

GLOSSARY, SOURCES, NOTES = "glossary", "sources", "notes"


class Binder:
    """Writes the booklets of a site."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.words = writer.render.words["booklet"]

    def document(self, booklet: Booklet, edition: Edition) -> str:
        """The Typst source of a booklet; raises NotForPaperError."""
        read = {it: self.writer.reader.sections(it.text, it.address) for it in booklet.articles}
        sections = [section for found in read.values() for section in found]
        keys, forms = cited(sections), _forms(sections)
        places = "".join(f"{string(it.address)}: <{_label(it.place)}>, " for it in booklet.articles)
        named = ", ".join(f"{key}: {value}" for key, value in self._named(booklet, edition).items())
        lines = [
            '#import "/booklet.typ": *',
            *numbered(keys),
            f"#let places = ({places})",
            f"#let link = link-to.with(places, {string(self.words['to_page'])})",
            "#let address = address-of.with(places)",
            f"#show: booklet.with({named})",
            f"#contents({string(self.words['contents'])})",
        ]
        for number, chapter in enumerate(booklet.chapters, 1):
            lines.append(f"#chapter({string(chapter.title)}, <chapter-{number}>)")
            for article in chapter.articles:
                lines += self._page(article, read[article])
        if forms:
            lines += [f"#chapter({string(self.words['glossary'])}, <{GLOSSARY}>)", f"#{self._glossary(forms)}"]
        if keys:
            lines.append(f"#chapter({string(self.writer.render.words['sources'])}, <{SOURCES}>)")
            lines.append(f"#{self.writer.works(keys)}")
        lines.append(f"#room-for-notes({string(self.words['notes'])}, <{NOTES}>, {string(self.words['bring'])})")
        return "\n".join(lines)

    def _page(self, article: Article, sections: Sequence[Section]) -> Iterator[str]:
        checked = self.words["page_checked"].format(
            day=self.writer.render.day(article.reviewed), code=article.code, review=article.review
        )
        yield f"#opened({string(article.title)}, <{_label(article.place)}>, {string(checked)})"
        for section in sections:
            yield from self.writer.under(section.title, *section.blocks)

    def _named(self, booklet: Booklet, edition: Edition) -> dict[str, str]:
        words, guide, day = self.writer.words, self.writer.guide, self.writer.render.day
        articles = booklet.articles
        first, due = min(it.reviewed for it in articles), min(it.next_review for it in articles)
        checked = self.words["checked"].format(day=day(first))
        general = self.writer.render.words
        about = [
            f"{checked}. {self.words['codes'].format(address=printed(guide.check))}",
            f"{self.words['due'].format(day=day(due))}",
            f"{general['advice']} {general['country']}",
            self.words["online"].format(address=printed(guide.home)),
        ]
        return {
            "site": string(guide.site),
            "title": string(self._title(booklet)),
            "description": string(booklet.description),
            "language": string(words["language"]),
            "date": max(it.reviewed for it in articles).strftime("datetime(year: %Y, month: %-m, day: %-d)"),
            "size": f"{edition.size}pt",
            "paper": string(edition.paper),
            "foot": array(string(line) for line in (checked, printed(guide.home))),
            "clinic": array(string(label) for label in words["clinic"]),
            "page-of": string(words["page_of"]),
            "qr": string(qr.svg(guide.home)),
            "qr-alt": string(words["qr"].format(address=guide.home)),
            "about": array(string(line) for line in about),
        }

    def _title(self, booklet: Booklet) -> str:
        part = self.writer.words["part"].format(number=booklet.number, total=booklet.total)
        return f"{booklet.title}, {part[0].lower()}{part[1:]}" if booklet.total > 1 else booklet.title

    def _glossary(self, forms: Mapping[str, Sequence[str]]) -> str:
        general, entries = self.writer.render.words, []
        terms = sorted((self.writer.guide.terms[id] for id in forms), key=lambda term: term.term.casefold())
        for term in terms:
            others: list[str] = []
            for form in forms[term.id]:
                if not any(near(form, known) for known in (term.term, *others)):
                    others.append(form)
            here = f" ({general['here']}: {', '.join(others)})" if others else ""
            say = f"{general['say']} {term.say}." if term.say else ""
            entries.append(array(string(it) for it in (term.id, term.term, here, term.short, say)))
        return call("glossary", string(self.words["page"]), string(self.words["pages"]), *entries)


def _forms(sections: Sequence[Section]) -> dict[str, list[str]]:
    """What the terms of some sections are called there."""
    forms: dict[str, list[str]] = {}
    for section in sections:
        for id, form in section.terms.items():
            forms.setdefault(id, []).append(form)
    return forms


def _label(place: str) -> str:
    return f"page-{place.replace('/', '-')}"
