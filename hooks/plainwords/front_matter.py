"""Reads YAML, alone or at the head of a Markdown file, and says in plain words what is wrong with it."""

import json
import re
from pathlib import Path
from typing import Any

import yaml_rs

from plainwords.problems import ContentError, Problem

_YAML_ERROR = re.compile(r"(?:YAML parse error at line (?P<line>\d+).*?\n)?(?P<what>[^\n]*)\Z", re.DOTALL)


def read_text(path: str | Path) -> str:
    """The text of a UTF-8 file, with Unix line ends and without a byte order mark."""
    with open(path, "rb", buffering=0) as file:
        raw = file.read()
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"line {line} is not UTF-8 (byte 0x{raw[error.start]:02x}); save the file as UTF-8"
        raise ContentError([Problem(Path(path), message)]) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.removeprefix("\ufeff")


def read(path: str | Path, repeatable: str = "") -> tuple[dict[str, Any], str]:
    """Split a Markdown file into its front matter and its text.

    The key `repeatable` may stand several times, each time with one value; they are read as a list. Raises
    ContentError if the file is not UTF-8, has no front matter, or holds broken YAML.
    """
    text = read_text(path)
    end = text.find("\n---", 3)
    after = text.find("\n", end + 4)
    fence = text[end + 4 : after] if after > 0 else text[end + 4 :]
    if not text.startswith("---\n") or end < 0 or fence.strip():
        cure = "begin the file with a line '---', the keys, and a second line '---'"
        raise ContentError([Problem(Path(path), f"has no front matter; {cure}")])
    head = text[4 : end + 1]
    if repeatable and head.count(f"{repeatable}:") > 1:
        head = _collected(head, repeatable)
    return _mapping(path, head, first_line=2), text[after + 1 :] if after > 0 else ""


def _collected(head: str, key: str) -> str:
    """Make one list of the values of a repeated key; the lines that follow keep their numbers."""
    lines = re.compile(rf"^{key}:[ \t]*(.+)$", re.MULTILINE)
    values = [value if value[0] in "\"'" else json.dumps(value) for value in lines.findall(head)]
    return lines.sub("", lines.sub(lambda _: f"{key} : [{', '.join(values)}]", head, count=1))


def read_yaml(path: str | Path) -> dict[str, Any]:
    """Read a YAML file that holds one mapping; raises ContentError as `read` does."""
    return _mapping(path, read_text(path), first_line=1)


def _mapping(path: str | Path, text: str, first_line: int) -> dict[str, Any]:
    try:
        keys = yaml_rs.loads(text)
    except yaml_rs.YAMLDecodeError as error:
        raise ContentError([Problem(Path(path), _explain(str(error), first_line))]) from None
    if keys is None:
        return {}
    if not isinstance(keys, dict) or not all(type(key) is str for key in keys):
        raise ContentError([Problem(Path(path), "holds no keys; write lines such as 'key: value'")])
    return keys


def _explain(error: str, first_line: int) -> str:
    found = _YAML_ERROR.match(error)
    line, what = (found["line"], found["what"]) if found else (None, error)
    if what.startswith("duplicate mapping key: "):
        return f"key {what.removeprefix('duplicate mapping key: ')} stands twice; keep one"
    where = f" in line {int(line) + first_line - 1}" if line else ""
    cure = "put text that holds ': ' or begins with one of [ { * & @ ` % in double quotes"
    return f"broken YAML{where} ({what}); {cure}"
