"""One style sheet and one script a page, and nothing of the theme's that no page uses."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import minify
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

from plainwords import build

STYLE, SCRIPT, WORDS = "assets/site.css", "assets/site.js", "assets/words.js"
UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/images/", "partials/")
"""Where the theme keeps its own; our templates in docs/.overrides take none of it, or take it into the page."""

VENDOR = "assets/vendor/"
HEAD = Path(".overrides/partials/head.js")


@event_priority(-100)  # when the plugin has added its own
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Put style sheets and scripts together, each in the order of mkdocs.yml."""
    for file in [file for file in files if file.src_uri.startswith(UNUSED) and _is_the_themes(file, config)]:
        files.remove(file)
    style = minify.string("text/css", _taken(files, config.extra_css))
    script = minify.string("text/javascript", _taken(files, [str(script) for script in config.extra_javascript]))
    files.append(File.generated(config, STYLE, content=style))
    files.append(File.generated(config, SCRIPT, content=script))
    for file in [file for file in files if _is_script(file, config)]:
        small = minify.string("text/javascript", file.content_string)
        files.remove(file)
        files.append(File.generated(config, file.src_uri, content=small))
    words = build.of(config).render("words.js", words=build.of(config).render.words["browser"])
    files.append(File.generated(config, WORDS, content=words))
    config.extra_css = [f"{STYLE}?v={_hash(style)}"]
    config.extra["script"] = f"{SCRIPT}?v={_hash(script)}"


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """The script that stands in each page's head, without its comments."""
    env.globals["head_script"] = minify.string(
        "text/javascript", Path(config.docs_dir, HEAD).read_text(encoding="utf-8")
    )
    return env


def _taken(files: Files, paths: list[Any]) -> str:
    """The contents of files, which are then no files of their own any more."""
    taken = []
    for path in paths:
        file = files.src_uris[path]
        taken.append(file.content_string)
        files.remove(file)
    return "\n".join(taken)


def _is_the_themes(file: File, config: MkDocsConfig) -> bool:
    return file.src_dir != config.docs_dir and file.generated_by is None


def _is_script(file: File, config: MkDocsConfig) -> bool:
    """Whether it is a script of ours that is loaded when someone asks for it."""
    return file.src_dir == config.docs_dir and file.src_uri.endswith(".js") and not file.src_uri.startswith(VENDOR)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:10]
