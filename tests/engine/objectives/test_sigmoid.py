import mpmath as mp
import numpy as np
import pytest
from numpy.testing import assert_allclose

from gdviz.engine.objectives.sigmoid import sigmoid, softplus

PLACES = [0.0, 1e-300, 1e-9, 0.5, 1.0, 20.0, 37.0, 700.0, 745.0]


@pytest.mark.parametrize("z", [*PLACES, *(-z for z in PLACES)])
def test_both_are_those_of_mpmath(z: float) -> None:
    with mp.workdps(50):
        expected = [1 / (1 + mp.e ** (-mp.mpf(z))), mp.log1p(mp.e ** mp.mpf(z))]
    found = [sigmoid(np.array([z]))[0], softplus(np.array([z]))[0]]
    # The smallest floats have fewer digits.
    assert_allclose(found, [float(value) for value in expected], rtol=1e-14, atol=5e-324)


def test_both_ends_are_exact_and_without_a_warning() -> None:
    ends = np.array([-np.inf, -1e308, 1e308, np.inf])
    assert sigmoid(ends).tolist() == [0.0, 0.0, 1.0, 1.0]
    assert softplus(ends).tolist() == [0.0, 0.0, 1e308, np.inf]
