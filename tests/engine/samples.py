"""Data with published results, and random data."""

import numpy as np

from gdviz.engine import Dataset

HOURS = Dataset(
    [
        *(0.50, 0.75, 1.00, 1.25, 1.50, 1.75, 1.75, 2.00, 2.25, 2.50),
        *(2.75, 3.00, 3.25, 3.50, 4.00, 4.25, 4.50, 4.75, 5.00, 5.50),
    ],
    [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1],
)
O_RINGS = Dataset(
    [66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58],
    [0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1],
)


def overlapping(n: int, k: int = 1, seed: int = 1, noise: float = 1.0) -> Dataset:
    """Return n examples of k features whose classes follow a true line, with noise."""
    random = np.random.default_rng(seed)
    x = random.normal(1.0, 2.0, (n, k))
    z = 0.5 - x.sum(axis=1) / np.sqrt(k) + noise * random.logistic(size=n)
    return Dataset(x[:, 0] if k == 1 else x, z > 0)
