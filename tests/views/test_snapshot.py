from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from gdviz.engine import Experiment, StopReason
from gdviz.runs.run import Run
from gdviz.views.snapshot import Settings, Snapshot, is_new
from gdviz.views.theme import DARK, LIGHT
from tests.engine.samples import O_RINGS


@pytest.fixture(scope="module")
def run() -> Run:
    made = Run(Experiment(O_RINGS, alpha=4.0, epochs=30, scale=True, tolerance=0.0))
    made.finish()
    return made


def test_a_run_as_it_is_known_now(run: Run) -> None:
    snapshot = Snapshot.of(run, 12)
    assert snapshot.runs == (run,)
    assert snapshot.run is run
    assert snapshot.experiment is run.experiment
    assert snapshot.dataset is run.experiment.dataset
    assert snapshot.history is run.history
    assert (snapshot.epoch, snapshot.known, snapshot.ended) == (12, 31, StopReason.EPOCHS)
    assert (snapshot.playing, snapshot.phase, snapshot.selected) == (False, 0, None)
    assert snapshot.settings == Settings(LIGHT, residuals=True, ahead=True, logarithmic=False)
    settings = Settings(DARK)
    assert Snapshot.of(run, 12, settings).settings is settings


def test_the_current_run_comes_before_those_to_compare_with(run: Run) -> None:
    pinned = Run(Experiment(O_RINGS))
    assert replace(Snapshot.of(run, 3), runs=(run, pinned)).run is run


def test_the_numbers_at_the_cursor(run: Run) -> None:
    snapshot = Snapshot.of(run, 12)
    mean, deviation = O_RINGS.x.mean(), O_RINGS.x.std()
    b0, b1 = run.history.beta[12]
    slope = b1 / deviation
    assert snapshot.beta == pytest.approx((b0 - slope * mean, slope), rel=1e-12)
    assert snapshot.ledger.step.epoch == 12
    assert snapshot.verdict.kind == run.diagnosis(12).kind
    assert snapshot.beta is snapshot.beta
    assert snapshot.verdict is snapshot.verdict


@pytest.mark.parametrize(
    ("epoch", "known", "ended", "at_end"),
    [
        (30, 31, StopReason.EPOCHS, True),
        (30, 31, None, False),
        (29, 31, StopReason.EPOCHS, False),
        (0, 1, StopReason.GRADIENT, True),
    ],
)
def test_the_end_is_where_the_last_known_epoch_of_an_ended_run_is_shown(
    run: Run, epoch: int, known: int, ended: StopReason | None, at_end: bool
) -> None:
    assert Snapshot((run,), epoch, known, ended).at_end is at_end


def test_what_is_new_is_told_by_comparison(run: Run) -> None:
    now, before = Snapshot.of(run, 12), Snapshot.of(run, 11)
    assert is_new(lambda shown: shown.epoch, now, before)
    assert not is_new(lambda shown: shown.known, now, before)
    assert is_new(lambda shown: shown.known, now, None)


def test_it_cannot_be_changed(run: Run) -> None:
    with pytest.raises(FrozenInstanceError):
        Snapshot.of(run, 12).epoch = 13  # type: ignore[misc]
