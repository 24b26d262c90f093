"""The algorithm and its mathematics: NumPy only, no Qt, no files, no clock."""

from gdviz.engine.dataset import Dataset
from gdviz.engine.descend import Step, StopReason, descend
from gdviz.engine.experiment import Experiment
from gdviz.engine.landscape import landscape
from gdviz.engine.objectives.least_squares import LeastSquares
from gdviz.engine.objectives.log_loss import LogLoss
from gdviz.engine.objectives.objective import Objective
from gdviz.engine.objectives.squared_error import SquaredError
from gdviz.engine.optimum import Optimum, optimum

__all__ = [
    "Dataset",
    "Experiment",
    "LeastSquares",
    "LogLoss",
    "Objective",
    "Optimum",
    "SquaredError",
    "Step",
    "StopReason",
    "descend",
    "landscape",
    "optimum",
]
