"""Surfaces that take long, computed in the background for the view that wants them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from gdviz.engine.dataset import Array
from gdviz.session.session import Session
from gdviz.views.surface.surface_grid import SurfaceGrid, SurfaceWish
from gdviz.views.surface.surface_view import SurfaceView
from gdviz.workers.surface_job import SurfaceJob


class SurfaceWork(QObject):
    """Computes what a view of the surface wishes for; a newer wish drops the one before."""

    def __init__(self, session: Session, view: SurfaceView, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._view = session, view
        self._job: SurfaceJob | None = None
        self._wish: SurfaceWish | None = None
        view.works_in_background = True
        view.surface_wanted.connect(self._on_wanted)

    @Slot(object)
    def _on_wanted(self, wish: SurfaceWish | None) -> None:
        self._session.jobs.drop(self._job)
        self._job = None
        if wish is None:
            return
        job = SurfaceJob(wish.experiment, wish.frame.x, wish.frame.y, wish.grids)
        self._wish = wish
        job.computed.connect(self._on_computed)
        self._job = self._session.jobs.start(job, self._on_finished)

    @Slot(object, object, object, object)
    def _on_computed(self, job: SurfaceJob, b0: Array, b1: Array, costs: Array) -> None:
        wish = self._wish
        if job is self._job and wish is not None:
            self._view.show_grid(SurfaceGrid(wish.experiment, wish.frame, b0, b1, costs))

    def _on_finished(self, _job: SurfaceJob) -> None:
        self._job = None
