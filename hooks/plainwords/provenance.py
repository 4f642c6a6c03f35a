"""How long a text may stand before it is checked against its sources again."""

from calendar import monthrange
from datetime import date

MONTHS = 24
MONTHS_FOR_TREATMENTS = 12
_TREATMENTS = ("treatments/", "relapse/", "drug", "drug class", "procedure")


def next_review(reviewed: date, about: str) -> date:
    """The day by which a text is due: a year after its last check for treatments, two years for the rest.

    `about` is the place of a page, or the category of a term.
    """
    return _later(reviewed, MONTHS_FOR_TREATMENTS if about.startswith(_TREATMENTS) else MONTHS)


def _later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
