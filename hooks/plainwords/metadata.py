"""What machines are told of a page: what it is in the words of schema.org, as JSON-LD."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Any

from plainwords.matcher import Matcher
from plainwords.pages import ClinicalReview
from plainwords.prose import Block
from plainwords.render import PageLink
from plainwords.terms import Term

ANSWERS = "common-questions/"
"""Pages here ask a question in their title and answer it before their first heading."""

ABOUT = ("about/", "check.md")
"""Pages here speak of the site itself, not of medicine."""

DISEASE = "disease"

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Described:
    """A page as machines are told of it. Addresses are absolute; `way` leads from the home page to this one."""

    url: str
    title: str
    description: str
    language: str
    way: tuple[PageLink, ...] = ()
    reviewed: date | None = None
    review: ClinicalReview | None = None


def json_ld(node: Mapping[str, Any]) -> str:
    """A node as text that may stand in a `script` element: no `<` can end the element or open a comment."""
    whole = {"@context": "https://schema.org", **node}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def page(about: Described, medical: bool, condition: str = "") -> Node:
    """A page; `condition` is the disease that it is about."""
    node: Node = {
        "@type": "MedicalWebPage" if medical else "WebPage",
        "name": about.title,
        "description": about.description,
        "url": about.url,
        "inLanguage": about.language,
    }
    if about.reviewed:
        node["lastReviewed"] = about.reviewed.isoformat()
    if about.review:
        node["reviewedBy"] = {"@type": "Person", "name": about.review.name, "jobTitle": about.review.role}
    if medical:
        node["audience"] = {"@type": "Patient"}
    if condition:
        node["about"] = {"@type": "MedicalCondition", "name": condition}
    if len(about.way) > 1:
        node["breadcrumb"] = {"@type": "BreadcrumbList", "itemListElement": _steps(about.way)}
    return node


def _steps(way: Iterable[PageLink]) -> list[Node]:
    return [
        {"@type": "ListItem", "position": position, "name": step.title, "item": step.url}
        for position, step in enumerate(way, 1)
    ]


def site(name: str, url: str) -> Node:
    """The site as a whole, which its home page is part of."""
    return {"@type": "WebSite", "name": name, "url": url, "license": "https://creativecommons.org/licenses/by/4.0/"}


def term(about: Term, url: str, terms: str) -> Node:
    """A term at its own address; `terms` is the address of the list that it stands in."""
    node: Node = {
        "@type": "DefinedTerm",
        "name": about.term,
        "termCode": about.id,
        "description": about.short,
        "url": url,
        "inDefinedTermSet": terms,
    }
    if about.forms:
        node["alternateName"] = list(about.forms)
    return node


def term_set(name: str, url: str) -> Node:
    """The list of all terms, which each of them names: it does not repeat them."""
    return {"@type": "DefinedTermSet", "name": name, "url": url}


def question(title: str, answer: str) -> Node:
    """A question and its answer."""
    return {"@type": "Question", "name": title, "acceptedAnswer": {"@type": "Answer", "text": answer}}


def short_answer(blocks: Iterable[Block]) -> str:
    """What a page says before its first heading below the title."""
    return " ".join(block.text for block in takewhile(lambda block: block.tag != "h2", blocks) if block.tag in "p li")


def condition_in(title: str, matcher: Matcher) -> str:
    """The first disease that a title names, by the name that the glossary gives it."""
    return next((match.term.term for match in matcher.find(title) if match.term.category == DISEASE), "")
