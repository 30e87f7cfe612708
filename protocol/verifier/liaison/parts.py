"""Ranges of what is larger than a line carries at once: brought (PAG-7) and given (SYN-11)."""

import hashlib
import json
from dataclasses import dataclass

from .base64url import decode
from .byte_reader import ByteReader
from .refusal import Refused, require

PUSHED, GIVEN = "part-malformed", "answer-part-malformed"
SORTS = {1: ("page", 4_194_304), 2: ("input", 2_097_152)}  # LIM-20, LIM-23
ANSWER_BYTES_MAX = 6_640_984
RANGE_BYTES_LEAST = 1_024  # LIM-43


@dataclass(frozen=True)
class PushedPart:
    of: str
    digest: bytes
    total: int
    begin: int
    piece: bytes


def read_pushed_part(data: bytes) -> PushedPart:
    reader = ByteReader(data, PUSHED)
    require(reader.take(2) == b"LR", PUSHED)
    sort = reader.byte()
    require(sort in SORTS, PUSHED)
    of, total_max = SORTS[sort]
    digest = reader.take(32)
    total, begin = reader.number(total_max), reader.number(total_max)
    piece = reader.take(reader.left())
    _check_range(total, begin, len(piece), PUSHED)
    return PushedPart(of, digest, total, begin, piece)


def _check_range(total: int, begin: int, length: int, code: str) -> None:
    end = begin + length
    require(length > 0 and end <= total, code)
    require(end == total or length >= RANGE_BYTES_LEAST, code)


def follow_answer_part(held: str, digest: str, total: int, answer: str) -> tuple[str, bool]:
    """The text that is held once this range has come, and whether it is all of it."""
    part, text = _read_answer_part(answer)
    _check_range(part["total"], part["from"], len(text), GIVEN)
    if part["digest"] != digest:
        require(part["from"] == 0, GIVEN)
        held = ""
    else:
        require(part["total"] == total and part["from"] == len(held), GIVEN)
    held += text
    is_whole = len(held) == part["total"]
    require(not is_whole or hashlib.sha256(held.encode("utf-8", "surrogatepass")).digest() == decode(part["digest"]), GIVEN)
    return held, is_whole


def _read_answer_part(answer: str) -> tuple[dict, str]:
    try:
        given = json.loads(answer)
    except ValueError as fault:
        raise Refused(GIVEN) from fault
    part, text = (given.get("part"), given.get("text")) if isinstance(given, dict) else (None, None)
    require(isinstance(part, dict) and isinstance(text, str) and text.isascii(), GIVEN)
    for name, least in (("from", 0), ("total", 1)):
        require(_is_count(part.get(name)) and least <= part[name] <= ANSWER_BYTES_MAX, GIVEN)
    require(isinstance(part.get("digest"), str) and len(decode(part["digest"], GIVEN)) == 32, GIVEN)
    return part, text


def _is_count(number: object) -> bool:
    return type(number) is int or (isinstance(number, float) and number.is_integer())
