"""Numbers for display: a true minus sign, no noise digits, never silently rounded."""

import math
from collections.abc import Iterable
from functools import lru_cache

MINUS = "\u2212"
# A table that is redrawn often shows mostly the same numbers.
_REMEMBERED = 1024


def exact(value: float) -> str:
    """Return the shortest text that reads back to ``value``, with a bare exponent: 1e−9."""
    if float(value).is_integer() and abs(value) < 1e15:
        return f"{int(value)}".replace("-", MINUS)
    mantissa, _, exponent = repr(float(value)).partition("e")
    text = f"{mantissa}e{int(exponent)}" if exponent else mantissa
    return text.replace("-", MINUS)


def fixed(value: float, decimals: int = 4) -> str:
    """Return ``value`` with that many decimals; powers of ten if it would be all noise."""
    if not math.isfinite(value):
        return _not_finite(value)
    if value and (abs(value) >= 1e7 or abs(value) < 0.5 * 10.0**-decimals):
        return scientific(value)
    text = f"{value:.{decimals}f}"
    if float(text) == 0.0:
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def significant(value: float, digits: int = 4) -> str:
    """Return ``value`` to that many significant digits, with powers of ten where shorter."""
    if not math.isfinite(value):
        return _not_finite(value)
    if value == 0:
        return "0"
    exponent = math.floor(math.log10(abs(value)))
    if not -4 <= exponent < 7:
        return scientific(value, digits)
    return fixed(value, max(0, digits - 1 - exponent))


def scientific(value: float, digits: int = 3) -> str:
    """Return ``value`` as 1.23e−5: a mantissa of ``digits`` digits and a bare exponent."""
    if not math.isfinite(value):
        return _not_finite(value)
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return f"{mantissa}e{int(exponent)}".replace("-", MINUS)


@lru_cache(_REMEMBERED)
def fitted(value: float, room: int, decimals: int = 3, tiny: float = 0.0) -> str:
    """Return ``value`` in ``room`` characters (5 or more): fewer digits rather than cut ones.

    From 1000 on it has at most 6 significant digits. Below ``tiny`` it is in powers of ten; too
    small for the decimals it is 0.000.
    """
    if not math.isfinite(value):
        return _not_finite(value)
    if 0 < abs(value) < tiny:
        return power_fitted(value, room)
    size = math.floor(math.log10(abs(value))) if value else 0
    most = decimals if size < 3 else max(0, min(decimals, 5 - size))
    for places in range(most, -1, -1):
        text = f"{value:.{places}f}"
        text = text.lstrip("-") if float(text) == 0.0 else text
        if len(text) <= min(room, 8 + places):
            return text.replace("-", MINUS)
    return power_fitted(value, room)


def power_fitted(value: float, room: int) -> str:
    """Return ``value`` as 1.23e−5 with as many digits, up to 4, as it needs and ``room`` allows."""
    texts = [scientific(value, digits) for digits in (4, 3, 2, 1)]
    fit = [text for text in texts if len(text) <= room] or texts[-1:]
    same = [text for text in fit if parse(text) == value]
    return same[-1] if same else fit[0]


def decimals_in(values: Iterable[float]) -> int:
    """Return how many decimals show each of ``values`` exactly; 6 if some need more."""
    texts = (repr(float(value)) for value in values)
    fractions = (text.partition(".")[2] for text in texts if "e" not in text)
    return min(max((len(part) for part in fractions if part != "0"), default=0), 6)


def aligned(value: float, decimals: int) -> str:
    """Return ``value`` with that many decimals, or exactly if they would round it."""
    text = f"{value:.{decimals}f}"
    return text.replace("-", MINUS) if float(text) == value else exact(value)


def grouped(count: int) -> str:
    """Return a count with its thousands set apart by narrow spaces: 1 000 000."""
    return f"{count:,}".replace(",", "\u202f").replace("-", MINUS)


def parse(text: str) -> float:
    """Return the number in ``text``; a true minus sign, spaces and a decimal comma are accepted.

    Raises ValueError if there is no finite number.
    """
    plain = text.strip().replace(MINUS, "-").replace("\u202f", "").replace(" ", "")
    if "," in plain and "." not in plain:
        plain = plain.replace(",", ".")
    if "_" in plain:
        raise ValueError(f"“{text}” is not a number")
    try:
        value = float(plain)
    except ValueError:
        raise ValueError(f"“{text}” is not a number") from None
    if not math.isfinite(value):
        raise ValueError(f"“{text}” is not a finite number")
    return value


def _not_finite(value: float) -> str:
    if math.isnan(value):
        return "not a number"
    return "∞" if value > 0 else f"{MINUS}∞"
