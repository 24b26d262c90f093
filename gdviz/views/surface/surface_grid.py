"""A computed cost surface, and the wish for one."""

from __future__ import annotations

from dataclasses import dataclass

from gdviz.engine.dataset import Array
from gdviz.engine.experiment import Experiment
from gdviz.views.plotting.viewport import Frame


@dataclass(frozen=True, slots=True, eq=False)
class SurfaceWish:
    """A surface that takes too long for the GUI thread: the cost of an experiment over a frame.

    It is wanted on one grid after the other, from few cells along a side to many.
    """

    experiment: Experiment
    frame: Frame
    grids: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class SurfaceGrid:
    """The cost of an experiment over a frame: ``costs`` of shape (len(b1), len(b0))."""

    experiment: Experiment
    frame: Frame
    b0: Array
    b1: Array
    costs: Array

    def is_of(self, experiment: Experiment) -> bool:
        """Return whether it is the surface of that experiment as well."""
        return cost_of(self.experiment) == cost_of(experiment)


def cost_of(experiment: Experiment) -> tuple[object, ...]:
    """Return what determines the surface of an experiment."""
    one = experiment
    return one.model, one.cost, one.scale, one.l2, id(one.dataset)
