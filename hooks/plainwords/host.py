"""What the caller of Python-Markdown lets an extension know of the page that is being written."""

from posixpath import dirname, relpath
from typing import Any

from markdown import Markdown


def opted_out(md: Markdown) -> bool:
    """Whether the page's head says `glossary: false`, as the `meta` extension or Zensical has read it."""
    said = _meta(md).get("glossary")
    return said is False or (isinstance(said, list) and [str(value).lower() for value in said] == ["false"])


def prefix_from_page(md: Markdown, prefix: str) -> str:
    """A prefix that begins at the root of the pages, as seen from the page where that is known.

    MkDocs resolves `/glossary/x.md` by its option `absolute_links`; Zensical has no such option.
    """
    page = _zensical_page(md)
    if page is None or not prefix.startswith("/"):
        return prefix
    return relpath(prefix.strip("/") or ".", dirname(page.path) or ".") + "/"


def own_term(md: Markdown, prefix: str) -> str:
    """The id of the term whose own page it is, where that is known."""
    page = _zensical_page(md)
    folder = prefix.strip("/") + "/"
    if page is None or not page.path.startswith(folder):
        return ""
    return str(page.path).removeprefix(folder).removesuffix(".md")


def _meta(md: Markdown) -> dict[str, Any]:
    page = _zensical_page(md)
    meta: dict[str, Any] = page.meta if page else getattr(md, "Meta", {})
    return meta


def _zensical_page(md: Markdown) -> Any:
    """The page as Zensical describes it to extensions: `path` among the pages, `meta` from its head."""
    if "rendering_context" not in md.preprocessors:
        return None
    return getattr(md.preprocessors["rendering_context"], "page", None)
