import pytest

from gdviz.support.numbers import (
    aligned,
    decimals_in,
    exact,
    fitted,
    fixed,
    grouped,
    parse,
    power_fitted,
    scientific,
    significant,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1e-9, "1e−9"),
        (-2.5e-12, "−2.5e−12"),
        (1e16, "1e16"),
        (1.7976931348623157e308, "1.7976931348623157e308"),
        (5e-324, "5e−324"),
        (0.0001, "0.0001"),
        (-0.1, "−0.1"),
        (3.0, "3"),
        (-1000000.0, "−1000000"),
        (float("inf"), "inf"),
        (float("nan"), "nan"),
    ],
)
def test_exact_numbers_have_bare_exponents(value: float, text: str) -> None:
    assert exact(value) == text


@pytest.mark.parametrize("value", [1e-9, -1.2345678901234567e-300, 0.1, 123456789.125, 1e22])
def test_exact_numbers_read_back_to_the_same_bits(value: float) -> None:
    assert parse(exact(value)) == value


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1.23456, 4, "1.2346"),
        (-1.5, 1, "−1.5"),
        (0.0, 3, "0.000"),
        (-0.0, 2, "0.00"),
        (9_999_999.0, 0, "9999999"),
        (1e7, 4, "1.00e7"),
        (-1e7, 0, "−1.00e7"),
        (0.00005, 4, "0.0001"),
        (0.000049, 4, "4.90e−5"),
        (0.4, 0, "4.00e−1"),
        (float("inf"), 4, "∞"),
        (float("-inf"), 4, "−∞"),
        (float("nan"), 4, "not a number"),
    ],
)
def test_fixed_decimals_but_no_noise(value: float, decimals: int, text: str) -> None:
    assert fixed(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.0, 4, "0"),
        (1234.56, 4, "1235"),
        (12.3456, 4, "12.35"),
        (-0.00012345, 4, "−0.0001234"),
        (0.000099, 4, "9.900e−5"),
        (1234567.0, 4, "1234567"),
        (12345678.0, 4, "1.235e7"),
        (3.14159, 1, "3"),
        (1.0, 3, "1.00"),
        (float("inf"), 3, "∞"),
    ],
)
def test_significant_digits(value: float, digits: int, text: str) -> None:
    assert significant(value, digits) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (123.0, 3, "1.23e2"),
        (-1.26e-5, 2, "−1.3e−5"),
        (9.99e99, 1, "1e100"),
        (0.0, 3, "0.00e0"),
        (float("nan"), 3, "not a number"),
    ],
)
def test_powers_of_ten(value: float, digits: int, text: str) -> None:
    assert scientific(value, digits) == text


@pytest.mark.parametrize(
    ("value", "room", "text"),
    [
        (1.23456, 8, "1.235"),
        (1.23456, 5, "1.235"),
        (-1.23456, 5, "−1.23"),
        (12345.678, 8, "12345.7"),
        (123456.78, 8, "123457"),
        (1234567.8, 8, "1234568"),
        (123456789.0, 8, "1.235e8"),
        (123456789.0, 6, "1.23e8"),
        (0.0, 8, "0.000"),
        (-0.0001, 8, "0.000"),
        (999.9996, 8, "1000.000"),
        (float("-inf"), 8, "−∞"),
    ],
)
def test_numbers_that_fit_their_room(value: float, room: int, text: str) -> None:
    assert fitted(value, room) == text


def test_what_is_tiny_is_told_in_powers_of_ten() -> None:
    assert fitted(0.0004, 8, tiny=0.0005) == "4e−4"
    assert fitted(0.0005, 8, tiny=0.0005) == "0.001"
    assert fitted(0.0, 8, tiny=0.0005) == "0.000"
    assert fitted(1.23456, 8, 1) == "1.2"


@pytest.mark.parametrize(
    ("value", "room", "text"),
    [
        (2e-5, 8, "2e−5"),
        (1.5e-5, 8, "1.5e−5"),
        (1.23456e-5, 8, "1.235e−5"),
        (1.23456e-5, 7, "1.23e−5"),
        (-1.23456e-5, 7, "−1.2e−5"),
        (1.23456e-5, 3, "1e−5"),
    ],
)
def test_powers_of_ten_with_as_many_digits_as_fit(value: float, room: int, text: str) -> None:
    assert power_fitted(value, room) == text


@pytest.mark.parametrize(
    ("values", "decimals"),
    [
        ([], 0),
        ([1.0, 20.0], 0),
        ([0.5, 1.25, 3.0], 2),
        ([1 / 3], 6),
        ([1e-9, 0.5], 1),
        ([0.1234567], 6),
        ([1.05], 2),
    ],
)
def test_decimals_that_show_all_exactly(values: list[float], decimals: int) -> None:
    assert decimals_in(values) == decimals


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(1.5, 2, "1.50"), (-1.5, 1, "−1.5"), (1.25, 1, "1.25"), (1e-9, 2, "1e−9"), (3.0, 0, "3")],
)
def test_aligned_numbers_are_never_rounded(value: float, decimals: int, text: str) -> None:
    assert aligned(value, decimals) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [(999, "999"), (1000, "1\u202f000"), (-1234567, "−1\u202f234\u202f567")],
)
def test_thousands_are_set_apart(count: int, text: str) -> None:
    assert grouped(count) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("−1,5", -1.5),
        (" 2.5 ", 2.5),
        ("1\u202f000", 1000.0),
        ("1 000,5", 1000.5),
        ("1e−3", 0.001),
    ],
)
def test_what_a_person_writes_is_read(text: str, value: float) -> None:
    assert parse(text) == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "“” is not a number"),
        ("a", "“a” is not a number"),
        ("1_0", "“1_0” is not a number"),
        ("1,000.5", "“1,000.5” is not a number"),
        ("1,2,3", "“1,2,3” is not a number"),
        ("inf", "“inf” is not a finite number"),
        ("nan", "“nan” is not a finite number"),
    ],
)
def test_what_is_no_number_is_told(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse(text)
