import numpy as np
from numpy.testing import assert_array_equal

from gdviz.views.plotting.spacing import spaced


def test_points_that_are_far_enough_from_the_one_before_are_kept() -> None:
    path = np.array([[0.0, 1.0, 2.0, 3.0, 9.0, 9.5], [0.0, 0.0, 0.0, 4.0, 4.0, 4.0]])
    assert_array_equal(spaced(path, 2.0), path[:, [0, 2, 3, 4]])
    assert_array_equal(spaced(path, 0.5), path)


def test_a_run_that_jumps_to_and_fro_keeps_each_end() -> None:
    path = np.array([[0.0, 9.0] * 5, [0.0, 0.0] * 5])
    assert_array_equal(spaced(path, 3.0), path)


def test_of_no_points_there_are_none() -> None:
    assert spaced(np.empty((2, 0)), 7.0).shape == (2, 0)
