"""Computing the cost surface of very many examples, coarse first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Signal

from gdviz.engine.experiment import Experiment
from gdviz.engine.landscape import landscape
from gdviz.support.compat import override
from gdviz.workers.job import Job

Span = tuple[float, float]


class SurfaceJob(Job):
    """Computes the surface over a frame of β0 and β1 on one grid after the other.

    ``computed`` gives the job, and the values of β0, of β1 and the costs of each grid, from few
    cells to many.
    """

    computed = Signal(object, object, object, object)

    def __init__(
        self, experiment: Experiment, across: Span, up: Span, grids: Sequence[int]
    ) -> None:
        super().__init__("Computing the cost surface")
        self._experiment = experiment
        self._across, self._up = across, up
        self._grids = grids

    @override
    def _work(self) -> None:
        objective = self._experiment.objective()
        whole, done = sum(cells**2 for cells in self._grids), 0

        def tell(share: float) -> None:
            self._tell((done + share * cells**2) / whole)

        for cells in self._grids:
            b0, b1 = (np.linspace(*span, cells) for span in (self._across, self._up))
            self.computed.emit(self, b0, b1, landscape(objective, b0, b1, progress=tell))
            done += cells**2
