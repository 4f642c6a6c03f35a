"""Reads a YAML file of entries, each under a key of its own and with the same closed set of keys."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from plainwords import front_matter, values
from plainwords.problems import ContentError, Problem
from plainwords.schema import Key

Check = Callable[[Mapping[str, Any]], Iterator[str]]
"""Says what is wrong with the values of an entry, beyond their kinds."""


def read(
    path: Path, keys: Mapping[str, Key], check: Check, meant: Mapping[str, str] | None = None
) -> tuple[dict[str, dict[str, Any]], list[Problem]]:
    """The sound entries, in their order, and the problems of all; `meant` is that of `values.read`."""
    try:
        entries = front_matter.read_yaml(path)
    except ContentError as error:
        return {}, error.problems
    sound: dict[str, dict[str, Any]] = {}
    problems = []
    for key, entry in entries.items():
        given, messages = _read_entry(key, entry, keys, check, meant or {})
        problems += [Problem(path, f"{key}: {message}") for message in messages]
        if not messages:
            sound[key] = given
    return sound, problems


def _read_entry(
    key: str, entry: Any, keys: Mapping[str, Key], check: Check, meant: Mapping[str, str]
) -> tuple[dict[str, Any], list[str]]:
    if not isinstance(entry, Mapping):
        *most, last = [name for name, it in keys.items() if it.required]
        return {}, [f"holds no keys; write {', '.join(most)} and {last} below it"]
    given, messages = values.read(entry, keys, meant)
    if not values.is_slug(key):
        messages.append(f"is no key; use lower-case letters, digits and hyphens only, such as '{values.slug(key)}'")
    return given, [*messages, *check(given)]
