import numpy as np
import pytest

from gdviz.engine.dataset import Array
from gdviz.engine.objectives.overflow import ignoring_overflow


@pytest.mark.parametrize(
    ("value", "by", "quotient"), [(1e300, 1e-300, np.inf), (1.0, 0.0, np.inf), (0.0, 0.0, np.nan)]
)
def test_inside_it_is_silent_and_outside_as_it_was(
    value: float, by: float, quotient: float
) -> None:
    before = np.geterr()

    def divided() -> Array:
        made: Array = np.divide(np.array([value]), np.array([by]), dtype=np.float64)
        return made

    np.testing.assert_array_equal(ignoring_overflow().run(divided), [quotient])
    assert np.geterr() == before
    with pytest.warns(RuntimeWarning):
        divided()
