import numpy as np
import pytest
from numpy.typing import ArrayLike

from gdviz.engine import Dataset


def test_columns_are_two_dimensional_whatever_was_given() -> None:
    assert Dataset([1, 2, 3], [0, 1, 0]).columns.shape == (3, 1)
    assert Dataset([[1, 2], [3, 4]], [0, 1]).columns.shape == (2, 2)


def test_x_and_y_are_copies_that_nobody_can_change() -> None:
    x = np.array([1.0, 2.0])
    data = Dataset(x, [0, 1])
    x[0] = 9.0
    assert data.x[0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        data.x[0] = 9.0
    with pytest.raises(ValueError, match="read-only"):
        data.y[0] = 9.0


def test_counts() -> None:
    data = Dataset(np.zeros((4, 3)), np.zeros(4))
    assert (data.n, data.k) == (4, 3)
    assert data.feature_names == ("x1", "x2", "x3")
    assert Dataset([1], [0]).feature_names == ("x",)


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        ([1, 2, 3], [0, 1], "x has 3 examples but y has 2"),
        ([[[1.0]]], [0], r"x must have shape \(n,\) or \(n, k\), not \(1, 1, 1\)"),
        ([1, 2], [[0], [1]], r"y must have shape \(n,\), not \(2, 1\)"),
        ([1, float("nan")], [0, 1], "x must be finite; example 1 is nan"),
        ([1, 2], [0, float("inf")], "y must be finite; example 1 is inf"),
        ([[1, 2], [3, float("-inf")]], [0, 1], r"x must be finite; example 1 is \[ *3. -inf\]"),
        (1.0, [0], r"x must have shape \(n,\) or \(n, k\), not \(\)"),
    ],
)
def test_bad_input_is_named(x: ArrayLike, y: ArrayLike, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Dataset(x, y)


def test_names_must_fit_the_features() -> None:
    with pytest.raises(ValueError, match="feature_names has 2 names for 1 features"):
        Dataset([1, 2], [0, 1], ("a", "b"))


def test_edits_return_new_data() -> None:
    data = Dataset([1, 2, 3], [0, 1, 0], ("hours",), "pass", ("no", "yes"))
    assert data.with_example(4, 1) == Dataset(
        [1, 2, 3, 4], [0, 1, 0, 1], ("hours",), "pass", ("no", "yes")
    )
    assert data.without_example(1).x.tolist() == [1, 3]
    assert data.without_example(1).y.tolist() == [0, 0]
    assert data.with_x(0, 7).x.tolist() == [7, 2, 3]
    assert data.with_y(0, 1).y.tolist() == [1, 1, 0]
    assert data.x.tolist() == [1, 2, 3]


def test_equality_is_by_value() -> None:
    data, same = Dataset([1, 2], [0, 1]), Dataset([1, 2], [0, 1])
    assert data == same
    assert hash(data) == hash(same)
    assert data != Dataset([1, 2], [1, 1])
    assert data != Dataset([1, 3], [0, 1])
    assert data != Dataset([1, 2], [0, 1], ("hours",))
    assert data != "data"


def test_what_is_not_named_has_the_names_of_the_formulas() -> None:
    data = Dataset([1, 2], [0, 1])
    assert (data.label_name, data.class_names, data.title) == ("y", ("0", "1"), "")
    assert Dataset([[1.0], [2.0]], [0, 1]).feature_names == ("x",)
    assert Dataset([[1.0], [2.0]], [0, 1]).k == 1


def test_names_and_titles_are_part_of_the_value() -> None:
    data = Dataset([1, 2], [0, 1], ("hours",), "pass", ("no", "yes"), "grades.csv")
    for other in (
        Dataset([1, 2], [0, 1], ("days",), "pass", ("no", "yes"), "grades.csv"),
        Dataset([1, 2], [0, 1], ("hours",), "fail", ("no", "yes"), "grades.csv"),
        Dataset([1, 2], [0, 1], ("hours",), "pass", ("no", "YES"), "grades.csv"),
        Dataset([1, 2], [0, 1], ("hours",), "pass", ("no", "yes"), "other.csv"),
    ):
        assert data != other
    assert data.with_example(3, 1).title == data.with_y(0, 1).title == "grades.csv"


def test_swapped_classes_keep_their_names_and_all_else() -> None:
    data = Dataset([1, 2, 3], [0, 1, 1], ("hours",), "pass", ("no", "yes"), "grades.csv")
    swapped = data.with_classes_swapped()
    assert swapped == Dataset([1, 2, 3], [1, 0, 0], ("hours",), "pass", ("yes", "no"), "grades.csv")
    assert swapped.with_classes_swapped() == data
    assert data.has_named_classes
    assert not Dataset([1, 2], [0, 1]).has_named_classes


def test_a_shape_that_differs_is_another_value() -> None:
    assert Dataset([1, 2], [0, 1]) != Dataset([[1], [2]], [0, 1])
    assert Dataset([[1, 2]], [0]) != Dataset([[1]], [0])


def test_a_row_of_several_features_is_taken_out_whole() -> None:
    data = Dataset([[1, 2], [3, 4], [5, 6]], [0, 1, 0]).without_example(1)
    assert (data.x.tolist(), data.y.tolist()) == ([[1, 2], [5, 6]], [0, 0])
