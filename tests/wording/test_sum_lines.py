from __future__ import annotations

import numpy as np
import pytest

from gdviz.engine import Dataset, Experiment, Step
from gdviz.runs.ledger import Ledger
from gdviz.wording.sum_lines import sum_lines

DATA = Dataset(np.arange(1.0, 6.0), np.array([1.0, 0.0, 1.0, 0.0, 1.0]))


@pytest.mark.parametrize(
    ("cost", "gradient", "sums"),
    [
        (1e308, (-1.5e308, 1e307), ("−7.50e308", "5e307", "5.00e308")),
        (float("inf"), (1e308, float("-inf")), ("5.00e308", "−∞", "∞")),
    ],
)
def test_a_sum_too_large_for_a_float_keeps_its_exponent(
    cost: float, gradient: tuple[float, float], sums: tuple[str, ...]
) -> None:
    experiment = Experiment(DATA, model="linear")
    step = Step(0, np.zeros(2), cost, np.array(gradient))
    ledger = Ledger(experiment, experiment.objective(), step)
    lines = {line.name: line for line in sum_lines(ledger, None, (11, 11, 11))}
    assert lines["sum"].texts == sums
    assert "e308" in lines["times"].texts[0] or "e307" in lines["times"].texts[0]
