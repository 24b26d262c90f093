"""Numbers for display: a true minus sign, no noise digits, never silently rounded.

Every text of a finite number reads back as a finite number.
"""

import math
import sys
from collections.abc import Callable, Iterable
from decimal import Context, Decimal
from functools import lru_cache

from gdviz.support.shortened import shortened

MINUS = "\u2212"
# A table that is redrawn often shows mostly the same numbers.
_REMEMBERED = 1024
# Beyond it e^power is no normal float.
_LARGEST_POWER = 708.0
_MANY = 1e6
_PLAIN = 6
_ROUNDING = Context(prec=700)


def exact(value: float) -> str:
    """Return the shortest text that reads back to ``value``, with a bare exponent: 1e−9."""
    if not math.isfinite(value):
        return _not_finite(value)
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


def probability(value: float, decimals: int = 4) -> str:
    """Return a probability of a sigmoid, which is never 0 nor 1, even where a float is."""
    if value == 0:
        return f"< 1e{MINUS}307"
    text = fixed(value, decimals)
    return f"> 0.{'9' * decimals}" if float(text.replace(MINUS, "-")) >= 1 else text


def cost_text(cost: float, has_classes: bool, write: Callable[[float], str] = fixed) -> str:
    """Return a cost as ``write`` gives it; that of classes never reaches 0, though a float does."""
    return f"< 1e{MINUS}307" if has_classes and cost == 0 else write(cost)


def percent(share: float) -> str:
    """Return a share in whole per cent; 0% and 100% only where it is none or all."""
    text = f"{100 * share:.0f}%"
    if text == "100%" and share < 1:
        return "> 99%"
    return "< 1%" if text == "0%" and share > 0 else text


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


def brief(value: float, digits: int = 3) -> str:
    """Return ``value`` to at most that many significant digits, without zeros at its end.

    For a number in a sentence: 1 and not 1.00, 1.04e10 and not 10420000000.
    """
    mantissa, e, exponent = significant(value, digits).partition("e")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return mantissa + e + exponent


def scientific(value: float, digits: int = 3) -> str:
    """Return ``value`` as 1.23e−5: a mantissa of ``digits`` digits and a bare exponent.

    Where rounding would take it beyond the largest float, it is rounded down.
    """
    if not math.isfinite(value):
        return _not_finite(value)
    if value == 0:
        return "0"
    text = f"{value:.{digits - 1}e}"
    if math.isinf(float(text)):
        whole, _, fraction = repr(sys.float_info.max).partition("e")[0].partition(".")
        text = f"{'-' * (value < 0)}{whole}.{fraction[: digits - 1]}".rstrip(".") + "e308"
    mantissa, exponent = text.split("e")
    return f"{mantissa}e{int(exponent)}".replace("-", MINUS)


def exponential(power: float, digits: int = 3) -> str:
    """Return e^power to ``digits`` significant digits; a bound if it is too large for a float."""
    if math.isnan(power):
        return _not_finite(power)
    if abs(power) < _LARGEST_POWER:
        return significant(math.exp(power), digits)
    return "> 1e308" if power > 0 else f"< 1e{MINUS}307"


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
    same = [text for text in fit if float(text.replace(MINUS, "-")) == value]
    return same[-1] if same else fit[0]


def to_unit(value: float, decimals: int) -> str:
    """Return ``value`` to that many decimals, in powers of ten if that is shorter.

    Below 0 decimals are tens, hundreds and so on: 27159.86 to −2 decimals is 2.72e4, and 40 to
    −3 is 0e3.
    """
    if not math.isfinite(value):
        return _not_finite(value)
    if 0 <= decimals <= _PLAIN and abs(value) < _MANY:
        text = f"{value:.{decimals}f}"
        return (text if float(text) else text.lstrip("-")).replace("-", MINUS)
    number = Decimal(value).quantize(Decimal(1).scaleb(-decimals), context=_ROUNDING)
    if not number and decimals < 0 and value:
        return f"0e{-decimals}"
    if not number:
        return f"{0:.{decimals}f}" if 0 <= decimals <= _PLAIN else "0"
    exponent = number.adjusted()
    if decimals < 0 or abs(value) >= _MANY or (decimals > _PLAIN and exponent < -3):
        text = f"{number:.{max(exponent + decimals, 0)}e}".replace("e+", "e")
        return text.replace("-", MINUS)
    return f"{number:f}".replace("-", MINUS)


def decimals_in(values: Iterable[float]) -> int:
    """Return how many decimals show each of ``values`` exactly; 6 if some need more."""
    texts = (repr(float(value)) for value in values)
    fractions = (text.partition(".")[2] for text in texts if "e" not in text)
    return min(max((len(part) for part in fractions if part != "0"), default=0), 6)


def aligned(value: float, decimals: int) -> str:
    """Return ``value`` with that many decimals, or exactly if they would round it."""
    text = f"{value or 0.0:.{decimals}f}"
    return text.replace("-", MINUS) if float(text) == value else exact(value)


def grouped(count: int) -> str:
    """Return a count with its thousands set apart by narrow spaces: 1 000 000."""
    return f"{count:,}".replace(",", "\u202f").replace("-", MINUS)


def counted(count: float, noun: str, more: str = "") -> str:
    """Return a count with its noun, which takes an s: 1 epoch, 1 000 more epochs."""
    return f"{grouped(int(count))}{more} {noun}{'' if count == 1 else 's'}"


def latest(count: int, noun: str) -> str:
    """Return how the latest so many are called: the last epoch, the last 8 epochs."""
    return f"the last {noun}" if count == 1 else f"the last {counted(count, noun)}"


def parse(text: str) -> float:
    """Return the number in ``text``; a true minus sign, spaces and a decimal comma are accepted.

    Raises ValueError if there is no finite number.
    """
    plain = text.strip().replace(MINUS, "-").replace("\u202f", "").replace(" ", "")
    if "," in plain and "." not in plain:
        plain = plain.replace(",", ".")
    quoted = shortened(text)
    if "_" in plain:
        raise ValueError(f"“{quoted}” is not a number")
    try:
        value = float(plain)
    except ValueError:
        raise ValueError(f"“{quoted}” is not a number") from None
    if not math.isfinite(value):
        largest = " (the largest is 1.797e308)" if any(c.isdigit() for c in plain) else ""
        raise ValueError(f"“{quoted}” is not a finite number{largest}")
    return value


def _not_finite(value: float) -> str:
    if math.isnan(value):
        return "unknown"
    return "∞" if value > 0 else f"{MINUS}∞"
