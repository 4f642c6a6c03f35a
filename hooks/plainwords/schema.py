"""The keys of a term file, written once: the check, its messages and the template for new terms come from here."""

from typing import Literal, NamedTuple

SHORT_LIMIT = 160

CATEGORIES = (
    "disease",
    "cell & biology",
    "test",
    "staging",
    "drug",
    "drug class",
    "procedure",
    "side effect",
    "response",
    "people & services",
    "research",
)

Kind = Literal["text", "list", "date", "day", "flag", "review", "any"]


class Key(NamedTuple):
    """A key: its kind of value, whether it must be there, and what to write."""

    name: str
    kind: Kind
    required: bool
    write: str


KEYS = {
    key.name: key
    for key in (
        Key("term", "text", True, "write the word as it stands inside a sentence"),
        Key("forms", "list", False, "other names, spellings, abbreviations: [M-spike, paraprotein]"),
        Key("case", "text", False, "write 'exact' where the letters decide, or leave the key out"),
        Key("link", "flag", False, "write 'false' for a word too common to be marked, or leave the key out"),
        Key("except", "list", False, "phrases in which a form means something else: [protein shake]"),
        Key("say", "text", False, "how to say it: EM PROH-teen"),
        Key("short", "text", True, f"write one or two sentences of at most {SHORT_LIMIT} characters"),
        Key("category", "text", True, f"write one of: {', '.join(CATEGORIES)}"),
        Key("see", "list", False, "ids of related terms: [light-chain]"),
        Key("confused_with", "list", False, "ids of terms that people mix up with it: [monoclonal-antibody]"),
        Key("reference", "flag", False, "write 'true' for a term that no page need use, or leave the key out"),
        Key("sources", "list", True, "write the keys of its sources: [nci-dictionary]"),
        Key("reviewed", "date", True, "write the day of the last check against the sources: 2026-11-21"),
    )
}

SYNONYMS = {"glossary": "forms"}
"""Keys read as another one: `glossary` holds the aliases of a term in mkdocs-glossary-plugin."""

MEANT = {
    "id": "the file name is the id; leave the key out",
    "alias": "did you mean 'forms'?",
    "aliases": "did you mean 'forms'?",
    "synonyms": "did you mean 'forms'?",
    "abbreviation": "did you mean 'forms'?",
    "title": "did you mean 'term'?",
    "name": "did you mean 'term'?",
    "definition": "did you mean 'short'?",
    "description": "did you mean 'short'?",
    "summary": "did you mean 'short'?",
    "pronunciation": "did you mean 'say'?",
    "type": "did you mean 'category'?",
    "tags": "did you mean 'category'?",
    "related": "did you mean 'see'?",
    "exclude": "did you mean 'except'?",
    "source": "did you mean 'sources'?",
    "date": "did you mean 'reviewed'?",
    "updated": "did you mean 'reviewed'?",
    "autolink": "did you mean 'link'?",
}
"""What writers mean by keys that look nothing like ours."""
