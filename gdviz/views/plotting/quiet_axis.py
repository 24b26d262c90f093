"""An axis with short ticks and plain numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg

from gdviz.support.compat import override
from gdviz.support.guard import guarded
from gdviz.support.numbers import MINUS

# Beyond these powers of ten there are no numbers.
_POWERS = -307.0, 308.0
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


class QuietAxis(pg.AxisItem):
    """An axis with true minus signs, no hidden factors of ten, and short ticks."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation, maxTickLength=-4)
        self.enableAutoSIPrefix(False)
        self.setStyle(tickTextOffset=5, autoExpandTextSpace=True, hideOverlappingLabels=True)

    @override
    @guarded
    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        strings: list[str] = super().tickStrings(values, scale, spacing)
        return [_short(text) for text in strings]

    @override
    @guarded
    def logTickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        # The frame may reach further than the largest number.
        powers = np.clip(values, *_POWERS).tolist()
        strings: list[str] = super().logTickStrings(powers, scale, spacing)
        return [
            text if power == value else f"10{f'{value:.0f}'.translate(_RAISED)}"
            for text, power, value in zip(strings, powers, values, strict=True)
        ]


def _short(text: str) -> str:
    """Return a number without a plus sign or leading zeros in its exponent."""
    return re.sub(r"e([+-])0*", lambda sign: "e" + sign[1].strip("+"), text).replace("-", MINUS)
