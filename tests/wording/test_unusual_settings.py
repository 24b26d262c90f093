from __future__ import annotations

import pytest

from gdviz.engine import Dataset, Experiment
from gdviz.wording.unusual_settings import all_back, unusual_settings

DATA = Dataset([1.0, 2.0, 3.0, 4.0], [0.0, 1.0, 0.0, 1.0])
USUAL = Experiment(DATA)


@pytest.mark.parametrize(
    ("fields", "words", "usual"),
    [
        ({"cost": "squared-error"}, "Squared error on σ(z)", "Log loss"),
        ({"l2": 0.1}, "L2 λ 0.1", "0"),
        ({"rule": "momentum", "rule_settings": (("decay", 0.5),)}, "decay 0.5", "0.9"),
        ({"batch_size": 3}, "batch size 3", "all"),
        ({"tolerance": 1e-9}, "stop at max |∂J/∂β| ≤ 1e−9", "1e−6"),
        ({"tolerance": 0.0}, "stop at max |∂J/∂β| ≤ 0", "1e−6"),
        ({"cost_drop": 0.01}, "stop at a cost drop below 0.01", "0, never"),
        ({"cost_window": 7}, "cost drop over 7 epochs", "10"),
    ],
)
def test_what_differs_is_told_with_its_usual_value_and_the_way_back(
    fields: dict[str, object], words: str, usual: str
) -> None:
    changed = USUAL.altered(**fields)  # type: ignore[arg-type]
    [one] = unusual_settings(changed)
    assert (one.words, one.usual) == (words, usual)
    assert len(one.short) <= len(one.words)
    assert changed.altered(**one.back) == USUAL.altered(rule=changed.rule)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"rule": "adam"},
        {"scale": True, "alpha": 3.0, "epochs": 5, "start": "random", "seed": 4},
        {"model": "linear", "cost": "squared-error"},  # the line has a cost of its own
    ],
)
def test_what_the_bar_shows_itself_or_the_model_lacks_is_not_told(
    fields: dict[str, object],
) -> None:
    assert unusual_settings(USUAL.altered(**fields)) == ()  # type: ignore[arg-type]


def test_one_parameter_goes_back_alone_or_all_with_all_the_rest() -> None:
    pairs = (("decay1", 0.5), ("decay2", 0.25))
    adam = USUAL.altered(rule="adam", rule_settings=pairs, l2=0.5, batch_size=2)
    settings = unusual_settings(adam)
    assert [one.words for one in settings] == [
        *("L2 λ 0.5", "decay 1 0.5", "decay 2 0.25", "batch size 2"),
    ]
    assert adam.altered(**settings[1].back).rule_settings == pairs[1:]
    assert adam.altered(**all_back(settings)) == USUAL.altered(rule="adam")
