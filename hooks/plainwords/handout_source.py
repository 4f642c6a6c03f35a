"""A part of a page as a whole document: Typst that `handout.typ` lays out."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from plainwords import qr
from plainwords.addresses import printed
from plainwords.handout import Edition, Guide, Part, merged
from plainwords.print_drawing import for_paper
from plainwords.render import Renderer
from plainwords.sources import Source
from plainwords.typst_code import array, call, string
from plainwords.typst_inline import Section
from plainwords.typst_markup import Reader


class Writer:
    """Writes the documents of a site."""

    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self.render = Renderer(guide.language)
        self.words: dict[str, Any] = self.render.words["handout"]
        self.reader = Reader(
            self._drawing, self.render.words["paper"]["read_next"], self.words["see"], self.words["tick"]
        )

    def _drawing(self, svg: str, caption: str) -> str:
        return for_paper(svg, caption, self.words["continued"])

    def document(self, part: Part, edition: Edition) -> str:
        """The Typst source of a part."""
        keys = cited(part.sections)
        named = ", ".join(f"{key}: {value}" for key, value in self._named(part, edition).items())
        lines = [
            '#import "/handout.typ": *',
            *numbered(keys),
            f"#show: handout.with({named})",
            *(line for section in part.sections for line in self.under(section.title, *section.blocks)),
        ]
        if terms := merged(section.terms for section in part.sections):
            lines += self.under(self.render.words["words_on_this_page"], self._words(terms))
        if keys:
            lines += self.under(self.render.words["sources"], self.works(keys))
        lines += self.under(self.render.words["status"], self._about(part))
        return "\n".join(lines)

    def _named(self, part: Part, edition: Edition) -> dict[str, str]:
        article, words = part.article, self.words
        foot = [
            words["foot"].format(day=self.render.day(article.reviewed), code=article.code),
            printed(article.address),
        ]
        return {
            "title": string(article.title),
            "part": string(words["part"].format(number=part.number, total=part.total)) if part.total > 1 else "none",
            "language": string(words["language"]),
            "description": string(article.description),
            "date": article.reviewed.strftime("datetime(year: %Y, month: %-m, day: %-d)"),
            "size": f"{edition.size}pt",
            "paper": string(edition.paper),
            "site": string(self.guide.site),
            "foot": array(string(line) for line in foot),
            "clinic": array(string(label) for label in words["clinic"]),
            "page-of": string(words["page_of"]),
        }

    @staticmethod
    def under(heading: str, *blocks: str) -> Iterator[str]:
        """Blocks below a heading."""
        if heading:
            yield f"#heading(level: 2, {string(heading)})"
        yield from (f"#{block}" for block in blocks)

    def _words(self, terms: Mapping[str, str]) -> str:
        rows = []
        for id, form in terms.items():
            term = self.guide.terms[id]
            here = "" if near(form, term.term) else f" ({self.render.words['here']}: {form})"
            say = f"{self.render.words['say']} {term.say}." if term.say else ""
            rows.append(array(string(it) for it in (term.term, here, term.short, say)))
        return call("words-table", array(string(head) for head in self.words["words_heads"]), array(rows))

    def works(self, keys: Iterable[str]) -> str:
        """The list of the works that notes lead to."""
        return call("notes", *(self._entry(self.guide.sources[key]) for key in keys))

    def _entry(self, source: Source) -> str:
        (section,) = self.reader.sections(self.render("source-entry.html", source=source), self.guide.check)
        return section.blocks[0]

    def _about(self, part: Part) -> str:
        article, words, render = part.article, self.render.words, self.render
        check = self.words["check"].split("{code}")
        code = call("box", string(article.code))
        lines = [
            string(f"{words['checked']}: {render.day(article.reviewed)}."),
            string(f"{words['next_check']}: {render.day(article.next_review)}."),
            string(f"{words['clinical_review']}: {article.review}"),
            string(f"{words['advice']} {words['country']}"),
            f" + {code} + ".join(string(piece.format(address=printed(self.guide.check))) for piece in check),
            string(self.words["online"].format(address=printed(article.address))),
            *(string(line) for line in self._next_part(part)),
        ]
        return call(
            "about", string(qr.svg(article.address)), string(self.words["qr"].format(address=article.address)), *lines
        )

    def _next_part(self, part: Part) -> Iterator[str]:
        for sections in part.all[part.number : part.number + 1]:
            name = self.words["part"].format(number=part.number + 1, total=part.total)
            yield f"{name}: {' · '.join(it.title for it in sections)}"


def cited(sections: Iterable[Section]) -> list[str]:
    """The keys of the works that some sections cite, in reading order."""
    return list(dict.fromkeys(key for section in sections for key in section.sources))


def numbered(keys: Iterable[str]) -> Iterator[str]:
    """The numbers of notes, for a document that cites these works in this order."""
    numbers = "".join(f"{string(key)}: {string(str(number))}, " for number, key in enumerate(keys, 1)) or ":"
    yield f"#let numbers = ({numbers})"
    yield '#let notes-of(..keys) = note(keys.pos().map(key => numbers.at(key)).join(",\\u{a0}"))'


def near(form: str, term: str) -> bool:
    """Whether a reader who has met the one finds the other: they differ in an ending only."""
    form, term = form.casefold(), term.casefold()
    shorter, longer = sorted((form, term), key=len)
    return longer.startswith(shorter) and len(longer) - len(shorter) <= 2
