"""Plain text as Markdown."""

import re

from plainwords.terms import Term

_SIGNS = re.compile(r"[\\`*_{}\[\]]|^[-+#]", re.MULTILINE)


def term_text(term: Term) -> str:
    """The Markdown of a term's page: the short text, then the long one."""
    return f"{escape(term.short)}\n\n{term.body}\n"


def escape(text: str) -> str:
    """Keep the signs of a plain text from being read as Markdown."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SIGNS.sub(r"\\\g<0>", text)
