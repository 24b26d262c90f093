"""What a verdict claims is checked by running on: not one false claim.

GDVIZ_CLAIMS sets how many random experiments are tried; `make property` tries 500.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np
import pytest

from gdviz.engine import Dataset, Experiment, Step, StopReason, descend
from gdviz.engine.dataset import Array
from gdviz.engine.experiment import LARGEST
from gdviz.runs.outlook import Outlook, look_ahead
from gdviz.runs.run import Run
from gdviz.runs.verdict import Kind, Verdict
from gdviz.wording.verdict import sentence, worded
from tests.engine.samples import HOURS, O_RINGS, overlapping

COUNT = int(os.environ.get("GDVIZ_CLAIMS", "50"))
RULES = ("gd", "gd", "gd", "momentum", "nesterov", "rmsprop", "adam")


def random_experiment(seed: int) -> Experiment:
    """Return an experiment with α from 0.001/L to 100/L, and everything else drawn, too."""
    rng = np.random.default_rng(seed)
    separated = Dataset([1.0, 2.0, 3.0, 5.0], [0, 0, 1, 1])
    datasets = (HOURS, O_RINGS, overlapping(30), overlapping(200), separated)
    fields: dict[str, Any] = {
        "dataset": datasets[rng.choice(5, p=[0.3, 0.2, 0.2, 0.2, 0.1])],
        "model": str(rng.choice(["logistic", "logistic", "linear"])),
        "cost": str(rng.choice(["log-loss", "log-loss", "squared-error"])),
        "rule": str(rng.choice(RULES)),
        "scale": bool(rng.random() < 0.5),
        "l2": float(rng.choice([0.0, 0.0, 0.1, 3.0])),
        "batch_size": None,
        "tolerance": float(rng.choice([1e-6, 1e-3, 0.0])),
        "epochs": int(rng.choice([10, 100, 1000])),
        "start": tuple(rng.normal(0, 3, 2)) if rng.random() < 0.4 else "zeros",
    }
    if rng.random() < 0.15:
        fields["batch_size"] = max(1, fields["dataset"].n // int(rng.integers(2, 5)))
    bound = Run(Experiment(**fields)).curvature_bound
    return Experiment(**fields, alpha=float(10 ** rng.uniform(-3, 2)) / bound)


def onwards(experiment: Experiment, count: int) -> list[Step]:
    """Take so many steps, whatever would stop the run."""
    endless = experiment.altered(epochs=LARGEST, tolerance=0.0, cost_drop=0.0)
    return list(islice(descend(endless), count + 1))


class Claims:
    """A run with what was computed ahead of it, and the claims that are made at some epochs."""

    def __init__(self, seed: int) -> None:
        self.experiment = random_experiment(seed)
        self.run = Run(self.experiment)
        self.run.finish()
        for outlook in look_ahead(self.experiment):
            self.run.outlook = outlook
            if outlook.computed >= (500 if self.experiment.in_batches else 4000):
                break
        self.count = 1200 if self.experiment.in_batches else 6000
        self.costs: Array = np.array([step.cost for step in onwards(self.experiment, self.count)])
        self.last = self.run.history.last_epoch

    def verdicts(self) -> Iterator[Verdict]:
        for epoch in sorted({e for e in (0, 1, 2, 5, 12, 40, 150, 700) if e < self.last}):
            yield self.run.diagnosis(epoch)
        yield self.run.diagnosis(self.last)


@pytest.mark.parametrize("seed", range(COUNT))
def test_what_a_verdict_claims_comes_true(seed: int) -> None:
    claims = Claims(seed)
    for verdict in claims.verdicts():
        check(claims, verdict)
        check_outlook(claims, worded(verdict).known_end, verdict)


def check(claims: Claims, verdict: Verdict) -> None:
    costs, epoch, said = claims.costs, verdict.epoch, sentence(verdict)
    noise = 1e-13 * abs(verdict.cost)
    window = costs[max(0, epoch - 32) : epoch + 1]
    drop = (window[0] - window[-1]) / max(window[0] - verdict.lowest, 1e-300)
    match verdict.kind:
        case Kind.CONVERGING if epoch + 100 < len(costs):
            assert costs[epoch + 100] < verdict.cost + noise, said
        case Kind.CONVERGING:
            assert costs[-1] < verdict.cost + noise, said
        case Kind.CRAWLING:
            assert -1e-9 <= drop < 0.01, said
        case Kind.OVERSHOOTING if verdict.recent is not None and verdict.recent.jumps:
            assert drop > 0.01, said
        case Kind.OVERSHOOTING:
            assert costs[min(epoch + 100, len(costs) - 1)] >= verdict.cost - noise, said
        case Kind.OSCILLATING:
            assert drop <= 0.01 + 1e-9, said
            assert (np.diff(window) > 0).any() or "jumped across" in said, said
        case Kind.DIVERGING:
            grown = costs[-1] > 10 * verdict.cost or len(costs) <= claims.count
            slow = "just beyond" in said or "1.0" in said
            assert grown or slow, said
        case Kind.PLATEAU:
            assert verdict.cost > 1.01 * verdict.lowest, said
        case Kind.CONVERGED if verdict.ended is not StopReason.GRADIENT:
            assert costs[epoch:].min() >= verdict.cost - 1e-12 * max(verdict.cost, 1e-3), said
        case Kind.DIVERGED:
            assert len(costs) == epoch + 1, said
    rose = re.search(r"(\d+) of the last (\d+) steps raised", said)
    if rose and len(window) > 1:
        assert int(rose[1]) == (np.diff(window) > 1e-13 * np.abs(window[1:])).sum()


def check_outlook(claims: Claims, known_end: int | None, verdict: Verdict) -> None:
    endless = claims.experiment.altered(epochs=LARGEST)
    outlook: Outlook | None = verdict.known.outlook
    assert outlook is not None
    if known_end is not None:
        steps = list(islice(descend(endless), known_end + 2))
        assert (len(steps), steps[-1].epoch) == (known_end + 1, known_end)
        assert np.abs(steps[-1].gradient).max() <= claims.experiment.tolerance
    elif outlook.since is not None:
        betas = np.array([step.beta for step in islice(descend(endless), outlook.since + 300)])
        tail = betas[outlook.since :]
        apart = np.abs(tail[outlook.period :] - tail[: -outlook.period])
        assert (apart.max(axis=1) <= 5e-7 * np.abs(tail[outlook.period :]).max(axis=1)).all()
    elif outlook.reason is None:
        count = min(outlook.computed, 3000)
        assert sum(1 for _ in islice(descend(endless), count + 1)) == count + 1
