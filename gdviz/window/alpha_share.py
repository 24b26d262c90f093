"""The learning rate as a share of 1/L, which keeps its meaning where the number does not."""

from __future__ import annotations

import math

from gdviz.engine.curvature import curvature_bound
from gdviz.engine.experiment import Experiment
from gdviz.support.numbers import exact, significant


def with_share_of(before: Experiment, after: Experiment) -> Experiment:
    """Return ``after`` with the α that is the same share of its 1/L as α was before.

    It has three significant digits, so that it can be typed. Where an L is 0 or the same, α
    stays.
    """
    was, now = (curvature_bound(one.objective()) for one in (before, after))
    if not (was > 0 and now > 0) or math.isclose(was, now, rel_tol=1e-9):
        return after
    alpha = float(f"{before.alpha * (was / now):.3g}")
    return after.altered(alpha=alpha) if math.isfinite(alpha) and alpha > 0 else after


def share_kept(alpha_before: float, now: Experiment) -> str:
    """Return the sentence that says what α was and is now, and why."""
    share = significant(now.alpha * curvature_bound(now.objective()), 2)
    return (
        f"The learning rate α was {exact(alpha_before)}; it is now {exact(now.alpha)},"
        f" so that it is still {share} of 1/L."
    )
