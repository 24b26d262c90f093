"""Which columns the table of a step has: they lead from x and y to the gradient of the cost."""

from __future__ import annotations

from dataclasses import dataclass

from gdviz.engine.objectives.objective import Objective
from gdviz.runs.ledger import Ledger, Row
from gdviz.runs.rounding import scaling_of
from gdviz.support.numbers import MINUS, significant
from gdviz.wording.terms import slope_formula


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, its meaning, its field of Row, and its width in signs.

    ``signs`` is the width for digits of its own, ``least`` that of its header.
    """

    header: str
    tip: str
    signs: float
    field: str
    least: float = 4

    def value(self, row: Row) -> float:
        """Return its number in a row."""
        number: float = getattr(row, self.field)
        return number


def columns_for(objective: Objective, prime: str = "", origin: str = "") -> tuple[Column, ...]:
    """Return the columns that lead from x and y to the gradient of that cost.

    ``prime`` marks x and β in a run's own coordinates, and ``origin`` says where they come from.
    """
    x, line = f"x{prime}", f"β0{prime} + β1{prime}·x{prime}"
    feature = f"The feature, standardised for the run: {origin}" if prime else "The feature"
    share = f"Its share of ∂J/∂β1{prime}"
    linear, flat = not objective.has_classes, not objective.slope_is_error
    error = "ŷ − y" if linear else "p − y"
    columns = [
        Column(x, feature, 5 if flat else 6, "x", 3),
        Column("y", "The label", 5 if linear else 1.3, "y", 1.3),
    ]
    if linear:
        columns += [Column("ŷ", f"The prediction: ŷ = {line}", 6, "prediction")]
    else:
        tip = "The predicted probability: p = σ(z)"
        columns += [
            Column("z", f"The log-odds: z = {line}", 6.3, "z"),
            Column("p", tip, 5.2, "prediction"),
        ]
    columns += [Column(error, "The error of the prediction", 6, "error", 5)]
    if flat:
        tip = slope_formula(objective.name)
        columns += [
            Column("d", tip, 6, "slope"),
            Column(f"d·{x}", share, 6, "slope_times_x"),
        ]
    else:
        columns += [Column(f"({error})·{x}", share, 7.3, "slope_times_x", 8.2 if prime else 7.3)]
    tip = "What the example adds to the cost"
    return (*columns, Column("cost", tip, 5.2 if flat else 6, "cost"))


def origin_of(ledger: Ledger) -> str:
    """Return what x′ comes from, such as x′ = (x − 2.79) / 1.47; nothing where x is as given."""
    if not ledger.experiment.scale:
        return ""
    scaling = scaling_of(ledger.experiment)
    mean, spread = float(scaling.mean[0]), float(scaling.spread[0])
    sign = "+" if mean < 0 else MINUS
    return f"x′ = (x {sign} {significant(abs(mean))}) / {significant(spread)}"
