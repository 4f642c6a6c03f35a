"""Tables on a small screen: what a style sheet and a screen reader need to know of each cell."""

import markdown
from bs4 import BeautifulSoup, Tag


def table(text: str) -> Tag:
    found = BeautifulSoup(
        markdown.markdown(text, extensions=["tables", "smarty", "attr_list", "plainwords.tables"]), "lxml"
    ).table
    assert found
    return found


def test_a_cell_of_a_wide_table_names_its_column() -> None:
    wide = table("| Name | What it's for | Cost |\n| - | - | - |\n| **A** | pain | none |\n")
    assert [head["scope"] for head in wide.select("thead th")] == ["col"] * 3
    assert [cell.get("data-label") for cell in wide.find_all("td")] == [None, "What it’s for", "Cost"]
    assert wide["class"] == ["stacks"]


def test_two_columns_stay_a_table_as_long_as_letters_are_not_very_large() -> None:
    narrow = table("| Name | Cost |\n| - | - |\n| A | none |\n")
    assert narrow["class"] == ["stacks-late"]
    assert [cell.get("data-label") for cell in narrow.find_all("td")] == [None, "Cost"]
