import numpy as np
from numpy.testing import assert_allclose

from gdviz.engine import Dataset
from gdviz.engine.scaling import Scaling
from tests.engine.samples import O_RINGS, overlapping


def test_standardised_features_have_mean_0_and_spread_1() -> None:
    scaled = Scaling.standard(overlapping(50, 3)).apply(overlapping(50, 3))
    assert_allclose(scaled.columns.mean(axis=0), 0, atol=1e-15)
    assert_allclose((scaled.columns**2).mean(axis=0), 1, rtol=1e-14)


def test_the_shape_of_x_and_the_names_stay() -> None:
    data = Dataset([1, 2, 4], [0, 1, 0], ("hours",))
    scaled = Scaling.standard(data).apply(data)
    assert scaled.x.shape == (3,)
    assert scaled.feature_names == ("hours",)


def test_coefficients_go_back_to_the_units_of_the_data() -> None:
    scaling = Scaling.standard(O_RINGS)
    run = np.array([[0.5, -1.5], [1.0, 2.0]])
    for beta, back in zip(run, scaling.to_data_units(run), strict=True):
        z = beta[0] + beta[1] * scaling.apply(O_RINGS).x
        assert_allclose(back[0] + back[1] * O_RINGS.x, z, rtol=1e-12, atol=1e-12)


def test_a_constant_feature_is_only_centred() -> None:
    scaling = Scaling.standard(Dataset([0.1] * 3, [0, 1, 1]))
    assert scaling.apply(Dataset([0.1] * 3, [0, 1, 1])).x.tolist() == [0.0, 0.0, 0.0]


def test_no_scaling_changes_nothing() -> None:
    scaling = Scaling.none(2)
    data = overlapping(10, 2)
    assert scaling.apply(data) == data
    assert scaling.to_data_units([1.0, 2.0, 3.0]).tolist() == [1.0, 2.0, 3.0]


def test_the_mean_and_the_population_spread_by_hand() -> None:
    scaling = Scaling.standard(Dataset([[1, 10], [3, 10], [8, 40]], [0, 1, 0]))
    assert_allclose(scaling.mean, [4, 20], rtol=1e-15)
    assert_allclose(scaling.spread, np.sqrt([26 / 3, 200]), rtol=1e-15)


def test_each_feature_is_told_constant_or_not_by_itself() -> None:
    scaling = Scaling.standard(Dataset([[0.1, 1], [0.1, 3], [0.1, 5]], [0, 1, 0]))
    assert (scaling.mean.tolist(), scaling.spread[0]) == ([0.1, 3.0], 1.0)
    assert_allclose(scaling.spread[1], np.sqrt(8 / 3), rtol=1e-15)


def test_coefficients_of_several_features_go_there_and_back() -> None:
    """β0 + β1·(x1 − 2)/4 + β2·(x2 + 1)/0.5 with β = (1, 8, 3) is (1 − 4 + 6) + 2·x1 + 6·x2."""
    scaling = Scaling(np.array([2.0, -1.0]), np.array([4.0, 0.5]))
    assert scaling.to_data_units([1, 8, 3]).tolist() == [3.0, 2.0, 6.0]
    assert scaling.to_run_units([3, 2, 6]).tolist() == [1.0, 8.0, 3.0]
    path = np.array([[1.0, 8.0, 3.0], [0.0, 0.0, 0.0]])
    assert scaling.to_data_units(path).tolist() == [[3.0, 2.0, 6.0], [0.0, 0.0, 0.0]]


def test_no_examples_are_left_as_they_are() -> None:
    scaling = Scaling.standard(Dataset(np.empty((0, 2)), []))
    assert (scaling.mean.tolist(), scaling.spread.tolist()) == ([0.0, 0.0], [1.0, 1.0])
