"""Forms of claims and contents (SIG-5): closed objects whose members stand in the order of their schema."""

import re
from collections.abc import Callable

from . import base64url
from .json_text import utf16_order
from .refusal import Refused

# A form says whether a value has it. Where an object is exact, the order of its members counts too.
Form = Callable[[object], bool]


def pattern(expression: str) -> Form:
    compiled = re.compile(expression)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def one_of(*texts: str) -> Form:
    return lambda value: isinstance(value, str) and value in texts


def is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def integer(least: int, most: int) -> Form:
    return lambda value: is_integer(value) and least <= value <= most


def constant(expected: int) -> Form:
    return integer(expected, expected)


def nullable(form: Form) -> Form:
    return lambda value: value is None or form(value)


def either(*forms: Form) -> Form:
    return lambda value: any(form(value) for form in forms)


def octets(count: int) -> Form:
    """So many bytes in strict base64url."""

    def has_form(value: object) -> bool:
        try:
            return isinstance(value, str) and len(base64url.decode(value)) == count
        except Refused:
            return False

    return has_form


def text(most: int, least: int = 1) -> Form:
    """A text by its number of UTF-16 code units."""
    return lambda value: isinstance(value, str) and least <= len(utf16_order(value)) // 2 <= most


def listed(form: Form, most: int) -> Form:
    return lambda value: isinstance(value, list) and len(value) <= most and all(form(part) for part in value)


def ascending(form: Form, most: int) -> Form:
    """A list of texts that is a set: sorted by UTF-16 code units, nothing twice."""
    return lambda value: listed(form, most)(value) and rises(value, utf16_order)


def rises(values: list, key: Callable) -> bool:
    keys = [key(value) for value in values]
    return all(before < after for before, after in zip(keys, keys[1:]))


def closed(**members: Form) -> Form:
    """An object with exactly these members in this order."""

    def has_form(value: object) -> bool:
        if not isinstance(value, dict) or list(value) != list(members):
            return False
        return all(form(value[name]) for name, form in members.items())

    return has_form


MEMBER = pattern(r"[A-Z][A-Z0-9]{1,11}")  # IDN-1
WRITER = octets(16)  # IDN-2
DIGEST = octets(32)  # ENC-4
KEY = octets(32)
RECORD = pattern(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")  # IDN-3
KIND = pattern(r"[a-z][a-z-]{0,31}")  # IDN-3
LANE = one_of("control", "record")
SEQUENCE = integer(1, 2**32 - 1)  # LIM-10
# ENT-7; days, hours and offsets that no calendar has are left to whoever shows them, see the pattern of the schema
TIME = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}[+-][0-9]{2}:[0-9]{2}")
