"""The zones of the learning rate, in the colours of the theme."""

from __future__ import annotations

from gdviz.engine.alpha_limits import AlphaLimits


def alpha_zones(limits: AlphaLimits) -> list[tuple[float | None, str]]:
    """Return where each zone ends, None for the last one, and the role of its colour.

    No overshoot, overshoots but falls, may rise but is attracted, repelled: without a limit, as
    for Adam, there is no zone at all, and the track has its usual colour.
    """
    ends = (
        (limits.no_overshoot, "good"),
        (limits.falls, "optimum"),
        (limits.attracts, "class1" if limits.falls is not None else "good"),
    )
    zones: list[tuple[float | None, str]] = [(end, role) for end, role in ends if end is not None]
    if not zones:
        return []
    return [*zones, (None, "class1" if limits.attracts is None else "gradient")]
