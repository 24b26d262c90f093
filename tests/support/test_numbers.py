import pytest

from gdviz.support.numbers import exact, parse


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
