"""Tables as people have them: what is read is what is meant, or it is refused with its place."""

from __future__ import annotations

import pytest

from gdviz.documents.errors import DocumentError
from gdviz.documents.tables.table import parse_table
from gdviz.engine import Dataset, LogLoss, optimum
from tests.engine.samples import HOURS

ROWS = [f"{x:g},{y:g}" for x, y in zip(HOURS.x.tolist(), HOURS.y.tolist(), strict=True)]


def is_hours(data: Dataset) -> bool:
    best = optimum(LogLoss(data))
    return best is not None and best.beta.tolist() == pytest.approx([-4.07771343, 1.50464543])


def table(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def refused(text: str, *features: str) -> str:
    with pytest.raises(DocumentError) as error:
        parse_table(text, "t", features)
    assert len(str(error.value)) <= 200
    return str(error.value)


@pytest.mark.parametrize("head", ["#hours,passed", "# hours,passed"])
def test_a_header_may_begin_with_a_hash(head: str) -> None:
    data = parse_table(table(head, *ROWS))
    assert (data.feature_names, data.label_name) == (("hours",), "passed")
    assert is_hours(data)


@pytest.mark.parametrize("first", [0, 10])
def test_rows_that_begin_with_a_hash_are_rows(first: int) -> None:
    rows = [f"{'#' * (i >= first)}{i},{row}" for i, row in enumerate(ROWS)]
    data = parse_table(table("id,hours,passed", *rows), "t", ("hours",))
    assert is_hours(data)


@pytest.mark.parametrize(
    "comment", ["# measured in spring", "# from Smith, 2009", "#", "#note", "# a, b, c, d"]
)
@pytest.mark.parametrize("place", [0, 1, 9])
def test_a_comment_is_still_a_comment(comment: str, place: int) -> None:
    lines = ["hours,passed", *ROWS]
    lines.insert(place, comment)
    data = parse_table(table(*lines))
    assert (data.feature_names, data.label_name) == (("hours",), "passed")
    assert is_hours(data)


@pytest.mark.parametrize("mark", ["\t", ";", "|"])
def test_a_comma_before_three_digits_beside_hundreds_is_between_thousands(mark: str) -> None:
    rows = [f"{x}{mark}{i % 2}" for i, x in enumerate(["850", "920", "1,050", "980", "1,200"])]
    data = parse_table(table(f"rent{mark}left", *rows))
    assert data.x.tolist() == [850, 920, 1050, 980, 1200]


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1,5", "2,25", "3"], [1.5, 2.25, 3]),
        (["0,125", "0,250", "0,375"], [0.125, 0.25, 0.375]),
        (["1,234,567", "2,000", "3,000"], [1234567, 2000, 3000]),
        (["1,234.5", "2,000", "1"], [1234.5, 2000, 1]),
        (["1,050", "2,5", "3"], [1.05, 2.5, 3]),
        (["−1,050", "−850", "920"], [-1050, -850, 920]),
    ],
)
def test_what_a_comma_means(cells: list[str], values: list[float]) -> None:
    rows = [f"{cell};{i % 2}" for i, cell in enumerate(cells)]
    assert parse_table(table("x;y", *rows)).x.tolist() == values


@pytest.mark.parametrize("cells", [["10,000", "15,000", "20,000"], ["1,125", "2", "3,250"]])
def test_a_comma_that_may_be_either_is_refused(cells: list[str]) -> None:
    rows = [f"{cell};{i % 2}" for i, cell in enumerate(cells)]
    said = refused(table("salary;bought", *rows))
    plain = cells[0].replace(",", "")
    assert said.startswith(f"t, line 2, column 1 “salary”: “{cells[0]}” may be ")
    assert f"or {plain}; write the column without such commas" in said


def test_so_is_a_label_like_that_for_the_order_of_the_classes_hangs_on_it() -> None:
    assert "“1,000” may be 1.000 or 1000" in refused(table("x;y", "1;1,000", "2;2"))


@pytest.mark.parametrize("missing", ["NA", "NaN", "n/a", "None", "#N/A"])
def test_a_missing_label_is_no_class(missing: str) -> None:
    rows = [f"{i},{missing if i % 3 else 1}" for i in range(9)]
    said = refused(table("hours,passed", *rows))
    assert said == (
        f"t, line 3, column 2 “passed”: “{missing}”: 6 labels, this is the first, are missing;"
        " fill in or delete those lines."
    )


@pytest.mark.parametrize(("one", "other"), [("+", "-"), ("yes", "?")])
def test_two_signs_may_be_classes(one: str, other: str) -> None:
    rows = [f"{i},{one if i % 2 else other}" for i in range(6)]
    data = parse_table(table("hours,test", *rows))
    assert set(data.class_names) == {one, other}


def test_a_mark_beside_two_classes_is_a_missing_label() -> None:
    said = refused(table("x,y", "1,yes", "2,no", "3,?", "4,no"))
    assert "“?”: this label is missing" in said


@pytest.mark.parametrize(
    "text",
    [
        table("hours,passed", *(f"{row}," for row in ROWS)),
        table("hours,passed,", *(f"{row}," for row in ROWS)),
        table("hours,passed,", *ROWS),
        table("'hours','passed'", *ROWS),
        table("% Andrew Ng's exercise", "hours,passed", *ROWS),
        table("// notes, of somebody", "hours,passed", *ROWS),
        table("sep=;", "hours;passed", *(row.replace(",", ";").replace(".", ",") for row in ROWS)),
    ],
)
def test_what_other_programs_add_is_no_data(text: str) -> None:
    data = parse_table(text)
    assert (data.feature_names, data.label_name) == (("hours",), "passed")
    assert is_hours(data)


def test_the_names_of_rows_that_r_writes_have_no_name() -> None:
    rows = [f'"{i}",{row}' for i, row in enumerate(ROWS, start=1)]
    data = parse_table(table('"hours","passed"', *rows), "t", ("hours",))
    assert (data.feature_names, data.label_name) == (("hours",), "passed")
    assert is_hours(data)


def test_a_name_may_have_a_line_break() -> None:
    data = parse_table(table('"hours', 'studied",passed', *ROWS))
    assert (data.feature_names, data.label_name) == (("hours studied",), "passed")
    assert is_hours(data)


def test_a_title_is_refused_with_the_remedy() -> None:
    said = refused(table("Results of the spring term", "hours,passed", *ROWS))
    assert said.startswith("t, line 1: it has one column, the lines below have more; delete it")
    data = parse_table(table("# Results of the spring term", "hours,passed", *ROWS))
    assert is_hours(data)


@pytest.mark.parametrize("second", ["(h),(0/1)", "Stunden,bestanden"])
def test_units_and_a_second_header_are_refused_with_the_remedy(second: str) -> None:
    said = refused(table("hours,passed", second, *ROWS))
    assert said.startswith("t, line 2, column 1 “hours”: ")
    assert said.endswith("is not a number; delete the line if it holds units or a second header.")


@pytest.mark.parametrize("gap", [" ", "   "])
def test_blanks_may_be_between_the_columns(gap: str) -> None:
    rows = [f"  {row.replace(',', gap)} " for row in ROWS]
    data = parse_table(table(f"hours{gap}passed", *rows))
    assert (data.feature_names, data.label_name) == (("hours",), "passed")
    assert is_hours(data)


def test_missing_values_are_counted() -> None:
    rows = [row if i % 4 else f".,{row[-1]}" for i, row in enumerate(ROWS)]
    assert refused(table("hours,passed", *rows)) == (
        "t, line 2, column 1 “hours”: “.”: 5 values, this is the first, are missing;"
        " fill in or delete those lines."
    )
