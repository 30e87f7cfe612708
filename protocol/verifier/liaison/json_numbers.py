"""Numbers as ECMAScript prints them (ENC-2): the shortest digits that read back to the same double."""

import math
import re

DIGITS = re.compile(r"(\d)(?:\.(\d+))?e([+-]\d+)")


def number_text(value: float) -> str:
    """Number::toString of ECMA-262 for a finite double. Minus zero has no text of its own."""
    if not math.isfinite(value):
        raise ValueError("not finite")
    if value == 0:
        return "0"
    sign, digits, point = "-" if value < 0 else "", *_shortest(abs(value))
    count = len(digits)
    if count <= point <= 21:
        return sign + digits + "0" * (point - count)
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    exponent = point - 1
    mantissa = digits if count == 1 else f"{digits[0]}.{digits[1:]}"
    return f"{sign}{mantissa}e{'+' if exponent > 0 else '-'}{abs(exponent)}"


def _shortest(value: float) -> tuple[str, int]:
    """The shortest digits d and the place n with value = 0.d × 10^n."""
    for precision in range(17):
        text = f"{value:.{precision}e}"
        if float(text) == value:
            match = DIGITS.fullmatch(text)
            assert match is not None
            first, rest, exponent = match.groups()
            return (first + (rest or "")).rstrip("0") or "0", int(exponent) + 1
    raise AssertionError("17 digits name every double")
