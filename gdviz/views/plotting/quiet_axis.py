"""An axis with short ticks and plain numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QPainter

from gdviz.support.compat import override
from gdviz.support.guard import guarded
from gdviz.support.numbers import MINUS

# Beyond these powers of ten there are no numbers.
_POWERS = -307.0, 308.0
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


class QuietAxis(pg.AxisItem):
    """An axis with true minus signs, no hidden factors of ten, and short ticks."""

    def __init__(self, orientation: str) -> None:
        self._size, self._added = 0.0, 0
        self._are_given = False
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
    def setTicks(self, ticks: Any) -> None:
        self._are_given = ticks is not None
        super().setTicks(ticks)

    @override
    @guarded
    def generateDrawSpecs(self, p: QPainter) -> Any:
        specs = super().generateDrawSpecs(p)
        if not specs or self.logMode or self._are_given:
            return specs
        line, ticks, texts = specs
        shorter = [text for _, _, text in texts]
        words = _of_equal_decimals(shorter)
        added = 0
        if self.orientation == "left" and words != shorter:
            advance = p.fontMetrics().horizontalAdvance
            added = max(map(advance, words)) - max(map(advance, shorter))
        if added != self._added:
            self._added = added
            self._updateMaxTextSize(self._size)
        return line, ticks, [(*spec[:2], word) for spec, word in zip(texts, words, strict=True)]

    @override
    @guarded
    def _updateMaxTextSize(self, x: float) -> None:
        """Take the room of the numbers, of which pyqtgraph knows only the shorter texts."""
        self._size = x
        super()._updateMaxTextSize(x + self._added)

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


def _of_equal_decimals(texts: list[str]) -> list[str]:
    """Return plain numbers with as many decimals as the one that has most: 1.0 beside 0.5."""
    most = max((len(text.partition(".")[2]) for text in texts), default=0)
    if not most or any("e" in text for text in texts):
        return texts
    decimals = (len(text.partition(".")[2]) for text in texts)
    return [
        text + "." * (not have) + "0" * (most - have)
        for text, have in zip(texts, decimals, strict=True)
    ]


def _short(text: str) -> str:
    """Return a number without a plus sign or leading zeros in its exponent."""
    return re.sub(r"e([+-])0*", lambda sign: "e" + sign[1].strip("+"), text).replace("-", MINUS)
