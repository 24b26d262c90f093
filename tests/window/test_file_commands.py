from __future__ import annotations

import csv
import gc
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableView,
    QWidget,
)

from gdviz.documents.session_file import write_session
from gdviz.engine import Dataset, Experiment, descend
from gdviz.views.dialogs.export_dialog import ExportDialog
from gdviz.window.actions import SWITCHES
from tests.heart import Heart
from tests.person import Person

CTRL = Qt.KeyboardModifier.ControlModifier
NO_KEY = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The user's answers in the file dialogs: {"open": path, "save": path}."""
    given: dict[str, str] = {}
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (given["open"], ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (given["save"], ""))
    return given


def message(person: Person) -> str:
    label = person.find(QLabel, "messageLabel")
    return label.text() if label.isVisible() else ""


def drop(person: Person, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, NO_KEY
    enter = QDragEnterEvent(QPoint(300, 300), copy, mime, left, plain)
    QApplication.sendEvent(person.window, enter)
    assert enter.isAccepted()
    event = QDropEvent(QPointF(300, 300), copy, mime, left, plain)
    QApplication.sendEvent(person.window, event)


class TestOpening:
    def test_a_table_opens_with_its_classes_told(
        self, person: Person, answers: dict[str, str], tmp_path: Path
    ) -> None:
        path = tmp_path / "rain.csv"
        path.write_text("pressure;wet\n1,5;no\n2,5;yes\n3,5;no\n4,5;yes\n")
        answers["open"] = str(path)
        person.press(Qt.Key.Key_O, CTRL)
        assert list(person.session.experiment.dataset.x) == [1.5, 2.5, 3.5, 4.5]
        assert "wet: no is 0, yes is 1" in message(person)
        assert person.find(QComboBox, "sampleCombo").currentText() == "rain.csv"
        person.press(Qt.Key.Key_Z, CTRL)
        assert person.session.experiment.dataset.n == 20
        assert person.find(QComboBox, "sampleCombo").currentText() == "Hours studied → pass"

    def test_alpha_that_is_of_no_use_is_replaced_and_told(
        self, person: Person, tmp_path: Path
    ) -> None:
        path = tmp_path / "big.csv"
        path.write_text("x,y\n1000,0\n2000,1\n3000,0\n4000,1\n")
        drop(person, path)
        assert person.session.experiment.alpha < 1e-5
        assert "α was 0.35; it is now" in message(person)

    def test_of_several_features_it_asks_which(
        self, person: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        path = tmp_path / "two.csv"
        path.write_text("a,b,y\n1,9,0\n2,8,1\n3,7,0\n4,6,1\n")
        monkeypatch.setattr(QInputDialog, "getItem", lambda *_: ("b", True))
        drop(person, path)
        assert list(person.session.experiment.dataset.x) == [9, 8, 7, 6]

    @pytest.mark.parametrize(
        ("content", "parts"),
        [
            (b"", ("is empty",)),
            (b"\x00\x01\x02\xff" * 50, ()),
            (b"x\n1\n2\n", ("column",)),
            (b"x,y\n1,0\ntwo,1\n", ("line 3", "two")),
            (b"x,y\n1,0\nnan,1\n", ("line 3",)),
            (b"x,y\n1,0\ninf,1\n", ("line 3",)),
            (b"x,y\n1,0\n2,1\n3,2\n", ("line 4", "third label")),
        ],
    )
    def test_a_bad_file_is_told_and_nothing_is_lost(
        self, person: Person, tmp_path: Path, content: bytes, parts: tuple[str, ...]
    ) -> None:
        before = person.session.experiment
        path = tmp_path / "bad.csv"
        path.write_bytes(content)
        drop(person, path)
        assert "bad.csv" in message(person)
        for part in parts:
            assert part in message(person)
        assert person.session.experiment is before

    def test_a_missing_file_is_told(self, person: Person, tmp_path: Path) -> None:
        drop(person, tmp_path / "gone.csv")
        assert "gone.csv" in message(person)


class TestDialogs:
    """What the dialogs are asked for, and that a dialog without an answer changes nothing."""

    @pytest.fixture
    def asked(self, monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
        every: list[tuple[object, ...]] = []

        def refuse(_window: QWidget, *arguments: object) -> tuple[str, object]:
            every.append(arguments)
            return "", False

        monkeypatch.setattr(QFileDialog, "getOpenFileName", refuse)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", refuse)
        monkeypatch.setattr(QInputDialog, "getItem", refuse)
        return every

    def test_one_opens_data_and_sessions(
        self, person: Person, asked: list[tuple[object, ...]]
    ) -> None:
        before = person.session.experiment
        person.trigger("actionOpen")
        known = "Data and sessions (*.csv *.tsv *.txt *.gdviz);;All files (*)"
        assert asked == [("Open", "", known)]
        assert person.session.experiment is before

    @pytest.mark.parametrize("name", ["actionSave", "actionSaveAs"])
    def test_one_saves_a_session(
        self, person: Person, asked: list[tuple[object, ...]], name: str
    ) -> None:
        person.trigger(name)
        assert asked == [("Save session", "session.gdviz", "gdviz session (*.gdviz)")]
        assert message(person) == ""

    def test_a_session_that_has_a_file_is_saved_there(
        self, person: Person, answers: dict[str, str], tmp_path: Path
    ) -> None:
        first, second = tmp_path / "first.gdviz", tmp_path / "second.gdviz"
        answers["save"] = str(first)
        person.trigger("actionSave")
        answers["save"] = str(second)
        person.trigger("actionSave")
        assert [path.name for path in tmp_path.iterdir()] == ["first.gdviz"]
        person.trigger("actionSaveAs")
        person.trigger("actionSave")
        assert str(second) in message(person)
        assert person.session.undo_stack.isClean()

    def test_one_exports_a_figure_in_any_of_the_formats(
        self, person: Person, asked: list[tuple[object, ...]]
    ) -> None:
        person.trigger("actionExportCost")
        [(title, name, filters, chosen)] = asked
        assert (title, name) == ("Export", "gdviz-cost.png")
        assert chosen == "PNG picture (*.png)"
        assert isinstance(filters, str)
        assert [one.partition("(")[2] for one in filters.split(";;")] == [
            "*.png)",
            "*.svg)",
            "*.pdf)",
        ]
        assert message(person) == ""

    def test_of_several_features_it_is_asked_which_by_their_names(
        self, person: Person, asked: list[tuple[object, ...]], tmp_path: Path
    ) -> None:
        before = person.session.experiment
        path = tmp_path / "three.csv"
        path.write_text("a,b,c,y\n1,9,2,0\n2,8,3,1\n")
        drop(person, path)
        question = "three.csv has 3 features. Which one is x?"
        assert asked == [("Choose a feature", question, ["a", "b", "c"], 0, False)]
        assert person.session.experiment is before

    def test_a_session_is_known_by_its_suffix_however_it_is_written(
        self, person: Person, tmp_path: Path, answers: dict[str, str]
    ) -> None:
        path = tmp_path / "old.GDVIZ"
        answers["save"] = str(path)
        saved = person.session.experiment
        person.trigger("actionSave")
        person.click("sigmoidPlot", 4.4, 0.2)
        drop(person, path)
        assert person.session.experiment == saved


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 300,000 examples."""
    rng = np.random.default_rng(5)
    x = rng.normal(3.0, 2.0, 300_000)
    y = rng.random(x.size) < 1 / (1 + np.exp(3.0 - x))
    path = tmp_path_factory.mktemp("large") / "large.csv"
    np.savetxt(path, np.column_stack([x, y]), "%.6f", ",", header="x,label", comments="")
    return path


class TestSaving:
    def test_a_session_comes_back_as_it_was(
        self, person: Person, answers: dict[str, str], tmp_path: Path
    ) -> None:
        path = tmp_path / "lesson.gdviz"
        answers["save"] = answers["open"] = str(path)
        person.click("sigmoidPlot", 4.4, 0.2)
        person.press(Qt.Key.Key_Right)
        person.press(Qt.Key.Key_Right)
        saved = person.session.experiment
        person.press(Qt.Key.Key_S, CTRL)
        person.press(Qt.Key.Key_Home)
        person.press(Qt.Key.Key_Z, CTRL)
        person.press(Qt.Key.Key_O, CTRL)
        assert person.session.experiment == saved
        assert person.session.cursor == 2

    def test_a_folder_that_is_not_there_is_told(
        self, person: Person, answers: dict[str, str], tmp_path: Path
    ) -> None:
        answers["save"] = str(tmp_path / "no" / "lesson.gdviz")
        person.press(Qt.Key.Key_S, CTRL)
        assert "does not exist" in message(person)

    @pytest.mark.parametrize(
        ("typed", "file"),
        [
            ("lesson", "lesson.gdviz"),
            ("lesson 1.2", "lesson 1.2.gdviz"),
            ("lesson 1.2.gdviz", "lesson 1.2.gdviz"),
            ("lesson.GDVIZ", "lesson.GDVIZ"),
            ("run.csv", "run.csv.gdviz"),
        ],
    )
    def test_a_session_has_its_suffix_and_so_can_be_opened(
        self, person: Person, answers: dict[str, str], tmp_path: Path, typed: str, file: str
    ) -> None:
        answers["save"], answers["open"] = str(tmp_path / typed), str(tmp_path / file)
        saved = person.session.experiment
        person.press(Qt.Key.Key_S, CTRL)
        assert [path.name for path in tmp_path.iterdir()] == [file]
        assert file in message(person)
        person.click("sigmoidPlot", 4.4, 0.2)
        person.press(Qt.Key.Key_O, CTRL)
        assert person.session.experiment == saved


class TestExporting:
    @pytest.mark.parametrize("plot", ["Sigmoid", "Cost", "Landscape"])
    def test_each_plot_has_its_button(
        self, person: Person, answers: dict[str, str], tmp_path: Path, plot: str
    ) -> None:
        path = tmp_path / "figure.png"
        answers["save"] = str(path)
        person.press(Qt.Key.Key_Right)
        person.trigger(f"actionExport{plot}")
        assert QImage(str(path)).width() == 1600
        assert str(path) in message(person)

    def test_the_dialog_asks_what_and_how(
        self, person: Person, answers: dict[str, str], tmp_path: Path
    ) -> None:
        path = tmp_path / "all.svg"
        answers["save"] = str(path)
        person.press(Qt.Key.Key_E, CTRL)
        dialog = person.find(ExportDialog, "exportDialog")
        choose(dialog, "exportFormat", "SVG drawing")
        press_button(dialog, "Choose file…")
        assert "<svg" in path.read_text(encoding="utf-8")[:300]

    @pytest.mark.parametrize(
        ("typed", "file", "start"),
        [
            ("figure", "figure.png", b"\x89PNG"),
            ("figure 1.2", "figure 1.2.png", b"\x89PNG"),
            ("figure 1.2.png", "figure 1.2.png", b"\x89PNG"),
            ("figure 1.PDF", "figure 1.PDF", b"%PDF"),
        ],
    )
    def test_a_figure_has_the_suffix_of_its_format(
        self,
        person: Person,
        answers: dict[str, str],
        tmp_path: Path,
        typed: str,
        file: str,
        start: bytes,
    ) -> None:
        answers["save"] = str(tmp_path / typed)
        person.trigger("actionExportCost")
        assert file in message(person)
        assert [path.name for path in tmp_path.iterdir()] == [file]
        assert (tmp_path / file).read_bytes().startswith(start)

    def test_a_file_that_the_dialog_has_not_asked_about_is_not_replaced(
        self, person: Person, answers: dict[str, str], tmp_path: Path
    ) -> None:
        there = [tmp_path / "lesson 1.2.gdviz", tmp_path / "lesson 1.2.png"]
        for path in there:
            path.write_text("mine", encoding="utf-8")
        answers["save"] = str(tmp_path / "lesson 1.2")
        person.press(Qt.Key.Key_S, CTRL)
        assert "lesson 1.2.gdviz is there already" in message(person)
        person.trigger("actionExportCost")
        assert "lesson 1.2.png is there already" in message(person)
        assert [path.read_text(encoding="utf-8") for path in there] == ["mine", "mine"]
        answers["save"] = str(there[0])
        person.press(Qt.Key.Key_S, CTRL)
        assert there[0].read_text(encoding="utf-8").startswith("{")

    @pytest.mark.parametrize("typed", ["run 1.2", "run.svg"])
    def test_a_table_has_its_suffix(
        self, person: Person, answers: dict[str, str], tmp_path: Path, typed: str
    ) -> None:
        answers["save"] = str(tmp_path / typed)
        export_history(person)
        assert [path.name for path in tmp_path.iterdir()] == [f"{typed}.csv"]

    def test_the_history_as_a_table_reads_back_to_the_bit(
        self, person: Person, answers: dict[str, str], tmp_path: Path
    ) -> None:
        path = tmp_path / "history.csv"
        answers["save"] = str(path)
        for _ in range(5):
            person.press(Qt.Key.Key_Right)
        export_history(person)
        with path.open(newline="") as file:
            rows = list(csv.reader(file))
        assert rows[0] == ["epoch", "beta0", "beta1", "cost", "gradient0", "gradient1"]
        betas = np.array([[float(row[1]), float(row[2])] for row in rows[1:]])
        assert np.array_equal(betas, person.session.history.beta)


def choose(dialog: ExportDialog, name: str, text: str) -> None:
    combo = dialog.findChild(QComboBox, name)
    assert combo is not None
    QTest.keyClicks(combo, text[:6])
    assert combo.currentText() == text


def export_history(person: Person) -> None:
    person.press(Qt.Key.Key_E, CTRL)
    dialog = person.find(ExportDialog, "exportDialog")
    choose(dialog, "exportWhat", "History of all epochs (table)")
    press_button(dialog, "Choose file…")


def press_button(dialog: ExportDialog, text: str) -> None:
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


class TestLargeFiles:
    """A file that takes longer than a frame is read in the background."""

    def test_the_window_lives_while_it_is_read_and_then_shows_all_rows(
        self, person: Person, large: Path
    ) -> None:
        before = person.session.experiment
        bar = person.find(QProgressBar, "progressBar")
        shares: list[int] = []
        bar.valueChanged.connect(
            lambda share: shares.append(share) if "Reading" in bar.format() else None
        )
        heart = Heart()
        drop(person, large)
        assert person.session.experiment is before
        person.press(Qt.Key.Key_Right)
        assert person.session.cursor == 1
        assert person.session.experiment is before
        person.until(lambda: person.session.experiment.dataset.n == 300_000, timeout=20_000)
        assert heart.stop() < 0.5
        assert len(shares) > 10
        assert shares == sorted(shares)
        assert not bar.isVisible()
        assert "300\u202f000 examples" in message(person)
        assert person.shows("4\u202f000 of 300\u202f000 points drawn")
        assert person.find(QTableView, "dataTable").model().rowCount() == 300_000
        person.press(Qt.Key.Key_Right)
        assert person.session.cursor == 1
        step = person.session.history.step(1)
        expected = list(islice(descend(person.session.experiment), 2))[1]
        assert step.cost == expected.cost

    def test_a_mistake_in_it_is_told_and_what_was_there_stays(
        self, person: Person, large: Path, tmp_path: Path
    ) -> None:
        before = person.session.experiment
        path = tmp_path / "mistaken.csv"
        path.write_text(f"{large.read_text()}1.5,maybe\n", encoding="utf-8")
        drop(person, path)
        person.until(lambda: "maybe" in message(person), timeout=20_000)
        assert "line 300002" in message(person)
        assert person.session.experiment is before

    def test_another_file_takes_its_place(
        self, person: Person, large: Path, tmp_path: Path
    ) -> None:
        small = tmp_path / "small.csv"
        small.write_text("x,y\n1,0\n2,1\n3,0\n")
        begin_to_read(person, large)
        drop(person, small)
        assert person.session.experiment.dataset.n == 3
        until_nothing_is_read(person)
        assert person.session.experiment.dataset.n == 3

    def test_a_sample_takes_its_place(self, person: Person, large: Path) -> None:
        begin_to_read(person, large)
        combo = person.find(QComboBox, "sampleCombo")
        combo.activated.emit(1)
        chosen = person.session.experiment
        until_nothing_is_read(person)
        assert person.session.experiment is chosen

    def test_closing_the_window_ends_the_reading(self, person: Person, large: Path) -> None:
        begin_to_read(person, large)
        person.window.close()
        assert person.session.experiment.dataset.n == 20


def begin_to_read(person: Person, path: Path) -> None:
    shares: list[int] = []
    person.find(QProgressBar, "progressBar").valueChanged.connect(shares.append)
    drop(person, path)
    person.until(lambda: bool(shares))


def until_nothing_is_read(person: Person) -> None:
    """Wait for the thread to end, even if at the end of its file, and handle its signals."""
    # Garbage collection is off while a thread works.
    person.until(gc.isenabled, timeout=20_000)
    QApplication.processEvents()


def test_a_session_of_several_features_asks_for_one(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = Dataset([[1.0, 9.0], [2.0, 7.0], [3.0, 8.0], [4.0, 6.0]], [0, 1, 0, 1], ("a", "b"))
    path = tmp_path / "two.gdviz"
    write_session(path, Experiment(data, epochs=20, start=(0.5, 1.0, -2.0)), 7)
    before = person.session.experiment
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_: ("b", False))
    person.window.open_path(path)
    person.see()
    assert person.session.experiment == before
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_: ("b", True))
    person.window.open_path(path)
    person.see()
    assert person.session.experiment.dataset.x.tolist() == [9.0, 7.0, 8.0, 6.0]
    assert person.session.experiment.start == (0.5, -2.0)
    assert person.shows("the other 1 feature and the epoch are left out")


def test_a_session_brings_back_how_the_plots_showed_it(
    person: Person, answers: dict[str, str], tmp_path: Path
) -> None:
    answers["save"] = answers["open"] = str(tmp_path / "lesson.gdviz")
    for name in ("actionLogCost", "actionAhead"):
        person.trigger(name)
    person.press(Qt.Key.Key_S, CTRL)
    for name in ("actionLogCost", "actionResiduals"):
        person.trigger(name)
    person.type_number("alphaSpin", "0.2")
    person.press(Qt.Key.Key_O, CTRL)
    actions = [one for one in person.window.findChildren(QAction) if one.objectName() in SWITCHES]
    shown = {action.objectName(): action.isChecked() for action in actions}
    assert shown == {"actionLogCost": True, "actionAhead": False, "actionResiduals": True}


def run_to_end(person: Person, epochs: str) -> None:
    person.type_number("toleranceSpin", "0")
    person.type_number("epochsSpin", epochs)
    person.press(Qt.Key.Key_End)
    person.until(lambda: person.session.at_end, timeout=30_000)


def test_the_table_of_a_long_run_is_written_beside_the_window(
    person: Person, answers: dict[str, str], tmp_path: Path
) -> None:
    run_to_end(person, "60000")
    path = tmp_path / "long.csv"
    answers["save"] = str(path)
    export_history(person)
    assert not path.exists()
    person.press(Qt.Key.Key_Home)
    assert person.session.cursor == 0
    person.until(lambda: message(person) == f"Exported to {path}", timeout=30_000)
    with path.open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["epoch", "beta0", "beta1", "cost", "gradient0", "gradient1"]
    assert len(rows) == 60_002
    history = person.session.history
    for epoch in (0, 1, 31_234, 60_000):
        assert [float(cell) for cell in rows[epoch + 1][1:3]] == history.beta_at(epoch).tolist()


def test_closing_drops_a_table_that_is_half_written(
    person: Person, answers: dict[str, str], tmp_path: Path
) -> None:
    run_to_end(person, "300000")
    answers["save"] = str(tmp_path / "long.csv")
    export_history(person)
    person.window.close()
    assert list(tmp_path.iterdir()) == []
