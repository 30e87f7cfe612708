"""Values of reference 8 as JSON, as far as they can be shown (UPD-16)."""

import math
import struct

from .byte_reader import ByteReader
from .yjs_contents import (
    BYTES, FALSE, FLOAT32, FLOAT64, INTEGER, LIST, NULL, OBJECT, TEXT, TRUE, bounded_count, read_signed, skip_text,
    skip_value,
)

DEPTH_MAX = 4  # LIM-30
TEXT_MAX = 65_536  # LIM-31
PARTS_MAX = 2_000  # LIM-32


class Unreadable(Exception):
    """A value that is kept and cannot be shown."""


def read_values(content: bytes) -> list[object]:
    """The values of one content of reference 8; an `Unreadable` stands for each that cannot be shown."""
    reader, values = ByteReader(content, "update-malformed"), []
    for _ in range(bounded_count(reader)):
        start = reader.at
        skip_value(reader)
        values.append(_value_or_unreadable(content[start : reader.at]))
    return values


def _value_or_unreadable(data: bytes) -> object:
    try:
        return _Parts(data).value(0)
    except Unreadable as unreadable:
        return unreadable


class _Parts:
    def __init__(self, data: bytes):
        self.reader = ByteReader(data, "update-malformed")
        self.parts = 0

    def value(self, depth: int) -> object:
        self.parts += 1
        if self.parts > PARTS_MAX:
            raise Unreadable
        sort = self.reader.byte()
        if sort in (LIST, OBJECT):
            return self._container(sort, depth + 1)
        if sort in (FLOAT32, FLOAT64):
            return self._float(sort)
        if sort in (TRUE, FALSE):
            return sort == TRUE
        return self._flat(sort)

    def _flat(self, sort: int) -> object:
        if sort == NULL:
            return None
        if sort == TEXT:
            return self._text()
        if sort != INTEGER:
            raise Unreadable
        number = read_signed(self.reader)
        if number is None:
            raise Unreadable
        return number

    def _container(self, sort: int, depth: int) -> object:
        count = bounded_count(self.reader)
        if depth > DEPTH_MAX or count > PARTS_MAX:
            raise Unreadable
        if sort == LIST:
            return [self.value(depth) for _ in range(count)]
        pairs = [(self._text(), self.value(depth)) for _ in range(count)]
        members = dict(pairs)
        if len(members) != count or "__proto__" in members:
            raise Unreadable
        return members

    def _float(self, sort: int) -> float:
        value = struct.unpack(">d" if sort == FLOAT64 else ">f", self.reader.take(8 if sort == FLOAT64 else 4))[0]
        if not math.isfinite(value) or (value == 0 and math.copysign(1, value) < 0):
            raise Unreadable
        return value

    def _text(self) -> str:
        try:
            text = skip_text(self.reader).decode("utf-8")
        except UnicodeDecodeError:
            raise Unreadable from None
        if len(text.encode("utf-16-be")) // 2 > TEXT_MAX:
            raise Unreadable
        return text
