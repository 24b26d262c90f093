"""The settings of an experiment that are seldom changed, where they are not as usual."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from gdviz.engine.experiment import Experiment, Fields
from gdviz.engine.objectives.models import MODELS
from gdviz.engine.update_rules import defaults
from gdviz.support.numbers import exact
from gdviz.wording.terms import cost_labels, parameter_words

_USUAL = {field.name: field.default for field in fields(Experiment)}


@dataclass(frozen=True, slots=True)
class UnusualSetting:
    """One setting in words, the same in ``short``, its ``usual`` value, and the way back to it."""

    words: str
    short: str
    usual: str
    back: Fields


def unusual_settings(experiment: Experiment) -> tuple[UnusualSetting, ...]:
    """Return what differs from the defaults: cost, penalty, rule parameters, batches, stop rules.

    A setting that the model does not have is as usual.
    """
    return (*_of_cost(experiment), *_of_rule(experiment), *_of_stop(experiment))


def all_back(settings: tuple[UnusualSetting, ...]) -> Fields:
    """Return the way back for all of the settings at once."""
    back: Fields = {}
    for one in settings:
        back.update(one.back)
    if "rule_settings" in back:
        back["rule_settings"] = ()
    return back


def _of_cost(one: Experiment) -> Iterator[UnusualSetting]:
    if one.cost != _USUAL["cost"] and len(MODELS[one.model].costs) > 1:
        label, usual = (cost_labels()[name] for name in (one.cost, "log-loss"))
        yield UnusualSetting(label, "sq. error", usual, {"cost": "log-loss"})
    if one.l2 != _USUAL["l2"]:
        number = exact(one.l2)
        yield UnusualSetting(f"L2 λ {number}", f"λ {number}", "0", {"l2": 0.0})


def _of_rule(one: Experiment) -> Iterator[UnusualSetting]:
    usual = defaults(one.rule)
    for name, value in one.rule_settings:
        rest = tuple(pair for pair in one.rule_settings if pair[0] != name)
        words = f"{parameter_words()[name][0].lower()} {exact(value)}"
        yield UnusualSetting(words, words, exact(usual[name]), {"rule_settings": rest})
    if one.batch_size is not None:
        size = one.batch_size
        yield UnusualSetting(f"batch size {size}", f"batch {size}", "all", {"batch_size": None})


def _of_stop(one: Experiment) -> Iterator[UnusualSetting]:
    if one.tolerance != _USUAL["tolerance"]:
        number = exact(one.tolerance)
        words = f"stop at max |∂J/∂β| ≤ {number}"
        yield UnusualSetting(words, f"stop {number}", "1e−6", {"tolerance": 1e-6})
    if one.cost_drop != _USUAL["cost_drop"]:
        number = exact(one.cost_drop)
        words = f"stop at a cost drop below {number}"
        yield UnusualSetting(words, f"drop {number}", "0, never", {"cost_drop": 0.0})
    if one.cost_window != _USUAL["cost_window"]:
        words = f"cost drop over {one.cost_window} epochs"
        yield UnusualSetting(words, f"over {one.cost_window}", "10", {"cost_window": 10})
