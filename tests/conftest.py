"""What the tests share: the words of the test glossary, the built site, a browser."""

from pathlib import Path

import pytest
from hypothesis import settings

from plainwords.matcher import Matcher
from plainwords.terms import Term, load

TESTS = Path(__file__).parent
ROOT = TESTS.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write", action="store_true", help="write the expected results anew, to be read in the diff")


@pytest.fixture(scope="session")
def words() -> dict[str, Term]:
    return load(TESTS / "words")


@pytest.fixture(scope="session")
def matcher(words: dict[str, Term]) -> Matcher:
    return Matcher(words)


settings.register_profile("quick", deadline=None, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=3000)
settings.load_profile("quick")
