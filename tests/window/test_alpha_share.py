"""On a switch of model, cost or scaling α keeps its share of 1/L, as a person sees it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QComboBox, QFrame, QPushButton

from gdviz.documents.samples import sample
from gdviz.engine import Dataset, Experiment
from gdviz.engine.curvature import curvature_bound
from gdviz.window.alpha_share import with_share_of
from tests.person import Person

CTRL = Qt.KeyboardModifier.ControlModifier


def choose(person: Person, combo: str, text: str) -> None:
    QTest.keyClicks(person.find(QComboBox, combo), text)
    person.see()


def alpha(person: Person) -> str:
    return person.find(QAbstractSpinBox, "alphaSpin").text()


def share(one: Experiment) -> float:
    return one.alpha * curvature_bound(one.objective())


def message(person: Person) -> str:
    bar = person.find(QFrame, "messageBar")
    return person.read("messageLabel") if bar.isVisible() else ""


def undo(person: Person) -> None:
    person.press(Qt.Key.Key_Z, CTRL)


def test_the_line_on_the_first_screen_does_not_diverge(person: Person) -> None:
    choose(person, "modelCombo", "Linear")
    assert alpha(person) == "0.0875"
    assert message(person) == (
        "The learning rate α was 0.35; it is now 0.0875, so that it is still 0.94 of 1/L."
    )
    person.press(Qt.Key.Key_End)
    person.until(lambda: person.session.at_end)
    assert float(person.read("costLabel")) < 0.1
    undo(person)
    assert (person.session.experiment.model, alpha(person)) == ("logistic", "0.35")
    assert message(person) == ""
    assert not person.session.undo_stack.canUndo()


def test_a_button_keeps_the_old_number_and_all_is_one_undo_step(person: Person) -> None:
    choose(person, "modelCombo", "Linear")
    button = person.find(QPushButton, "messageButton")
    assert button.text() == button.accessibleName() == "Keep α = 0.35"
    assert button.toolTip()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    person.see()
    assert (person.session.experiment.model, alpha(person)) == ("linear", "0.35")
    assert message(person) == ""
    undo(person)
    assert person.session.experiment == sample("hours").experiment()
    assert not person.session.undo_stack.canUndo()
    person.press(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert (person.session.experiment.model, alpha(person)) == ("linear", "0.35")


def test_the_offer_goes_with_the_next_edit(person: Person) -> None:
    choose(person, "modelCombo", "Linear")
    person.type_number("alphaSpin", "0.05")
    assert message(person) == ""
    assert alpha(person) == "0.05"


def test_scaling_by_a_click_keeps_the_share_there_and_back(person: Person) -> None:
    before = person.session.experiment
    person.find(QCheckBox, "scaleCheck").click()
    person.see()
    assert alpha(person) == "3.75"
    assert share(person.session.experiment) == pytest.approx(share(before), rel=5e-3)
    assert person.session.undo_stack.undoText() == "Scaling"
    person.find(QCheckBox, "scaleCheck").click()
    person.see()
    assert alpha(person) == "0.35"


def test_a_start_that_was_picked_and_the_share_are_kept_in_one_step(person: Person) -> None:
    person.click("landscapePlot", -3, 0.5)
    before = person.session.experiment
    person.find(QCheckBox, "scaleCheck").click()
    person.see()
    after = person.session.experiment
    assert after.scaling.to_data_units(after.first_beta()) == pytest.approx(before.first_beta())
    assert share(after) == pytest.approx(share(before), rel=5e-3)
    undo(person)
    assert person.session.experiment == before


def test_a_sample_brings_its_own_alpha(person: Person) -> None:
    choose(person, "modelCombo", "Linear")
    combo = person.find(QComboBox, "sampleCombo")
    QTest.keyClicks(combo, "Challenger")
    person.see()
    assert alpha(person) == "4"
    assert message(person) == ""


@pytest.mark.parametrize("rule", ["gd", "momentum", "adam"])
@pytest.mark.parametrize("l2", [0.0, 0.5])
@pytest.mark.parametrize(
    "fields", [{"model": "linear"}, {"cost": "squared-error"}, {"scale": True}]
)
def test_whatever_the_rule_and_the_penalty_the_share_is_kept_to_three_digits(
    rule: str, l2: float, fields: dict[str, object]
) -> None:
    before = sample("orings").experiment().altered(rule=rule, l2=l2, scale=False, alpha=0.000123)
    after = with_share_of(before, before.altered(**fields))  # type: ignore[arg-type]
    assert share(after) == pytest.approx(share(before), rel=5e-3)
    assert after.alpha == float(f"{after.alpha:.3g}")
    assert after.altered(alpha=before.alpha) == before.altered(**fields)  # type: ignore[arg-type]


def test_without_a_bound_alpha_stays() -> None:
    before = Experiment(Dataset([], []), alpha=0.123456)
    assert with_share_of(before, before.altered(model="linear")).alpha == 0.123456


def test_the_same_bound_leaves_all_digits() -> None:
    before = Experiment(sample("hours").experiment().dataset, model="linear", alpha=0.0123456)
    assert with_share_of(before, before.altered(cost="squared-error")).alpha == 0.0123456
