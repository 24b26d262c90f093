"""The cost surface of very many examples, made in the background."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.testing import assert_allclose
from pytestqt.qtbot import QtBot

from gdviz.engine import Dataset, Experiment, landscape
from gdviz.workers.job import Jobs
from gdviz.workers.surface_job import SurfaceJob


def test_the_surface_comes_coarse_first(qtbot: QtBot) -> None:
    x = np.linspace(-3.0, 3.0, 400)
    experiment = Experiment(Dataset(x, (x > np.sin(9 * x)).astype(float)))
    job = SurfaceJob(experiment, (-5e3, 5e3), (-3e3, 3e3), (5, 9))
    surfaces: list[tuple[Any, ...]] = []
    job.computed.connect(lambda _, *surface: surfaces.append(surface))
    shares: list[float] = []
    job.progressed.connect(lambda _, share: shares.append(share))
    jobs, ended = Jobs(), list[SurfaceJob]()
    jobs.start(job, ended.append)
    qtbot.waitUntil(lambda: bool(ended))
    assert [len(b0) for b0, _, _ in surfaces] == [5, 9]
    for b0, b1, costs in surfaces:
        assert (b0[0], b0[-1], b1[0], b1[-1]) == (-5e3, 5e3, -3e3, 3e3)
        assert_allclose(costs, landscape(experiment.objective(), b0, b1))
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
