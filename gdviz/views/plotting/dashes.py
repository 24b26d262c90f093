"""Dashes computed at once for a whole line: Qt's own take longer than the line itself."""

from __future__ import annotations

import numpy as np

from gdviz.engine.dataset import Array

# More dashes look like a grey line, at any length.
_MOST = 2000


def dashed(lines: Array, dash: float, gap: float) -> Array:
    """Return the dashes along ``lines``, of shape (m, 4): rows of x, y, x, y.

    The last dash ends where the last line does, so that the dashes stay in place while the line
    is consumed from its start.
    """
    lengths = np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1])
    lines, lengths = lines[lengths > 0], lengths[lengths > 0]
    corners = np.concatenate([[0.0], np.cumsum(lengths)])
    total = float(corners[-1])
    stretch = max(1.0, total / (dash + gap) / _MOST)
    dash, period = dash * stretch, (dash + gap) * stretch
    ends = total - np.arange(0.0, total, period)
    cuts = np.sort(np.concatenate([corners, ends, ends[ends > dash] - dash]))
    middles = (cuts[:-1] + cuts[1:]) / 2
    drawn = ((total - middles) % period < dash) & (np.diff(cuts) > 0)
    which = np.searchsorted(corners, middles[drawn]) - 1
    starts, steps = lines[which, :2], lines[which, 2:] - lines[which, :2]
    shares = [
        ((cut[drawn] - corners[which]) / lengths[which])[:, None] for cut in (cuts[:-1], cuts[1:])
    ]
    return np.hstack([starts + share * steps for share in shares])
