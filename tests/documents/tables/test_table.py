from pathlib import Path

import numpy as np
import pytest

from gdviz.documents.errors import DocumentError
from gdviz.documents.tables.table import columns_of, parse_table, read_dataset

SIMPLE = "hours,passed\n0.5,0\n1.25,0\n2,1\n"


def written(tmp_path: Path, content: str | bytes, name: str = "data.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_file_becomes_a_data_set(tmp_path: Path) -> None:
    data = read_dataset(written(tmp_path, SIMPLE))
    assert data.x.tolist() == [0.5, 1.25, 2.0]
    assert data.y.tolist() == [0.0, 0.0, 1.0]
    assert (data.feature_names, data.label_name) == (("hours",), "passed")
    assert data.class_names == ("0", "1")


@pytest.mark.parametrize(
    "text",
    [
        "hours;passed\n0.5;0\n1.25;0\n2;1\n",
        "hours;passed\n0,5;0\n1,25;0\n2;1\n",
        "hours\tpassed\n0,5\t0\n1,25\t0\n2\t1\n",
        "hours|passed\n0.5|0\n1.25|0\n2|1\n",
        '"hours", "passed"\n"0.5", "0"\n"1.25", "0"\n"2", "1"',
        "# about\n\nhours,passed\n\n0.5,0\n  # half way\n1.25,0\n   \n2,1\n,\n",
        "hours,passed\r\n0.5,0\r\n1.25,0\r\n2,1\r\n",
        "hours,passed\r0.5,0\r1.25,0\r2,1",
        "\ufeffhours,passed\n0.5,0\n1.25,0\n2,1\n",
        "hours,passed\n 0.5 , 0\n1.25e0,0\n2,1\n",
    ],
)
def test_however_it_is_written(tmp_path: Path, text: str) -> None:
    assert read_dataset(written(tmp_path, text)) == parse_table(SIMPLE)


def test_without_a_header_columns_are_numbered(tmp_path: Path) -> None:
    path = written(tmp_path, "0,5;0\n1,25;0\n2;1\n", "data.txt")
    data = read_dataset(path)
    assert data.x.tolist() == [0.5, 1.25, 2.0]
    assert columns_of(path) == ("column 1", "column 2")
    assert data.feature_names == ("column 1",)


def test_windows_and_utf_16_letters(tmp_path: Path) -> None:
    table = "Größe\tjünger\n1\t0\n2\t1\n"
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        data = read_dataset(written(tmp_path, table.encode(encoding), "data.tsv"))
        assert (data.feature_names, data.label_name) == (("Größe",), "jünger")


@pytest.mark.parametrize(
    ("cells", "y", "names"),
    [
        (["no", "yes", "no"], [0, 1, 0], ("no", "yes")),
        (["10", "9", "9"], [1, 0, 0], ("9", "10")),
        (["1", "-1", "1.0"], [1, 0, 1], ("−1", "1")),
        (["1", "1", "1"], [1, 1, 1], ("0", "1")),
        (["2", "2", "2"], [0, 0, 0], ("2", "not 2")),
        (["ill", "ill", "ill"], [0, 0, 0], ("ill", "not ill")),
    ],
)
def test_two_values_become_0_and_1(cells: list[str], y: list[int], names: tuple[str, str]) -> None:
    data = parse_table("x,label\n" + "".join(f"{i},{cell}\n" for i, cell in enumerate(cells)))
    assert data.y.tolist() == y
    assert data.class_names == names


@pytest.mark.parametrize(
    ("cells", "y", "names"),
    [
        (["10,5", "9,5"], [1, 0], ("9.5", "10.5")),
        (["1.5", "−2"], [1, 0], ("−2", "1.5")),
        (["yes", "yes"], [0, 0], ("yes", "not yes")),
        (["0,0", "0,0"], [0, 0], ("0", "1")),
        (["1,0", "0"], [1, 0], ("0", "1")),
    ],
)
def test_labels_with_a_decimal_comma(
    cells: list[str], y: list[int], names: tuple[str, str]
) -> None:
    data = parse_table("x;label\n" + "".join(f"{i};{cell}\n" for i, cell in enumerate(cells)))
    assert data.y.tolist() == y
    assert data.class_names == names


@pytest.mark.parametrize(
    ("cells", "line", "words"),
    [
        (["0", "1", "2", "3"], 4, "“2” is a third label beside “0” and “1”"),
        (["3", "3", "1", "2", "0"], 5, "“2” is a third label beside “3” and “1”"),
        (["b", "a", "b", "d", "c"], 5, "“d” is a third label beside “b” and “a”"),
        (["b", "1", "2", "2"], 4, "“2” is a third label beside “b” and “1”"),
        ([" 5", "6 ", " 7 ", "8"], 4, "“7” is a third label beside “5” and “6”"),
    ],
)
def test_of_many_labels_the_third_is_the_one_that_is_named(
    cells: list[str], line: int, words: str
) -> None:
    rows = "".join(f"{i},{cell}\n" for i, cell in enumerate(cells))
    with pytest.raises(DocumentError, match=f"^clipboard, line {line}, column 2 “y”: {words}"):
        parse_table(f"x,y\n{rows}")


def test_columns_by_name_and_number() -> None:
    table = "city,age,Income (k€),age group,bought\nA,30,1.5,1,0\nB,40,2.5,2,1\n"
    data = parse_table(table, features=["income (k€)", "2"], label="bought")
    assert data.x.tolist() == [[1.5, 30.0], [2.5, 40.0]]
    assert data.feature_names == ("Income (k€)", "age")
    assert parse_table(table, features=["2"], label="1").class_names == ("A", "B")
    assert parse_table("y,x\n0,5\n1,6\n", label="y").x.tolist() == [5.0, 6.0]


def test_all_but_the_label_are_features() -> None:
    data = parse_table("a,b,y\n1,2,0\n3,4,1\n")
    assert data.x.shape == (2, 2)
    assert data.feature_names == ("a", "b")


def test_a_linear_model_takes_labels_as_numbers() -> None:
    data = parse_table("x;y\n1;2,5\n2;3\n3;4,5\n", labels_are_numbers=True)
    assert data.y.tolist() == [2.5, 3.0, 4.5]
    assert parse_table("x,y\n1,2\n2,3\n3,4\n", labels_are_numbers=True).y.tolist() == [2, 3, 4]


def test_numbers_keep_every_bit_on_both_paths() -> None:
    x = np.random.default_rng(1).standard_normal(200) * 1e-7
    rows = [f"{value!r},{i % 2}" for i, value in enumerate(x.tolist())]
    quick = parse_table("x,y\n" + "\n".join(rows))
    careful = parse_table("x,y\n" + "\n".join([*rows[:9], "# a remark", *rows[9:]]))
    assert quick == careful
    assert quick.x.tobytes() == x.tobytes()


@pytest.mark.parametrize(
    ("ending", "last"), [("", 1.0), ("\n", 1.0), ("\n\n \n", 1.0)], ids=["none", "one", "blank"]
)
def test_how_far_the_reading_is(ending: str, last: float) -> None:
    shares: list[float] = []
    rows = "\n".join(f"{i / 8},{i % 2}" for i in range(20_000))
    data = parse_table(f"x,y\n{rows}{ending}", progress=shares.append)
    assert (data.n, len(shares), shares[-1]) == (20_000, 3, last)
    assert shares[:2] == pytest.approx([8192 / 20_000, 16_384 / 20_000], abs=0.03)


def test_the_layout_is_told_from_the_first_lines_with_most_numbers() -> None:
    semicolons = parse_table("a, b;x;y\n1,5;2;0\n2,5;3;1\n")
    assert semicolons.feature_names == ("a, b", "x")
    assert semicolons.x.tolist() == [[1.5, 2.0], [2.5, 3.0]]
    pairs = parse_table("1,5;2,5\n2,5;3,5\n", labels_are_numbers=True)
    assert (pairs.x.tolist(), pairs.y.tolist()) == ([1.5, 2.5], [2.5, 3.5])
    tabs = parse_table("a;b\tc\n1\t0\n2\t1\n")
    assert (tabs.feature_names, tabs.label_name) == (("a;b",), "c")


def test_a_first_line_with_a_number_is_an_example() -> None:
    data = parse_table("1,no\n2,yes\n")
    assert data.x.tolist() == [1.0, 2.0]
    assert (data.feature_names, data.label_name) == (("column 1",), "column 2")


def test_a_column_without_a_name_has_its_number() -> None:
    data = parse_table("a, ,y\n1,2,0\n3,4,1\n")
    assert data.feature_names == ("a", "column 2")


def test_quotation_marks_hold_line_ends_and_delimiters() -> None:
    data = parse_table('x, "y, z"\n1, "no,\nnever"\n2,yes\n')
    assert (data.feature_names, data.label_name) == (("x",), "y, z")
    assert data.class_names == ("no,\nnever", "yes")


def test_a_cell_of_many_lines_behind_a_space() -> None:
    data = parse_table('1, "no\nor\nnever"\n2, "yes\nor\noften"\n')
    assert data.class_names == ("no\nor\nnever", "yes\nor\noften")


def test_a_place_behind_a_cell_of_two_lines_is_still_that_of_the_file() -> None:
    with pytest.raises(DocumentError, match=r"^clipboard, line 5, column 1 “x”: “a” is not"):
        parse_table('x,y\n# two lines\n1,"no\nnever"\na,yes\n')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "data.csv: it is empty;"),
        ("\n# nothing\n \n", "data.csv: it is empty;"),
        ("hours,passed\n", "data.csv, line 1: there is only a header; add examples"),
        ("hours\n1\n2\n", "data.csv, line 1: there is one column only;"),
        (
            "hours,passed\n1,0\n\nx,1\n",
            "data.csv, line 4, column 1 “hours”: “x” is not a number; correct it",
        ),
        ("h,p\n1,0\nnan,1\n", "line 3, column 1 “h”: “nan”: this value is missing;"),
        ("h,p\n1,0\n-inf,1\n", "line 3, column 1 “h”: “-inf” is not a finite number;"),
        ("h,p\n1,0\n1e999,1\n", "line 3, column 1 “h”: “1e999” is not a finite number;"),
        ("h,p\n1,0\n2,nan\n", "line 3, column 2 “p”: “nan”: this label is missing;"),
        ("h,p\n1,0\n,1\n", "line 3, column 1 “h”: the cell is empty; fill it in"),
        ("h,p\n1,0\n2,\n", "line 3, column 2 “p”: the label is empty; fill it in"),
        ("h,p\n1,0\n1_0,1\n", "line 3, column 1 “h”: “1_0” is not a number"),
        ("1,0\n2,0\nx,1\n", "line 3, column 1: “x” is not a number"),
        ("h,p\n1,0\n2,1\n3,2\n", "line 4, column 2 “p”: “2” is a third label beside “0” and “1”;"),
        ("h,p\n1,a\n2,b\n3,c\n", "line 4, column 2 “p”: “c” is a third label beside “a” and “b”;"),
        ("h,p\n1,1\n2,1.0\n3,2\n4,3\n", "“3” is a third label beside"),
        ("h,p\n1,0\n2,1,5\n", "line 3: it has 3 columns, but line 1 has 2; if the comma is"),
        ("h,p\n1,0\n2\n", "line 3: it has 1 column, but line 1 has 2; give every line the same"),
        ('h,p\n1,0\n"2,1\n3,0\n', "line 4: it cannot be read as a table row"),
        ("h;p\n1,5;0\n2.5;1\n", "line 2, column 1 “h”: “1,5” is not a number"),
    ],
)
def test_bad_tables_are_answered_with_the_place_and_the_remedy(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        read_dataset(written(tmp_path, text))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_files_that_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="there is no such file; check the name"):
        read_dataset(tmp_path / "none.csv")
    with pytest.raises(DocumentError, match="this is a folder"):
        read_dataset(tmp_path)
    inside = written(tmp_path, SIMPLE) / "more.csv"
    with pytest.raises(DocumentError, match=r"cannot be read|no such file"):
        read_dataset(inside)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path, _mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    path = written(tmp_path, SIMPLE)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DocumentError, match="you may not read this file; ask for"):
        read_dataset(path)


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n\0\0", b"PK\x03\x04", b"1,2\0\n", b"\xff\xfea", b"x,\x81\n1,2\n"],
)
def test_binary_files(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(DocumentError, match="this is not a text file; save the table as CSV"):
        read_dataset(written(tmp_path, data))


@pytest.mark.parametrize(
    ("features", "label", "message"),
    [
        (["c"], None, "no column “c”; the columns are 1 “a”, 2 “a”, 3 “b”, 4 “y”"),
        (["9"], None, "no column “9”"),
        (["0"], None, "no column “0”"),
        (["a"], None, r"2 columns are called “a”; give a number instead \(1, 2\)"),
        (["b", "3"], None, "the feature “b” is asked for twice"),
        (["y"], None, "column 4 “y” is feature and label at once"),
    ],
)
def test_columns_that_make_no_sense(features: list[str], label: str | None, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        parse_table("a,a,b,y\n1,2,3,0\n2,3,4,1\n", "t.csv", features, label)


def test_pasted_text_is_called_by_its_name() -> None:
    with pytest.raises(DocumentError, match=r"^clipboard, line 2, column 1"):
        parse_table("x\ty\nabc\t0\n")


def test_a_lone_carriage_return_is_refused_in_a_sentence() -> None:
    with pytest.raises(DocumentError):
        parse_table("0\r0")
