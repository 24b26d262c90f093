import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal
from numpy.typing import NDArray

from gdviz.engine.dataset import Array
from gdviz.runs.history.minmax_pyramid import MinMaxPyramid

SEEDS = st.integers(0, 2**32 - 1)
PIXEL = (0.5, 0.5)


class Known:
    """A curve that counts the points read."""

    def __init__(self, *values: NDArray[np.floating], absent: range = range(0)) -> None:
        self.points = np.column_stack([np.arange(len(values[0])), *values])
        self.absent = absent
        self.count = 0

    def read(self, start: int, stop: int) -> Array:
        assert 0 <= start < stop <= len(self.points)
        self.count += stop - start
        return self.points[start:stop]

    def pyramid(self, *lengths: int) -> MinMaxPyramid:
        made = MinMaxPyramid(self, self.points.shape[1] - 1)
        for length in (*lengths, len(self.points)):
            made.grow(length)
        self.count = 0
        return made


def walk(length: int, seed: int = 1) -> Array:
    return np.random.default_rng(seed).standard_normal(length).cumsum()


def noise(length: int, seed: int = 1) -> Array:
    return np.random.default_rng(seed).standard_normal(length)


def is_part_of(points: Array, curve: Known) -> bool:
    """Each point is one of the curve's, and they are in the order of their epochs."""
    epochs = points[:, 0].astype(int)
    return np.array_equal(points, curve.points[epochs]) and bool((np.diff(epochs) >= 0).all())


@given(SEEDS, st.integers(1, 40_000), st.data())
def test_an_envelope_has_the_ends_and_extremes_of_what_it_shows(
    seed: int, length: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, length - 1))
    stop = data.draw(st.integers(start + 1, length))
    columns = data.draw(st.integers(1, 300))
    curve = Known(noise(length, seed).round(1))
    shown = curve.pyramid(length // 3).envelope(start, stop, columns)
    whole = curve.points[start:stop]
    assert is_part_of(shown, curve)
    assert_array_equal(shown[[0, -1]], whole[[0, -1]])
    assert shown[:, 1].min() == whole[:, 1].min()
    assert shown[:, 1].max() == whole[:, 1].max()
    assert len(shown) <= 4 * (columns + 1)


@given(SEEDS, st.integers(5000, 60_000), st.integers(20, 200))
def test_every_stretch_of_an_envelope_keeps_its_extremes(
    seed: int, length: int, columns: int
) -> None:
    """It has the extremes of each pixel column, not only those of the whole."""
    curve = Known(noise(length, seed))
    shown = curve.pyramid().envelope(0, length, columns)
    wide = max(64, 4 * length // columns)
    for first in range(0, length - 2 * wide, wide):
        here = shown[(shown[:, 0] >= first) & (shown[:, 0] < first + 2 * wide), 1]
        assert here.max() >= curve.points[first + wide // 2 : first + wide + wide // 2, 1].max()
        assert here.min() <= curve.points[first + wide // 2 : first + wide + wide // 2, 1].min()


def test_a_short_curve_comes_whole() -> None:
    curve = Known(noise(400))
    assert_array_equal(curve.pyramid().envelope(0, 400, 100), curve.points)
    assert_array_equal(curve.pyramid().envelope(100, 101, 1), curve.points[100:101])


@pytest.mark.parametrize(
    ("start", "stop", "columns", "width"),
    [(0, 4096, 10, 512), (600, 4000, 10, 512), (64, 4096, 63, 64), (70, 2000, 100, 20)],
)
def test_the_stretches_of_a_curve_that_rises_begin_at_multiples_of_their_width(
    start: int, stop: int, columns: int, width: int
) -> None:
    """Each stretch shows its first point, which is the lowest, and its last, the highest."""
    shown = Known(np.arange(4096.0)).pyramid().envelope(start, stop, columns)
    inner = range(start // width * width + width, stop, width)
    ends = sorted({start, stop - 1, *inner, *(first - 1 for first in inner)})
    assert list(dict.fromkeys(shown[:, 0].tolist())) == ends


def test_a_curve_finer_than_the_lowest_buckets_is_read_itself() -> None:
    curve = Known(np.arange(1000.0))
    shown = curve.pyramid().envelope(10, 900, 100)
    assert shown[:, 0].tolist() == sorted({10, 899, *range(18, 900, 9), *range(17, 899, 9)})


def test_what_is_taken_in_at_once_is_not_read_again() -> None:
    curve = Known(noise(1000), noise(1000, 2))
    pyramid = MinMaxPyramid(curve, 2)
    pyramid.grow(1000)
    assert curve.count == 0
    pyramid.grow(1000, at_once=True)
    assert curve.count == 960
    pyramid.grow(1000, at_once=True)
    assert curve.count == 960


def test_a_batch_is_taken_in_when_it_is_worth_it() -> None:
    curve = Known(noise(40_000))
    pyramid = MinMaxPyramid(curve, 1)
    read = []
    for length in (16_383, 16_384, 32_767, 32_768):
        pyramid.grow(length)
        read.append(curve.count)
    assert read == [0, 16_384, 16_384, 32_768]


def test_one_spike_in_a_million_is_seen() -> None:
    cost = 1.0 - 5e-7 * np.arange(1_000_000)
    cost[654_321] = 7.0
    curve = Known(cost)
    shown = curve.pyramid().envelope(0, len(cost), 500)
    assert [654_321.0, 7.0] in shown.tolist()


@pytest.mark.parametrize("ask", ["envelope", "outline"])
def test_a_long_curve_costs_no_more_than_a_short_one(ask: str) -> None:
    """Counted, not timed: the points read and those shown, at 10⁴ … 10⁶ epochs."""
    read, shown = [], []
    for length in (12_345, 123_456, 1_234_567):
        curve = Known(noise(length), noise(length, 2))
        pyramid = curve.pyramid()
        pyramid.envelope(0, length, 10)
        curve.count = 0
        if ask == "envelope":
            points = pyramid.envelope(77, length - 5, 150)
        else:
            points = pyramid.outline(77, length - 5, PIXEL, 2048)
        read.append(curve.count)
        shown.append(len(points))
    assert max(shown) <= 2500
    assert max(read) <= 2500


def test_growing_step_by_step_is_growing_at_once() -> None:
    curve = Known(walk(30_000), walk(30_000, 2))
    steps = curve.pyramid(*range(1, 30_000, 37))
    for start, stop in ((0, 30_000), (1234, 29_000), (64, 128)):
        at_once = curve.pyramid()
        assert_array_equal(steps.envelope(start, stop, 50), at_once.envelope(start, stop, 50))
        assert_array_equal(
            steps.outline(start, stop, PIXEL, 500), at_once.outline(start, stop, PIXEL, 500)
        )


@given(SEEDS, st.integers(1, 40_000), st.data())
def test_an_outline_has_the_ends_and_the_box_of_what_it_shows(
    seed: int, length: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, length - 1))
    stop = data.draw(st.integers(start + 1, length))
    limit = data.draw(st.integers(10, 3000))
    curve = Known(walk(length, seed), noise(length, seed))
    shown = curve.pyramid(length // 2).outline(start, stop, PIXEL, limit)
    whole = curve.points[start:stop]
    assert is_part_of(shown, curve)
    assert_array_equal(shown[[0, -1]], whole[[0, -1]])
    assert_array_equal(shown.min(axis=0), whole.min(axis=0))
    assert_array_equal(shown.max(axis=0), whole.max(axis=0))


@given(SEEDS, st.integers(20_000, 60_000))
def test_with_room_enough_an_outline_loses_less_than_a_pixel(seed: int, length: int) -> None:
    """Every epoch's point lies within a pixel of the stretch shown around it."""
    random = np.random.default_rng(seed)
    decay = np.exp(-np.arange(length) / random.uniform(20, 200))
    curve = Known(30 * decay * noise(length, seed), 20 * decay * noise(length, seed + 1))
    shown = curve.pyramid().outline(0, length, PIXEL, 15_000)
    after = np.searchsorted(shown[:, 0], curve.points[:, 0]).clip(0, len(shown) - 1)
    before = (np.searchsorted(shown[:, 0], curve.points[:, 0], "right") - 1).clip(0)
    for j in (0, 1):
        value, ends = curve.points[:, 1 + j], shown[:, 1 + j]
        near = np.minimum(abs(value - ends[after]), abs(value - ends[before]))
        assert near.max() <= PIXEL[j]


def test_the_bends_of_a_path_that_then_rests_are_kept() -> None:
    """Uniform buckets would draw the first thousand of a million epochs with six points."""
    epochs = np.arange(1_000_000)
    decay = np.exp(-epochs / 300)
    curve = Known(100 * decay * np.cos(epochs / 20), 100 * decay * np.sin(epochs / 20))
    shown = curve.pyramid().outline(0, len(epochs), PIXEL, 2048)
    assert_array_equal(shown[:1000], curve.points[:1000])
    assert len(shown) < 2500


def excursions(*first: int, sizes: tuple[float, ...], absent: range = range(0)) -> Known:
    """A path of 70 000 epochs at rest but for 300 from each ``first`` on."""
    epochs, x = np.arange(70_000), np.zeros(70_000)
    for begin, size in zip(first, sizes, strict=True):
        here = (epochs >= begin) & (epochs < begin + 300)
        x[here] = size * np.sin(epochs[here])
    return Known(x, x / 2, absent=absent)


def test_points_are_spent_on_what_reaches_into_the_frame() -> None:
    curve = excursions(20_000, 50_000, sizes=(3.0, 9.0))
    frame = ((-4.0, 4.0), (-2.0, 2.0))
    aside = ((5.0, 8.0), (2.5, 4.0))
    both, nowhere = (curve.pyramid().outline(0, 70_000, PIXEL, 5000, f) for f in (frame, aside))
    for first, last in ((19_968, 20_288), (49_984, 50_304)):
        inside = both[(both[:, 0] >= first) & (both[:, 0] < last)]
        assert_array_equal(inside, curve.points[first:last])
    # The smaller excursion does not reach there.
    assert len(nowhere) < len(both) - 250
    inside = nowhere[(nowhere[:, 0] >= 49_984) & (nowhere[:, 0] < 50_304)]
    assert_array_equal(inside, curve.points[49_984:50_304])


def test_only_the_buckets_in_which_the_path_moves_are_opened() -> None:
    """They are the six of 64 epochs around the 300; the end has no bucket of its own yet."""
    curve = excursions(30_000, sizes=(3.0,))
    shown = curve.pyramid().outline(0, 70_000, PIXEL, 2000)
    assert curve.count == 6 * 64 + 70_000 % 64
    inside = shown[(shown[:, 0] >= 29_952) & (shown[:, 0] < 30_336)]
    assert_array_equal(inside, curve.points[29_952:30_336])
    assert len(shown) - len(inside) < 200


def test_what_would_have_to_be_computed_again_is_not_opened() -> None:
    curve = excursions(10_000, 30_000, sizes=(3.0, 30.0), absent=range(10_304, 60_032))
    shown = curve.pyramid().outline(0, 70_000, PIXEL, 2000)
    assert curve.count == 5 * 64 + 70_000 % 64
    inside = shown[(shown[:, 0] >= 9984) & (shown[:, 0] < 10_304)]
    assert_array_equal(inside, curve.points[9984:10_304])
    assert shown[:, 1].max() == curve.points[:, 1].max()


def test_where_room_is_short_the_largest_excursion_is_drawn_first() -> None:
    curve = excursions(10_000, 30_000, sizes=(3.0, 30.0))
    shown = curve.pyramid().outline(0, 70_000, PIXEL, 700)
    epochs = shown[:, 0]
    small = np.unique(epochs[(epochs >= 10_000) & (epochs < 10_300)])
    large = np.unique(epochs[(epochs >= 30_000) & (epochs < 30_300)])
    assert len(large) == 300
    assert 2 <= len(small) < 100
    assert len(shown) <= 700


def test_what_is_less_than_a_pixel_is_left_out() -> None:
    curve = excursions(30_000, sizes=(0.2,))
    shown = curve.pyramid().outline(0, 70_000, PIXEL, 2000)
    assert curve.count == 70_000 % 64
    assert len(shown) < 300


def test_a_path_that_bounces_for_ever_keeps_both_walls_everywhere() -> None:
    epochs = np.arange(400_000)
    curve = Known(np.where(epochs % 2, 5.0, -5.0), epochs * 1e-6)
    shown = curve.pyramid().outline(0, len(epochs), PIXEL, 2000)
    assert len(shown) <= 2500
    for part in np.array_split(shown, 20):
        assert {part[:, 1].min(), part[:, 1].max()} == {-5.0, 5.0}


def test_absent_points_are_read_only_around_the_ends() -> None:
    curve = Known(noise(100_000), noise(100_000, 2), absent=range(1000, 99_000))
    pyramid = curve.pyramid()
    for start, stop in ((0, 50_001), (50_000, 100_000), (0, 1200), (1300, 99_999)):
        curve.count = 0
        pyramid.outline(start, stop, PIXEL, 1000)
        pyramid.envelope(start, stop, 2)
        assert curve.count <= 2 * (1000 + 4 * 64)


def test_a_short_path_comes_whole_unless_it_would_have_to_be_computed() -> None:
    known = Known(noise(2000), noise(2000, 2))
    assert_array_equal(known.pyramid().outline(100, 700, PIXEL, 600), known.points[100:700])
    absent = Known(noise(2000), noise(2000, 2), absent=range(0, 2000))
    pyramid = absent.pyramid()
    pyramid.grow(2000, at_once=True)
    absent.count = 0
    shown = pyramid.outline(100, 700, PIXEL, 600)
    assert absent.count == (128 - 100) + (700 - 640)
    assert len(shown) < 200
    beside = Known(noise(2000), noise(2000, 2), absent=range(640, 700))
    assert_array_equal(beside.pyramid().outline(100, 640, PIXEL, 600), beside.points[100:640])
    assert_array_equal(beside.pyramid().outline(700, 900, PIXEL, 600), beside.points[700:900])


def test_a_head_of_whole_chunks_is_the_whole() -> None:
    """A chunk of the lowest level holds 4096 buckets of 64 epochs."""
    curve = Known(walk(4096 * 64))
    whole = curve.pyramid()
    expected = whole.envelope(0, 4096 * 64, 30)
    assert_array_equal(whole.head(4096 * 64, curve).envelope(0, 4096 * 64, 30), expected)


def test_a_head_is_the_pyramid_of_a_shorter_curve() -> None:
    longer = Known(walk(600_000), walk(600_000, 2))
    whole = longer.pyramid()
    whole.envelope(0, 600_000, 10)
    for length in (1, 63, 64, 1000, 262_144, 262_208, 500_000, 600_000):
        shorter = Known(longer.points[:length, 1], longer.points[:length, 2])
        head, expected = whole.head(length, shorter), shorter.pyramid()
        assert_array_equal(head.envelope(0, length, 30), expected.envelope(0, length, 30))
        assert_array_equal(
            head.outline(0, length, PIXEL, 900), expected.outline(0, length, PIXEL, 900)
        )


def test_a_head_grows_on_without_changing_what_it_came_from() -> None:
    one, other = Known(walk(600_000), walk(600_000, 2)), Known(walk(600_000), walk(600_000, 2))
    other.points[300_000:, 1:] = 1e6
    whole = one.pyramid()
    before = whole.envelope(0, 600_000, 30)
    head = whole.head(300_000, other)
    head.grow(600_000)
    assert_array_equal(whole.envelope(0, 600_000, 30), before)
    assert_array_equal(head.envelope(0, 600_000, 30), other.pyramid().envelope(0, 600_000, 30))


def test_an_infinite_start_hides_no_other_extreme() -> None:
    cost = noise(20_000)
    cost[0] = np.inf
    shown = Known(cost).pyramid().envelope(0, 20_000, 20)
    assert np.inf in shown[:, 1]
    assert shown[:, 1].min() == cost.min()
    assert shown[1:, 1].max() == cost[1:].max()
