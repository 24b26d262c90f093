from __future__ import annotations

import math
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from pyqtgraph import PlotWidget
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSlider,
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QProgressBar,
    QTableView,
)

from gdviz.documents.samples import sample
from gdviz.engine import Dataset, Experiment, LeastSquares, Step, descend, optimum
from gdviz.engine.descend import StopReason
from gdviz.support.compat import override
from gdviz.support.numbers import fixed, parse
from gdviz.workers import trainer
from tests.person import Person

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def is_the_run_of_its_experiment(person: Person) -> bool:
    """The history on the screen equals the steps of descend for the experiment."""
    history = person.session.history
    steps = [s for s, _ in zip(descend(person.session.experiment), history.cost, strict=False)]
    return np.array_equal([s.beta for s in steps], history.beta) and np.array_equal(
        [s.cost for s in steps], history.cost
    )


def has_passed(person: Person, epoch: int) -> bool:
    return person.session.cursor > epoch


def test_first_launch_shows_the_students(person: Person) -> None:
    table = person.find(QTableView, "dataTable").model()
    assert table.rowCount() == 20
    assert person.cell(6, 0) == "1.75"
    assert person.cell(6, 1) == "1"
    assert person.find(QComboBox, "sampleCombo").currentText() == "Hours studied → pass"
    assert person.read("epochLabel") == "0"
    assert person.read("costLabel") == "0.6931"
    assert "0.4015" in person.read("optimumLabel")
    assert "−4.0777" in person.read("optimumLabel")


class TestTransport:
    def test_the_right_arrow_takes_a_step_and_the_left_one_goes_back(self, person: Person) -> None:
        for _ in range(3):
            person.press(Qt.Key.Key_Right)
        assert person.session.cursor == 3
        assert person.read("epochLabel") == "3"
        cost = person.read("costLabel")
        person.press(Qt.Key.Key_Left)
        assert person.read("epochLabel") == "2"
        person.press(Qt.Key.Key_Right)
        assert person.read("costLabel") == cost

    def test_keys_that_come_faster_than_the_steps_all_count(
        self, person: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        gate = threading.Semaphore(1)

        def held_back(
            experiment: Experiment, last: Step | None = None
        ) -> Generator[Step, None, StopReason]:
            steps = descend(experiment, last)
            while True:
                gate.acquire()
                try:
                    yield next(steps)
                except StopIteration as end:
                    reason: StopReason = end.value
                    return reason

        monkeypatch.setattr(trainer, "descend", held_back)
        person.type_number("alphaSpin", "0.2")
        for _ in range(4):
            QTest.keyClick(person.window, Qt.Key.Key_Right)
        assert person.session.cursor == 0
        gate.release(9)
        person.until(lambda: person.read("epochLabel") == "4")

    def test_back_keeps_what_is_known(self, person: Person) -> None:
        person.press(Qt.Key.Key_End)
        person.until(lambda: person.session.cursor == 1000)
        person.press(Qt.Key.Key_Home)
        assert person.session.cursor == 0
        assert len(person.session.history.cost) == 1001

    def test_space_plays_and_pauses(self, person: Person) -> None:
        person.press(Qt.Key.Key_Space)
        person.until(lambda: person.session.cursor >= 5)
        person.press(Qt.Key.Key_Space)
        stopped = person.session.cursor
        person.press(Qt.Key.Key_Right)
        assert person.session.cursor == stopped + 1
        assert is_the_run_of_its_experiment(person)

    def test_flat_out_reaches_the_last_epoch_and_stops(self, person: Person) -> None:
        slider = person.find(QAbstractSlider, "speedSlider")
        slider.setValue(slider.maximum())
        assert person.shows("flat out")
        person.press(Qt.Key.Key_Space)
        person.until(lambda: person.session.cursor == 1000)
        play = person.window.findChild(QAction, "actionPlay")
        assert play is not None
        person.until(lambda: not play.isChecked())
        assert "last epoch" in person.read("verdictLabel")

    def test_one_step_a_second_shows_no_second_step_early(self, person: Person) -> None:
        slider = person.find(QAbstractSlider, "speedSlider")
        slider.setValue(slider.minimum())
        person.press(Qt.Key.Key_Space)
        person.until(lambda: person.session.cursor == 1)
        assert len(person.session.history.cost) <= 3

    def test_the_timeline_scrubs_to_epochs_not_yet_known(self, person: Person) -> None:
        slider = person.find(QAbstractSlider, "timelineSlider")
        assert slider.maximum() == 1000
        slider.setValue(700)
        person.until(lambda: person.session.cursor == 700)
        assert person.read("epochLabel") == "700"
        slider.setValue(70)
        assert person.session.cursor == 70

    def test_a_click_on_the_cost_curve_jumps(self, person: Person) -> None:
        person.press(Qt.Key.Key_End)
        person.until(lambda: person.session.cursor == 1000)
        person.click("costPlot", 400, 0.5)
        assert abs(person.session.cursor - 400) <= 2
        assert person.read("epochLabel") == str(person.session.cursor)


class TestSettings:
    def test_alpha_is_taken_as_typed_and_replays_to_the_same_epoch(self, person: Person) -> None:
        person.find(QAbstractSlider, "timelineSlider").setValue(50)
        person.type_number("alphaSpin", "0.123456789")
        assert person.session.experiment.alpha == 0.123456789
        person.until(lambda: person.session.cursor == 50)
        assert is_the_run_of_its_experiment(person)

    def test_the_alpha_slider_and_number_agree(self, person: Person) -> None:
        slider = person.find(QAbstractSlider, "alphaSlider")
        slider.setValue(slider.maximum())
        assert person.session.experiment.alpha == 100.0
        slider.setValue(slider.minimum())
        assert person.session.experiment.alpha == 1e-4
        person.type_number("alphaSpin", "0.1")
        assert slider.value() == slider.maximum() // 2

    def test_a_run_cut_short_comes_back_to_its_epoch(self, person: Person) -> None:
        person.find(QAbstractSlider, "timelineSlider").setValue(200)
        person.until(lambda: person.session.cursor == 200)
        person.type_number("epochsSpin", "80")
        assert person.session.cursor == 80
        person.type_number("epochsSpin", "1000")
        person.until(lambda: person.session.cursor == 200)

    def test_ten_million_epochs_can_be_set(self, person: Person) -> None:
        person.type_number("epochsSpin", "10000000")
        assert person.session.experiment.epochs == 10_000_000

    def test_a_drag_of_the_start_marker_moves_the_start_in_one_undo(self, person: Person) -> None:
        person.drag("landscapePlot", (0, 0), (-1, 0.5), (-2, 1))
        start = person.session.history.beta[0]
        assert start == pytest.approx([-2, 1], abs=0.05)
        person.press(Qt.Key.Key_Z, CTRL)
        assert person.session.experiment.start == "zeros"

    def test_a_click_on_the_contour_sets_the_start(self, person: Person) -> None:
        person.click("landscapePlot", -3, 0.5)
        assert person.session.history.beta[0] == pytest.approx([-3, 0.5], abs=0.05)
        assert person.session.cursor == 0

    def test_a_random_start_shows_its_seed_and_replays(self, person: Person) -> None:
        combo = person.find(QComboBox, "startCombo")
        QTest.keyClick(combo, Qt.Key.Key_Down)
        person.type_number("seedSpin", "7")
        first = person.session.history.beta[0].copy()
        assert np.array_equal(first, np.random.default_rng(7).standard_normal(2))
        person.type_number("seedSpin", "8")
        assert not np.array_equal(person.session.history.beta[0], first)
        person.type_number("seedSpin", "7")
        assert np.array_equal(person.session.history.beta[0], first)


class TestPoints:
    def test_clicks_add_points_of_the_nearer_class(self, person: Person) -> None:
        person.click("sigmoidPlot", 4.4, 0.2)
        person.click("sigmoidPlot", 1.2, 0.8)
        data = person.session.experiment.dataset
        assert data.n == 22
        assert list(data.y[-2:]) == [0, 1]
        assert data.x[-2:] == pytest.approx([4.4, 1.2], abs=0.02)
        assert person.find(QTableView, "dataTable").model().rowCount() == 22

    def test_a_click_on_a_point_gives_it_the_other_class(self, person: Person) -> None:
        person.click("sigmoidPlot", 4.0, 1.0)
        assert person.session.experiment.dataset.y[14] == 0
        assert person.cell(14, 1) == "0"
        person.press(Qt.Key.Key_Z, CTRL)
        assert person.session.experiment.dataset.y[14] == 1

    def test_a_drag_moves_a_point_in_one_undo_and_the_optimum_follows(self, person: Person) -> None:
        before = person.read("optimumLabel")
        person.drag("sigmoidPlot", (0.5, 0.0), (1.5, 0.1), (2.5, 0.0), (3.0, 0.0))
        assert person.session.experiment.dataset.x[0] == pytest.approx(3.0, abs=0.02)
        best = optimum(person.session.run.objective)
        assert best is not None
        assert f"{best.cost:.4f}" in person.read("optimumLabel") != before
        person.press(Qt.Key.Key_Z, CTRL)
        assert person.session.experiment.dataset.x[0] == 0.5
        person.press(Qt.Key.Key_Z, CTRL | SHIFT)
        assert person.session.experiment.dataset.x[0] == pytest.approx(3.0, abs=0.02)

    def test_delete_removes_the_selected_point(self, person: Person) -> None:
        person.find(QTableView, "dataTable").selectRow(3)
        person.press(Qt.Key.Key_Delete)
        assert person.session.experiment.dataset.n == 19
        assert 1.25 not in person.session.experiment.dataset.x
        person.press(Qt.Key.Key_Z, CTRL)
        assert person.session.experiment.dataset.x[3] == 1.25

    def test_the_table_is_edited_and_refuses_words(self, person: Person) -> None:
        person.type_cell(0, 0, "0.6")
        assert person.session.experiment.dataset.x[0] == 0.6
        person.type_cell(0, 0, "many")
        assert person.session.experiment.dataset.x[0] == 0.6
        assert person.shows("“many” is not a number")
        person.type_cell(0, 1, "2")
        assert person.session.experiment.dataset.y[0] == 0
        assert person.shows("the class must be 0 or 1")

    def test_one_class_and_no_point_are_told_calmly(self, person: Person) -> None:
        person.find(QComboBox, "sampleCombo").activated.emit(5)
        assert person.session.experiment.dataset.n == 1
        assert "only one class" in person.read("verdictLabel")
        person.find(QTableView, "dataTable").selectRow(0)
        person.press(Qt.Key.Key_Delete)
        assert person.session.experiment.dataset.n == 0
        assert "No points yet" in person.read("verdictLabel")
        person.click("sigmoidPlot", 0.5, 0.9)
        assert list(person.session.experiment.dataset.y) == [1]

    def test_edits_during_play_never_mix_runs(self, person: Person) -> None:
        person.type_number("epochsSpin", "1000000")
        person.type_number("toleranceSpin", "0")
        slider = person.find(QAbstractSlider, "speedSlider")
        slider.setValue(slider.maximum())
        person.press(Qt.Key.Key_Space)
        for x in (1.1, 2.2, 3.3, 4.6):
            person.click("sigmoidPlot", x, 0.3)
            person.until(partial(has_passed, person, person.session.cursor))
        person.press(Qt.Key.Key_Space)
        assert person.session.experiment.dataset.n == 24
        assert is_the_run_of_its_experiment(person)


class TestLedger:
    @pytest.fixture
    def experiment(self) -> Experiment:
        return sample("worked").experiment()

    def test_the_worked_point(self, person: Person) -> None:
        assert person.shows("β1 ← 0.12000 − 0.1 · (−1.4000) = 0.26000")
        assert person.shows("β0 ← −1.08730 − 0.1 · (−0.7000) = −1.01730")
        ledger = person.window.findChild(QTableView, "ledgerTable")
        assert ledger is not None
        row = [ledger.model().index(0, column).data() for column in range(7)]
        assert row[:6] == ["2", "1", "−0.8473", "0.3000", "−0.7000", "−1.400"]
        assert row[6] == f"{-math.log(0.3):.4f}"

    def test_the_step_is_the_one_told(self, person: Person) -> None:
        person.press(Qt.Key.Key_Right)
        assert person.session.history.beta[1][1] == pytest.approx(0.26, abs=1e-15)
        assert person.shows("epoch 1 → 2")


def test_hovering_reads_out_exact_values(person: Person) -> None:
    person.hover("sigmoidPlot", 1.75, 1.0)
    assert person.shows("point 7:  x 1.75   y 1\nz 0   p 0.5000")
    person.hover("landscapePlot", -2.0, 1.0)
    note = next(words for words in person.words() if words.startswith("β0 ") and "\nJ " in words)
    b0, b1, cost, _ = (parse(word) for word in note.split()[1::2])
    assert (b0, b1) == pytest.approx((-2.0, 1.0), abs=0.02)  # about a pixel
    assert cost == pytest.approx(person.session.run.objective.cost([b0, b1]), abs=1e-3)


def test_closing_in_the_middle_of_flat_out_training_joins_the_thread(person: Person) -> None:
    person.type_number("toleranceSpin", "0")
    person.type_number("epochsSpin", "10000000")
    slider = person.find(QAbstractSlider, "speedSlider")
    slider.setValue(slider.maximum())
    person.press(Qt.Key.Key_Space)
    person.until(lambda: person.session.cursor > 1000)
    person.window.close()
    reached = len(person.session.history.cost)
    assert not person.session.playing
    assert len(person.session.history.cost) == reached


def test_no_timer_lives_on_after_the_window_is_closed(person: Person) -> None:
    person.drag("landscapePlot", (0.0, 0.0), (1.0, 0.2))
    person.trigger("actionCopyLink")
    person.window.close()
    assert not [timer for timer in person.window.findChildren(QTimer) if timer.isActive()]


def choose(person: Person, name: str, text: str) -> None:
    """Choose in a combo box by typing the beginning of an entry."""
    combo = person.find(QComboBox, name)
    combo.setCurrentIndex(combo.findText(text))
    combo.activated.emit(combo.currentIndex())


class TestModels:
    def test_a_line_instead_of_the_sigmoid(self, person: Person) -> None:
        choose(person, "modelCombo", "Linear")
        person.press(Qt.Key.Key_End)
        person.until(lambda: person.session.at_end)
        assert isinstance(person.session.run.objective, LeastSquares)
        slope, intercept = np.polyfit(
            person.session.experiment.dataset.x, person.session.experiment.dataset.y, 1
        )
        assert f"β0 {intercept:.4f}".replace("-", "−") in person.read("optimumLabel")
        assert f"β1 {slope:.4f}" in person.read("optimumLabel")
        assert person.shows("ŷ = ")
        assert not person.find(QComboBox, "costCombo").isEnabled()

    def test_with_the_linear_model_a_click_adds_a_point_at_its_height(self, person: Person) -> None:
        choose(person, "modelCombo", "Linear")
        person.click("sigmoidPlot", 3.0, 0.4)
        assert person.session.experiment.dataset.y[-1] == pytest.approx(0.4, abs=0.02)
        choose(person, "modelCombo", "Logistic")
        assert person.shows("y must hold only 0 and 1")
        assert person.find(QComboBox, "modelCombo").currentText() == "Linear"
        assert person.session.experiment.model == "linear"

    def test_squared_error_shows_its_own_arithmetic(self, person: Person) -> None:
        choose(person, "costCombo", "Squared error on σ(z)")
        model = person.find(QTableView, "ledgerTable").model()
        headers = [
            model.headerData(c, Qt.Orientation.Horizontal) for c in range(model.columnCount())
        ]
        assert headers == ["x", "y", "z", "p", "p − y", "d", "d·x", "cost"]
        assert model.index(0, 5).data() == "0.12500"
        assert person.read("costLabel") == "0.1250"

    @pytest.mark.parametrize("rule", ["Momentum", "Nesterov", "RMSprop", "Adam"])
    def test_each_rule_runs_and_tells_its_step(self, person: Person, rule: str) -> None:
        choose(person, "ruleCombo", rule)
        person.press(Qt.Key.Key_Right)
        person.press(Qt.Key.Key_Right)
        assert is_the_run_of_its_experiment(person)
        person.press(Qt.Key.Key_Left)
        before, after = person.session.history.beta[1:3]
        assert any(
            words.startswith("β1 ← ") and words.endswith(fixed(after[1], decimals))
            for words in person.words()
            for decimals in range(3, 9)
        )
        assert before[1] != after[1]

    def test_a_rule_has_its_parameters(self, person: Person) -> None:
        choose(person, "ruleCombo", "Momentum")
        person.type_number("decaySpin", "0.5")
        assert dict(person.session.experiment.rule_settings) == {"decay": 0.5}
        person.type_number("decaySpin", "0.9")
        assert not person.session.experiment.rule_settings
        person.type_number("decaySpin", "2")
        assert not person.session.experiment.rule_settings

    def test_scaling_keeps_the_picked_start_the_same_model(self, person: Person) -> None:
        person.click("landscapePlot", -3, 0.5)
        before = person.session.run.beta_data_units(0)
        person.find(QCheckBox, "scaleCheck").click()
        assert person.session.experiment.scale
        assert person.session.run.beta_data_units(0) == pytest.approx(before, rel=1e-12)
        assert person.shows("x scaled")
        assert "−4.0777" in person.read("optimumLabel")

    def test_l2_pulls_the_optimum_in_and_shows_its_term(self, person: Person) -> None:
        person.type_number("l2Spin", "0.1")
        assert person.session.experiment.l2 == 0.1
        assert "−4.0777" not in person.read("optimumLabel")
        assert person.shows("λ 0.1: gradient")

    def test_batches_come_from_the_seed(self, person: Person) -> None:
        person.type_number("batchSpin", "5")
        for _ in range(3):
            person.press(Qt.Key.Key_Right)
        first = person.session.history.beta.copy()
        assert is_the_run_of_its_experiment(person)
        person.type_number("seedSpin", "3")
        assert not np.array_equal(person.session.history.beta[:4], first[:4])

    def test_the_run_stops_by_the_rule_that_is_set(self, person: Person) -> None:
        person.type_number("toleranceSpin", "0.1")
        person.press(Qt.Key.Key_End)
        person.until(lambda: person.session.at_end)
        last = person.session.history.gradient[-1]
        assert np.abs(last).max() <= 0.1
        assert "0.1" in person.read("verdictLabel")

    def test_the_alpha_slider_marks_the_bounds_of_the_data(self, person: Person) -> None:
        assert person.shows("0.94 of 1/L")
        person.find(QCheckBox, "scaleCheck").click()
        assert person.shows("0.94 of 1/L")
        person.type_number("alphaSpin", "0.35")
        assert person.shows("0.088 of 1/L")


def test_more_epochs_go_on_from_what_is_known(person: Person) -> None:
    person.press(Qt.Key.Key_End)
    person.until(lambda: person.session.at_end)
    person.type_number("epochsSpin", "1200")
    assert len(person.session.history) == 1001
    person.press(Qt.Key.Key_End)
    person.until(lambda: person.session.cursor == 1200)
    assert is_the_run_of_its_experiment(person)
    person.type_number("epochsSpin", "300")
    assert len(person.session.history) == 301
    assert person.session.at_end


def test_nothing_moves_at_rest(person: Person) -> None:
    def timers_at_work() -> list[QTimer]:
        return [timer for timer in person.window.findChildren(QTimer) if timer.isActive()]

    person.press(Qt.Key.Key_Space)
    person.until(lambda: person.session.cursor > 3)
    assert timers_at_work()
    person.press(Qt.Key.Key_Space)
    person.until(lambda: timers_at_work() == [])
    person.press(Qt.Key.Key_End)
    person.until(lambda: person.session.at_end)
    person.until(lambda: timers_at_work() == [])
    person.type_number("alphaSpin", "0.2")
    person.until(lambda: not person.session.waiting)
    person.until(lambda: timers_at_work() == [])


def test_rapid_edits_during_play_leave_one_run(person: Person) -> None:
    person.type_number("epochsSpin", "1000000")
    person.type_number("toleranceSpin", "0")
    person.find(QAbstractSlider, "speedSlider").setValue(10_000)
    person.press(Qt.Key.Key_Space)
    slider = person.find(QAbstractSlider, "alphaSlider")
    for turn in range(40):
        slider.setValue(300 + turn)
        if turn % 8 == 0:
            person.click("landscapePlot", -2 + 0.1 * turn, 0.5)
        if turn % 10 == 0:
            person.until(partial(has_passed, person, 20))
    person.press(Qt.Key.Key_Space)
    person.until(lambda: not person.session.waiting)
    assert is_the_run_of_its_experiment(person)
    shown = person.read("costLabel")
    assert shown == fixed(float(person.session.history.cost[person.session.cursor]))


def test_a_message_floats_below_the_bar_and_moves_nothing(person: Person) -> None:
    table = person.find(QTableView, "dataTable")
    before = table.mapTo(person.window, QPoint(0, 0))
    person.type_cell(2, 0, "abc")
    bar = person.find(QFrame, "messageBar")
    assert bar.isVisible()
    assert table.mapTo(person.window, QPoint(0, 0)) == before
    assert 50 < bar.mapTo(person.window, QPoint(0, 0)).y() < 90
    person.type_cell(2, 0, "1.1")
    assert not bar.isVisible()


def test_deleting_goes_on_with_the_next_point(person: Person) -> None:
    person.find(QTableView, "dataTable").selectRow(18)
    for left in (19, 18, 17):
        person.press(Qt.Key.Key_Delete)
        assert person.session.experiment.dataset.n == left
    assert person.session.experiment.dataset.x[-1] == 4.5


_FLAT_OUT = """
from PySide6.QtCore import QTimer
from gdviz.documents.samples import sample
from gdviz import main_window
from gdviz.session.playhead import FLAT_OUT

class Window(main_window.MainWindow):
    def showEvent(self, event):
        super().showEvent(event)
        self.session.set_speed(FLAT_OUT)
        self.session.changed.connect(self.close_under_way)
        self.session.play()

    def close_under_way(self):
        if self.session.cursor > 10_000:
            self.session.changed.disconnect(self.close_under_way)
            print("closed at", self.session.cursor)
            QTimer.singleShot(0, self.close)

main_window.MainWindow = Window
import sys
sys.exit(main_window.run(sample("hours").experiment().altered(epochs=10**7, tolerance=0)))
"""


def test_a_process_closed_while_it_trains_ends_cleanly() -> None:
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", _FLAT_OUT], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0
    assert "closed at" in done.stdout
    assert "Traceback" not in done.stderr


def test_what_is_typed_when_the_window_closes_does_not_hold_it_up(person: Person) -> None:
    person.window.close()
    person.type_number("alphaSpin", "0.5")
    person.press(Qt.Key.Key_Right)
    person.press(Qt.Key.Key_Space)
    assert person.session.experiment.alpha == 0.35
    assert person.session.cursor == 0
    assert not person.session.playing


def test_an_error_of_the_trainer_is_told_and_logged(
    person: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def failing(experiment: Experiment, last: Step | None) -> Iterator[Step]:
        yield from islice(descend(experiment, last), 4)
        raise ZeroDivisionError("a mistake in the engine")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(trainer, "descend", failing)
    person.type_number("alphaSpin", "0.2")
    person.press(Qt.Key.Key_End)
    person.until(lambda: person.shows("a mistake in the engine"))
    assert person.session.cursor == 3
    assert not person.session.playing
    log = (tmp_path / "gdviz" / "gdviz.log").read_text(encoding="utf-8")
    assert "ZeroDivisionError: a mistake in the engine" in log


def test_a_long_replay_shows_how_far_it_is_and_a_newer_one_takes_its_place(person: Person) -> None:
    person.type_number("epochsSpin", "10000000")
    person.type_number("toleranceSpin", "0")
    bar = person.find(QProgressBar, "progressBar")
    assert not bar.isVisible()
    person.find(QAbstractSlider, "timelineSlider").setValue(9_000_000)
    person.until(bar.isVisible)
    person.until(lambda: bar.value() > 0, timeout=20_000)
    assert "Computing the run" in bar.text()
    # Neither waits for the end of the long replay.
    person.find(QAbstractSlider, "alphaSlider").setValue(3000)
    assert is_the_run_of_its_experiment(person)
    person.find(QAbstractSlider, "timelineSlider").setValue(50)
    person.until(lambda: person.session.cursor == 50)
    assert not bar.isVisible()
    assert is_the_run_of_its_experiment(person)


def test_what_cannot_be_seen_is_not_painted_again(person: Person) -> None:
    class Painted(QObject):
        count = 0

        @override
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            self.count += event.type() == QEvent.Type.Paint
            return super().eventFilter(watched, event)

    person.type_number("epochsSpin", "100000")
    person.type_number("toleranceSpin", "0")
    person.find(QAbstractSlider, "timelineSlider").setValue(30_000)
    person.until(lambda: not person.session.waiting, timeout=20_000)
    for _ in range(5):
        QApplication.processEvents()
    watch = Painted()
    person.find(PlotWidget, "sigmoidPlot").viewport().installEventFilter(watch)
    for _ in range(3):
        person.press(Qt.Key.Key_Right)
        QApplication.processEvents()
    assert person.session.cursor == 30_003
    assert watch.count == 0
    person.press(Qt.Key.Key_Home)
    person.until(lambda: watch.count > 0)


def test_a_run_up_to_the_largest_float_is_shown(person: Person) -> None:
    data = Dataset(np.arange(1.0, 6.0), np.array([1.0, 0.0, 1.0, 0.0, 1.0]))
    person.session.edit(Experiment(data, model="linear", alpha=1.0), "Open")
    person.press(Qt.Key.Key_End)
    assert person.session.cursor > 100
    for name in ("costLabel", "gradientLabel", "betaLabel"):
        assert "e" in person.read(name)


def test_what_is_never_reached_is_never_shown_as_reached(person: Person) -> None:
    gap = Dataset([0.0, 1.0, 5.0, 6.0], [0, 0, 1, 1], ("x",), "y")
    person.session.open(Experiment(gap, alpha=1e6, epochs=40, tolerance=0.0), "Open")
    person.press(Qt.Key.Key_End)
    person.until(lambda: not person.session.waiting and not person.session.playing)
    assert person.session.history.cost_at(40) == 0.0
    assert person.read("costLabel") == "< 1e−307"
    assert person.shows("J < 1e−307")
    person.hover("sigmoidPlot", 6.0, 1.0)
    assert person.shows("p > 0.9999")
    person.hover("sigmoidPlot", 0.0, 0.0)
    assert person.shows("p < 1e−307")
    assert person.read("accuracyLabel") == "100%"
