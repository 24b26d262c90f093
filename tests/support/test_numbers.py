import pytest

from gdviz.support.numbers import (
    aligned,
    brief,
    cost_text,
    counted,
    decimals_in,
    exact,
    exponential,
    fitted,
    fixed,
    grouped,
    latest,
    parse,
    percent,
    power_fitted,
    probability,
    scientific,
    significant,
    to_unit,
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
        (float("inf"), "∞"),
        (float("nan"), "unknown"),
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
        (float("nan"), 4, "unknown"),
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
        (0.0, 3, "0"),
        (float("nan"), 3, "unknown"),
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
    ("value", "decimals", "text"),
    [
        (27159.86, -2, "2.72e4"),
        (-27159.86, -4, "−3e4"),
        (27159.86, 1, "27159.9"),
        (-0.00001, 3, "0.000"),
        (0.0, -2, "0"),
        (40.0, -3, "0e3"),
        (2.5e6, 1, "2.5000000e6"),
        (1.234e-7, 10, "1.234e−7"),
        (0.5, 8, "0.50000000"),
        (0.0, 9, "0"),
        (-1.5e300, -299, "−1.5e300"),
        (float("-inf"), 3, "−∞"),
    ],
)
def test_numbers_to_a_unit(value: float, decimals: int, text: str) -> None:
    assert to_unit(value, decimals) == text


LARGEST = 1.7976931348623157e308


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("value", [LARGEST, 1.797e308, 1.7e308, 9.99e307, 5e-324, 2.2e-308])
def test_no_text_is_a_dead_end(value: float, sign: int) -> None:
    number = sign * value
    texts = [fixed(number), fitted(number, 6), fitted(number, 9, 4, tiny=1e-3)]
    texts += [write(number, digits) for write in WRITERS for digits in range(1, 18)]
    for text in texts:
        assert parse(text) * sign >= 0, text
    for room in range(5, 12):
        assert abs(parse(power_fitted(number, room))) <= LARGEST


WRITERS = (scientific, significant, brief)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(LARGEST, 1, "1e308"), (LARGEST, 4, "1.797e308"), (-LARGEST, 3, "−1.79e308")],
)
def test_what_would_round_beyond_the_largest_float_is_rounded_down(
    value: float, digits: int, text: str
) -> None:
    assert scientific(value, digits) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1.0, 2, "1"),
        (0.0, 2, "0"),
        (0.94, 3, "0.94"),
        (0.9384, 2, "0.94"),
        (2.001, 2, "2"),
        (-100.0, 3, "−100"),
        (10420000000.0, 4, "1.042e10"),
        (1e10, 4, "1e10"),
        (1e-7, 3, "1e−7"),
        (float("inf"), 3, "∞"),
        (float("nan"), 3, "unknown"),
    ],
)
def test_numbers_in_a_sentence_are_brief(value: float, digits: int, text: str) -> None:
    assert brief(value, digits) == text


@pytest.mark.parametrize(
    ("power", "text"),
    [
        (0.0, "1.00"),
        (1.5, "4.48"),
        (-9.0, "0.000123"),
        (700.0, "1.01e304"),
        (976.3, "> 1e308"),
        (-976.3, "< 1e−307"),
        (float("inf"), "> 1e308"),
        (float("nan"), "unknown"),
    ],
)
def test_an_exponential_too_large_for_a_float_is_bounded(power: float, text: str) -> None:
    assert exponential(power) == text


@pytest.mark.parametrize(
    ("count", "told", "last"),
    [
        (1, "1 epoch", "the last epoch"),
        (2, "2 epochs", "the last 2 epochs"),
        (1000, "1\u202f000 epochs", "the last 1\u202f000 epochs"),
    ],
)
def test_counts_have_their_noun(count: int, told: str, last: str) -> None:
    assert counted(count, "epoch") == told
    assert latest(count, "epoch") == last
    assert counted(2, "epoch", " more") == "2 more epochs"


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
    [(1.5, 2, "1.50"), (-1.5, 1, "−1.5"), (1.25, 1, "1.25"), (1e-9, 2, "1e−9"), (-0.0, 0, "0")],
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
        ("2e308", r"“2e308” is not a finite number \(the largest is 1.797e308\)"),
    ],
)
def test_what_is_no_number_is_told(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse(text)


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (0.5, "0.5000"),
        (0.99994, "0.9999"),
        (0.99996, "> 0.9999"),
        (1.0, "> 0.9999"),
        (1e-7, "1.00e−7"),
        (0.0, "< 1e−307"),
    ],
)
def test_a_probability_never_reaches_its_ends(p: float, text: str) -> None:
    assert probability(p) == text


def test_a_cost_that_never_reaches_0_says_so_where_the_float_does() -> None:
    assert (cost_text(0.0, True), cost_text(1e-9, True), cost_text(0.25, True)) == (
        "< 1e−307",
        "1.00e−9",
        "0.2500",
    )


def test_the_cost_of_a_line_may_be_0() -> None:
    assert cost_text(0.0, False) == "0.0000"


@pytest.mark.parametrize(
    ("share", "text"),
    [(1, "100%"), (0.999, "> 99%"), (0.994, "99%"), (0.8, "80%"), (0.004, "< 1%"), (0, "0%")],
)
def test_all_and_none_are_said_only_of_all_and_none(share: float, text: str) -> None:
    assert percent(share) == text
