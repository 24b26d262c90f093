"""``gdviz train``: the same training without a window or a display."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from gdviz.cli.errors import CommandError
from gdviz.cli.exports import Exports
from gdviz.cli.report import print_report
from gdviz.documents.samples import sample, samples
from gdviz.documents.session_file import read_session
from gdviz.documents.tables.table import read_dataset
from gdviz.engine import Dataset, Experiment
from gdviz.engine.update_rules import defaults
from gdviz.export.request import Figure
from gdviz.runs.run import Run

_SETTINGS = (
    "model", "cost", "alpha", "epochs", "start", "seed", "rule", "batch_size", "scale", "l2",
    "tolerance", "cost_drop", "cost_window",
)  # fmt: skip


def train(options: argparse.Namespace) -> int:
    """Train as the options say, write the exports, print the result; return the exit status."""
    try:
        figure = Figure(options.plot, options.theme, options.size, text=options.font_size)
    except ValueError as error:
        raise CommandError(f"--font-size: {error}") from error
    exports = Exports(options.exports, figure)
    # Divergence is a result: NumPy need not remark on the way there.
    with np.errstate(all="ignore"):
        experiment = build_experiment(options)
        exports.check_data(experiment.dataset, options.file)
        run = Run(experiment)
        run.finish()
    saved: list[Path] = []
    # A lost file means training again: files are written before anything is printed, and the
    # result is printed even if a file could not be written.
    try:
        for path in exports.write(run):
            saved.append(path)
    finally:
        _print(run, saved, options.json)
    return 0


def _print(run: Run, saved: Sequence[Path], as_json: bool) -> None:
    with np.errstate(all="ignore"):
        print_report(run, as_json)
    if not as_json:
        for path in saved:
            print(f"saved {path}")


def build_experiment(options: argparse.Namespace) -> Experiment:
    """Return the experiment that the options describe; raises CommandError for an invalid one."""
    given: dict[str, Any] = {
        name: value for name in _SETTINGS if (value := getattr(options, name)) is not None
    }
    try:
        base = _base(options, given.get("model") == "linear")
        _check_start(options.start, base.dataset)
        given["rule_settings"] = _rule_settings(options, base)
        experiment = base.altered(**given)
        experiment.objective()
    except ValueError as error:
        raise CommandError(str(error)) from error
    if experiment.model == "linear" and given.get("cost"):
        raise CommandError("--cost is for the logistic model; the linear one has least squares")
    return experiment


def _check_start(start: tuple[float, ...] | str | None, data: Dataset) -> None:
    """Raise CommandError unless there is a number for each coefficient."""
    if not isinstance(start, tuple) or len(start) == data.k + 1:
        return
    names = ", ".join(f"β{j} of {name}" for j, name in enumerate(data.feature_names, start=1))
    raise CommandError(
        f"--start needs {data.k + 1} numbers (β0, {names}), not {len(start)}:"
        f" give for example --start {','.join(['0'] * (data.k + 1))}"
    )


def _rule_settings(options: argparse.Namespace, base: Experiment) -> tuple[tuple[str, float], ...]:
    """Return the parameters of the rule; those of a session count only for its own rule.

    Raises CommandError for a parameter that the rule does not have.
    """
    rule = options.rule or base.rule
    kept = dict(base.rule_settings) if rule == base.rule else {}
    given, known = dict(options.rule_settings or ()), defaults(rule)
    for name in given:
        if name not in known:
            has = f"; it has {', '.join(known)}" if known else ""
            raise CommandError(f"--rule-set: the rule {rule} has no parameter {name!r}{has}")
    return tuple((kept | given).items())


def _base(options: argparse.Namespace, linear: bool) -> Experiment:
    """Return the experiment before the options: a session, or data with all defaults."""
    path: Path | None = options.file
    if path and options.sample:
        raise CommandError("give a FILE or --sample, not both")
    if path and path.suffix.lower() == ".gdviz":
        if options.features or options.label:
            raise CommandError("a session has its columns; --feature and --label need a table")
        return read_session(path)[0]
    if path:
        source, title = path, path.name
    else:
        chosen = sample(options.sample) if options.sample else samples()[0]
        source, title = chosen.file, chosen.title
    data = read_dataset(source, options.features, options.label, labels_are_numbers=linear)
    return Experiment(replace(data, title=title), model="linear" if linear else "logistic")
