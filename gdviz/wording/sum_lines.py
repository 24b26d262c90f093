"""The sums of a step and what comes of them, line by line, in numbers that follow each other."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from gdviz.engine.dataset import Array
from gdviz.engine.update_rules import Term
from gdviz.runs.ledger import Ledger
from gdviz.support.numbers import exact, fitted, grouped, to_unit
from gdviz.wording.row_digits import FEW, RowDigits, up

_TINY = 1e-3
_LARGE = 100
_MOST_DECIMALS = 4
# Rounding errors of n rows add up to about 0.3·√n units; three times that is hardly exceeded.
_USUAL = 1.8
_ALMOST = 0.9
_FEWER = 4


@dataclass(frozen=True, slots=True)
class SumLine:
    """A caption, its tooltip, and the figures of β0, β1 and maybe the cost, exact and as text.

    ``name`` is one of sum, mean, l2, times and term; ``is_gradient`` marks ∇J that an update uses.
    """

    name: str
    caption: str
    tip: str
    values: tuple[float, ...]
    texts: tuple[str, ...]
    is_gradient: bool = False


def sum_lines(ledger: Ledger, digits: RowDigits | None, rooms: Sequence[int]) -> list[SumLine]:
    """Return the lines below the rows of a ledger, each figure in its room of signs.

    With ``digits``, those of the rows, the figures follow from the rows as shown; without, the
    rows are too many to be added by hand, or too large.
    """
    sums, step = ledger.by_hand.sums, ledger.step
    figures = _figures(ledger, sums.means, sums.gradient)
    raw = _figures(ledger, ledger.means, step.gradient)
    if digits and all(math.isfinite(value) for values in figures.values() for value in values):
        texts = _following(ledger, digits, figures, rooms)
    else:
        texts = _alone(ledger, figures, rooms)
    last, tips = "l2" if "l2" in figures else "mean", _tips(ledger)
    lines = [
        SumLine(
            name,
            _caption(ledger, name),
            tips[name],
            raw[name],
            texts[name],
            name == last and not ledger.experiment.in_batches,
        )
        for name in figures
    ]
    return lines + _term_lines(ledger, rooms) + _batch_lines(ledger)


def _figures(ledger: Ledger, of_means: Array, of_gradient: Array) -> dict[str, tuple[float, ...]]:
    """Return the figures of each line: of β0, of β1, and of the cost."""
    n, l2 = len(ledger), ledger.objective.l2
    means, gradient = of_means.tolist(), of_gradient.tolist()
    penalty = 0.5 * float(ledger.penalty @ ledger.step.beta)
    cost = ledger.step.cost - penalty
    figures: dict[str, tuple[float, ...]] = {
        "sum": (n * means[0], n * means[1], cost * n),
        "mean": (means[0], means[1], cost),
    }
    if l2:
        figures["l2"] = (gradient[0], gradient[1], ledger.step.cost)
    if ledger.is_plain:
        alpha = ledger.experiment.alpha
        figures["times"] = (alpha * gradient[0], alpha * gradient[1])
    return figures


def _caption(ledger: Ledger, name: str) -> str:
    n, l2 = grouped(len(ledger)), ledger.objective.l2
    if name == "sum":
        return f"sum of {n} rows" if len(ledger) > FEW else "sum"
    if name == "times":
        return f"× α {exact(ledger.experiment.alpha)}"
    gradient = ": gradient" if ledger.is_plain else ": gradient g"
    if ledger.experiment.in_batches:
        gradient = ": all the data"
    if name == "l2":
        return f"+ λ·β, λ {exact(l2)}{gradient}"
    return f"÷ {n}{'' if l2 else gradient}"


def _tips(ledger: Ledger) -> dict[str, str]:
    unused = "; no update used it" if ledger.experiment.in_batches else ""
    return {
        "sum": "The sum of the column above",
        "mean": f"The mean over the examples{unused}",
        "l2": f"With what L2 adds to the gradient of β1, and to the cost{unused}",
        "times": "What the update takes away from β0 and from β1",
    }


def _following(
    ledger: Ledger, digits: RowDigits, figures: dict[str, tuple[float, ...]], rooms: Sequence[int]
) -> dict[str, tuple[str, ...]]:
    """Return the texts of figures that follow from the rows as they are shown."""
    columns = ledger.columns(0, len(ledger))
    rows = (columns[5], digits.main), (columns[6], digits.product), (columns[7], digits.cost)
    beta, l2 = ledger.by_hand.beta.tolist(), ledger.objective.l2
    slope = float(_number(to_unit(beta[1], digits.beta[1])))
    added = (0.0, l2 * slope, 0.5 * l2 * slope * slope)
    chains = [
        _chain(
            {name: f[i] for name, f in figures.items() if i < len(f)},
            *rows[i],
            added[i],
            ledger,
            rooms[i],
        )
        for i in range(3)
    ]
    return {name: tuple(chain[name] for chain in chains if name in chain) for name in figures}


def _chain(
    values: dict[str, float], rows: Array, decimals: int, added: float, ledger: Ledger, room: int
) -> dict[str, str]:
    """Return the texts of one column: its sum, its mean, with L2, and times α."""
    n = len(ledger)
    of_sum = _decimals_of_sum(rows, decimals, values["sum"])
    of_sum = _in_room(values["sum"], of_sum, room)
    of_mean = min(of_sum + math.floor(math.log10(n)), decimals)
    of_mean = _in_room(values["mean"], of_mean, room)
    places = {"sum": of_sum, "mean": of_mean}
    if "l2" in values:
        shown = float(_number(to_unit(values["mean"], of_mean))) + added
        fewer = range(of_mean, of_mean - _FEWER, -1)
        good = (place for place in fewer if _comes_out(shown, values["l2"], place))
        places["l2"] = next(good, of_mean - _FEWER)
    if "times" in values:
        of_times = places.get("l2", of_mean) - up(ledger.experiment.alpha)
        places["times"] = _in_room(values["times"], of_times, room)
    return {name: _text(values[name], place) for name, place in places.items()}


def _decimals_of_sum(rows: Array, decimals: int, total: float) -> int:
    """Return the most decimals of a sum that the rows, rounded to ``decimals``, give."""
    n = len(rows)
    worst = decimals - up(n)
    shown = float(np.round(rows, decimals).sum())
    for places in range(max(decimals - up(_USUAL * math.sqrt(n)), worst), worst, -1):
        if _comes_out(shown, total, places):
            return places
    return worst


def _comes_out(found: float, value: float, decimals: int) -> bool:
    """Return whether ``value`` to so many decimals is surely within a unit of ``found``."""
    return abs(found - float(_number(to_unit(value, decimals)))) <= _ALMOST * 10.0**-decimals


def _in_room(value: float, decimals: int, room: int) -> int:
    """Return the decimals, fewer if the text would be too long."""
    for places in range(decimals, decimals - 8, -1):
        if len(to_unit(value, places)) <= room:
            return places
    return decimals


def _text(value: float, decimals: int) -> str:
    return to_unit(value, decimals) if value else "0"


def _number(text: str) -> Decimal:
    return Decimal(text.replace("−", "-"))


def _alone(
    ledger: Ledger, figures: dict[str, tuple[float, ...]], rooms: Sequence[int]
) -> dict[str, tuple[str, ...]]:
    """Return the texts of figures with digits of their own."""
    decimals = _usual_decimals(list(figures.values()), rooms)
    tiny = max(_TINY, 0.5 * 10.0**-decimals)
    texts = {
        name: tuple(
            fitted(value, room, decimals, tiny) for value, room in zip(values, rooms, strict=False)
        )
        for name, values in figures.items()
    }
    means = zip(figures["sum"], figures["mean"], texts["sum"], strict=True)
    texts["sum"] = tuple(
        text if math.isfinite(total) or not math.isfinite(mean) else _times(mean, len(ledger))
        for total, mean, text in means
    )
    return texts


def _times(mean: float, n: int) -> str:
    """Return n times a mean whose sum is too large for a float."""
    mantissa, exponent = f"{Decimal(mean) * n:.2e}".split("e")
    return f"{mantissa}e{int(exponent)}".replace("-", "−")


def _usual_decimals(rows: Sequence[tuple[float, ...]], rooms: Sequence[int]) -> int:
    """Return the most decimals, up to 4, that fit all but the largest figures."""
    usual = [
        (value, room)
        for values in rows
        for value, room in zip(values, rooms, strict=False)
        if abs(value) < _LARGE
    ]
    for decimals in range(_MOST_DECIMALS, 2, -1):
        if all(len(f"{value:.{decimals}f}") <= room for value, room in usual):
            return decimals
    return 2


def _term_lines(ledger: Ledger, rooms: Sequence[int]) -> list[SumLine]:
    """Return the numbers that a rule makes of the gradient, but for Δβ, which the update has.

    Of Adam the corrected means stand for the means.
    """
    if ledger.is_plain:
        return []
    terms = ledger.by_hand.terms[:-1]
    # A hat is a sign of its own.
    plain = {term.name: unicodedata.normalize("NFD", term.name)[:1] for term in terms}
    corrected = {short for name, short in plain.items() if short != name}
    shown = [term for term in terms if term.name not in corrected]
    tip = "\n".join(f"{term.name} = {term.formula}" for term in ledger.terms)
    return [_term_line(ledger, term, tip, rooms) for term in shown]


def _term_line(ledger: Ledger, term: Term, tip: str, rooms: Sequence[int]) -> SumLine:
    values = tuple(term.values[:2].tolist())
    texts = tuple(
        fitted(value, room, _MOST_DECIMALS, _TINY) if value else "0"
        for value, room in zip(values, rooms, strict=False)
    )
    # Many fonts have no m with a hat, and then only m is seen.
    name = "" if unicodedata.normalize("NFD", term.name) != term.name[:1] else f"{term.name} = "
    return SumLine("term", f"{name}{_formula(ledger, term)}", tip, values, texts)


def _formula(ledger: Ledger, term: Term) -> str:
    """Return the formula of a term with the parameters of the rule put in."""
    rule, text = ledger.experiment.update_rule(), term.formula
    for name in ("decay1", "decay2", "decay"):
        text = text.replace(name, exact(getattr(rule, name, 0.0)))
    return text.replace("α", exact(rule.alpha))


def _batch_lines(ledger: Ledger) -> list[SumLine]:
    """Return the line that says that no update used all of the data."""
    experiment, n = ledger.experiment, len(ledger)
    size = experiment.batch_size
    if not experiment.in_batches or size is None:
        return []
    updates = grouped(-(-n // size))
    said = f"then {updates} updates, each by {grouped(size)} of the {grouped(n)} rows:"
    tip = "Each update uses the gradient of a part of the data, drawn anew in each epoch"
    return [SumLine("batches", said, tip, (), ())]
