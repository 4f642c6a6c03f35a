"""Reads the values of a closed set of keys, and says what a writer has to mend in them."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from plainwords.schema import Key, Kind

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
_EARLIEST = date(2000, 1, 1)


def read(
    keys: Mapping[str, Any], known: Mapping[str, Key], meant: Mapping[str, str]
) -> tuple[dict[str, Any], list[str]]:
    """Read the known keys: texts as str, lists as tuples of str, dates and flags; return them and all problems.

    `meant` says what a writer means by keys that look like none of the known ones.
    """
    given: dict[str, Any] = {}
    problems = []
    for name, value in keys.items():
        key = known.get(name)
        if key is None:
            problems.append(f"unknown key '{name}'{_meant(name, known, meant)}")
            continue
        try:
            given[name] = _READ[key.kind](value)
        except ValueError as error:
            problems.append(f"'{name}' {error}; {key.write}")
    for key in known.values():
        if key.required and key.name not in keys:
            problems.append(f"'{key.name}' is missing; {key.write}")
    return given, problems


def _meant(name: str, known: Mapping[str, Key], meant: Mapping[str, str]) -> str:
    if name.lower() in meant:
        return f"; {meant[name.lower()]}"
    return did_you_mean(name, known) or f"; the keys are: {', '.join(known)}"


def did_you_mean(name: str, known: Collection[str]) -> str:
    """The nearest known name as the end of a message, or nothing."""
    from difflib import get_close_matches  # only a mistake needs it, and each build would wait for it

    near = get_close_matches(name.lower(), known, n=1, cutoff=0.6)
    return f"; did you mean '{near[0]}'?" if near else ""


def unknown(
    where: str, keys: Iterable[str], known: Collection[str], place: str = "the list of sources"
) -> Iterator[str]:
    """Say which keys are not known in a place."""
    for key in keys:
        if key not in known:
            hint = did_you_mean(key, known) or "; add it there, or correct the key"
            yield f"{where} '{key}', which is not in {place}{hint}"


def is_slug(name: str) -> bool:
    """Whether a name is fit for an address: lower-case letters and digits, single hyphens between them."""
    return bool(_SLUG.fullmatch(name))


def slug(text: str) -> str:
    """The address for a text: 'Waldenström macroglobulinemia' becomes 'waldenstrom-macroglobulinemia'."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(_not_text(value))
    text = " ".join(value.split()) if "\n" in value or "  " in value else value.strip()
    if not text:
        raise ValueError("is empty")
    return text


def _not_text(value: Any) -> str:
    if value is None:
        return "is empty"
    if isinstance(value, list | dict):
        return "must be one text, not a list"
    return f"is '{value}', which YAML takes for {_kind(value)}; put it in quotes"


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    return "a date" if isinstance(value, date) else "a number"


def _list(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        raise ValueError(f"must be a list: [{value}]")
    if not isinstance(value, list):
        raise ValueError("must be a list")
    if not value:
        raise ValueError("is empty")
    try:
        return tuple(dict.fromkeys(map(_text, value)))
    except ValueError as error:
        raise ValueError(f"has an entry that {error}") from None


def _date(value: Any) -> date:
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"is '{value}', which is no date") from None
    if value is None:
        raise ValueError("is empty")
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError(f"is '{value}', which is no date")
    if value < _EARLIEST:
        raise ValueError(f"is '{value}', which is too long ago to be true")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"is '{value}', which is neither true nor false")
    return value


def _day(value: Any) -> str:
    """A date as exact as it is known: day, month or year."""
    text = value.isoformat() if isinstance(value, date) else value
    if not isinstance(text, str):
        raise ValueError(_not_text(value))
    if not _DAY.fullmatch(text):
        raise ValueError(f"is '{text}', which is no date")
    try:
        date.fromisoformat(f"{text}-01-01"[:10])  # "2025" and "2025-11" stand for their first day
    except ValueError:
        raise ValueError(f"is '{text}', which is no date") from None
    return text


def _review(value: Any) -> dict[str, Any] | None:
    if value == "none":
        return None
    if not isinstance(value, dict) or sorted(value) != ["date", "name", "role"]:
        raise ValueError(f"is '{value}'")
    return {"name": _text(value["name"]), "role": _text(value["role"]), "date": _date(value["date"])}


def _any(value: Any) -> Any:
    return value


_READ: dict[Kind, Callable[[Any], Any]] = {
    "text": _text,
    "list": _list,
    "date": _date,
    "day": _day,
    "flag": _flag,
    "review": _review,
    "any": _any,
}
