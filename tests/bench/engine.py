"""How close the engine is to the limit: ``python -m tests.bench.engine``.

Medians of interleaved rounds in one process. The textbook's expression runs as it stands; where
scikit-learn is installed, its LinearModelLoss.loss_gradient takes part on one thread.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from threading import Thread

import numpy as np

from gdviz.engine import Dataset, Experiment, LogLoss, landscape
from gdviz.runs.run import Run
from tests.bench.rivals import scikit_learn, textbook
from tests.bench.rounds import medians


def random_data(n: int, k: int = 1, distinct: int = 0) -> Dataset:
    """Return n examples of a noisy logistic model; with ``distinct`` values of x if given."""
    random = np.random.default_rng(n + k)
    x = random.normal(3.0, 1.5, (n, k))
    if distinct:
        x = random.integers(0, distinct, (n, k)) * 6.0 / distinct
    y = (x - 3).sum(axis=1) + random.logistic(size=n) > 0
    return Dataset(x[:, 0] if k == 1 else x, y)


def compare(data: Dataset, rounds: int = 15) -> dict[str, float]:
    """Return the seconds of one pass: ours, the textbook's, scikit-learn's if installed."""
    beta = np.concatenate([[-1.0], np.full(data.k, 0.4)])
    objective = LogLoss(data)
    rivals: dict[str, Callable[[], object]] = {
        "ours": lambda: objective.cost_and_gradient(beta),
        "textbook": textbook(data, beta),
    }
    other = scikit_learn(data, beta)
    return medians(rivals if other is None else {**rivals, "scikit-learn": other}, rounds)


def passes() -> None:
    """Print cost + gradient beside the textbook and scikit-learn."""
    print(
        "cost + gradient               ours    textbook    ratio (goal)  scikit-learn  ratio (goal)"
    )
    for name, data, goal, other_goal in (
        ("n = 20", random_data(20), 0.30, 0.15),
        ("n = 1 000", random_data(1000), 0.45, None),
        ("n = 10⁶, all x distinct", random_data(10**6), 0.35, 0.22),
        ("n = 10⁶, 100 values of x", random_data(10**6, distinct=100), None, 0.002),
        ("n = 10⁵, k = 10", random_data(10**5, 10), 0.5, None),
    ):
        found = compare(data)
        ours, plain, other = found["ours"], found["textbook"], found.get("scikit-learn")
        line = f"{name:26}{_time(ours):>9}{_time(plain):>12}{_ratio(ours / plain, goal)}"
        print(line + (f"{_time(other):>12}{_ratio(ours / other, other_goal)}" if other else ""))


def memory() -> None:
    """Print the temporary memory of a pass over a million examples."""
    objective = LogLoss(random_data(10**6))
    # A new thread allocates its own buffers, which count.
    thread = Thread(target=objective.cost_and_gradient, args=([0.1, 0.2],))
    tracemalloc.start()
    thread.start()
    thread.join()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(f"temporary memory of a pass at n = 10⁶: {peak / 2**20:.2f} MiB (goal 2)")


def steps() -> None:
    """Print the time of a whole recorded step of descent at n = 20."""
    experiment = Experiment(random_data(20), alpha=0.1, epochs=10_000, tolerance=1e-300)
    found = medians({"run": lambda: Run(experiment).finish()}, rounds=7)
    print(f"a recorded step at n = 20: {_time(found['run'] / 10_000)} (goal 7 µs)")


def landscapes() -> None:
    """Print the time of a landscape of 200 × 200 cells."""
    b0, b1 = np.linspace(-12, 12, 200), np.linspace(-6, 6, 200)
    for n, goal in ((20, 5), (1000, 60), (10**6, 150)):
        objective = LogLoss(random_data(n))
        found = medians({"run": lambda o=objective: landscape(o, b0, b1)}, rounds=5)  # type: ignore[misc]
        print(f"landscape 200 × 200, n = {n:>9,}: {_time(found['run'])} (goal {goal} ms)")


def growth() -> None:
    """Print how the time of a pass grows with n."""
    print("       n        ours  ns/example    textbook  ns/example")
    for power in range(1, 8):
        n = 10**power
        begun = time.perf_counter()
        data = random_data(n)
        LogLoss(data)
        made = time.perf_counter() - begun
        found = compare(data, rounds=5)
        ours, plain = found["ours"], found["textbook"]
        print(
            f"{'10' + '⁰¹²³⁴⁵⁶⁷'[power]:>8}{_time(ours):>12}{ours / n * 1e9:12.2f}"
            f"{_time(plain):>12}{plain / n * 1e9:12.2f}   (drawn and laid out in {_time(made)})"
        )


def _time(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def _ratio(value: float, goal: float | None) -> str:
    return f"{value:9.4f} {f'({goal})' if goal else '':>7}"


def main() -> None:
    """Print all the tables."""
    passes()
    memory()
    steps()
    landscapes()
    growth()


if __name__ == "__main__":
    main()
