"""Fills the templates: what depends on a language stands in `templates/LANGUAGE.yml`, nothing of it in code."""

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from plainwords import front_matter
from plainwords.addresses import breakable, printed
from plainwords.terms import Term

_TEMPLATES = files("plainwords") / "templates"


class TermLink(NamedTuple):
    """A term as a page points to it: `form` is what the page calls it, where that is another name."""

    term: Term
    url: str
    form: str = ""


class PageLink(NamedTuple):
    """A page as another one points to it."""

    title: str
    url: str


class Renderer:
    """Fills templates in one language."""

    def __init__(self, language: str = "en") -> None:
        self.words = _words(language)
        self._environment = Environment(
            loader=PackageLoader("plainwords"),
            autoescape=select_autoescape(["html", "xml"]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.filters["day"] = self.day
        self._environment.filters["short"] = printed
        self._environment.filters["breakable"] = breakable
        self._environment.globals["words"] = self.words

    def __call__(self, template: str, **values: Any) -> str:
        """Fill a template of the package."""
        return self._environment.get_template(template).render(**values)

    def day(self, value: date | str) -> str:
        """A date as it is written in the language; '2025-11' and '2025' stay as exact as they are."""
        parts = str(value).split("-")
        named = {"year": parts[0]}
        if len(parts) > 1:
            named["month"] = self.words["months"][int(parts[1]) - 1]
        if len(parts) > 2:
            named["day"] = str(int(parts[2]))
        return str(self.words["dates"][len(parts) - 1]).format(**named)


def languages() -> list[str]:
    """The languages that there are words for."""
    return sorted(file.name.removesuffix(".yml") for file in _TEMPLATES.iterdir() if file.name.endswith(".yml"))


@cache
def _words(language: str) -> dict[str, Any]:
    with_path = _TEMPLATES / f"{language}.yml"
    return front_matter.read_yaml(str(with_path))
