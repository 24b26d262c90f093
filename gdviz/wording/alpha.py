"""The limits of the learning rate in words."""

from __future__ import annotations

from gdviz.engine.alpha_limits import AlphaLimits
from gdviz.support.numbers import brief, significant


def share_in_words(share: float, name: str) -> str:
    """Return how many times a limit of that name α is; near 1 the name alone."""
    if abs(share - 1.0) < 0.005:
        return f"about {name}"
    return f"{brief(share, 2)} of {name}"


def zones_in_words(limits: AlphaLimits) -> str:
    """Return what each zone of α means, a line each, the lowest first."""
    lines = []
    if limits.no_overshoot is not None:
        lines.append(f"up to 1/L = {significant(limits.no_overshoot, 3)}: no step overshoots")
    if limits.falls is not None:
        lines.append(
            f"below 2/L = {significant(limits.falls, 3)}: steps may overshoot, but the cost falls"
        )
    if limits.attracts is not None and limits.attracts != limits.falls:
        may_rise = "" if limits.falls is None else "the cost may rise, but "
        limit = significant(limits.attracts, 3)
        lines.append(f"below {limit}: {may_rise}the optimum attracts")
    if limits.attracts is not None:
        lines.append("beyond: the optimum repels")
    if not lines:
        return "No limit of α is known for this rule."
    return "\n".join(lines)


def local_limit_in_words(curvature: float, limits: AlphaLimits) -> str:
    """Return what the largest curvature at the cursor says of α, after the limits."""
    if not curvature > 0:
        return zones_in_words(limits)
    here = f"At this β, 2/λmax of the curvature is {significant(2.0 / curvature, 3)}."
    return f"{zones_in_words(limits)}\n{here}"
