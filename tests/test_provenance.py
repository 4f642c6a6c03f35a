"""When a text is due for its next check."""

from datetime import date

import pytest

from plainwords.provenance import next_review


@pytest.mark.parametrize(
    ("reviewed", "about", "due"),
    [
        (date(2026, 11, 22), "disease-types/mgus.md", date(2028, 11, 22)),
        (date(2026, 11, 22), "treatments/stem-cell-transplant.md", date(2027, 11, 22)),
        (date(2026, 11, 22), "relapse/relapsed-and-refractory.md", date(2027, 11, 22)),
        (date(2026, 11, 22), "drug", date(2027, 11, 22)),
        (date(2026, 11, 22), "test", date(2028, 11, 22)),
        (date(2024, 2, 29), "procedure", date(2025, 2, 28)),
        (date(2026, 12, 31), "disease", date(2028, 12, 31)),
    ],
)
def test_treatments_are_due_after_a_year_and_the_rest_after_two(reviewed: date, about: str, due: date) -> None:
    assert next_review(reviewed, about) == due
