import csv

import numpy as np
import pytest

from gdviz.documents.errors import DocumentError
from gdviz.documents.samples import Sample, sample, samples
from gdviz.engine import StopReason
from gdviz.runs.run import Run


def finished(name: str) -> Run:
    run = Run(sample(name).experiment())
    run.finish()
    return run


def test_the_samples_come_in_their_order() -> None:
    names = [one.name for one in samples()]
    assert names == ["hours", "orings", "iris", "separable", "imbalanced", "worked"]


@pytest.mark.parametrize("one", samples(), ids=lambda one: one.name)
def test_each_file_begins_with_source_and_units_and_has_no_comma_in_them(one: Sample) -> None:
    lines = one.file.read_text(encoding="utf-8-sig").splitlines()
    comments = [line for line in lines if line.startswith("#")]
    assert lines[:3] == comments
    assert comments[1].startswith("# Source: ")
    assert comments[2].startswith("# Units: ")
    assert {len(row) for row in csv.reader(lines[3:])} == {2}
    assert all(len(row) == 1 for row in csv.reader(comments))


def test_a_file_with_other_than_ascii_letters_is_marked_for_spreadsheets() -> None:
    for one in samples():
        data = one.file.read_bytes()
        assert data.isascii() or data.startswith(b"\xef\xbb\xbf")


def test_hours_are_the_published_students() -> None:
    experiment = sample("hours").experiment()
    data = experiment.dataset
    assert (experiment.alpha, experiment.epochs) == (0.35, 1000)
    assert (data.n, data.feature_names, data.label_name) == (20, ("hours studied",), "passed")
    best = finished("hours").optimum
    assert best is not None
    np.testing.assert_allclose(best.beta, [-4.07771343, 1.50464543], atol=5e-9)


def test_orings_converge_in_32_epochs_to_the_published_optimum() -> None:
    run = finished("orings")
    assert run.experiment.dataset.feature_names == ("temperature (°F)",)
    assert run.experiment.dataset.label_name == "distress"
    assert (run.history.reason, run.history.last_epoch) == (StopReason.GRADIENT, 32)
    np.testing.assert_allclose(
        run.beta_data_units(32), [15.04290165, -0.23216274], rtol=0, atol=2e-4
    )


def test_iris_has_the_published_means_and_spreads() -> None:
    data = sample("iris").experiment().dataset
    species = data.x.reshape(3, 50)
    np.testing.assert_allclose(species.mean(axis=1), [0.246, 1.326, 2.026], atol=1e-12)
    np.testing.assert_allclose(species.std(axis=1, ddof=1), [0.105, 0.198, 0.275], atol=5e-4)
    assert data.y.tolist() == [0.0] * 100 + [1.0] * 50
    assert data.feature_names == ("petal width (cm)",)


def test_separable_has_no_optimum() -> None:
    assert finished("separable").optimum is None


def test_imbalanced_is_4_of_40_with_an_optimum() -> None:
    run = finished("imbalanced")
    assert (run.experiment.dataset.n, run.experiment.dataset.y.sum()) == (40, 4)
    assert run.optimum is not None


def test_the_worked_point_starts_at_p_of_exactly_0_3() -> None:
    run = finished("worked")
    assert run.objective.predict(run.history.beta[0]).tolist() == [0.3]
    np.testing.assert_allclose(run.history.gradient[0], [-0.7, -1.4], rtol=1e-15)
    np.testing.assert_allclose(run.history.beta[1] - run.history.beta[0], [0.07, 0.14], rtol=1e-14)
    assert run.history.beta[1, 1] == 0.26


@pytest.mark.parametrize("name", ["hours", "orings", "iris", "separable", "imbalanced", "worked"])
def test_no_preset_overshoots(name: str) -> None:
    assert (np.diff(finished(name).history.cost) < 0).all()


def test_an_unknown_sample_is_answered_with_the_names() -> None:
    with pytest.raises(DocumentError, match=r"no sample “hour”; the samples are hours, orings"):
        sample("hour")
