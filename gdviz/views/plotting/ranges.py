"""Stable ranges of axes: they widen in steps, end at round numbers, and have a finite size."""

from __future__ import annotations

import math
import sys

Span = tuple[float, float]
_LARGEST = sys.float_info.max


def round_step(size: float) -> float:
    """Return the largest of 1, 2, 5 times a power of ten that is at most ``size``."""
    decade = float(10.0 ** math.floor(math.log10(size)))
    for factor in (5.0, 2.0):
        if size >= factor * decade:
            return factor * decade
    return decade


def rounded_out(low: float, high: float) -> Span:
    """Return the span widened to multiples of a round step of about a twentieth of it."""
    low, high = finite(low, high)
    step = round_step((high - low) / 20)
    first, last = math.floor(low / step), math.ceil(high / step)
    # A product may round to the wrong side of the original number.
    first -= first * step > low
    last += last * step < high
    return finite(first * step, last * step)


def widened(span: Span, needed: Span) -> Span:
    """Return ``span``, widened to ``needed`` in coarse steps if it does not cover it.

    The steps are powers of two, so that for wider needs no end ever comes back.
    """
    if covers(span, needed):
        return span
    low, high = finite(min(span[0], needed[0]), max(span[1], needed[1]))
    step = 2.0 ** (math.frexp((high - low) / 5)[1] - 1)
    first, last = math.floor(low / step), math.ceil(high / step)
    # The quotient of a tiny end rounds to 0, on the wrong side of it.
    first -= first * step > low
    last += last * step < high
    return finite(first * step, last * step)


def scaled(span: Span, about: float, factor: float) -> Span:
    """Return the span made larger by ``factor``; what is at ``about`` keeps its place."""
    return finite(about + (span[0] - about) * factor, about + (span[1] - about) * factor)


def size(span: Span) -> float:
    """Return the width of a span."""
    return span[1] - span[0]


def finite(low: float, high: float) -> Span:
    """Return the span, cut so that its size is a finite number; its high end counts more."""
    high = min(high, _LARGEST)
    if math.isinf(high - low):
        low = max(low, -_LARGEST / 2, high - _LARGEST)
    return low, high


def padded(low: float, high: float, share: float, least: float) -> Span:
    """Return the span with ``share`` of its size added at both ends, at least ``least`` wide."""
    low, high = finite(low, high)
    size = max(high - low, least)
    middle = low / 2 + high / 2
    half = size * (0.5 + share)
    return finite(middle - half, middle + half)


def covers(outer: Span, inner: Span) -> bool:
    """Return whether ``inner`` lies within ``outer``."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def grown(span: Span, needed: Span) -> Span:
    """Return ``span``, doubled towards the sides that ``needed`` passes until it is covered.

    The other side moves out too, so that nothing there ends up on the edge.
    """
    low, high = span
    while low > needed[0]:
        low -= high - low
    while high < needed[1]:
        high += high - low
    margin = 0.05 * (high - low)
    if low < span[0] and high == span[1]:
        high += margin
    elif high > span[1] and low == span[0]:
        low -= margin
    return low, high


def round_up(count: float) -> float:
    """Return the smallest of 1, 2, 5 times a power of ten that is at least ``count``."""
    decade = 10.0 ** math.floor(math.log10(count))
    return next(f * decade for f in (1.0, 2.0, 5.0, 10.0) if f * decade >= count * (1 - 1e-12))
