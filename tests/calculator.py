"""What a person with a pocket calculator reads off the screen."""

from __future__ import annotations

from decimal import Decimal

NUMBER = r"(−?[\d.]+(?:e−?\d+)?)"


def read(text: str) -> Decimal:
    return Decimal(text.replace("−", "-"))


def unit(text: str) -> Decimal:
    """The place of the last digit shown."""
    exponent = read(text).as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)
