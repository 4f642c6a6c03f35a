"""The site's own drawings, which stand in the pages as what they are."""

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from plainwords.drawings import DrawingExtension, load
from plainwords.problems import ContentError

FOLDER = "drawings"


def on_config(config: MkDocsConfig) -> None:
    """Read and check the drawings, and let pages show them."""
    try:
        drawings = load(Path(config.docs_dir, FOLDER))
    except ContentError as error:
        raise PluginError(str(error)) from None
    extensions: list[Any] = config.markdown_extensions
    extensions.append(DrawingExtension(drawings))
