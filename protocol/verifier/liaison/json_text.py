"""Canonical and exact JSON (ENC-2, ENC-3): what is not the one spelling of its value is refused."""

import json

from .json_numbers import number_text
from .refusal import Refused, require

DEPTH_MAX = 16  # LIM-14
CODE = "encoding-json"

SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def utf16_order(text: str) -> bytes:
    """A key that sorts texts by their UTF-16 code units (ENC-6)."""
    return text.encode("utf-16-be", "surrogatepass")


def read_canonical(data: bytes) -> object:
    """The value of canonical JSON."""
    return _read(data, sort_keys=True)


def read_exact(data: bytes) -> object:
    """The value of JSON whose keys stand in whatever order; the order is that of its type (ENC-3)."""
    return _read(data, sort_keys=False)


def _read(data: bytes, sort_keys: bool) -> object:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(CODE) from None
    _check_depth(text)
    try:
        value = json.loads(text, parse_float=_number, parse_int=_number, object_pairs_hook=_object)
        written = write(value, sort_keys)
    except (ValueError, RecursionError, UnicodeEncodeError):
        raise Refused(CODE) from None
    require(written == text, CODE)
    return value


def _check_depth(text: str) -> None:
    """LIM-14, before anything is parsed."""
    depth, in_string, escaped = 0, False, False
    for character in text:
        if in_string:
            if escaped:
                escaped = False
            elif character == "\\":
                escaped = True
            elif character == '"':
                in_string = False
        elif character == '"':
            in_string = True
        elif character in "[{":
            depth += 1
            require(depth <= DEPTH_MAX, CODE)
        elif character in "]}":
            depth -= 1


def _number(text: str) -> int | float:
    value = float(text)
    return int(value) if value.is_integer() and abs(value) <= 2**53 else value


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a key twice")
    return value


def write_canonical(value: object) -> str:
    """The canonical text of a value."""
    return write(value, sort_keys=True)


def write(value: object, sort_keys: bool) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return number_text(float(value))
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, list):
        return "[" + ",".join(write(part, sort_keys) for part in value) + "]"
    if isinstance(value, dict):
        keys = sorted(value, key=utf16_order) if sort_keys else list(value)
        return "{" + ",".join(f"{_string(key)}:{write(value[key], sort_keys)}" for key in keys) + "}"
    raise ValueError("no JSON value")


def _string(text: str) -> str:
    text.encode("utf-8")  # an unpaired surrogate cannot be written
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in SHORT_ESCAPES:
        return SHORT_ESCAPES[character]
    return f"\\u{ord(character):04x}" if character < " " else character
