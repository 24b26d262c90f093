"""The result of a training: a short table for people, JSON for programs."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from gdviz.engine import LogLoss, StopReason
from gdviz.engine.separation import Separation
from gdviz.runs.run import Run
from gdviz.support.numbers import MINUS, cost_text, exact, grouped, scientific, significant

_ENDS = {
    StopReason.EPOCHS: "the last one",
    StopReason.GRADIENT: "the gradient is within the tolerance",
    StopReason.COST: "the cost no longer drops enough",
    StopReason.DIVERGED: "then it diverged",
}


def print_report(run: Run, as_json: bool) -> None:
    """Print the result of a finished run on standard output."""
    if as_json:
        print(json.dumps(_finite(result(run)), ensure_ascii=False, allow_nan=False))
        return
    rows = [*_run_rows(run), *_coefficient_rows(run), *_fit_rows(run)]
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"{name:<{width}}  {value}")


def result(run: Run) -> dict[str, Any]:
    """Return the numbers of a finished run, under the documented names."""
    experiment, history, last = run.experiment, run.history, run.history.last_epoch
    best = run.optimum
    return {
        "model": experiment.model,
        "cost": run.objective.name,
        "rule": experiment.rule,
        "alpha": experiment.alpha,
        "epochs_run": last,
        "reason": str(history.reason),
        "n": experiment.dataset.n,
        "features": list(experiment.dataset.feature_names),
        "beta": history.beta_at(last).tolist(),
        "beta_data_units": run.beta_data_units(last).tolist(),
        "final_cost": float(history.cost_at(last)),
        "gradient_max": float(np.abs(history.gradient_at(last)).max()),
        "accuracy": run.accuracy(last),
        "log_likelihood": _log_likelihood(run),
        "optimum": best and {"beta": best.beta.tolist(), "cost": float(best.cost)},
        "separable": run.separated is not None if run.objective.has_classes else None,
    }


def _log_likelihood(run: Run) -> float | None:
    """Return Σ y·ln p + (1 − y)·ln(1 − p) at the last epoch; None for the linear model."""
    if not run.objective.has_classes:
        return None
    data = run.objective.data
    return -data.n * LogLoss(data).cost(run.history.beta_at(run.history.last_epoch))


def _finite(value: Any) -> Any:
    """Return ``value`` with null for each number that JSON cannot represent."""
    if isinstance(value, dict):
        return {name: _finite(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_finite(part) for part in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _run_rows(run: Run) -> Iterator[tuple[str, str]]:
    experiment, data, last = run.experiment, run.experiment.dataset, run.history.last_epoch
    count = "1 example" if data.n == 1 else f"{grouped(data.n)} examples"
    yield "data", f"{count}, {', '.join(data.feature_names)} → {data.label_name}"
    if run.objective.has_classes and data.class_names != ("0", "1"):
        low, high = data.class_names
        yield "classes", f"{data.label_name}: {low} → 0, {high} → 1"
    scaled = ", features standardised" if experiment.scale else ""
    yield "model", f"{experiment.model}, cost {run.objective.name}{scaled}"
    yield "training", f"rule {experiment.rule}, α = {exact(experiment.alpha)}"
    reason = run.history.reason
    yield "epochs", grouped(last) + (f" ({_ENDS[reason]})" if reason else "")


def _coefficient_rows(run: Run) -> Iterator[tuple[str, str]]:
    last, best = run.history.last_epoch, run.optimum
    units = run.beta_data_units(last)
    for j, beta in enumerate(run.history.beta_at(last)):
        text = f"{significant(beta, 6):<12}"
        if best:
            text += f"  optimum {significant(best.beta[j], 6):<12}"
        if run.experiment.scale:
            text += f"  in the data's units {significant(units[j], 6)}"
        yield f"β{j}", text.rstrip()


def _fit_rows(run: Run) -> Iterator[tuple[str, str]]:
    last, best = run.history.last_epoch, run.optimum
    cost = _cost(run, run.history.cost_at(last))
    text = f"{cost:<12}"
    if best:
        text += f"  optimum {_cost(run, best.cost)}"
    yield "cost", text.rstrip()
    yield "max |∂J/∂β|", scientific(float(np.abs(run.history.gradient_at(last)).max()))
    accuracy, likelihood = run.accuracy(last), _log_likelihood(run)
    if accuracy is not None:
        yield "accuracy", f"{exact(round(100 * accuracy, 2))} %"
    if likelihood is not None:
        yield "log-likelihood", _likelihood(likelihood)
        yield "separable", _separability(run)


def _cost(run: Run, cost: float) -> str:
    return cost_text(cost, run.objective.has_classes, lambda value: significant(value, 6))


def _likelihood(likelihood: float) -> str:
    return significant(likelihood, 6) if likelihood else f"> {MINUS}1e{MINUS}300"


def _separability(run: Run) -> str:
    separated, names = run.separated, run.experiment.dataset.feature_names
    if separated is None:
        return "no, the classes overlap"
    end = ": no finite optimum" if run.optimum is None else ""
    if separated.kind is Separation.NO_DATA:
        return f"yes, there are no examples{end}"
    if separated.kind is Separation.ONE_CLASS:
        return f"yes, there is only one class{end}"
    if len(names) != 1:
        return f"yes, a weighted sum of the features splits the classes{end}"
    where = ""
    if separated.gap:
        low, high = map(exact, separated.gap)
        where = f" at {names[0]} = {low}"
        if low != high:
            where = f" between {names[0]} = {low} and {high}"
    return f"yes, a threshold{where} splits the classes{end}"
